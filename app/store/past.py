"""Reading what was: the texts as they stood after a changeset, and where every paragraph belongs now."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
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


def changeset_of(connection: sqlite3.Connection, revision: RevisionSeq) -> ChangesetId | None:
    """The changeset a revision was written by, None where there is no such revision."""
    record = connection.execute("SELECT changeset_id FROM revision WHERE seq = ?", (revision,)).fetchone()
    return ChangesetId(record[0]) if record else None
