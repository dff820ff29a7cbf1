"""Reading what was done: the revisions of a block, the changesets and their operations."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.model import BlockId, ChangesetId, RevisionSeq, RowId
from app.store.ops import Op, Origin, load_ops
from app.store.records import in_pages


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable text of a block; ``at`` is UTC, ISO 8601. Order is by ``seq``, never by clock."""

    seq: RevisionSeq
    block: BlockId
    parent: RevisionSeq | None
    text: str
    author: str
    at: str
    origin: str
    changeset: ChangesetId


@dataclass(frozen=True, slots=True)
class ChangesetInfo:
    """One action of a person: what it did, to how many blocks and rows, what it takes back and what took it back.

    ``at`` is UTC, ISO 8601. ``reverted_by`` is the newest changeset that took it back and still holds. The first
    import has no operations: its blocks are those that came with it.
    """

    id: ChangesetId
    label: str
    origin: str
    author: str
    at: str
    ops: tuple[Op, ...]
    blocks: int
    rows: int
    reverts: ChangesetId | None
    reverted_by: ChangesetId | None


def revisions(connection: sqlite3.Connection, id_: BlockId) -> list[Revision]:
    """The history of a block, oldest first."""
    query = (
        "SELECT seq, block_id, parent, text, author, at, origin, changeset_id FROM revision "
        "WHERE block_id = ? ORDER BY seq"
    )
    return [Revision(*record) for record in connection.execute(query, (id_,))]


def revision_text(connection: sqlite3.Connection, seq: RevisionSeq) -> str:
    return str(connection.execute("SELECT text FROM revision WHERE seq = ?", (seq,)).fetchone()[0])


def revision_texts(connection: sqlite3.Connection, seqs: Sequence[RevisionSeq]) -> dict[RevisionSeq, str]:
    found: dict[RevisionSeq, str] = {}
    for page in in_pages(seqs):
        query = f"SELECT seq, text FROM revision WHERE seq IN ({','.join('?' * len(page))})"
        found |= dict(connection.execute(query, page).fetchall())
    return found


def given_texts(connection: sqlite3.Connection, by_hand: Collection[str], ids: Sequence[RowId]) -> dict[BlockId, str]:
    """What the translated blocks of some rows read before edits of these origins, where they read otherwise now."""
    hand = ",".join("?" * len(by_hand))
    found: dict[BlockId, str] = {}
    for page in in_pages(ids):
        # The plus keeps SQLite from the index of sides: each page would read through the whole document by it.
        query = f"""
            SELECT b.id, g.text FROM block b JOIN revision h ON h.seq = b.head
            JOIN revision g ON g.seq = coalesce(
                (SELECT max(seq) FROM revision WHERE block_id = b.id AND origin NOT IN ({hand})), b.first)
            WHERE +b.side = 'target' AND b.head <> b.first AND g.text <> h.text
            AND b.row_id IN ({",".join("?" * len(page))})
        """
        found |= {BlockId(id_): text for id_, text in connection.execute(query, (*by_hand, *page))}
    return found


def first_words(connection: sqlite3.Connection, id_: BlockId) -> str:
    """What later texts of a block are compared with: its import, or, for what was cut off another block, its first
    words, which nobody has written anew."""
    query = "SELECT text, origin FROM revision WHERE block_id = ? ORDER BY seq LIMIT 2"
    (text, _), *second = connection.execute(query, (id_,)).fetchall()
    return str(second[0][0]) if not text and second and second[0][1] == Origin.ALIGN.value else str(text)


def latest_revisions(connection: sqlite3.Connection, limit: int) -> list[Revision]:
    """The newest revisions a person made (not the import), newest first."""
    query = (
        "SELECT seq, block_id, parent, text, author, at, origin, changeset_id FROM revision "
        "WHERE origin <> 'import' ORDER BY seq DESC LIMIT ?"
    )
    return [Revision(*record) for record in connection.execute(query, (limit,))]


def changesets(connection: sqlite3.Connection, limit: int = -1, after: int = 0) -> list[ChangesetInfo]:
    """The changesets after one of them, newest first; -1 is no limit."""
    query = "SELECT id, reverts FROM changeset WHERE reverts IS NOT NULL ORDER BY id DESC"
    reverted: dict[int, ChangesetId] = {}
    for id_, reverts in connection.execute(query):
        # Newest first: whether this one still holds is known by now.
        if id_ not in reverted:
            reverted.setdefault(reverts, ChangesetId(id_))
    query = "SELECT id, label, origin, author, at, ops, reverts FROM changeset WHERE id > ? ORDER BY id DESC LIMIT ?"
    found = []
    for id_, label, origin, author, at, dumped, reverts in connection.execute(query, (after, limit)):
        ops = load_ops(dumped)
        blocks = len(_touched(ops, "block")) if ops else _imported_blocks(connection, id_)
        found.append(
            ChangesetInfo(
                ChangesetId(id_), label, origin, author, at, ops, blocks, len(_touched(ops, "row")),
                reverts, reverted.get(id_),
            )
        )  # fmt: skip
    return found


def _touched(ops: Iterable[Op], table: str) -> set[int]:
    return {op.id for op in ops if op.table == table}


def _imported_blocks(connection: sqlite3.Connection, changeset: int) -> int:
    # The import writes one revision for each paragraph; there is an index of them.
    query = "SELECT count(*) FROM revision WHERE changeset_id = ?"
    return int(connection.execute(query, (changeset,)).fetchone()[0])


def operations(connection: sqlite3.Connection, changeset: ChangesetId) -> tuple[Op, ...]:
    return load_ops(connection.execute("SELECT ops FROM changeset WHERE id = ?", (changeset,)).fetchone()[0])


def newest_changeset(connection: sqlite3.Connection) -> int:
    """0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM changeset").fetchone()[0])
