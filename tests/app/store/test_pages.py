"""The page reader reads what SQLite reads, and never raises on what SQLite refuses."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.log import read_log
from app.store.pages import LEAF, Pages, page_size

VALUES = [
    "",
    "x" * 30,
    "字" * 200,
    "long " * 9_000,
    b"\x00\xff" * 70,
    0,
    1,
    -1,
    127,
    -(2**40),
    2**62,
    0.5,
    -1e300,
    None,
]


def written(path: Path, size: int = 4096, count: int = 300) -> list[tuple[int, object, object]]:
    """A table of two columns with every kind of value, short and long, spread over many pages."""
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA page_size = {size}")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
    rows = [(n * n - 5, VALUES[n % len(VALUES)], f"{n}" * (n % 50)) for n in range(count)]
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return sorted(rows)


def read(pages: Pages) -> list[tuple[int, object, object]]:
    leaves = (n for n in range(2, len(pages) + 1) if pages.kind(n) == LEAF)
    return sorted((r.rowid, r.values[1], r.values[2]) for n in leaves for r in pages.records(n))


@pytest.mark.parametrize("size", [512, 1024, 4096, 65536])
def test_reads_what_was_written(tmp_path: Path, size: int) -> None:
    rows = written(tmp_path / "db", size)
    pages = Pages((tmp_path / "db").read_bytes())
    assert pages.size == size
    assert read(pages) == rows


def test_the_size_of_the_pages_is_guessed_when_the_header_is_gone(tmp_path: Path) -> None:
    rows = written(tmp_path / "db", 1024)
    data = (tmp_path / "db").read_bytes()
    assert page_size(bytes(1024) + data[1024:]) == 1024
    assert read(Pages(bytes(1024) + data[1024:])) == rows


def test_walks_from_the_root_to_every_leaf(tmp_path: Path) -> None:
    written(tmp_path / "db", 512)
    pages = Pages((tmp_path / "db").read_bytes())
    root = next(int(str(record.values[3])) for record in pages.records(1))
    waiting, seen = [root], set()
    while waiting:
        page = waiting.pop()
        seen.add(page)
        waiting += pages.children(page) if pages.kind(page) != LEAF else []
    assert {n for n in range(2, len(pages) + 1) if pages.kind(n) == LEAF} <= seen


def test_a_broken_cell_costs_itself_only(tmp_path: Path) -> None:
    rows = written(tmp_path / "db", count=13)
    data = bytearray((tmp_path / "db").read_bytes())
    cell = int.from_bytes(data[4096 + 8 : 4096 + 10], "big")
    data[4096 + cell] = 0x70
    assert read(Pages(bytes(data))) == rows[1:]


def test_overflow_pages_in_a_circle_are_no_record(tmp_path: Path) -> None:
    rows = written(tmp_path / "db", 512, len(VALUES))
    data = bytearray((tmp_path / "db").read_bytes())
    pages = Pages(bytes(data))
    long = next(r for n in range(2, len(pages) + 1) if pages.kind(n) == LEAF for r in pages.records(n)
                if len(r.pages) > 20)  # fmt: skip
    at = (long.pages[9] - 1) * 512
    data[at : at + 4] = long.pages[5].to_bytes(4, "big")
    assert read(Pages(bytes(data))) == [row for row in rows if row[0] != long.rowid]


def test_pages_taken_out_of_use_are_known(tmp_path: Path) -> None:
    written(tmp_path / "db", 512)
    connection = sqlite3.connect(tmp_path / "db", isolation_level=None)
    connection.execute("DELETE FROM t WHERE id > 100")
    count = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.close()
    assert count > 20
    assert len(Pages((tmp_path / "db").read_bytes()).free()) == count


class TestLog:
    """Five commits of ten rows in a log that was never moved into the file."""

    @pytest.fixture
    def crashed(self, tmp_path: Path) -> tuple[bytes, bytes]:
        path = tmp_path / "db"
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for commit in range(5):
            connection.execute("BEGIN")
            for n in range(10):
                connection.execute("INSERT INTO t VALUES (?, ?, '')", (commit * 10 + n, f"{commit} " * 100))
            connection.execute("COMMIT")
        for name in ("db", "db-wal"):
            shutil.copyfile(tmp_path / name, tmp_path / f"copy-{name}")
        connection.close()
        return (tmp_path / "copy-db").read_bytes(), (tmp_path / "copy-db-wal").read_bytes()

    def test_is_read_with_the_file(self, crashed: tuple[bytes, bytes]) -> None:
        pages = Pages(*crashed)
        assert [row[0] for row in read(pages)] == list(range(50))
        assert not pages.log.damaged

    def test_the_last_change_cut_short_is_no_damage(self, crashed: tuple[bytes, bytes]) -> None:
        main, log = crashed
        pages = Pages(main, log[:-100])
        assert not pages.log.damaged
        assert [row[0] for row in read(pages)] == list(range(40))

    def test_damage_before_changes_that_were_saved_is_seen_and_read_past(self, crashed: tuple[bytes, bytes]) -> None:
        main, log = crashed
        for at in (0, 8, 20, 32 + 8, 32 + 24 + 4000, 32 + 4120 + 300):
            broken = log[:at] + bytes([log[at] ^ 0xFF]) + log[at + 1 :]
            pages = Pages(main, broken)
            assert pages.log.damaged, at
            assert {row[0] for row in read(pages)} >= set(range(40, 50)), at

    def test_frames_of_an_older_log_behind_are_not_taken(self, tmp_path: Path) -> None:
        path = tmp_path / "db"
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
        for n in range(20):
            connection.execute("INSERT INTO t VALUES (?, 'old', '')", (n,))
        connection.execute("PRAGMA wal_checkpoint(RESTART)")
        connection.execute("UPDATE t SET a = 'new'")
        shutil.copyfile(path, tmp_path / "copy")
        shutil.copyfile(tmp_path / "db-wal", tmp_path / "copy-wal")
        connection.close()
        pages = Pages((tmp_path / "copy").read_bytes(), (tmp_path / "copy-wal").read_bytes())
        assert not pages.log.damaged
        assert {row[1] for row in read(pages)} == {"new"}


@given(st.binary(max_size=3_000), st.binary(max_size=600))
@settings(max_examples=300, deadline=None)
def test_random_bytes_never_raise(main: bytes, log: bytes) -> None:
    pages = Pages(main, log)
    for n in range(len(pages) + 2):
        pages.kind(n), pages.children(n), list(pages.records(n))
    pages.free()


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_file_with_random_bytes_written_over_it_never_raises(
    sound: tuple[bytes, list[tuple[int, object, object]]], data: st.DataObject
) -> None:
    main = bytearray(sound[0])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(main) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=40))
        main[at : at + len(piece)] = piece
    pages = Pages(bytes(main), data.draw(st.binary(max_size=200)))
    for n in range(len(pages) + 2):
        pages.kind(n), pages.children(n), list(pages.records(n))
    pages.free()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[tuple[int, object, object]]]:
    path = tmp_path_factory.mktemp("pages") / "db"
    rows = written(path, 512, 20)
    return path.read_bytes(), rows


def test_an_empty_log_changes_nothing() -> None:
    assert read_log(b"", 4096).pages == {}
