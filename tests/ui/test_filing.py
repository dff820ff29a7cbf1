"""The project as a file, in the window: going on elsewhere, copies, shared folders, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.files import replace_file
from app.model import Imported, ImportedBlock, Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.store import Store
from ui.window import MainWindow
from ui.work import WorkPage


def make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = Imported("text.txt", "txt", b"One.\nTwo.", "One.\nTwo.", (ImportedBlock("One."), ImportedBlock("Two.")))
    rules = shipped_rules()
    Project.create(path, prepare({Side.TARGET: text}, {Side.TARGET: "en"}, rules), "Ann", rules, ["none"]).close()
    return path


def texts(path: Path) -> list[str]:
    store = Store.open(path, "Ben", read_only=True)
    found = [block.text for block in store.blocks(Side.TARGET)]
    store.close()
    return found


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(window, "tell_error", sentences.append)
    return sentences


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, wait_idle: Callable[[], None]) -> WorkPage:
    window.open_project(make(tmp_path / "work.enface"))
    wait_idle()
    assert window.page is not None
    return window.page


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(path), ""))


def type_into_first(page: WorkPage, text: str) -> None:
    page.grid.set_current(0)
    page.grid.edit_current()
    page.grid.insert_text(text)
    page.grid.leave()


def button(page: WorkPage, name: str) -> QPushButton:
    return next(found for found in page.findChildren(QPushButton) if found.text() == name)


def test_what_a_full_disk_refused_is_saved_elsewhere_and_work_goes_on_there(
    qtbot: QtBot,
    window: MainWindow,
    page: WorkPage,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wait_idle: Callable[[], None],
) -> None:
    assert window.session is not None
    connection = window.session.project.store._connection
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    long = "long " * 4_000
    type_into_first(page, long)
    assert button(page, "Save elsewhere…").isVisible()
    elsewhere = tmp_path / "stick" / "work"
    elsewhere.parent.mkdir()
    answer(monkeypatch, elsewhere)
    qtbot.mouseClick(button(page, "Save elsewhere…"), Qt.MouseButton.LeftButton)
    there = elsewhere.with_suffix(".enface")
    qtbot.waitUntil(lambda: window.session is not None and window.session.project.store.path == there, timeout=20_000)
    assert not window.session.unsaved
    wait_idle()
    window.do_start()
    assert long in texts(there)[0]
    assert texts(tmp_path / "work.enface") == ["One.", "Two."]
    assert len(told) == 1, "the full disk, and nothing after it"


def test_a_copy_is_whole_and_work_goes_on_in_the_first(
    window: MainWindow, page: WorkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait_idle: Callable[[], None]
) -> None:
    type_into_first(page, "First. ")
    answer(monkeypatch, tmp_path / "copy.enface")
    window.menus.actions["save-copy"].trigger()
    wait_idle()
    assert "First." in texts(tmp_path / "copy.enface")[0]
    assert window.session is not None
    assert window.session.project.store.path == tmp_path / "work.enface"


def test_a_copy_onto_itself_is_refused(
    window: MainWindow, page: WorkPage, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "work.enface")
    window.menus.actions["save-copy"].trigger()
    assert len(told) == 1
    assert "project itself" in told[0]


def test_the_save_key_commits_what_is_being_typed(window: MainWindow, page: WorkPage) -> None:
    page.grid.set_current(0)
    page.grid.edit_current()
    page.grid.insert_text("First. ")
    window.menus.actions["save"].trigger()
    assert window.session is not None
    assert "First. " in window.session.project.store.blocks(Side.TARGET)[0].text


def test_a_shared_folder_is_said_and_gets_what_was_written(
    qtbot: QtBot, window: MainWindow, own_home: Path, wait_idle: Callable[[], None]
) -> None:
    shared = make(own_home / "Dropbox" / "work.enface")
    window.open_project(shared)
    wait_idle()
    page = window.page
    assert page is not None
    assert page.notices.isVisible()
    assert "Dropbox" in page.notices.lines[0]
    qtbot.mouseClick(button(page, "Got it"), Qt.MouseButton.LeftButton)
    assert not page.notices.isVisible()
    type_into_first(page, "First. ")
    assert texts(shared) == ["One.", "Two."]
    assert window.session is not None
    assert window.publisher is not None
    window.publisher.publish()
    wait_idle()
    assert "First." in texts(shared)[0]
    window.do_start()


def test_a_shared_folder_that_takes_nothing_is_said_once(
    window: MainWindow, own_home: Path, monkeypatch: pytest.MonkeyPatch, wait_idle: Callable[[], None]
) -> None:
    window.open_project(make(own_home / "Dropbox" / "work.enface"))
    wait_idle()
    assert window.page is not None
    publisher = window.publisher
    assert publisher is not None
    said: list[str] = []
    publisher.failed.connect(said.append)
    with monkeypatch.context() as patch:

        def refuse(path: Path, data: bytes) -> None:
            if "Dropbox" in path.parts:
                raise UserError("disk-full", name=path.name)
            replace_file(path, data)

        patch.setattr("app.store.mirror.replace_file", refuse)
        type_into_first(window.page, "First. ")
        for _ in range(2):
            publisher.publish()
            wait_idle()
    assert len(said) == 1
    window.do_start()
    assert "First." in texts(own_home / "Dropbox" / "work.enface")[0]


@pytest.mark.parametrize(("newer", "words"), [(True, "newer Enface"), (False, "nothing can be changed")])
def test_why_it_can_only_be_read_is_said(
    window: MainWindow, tmp_path: Path, newer: bool, words: str, wait_idle: Callable[[], None]
) -> None:
    path = make(tmp_path / "work.enface")
    if newer:
        import sqlite3

        raw = sqlite3.connect(path)
        raw.execute("PRAGMA user_version = 999")
        raw.close()
        window.open_project(path)
    else:
        window.take(Project.open(path, "Ann", shipped_rules(), read_only=True))
    wait_idle()
    assert window.page is not None
    assert words in window.page.notices.lines[0]
