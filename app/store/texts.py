"""Reading rows with their blocks, and the documents they came from. Every function takes the connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.model import Block, BlockId, LinkOrigin, Locator, Role, Row, RowId, RowState, Shape, Side
from app.store.records import in_pages

_BLOCK = """
SELECT b.id, b.side, b.position, r.text, b.role, b.level, b.ordered, b.tbl, b.tbl_row, b.tbl_column, b.gap,
       b.part, b.path, b.start, b.end, b.head, b.first, b.excluded_by, b.row_id
FROM block b JOIN revision r ON r.seq = b.head
"""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    side: Side
    name: str
    format: str
    encoding: str
    language: str
    raw: bytes
    text: str


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
    for page in in_pages(ids):
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
    for page in in_pages(ids):
        query = f"{_BLOCK} WHERE b.id IN ({','.join('?' * len(page))})"
        found |= {block.id: block for block in map(_block, connection.execute(query, page))}
    return found


def rows_of(connection: sqlite3.Connection, ids: Sequence[BlockId]) -> dict[BlockId, RowId]:
    """The rows of some blocks; one that was taken away is left out."""
    found: dict[BlockId, RowId] = {}
    for page in in_pages(ids):
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
