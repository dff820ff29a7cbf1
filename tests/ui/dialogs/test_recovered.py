"""What was typed when the program ended: shown against what is saved, taken over, kept, thrown away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.drafts import Draft
from app.errors import UserError
from app.model import BlockId, RevisionSeq, RowId, Side
from app.recovery import journal_of
from app.words import Words
from ui.dialogs.recovered import RecoveredDialog, offer_drafts
from ui.session import Session
from ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
Make = Callable[[], RecoveredDialog]


@pytest.fixture
def leave(session: Session) -> Callable[..., None]:
    """An earlier sitting's drafts: the first two rows, and one text whose block is gone."""

    def left() -> None:
        store = session.project.store
        first, second, _ = store.blocks(Side.TARGET)
        at = "2026-01-02T03:04:05Z"
        journal = journal_of(store)
        journal.keep(Draft(store.row_of(first.id), first.id, first.seq, "The first part has a <b>cat</b>.", at))
        journal.keep(Draft(store.row_of(second.id), second.id, second.seq, "The second part", at))
        journal.keep(Draft(RowId(999), BlockId(999), RevisionSeq(1), "Nowhere", at))
        journal.close()
        assert session.drafts is not None
        # As a new sitting reads it.
        session.drafts._journal = journal_of(store)

    return left


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, session: Session, leave: Callable[[], None]) -> Make:
    def made() -> RecoveredDialog:
        leave()
        assert session.drafts is not None
        dialog = RecoveredDialog(theme, words, session, session.drafts.recovered())
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return made


def texts(session: Session) -> list[str]:
    return [block.text for block in session.project.store.blocks(Side.TARGET)][:2]


def waiting(session: Session) -> list[str]:
    """What the next sitting would be offered."""
    return [draft.text for draft in journal_of(session.project.store).pending()]


def lines(dialog: RecoveredDialog) -> list[str]:
    return [dialog._list.item(row).text() for row in range(dialog._list.count())]


SAVED = ["The first part has a cat.", "The second part has a dog."]
TYPED = ["The first part has a <b>cat</b>.", "The second part", "Nowhere"]


def test_each_text_is_listed_with_its_row_and_shown_against_what_is_saved(make: Make, theme: Theme) -> None:
    dialog = make()
    assert lines(dialog) == [f"Row 1 · {TYPED[0]}", f"Row 2 · {TYPED[1]}", "No place · Nowhere"]
    assert "<b>cat</b>" in dialog._text.toPlainText()
    assert "2026-01-02" in dialog._about.text()
    dialog._list.setCurrentRow(1)
    assert dialog._text.toPlainText() == SAVED[1]
    html = dialog._text.toHtml()
    assert theme.deleted.name() in html
    assert "line-through" in html
    dialog._list.setCurrentRow(2)
    assert "copy the text" in dialog._about.text()
    assert dialog._about.property("tone") == "warn"


def test_a_paragraph_that_was_changed_since_says_so(make: Make, session: Session) -> None:
    session.project.edit(session.project.store.blocks(Side.TARGET)[0].id, "The first part has a fox.")
    dialog = make()
    assert dialog._about.property("tone") == ""
    dialog.close()


def test_a_change_between_typing_and_offer_says_so(
    qtbot: QtBot, theme: Theme, words: Words, session: Session, leave: Callable[[], None]
) -> None:
    leave()
    session.project.edit(session.project.store.blocks(Side.TARGET)[0].id, "The first part has a fox.")
    assert session.drafts is not None
    dialog = RecoveredDialog(theme, words, session, session.drafts.recovered())
    qtbot.addWidget(dialog)
    assert "was changed after that" in dialog._about.text()
    assert dialog._about.property("tone") == "warn"


def test_the_ticked_are_saved_and_can_be_undone_the_others_wait(qtbot: QtBot, make: Make, session: Session) -> None:
    dialog = make()
    qtbot.keyClick(dialog._list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog._list, Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.said) as said:
        qtbot.keyClick(dialog._list, Qt.Key.Key_Return, CTRL)
    assert said.args == ["1 recovered text saved. Undo takes it back."]
    assert texts(session) == [TYPED[0], SAVED[1]]
    assert waiting(session) == TYPED[1:]
    assert not dialog.isVisible()
    session.perform(session.project.undo)
    assert texts(session) == SAVED


def test_escape_decides_later(qtbot: QtBot, make: Make, session: Session) -> None:
    dialog = make()
    qtbot.keyClick(dialog._list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert texts(session) == SAVED
    assert waiting(session) == TYPED


def test_typing_in_the_same_paragraph_leaves_what_is_to_be_decided_later(
    qtbot: QtBot, make: Make, session: Session
) -> None:
    make().reject()
    block = session.project.store.blocks(Side.TARGET)[0]
    assert session.drafts is not None
    session.drafts.take(session.project.store.row_of(block.id), block.id, "Another")
    assert session.write(session.project.store.row_of(block.id), block.id, "Another text")
    assert waiting(session) == TYPED


def test_what_is_thrown_away_is_asked_about_once_and_goes(qtbot: QtBot, make: Make, session: Session) -> None:
    dialog = make()
    dialog._list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog._list.item(2).setCheckState(Qt.CheckState.Checked)
    dialog._throw.click()
    assert dialog.isVisible()
    assert waiting(session) == TYPED
    assert "2 texts will be gone" in dialog.message.text()
    dialog._throw.click()
    assert not dialog.isVisible()
    assert waiting(session) == TYPED[:1]
    assert texts(session) == SAVED


def test_another_choice_takes_the_question_back(make: Make, session: Session) -> None:
    dialog = make()
    dialog._throw.click()
    dialog._list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.message.isVisible()
    dialog._throw.click()
    assert waiting(session) == TYPED


def test_a_text_without_a_place_is_copied(make: Make, session: Session) -> None:
    dialog = make()
    for row in (0, 1):
        dialog._list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog._take.isEnabled()
    assert not dialog._throw.isEnabled()
    dialog._list.setCurrentRow(2)
    dialog._copy()
    assert QGuiApplication.clipboard().text() == "Nowhere"


def test_what_cannot_be_saved_waits_as_well(make: Make, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise UserError("disk-full", name="x")

    dialog = make()
    with monkeypatch.context() as patch:
        patch.setattr(session.project, "edit", refuse)
        dialog.take_over()
    assert waiting(session) == TYPED
    assert list(session.unsaved.values()) == TYPED[:1]


def test_nothing_to_offer_shows_nothing(qtbot: QtBot, theme: Theme, words: Words, session: Session) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    assert offer_drafts(session, theme, words, parent) is None
