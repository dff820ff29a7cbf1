"""Reading what was: the texts as they stood after a changeset, and where every paragraph belongs now."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.model import BlockId, ChangesetId, RevisionSeq, RowId, Side


@dataclass(frozen=True, slots=True)
class Done:
    """A changeset without its operations; ``empty``: it has none (as SQLite says yes and no)."""

    id: ChangesetId
    label: str
    origin: str
    author: str
    at: str
    reverts: ChangesetId | None
    empty: int


def everything_done(connection: sqlite3.Connection) -> list[Done]:
    """All changesets, the newest first. What they did is not read: of a long review it is megabytes."""
    query = "SELECT id, label, origin, author, at, reverts, ops = '[]' FROM changeset ORDER BY id DESC"
    return [Done(*given) for given in connection.execute(query)]


@dataclass(frozen=True, slots=True)
class Standing:
    """A paragraph as it is linked now, those taken away too: their row is None. ``uuid`` is the same in every copy."""

    id: BlockId
    uuid: str
    position: float
    row: RowId | None
    excluded_by: str


def standings_after(connection: sqlite3.Connection, side: Side, after: Standing | None, limit: int) -> list[Standing]:
    """The next paragraphs a side has or had, in the order of the document; from the first without one."""
    behind = "" if after is None else "AND (position, id) > (?, ?)"
    place = () if after is None else (after.position, after.id)
    query = f"""
        SELECT id, uuid, position, row_id, excluded_by FROM block
        WHERE side = ? {behind} ORDER BY position, id LIMIT ?
    """
    return [Standing(*record) for record in connection.execute(query, (side.value, *place, limit))]


def texts_at(connection: sqlite3.Connection, changeset: ChangesetId, blocks: Sequence[BlockId]) -> dict[BlockId, str]:
    """The text of some paragraphs right after a changeset; those made later are not there."""
    query = f"""
        SELECT block_id, text FROM revision WHERE seq IN (
            SELECT max(seq) FROM revision WHERE block_id IN ({",".join("?" * len(blocks))}) AND changeset_id <= ?
            GROUP BY block_id)
    """
    return dict(connection.execute(query, (*blocks, changeset)).fetchall())


def text_at(connection: sqlite3.Connection, block: BlockId, changeset: ChangesetId) -> str:
    """One paragraph's text right after a changeset, "" where it was not there yet."""
    query = "SELECT text FROM revision WHERE block_id = ? AND changeset_id <= ? ORDER BY seq DESC LIMIT 1"
    record = connection.execute(query, (block, changeset)).fetchone()
    return str(record[0]) if record else ""


def changeset_of(connection: sqlite3.Connection, revision: RevisionSeq) -> ChangesetId | None:
    """The changeset a revision was written by, None where there is no such revision."""
    record = connection.execute("SELECT changeset_id FROM revision WHERE seq = ?", (revision,)).fetchone()
    return ChangesetId(record[0]) if record else None


def rows_written_by(connection: sqlite3.Connection, author: str, after: ChangesetId) -> set[RowId]:
    """Rows in which a person wrote a text after a changeset, 0 for ever; the import is nobody's."""
    query = """
        SELECT DISTINCT b.row_id FROM revision r JOIN block b ON b.id = r.block_id
        WHERE r.author = ? AND r.changeset_id > ? AND r.origin <> 'import' AND b.row_id IS NOT NULL
    """
    return {RowId(row[0]) for row in connection.execute(query, (author, after))}


def rows_changed_since(connection: sqlite3.Connection, moment: ChangesetId) -> set[RowId]:
    """Rows with a paragraph that reads otherwise now than right after a changeset, or was not there then."""
    query = """
        SELECT DISTINCT b.row_id FROM block b JOIN revision h ON h.seq = b.head
        WHERE h.changeset_id > ? AND b.row_id IS NOT NULL AND h.text IS NOT
            (SELECT o.text FROM revision o WHERE o.block_id = b.id AND o.changeset_id <= ? ORDER BY o.seq DESC LIMIT 1)
    """
    return {RowId(row[0]) for row in connection.execute(query, (moment, moment))}


def authors(connection: sqlite3.Connection) -> list[str]:
    """Everybody who wrote, flagged or commented, by name."""
    query = """
        SELECT author FROM revision WHERE origin <> 'import' UNION SELECT author FROM flag
        UNION SELECT author FROM comment ORDER BY 1
    """
    return [str(row[0]) for row in connection.execute(query)]


def changeset_before(connection: sqlite3.Connection, at: str) -> ChangesetId:
    """The newest changeset that was made before a time (UTC, ISO 8601), 0 where there is none.

    The numbers of changesets are their order; a clock that was set back in between cannot make later ones earlier.
    """
    query = "SELECT coalesce(max(id), 0) FROM changeset WHERE at < ?"
    return ChangesetId(connection.execute(query, (at,)).fetchone()[0])


def changeset_time(connection: sqlite3.Connection, changeset: ChangesetId) -> str:
    """When a changeset was made, "" for one there is none of."""
    record = connection.execute("SELECT at FROM changeset WHERE id = ?", (changeset,)).fetchone()
    return str(record[0]) if record else ""
