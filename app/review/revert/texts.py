"""Texts of a changeset on their way back: as they were, merged with what is newer, or left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.model import BlockId, Span
from app.review.diff import carry_span
from app.review.merge import merge
from app.review.revert.case import Case, key_of
from app.review.revert.planned import Item, Kind, Reason, What
from app.review.revert.records import field_item
from app.store import SetField, Value
from app.store.remarks import Flag

_SPAN = Span._fields
Lay = dict[tuple[int, str], SetField]


def texts(case: Case) -> Iterator[Item]:
    """Every block whose text was changed. Flags on it, and a judgement its change had undone, go along."""
    ops = case.take_sets(_is_text)
    if not ops:
        return
    # A flag that was brought here from another paragraph goes back there, with its place.
    lay = {(op.id, op.field): op for op in case.take_sets(lambda op: _is_span(op) and not case.brought(op.id))}
    found = [_text(case, op, lay) for op in ops]
    rows = {item.row for item in found}
    for state in case.take_sets(lambda op: (op.table, op.field) == ("row", "state") and op.id in rows):
        own = [number for number, item in enumerate(found) if item.row == state.id]
        judged = field_item(case, state)
        if judged.open and all(found[number].kind is Kind.CLEAN for number in own):
            first = found[own[0]]
            found[own[0]] = replace(first, ops=first.ops + judged.ops)
    yield from found


def _is_text(op: SetField) -> bool:
    return (op.table, op.field) == ("block", "text")


def _is_span(op: SetField) -> bool:
    return op.table == "flag" and op.field in _SPAN


def _text(case: Case, op: SetField, lay: Lay) -> Item:
    block = case.store.block(BlockId(op.id))
    before, after, now = str(op.before), str(op.after), block.text
    item = Item(key_of(op), Kind.CLEAN, What.TEXT, case.row_of(op.id), now, before)
    if item.row is None:
        return replace(item, kind=Kind.CONFLICT, reason=Reason.GONE)
    then = before if now == after else merge(after, now, before)
    if now in (before, then):
        return replace(item, kind=Kind.ALREADY, then=now)
    newer = now != after
    if newer:
        newest = case.store.revisions(block.id)[-1]
        item = replace(item, kind=Kind.MERGED, who=newest.author, at=newest.at)
    if then is None:
        return replace(item, kind=Kind.CONFLICT, reason=Reason.EDITED)
    ops = [SetField("block", op.id, "text", now, then)]
    for flag in case.flags:
        if flag.block == block.id and not case.brought(flag.id):
            ops.extend(_carry(flag, now, then, {} if newer else lay))
    return replace(item, then=then, ops=tuple(ops))


def _carry(flag: Flag, now: str, then: str, lay: Lay) -> Iterator[SetField]:
    """A flag keeps to its words; one that lies where the changeset had moved it goes back to where it lay."""
    own = [lay.get((flag.id, field)) for field in _SPAN]
    left = any(own) and all(op is None or op.after == at for op, at in zip(own, flag.span, strict=True))
    carried = carry_span(flag.span, now, then)
    for field, at, moved, op in zip(_SPAN, flag.span, carried, own, strict=True):
        goal: Value = (op.before if op is not None else at) if left else moved
        if goal != at:
            yield SetField("flag", flag.id, field, at, goal)
