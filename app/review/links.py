"""Re-linking by hand: which blocks stand beside which. A touched row is manual from then on, and to be judged anew.

Each verb takes rows as they stand, in the order of the project, and says how they shall stand; ``relink`` writes it.
Blocks keep their place in their document: two rows whose sides are exchanged cross, and the export reads as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.errors import UserError
from app.model import Block, LinkOrigin, Row, Side
from app.review.relink import NEW, Rearranged, by_hand, is_fixed, relink, sorted_blocks
from app.store import Store

SHIFTED = 0.5
"""Confidence of a link that came about because a whole column was pushed down: nobody has looked at it yet."""


def merge(store: Store, rows: Sequence[Row]) -> Rearranged:
    """Makes one row of several, neighbours or not: the first takes the blocks of the others."""
    if len(rows) < 2:
        raise UserError("merge-needs-two")
    source, target = (sorted_blocks([b for row in rows for b in row.side(side)]) for side in Side)
    return relink(store, "merge", rows, [by_hand(replace(rows[0], source=source, target=target))])


def split(store: Store, row: Row, source_at: int, target_at: int) -> Rearranged:
    """Cuts a row in two: blocks from ``source_at`` and ``target_at`` on go to a new row after it.

    Both numbers are 0-based block counts that stay. Raises UserError ``split-nothing`` when one half would be empty.
    """
    stays = replace(row, source=row.source[:source_at], target=row.target[:target_at])
    goes = _new(row.source[source_at:], row.target[target_at:])
    if _empty(stays) or _empty(goes):
        raise UserError("split-nothing")
    return relink(store, "split", [row], [by_hand(stays), goes])


def unlink(store: Store, row: Row) -> Rearranged:
    """Parts a row's sides: its source stays, its translation stands alone after it."""
    if not row.source or not row.target:
        raise UserError("unlink-nothing")
    return relink(store, "unlink", [row], [by_hand(replace(row, target=())), _new((), row.target)])


def move_edge(store: Store, row: Row, neighbour: Row, side: Side) -> Rearranged:
    """Gives the block of ``row`` that is nearest to ``neighbour`` to it; a row left with nothing goes."""
    blocks = row.side(side)
    if not blocks:
        raise UserError("move-nothing")
    positions = store.row_positions()
    up = positions[neighbour.id] < positions[row.id]
    block = blocks[0] if up else blocks[-1]
    giver = by_hand(with_side(row, side, [one for one in blocks if one is not block]))
    taker = by_hand(with_side(neighbour, side, [*neighbour.side(side), block]))
    before, after = ((neighbour, row), (taker, giver)) if up else ((row, neighbour), (giver, taker))
    return relink(store, "move-up" if up else "move-down", before, after)


def swap(store: Store, row: Row, neighbour: Row) -> Rearranged:
    """Exchanges the translations of two rows: their links cross."""
    if not row.target and not neighbour.target:
        raise UserError("swap-nothing")
    after = [by_hand(replace(row, target=neighbour.target)), by_hand(replace(neighbour, target=row.target))]
    return relink(store, "swap", [row, neighbour], after)


def gap(store: Store, rows: Iterable[Row], side: Side) -> Rearranged:
    """Leaves the first row without its blocks of a side and pushes what stands on that side down by one row.

    The push ends at the first row that has nothing on that side, or before the first fixed one; ``rows`` reach as far
    as it may go, to the end of the project if need be. What was put away stays where it is. The links it makes are
    kept as unsure: nobody has seen them.
    """
    rows = iter(rows)
    first = next(rows)
    if not first.side(side) or not first.side(side.other):
        raise UserError("gap-nothing")
    pushed = [first]
    for row in rows:
        if is_fixed(row):
            break
        if row.excluded:
            continue
        pushed.append(row)
        if not row.side(side):
            break
    after = [by_hand(with_side(first, side, ()))]
    coming: Sequence[Block] = first.side(side)
    for row in pushed[1:]:
        moved = by_hand(with_side(row, side, coming))
        after.append(replace(moved, origin=LinkOrigin.AUTO, confidence=SHIFTED))
        coming = row.side(side)
    if coming:
        after.append(with_side(_new((), ()), side, coming))
    return relink(store, "gap", pushed, after)


def halves(row: Row) -> tuple[int, int]:
    """Where a split is offered first: the larger side is cut so that its first block keeps the other side's first."""
    source, target = len(row.source), len(row.target)
    return (1 if source else 0, 1 if target else 0) if source > 1 or target > 1 else (source, 0)


def cut_before(row: Row, side: Side, number: int) -> tuple[int, int]:
    """Where a split is made that begins a new row with a block of a side: the other side is cut alike, if it can be.

    The first block of a side begins no new row: there :func:`halves` says where to cut.
    """
    if not number:
        return halves(row)
    other = min(number, len(row.side(side.other)))
    return (number, other) if side is Side.SOURCE else (other, number)


def with_side(row: Row, side: Side, blocks: Sequence[Block]) -> Row:
    """The row with other blocks on a side."""
    ordered = sorted_blocks(blocks)
    return replace(row, source=ordered) if side is Side.SOURCE else replace(row, target=ordered)


def _new(source: Sequence[Block], target: Sequence[Block]) -> Row:
    return Row(NEW, sorted_blocks(source), sorted_blocks(target), 1.0, LinkOrigin.MANUAL)


def _empty(row: Row) -> bool:
    return not row.source and not row.target
