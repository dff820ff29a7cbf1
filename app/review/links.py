"""Re-linking by hand: merge rows, split one, move a block to a neighbour. A touched row is manual from then on."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import UserError
from app.model import Block, LinkOrigin, Row, RowId, RowState, Side
from app.store import Create, Delete, Edit, Op, Origin, SetField, Store, Value
from app.store.writing import new_uuid


def merge(store: Store, rows: Sequence[Row]) -> Edit:
    """Makes one row of neighbours: the first takes the blocks of the others."""
    if len(rows) < 2:
        raise UserError("merge-needs-two")
    first, *others = rows
    ops: list[Op] = []
    for row in others:
        ops.extend(_move(block, row.id, first.id) for block in row.source + row.target)
    ops.extend(Delete("row", row.id, store.record("row", row.id)) for row in others)
    ops.extend(_touched(first))
    return Edit("merge", Origin.ALIGN, tuple(ops))


def split(store: Store, row: Row, source_at: int, target_at: int) -> Edit:
    """Cuts a row in two: blocks from ``source_at`` and ``target_at`` on go to a new row after it.

    Both numbers are 0-based block counts that stay. Raises UserError ``split-nothing`` when one half would be empty.
    """
    stay = source_at + target_at
    go = row.source[source_at:] + row.target[target_at:]
    if not stay or not go:
        raise UserError("split-nothing")
    new = RowId(store.next_id("row"))
    values: dict[str, Value] = {
        "id": new, "uuid": new_uuid(), "position": _after(store, row.id), "confidence": 1.0,
        "origin": LinkOrigin.MANUAL.value, "state": RowState.TODO.value,
    }  # fmt: skip
    ops: list[Op] = [Create("row", new, values)]
    ops.extend(_move(block, row.id, new) for block in go)
    ops.extend(_touched(row))
    return Edit("split", Origin.ALIGN, tuple(ops))


def move_edge(store: Store, row: Row, neighbour: Row, side: Side) -> Edit:
    """Gives the block of ``row`` that is nearest to ``neighbour`` to it; a row left with nothing goes."""
    blocks = row.side(side)
    if not blocks:
        raise UserError("move-nothing")
    positions = store.row_positions()
    up = positions[neighbour.id] < positions[row.id]
    block = blocks[0] if up else blocks[-1]
    ops: list[Op] = [_move(block, row.id, neighbour.id)]
    if len(row.source) + len(row.target) == 1:
        ops.append(Delete("row", row.id, store.record("row", row.id)))
    else:
        ops.extend(_touched(row))
    ops.extend(_touched(neighbour))
    return Edit("move-up" if up else "move-down", Origin.ALIGN, tuple(ops))


def halves(row: Row) -> tuple[int, int]:
    """Where a split is offered first: the larger side is cut so that its first block keeps the other side's first."""
    source, target = len(row.source), len(row.target)
    return (1 if source else 0, 1 if target else 0) if source > 1 or target > 1 else (source, 0)


def _move(block: Block, before: RowId, after: RowId) -> SetField:
    return SetField("block", block.id, "row_id", before, after)


def _touched(row: Row) -> list[Op]:
    ops: list[Op] = []
    if row.origin is LinkOrigin.AUTO:
        ops.append(SetField("row", row.id, "origin", row.origin.value, LinkOrigin.MANUAL.value))
    if row.confidence != 1.0:
        ops.append(SetField("row", row.id, "confidence", row.confidence, 1.0))
    return ops


def _after(store: Store, id_: RowId) -> float:
    """A position between a row and the next one. Halving a gap 50 times in one place is beyond what hands do."""
    ordered = list(store.row_positions().items())
    at = next(i for i, (row, _) in enumerate(ordered) if row == id_)
    position = ordered[at][1]
    return (position + ordered[at + 1][1]) / 2 if at + 1 < len(ordered) else position + 1
