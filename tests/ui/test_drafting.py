"""What is typed reaches a file key by key, and a window that never got to save it is followed by one that offers it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.drafts import DraftJournal
from app.errors import UserError
from app.model import Side
from app.pipeline import prepare, shipped_rules
from app.places import drafts_path
from app.project import Project
from app.readers import read_pasted
from app.settings import Settings
from app.words import load_words
from ui.dialogs.recovered import RecoveredDialog
from ui.session import Session
from ui.view.grid import ReviewGrid
from ui.window import MainWindow

SOURCE = "第一段有猫。\n\n第二段有狗。\n\n第三段有鸟。"
SYNC = "fdatasync" if hasattr(os, "fdatasync") else "fsync"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three rows; the third has no translation."""
    rules = shipped_rules()
    prepared = prepare({Side.SOURCE: read_pasted(SOURCE)}, {Side.SOURCE: "zh", Side.TARGET: "en"}, rules)
    made = Project.create(tmp_path / "p.enface", prepared, "Ann", rules, ["none"])
    for row, text in zip(made.store.row_ids(), ("A cat.", "A dog."), strict=False):
        made.write_target(row, text)
    made.close()
    return tmp_path / "p.enface"


@pytest.fixture
def opened(window: MainWindow, project: Path, wait_idle: Callable[[], None]) -> MainWindow:
    window.open_project(project)
    wait_idle()
    return window


def grid(window: MainWindow) -> ReviewGrid:
    assert window.page is not None
    return window.page.grid


def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def begin(window: MainWindow, row: int = 0) -> None:
    grid(window).set_current(row)
    grid(window).edit_current()


