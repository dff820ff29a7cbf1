"""Every row that can be read out of a damaged project, without asking SQLite, which stops at the first broken page.

The tables are walked from their roots as far as the pages hold; then every leaf page nobody led to is read, and each
record goes to the table it has the columns of. A revision is taken only when its hash proves it: what is lost is lost,
but nothing is ever made up.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from app.model import LinkOrigin, Role, RowState, Severity, Side
from app.store.ops import Op, Origin, load_ops
from app.store.pages import INTERIOR, LEAF, Pages, Record, Value
from app.store.writing import revision_hash
from app.tasks import Task

Row = tuple[Value, ...]
Key = int | str


def _of(words: type[StrEnum]) -> set[str]:
    return {word.value for word in words}


_WORDS: Mapping[tuple[str, str], set[str]] = {
    ("block", "role"): _of(Role),
    ("block", "side"): _of(Side),
    ("changeset", "origin"): _of(Origin),
    ("document", "side"): _of(Side),
    ("flag", "severity"): _of(Severity),
    ("flag", "state"): {"open", "resolved"},
    ("revision", "origin"): _of(Origin),
    ("row", "origin"): _of(LinkOrigin),
    ("row", "state"): _of(RowState),
}
"""Columns that hold one of a few words: another word there is damage."""


_SINCE = {"glossary": 3, "concept": 3}
"""Tables that the first version did not have, and the one they came with."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    required: bool
    key: bool

    def takes(self, value: Value) -> bool:
        if value is None:
            return not self.required
        match self.type:
            case "TEXT":
                return isinstance(value, str)
            case "BLOB":
                return isinstance(value, bytes)
            case _:
                # A number without a fraction is stored as an integer (file format, 4.2 of datatype3.html).
                return isinstance(value, int | float)


Layout = Mapping[str, tuple[Column, ...]]
"""The tables of this version and their columns, in order."""


def layout_of(connection: sqlite3.Connection) -> Layout:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name: tuple(
            Column(column, type_, bool(required), bool(key))
            for _, column, type_, required, _, key in connection.execute(f'PRAGMA table_info("{name}")')
        )
        for name in names
    }


@dataclass(slots=True)
class Salvage:
    """The rows of each table by their key; how many lay where no table led to, how many could not be read or were not
    believed."""

    tables: dict[str, dict[Key, Row]]
    loose: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    torn: set[str] = field(default_factory=set)
    """Tables of which something is lost, or may be."""

    @property
    def is_project(self) -> bool:
        """Whether this was ever a project: a proven revision, or the name every project has."""
        return bool(self.tables["revision"]) or "identity" in self.tables["meta"]

    def value(self, key: str) -> str:
        """A setting of the project, "" where it cannot be read."""
        return str(self.tables["meta"].get(key, ("", ""))[1])


def salvage(pages: Pages, layout: Layout, task: Task) -> Salvage:
    """Reads everything that is there. ``task`` counts pages."""
    found = Salvage({table: {} for table in layout})
    led_to: set[int] = {1}
    roots = _roots(pages, layout)
    for table in layout:
        came_later = 0 < pages.user_version < _SINCE.get(table, 0)
        if (table not in roots and not came_later) or pages.log.damaged:
            found.torn.add(table)
    for table, root in roots.items():
        for number in _leaves(pages, root, led_to):
            if number is None:
                found.torn.add(table)
                continue
            found.refused[table] += pages.cells(number)
            for record in pages.records(number):
                found.refused[table] -= 1
                # A root that is damaged leads into another table.
                own = fits(record, layout[table])
                if not _take(found, layout, table if own else _table_of(record, layout), record) or not own:
                    found.torn.add(table)
    gone = pages.free()
    for number in task.each(range(2, len(pages) + 1), "salvage", len(pages)):
        if number in led_to or number in gone or pages.kind(number) != LEAF:
            continue
        for record in pages.records(number):
            if _take(found, layout, table := _table_of(record, layout), record):
                found.loose[table] += 1
    _renumber(found.tables["revision"])
    found.refused = +found.refused
    found.torn.update(found.refused, found.loose)
    return found


