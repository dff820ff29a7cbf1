"""Flag by keys alone; the tree of kinds knows every kind our checks speak of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.check.registry import CHECKS
from app.model import Severity
from app.review.categories import category_name, load_categories
from app.words import Words
from ui.dialogs.flag import FlagDialog, FlagRequest
from ui.theme import Theme


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, words: Words) -> FlagDialog:
    made = FlagDialog(theme, words, "an enlarged\nmeeting")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def all_ids() -> list[str]:
    return [id_ for category in load_categories() for id_ in (category.id, *category.kinds)]


def test_type_choose_comment_accept(qtbot: QtBot, dialog: FlagDialog) -> None:
    qtbot.keyClicks(dialog._search, "wrong t")
    qtbot.keyClick(dialog, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(dialog._search, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog._comment, "Is this usual?")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog._comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.request() == FlagRequest("wrong-term", Severity.MAJOR, "Is this usual?")


def test_without_a_word_the_first_category_stands_ready(qtbot: QtBot, dialog: FlagDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.request() == FlagRequest("terminology", Severity.MINOR, "")


def test_down_moves_through_the_tree_while_typing(qtbot: QtBot, dialog: FlagDialog) -> None:
    qtbot.keyClicks(dialog._search, "form numb")
    qtbot.keyClick(dialog._search, Qt.Key.Key_Down)
    request = dialog.request()
    assert request is not None
    assert request.category == "telephone-format"


@pytest.mark.parametrize(("number", "severity"), [(1, "neutral"), (2, "minor"), (3, "major"), (4, "critical")])
def test_alt_and_a_digit_choose_the_severity(qtbot: QtBot, dialog: FlagDialog, number: int, severity: str) -> None:
    qtbot.keyClick(dialog, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.AltModifier)
    request = dialog.request()
    assert request is not None
    assert request.severity == severity


def test_a_word_that_fits_nothing_is_said_and_flags_nothing(qtbot: QtBot, dialog: FlagDialog) -> None:
    qtbot.keyClicks(dialog._search, "zzz")
    assert dialog.request() is None
    assert not dialog._flag.isEnabled()
    assert dialog._nothing.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_escape_leaves_without_a_flag(qtbot: QtBot, dialog: FlagDialog) -> None:
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog._search, Qt.Key.Key_Escape)


def test_every_kind_stands_once_and_has_a_name(words: Words) -> None:
    ids = all_ids()
    assert len(ids) == len(set(ids))
    assert [id_ for id_ in ids if category_name(words, id_) == id_] == []


def test_every_check_speaks_of_a_kind_of_the_tree() -> None:
    assert {check.mqm for check in CHECKS} <= set(all_ids())


def test_an_id_from_elsewhere_stands_for_itself(words: Words) -> None:
    assert category_name(words, "house-rule-7") == "house-rule-7"
