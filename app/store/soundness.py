"""Is the file what was written to it? Pages, references, heads and the hash chain of the revisions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.store.seal import is_broken
from app.store.writing import revision_hash

LINKS_AT_OPEN = 1_000
"""How many of the newest revisions are verified each time a project is opened."""

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""``SQLITE_ERROR``: a table or column that every project has is not there."""

_REVISIONS = (
    "SELECT seq, prev_hash, uuid, block_id, parent, text, author, at, origin, hash FROM revision "
    "WHERE seq > ? ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written.

    ``kind``: pages, references, heads, chain or seal; ``where`` is for experts.
    """

    kind: str
    where: str


def find_faults(connection: sqlite3.Connection, *, thorough: bool = False) -> Iterator[Fault]:
    """Yields what is wrong, the gravest first, and never writes.

    Quick: pages without their indexes, and the last thousand links of the chain. ``thorough``: everything. A page that
    SQLite cannot even read ends the search with a fault, not with an exception.
    """
    try:
        check = "integrity_check" if thorough else "quick_check"
        for (said,) in connection.execute(f"PRAGMA {check}(20)"):
            if said != "ok":
                yield Fault("pages", said)
        for table, rowid, parent, _ in islice(connection.execute("PRAGMA foreign_key_check"), 20):
            yield Fault("references", f"{table} {rowid} to {parent}")
        yield from _heads(connection)
        yield from _chain(connection, None if thorough else LINKS_AT_OPEN)
        if is_broken(connection):
            yield Fault("seal", "something was changed since the project was closed")
    except sqlite3.DatabaseError as error:
        # What cannot be decoded has no code of SQLite's.
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in _DAMAGE:
            raise
        yield Fault("pages", str(error))
    except (ValueError, TypeError, AttributeError) as error:
        yield Fault("pages", f"a value that can be none: {error}")


def accepted_gaps(connection: sqlite3.Connection) -> set[int]:
    """Revisions whose predecessor was lost, as a repair found and recorded it: the chain begins anew at each."""
    record = connection.execute("SELECT value FROM meta WHERE key = 'chain_gaps'").fetchone()
    return set(json.loads(record[0])) if record else set()


def _heads(connection: sqlite3.Connection) -> Iterator[Fault]:
    """A block shows its newest revision: a cut-off tail of the log, or a head set elsewhere, is seen here."""
    query = "SELECT id FROM block WHERE head IS NOT (SELECT max(seq) FROM revision WHERE block_id = block.id) LIMIT 20"
    for (id_,) in connection.execute(query):
        yield Fault("heads", f"block {id_}")


def _chain(connection: sqlite3.Connection, last: int | None) -> Iterator[Fault]:
    """Verifies SHA-256 over each revision and the hash before it. The first one looked at has only itself to show."""
    newest = connection.execute("SELECT max(seq) FROM revision").fetchone()[0] or 0
    before = -1 if last is None else newest - last - 1
    gaps = accepted_gaps(connection)
    previous: str | None = "" if last is None else None
    for seq, prev_hash, *fields, digest in connection.execute(_REVISIONS, (before,)):
        if previous is not None and prev_hash != previous and seq not in gaps:
            yield Fault("chain", f"before revision {seq}")
        if revision_hash(prev_hash, *fields) != digest:
            yield Fault("chain", f"revision {seq}")
        previous = digest
