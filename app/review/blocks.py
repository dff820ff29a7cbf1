"""Paragraphs mended by hand: cut in two, joined, given another shape, a sentence handed to the next one.

The first part of a paragraph that is cut keeps its identity and its revisions. The second is a paragraph of its own
that says it comes from the same place of the file, its words with a revision that says they were cut off here. Flags
stay with the words they were set on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.errors import UserError
from app.model import Block, BlockId, Locator, Role, Row, Shape, Span
from app.review.links import with_side
from app.review.relink import Rearranged, by_hand, demand_free, fields
from app.store import Create, Delete, Edit, Op, Origin, SetField, Store, Value
from app.store.remarks import Flag
from app.store.writing import new_uuid

# Chinese and Japanese write no blank between two sentences, nor beside their full-width signs.
_TIGHT = re.compile(
    r"[\u2e80-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\uffe0-\uffe6]"
    r"|[\U00020000-\U0003ffff]"
)
SHAPES = (
    Shape(Role.PARAGRAPH),
    *(Shape(Role.HEADING, level) for level in range(1, 7)),
    Shape(Role.LIST_ITEM),
    Shape(Role.LIST_ITEM, ordered=True),
    Shape(Role.QUOTE),
    Shape(Role.CODE),
    Shape(Role.METADATA),
)
"""What a paragraph can be made by hand; a cell of a table stays one."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in two: the first part ends at ``end``, the second begins at ``start``; between them is white space."""

    end: int
    start: int

    @classmethod
    def at(cls, text: str, position: int) -> Cut:
        """Raises UserError ``cut-nothing`` where one part would be blank."""
        end, start = len(text[:position].rstrip()), len(text) - len(text[position:].lstrip())
        if not end or start == len(text):
            raise UserError("cut-nothing")
        return cls(end, start)

    def second(self, span: Span) -> bool:
        """Whether a span belongs to the second part: more of it lies there, or it stands there whole."""
        before, after = min(span.end, self.end) - span.start, span.end - max(span.start, self.start)
        return after > before or span.start >= self.start


def joint(first: str, second: str) -> str:
    """What stands between two texts that become one: a blank, and nothing beside Chinese or Japanese."""
    if not first or not second or _TIGHT.match(first[-1]) or _TIGHT.match(second[0]):
        return ""
    return " "


def cut(store: Store, row: Row, block: Block, position: int) -> Rearranged:
    """Cuts a block in two at a code point of its text; both stay in the row.

    Raises UserError ``cut-nothing`` where one part would be blank, ``cell-stays`` for a cell of a table.
    """
    _refuse_cell(block)
    where = Cut.at(block.text, position)
    new, made = _second_part(store, row, block, where)
    side = [one for own in row.side(block.side) for one in ([_first_part(own, where), new] if own == block else [own])]
    ops = (*made, _shorten(block, where), *_move_flags(store, block, where, new.id))
    return _within("cut", row, with_side(row, block.side, side), ops)


def join(store: Store, row: Row, first: Block, second: Block) -> Rearranged:
    """Makes one block of two of the same side of a row; the second's history stays in the file, without a place.

    Raises UserError ``join-away`` where one of them was put away, ``cell-stays`` for cells of a table.
    """
    _refuse_cell(first)
    _refuse_cell(second)
    if first.excluded or second.excluded:
        raise UserError("join-away")
    between = joint(first.text, second.text)
    text = first.text + between + second.text
    shift = len(first.text) + len(between)
    ops: list[Op] = [SetField("block", first.id, "text", first.text, text)]
    for flag in store.flags():
        if flag.block == second.id:
            ops.extend(_set_flag(flag, first.id, Span(flag.span.start + shift, flag.span.end + shift)))
    ops.append(Delete("block", second.id, store.record("block", second.id)))
    side = [replace(own, text=text) if own == first else own for own in row.side(first.side) if own != second]
    return _within("join", row, with_side(row, first.side, side), ops)


def give_sentence(store: Store, row: Row, neighbour: Row, block: Block, position: int) -> Rearranged:
    """Hands the part of a block before or after a code point to the row above or below.

    It is joined to the nearest block there of the same role, or is a block of its own where there is none. Raises
    UserError ``row-pinned`` where one of the rows stays as it is.
    """
    _refuse_cell(block)
    demand_free((row, neighbour))
    positions = store.row_positions()
    up = positions[neighbour.id] < positions[row.id]
    side, where = block.side, Cut.at(block.text, position)
    theirs = [own for own in neighbour.side(side) if not own.excluded]
    near = (theirs[-1] if up else theirs[0]) if theirs else None
    if near is not None and near.shape.role is block.shape.role:
        kept, taken, ops = _pour(store, block, near, where, up=up)
        giver = with_side(row, side, [kept if own == block else own for own in row.side(side)])
        taker = with_side(neighbour, side, [taken if own == near else own for own in neighbour.side(side)])
    else:
        new, made = _second_part(store, row if up else neighbour, block, where)
        first = _first_part(block, where)
        ops = [*made, _shorten(block, where), *_move_flags(store, block, where, new.id)]
        if up:
            # The block itself goes up with its first sentence; what is left is the new one.
            ops.append(SetField("block", block.id, "row_id", row.id, neighbour.id))
        goes, stays = (first, new) if up else (new, first)
        giver = with_side(row, side, [stays if own == block else own for own in row.side(side)])
        taker = with_side(neighbour, side, [*neighbour.side(side), goes])
    giver, taker = by_hand(giver), by_hand(taker)
    before, after = ((neighbour, row), (taker, giver)) if up else ((row, neighbour), (giver, taker))
    ops.extend(op for old, new_row in zip(before, after, strict=True) for op in fields(old, new_row))
    return Rearranged("sentence-up" if up else "sentence-down", before, after, tuple(ops))


