"""One state for the rows of a filter: seen first, then set, as one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model import RowState, Side
from app.words import Words
from ui.dialogs.states import StatesDialog
from ui.session import Session
from ui.theme import Theme

Make = Callable[[], StatesDialog]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, session: Session) -> Make:
    def made() -> StatesDialog:
        dialog = StatesDialog(theme, words, session)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return made


def states(session: Session) -> list[RowState]:
    return [row.state for row in session.project.store.rows(session.project.store.row_ids())]


def test_the_ticked_rows_are_set_as_one_step(make: Make, session: Session, qtbot: QtBot) -> None:
    dialog = make()
    assert dialog._set.text() == "Set 3 rows"
    qtbot.keyClick(dialog._list, Qt.Key.Key_Space)
    assert dialog._set.text() == "Set 2 rows"
    qtbot.keyClick(dialog._list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert states(session) == [RowState.TODO, RowState.CONFIRMED, RowState.CONFIRMED]
    assert "2 rows set" in dialog.message.text()
    session.perform(session.project.undo)
    assert states(session) == [RowState.TODO] * 3
    assert len(dialog._model.checked) == 2


def test_only_rows_of_the_filter_are_offered(make: Make, session: Session) -> None:
    session.search.set_filter("all", "wolf")
    assert not make()._set.isEnabled()
    session.search.set_filter("all", "a dog.")
    dialog = make()
    assert [change.number for change in dialog._model.checked] == [2, 3]


def test_rows_with_open_findings_are_left_to_be_looked_at(make: Make, session: Session) -> None:
    block = session.project.store.blocks(Side.TARGET)[0]
    session.project.edit(block.id, "The the first part has a cat.")
    session.project.survey()
    dialog = make()
    assert [change.number for change in dialog._model.checked] == [2, 3]
    assert dialog._left.isVisible()
    dialog.choose(RowState.REJECTED)
    assert [change.number for change in dialog._model.checked] == [1, 2, 3]


def test_a_rejection_has_its_reason(make: Make, session: Session) -> None:
    dialog = make()
    assert not dialog._reason.isVisible()
    dialog.choose(RowState.REJECTED)
    assert dialog._reason.isVisible()
    dialog._reason.setText("Not ours")
    dialog.finish()
    (badge, *_) = session.rows.row(0).badges
    assert badge.tooltip == "rejected: Not ours (Mara)"