def _roots(pages: Pages, layout: Layout) -> dict[str, int]:
    """Where each table begins: from the schema, whose own pages may be loose."""
    led_to: set[int] = set()
    leaves = [number for number in _leaves(pages, 1, led_to) if number is not None]
    roots: dict[str, int] = {}
    loose = (n for n in range(2, len(pages) + 1) if n not in led_to and pages.kind(n) == LEAF)
    for number in chain(leaves, loose):
        if number not in led_to and len(roots) == len(layout):
            break
        for record in pages.records(number):
            match record.values:
                case ("table", str(name), _, int(root), str()) if name in layout and 1 < root <= len(pages):
                    roots.setdefault(name, root)
    return roots


def _leaves(pages: Pages, root: int, led_to: set[int]) -> Iterator[int | None]:
    """The leaf pages of a table from left to right, None where something is missing; a page that was led to before is
    not gone to again."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        kind = pages.kind(number)
        if kind not in (LEAF, INTERIOR) or (number in led_to and number != root) or pages.hides(number):
            yield None
        if kind == LEAF:
            led_to.add(number)
            yield number
        elif kind == INTERIOR and (number not in led_to or number == root):
            led_to.add(number)
            below = pages.children(number)
            if len(below) <= pages.cells(number):
                yield None
            waiting += reversed(below)


def _take(found: Salvage, layout: Layout, table: str, record: Record) -> bool:
    """Adds a record to its table; the one found first stays. Without a table it is not one of ours."""
    if not table:
        return False
    columns = layout[table]
    row = tuple(
        record.rowid if column.key and value is None else value
        for column, value in zip(columns, record.values, strict=True)
    )
    if not _believed(table, columns, row):
        found.refused[table] += 1
        return False
    key = row[0]
    if not isinstance(key, int | str) or key in found.tables[table]:
        return False
    found.tables[table][key] = row
    return True


def _table_of(record: Record, layout: Layout) -> str:
    return next((table for table, columns in layout.items() if fits(record, columns)), "")


def fits(record: Record, columns: tuple[Column, ...]) -> bool:
    """Whether a record has these columns: an integer key is not among its values, a text key is."""
    return len(record.values) == len(columns) and all(
        value is None if column.key and column.type == "INTEGER" else column.takes(value)
        for column, value in zip(columns, record.values, strict=True)
    )


def _believed(table: str, columns: tuple[Column, ...], row: Row) -> bool:
    """What can be known of a row by itself: the hash of a revision, the words and numbers a column may hold."""
    for column, value in zip(columns, row, strict=True):
        if (table, column.name) in _WORDS and str(value) not in _WORDS[table, column.name]:
            return False
        if column.name == "uuid" and not _is_uuid(value):
            return False
    if table == "revision":
        return proven(row)
    if table == "changeset":
        return operations(row) is not None
    return table != "concept" or _is_cells(row[4])


def proven(row: Row) -> bool:
    """Whether a revision is what was written: its own hash says so."""
    _, identity, block, parent, text, author, at, origin, _, prev_hash, digest = row
    fields = (prev_hash, identity, block, parent, text, author, at, origin)
    return revision_hash(*fields) == digest  # type: ignore[arg-type]


def operations(row: Row) -> tuple[Op, ...] | None:
    """What a changeset did, None where its record is garbled."""
    try:
        return load_ops(str(row[7]))
    except (ValueError, TypeError, RecursionError):
        return None


def _is_cells(value: Value) -> bool:
    try:
        cells = json.loads(str(value))
    except (ValueError, RecursionError):
        return False
    return isinstance(cells, dict) and all(isinstance(cell, str) for cell in cells.values())


def _is_uuid(value: Value) -> bool:
    return isinstance(value, str) and len(value) == 32 and not set(value) - set("0123456789abcdef")


def _renumber(revisions: dict[Key, Row]) -> None:
    """A hash does not cover the number, the chain does: a revision follows the one whose hash it carries."""
    numbers = {row[10]: key for key, row in revisions.items()}
    for key, row in sorted(revisions.items(), key=_number):
        before = numbers.get(row[9])
        right = before + 1 if isinstance(before, int) else key
        if right != key and right not in revisions:
            del revisions[key]
            revisions[right] = (right, *row[1:])
            numbers[row[10]] = right


def _number(item: tuple[Key, Row]) -> int:
    return int(item[0])


def by_number(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=_first)


def _first(row: Row) -> int:
    return int(str(row[0]))
