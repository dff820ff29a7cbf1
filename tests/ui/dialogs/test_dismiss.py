"""Not an error, by keys: how far, why, done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.model import Finding, Severity, Span
from app.review.decisions import Reach
from app.words import Words
from ui.dialogs.dismiss import DismissDialog, DismissRequest
from ui.theme import Theme

Make = Callable[[str], DismissDialog]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words) -> Make:
    def made(term: str) -> DismissDialog:
        finding = Finding(
            "doubled-word", "doubled-word", 0, Severity.MINOR, "duplication", (), (Span(0, 7),),
            (("word", "that"),), term=term,
        )  # fmt: skip
        dialog = DismissDialog(theme, words, finding)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return made


def texts(dialog: DismissDialog) -> str:
    return "\n".join(item.text() for item in dialog.findChildren(QLabel))


@pytest.mark.parametrize(("key", "reach"), [("", Reach.SPOT), ("1", Reach.SPOT), ("2", Reach.TERM), ("3", Reach.RULE)])
def test_a_digit_and_enter_decide(qtbot: QtBot, make: Make, key: str, reach: Reach) -> None:
    dialog = make("")
    qtbot.keyClicks(dialog._reaches.checkedButton(), key)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog._reaches.checkedButton(), Qt.Key.Key_Return)
    assert dialog.request() == DismissRequest(reach, "")


def test_digits_in_the_reason_are_the_reason(qtbot: QtBot, make: Make) -> None:
    dialog = make("")
    qtbot.keyClicks(dialog._reason, " see note 3 ")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog._reason, Qt.Key.Key_Return)
    assert dialog.request() == DismissRequest(Reach.SPOT, "see note 3")


def test_the_finding_and_its_check_are_said(make: Make, words: Words) -> None:
    said = texts(make("五中全会"))
    assert "“that” stands twice in a row." in said
    assert "“五中全会” is not reported" in said
    assert words.say("check.about.doubled-word") in said


def test_without_a_term_the_same_thing_is_meant(make: Make) -> None:
    assert "The same thing is not reported" in texts(make(""))


def test_escape_decides_nothing(qtbot: QtBot, make: Make) -> None:
    dialog = make("")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
