"""Backups in the window: listed, looked at, restored, made; and the ways on where a project cannot be opened."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.model import Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.settings import Settings
from app.store import Store
from app.store.backups import Kind
from app.words import load_words
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.rescue import RepairedDialog, RescueDialog
from ui.window import MainWindow

T = TypeVar("T", bound=QDialog)
V1 = Path(__file__).parents[2] / "fixtures" / "projects" / "v1.enface"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Settings(author="Ann"), tmp_path / "settings.json", load_words())
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(window, "tell_error", sentences.append)
    return sentences


@pytest.fixture
def rest(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    def settled() -> bool:
        return not window.jobs.busy and (window.session is None or window.session.settled)

    return lambda: qtbot.waitUntil(settled, timeout=20_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rules = shipped_rules()
    prepared = prepare({Side.TARGET: read_pasted("One.\n\nTwo.")}, {Side.TARGET: "en"}, rules)
    made = tmp_path / "work.enface"
    Project.create(made, prepared, "Ann", rules, ["none"]).close()
    return made


@pytest.fixture
def worked(window: MainWindow, path: Path, told: list[str], rest: Callable[[], None]) -> MainWindow:
    """A project with a backup of its first state, changed since, open in the window."""
    window.open_project(path)
    rest()
    assert window.session is not None
    edit(window, "Uno.")
    rest()
    return window


def edit(window: MainWindow, text: str) -> None:
    session = window.session
    assert session is not None
    row = session.project.store.row(session.project.store.row_ids()[0])
    assert session.write(row.id, row.target[0].id, text)


def first_text(window: MainWindow) -> str:
    assert window.session is not None
    store = window.session.project.store
    return store.row(store.row_ids()[0]).text(Side.TARGET)


def only(window: MainWindow, kind: type[T]) -> T:
    [dialog] = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    return dialog


def press(dialog: QDialog, word: str) -> None:
    [button] = [b for b in dialog.findChildren(QPushButton) if word in b.text().replace("&", "") and b.isVisible()]
    assert button.isEnabled()
    button.click()


def words_of(dialog: QDialog) -> str:
    return " ".join(part.text() for part in dialog.findChildren(QLabel) if part.isVisible())


def listed(dialog: BackupsDialog) -> list[str]:
    table = dialog._list
    return [item.text() for row in range(table.rowCount()) if (item := table.item(row, 1)) is not None]


def test_opening_makes_a_backup_and_the_menu_lists_it(worked: MainWindow, path: Path) -> None:
    worked.menus.actions["backups"].trigger()
    dialog = only(worked, BackupsDialog)
    assert listed(dialog) == ["in time"]
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.project == path
    dialog.close()


def test_without_a_project_there_is_nothing_to_list(window: MainWindow) -> None:
    assert not window.menus.actions["backups"].isEnabled()


def test_a_backup_is_looked_at_read_only_and_says_what_it_is(
    worked: MainWindow, path: Path, rest: Callable[[], None]
) -> None:
    worked.menus.actions["backups"].trigger()
    press(only(worked, BackupsDialog), "Look at it")
    rest()
    assert worked.session is not None
    assert worked.page is not None
    assert worked.session.read_only
    assert first_text(worked) == "One."
    assert "work, backup of 2" in worked.windowTitle()
    assert any("This is the backup of work.enface" in part.text() for part in worked.page.findChildren(QLabel))
    assert worked.look.settings.recent == (str(path),)
    Store.open(path, "Ben").close()


def test_from_a_backup_one_sees_the_backups_of_its_project_and_restores_it(
    worked: MainWindow, path: Path, rest: Callable[[], None]
) -> None:
    worked.menus.actions["backups"].trigger()
    press(only(worked, BackupsDialog), "Look at it")
    rest()
    worked.menus.actions["backups"].trigger()
    dialog = only(worked, BackupsDialog)
    press(dialog, "Restore…")
    assert "work.enface will be what it was on" in words_of(dialog)
    press(dialog, "Restore now")
    rest()
    assert worked.session is not None
    assert (worked.session.project.store.path, worked.session.read_only) == (path, False)
    assert first_text(worked) == "One."
    assert "backup" not in worked.windowTitle()


def test_restoring_keeps_what_was_there_as_a_backup(
    worked: MainWindow, path: Path, told: list[str], rest: Callable[[], None]
) -> None:
    worked.menus.actions["backups"].trigger()
    dialog = only(worked, BackupsDialog)
    press(dialog, "Restore…")
    assert first_text(worked) == "Uno.", "asked first"
    press(dialog, "Restore now")
    rest()
    assert first_text(worked) == "One."
    assert [backup.kind for backup in worked.safe.shelf.find(path)][:2] == [Kind.RESTORE, Kind.SCHEDULE]
    worked.menus.actions["backups"].trigger()
    dialog = only(worked, BackupsDialog)
    press(dialog, "Restore…")
    press(dialog, "Restore now")
    rest()
    assert first_text(worked) == "Uno."
    assert told == []


def test_choosing_another_backup_takes_the_question_back(worked: MainWindow, qtbot: QtBot) -> None:
    worked.menus.actions["backups"].trigger()
    dialog = only(worked, BackupsDialog)
    press(dialog, "Back up now")
    qtbot.waitUntil(lambda: listed(dialog) == ["asked for", "in time"], timeout=20_000)
    assert "Made and checked." in words_of(dialog)
    press(dialog, "Restore…")
    dialog._list.setCurrentCell(1, 0)
    press(dialog, "Restore…")
    assert first_text(worked) == "Uno."
    dialog.close()


def test_a_backup_of_what_is_backed_up_already_is_not_made(worked: MainWindow, qtbot: QtBot) -> None:
    worked.menus.actions["backups"].trigger()
    dialog = only(worked, BackupsDialog)
    press(dialog, "Back up now")
    qtbot.waitUntil(lambda: len(listed(dialog)) == 2, timeout=20_000)
    press(dialog, "Back up now")
    qtbot.waitUntil(lambda: "holds all of it already" in words_of(dialog), timeout=20_000)
    assert len(listed(dialog)) == 2
    dialog.close()


def test_a_backup_that_cannot_be_made_is_said_in_the_dialog(worked: MainWindow, qtbot: QtBot, told: list[str]) -> None:
    shutil.rmtree(worked.safe.shelf.folder)
    worked.safe.shelf.folder.write_text("a file stands here")
    worked.menus.actions["backups"].trigger()
    dialog = only(worked, BackupsDialog)
    assert "There is no backup yet" in words_of(dialog)
    press(dialog, "Back up now")
    qtbot.waitUntil(lambda: "could be kept" in words_of(dialog), timeout=20_000)
    assert told == []
    dialog.close()


# Where a project cannot be opened --------------------------------------------------------------------------------


@pytest.fixture
def closed(worked: MainWindow) -> MainWindow:
    worked.do_start()
    return worked


def test_a_project_that_is_open_elsewhere_offers_its_newest_backup(
    closed: MainWindow, path: Path, told: list[str], rest: Callable[[], None]
) -> None:
    holder = Store.open(path, "Ben")
    closed.open_project(path)
    dialog = only(closed, RescueDialog)
    assert "is open elsewhere" in words_of(dialog)
    assert "since 2" in words_of(dialog)
    press(dialog, "Look at the newest backup (2")
    rest()
    assert first_text(closed) == "One."
    assert closed.session is not None
    assert closed.session.read_only
    assert told == []
    holder.close()


def test_without_a_backup_the_sentence_alone_is_said(
    window: MainWindow, path: Path, told: list[str], tmp_path: Path
) -> None:
    holder = Store.open(path, "Ben")
    window.open_project(path)
    holder.close()
    window.open_project(tmp_path / "nowhere.enface")
    assert len(told) == 2
    assert window.findChildren(RescueDialog) == []


@pytest.mark.parametrize("how", ["page", "not ours", "gone"])
def test_a_damaged_project_is_restored_from_a_backup(
    how: str, closed: MainWindow, path: Path, told: list[str], rest: Callable[[], None]
) -> None:
    if how == "page":
        data = bytearray(path.read_bytes())
        data[4096:] = os.urandom(len(data) - 4096)
        path.write_bytes(data)
    elif how == "not ours":
        path.write_bytes(b"something else")
    else:
        path.unlink()
    closed.open_project(path)
    press(only(closed, RescueDialog), "Restore a backup…")
    dialog = only(closed, BackupsDialog)
    assert not dialog._keep.isVisible()
    press(dialog, "Restore…")
    press(dialog, "Restore now")
    rest()
    assert first_text(closed) == "One."
    assert told == []


@pytest.mark.parametrize("with_backup", [True, False])
def test_a_damaged_project_is_repaired_and_the_counts_are_told(
    with_backup: bool, closed: MainWindow, path: Path, told: list[str], rest: Callable[[], None], qtbot: QtBot
) -> None:
    if not with_backup:
        shutil.rmtree(closed.safe.shelf.folder)
    raw = sqlite3.connect(path)
    raw.execute("UPDATE block SET head = 1 WHERE id = 1")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    closed.open_project(path)
    press(only(closed, RescueDialog), "Repair into a new file…")
    rest()
    assert first_text(closed) == "Uno."
    dialog = only(closed, RepairedDialog)
    assert "work.enface is sound again" in words_of(dialog)
    assert "0 are lost" in words_of(dialog)
    [aside] = [folder for folder in path.parent.iterdir() if "damaged" in folder.name]
    assert str(aside) in words_of(dialog)
    assert (aside / path.name).read_bytes() == before
    assert told == []
    dialog.close()


def garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)


def test_where_nothing_can_be_read_the_repair_is_made_of_the_backups(
    closed: MainWindow, path: Path, told: list[str], rest: Callable[[], None]
) -> None:
    garble(path)
    closed.open_project(path)
    press(only(closed, RescueDialog), "Repair into a new file…")
    rest()
    assert first_text(closed) == "One."
    only(closed, RepairedDialog).close()
    assert told == []


def test_what_cannot_be_repaired_at_all_can_still_be_restored(
    closed: MainWindow, path: Path, told: list[str], rest: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise UserError("damaged", file=str(path), name=path.name)

    garble(path)
    monkeypatch.setattr("app.store.repair.repair", refuse)
    closed.open_project(path)
    press(only(closed, RescueDialog), "Repair into a new file…")
    rest()
    press(only(closed, RescueDialog), "Look at the newest backup")
    rest()
    assert first_text(closed) == "One."
    assert told == []


def test_a_backup_that_is_damaged_itself_is_said_and_the_project_is_open_again(
    worked: MainWindow, path: Path, told: list[str], rest: Callable[[], None]
) -> None:
    [backup] = worked.safe.shelf.find(path)
    backup.path.write_bytes(backup.path.read_bytes()[:9000])
    worked.safe.restore(backup, path)
    rest()
    assert len(told) == 1
    assert "damaged itself" in told[0]
    assert first_text(worked) == "Uno."


def test_an_older_project_is_backed_up_before_it_is_converted(
    window: MainWindow, tmp_path: Path, told: list[str], rest: Callable[[], None]
) -> None:
    path = tmp_path / "old.enface"
    shutil.copyfile(V1, path)
    window.open_project(path)
    rest()
    window.menus.actions["backups"].trigger()
    dialog = only(window, BackupsDialog)
    assert listed(dialog) == ["in time", "before a conversion"]
    dialog.close()
    assert told == []