def keys(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.keyClicks(grid(window).focusProxy(), text)


def journal(window: MainWindow) -> Path:
    return drafts_path(session(window).project.store.identity)


def in_journal(window: MainWindow) -> list[str]:
    """What the next sitting would read at this moment."""
    return [draft.text for draft in DraftJournal(journal(window)).pending()]


def texts(window: MainWindow) -> list[str]:
    store = session(window).project.store
    return [row.text(Side.TARGET) for row in store.rows(store.row_ids())]


def offer(window: MainWindow) -> RecoveredDialog | None:
    found: RecoveredDialog | None = window.findChild(RecoveredDialog)
    return found


@pytest.fixture
def after_a_kill(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, wait_idle: Callable[[], None]
) -> Iterator[Callable[[], MainWindow]]:
    """Opens, in another window, what lay on the disk at that moment: project and journal as a killed process leaves
    them. The first window then ends as it likes."""
    made: list[MainWindow] = []

    def killed() -> MainWindow:
        store, drafts = session(opened).project.store, journal(opened)
        aside = tmp_path / "at that moment"
        aside.mkdir()
        for file in (*store.path.parent.glob("p.enface*"), drafts):
            if file.is_file():
                shutil.copy(file, aside)
        opened.close()
        shutil.copy(aside / drafts.name, drafts)
        again = MainWindow(Settings(author="Ann"), tmp_path / "again.json", load_words())
        qtbot.addWidget(again)
        made.append(again)
        again.show()
        qtbot.waitExposed(again)
        again.open_project(aside / "p.enface")
        qtbot.waitUntil(lambda: not again.jobs.busy and session(again).settled, timeout=20_000)
        return again

    yield killed
    for window in made:
        window.close()


def test_a_killed_window_is_followed_by_one_that_offers_what_was_typed(
    opened: MainWindow, qtbot: QtBot, after_a_kill: Callable[[], MainWindow]
) -> None:
    begin(opened)
    keys(qtbot, opened, " And more")
    again = after_a_kill()
    assert texts(again)[0] == "A cat."
    dialog = offer(again)
    assert dialog is not None
    assert [found.draft.text for found in dialog.ticked()] == ["A cat. And more"]
    dialog.take_over()
    assert texts(again)[0] == "A cat. And more"
    assert in_journal(again) == []
    session(again).perform(session(again).project.undo)
    assert texts(again)[0] == "A cat."


def test_what_is_decided_later_is_offered_again(
    opened: MainWindow, qtbot: QtBot, after_a_kill: Callable[[], MainWindow]
) -> None:
    begin(opened, 2)
    keys(qtbot, opened, "A bird")
    again = after_a_kill()
    dialog = offer(again)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    path = session(again).project.store.path
    again.do_start()
    again.open_project(path)
    offered = [found for found in again.findChildren(RecoveredDialog) if found.isVisible()]
    assert [found.draft.text for found in offered[0].ticked()] == ["A bird"]
    offered[0].take_over()
    assert texts(again)[2] == "A bird"


def test_every_key_is_in_the_file_before_the_next(opened: MainWindow, qtbot: QtBot) -> None:
    begin(opened)
    typed = "A cat."
    for key in " sat":
        typed += key
        keys(qtbot, opened, key)
        assert in_journal(opened) == [typed]
    qtbot.keyClick(grid(opened).focusProxy(), Qt.Key.Key_Backspace)
    assert in_journal(opened) == ["A cat. sa"]


def test_an_input_method_is_kept_with_its_commit_and_not_while_it_composes(opened: MainWindow) -> None:
    begin(opened)
    editor = grid(opened).focusProxy()
    assert editor is not None
    QApplication.sendEvent(editor, QInputMethodEvent("wei", []))
    assert in_journal(opened) == []
    commit = QInputMethodEvent()
    commit.setCommitString("委员会")
    QApplication.sendEvent(editor, commit)
    assert in_journal(opened) == ["A cat.委员会"]


ENDS: dict[str, tuple[str, list[Qt.Key], str]] = {
    "saved with Escape": (" sat", [Qt.Key.Key_Escape], "A cat. sat"),
    "saved with Enter": (" sat", [Qt.Key.Key_Return], "A cat. sat"),
    "taken back by hand": ("x", [Qt.Key.Key_Backspace], "A cat."),
    "taken back and left": ("x", [Qt.Key.Key_Backspace, Qt.Key.Key_Escape], "A cat."),
}


@pytest.mark.parametrize(("typed", "ending", "text"), ENDS.values(), ids=ENDS)
def test_nothing_is_pending_once_the_text_reads_as_it_is_saved(
    opened: MainWindow, qtbot: QtBot, typed: str, ending: list[Qt.Key], text: str
) -> None:
    begin(opened)
    keys(qtbot, opened, typed)
    assert len(in_journal(opened)) == 1
    for key in ending:
        qtbot.keyClick(grid(opened).focusProxy(), key)
    assert in_journal(opened) == []
    assert texts(opened)[0] == text


def test_a_row_without_a_translation_is_kept_too_and_goes_on_after_its_first_save(
    opened: MainWindow, qtbot: QtBot
) -> None:
    begin(opened, 2)
    keys(qtbot, opened, " ")
    assert in_journal(opened) == []
    keys(qtbot, opened, "A bird")
    assert in_journal(opened) == [" A bird"]
    grid(opened).commit()
    assert in_journal(opened) == []
    keys(qtbot, opened, "s")
    assert in_journal(opened) == [" A birds"]
    qtbot.keyClick(grid(opened).focusProxy(), Qt.Key.Key_Backspace)
    assert in_journal(opened) == []
    keys(qtbot, opened, "s")
    grid(opened).leave()
    assert in_journal(opened) == []
    assert texts(opened)[2] == " A birds"


def test_after_a_save_the_typing_begins_from_what_was_saved(opened: MainWindow, qtbot: QtBot) -> None:
    begin(opened)
    keys(qtbot, opened, "x")
    grid(opened).commit()
    qtbot.keyClick(grid(opened).focusProxy(), Qt.Key.Key_Backspace)
    [draft] = DraftJournal(journal(opened)).pending()
    assert (draft.text, draft.base) == ("A cat.", session(opened).project.store.block(draft.block).seq)


def test_what_the_project_would_not_take_is_offered_next_time(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, after_a_kill: Callable[[], MainWindow]
) -> None:
    def refuse(*_given: object) -> None:
        raise UserError("disk-full", name="p")

    monkeypatch.setattr(opened, "tell_error", lambda said: None)
    monkeypatch.setattr("ui.window.may_lose", lambda *_given: True)
    session(opened).failed.disconnect()
    begin(opened)
    keys(qtbot, opened, " sat")
    with monkeypatch.context() as patch:
        patch.setattr(session(opened).project, "edit", refuse)
        grid(opened).leave()
    assert list(session(opened).unsaved.values()) == ["A cat. sat"]
    assert in_journal(opened) == ["A cat. sat"]
    dialog = offer(after_a_kill())
    assert dialog is not None
    assert [found.draft.text for found in dialog.ticked()] == ["A cat. sat"]


def test_saving_again_drops_it(opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise UserError("disk-full", name="p")

    session(opened).failed.disconnect()
    begin(opened)
    keys(qtbot, opened, " sat")
    with monkeypatch.context() as patch:
        patch.setattr(session(opened).project, "edit", refuse)
        grid(opened).leave()
    session(opened).save_again()
    assert in_journal(opened) == []


def test_a_journal_the_disk_refuses_is_said_once_and_typing_goes_on(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    session(opened).said.connect(said.append)
    journal(opened).parent.parent.mkdir(parents=True, exist_ok=True)
    journal(opened).parent.write_text("a file where the folder should be")
    begin(opened)
    keys(qtbot, opened, " sat")
    assert len(said) == 1
    assert "does not take what you are typing" in said[0]
    assert session(opened).drafts is not None
    assert not session(opened).drafts.working  # type: ignore[union-attr]
    grid(opened).leave()
    assert texts(opened)[0] == "A cat. sat"


def test_the_disk_is_waited_for_once_the_keys_rest_and_not_by_the_window(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[str] = []
    real = getattr(os, SYNC)

    def sync(file: int) -> None:
        waiting.append(threading.current_thread().name)
        real(file)

    monkeypatch.setattr(os, SYNC, sync)
    begin(opened)
    keys(qtbot, opened, " sat on the mat")
    assert waiting == []
    qtbot.waitUntil(lambda: bool(waiting), timeout=20_000)
    assert all(name.startswith("enface-drafts") for name in waiting)
    assert len(waiting) == 1
    opened.close()
    assert [thread for thread in threading.enumerate() if thread.name.startswith("enface-drafts")] == []


def test_a_project_that_is_only_read_has_no_journal_and_offers_nothing(
    opened: MainWindow, qtbot: QtBot, after_a_kill: Callable[[], MainWindow], jobs_of_a_reader: Callable[..., Session]
) -> None:
    begin(opened)
    keys(qtbot, opened, " sat")
    again = after_a_kill()
    dialog = offer(again)
    assert dialog is not None
    dialog.reject()
    path = session(again).project.store.path
    again.do_start()
    reading = jobs_of_a_reader(path)
    assert reading.drafts is None
    reading.close()


@pytest.fixture
def jobs_of_a_reader(window: MainWindow) -> Callable[..., Session]:
    def read(path: Path) -> Session:
        project = Project.open(path, "Ann", shipped_rules(), read_only=True)
        return Session(project, load_words(), window.jobs)

    return read