def reshape(blocks: Iterable[Block], shape: Shape) -> Edit:
    """Says what blocks are: heading, paragraph, list item … Raises UserError ``cell-stays`` for a cell of a table.

    ``shape`` is one of :data:`SHAPES`: blank lines and places in tables stay as they are.
    """
    ops: list[Op] = []
    for block in blocks:
        _refuse_cell(block)
        pairs: tuple[tuple[str, Value, Value], ...] = (
            ("role", block.shape.role.value, shape.role.value),
            ("level", block.shape.level, shape.level),
            ("ordered", int(block.shape.ordered), int(shape.ordered)),
        )
        ops.extend(SetField("block", block.id, name, was, now) for name, was, now in pairs if was != now)
    return Edit("reshape", Origin.EDIT, tuple(ops))


def same_shape(one: Shape, other: Shape) -> bool:
    """Whether two shapes are the same to a person: blank lines and places in tables set aside."""
    return (one.role, one.level, one.ordered) == (other.role, other.level, other.ordered)


def _pour(store: Store, block: Block, near: Block, where: Cut, *, up: bool) -> tuple[Block, Block, list[Op]]:
    """Takes one part of a block into the block beside it: both as they read then, and the operations."""
    first, second = block.text[: where.end], block.text[where.start :]
    if up:
        between = joint(near.text, first)
        stays, text = second, near.text + between + first
        shift_theirs, shift_ours = 0, len(near.text) + len(between)
    else:
        between = joint(second, near.text)
        stays, text = first, second + between + near.text
        shift_theirs, shift_ours = len(second) + len(between), -where.start
    ops: list[Op] = [
        SetField("block", block.id, "text", block.text, stays),
        SetField("block", near.id, "text", near.text, text),
    ]
    for flag in store.flags():
        if flag.block == near.id and shift_theirs:
            ops.extend(_set_flag(flag, near.id, Span(flag.span.start + shift_theirs, flag.span.end + shift_theirs)))
        elif flag.block == block.id:
            goes = where.second(flag.span) is not up
            inside = _inside(flag.span, where)
            if goes:
                ops.extend(_set_flag(flag, near.id, Span(inside.start + shift_ours, inside.end + shift_ours)))
            else:
                shift = where.start if up else 0
                ops.extend(_set_flag(flag, block.id, Span(inside.start - shift, inside.end - shift)))
    return replace(block, text=stays), replace(near, text=text), ops


def _second_part(store: Store, row: Row, block: Block, where: Cut) -> tuple[Block, list[Op]]:
    """The block the second part becomes, in a row, right behind the first in the document."""
    id_ = store.next_id("block")
    text = block.text[where.start :]
    position = (block.position + store.position_after(block.id)) / 2
    locator = Locator(block.locator.part, block.locator.path)
    new = replace(block, id=BlockId(id_), position=position, text=text, locator=locator)
    values = store.record("block", block.id) | {
        "id": id_, "uuid": new_uuid(), "position": position, "row_id": row.id, "start": None, "end": None,
    }  # fmt: skip
    values.pop("head")
    values.pop("first")
    return new, [Create("block", id_, values), SetField("block", id_, "text", "", text)]


def _first_part(block: Block, where: Cut) -> Block:
    return replace(block, text=block.text[: where.end])


def _shorten(block: Block, where: Cut) -> Op:
    return SetField("block", block.id, "text", block.text, block.text[: where.end])


def _move_flags(store: Store, block: Block, where: Cut, new: BlockId) -> Iterator[Op]:
    """The flags of a block that is cut: each goes with its words, cut to the part it stays in."""
    for flag in store.flags():
        if flag.block == block.id:
            inside = _inside(flag.span, where)
            if where.second(flag.span):
                yield from _set_flag(flag, new, Span(inside.start - where.start, inside.end - where.start))
            else:
                yield from _set_flag(flag, block.id, inside)


def _inside(span: Span, where: Cut) -> Span:
    """A span, cut to the part of the text it belongs to."""
    if where.second(span):
        return Span(max(span.start, where.start), max(span.end, where.start))
    return Span(min(span.start, where.end), min(span.end, where.end))


def _set_flag(flag: Flag, block: BlockId, span: Span) -> Iterator[Op]:
    pairs = (("block_id", flag.block, block), ("start", flag.span.start, span.start), ("end", flag.span.end, span.end))
    for name, was, now in pairs:
        if was != now:
            yield SetField("flag", flag.id, name, was, now)


def _refuse_cell(block: Block) -> None:
    if block.shape.role is Role.TABLE_CELL:
        raise UserError("cell-stays")


def _within(label: str, row: Row, after: Row, ops: Sequence[Op]) -> Rearranged:
    """A verb that stays within one row."""
    touched = by_hand(after)
    return Rearranged(label, (row,), (touched,), (*ops, *fields(row, touched)))
