"""A project read by a job while it is written: its file stands still, its owner alone holds it, closing goes first."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import BlockId, Side
from app.review import edits
from app.store import Store
from app.store.backups import Backup, BackupShelf, Kind, first_fault
from app.store.log import log_path
from app.tasks import Task
from tests.app.store.test_backups import texts

HEADS = "SELECT r.text FROM block b JOIN revision r ON r.seq = b.head WHERE b.side = 'target' ORDER BY b.position"


def read(beside: sqlite3.Connection, task: Task) -> list[str]:
    return [text for (text,) in beside.execute(HEADS)]


def write(store: Store, text: str) -> None:
    block = store.blocks(Side.TARGET)[0]
    store.apply(edits.edit_text(store, {BlockId(block.id): text}))


def backup(store: Store, folder: Path) -> Callable[[], Backup | None]:
    shelf = BackupShelf(folder)
    copy = store.aside(lambda beside, task: shelf.begin(beside, store.path, task))
    return lambda: shelf.finish(copy(), Kind.SCHEDULE)


def test_a_job_reads_what_was_written_till_it_was_asked_for(store: Store) -> None:
    write(store, "1")
    reading = store.aside(read)
    write(store, "2")
    assert reading() == ["1", "two", "three"]
    assert store.aside(read)() == ["2", "two", "three"]


def test_nothing_is_moved_into_the_file_while_it_is_read(store: Store) -> None:
    def read_twice(beside: sqlite3.Connection, task: Task) -> list[str]:
        first = read(beside, task)
        write(store, "newer")
        store.rest(0)
        return first + read(beside, task)

    assert store.aside(read_twice)() == ["one", "two", "three"] * 2
    assert log_path(store.path).stat().st_size
    store.rest(0)
    assert log_path(store.path).stat().st_size == 0
    assert store.blocks(Side.TARGET)[0].text == "newer"


def test_what_is_asked_for_while_a_job_reads_is_no_older(store: Store) -> None:
    def ask(beside: sqlite3.Connection, task: Task) -> list[str]:
        write(store, "newer")
        return store.aside(read)()

    assert store.aside(ask)() == ["newer", "two", "three"]


def test_a_backup_of_an_open_project_is_one_sound_file(store: Store, tmp_path: Path) -> None:
    write(store, "1")
    kept = backup(store, tmp_path / "shelf")()
    assert kept is not None
    assert first_fault(kept.path) == ""
    assert texts(kept.path) == ["1", "two", "three"]
    assert sorted(path.suffix for path in kept.path.parent.iterdir()) == [".enface", ".json"]
    assert backup(store, tmp_path / "shelf")() is None, "nothing new"


def test_it_stays_locked_for_everybody_else(store: Store) -> None:
    store.aside(read)()
    asked = f"import sqlite3; sqlite3.connect({str(store.path)!r}, timeout=0).execute('SELECT * FROM meta')"
    other = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert "locked" in other.stderr


def test_closing_does_not_wait_and_the_job_begins_anew(store: Store, path: Path) -> None:
    write(store, "1")
    begun, found = threading.Event(), list[list[str]]()

    def read_slowly(beside: sqlite3.Connection, task: Task) -> list[str]:
        begun.set()
        while log_path(path).exists() and not task.cancelled:
            os.sched_yield()
        task.check()
        return read(beside, task)

    reading = store.aside(read_slowly)
    worker = threading.Thread(target=lambda: found.append(reading()))
    worker.start()
    begun.wait()
    store.close()
    worker.join()
    assert found == [["1", "two", "three"]]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_was_asked_for_before_closing_is_read_after_it(store: Store, tmp_path: Path) -> None:
    write(store, "1")
    keep = backup(store, tmp_path / "shelf")
    store.close()
    kept = keep()
    assert kept is not None
    assert texts(kept.path) == ["1", "two", "three"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file stays")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_taken_away_is_kept_all_the_same(store: Store, tmp_path: Path, *, replaced: bool) -> None:
    write(store, "1")
    store.path.rename(tmp_path / "taken away")
    if replaced:
        store.path.write_bytes(b"something else")
    kept = backup(store, tmp_path / "shelf")()
    assert kept is not None
    assert texts(kept.path) == ["1", "two", "three"]


def test_a_full_disk_gives_a_picture_in_memory(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(store, "1")
    monkeypatch.setattr(store._still, "move_log", lambda connection: False)
    kept = backup(store, tmp_path / "shelf")()
    assert kept is not None
    assert texts(kept.path) == ["1", "two", "three"]


class Refusing:
    """A connection whose disk takes no checkpoint."""

    def execute(self, sql: str) -> None:
        raise sqlite3.OperationalError("disk I/O error")


def test_a_log_that_was_moved_in_part_is_never_read(store: Store) -> None:
    reading = store.aside(read)
    assert not store._still.move_log(Refusing())  # type: ignore[arg-type]
    with pytest.raises(UserError) as caught:
        reading()
    assert caught.value.code == "disk-error"
    assert store.aside(read)() == ["one", "two", "three"]
