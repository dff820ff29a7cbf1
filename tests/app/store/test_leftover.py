"""A project a crash left is looked at in a copy: what is wrong is known before SQLite folds the log away."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from app.model import Side
from app.review import edits
from app.store import Store
from app.store.leftover import leftover_fault

FRAME = 4096 + 24


@pytest.fixture
def crashed(store: Store, path: Path, tmp_path: Path) -> Path:
    """File and log as they lie after eight changes, none of them moved into the file."""
    block = store.blocks(Side.TARGET)[0].id
    for number in range(8):
        store.apply(edits.edit_text(store, {block: f"text {number}"}))
    (tmp_path / "crashed").mkdir()
    for name in (path.name, f"{path.name}-wal"):
        shutil.copyfile(path.with_name(name), tmp_path / "crashed" / name)
    return tmp_path / "crashed" / path.name


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def test_what_a_crash_leaves_is_sound(crashed: Path) -> None:
    assert leftover_fault(crashed) is None


def test_a_closed_project_is_not_looked_at(store: Store, path: Path) -> None:
    store.close()
    flip(path, 5_000)
    assert leftover_fault(path) is None


def test_a_change_cut_short_is_no_fault(crashed: Path) -> None:
    data = log_of(crashed).read_bytes()
    log_of(crashed).write_bytes(data[:-1_000])
    assert leftover_fault(crashed) is None


@pytest.mark.parametrize("at", [0, 16, 32 + 8, 32 + 24 + 100, 32 + 3 * FRAME + 500])
def test_saved_changes_behind_damage_in_the_log_are_not_dropped(crashed: Path, at: int) -> None:
    flip(log_of(crashed), at)
    before = crashed.read_bytes(), log_of(crashed).read_bytes()
    fault = leftover_fault(crashed)
    assert fault is not None
    assert fault.kind == "log"
    assert (crashed.read_bytes(), log_of(crashed).read_bytes()) == before
    assert not crashed.with_name(crashed.name + "-shm").exists()


def test_a_damaged_file_with_a_log_is_not_touched(crashed: Path) -> None:
    crashed.write_bytes(bytes(4096) + crashed.read_bytes()[4096:])
    log_of(crashed).write_bytes(log_of(crashed).read_bytes()[: 32 + FRAME])
    before = crashed.read_bytes(), log_of(crashed).read_bytes()
    fault = leftover_fault(crashed)
    assert fault is not None
    assert fault.kind == "pages"
    assert (crashed.read_bytes(), log_of(crashed).read_bytes()) == before


def test_a_project_somebody_holds_is_left_to_the_opening(store: Store, path: Path) -> None:
    store.apply(edits.edit_text(store, {store.blocks(Side.TARGET)[0].id: "held"}))
    assert log_of(path).stat().st_size
    assert leftover_fault(path) is None
    assert store.faults() == []


def test_another_program_s_file_is_left_to_the_opening(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (a)")
    for name in (path.name, f"{path.name}-wal"):
        shutil.copyfile(path.with_name(name), tmp_path / f"copy-{name}")
    connection.close()
    assert leftover_fault(tmp_path / "copy-other.db") is None
