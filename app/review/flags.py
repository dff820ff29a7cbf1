"""What a person says of a span: an MQM category, a severity, a thread of comments, open or resolved."""

from __future__ import annotations

from collections.abc import Iterable

from app.model import Block, FlagId, Severity, Span
from app.store import Create, Edit, Op, Origin, SetField, Store, Value
from app.store.remarks import Flag
from app.store.writing import new_uuid


def add_flag(store: Store, block: Block, span: Span, category: str, severity: Severity, comment: str) -> Edit:
    """Flags a span of a block; an empty span means the whole block. The comment opens the thread, "" opens none."""
    return Edit("flag", Origin.REVIEW, _raise(store, [(block, span)], category, severity, comment))


def flag_blocks(store: Store, blocks: Iterable[Block], category: str, severity: Severity, comment: str) -> Edit:
    """Flags many blocks whole, each with a thread of its own, as one edit."""
    places = [(block, Span(0, len(block.text))) for block in blocks]
    return Edit("flag-many", Origin.REVIEW, _raise(store, places, category, severity, comment))


def _raise(
    store: Store, places: Iterable[tuple[Block, Span]], category: str, severity: Severity, comment: str
) -> tuple[Op, ...]:
    ops: list[Op] = []
    first, thread = store.next_id("flag"), store.next_id("comment")
    for number, (block, span) in enumerate(places):
        start, end = span if span.end > span.start else Span(0, len(block.text))
        values: dict[str, Value] = {
            "id": first + number, "uuid": new_uuid(), "block_id": block.id, "start": start, "end": end,
            "quote": block.text[start:end], "category": category, "severity": severity.value, "state": "open",
            "author": store.author, "at": store.now(),
        }  # fmt: skip
        ops.append(Create("flag", first + number, values))
        if comment.strip():
            ops.append(_comment(store, thread + number, FlagId(first + number), comment))
    return tuple(ops)


def reply(store: Store, flag: Flag, comment: str) -> Edit:
    """Adds a comment to a flag's thread; nothing for an empty one."""
    if not comment.strip():
        return Edit("reply", Origin.REVIEW, ())
    return Edit("reply", Origin.REVIEW, (_comment(store, store.next_id("comment"), flag.id, comment),))


def set_resolved(flag: Flag, resolved: bool) -> Edit:
    """Closes a flag or opens it again; its thread stays."""
    before, after = ("resolved" if flag.resolved else "open"), ("resolved" if resolved else "open")
    if before == after:
        return Edit("resolve", Origin.REVIEW, ())
    label = "resolve" if resolved else "reopen"
    return Edit(label, Origin.REVIEW, (SetField("flag", flag.id, "state", before, after),))


def _comment(store: Store, id_: int, flag: FlagId, text: str) -> Create:
    values: dict[str, Value] = {
        "id": id_, "uuid": new_uuid(), "flag_id": flag, "author": store.author, "at": store.now(), "text": text.strip(),
    }  # fmt: skip
    return Create("comment", id_, values)
