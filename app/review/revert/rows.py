"""Rows and first translations of a changeset on their way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.model import RowId
from app.review.revert.case import Case, key_of
from app.review.revert.planned import Item, Kind, Reason, What
from app.store import Create, Delete, Op, SetField


def links(case: Case) -> Iterator[Item]:
    """Rows merged, split and moved: all of it goes back or nothing, for half of it would be a third thing."""
    records = case.take_records("row")
    moves = case.take_sets(lambda op: (op.table, op.field) in (("block", "row_id"), ("row", "position")))
    if not records and not moves:
        return
    gone = {op.id for op in records if isinstance(op, Delete)}
    made = {op.id for op in records if isinstance(op, Create)}
    fields = case.take_sets(lambda op: op.table == "row" and (op.field != "state" or op.id in made | gone))
    rows = gone | made | {op.id for op in fields}
    rows |= {op.id for op in moves if op.table == "row"}
    rows |= {int(end) for op in moves if op.field == "row_id" for end in (op.before, op.after) if end}
    row = next((RowId(id_) for id_ in sorted(rows) if case.since.at("row", id_) is not None), None)
    words = case.row_text(row)
    item = Item("links", Kind.CLEAN, What.LINKS, row, words, words)
    there = [case.standing(op) is not None for op in records]
    stands = [isinstance(op, Create) for op in records]
    if there == stands and case.free(op for op in records if op.id in gone) and not case.since.rows_changed(rows):
        ops: list[Op] = [op.inverse for op in (*moves, *fields) if op.table == "block" or op.id not in made | gone]
        for record in records:
            now = case.standing(record)
            ops.append(record.inverse if now is None else Delete("row", record.id, now))
        yield replace(item, ops=tuple(ops))
    elif there == [not one for one in stands] and all(_value(case, op) == op.before for op in moves):
        yield replace(item, kind=Kind.ALREADY)
    else:
        yield replace(item, kind=Kind.CONFLICT, reason=Reason.RELINKED)


def _value(case: Case, op: SetField) -> object:
    record = case.since.record(op.table, op.id)
    return record[op.field] if record is not None else None


def paragraphs(case: Case) -> Iterator[Item]:
    """First translations of rows that had none, written by the changeset or taken away by it."""
    for op in case.take_records("block"):
        own = case.take_sets(lambda one, id_=op.id: (one.table, one.id) == ("block", id_))  # type: ignore[misc]
        yield _paragraph(case, op, own)


def _paragraph(case: Case, op: Create | Delete, own: list[SetField]) -> Item:
    now = case.block_text(op.id)
    record = case.store.record("block", op.id)
    row = int(op.values["row_id"] or 0)
    text = next((one for one in own if one.field == "text"), SetField("block", op.id, "text", now, now))
    item = Item(key_of(op), Kind.CLEAN, What.PARAGRAPH, RowId(row), now, str(text.before))
    if (record["row_id"] is None) is isinstance(op, Create):
        return replace(item, kind=Kind.ALREADY, then=now)
    reason = Reason.NONE
    if now != text.after:
        reason = Reason.EDITED
    elif isinstance(op, Create) and any(flag.block == op.id and not case.brought(flag.id) for flag in case.flags):
        reason = Reason.ANSWERED
    elif case.since.record("row", row) is None:
        reason = Reason.GONE
    elif case.since.members_changed({row}):
        reason = Reason.RELINKED
    elif any(case.since.then("block", op.id, field, now) != now for field, now in record.items()):
        reason = Reason.CHANGED
    if reason:
        return replace(item, kind=Kind.CONFLICT, row=case.row_of(op.id), reason=reason)
    return replace(item, ops=(op.inverse, *(one.inverse for one in own)))
