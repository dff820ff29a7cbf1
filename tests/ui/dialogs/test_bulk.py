"""Findings dismissed and rows flagged at once: listed and ticked first, one step that undo takes back."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.model import Severity, Side
from app.words import Words
from ui.dialogs.dismiss_many import DismissManyDialog
from ui.dialogs.flag_many import FlagManyDialog
from ui.dialogs.states import StatesDialog
from ui.session import Session
from ui.theme import Theme

D = TypeVar("D", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def doubled(session: Session) -> Session:
    """A doubled word in each of the three rows, and a space too many in the last."""
    for block in session.project.store.blocks(Side.TARGET):
        session.project.edit(block.id, block.text.replace("The ", "The the "))
    session.project.survey()
    return session


def dismissing(qtbot: QtBot, theme: Theme, words: Words, session: Session) -> DismissManyDialog:
    return shown(qtbot, DismissManyDialog(theme, words, session))


def shown(qtbot: QtBot, dialog: D) -> D:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def open_checks(session: Session) -> list[str]:
    return [found.finding.check for found in session.project.all_findings() if found.open]


def test_findings_are_dismissed_as_one_step(qtbot: QtBot, theme: Theme, words: Words, doubled: Session) -> None:
    before = open_checks(doubled)
    assert before.count("doubled-word") == 3
    dialog = dismissing(qtbot, theme, words, doubled)
    dialog.choose("doubled-word")
    assert [found.finding.check for found in dialog._model.checked] == ["doubled-word"] * 3
    assert "3 open findings" in dialog._said.text()
    dialog._reason.setText("It is a quotation.")
    qtbot.keyClick(dialog._list, Qt.Key.Key_Space)
    assert dialog._set.text() == "Dismiss 2"
    qtbot.keyClick(dialog._list, Qt.Key.Key_Return, CONTROL)
    assert open_checks(doubled).count("doubled-word") == 1
    assert {d.reason for d in doubled.project.answers()} == {"It is a quotation."}
    assert "2 findings dismissed" in dialog.message.text()
    doubled.perform(doubled.project.undo)
    assert open_checks(doubled) == before


def test_a_word_is_dismissed_in_the_whole_project(qtbot: QtBot, theme: Theme, words: Words, doubled: Session) -> None:
    dialog = dismissing(qtbot, theme, words, doubled)
    dialog.choose("doubled-word")
    dialog._reach.setCurrentIndex(1)
    dialog.finish()
    assert "doubled-word" not in open_checks(doubled)
    # The same word in three rows needs one answer.
    assert len(doubled.project.answers()) == 1


def test_only_rows_of_the_filter_are_listed(qtbot: QtBot, theme: Theme, words: Words, doubled: Session) -> None:
    doubled.search.set_filter("all", "second")
    dialog = dismissing(qtbot, theme, words, doubled)
    dialog.choose("doubled-word")
    assert len(dialog._model.checked) == 1
    doubled.search.set_filter("all", "nowhere")
    assert dialog._model.checked == []
    assert not dialog._set.isEnabled()


def test_rows_are_flagged_as_one_step(qtbot: QtBot, theme: Theme, words: Words, session: Session) -> None:
    dialog = shown(qtbot, FlagManyDialog(theme, words, session))
    dialog.choose("register", Severity.MAJOR)
    dialog._comment.setText("Too plain.")
    qtbot.keyClick(dialog._list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog._list, Qt.Key.Key_Return, CONTROL)
    flags = session.project.store.flags()
    assert [(f.category, f.severity, [c.text for c in f.thread]) for f in flags] == [
        ("register", Severity.MAJOR, ["Too plain."])
    ] * 2
    assert len({flag.id for flag in flags}) == 2
    assert len({comment.id for flag in flags for comment in flag.thread}) == 2
    # What has such a flag is not offered again.
    assert len(dialog._model.checked) + 1 == 1
    session.perform(session.project.undo)
    assert session.project.store.flags() == []


def test_a_sheet_that_is_gone_is_not_asked_again(theme: Theme, words: Words, doubled: Session) -> None:
    for kind in (DismissManyDialog, FlagManyDialog, StatesDialog):
        delete(kind(theme, words, doubled))
    doubled.search.set_filter("all", "second")
    doubled.perform(doubled.project.undo)
