"""A large project is read before it is verified, and written only afterwards."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import Cancelled, UserError
from app.review import edits
from app.store import Store, connection, seal
from app.store.backups import BackupShelf, Begun, Kind
from app.store.holder import holder_path
from app.store.log import log_path
from app.store.soundness import Fault
from app.tasks import Task


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_QUICKLY_READ", 0)


@pytest.fixture
def closed(store: Store, path: Path) -> Path:
    store.close()
    return path


@pytest.fixture
def held(closed: Path) -> Iterator[Store]:
    made = Store.open(closed, "Ben", patient=True)
    yield made
    made.close()


def nothing(_beside: sqlite3.Connection, _task: Task) -> None:
    return None


def write(store: Store) -> None:
    block = store.rows(store.row_ids())[0].target[0]
    store.apply(edits.edit_text(store, {block.id: "first"}))


def damage(path: Path) -> None:
    """Changes a word of a project behind its back."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE meta SET value = 'de' WHERE key = 'source_language'")
        raw.commit()


def test_it_can_be_read_and_not_written_until_it_is_settled(held: Store, closed: Path) -> None:
    before = hashlib.sha256(closed.read_bytes()).hexdigest()
    assert (held.checking, held.read_only) == (True, "checking")
    assert [row.target[0].text for row in held.rows(held.row_ids())] == ["one", "two"]
    with pytest.raises(UserError) as refused:
        write(held)
    assert refused.value.code == "still-checking"
    held.close()
    assert hashlib.sha256(closed.read_bytes()).hexdigest() == before
    assert [file.name for file in closed.parent.iterdir()] == [closed.name]


def test_a_sound_one_is_settled_and_written(held: Store, closed: Path) -> None:
    assert held.verification(nothing)(Task()) is None
    held.settle()
    assert (held.checking, held.read_only) == (False, "")
    write(held)
    held.close()
    with closing(sqlite3.connect(closed)) as raw:
        assert seal.is_sealed(raw)
        assert not seal.is_broken(raw)
    again = Store.open(closed, "Ann")
    assert again.rows(again.row_ids())[0].target[0].text == "first"
    again.close()


def test_the_seal_is_broken_by_the_first_write_after_settling(held: Store) -> None:
    held.verification(nothing)(Task())
    held.settle()
    write(held)
    assert not held._read(seal.is_sealed)


def test_a_damaged_one_is_found_out_and_stays_as_it_is(closed: Path) -> None:
    damage(closed)
    before = closed.read_bytes()
    held = Store.open(closed, "Ben", patient=True)
    found = held.verification(nothing)(Task())
    assert isinstance(found, Fault)
    assert found.kind == "seal"
    assert held.damaged(found).code == "damaged"
    held.close()
    assert closed.read_bytes() == before


def test_nobody_else_opens_it_meanwhile(held: Store, closed: Path) -> None:
    for patient in (True, False):
        with pytest.raises(UserError) as refused:
            Store.open(closed, "Eve", patient=patient)
        assert refused.value.code == "project-locked"
    assert held.verification(nothing)(Task()) is None


def test_who_cancels_is_not_told_of_a_fault(held: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_STEPS", 1)
    task = Task()
    look = held.verification(nothing)
    # It had begun before somebody thought better of it.
    monkeypatch.setattr(task, "begin", lambda _label: task.cancel())
    with pytest.raises(Cancelled):
        look(task)


def test_a_file_with_a_log_and_an_older_one_are_looked_at_first(closed: Path) -> None:
    held = connection.hold_connection(closed, closed)
    assert held is not None
    held.connection.close()
    log_path(closed).write_bytes(b"left by a crash")
    assert connection.hold_connection(closed, closed) is None
    log_path(closed).unlink()
    with closing(sqlite3.connect(closed)) as raw:
        raw.execute("PRAGMA user_version = 1")
    assert connection.hold_connection(closed, closed) is None


def test_a_file_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    other = tmp_path / "other.enface"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE t (x)")
    with pytest.raises(UserError) as refused:
        Store.open(other, "Ben", patient=True)
    assert refused.value.code == "not-a-project"
    assert not holder_path(other).exists()


def test_a_backup_is_copied_beside_and_counts_once_it_is_checked(held: Store, closed: Path, tmp_path: Path) -> None:
    shelf = BackupShelf(tmp_path / "shelf")
    begun = held.verification(lambda beside, task: shelf.begin(beside, closed, task))(Task())
    assert isinstance(begun, Begun)
    assert shelf.find(closed, held.identity) == []
    held.settle()
    write(held)
    kept = shelf.finish(begun, Kind.SCHEDULE)
    assert kept is not None
    assert [backup.path for backup in shelf.find(closed, held.identity)] == [kept.path]
    with closing(sqlite3.connect(kept.path)) as raw:
        assert raw.execute("SELECT count(*) FROM revision").fetchone() == (5,)
    assert not [file for file in kept.path.parent.iterdir() if file.name.startswith(".")]


def test_a_copy_that_holds_nothing_new_goes_again(held: Store, closed: Path, tmp_path: Path) -> None:
    shelf = BackupShelf(tmp_path / "shelf")
    for there in (0, 1):
        begun = held.verification(lambda beside, task: shelf.begin(beside, closed, task))(Task())
        assert isinstance(begun, Begun)
        assert (shelf.finish(begun, Kind.SCHEDULE) is None) == there
        assert not begun.path.exists()
    assert len(shelf.find(closed, held.identity)) == 1


def test_a_copy_that_is_damaged_does_not_count(held: Store, closed: Path, tmp_path: Path) -> None:
    shelf = BackupShelf(tmp_path / "shelf")
    begun = held.verification(lambda beside, task: shelf.begin(beside, closed, task))(Task())
    assert isinstance(begun, Begun)
    damage(begun.path)
    with pytest.raises(UserError) as refused:
        shelf.finish(begun, Kind.SCHEDULE)
    assert refused.value.code == "backup-unsound"
    assert not begun.path.exists()


LONG = ["", "plain", "it's", 'say "it"', 'it\'s "it"', "\\ \n\t\0中\u200b𠀀", b"", b"it's", b"\"\xff'\0", 0.5, None]


@pytest.mark.parametrize("piece", [1, 3, 1000])
@pytest.mark.parametrize("value", LONG)
def test_long_values_are_told_as_python_tells_them(value: object, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "_PIECE", piece)
    records = [(1, value, None), (2, 0.5, value)]
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE long (id INTEGER PRIMARY KEY, one, two)")
        raw.executemany("INSERT INTO long VALUES (?, ?, ?)", records)
        assert "".join(seal._long(raw, "long")) == "".join(seal._short(raw, "long")) == "".join(map(repr, records))


def test_a_long_text_that_is_none_is_a_fault_of_the_file() -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE long (id INTEGER PRIMARY KEY, one)")
        raw.execute("INSERT INTO long VALUES (1, CAST(x'41ff42' AS TEXT))")
        with pytest.raises(sqlite3.OperationalError):
            "".join(seal._long(raw, "long"))
