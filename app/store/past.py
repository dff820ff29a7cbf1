"""Reading what was: the texts as they stood after a changeset, and where every paragraph belongs now."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from app.model import BlockId, ChangesetId, RevisionSeq, RowId, Side


@dataclass(frozen=True, slots=True)
class Standing:
    """A paragraph as it is linked now, those taken away too: their row is None. ``uuid`` is the same in every copy."""

    id: BlockId
    uuid: str
    position: float
    row: RowId | None
    excluded_by: str


def standings(connection: sqlite3.Connection, side: Side) -> list[Standing]:
    """Every paragraph a side has or had, in the order of the document."""
    query = "SELECT id, uuid, position, row_id, excluded_by FROM block WHERE side = ? ORDER BY position, id"
    return [Standing(*record) for record in connection.execute(query, (side.value,))]


def texts_at(connection: sqlite3.Connection, changeset: ChangesetId) -> dict[BlockId, str]:
    """The text of each paragraph right after a changeset; paragraphs made later are not there."""
    query = """
        SELECT r.block_id, r.text FROM revision r
        JOIN (SELECT max(seq) AS seq FROM revision WHERE changeset_id <= ? GROUP BY block_id) last ON last.seq = r.seq
    """
    return dict(connection.execute(query, (changeset,)).fetchall())


def changeset_of(connection: sqlite3.Connection, revision: RevisionSeq) -> ChangesetId | None:
    """The changeset a revision was written by, None where there is no such revision."""
    record = connection.execute("SELECT changeset_id FROM revision WHERE seq = ?", (revision,)).fetchone()
    return ChangesetId(record[0]) if record else None
