"""The plan of a revert, and the edit it makes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain

from app.errors import UserError
from app.model import ChangesetId
from app.review.revert.case import Case
from app.review.revert.planned import Item, Kind, Reason, RevertPlan, What
from app.review.revert.records import comments, decisions, fields, flags
from app.review.revert.rows import links, paragraphs
from app.review.revert.since import Since
from app.review.revert.terms import concepts, glossaries
from app.review.revert.texts import texts
from app.store import Create, Delete, Edit, Op, Origin, SetField, Store

_TABLES = ("row", "block", "flag", "comment", "decision", "glossary", "concept")
"""Each may belong to a record of one before it: they are made in this order and taken away in the other."""
_PARTS = (links, paragraphs, texts, flags, comments, decisions, glossaries, concepts, fields)
"""Each takes out of the case what it knows the meaning of; the last one takes what is left."""

_WHOLE = ("cut", "join", "sentence-up", "sentence-down")
"""Words that only changed their paragraph: half of it taken back would have them twice, or nowhere."""


def plan(store: Store, changeset: ChangesetId) -> RevertPlan:
    """Looks at what a changeset did, as it stands now.

    Raises UserError ``no-such-changeset``, or ``revert-import`` for the import, which is the project itself.
    """
    found = store.changesets(after=ChangesetId(changeset - 1))
    if not found or found[-1].id != changeset:
        raise UserError("no-such-changeset", number=changeset)
    *later, info = found
    if info.origin == Origin.IMPORT.value and not info.ops:
        raise UserError("revert-import")
    case = Case(store, info, Since(store, later))
    items = list(chain.from_iterable(part(case) for part in _PARTS))
    if info.label in _WHOLE:
        items = _as_one(items)
    places = {row: number for number, row in enumerate(store.row_ids())}
    items.sort(key=lambda item: places[item.row] if item.row in places else len(places))
    return RevertPlan(info, tuple(items))


def edit_of(planned: RevertPlan, chosen: Collection[str] | None = None) -> Edit:
    """The edit that takes the chosen items back (their keys; all that can be, without it), never a conflict."""
    items = [item for item in planned.items if item.open and (chosen is None or item.key in chosen)]
    return Edit("revert", Origin.REVERT, tuple(sorted((op for item in items for op in item.ops), key=_turn)))


def _as_one(items: Sequence[Item]) -> list[Item]:
    """All of it as it was, or nothing and the reason why: words that are newer cannot be told to either half."""
    items = [item for item in items if item.kind is not Kind.ALREADY] or list(items)
    told = next((item for item in items if item.what is What.TEXT), items[0]) if items else None
    if told is None:
        return []
    one = replace(told, key="links", what=What.LINKS, ops=tuple(op for item in items for op in item.ops))
    other = next((item for item in items if item.kind in (Kind.CONFLICT, Kind.MERGED)), None)
    if other is None:
        return [one]
    reason = other.reason or Reason.EDITED
    return [replace(one, kind=Kind.CONFLICT, reason=reason, who=other.who, at=other.at, ops=())]


def _turn(op: Op) -> tuple[int, int]:
    """Records are there before anything is put into them, and go when nothing is in them any more."""
    match op:
        case Create(table, _, _):
            return 0, _TABLES.index(table)
        case SetField():
            return 1, 0
        case Delete(table, _, _):
            return 2, -_TABLES.index(table)
