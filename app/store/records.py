"""Reading whole records whatever they are of, and settings; asking for many ids a page at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TypeVar

from app.model import BlockId, RevisionSeq, RowId

_PAGE = 500
_Id = TypeVar("_Id", BlockId, RowId, RevisionSeq)


def settings(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta"))


def record(connection: sqlite3.Connection, table: str, id_: int) -> dict[str, str | int | float | None]:
    """A whole record by column, for operations that must be able to put it back. ``table`` is one of ours; that of
    ``meta`` is all settings by key, those a person has never set empty."""
    if table == "meta":
        return {"scale": "", **settings(connection)}
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (id_,))
    values = cursor.fetchone()
    if values is None:
        raise KeyError((table, id_))
    return dict(zip((column[0] for column in cursor.description), values, strict=True))


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """An id no record of the table has. The owner is alone with the file, so nobody takes it in between."""
    return int(connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def in_pages(ids: Sequence[_Id]) -> Iterator[list[_Id]]:
    for start in range(0, len(ids), _PAGE):
        yield list(ids[start : start + _PAGE])
