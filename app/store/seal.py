"""A closed project is sealed: a digest of everything in it, so that a single byte changed while it lay there is seen.

The seal is broken by the first write of a sitting, in the same transaction, and set again when the project is closed. A
project that was not closed has none: its pages, references, heads and chain are verified all the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator

KEY = "seal"
_SOME = 200
"""Records that are hashed at once."""
_PIECE = 1 << 16
"""Characters, or bytes, of a long value that are."""


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
            records = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
            while some := records.fetchmany(_SOME):
                if name == "meta":
                    some = [record for record in some if record[0] != KEY]
                for piece in _long(some) if name == "document" else ("".join(map(repr, some)),):
                    total.update(piece.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _long(records: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """``repr`` of records with very long values, a piece at a time: it keeps the other threads of Python waiting."""
    for record in records:
        for number, value in enumerate(record):
            yield ", " if number else "("
            if isinstance(value, str | bytes) and len(value) > _PIECE:
                yield from _repr_of(value)
            else:
                yield repr(value)
        yield ")"


def _repr_of(value: str | bytes) -> Iterator[str]:
    """``repr`` of a text or bytes, in pieces: the quotes follow from the whole, everything else from each character."""
    single, double = ("'", '"') if isinstance(value, str) else (b"'", b'"')
    quote = '"' if single in value and double not in value else "'"  # type: ignore[operator]
    yield ("" if isinstance(value, str) else "b") + quote
    for start in range(0, len(value), _PIECE):
        piece = value[start : start + _PIECE]
        said = repr(piece)
        if quote == "'" and said.endswith('"'):
            # Alone it would be put into the other quotes, in which a single one needs no escape.
            said = said[:-1].replace("'", "\\'") + '"'
        yield said[1 if isinstance(value, str) else 2 : -1]
    yield quote


def _set(connection: sqlite3.Connection) -> str | None:
    record = connection.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    return None if record is None else str(record[0])
