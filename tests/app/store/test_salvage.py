"""What can be read is read, whatever page is gone; what is not proven is not taken."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest

from app.store.completing import new_project
from app.store.pages import Pages, Record, Value
from app.store.salvage import Layout, Salvage, fits, layout_of, salvage
from app.tasks import Task

PROJECTS = sorted((Path(__file__).parents[2] / "fixtures" / "projects").glob("*.enface"))
PAGE = 4096


def layout_for(path: Path) -> Layout:
    with closing(new_project(int(path.stem[1:]))) as connection:
        return layout_of(connection)


@pytest.fixture(scope="module")
def layout() -> Layout:
    with closing(new_project()) as connection:
        return layout_of(connection)


def read(layout: Layout, main: bytes, log: bytes = b"") -> Salvage:
    return salvage(Pages(main, log), layout, Task())


def as_sqlite_reads(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        if table not in layout_of(connection):
            return []
        return sorted(connection.execute(f'SELECT * FROM "{table}"'))


def without(main: bytes, page: int) -> bytes:
    return main[: (page - 1) * PAGE] + bytes(PAGE) + main[page * PAGE :]


def root_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0])


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.stem)
def test_a_sound_project_reads_as_sqlite_reads_it(path: Path) -> None:
    layout = layout_for(path)
    found = read(layout, path.read_bytes())
    assert found.is_project
    assert not found.refused
    assert not found.loose
    assert not found.torn - {"meta"}
    for table in layout:
        assert sorted(found.tables[table].values()) == as_sqlite_reads(path, table), table


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.stem)
def test_any_one_page_less_costs_no_table_but_its_own(path: Path) -> None:
    layout = layout_for(path)
    main = path.read_bytes()
    whole = read(layout, main).tables
    for page in range(1, len(main) // PAGE + 1):
        less = read(layout, without(main, page)).tables
        hurt = [table for table in layout if less[table] != whole[table]]
        assert len(hurt) <= 1, page
        assert all(less[table].keys() <= whole[table].keys() for table in hurt), page
        # Only they prove themselves: the last overflow page of another record may read as it never was.
        assert less["revision"].items() <= whole["revision"].items(), page


def test_without_the_schema_the_columns_tell_the_tables(layout: Layout) -> None:
    main = PROJECTS[-1].read_bytes()
    for page in range(1, len(main) // PAGE + 1):
        if any(record.values[0] == "table" for record in Pages(main).records(page)):
            main = without(main, page)
    found = read(layout, without(main, 1))
    assert found.loose["revision"] == len(found.tables["revision"]) > 10
    for table in layout:
        assert sorted(found.tables[table].values()) == as_sqlite_reads(PROJECTS[-1], table), table


def test_no_two_tables_have_the_same_columns(layout: Layout) -> None:
    values: dict[str, Value] = {"TEXT": "x", "BLOB": b"x", "INTEGER": 1, "REAL": 1.0}
    with closing(new_project()) as connection:
        for one, other in combinations(layout, 2):
            row = tuple(None if c.key and c.type == "INTEGER" else values[c.type] for c in layout[one])
            assert not fits(Record(1, row, ()), layout[other]), (one, other)
        (count,) = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()
    assert count == len(layout)


@pytest.mark.parametrize("table", ["revision", "changeset", "block"])
def test_a_changed_record_is_refused(table: str, layout: Layout) -> None:
    path = PROJECTS[-1]
    main = bytearray(path.read_bytes())
    page = root_of(path, table)
    place = {"revision": b"Linxi", "changeset": b'[["set', "block": b"paragraph"}[table]
    at = main.index(place, (page - 1) * PAGE, page * PAGE)
    main[at] ^= 0x04
    found = read(layout, bytes(main))
    assert found.refused == {table: 1}
    assert len(found.tables[table]) == len(as_sqlite_reads(path, table)) - 1


def test_a_root_that_leads_astray_costs_nothing(layout: Layout) -> None:
    path = PROJECTS[-1]
    main = bytearray(path.read_bytes())
    meta = next(r for n in range(1, len(main) // PAGE + 1) for r in Pages(bytes(main)).records(n)
                if r.values[:2] == ("table", "meta"))  # fmt: skip
    at = main.index(b"tablemetameta\x02", (meta.pages[0] - 1) * PAGE) + len("tablemetameta")
    main[at] = root_of(path, "revision")
    found = read(layout, bytes(main))
    assert sorted(found.tables["revision"].values()) == as_sqlite_reads(path, "revision")
    assert sorted(found.tables["meta"].values()) == as_sqlite_reads(path, "meta")


def test_the_chain_knows_the_number_of_a_revision(layout: Layout) -> None:
    path = PROJECTS[-1]
    main = bytearray(path.read_bytes())
    page = (root_of(path, "revision") - 1) * PAGE
    last = int.from_bytes(main[page + 8 + 2 * 11 : page + 10 + 2 * 11], "big")
    size = 2 if main[page + last] >= 0x80 else 1
    assert main[page + last + size] == 12
    main[page + last + size] = 77
    found = read(layout, bytes(main))
    assert sorted(found.tables["revision"].values()) == as_sqlite_reads(path, "revision")


@pytest.mark.parametrize("data", [b"", b"just words", bytes(9_000), b"SQLite format 3\0" + bytes(5_000)])
def test_what_is_no_project_holds_nothing(data: bytes, layout: Layout) -> None:
    assert not read(layout, data).is_project
