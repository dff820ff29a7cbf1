"""A closed project is sealed: a digest of everything in it, so that a single byte changed while it lay there is seen.

The seal is broken by the first write of a sitting, in the same transaction, and set again when the project is closed. A
project that was not closed has none: its pages, references, heads and chain are verified all the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
from codecs import getincrementaldecoder
from collections.abc import Iterator
from itertools import chain, islice

KEY = "seal"
_SOME = 200
"""Records that are hashed at once."""
_PIECE = 1 << 16
"""Bytes of a long value that are."""


def seal(connection: sqlite3.Connection) -> None:
    """Sets the seal, inside a transaction of the caller."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (KEY, digest(connection)))


def unseal(connection: sqlite3.Connection) -> None:
    """Takes the seal away, inside the transaction that changes something."""
    connection.execute("DELETE FROM meta WHERE key = ?", (KEY,))


def is_sealed(connection: sqlite3.Connection) -> bool:
    """Whether nothing was written since the project was closed."""
    return _set(connection) is not None


def is_broken(connection: sqlite3.Connection) -> bool:
    """Whether the project is sealed and not what it was then."""
    found = _set(connection)
    return found is not None and found != digest(connection)


def digest(connection: sqlite3.Connection) -> str:
    """SHA-256 over the schema and every record of every table but the seal, in order of their numbers."""
    total = hashlib.sha256()
    query = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    schema = connection.execute(query).fetchall()
    total.update(repr([tuple(record) for record in schema]).encode("utf-8", "surrogatepass"))
    for kind, name, _, _ in schema:
        if kind == "table":
            for said in _long(connection, name) if name == "document" else _short(connection, name):
                total.update(said.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _short(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """``repr`` of the records of a table, some at a time."""
    records = connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    while some := list(islice(records, _SOME)):
        yield "".join(repr(record) for record in some if table != "meta" or record[0] != KEY)


def _long(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """The same of a table with very long values, which are read a piece at a time: whole, they take memory, and keep
    the other threads of Python waiting."""
    columns = [column[0] for column in connection.execute(f'SELECT * FROM "{table}" LIMIT 0').description]
    for (rowid,) in connection.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid').fetchall():
        for number, column in enumerate(columns):
            yield ", " if number else "("
            query = f'SELECT typeof("{column}") FROM "{table}" WHERE rowid = ?'
            (kind,) = connection.execute(query, (rowid,)).fetchone()
            if kind in ("text", "blob"):
                with connection.blobopen(table, column, rowid, readonly=True) as value:
                    yield from _repr_of(value, text=kind == "text")
            else:
                query = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'
                yield repr(connection.execute(query, (rowid,)).fetchone()[0])
        yield ")"


def _repr_of(value: sqlite3.Blob, *, text: bool) -> Iterator[str]:
    """``repr`` of a text or of bytes, in pieces: the quotes follow from the whole, everything else from each character.

    Raises sqlite3.OperationalError for a text that is none, as SQLite does where it is read whole.
    """
    single = any(b"'" in piece for piece in _pieces(value))
    double = any(b'"' in piece for piece in _pieces(value))
    quote = '"' if single and not double else "'"
    yield ("" if text else "b") + quote
    decoder = getincrementaldecoder("utf-8")()
    try:
        for piece in chain(_pieces(value), (b"",)):
            said = repr(decoder.decode(piece, final=not piece) if text else piece)
            if quote == "'" and said.endswith('"'):
                # Alone it would be put into the other quotes, in which a single one needs no escape.
                said = said[:-1].replace("'", "\\'") + '"'
            yield said[1 if text else 2 : -1]
    except UnicodeDecodeError as error:
        raise sqlite3.OperationalError(str(error)) from error
    yield quote


def _pieces(value: sqlite3.Blob) -> Iterator[bytes]:
    value.seek(0)
    while piece := value.read(_PIECE):
        yield piece


def _set(connection: sqlite3.Connection) -> str | None:
    record = connection.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    return None if record is None else str(record[0])
