"""What goes wrong is one sentence, and nothing that was typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.model import Imported, ImportedBlock, Side
from app.tasks import Task
from ui.dialogs.start import PairRequest
from ui.jobs import Jobs
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def imported(*texts: str) -> Imported:
    joined = "\n".join(texts)
    return Imported("text.txt", "txt", joined.encode(), joined, tuple(map(ImportedBlock, texts)))


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(window, "tell_error", sentences.append)
    return sentences


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, told: list[str], wait_idle: Callable[[], None]) -> MainWindow:
    documents = {Side.SOURCE: imported("甲。", "乙。"), Side.TARGET: imported("One.", "Two.")}
    window.begin(PairRequest(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}))
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    wait_idle()
    return window


def test_a_full_disk_keeps_the_text_in_sight_until_it_is_saved(
    opened: MainWindow, qtbot: QtBot, told: list[str]
) -> None:
    session, page = opened.session, opened.page
    assert session is not None
    assert page is not None
    connection = session.project.store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    text = "long " * 4_000
    page.grid.set_current(0)
    page.grid.edit_current()
    page.grid.insert_text(text)
    page.grid.leave()
    assert len(told) == 1
    assert "disk is full" in told[0]
    assert text in session.rows.row(0).target[0].text
    assert page._again_button.isVisible()
    assert session.project.store.rows(session.project.store.row_ids())[0].target[0].text == "One."

    session.save_again()
    assert len(told) == 2, "said again while there is no room"
    assert session.unsaved

    connection.execute("PRAGMA max_page_count = 1000000")
    qtbot.mouseClick(page._again_button, Qt.MouseButton.LeftButton)
    assert not session.unsaved
    assert not page._again_button.isVisible()
    assert text in session.project.store.rows(session.project.store.row_ids())[0].target[0].text


def test_another_project_may_be_opened_while_the_first_is_looked_at(
    opened: MainWindow, qtbot: QtBot, told: list[str], wait_idle: Callable[[], None]
) -> None:
    assert opened.session is not None
    first = opened.session.project.store.path
    opened.session.surveyor.survey()
    opened.menus.actions["start"].trigger()
    assert opened.pages.currentWidget() is opened.start_page
    opened.open_project(first)
    wait_idle()
    assert opened.pages.currentWidget() is opened.page
    assert told == []


def test_a_cancelled_survey_can_be_done_again(opened: MainWindow, wait_idle: Callable[[], None]) -> None:
    assert opened.session is not None
    opened.session.surveyor.survey()
    opened.jobs.cancel()
    wait_idle()
    opened.session.surveyor.survey()
    wait_idle()
    assert opened.session.settled


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing here", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_file_that_is_not_a_text_is_said_in_its_field(
    content: bytes, window: MainWindow, qtbot: QtBot, tmp_path: Path, wait_idle: Callable[[], None]
) -> None:
    path = tmp_path / "text.docx"
    path.write_bytes(content)
    field = window.start_page.field(Side.TARGET)
    field.take_path(path)
    wait_idle()
    assert not field.ready
    assert [said.text() for said in field.findChildren(QLabel) if "text.docx" in said.text() and said.isVisible()]


def test_jobs_tell_done_failed_and_stopped_apart(qtbot: QtBot) -> None:
    jobs = Jobs()
    heard: list[object] = []
    gate = threading.Event()

    def fail(task: Task) -> None:
        raise UserError("disk-full", name="x")

    def wait(task: Task) -> None:
        gate.wait(5)
        task.check()

    def say_stopped() -> None:
        heard.append("stopped")

    jobs.run(lambda task: 7, heard.append, heard.append)
    jobs.run(fail, heard.append, heard.append)
    with qtbot.waitSignal(jobs.idle, timeout=5_000):
        pass
    jobs.run(wait, heard.append, heard.append, stopped=say_stopped)
    jobs.cancel()
    with qtbot.waitSignal(jobs.idle, timeout=5_000):
        gate.set()
    assert heard[0] == 7
    assert isinstance(heard[1], UserError)
    assert heard[2:] == ["stopped"]
    jobs.shutdown()
