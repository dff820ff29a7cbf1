"""Glossaries and their terms on their way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from app.review.revert.case import Case, key_of
from app.review.revert.planned import Item, Kind, Reason, What
from app.store import Create, Delete, Op, Value


def glossaries(case: Case) -> Iterator[Item]:
    """Glossaries that came or went, each with the terms that came or went with it."""
    for op in case.take_records("glossary"):
        own = case.take_records("concept", lambda one, id_=op.id: one.values["glossary_id"] == id_)  # type: ignore[misc]
        name = str(op.values["name"]) or term_of(own[0].values["cells"] if own else None)
        item = Item(key_of(op), Kind.CLEAN, What.TERM, None, name, name)
        yield _glossary_made(case, item, op, own) if isinstance(op, Create) else _back(case, item, (op, *own))


def _glossary_made(case: Case, item: Item, op: Create, own: list[Create | Delete]) -> Item:
    record = case.standing(op)
    if record is None:
        return replace(item, kind=Kind.ALREADY)
    kept = next((one.concepts for one in case.store.glossaries() if one.id == op.id), ())
    made = {one.id: one.values["cells"] for one in own}
    if any(made.get(concept.id) != case.store.record("concept", concept.id)["cells"] for concept in kept):
        return replace(item, kind=Kind.CONFLICT, reason=Reason.CHANGED)
    gone = (Delete("concept", concept.id, case.store.record("concept", concept.id)) for concept in kept)
    return replace(item, ops=(*gone, Delete("glossary", op.id, record)))


def concepts(case: Case) -> Iterator[Item]:
    """Single terms that were entered or taken out."""
    for op in case.take_records("concept"):
        said = term_of(op.values["cells"])
        item = Item(key_of(op), Kind.CLEAN, What.TERM, None, said, said)
        record = case.standing(op)
        if isinstance(op, Delete):
            there = case.since.at("glossary", int(op.values["glossary_id"] or 0)) is not None
            yield _back(case, item, (op,)) if there else replace(item, kind=Kind.CONFLICT, reason=Reason.GONE)
        elif record is None:
            yield replace(item, kind=Kind.ALREADY)
        elif record["cells"] != op.values["cells"]:
            yield replace(item, kind=Kind.CONFLICT, reason=Reason.CHANGED)
        else:
            yield replace(item, ops=(Delete("concept", op.id, record),))


def _back(case: Case, item: Item, ops: tuple[Create | Delete, ...]) -> Item:
    if case.standing(ops[0]) is not None:
        return replace(item, kind=Kind.ALREADY)
    if not case.free(ops):
        return replace(item, kind=Kind.CONFLICT, reason=Reason.GONE)
    back: tuple[Op, ...] = tuple(one.inverse for one in ops)
    return replace(item, ops=back)


def term_of(cells: Value) -> str:
    """What a person calls a concept: its source term."""
    return str(json.loads(str(cells)).get("source", "")) if cells else ""
