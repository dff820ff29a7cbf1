"""Reading a project: rows with their blocks, revisions, flags, decisions. Every function takes the connection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Any, TypeVar

from app.model import (
    Block,
    BlockId,
    ChangesetId,
    CommentId,
    ConceptId,
    DecisionId,
    FlagId,
    GlossaryId,
    LinkOrigin,
    Locator,
    RevisionSeq,
    Role,
    Row,
    RowId,
    RowState,
    Severity,
    Shape,
    Side,
    Span,
)
from app.store.ops import Op, Origin, load_ops

_BLOCK = """
SELECT b.id, b.side, b.position, r.text, b.role, b.level, b.ordered, b.tbl, b.tbl_row, b.tbl_column, b.gap,
       b.part, b.path, b.start, b.end, b.head, b.first, b.excluded_by, b.row_id
FROM block b JOIN revision r ON r.seq = b.head
"""
_PAGE = 500
_Id = TypeVar("_Id", BlockId, RowId, RevisionSeq)


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
class Comment:
    id: CommentId
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person says of a span of a block. ``quote`` is the flagged text as it read when it was flagged."""

    id: FlagId
    block: BlockId
    span: Span
    quote: str
    category: str
    severity: Severity
    resolved: bool
    author: str
    at: str
    thread: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's answer to a finding: a *no* with its reason and how far it reaches (``spot``, ``term``, ``rule``), or
    a *yes* (``fixed``)."""

    id: DecisionId
    rule: str
    evidence: str
    text_hash: str
    scope: str
    reason: str
    author: str
    at: str


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


@dataclass(frozen=True, slots=True)
class StoredConcept:
    """One concept of a glossary of the project; ``line`` is its line of the table as it is kept: JSON, by column."""

    id: ConceptId
    line: str

    @property
    def cells(self) -> Mapping[str, str]:
        cells: dict[str, str] = json.loads(self.line)
        return cells


@dataclass(frozen=True, slots=True)
class GlossaryPlace:
    """Where a glossary stands among the others, and how far its concepts reach: what it takes to add to it."""

    id: GlossaryId
    name: str
    position: float
    last: float | None
    """The position of its last concept, None without any."""


@dataclass(frozen=True, slots=True)
class StoredGlossary:
    """A glossary of the project with its concepts in order. The first glossary of a project counts most."""

    id: GlossaryId
    name: str
    source_language: str
    target_language: str
    concepts: tuple[StoredConcept, ...]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    side: Side
    name: str
    format: str
    encoding: str
    language: str
    raw: bytes
    text: str


def settings(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta"))


def documents(connection: sqlite3.Connection) -> dict[Side, StoredDocument]:
    rows = connection.execute("SELECT side, name, format, encoding, language, raw, text FROM document")
    return {Side(row[0]): StoredDocument(Side(row[0]), *row[1:]) for row in rows}


def document_sides(connection: sqlite3.Connection) -> dict[Side, str]:
    """The sides there are, with the names of their files; reads no content."""
    return {Side(side): name for side, name in connection.execute("SELECT side, name FROM document")}


def row_ids(connection: sqlite3.Connection) -> list[RowId]:
    return [RowId(row[0]) for row in connection.execute("SELECT id FROM row ORDER BY position, id")]


def row_count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM row").fetchone()[0])


def row_ids_after(
    connection: sqlite3.Connection, after: tuple[float, RowId] | None, limit: int
) -> list[tuple[float, RowId]]:
    """The next rows in order behind one of them, each by its position and id; from the first without one."""
    behind = "" if after is None else "WHERE (position, id) > (?, ?)"
    query = f"SELECT position, id FROM row {behind} ORDER BY position, id LIMIT ?"
    return connection.execute(query, (*(after or ()), limit)).fetchall()


def row_positions(connection: sqlite3.Connection) -> dict[RowId, float]:
    return {RowId(row[0]): row[1] for row in connection.execute("SELECT id, position FROM row ORDER BY position, id")}


def rows(connection: sqlite3.Connection, ids: Sequence[RowId]) -> list[Row]:
    """The rows with their blocks, in the order asked for. An unknown id is left out."""
    found: dict[RowId, Row] = {}
    for page in _pages(ids):
        marks = ",".join("?" * len(page))
        sides: dict[int, tuple[list[Block], list[Block]]] = {id_: ([], []) for id_ in page}
        query = f"{_BLOCK} WHERE b.row_id IN ({marks}) ORDER BY b.position"
        for record in connection.execute(query, page):
            block = _block(record)
            sides[record[-1]][0 if block.side is Side.SOURCE else 1].append(block)
        query = f"SELECT id, confidence, origin, state FROM row WHERE id IN ({marks})"
        for id_, confidence, origin, state in connection.execute(query, page):
            source, target = sides[id_]
            found[id_] = Row(id_, tuple(source), tuple(target), confidence, _origin(origin), _state(state))
    return [found[id_] for id_ in ids if id_ in found]


def blocks(connection: sqlite3.Connection, side: Side, most: int = -1) -> list[Block]:
    """The blocks of a side in document order, all or the first."""
    query = f"{_BLOCK} WHERE b.side = ? AND b.row_id IS NOT NULL ORDER BY b.position LIMIT ?"
    return [_block(record) for record in connection.execute(query, (side.value, most))]


def block(connection: sqlite3.Connection, id_: BlockId) -> Block:
    record = connection.execute(f"{_BLOCK} WHERE b.id = ?", (id_,)).fetchone()
    if record is None:
        raise KeyError(id_)
    return _block(record)


def some_blocks(connection: sqlite3.Connection, ids: Sequence[BlockId]) -> dict[BlockId, Block]:
    """Some blocks by their ids; one that is not there is left out."""
    found: dict[BlockId, Block] = {}
    for page in _pages(ids):
        query = f"{_BLOCK} WHERE b.id IN ({','.join('?' * len(page))})"
        found |= {block.id: block for block in map(_block, connection.execute(query, page))}
    return found


def rows_of(connection: sqlite3.Connection, ids: Sequence[BlockId]) -> dict[BlockId, RowId]:
    """The rows of some blocks; one that was taken away is left out."""
    found: dict[BlockId, RowId] = {}
    for page in _pages(ids):
        query = f"SELECT id, row_id FROM block WHERE id IN ({','.join('?' * len(page))}) AND row_id IS NOT NULL"
        found |= dict(connection.execute(query, page).fetchall())
    return found


def row_of(connection: sqlite3.Connection, id_: BlockId) -> RowId:
    return RowId(connection.execute("SELECT row_id FROM block WHERE id = ?", (id_,)).fetchone()[0])


def document_id(connection: sqlite3.Connection, side: Side) -> int:
    return int(connection.execute("SELECT id FROM document WHERE side = ?", (side.value,)).fetchone()[0])


def position_after(connection: sqlite3.Connection, id_: BlockId) -> float:
    """The position of the block behind one in its document, of those taken away too: nothing else stands between."""
    query = (
        "SELECT (SELECT min(n.position) FROM block n WHERE n.side = b.side AND n.position > b.position), b.position"
        " FROM block b WHERE b.id = ?"
    )
    after, own = connection.execute(query, (id_,)).fetchone()
    return float(own) + 2.0 if after is None else float(after)


def crossing_rows(connection: sqlite3.Connection) -> set[RowId]:
    """Rows with a paragraph that stands, in its document, before one of a row above or after one of a row below."""
    query = (
        "SELECT b.row_id, min(b.position), max(b.position) FROM block b JOIN row r ON r.id = b.row_id"
        " WHERE b.side = ? GROUP BY b.row_id ORDER BY r.position, r.id"
    )
    found: set[RowId] = set()
    for side in Side:
        places = connection.execute(query, (side.value,)).fetchall()
        highest = -inf
        for row, least, most in places:
            if least < highest:
                found.add(RowId(row))
            highest = max(highest, most)
        lowest = inf
        for row, least, most in reversed(places):
            if most > lowest:
                found.add(RowId(row))
            lowest = min(lowest, least)
    return found


def target_neighbours(connection: sqlite3.Connection, id_: RowId) -> tuple[float, float]:
    """The positions of the target blocks before and after a row, for a block that is to stand between them."""
    query = (
        "SELECT {pick}(b.position) FROM block b JOIN row r ON r.id = b.row_id "
        "WHERE b.side = 'target' AND r.position {than} (SELECT position FROM row WHERE id = ?)"
    )
    before = connection.execute(query.format(pick="max", than="<"), (id_,)).fetchone()[0]
    after = connection.execute(query.format(pick="min", than=">"), (id_,)).fetchone()[0]
    low = -1.0 if before is None else float(before)
    return low, (low + 2.0 if after is None or after <= low else float(after))


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
    for page in _pages(seqs):
        query = f"SELECT seq, text FROM revision WHERE seq IN ({','.join('?' * len(page))})"
        found |= dict(connection.execute(query, page).fetchall())
    return found


def given_texts(connection: sqlite3.Connection, by_hand: Collection[str], ids: Sequence[RowId]) -> dict[BlockId, str]:
    """What the translated blocks of some rows read before edits of these origins, where they read otherwise now."""
    hand = ",".join("?" * len(by_hand))
    found: dict[BlockId, str] = {}
    for page in _pages(ids):
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


def changed_rows(connection: sqlite3.Connection, among: Sequence[RowId] | None = None) -> set[RowId]:
    """Rows in which a block no longer reads as it was imported; ``among`` some rows only."""
    query = """
        SELECT DISTINCT b.row_id FROM block b
        JOIN revision h ON h.seq = b.head JOIN revision f ON f.seq = b.first
        WHERE b.head <> b.first AND h.text <> f.text AND {among}
    """
    return _rows_among(connection, query, "b.row_id", among)


def rows_in(
    connection: sqlite3.Connection, states: Collection[RowState], among: Sequence[RowId] | None = None
) -> set[RowId]:
    """Rows in one of some states, less those that were put away whole; ``among`` some rows only."""
    marks = ",".join("?" * len(states))
    query = f"""
        SELECT DISTINCT r.id FROM row r JOIN block b ON b.row_id = r.id
        WHERE r.state IN ({marks}) AND b.excluded_by = '' AND {{among}}
    """
    return _rows_among(connection, query, "r.id", among, [state.value for state in states])


def uncertain_rows(connection: sqlite3.Connection, below: float, among: Sequence[RowId] | None = None) -> set[RowId]:
    """Rows the aligner made and is not sure of, and rows with one side empty; nothing that was put away. ``among``
    some rows only."""
    query = """
        SELECT r.id FROM row r JOIN block b ON b.row_id = r.id AND b.excluded_by = ''
        WHERE r.origin = 'auto' AND {among} GROUP BY r.id
        HAVING r.confidence < ? OR count(DISTINCT b.side) = 1
    """
    return _rows_among(connection, query, "r.id", among, after=[below])


def rows_with_text(connection: sqlite3.Connection, needle: str, among: Sequence[RowId] | None = None) -> set[RowId]:
    """Rows in which a stretch of text occurs on either side, small and capital ASCII letters alike; ``among`` some
    rows only."""
    pattern = "%" + needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    query = """
        SELECT DISTINCT b.row_id FROM block b JOIN revision r ON r.seq = b.head
        WHERE r.text LIKE ? ESCAPE '\\' AND b.row_id IS NOT NULL AND {among}
    """
    return _rows_among(connection, query, "b.row_id", among, [pattern])


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


def flags(connection: sqlite3.Connection) -> list[Flag]:
    threads: dict[int, list[Comment]] = {}
    for flag_id, *rest in connection.execute("SELECT flag_id, id, author, at, text FROM comment ORDER BY id"):
        threads.setdefault(flag_id, []).append(Comment(*rest))
    query = "SELECT id, block_id, start, end, quote, category, severity, state, author, at FROM flag ORDER BY id"
    return [
        Flag(
            FlagId(id_), BlockId(block_id), Span(start, end), quote, category, Severity(severity),
            state == "resolved", author, at, tuple(threads.get(id_, ())),
        )
        for id_, block_id, start, end, quote, category, severity, state, author, at in connection.execute(query)
    ]  # fmt: skip


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    query = "SELECT id, rule, evidence, text_hash, scope, reason, author, at FROM decision ORDER BY id"
    return [Decision(*record) for record in connection.execute(query)]


def glossaries(connection: sqlite3.Connection) -> list[StoredGlossary]:
    """The glossaries of the project, the most important first."""
    concepts: dict[int, list[StoredConcept]] = {}
    query = "SELECT glossary_id, id, cells FROM concept ORDER BY glossary_id, position, id"
    for glossary_id, id_, cells in connection.execute(query):
        concepts.setdefault(glossary_id, []).append(StoredConcept(ConceptId(id_), cells))
    query = "SELECT id, name, source_language, target_language FROM glossary ORDER BY position, id"
    return [
        StoredGlossary(GlossaryId(id_), name, source, target, tuple(concepts.get(id_, ())))
        for id_, name, source, target in connection.execute(query)
    ]


def glossary_places(connection: sqlite3.Connection) -> list[GlossaryPlace]:
    """The same without the concepts, of which there may be very many."""
    query = """
        SELECT g.id, g.name, coalesce(g.position, 0), (SELECT max(c.position) FROM concept c WHERE c.glossary_id = g.id)
        FROM glossary g ORDER BY g.position, g.id
    """
    return [GlossaryPlace(GlossaryId(id_), *values) for id_, *values in connection.execute(query)]


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


def operations(connection: sqlite3.Connection, changeset: ChangesetId) -> tuple[Op, ...]:
    return load_ops(connection.execute("SELECT ops FROM changeset WHERE id = ?", (changeset,)).fetchone()[0])


def newest_changeset(connection: sqlite3.Connection) -> int:
    """0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM changeset").fetchone()[0])


