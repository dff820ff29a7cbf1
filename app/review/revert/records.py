"""Flags, comments, decisions and single fields of a changeset on their way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace

from app.model import RowId, RowState, Span
from app.review.diff import carry_span
from app.review.revert.case import Case, key_of
from app.review.revert.planned import Item, Kind, Reason, What
from app.review.revert.terms import term_of
from app.store import Create, Delete, Op, SetField, Value

_WHAT = {
    "block": {"excluded_by": What.AWAY},
    "row": {"state": What.STATE, "origin": What.PIN, "confidence": What.PIN},
}
_OTHERWISE = {
    "block": What.SHAPE, "row": What.LINKS, "flag": What.FLAG, "comment": What.COMMENT, "glossary": What.TERM,
    "concept": What.TERM, "meta": What.SETTING,
}  # fmt: skip
_SAME_DECISION = ("scope", "rule", "evidence", "text_hash")


def flags(case: Case) -> Iterator[Item]:
    """Flags that were set or taken away, each with the comments that came or went with it."""
    for op in case.take_records("flag"):
        own = case.take_records("comment", lambda one, id_=op.id: one.values["flag_id"] == id_)  # type: ignore[misc]
        row, quote = case.row_of(int(op.values["block_id"] or 0)), str(op.values["quote"])
        item = Item(key_of(op), Kind.CLEAN, What.FLAG, row, quote, quote)
        yield _flag_set(case, item, op, own) if isinstance(op, Create) else _flag_gone(case, item, op, own)


def _flag_set(case: Case, item: Item, op: Create, own: list[Create | Delete]) -> Item:
    record = case.standing(op)
    if record is None:
        return replace(item, kind=Kind.ALREADY)
    thread = next(flag.thread for flag in case.flags if flag.id == op.id)
    written = {one.id: one.values["text"] for one in own}
    if any(written.get(comment.id) != comment.text for comment in thread):
        return replace(item, kind=Kind.CONFLICT, reason=Reason.ANSWERED)
    # Where the flag lies follows its words by itself; everything else is a person's.
    if not _same(record, op.values, [name for name in op.values if name not in Span._fields]):
        return replace(item, kind=Kind.CONFLICT, reason=Reason.CHANGED)
    comments = (Delete("comment", comment.id, case.store.record("comment", comment.id)) for comment in thread)
    return replace(item, ops=(*comments, Delete("flag", op.id, record)))


def _flag_gone(case: Case, item: Item, op: Delete, own: list[Create | Delete]) -> Item:
    if case.standing(op) is not None:
        return replace(item, kind=Kind.ALREADY)
    if item.row is None or not case.free((op, *own)):
        return replace(item, kind=Kind.CONFLICT, reason=Reason.GONE)
    block = int(op.values["block_id"] or 0)
    now = case.block_text(block)
    lay = Span(int(op.values["start"] or 0), int(op.values["end"] or 0))
    start, end = carry_span(lay, str(case.since.then("block", block, "text", now)), now)
    back = Create("flag", op.id, {**op.values, "start": start, "end": end})
    return replace(item, ops=(back, *(one.inverse for one in own)))


def comments(case: Case) -> Iterator[Item]:
    """Answers in the thread of a flag."""
    ops = case.take_records("comment")
    made = {op.id for op in ops}
    for op in ops:
        flag_id = int(op.values["flag_id"] or 0)
        flag, text = case.since.record("flag", flag_id), str(op.values["text"])
        row = case.row_of(int(flag["block_id"] or 0)) if flag is not None else None
        item = Item(key_of(op), Kind.CLEAN, What.COMMENT, row, text, text)
        record = case.standing(op)
        thread = next((one.thread for one in case.flags if one.id == flag_id), ())
        if (record is None) is isinstance(op, Create):
            yield replace(item, kind=Kind.ALREADY)
        elif record is None:
            lost = flag is None or not case.free((op,))
            yield replace(item, kind=Kind.CONFLICT, reason=Reason.GONE) if lost else replace(item, ops=(op.inverse,))
        elif any(comment.id > op.id and comment.id not in made for comment in thread):
            yield replace(item, kind=Kind.CONFLICT, reason=Reason.ANSWERED)
        elif record["text"] != text:
            yield replace(item, kind=Kind.CONFLICT, reason=Reason.CHANGED)
        else:
            yield replace(item, ops=(Delete("comment", op.id, record),))


def decisions(case: Case) -> Iterator[Item]:
    """Findings a person said no to, and noes that were taken back."""
    for op in case.take_records("decision"):
        said = str(op.values["reason"] or op.values["evidence"] or op.values["rule"])
        item = Item(key_of(op), Kind.CLEAN, What.DECISION, None, said, said)
        record = case.standing(op)
        if isinstance(op, Create):
            if record is None:
                yield replace(item, kind=Kind.ALREADY)
            elif not _same(record, op.values, list(op.values)):
                yield replace(item, kind=Kind.CONFLICT, reason=Reason.CHANGED)
            else:
                yield replace(item, ops=(Delete("decision", op.id, record),))
        elif any(_same(asdict(one), op.values, _SAME_DECISION) for one in case.store.decisions()):
            yield replace(item, kind=Kind.ALREADY)
        else:
            # Nothing refers to a decision by its number, so it need not be the old one.
            id_ = op.id if case.free((op,)) else case.fresh("decision")
            yield replace(item, ops=(Create("decision", id_, {**op.values, "id": id_}),))


def fields(case: Case) -> Iterator[Item]:
    """Every other field that was set."""
    for op in case.take_sets():
        yield field_item(case, op)


def field_item(case: Case, op: SetField) -> Item:
    """One field: it goes back if it holds what the changeset put there."""
    what = _WHAT.get(op.table, {}).get(op.field) or _OTHERWISE.get(op.table, What.DECISION)
    record = case.since.record(op.table, op.id)
    if record is None:
        # A row that is gone was linked anew; what is said of other things went with them.
        kind = Kind.CONFLICT if op.table == "row" else Kind.ALREADY
        return Item(key_of(op), kind, what, None, reason=Reason.GONE if op.table == "row" else Reason.NONE)
    row, words = _seen(case, op, record)
    item = Item(key_of(op), Kind.CLEAN, what, row, words, words)
    if record[op.field] == op.before:
        return replace(item, kind=Kind.ALREADY)
    if op.table == "block" and row is None:
        # A paragraph that was taken away: nobody would see what was done to it.
        return replace(item, kind=Kind.CONFLICT, reason=Reason.GONE)
    if record[op.field] != op.after:
        return replace(item, kind=Kind.CONFLICT, reason=Reason.CHANGED)
    if what is What.STATE and op.before != RowState.TODO.value and _reads_otherwise(case, op.id):
        return replace(item, kind=Kind.CONFLICT, reason=Reason.JUDGED)
    ops: tuple[Op, ...] = (op.inverse,)
    return replace(item, ops=ops)


def _reads_otherwise(case: Case, row: int) -> bool:
    """Whether a row's texts are not those that stood in it then."""
    stored = case.row(RowId(row))
    blocks = stored.source + stored.target if stored is not None else ()
    changed = any(case.since.then("block", block.id, "text", block.text) != block.text for block in blocks)
    return changed or case.since.members_changed({row})


def _seen(case: Case, op: SetField, record: Mapping[str, Value]) -> tuple[RowId | None, str]:
    """Where a field is seen, and the words it is about."""
    match op.table:
        case "row":
            return RowId(op.id), case.row_text(RowId(op.id))
        case "block":
            return case.row_of(op.id), case.block_text(op.id)
        case "flag":
            return case.row_of(int(record["block_id"] or 0)), str(record["quote"])
        case "comment":
            flag = case.since.at("flag", int(record["flag_id"] or 0))
            return case.row_of(int(flag["block_id"] or 0)) if flag is not None else None, str(record["text"])
        case "glossary":
            return None, str(record["name"])
        case "meta":
            return None, ""
        case "concept":
            return None, term_of(record["cells"])
    return None, str(record["reason"] or record["evidence"] or record["rule"])


def _same(record: Mapping[str, object], values: Mapping[str, object], names: Iterable[str]) -> bool:
    return all(record[name] == values[name] for name in names)
