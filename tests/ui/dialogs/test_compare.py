"""The comparison: what can be chosen, what is shown, and that it follows the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.model import Side
from app.review.moments import name_moment, named_moments
from app.words import Words
from ui.dialogs.compare import CompareDialog
from ui.jobs import Jobs
from ui.models.columns import PIECES_ROLE
from ui.session import Session
from ui.theme import Theme

Make = Callable[[Path | None], CompareDialog]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, session: Session) -> Make:
    """The first paragraph was edited before the moment "half", the second after it."""

    def made(path: Path | None) -> CompareDialog:
        def ask(_parent: QWidget, _title: str, _filters: str) -> Path | None:
            return path

        def ask_where(_parent: QWidget, _title: str, _suggestion: Path) -> Path | None:
            return path

        project = session.project
        first, second, _ = project.store.blocks(Side.TARGET)
        project.edit(first.id, "The first part has two cats.")
        name_moment(project.store, "half")
        project.edit(second.id, "The second part has a wolf.")
        dialog = CompareDialog(theme, words, jobs, session, ask=ask, ask_where=ask_where)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.comparison is not None)
        return dialog

    return made


def choose(dialog: CompareDialog, box: QComboBox, words: str, qtbot: QtBot) -> None:
    """Takes the line with some words in it, as a person would, and waits for what comes of it."""
    place = next(n for n in range(box.count()) if words in box.itemText(n))
    box.setCurrentIndex(place)
    before = dialog.comparison
    box.activated.emit(place)
    qtbot.waitUntil(lambda: dialog.comparison is not before)


def rows(dialog: CompareDialog) -> list[tuple[str, str]]:
    model = dialog._list.model()
    return [(model.index(n, 0).data(), model.index(n, 1).data()) for n in range(model.rowCount())]


def test_it_begins_with_all_that_changed_since_the_import(make: Make) -> None:
    dialog = make(None)
    assert rows(dialog) == [("1", "changed"), ("2", "changed")]
    pieces = dialog._list.model().index(1, 2).data(PIECES_ROLE)
    assert [(piece.kind.value, piece.text) for piece in pieces][1:3] == [("deleted", "dog"), ("inserted", "wolf")]


def test_a_name_stands_for_its_moment(make: Make, qtbot: QtBot) -> None:
    dialog = make(None)
    choose(dialog, dialog._before, "“half”", qtbot)
    assert rows(dialog) == [("2", "changed")]
    choose(dialog, dialog._after, "“half”", qtbot)
    assert rows(dialog) == []
    assert "read the same" in dialog._said.text()


def test_it_follows_the_work_and_keeps_what_was_chosen(make: Make, session: Session, qtbot: QtBot) -> None:
    dialog = make(None)
    choose(dialog, dialog._before, "“half”", qtbot)
    session.project.edit(session.project.store.blocks(Side.TARGET)[2].id, "The third part is gone.")
    session.surveyor.survey()
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    assert "half" in dialog._before.currentText()


def test_enter_goes_to_the_row(make: Make, session: Session, qtbot: QtBot) -> None:
    dialog = make(None)
    dialog._list.setCurrentIndex(dialog._list.model().index(1, 0))
    assert "wolf" in dialog._whole.toPlainText()
    with qtbot.waitSignal(dialog.row_wanted) as wanted:
        qtbot.keyClick(dialog._list, Qt.Key.Key_Return)
    assert wanted.args == [session.project.store.row_ids()[1]]


def test_another_file_is_compared(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "old.txt").write_text("The first part has two cats.\n\nThe second part has a fox.", "utf-8")
    dialog = make(tmp_path / "old.txt")
    choose(dialog, dialog._before, "Another file", qtbot)
    assert rows(dialog) == [("2", "changed"), ("3", "added")]
    assert "old.txt" in dialog._before.currentText()


def test_a_file_that_cannot_be_read_is_said(make: Make, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"no zip")
    dialog = make(tmp_path / "bad.docx")
    dialog._before.setCurrentIndex(dialog._before.count() - 1)
    dialog._choose()
    assert dialog.message.property("tone") == "error"


def test_a_name_is_given_and_can_be_chosen_at_once(make: Make) -> None:
    dialog = make(None)
    dialog.give_name("as delivered")
    assert "“as delivered”" in " ".join(dialog._before.itemText(n) for n in range(dialog._before.count()))
    dialog.give_name("as delivered")
    assert "already" in dialog.message.text()


def test_it_is_saved_as_a_page(make: Make, tmp_path: Path) -> None:
    dialog = make(tmp_path / "c.html")
    dialog.save()
    assert "<del>dog</del><ins>wolf</ins>" in (tmp_path / "c.html").read_text("utf-8")


def test_the_slider_goes_through_time(make: Make, qtbot: QtBot) -> None:
    dialog = make(None)
    time = dialog._time
    assert time.value() == time.maximum() == 4  # import, edit, name, edit, now
    told = []
    for key, count in ((Qt.Key.Key_Left, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Left, 1), (Qt.Key.Key_End, 1)):
        dialog.comparison = None
        for _ in range(count):
            qtbot.keyClick(time, key)
        qtbot.waitUntil(lambda: dialog.comparison is not None)
        told.append([number for number, _ in rows(dialog)])
    assert told == [["1"], ["1"], [], ["1", "2"]]
    assert dialog._after.currentText() == "as it stands"


def test_a_name_can_be_changed_and_taken_away(make: Make, session: Session, qtbot: QtBot) -> None:
    dialog = make(None)
    assert not dialog._rename.isVisible()
    choose(dialog, dialog._before, "half", qtbot)
    assert dialog._rename.isVisible()
    before = rows(dialog)
    assert dialog._named is not None
    dialog.give_other_name(dialog._named, "half way")
    assert "half way" in dialog._before.currentText()
    qtbot.waitUntil(lambda: rows(dialog) == before)
    dialog.give_other_name(dialog._named, "now")
    assert dialog.message.property("tone") == "error"
    dialog._forget.click()
    assert "half way" in dialog.message.text()
    assert named_moments(session.project.store) == []
    assert not dialog._forget.isVisible()
    qtbot.waitUntil(lambda: dialog.comparison is not None)