def _rows_among(
    connection: sqlite3.Connection,
    query: str,
    column: str,
    ids: Sequence[RowId] | None,
    before: Sequence[object] = (),
    after: Sequence[object] = (),
) -> set[RowId]:
    """The rows a query finds, of some rows where ``ids`` is given, of all for None.

    ``{among}`` in the query stands for the choice; ``before`` and ``after`` are the parameters on either side of it.
    """
    if ids is None:
        return {RowId(row[0]) for row in connection.execute(query.format(among="1"), (*before, *after))}
    if not ids:
        return set()
    least, most = min(ids), max(ids)
    found: set[RowId] = set()
    # Rows that follow each other mostly have ids that do: a range is asked for more quickly than each by its name.
    if most - least < 2 * len(ids):
        chosen = query.format(among=f"{column} BETWEEN ? AND ?")
        found.update(RowId(row[0]) for row in connection.execute(chosen, (*before, least, most, *after)))
        return found.intersection(ids)
    for page in _pages(ids):
        chosen = query.format(among=f"{column} IN ({','.join('?' * len(page))})")
        found.update(RowId(row[0]) for row in connection.execute(chosen, (*before, *page, *after)))
    return found


def _pages(ids: Sequence[_Id]) -> Iterator[list[_Id]]:
    for start in range(0, len(ids), _PAGE):
        yield list(ids[start : start + _PAGE])


def _block(values: Sequence[Any]) -> Block:
    (
        id_, side, position, text, role, level, ordered, table, row, column, gap,
        part, path, start, end, head, first, excluded_by, _row_id,
    ) = values  # fmt: skip
    return Block(
        id_, _side(side), position, text, _shape(role, level, ordered, table, row, column, gap),
        Locator(part, path, start, end), head, first, excluded_by,
    )  # fmt: skip


# Very many blocks have few sides and shapes: each is made once.
_side = lru_cache(maxsize=8)(Side)
_origin = lru_cache(maxsize=16)(LinkOrigin)
_state = lru_cache(maxsize=16)(RowState)


@lru_cache(maxsize=4_096)
def _shape(role: str, level: int, ordered: int, table: int, row: int, column: int, gap: int) -> Shape:
    return Shape(Role(role), level, bool(ordered), table, row, column, gap)
