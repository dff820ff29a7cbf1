"""How far rows have come: what a change of many would do, before it is done, and why a translation was rejected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.model import ReviewRole, Row, RowId, RowState, Side, text_hash
from app.review import edits
from app.review.decisions import REJECTION, DecisionIndex, Reach
from app.store import Create, Edit, Store
from app.store.remarks import Decision
from app.store.writing import new_uuid

_SIGNED = {
    ReviewRole.TRANSLATOR: RowState.TRANSLATED,
    ReviewRole.REVIEWER: RowState.CONFIRMED,
    ReviewRole.APPROVER: RowState.APPROVED,
}


@dataclass(frozen=True, slots=True)
class StateChange:
    """A row, counted from 1, that would go from one state to another; ``open`` says that a finding of it is open."""

    row: RowId
    number: int
    before: RowState
    after: RowState
    text: str
    open: bool


def signed_as(role: ReviewRole) -> RowState:
    """What a row is when somebody of a role has confirmed it."""
    return _SIGNED[role]


def waiting_for(role: ReviewRole) -> frozenset[RowState]:
    """The states a role has still to do with: what was rejected goes back to the translator."""
    below = {state for state in RowState if state.rank < signed_as(role).rank and state is not RowState.REJECTED}
    return frozenset(below | {RowState.REJECTED} if role is ReviewRole.TRANSLATOR else below)


def may(role: ReviewRole, before: RowState, after: RowState) -> bool:
    """Whether a role may change a state: nobody signs for another, or undoes what one further on has signed."""
    return max(before.rank, after.rank) <= signed_as(role).rank


def demand(role: ReviewRole, rows: Iterable[Row], after: RowState) -> None:
    """Raises UserError ``state-not-yours`` for a change that somebody further on would have to make."""
    if any(not may(role, row.state, after) for row in rows):
        raise UserError("state-not-yours")


def state_changes(
    numbered: Iterable[tuple[int, Row]], state: RowState, open_rows: Collection[RowId], role: ReviewRole
) -> tuple[StateChange, ...]:
    """The rows a state would be new to, and a role may set it for; what was put away has no state to speak of.

    Confirming takes nobody back: a row that one further on has signed stays.
    """
    return tuple(
        StateChange(row.id, number, row.state, state, row.text(Side.TARGET), row.id in open_rows)
        for number, row in numbered
        if row.state is not state and not row.excluded and may(role, row.state, state)
    )


def reject(store: Store, rows: Sequence[Row], reason: str) -> Edit:
    """Rejects rows and keeps why, in one step; those that were rejected already get the reason, too."""
    edit = edits.set_state(rows, RowState.REJECTED)
    if not reason.strip():
        return edit
    first = store.next_id("decision")
    created = tuple(
        Create(
            "decision", first + n,
            {"id": first + n, "uuid": new_uuid(), "rule": REJECTION, "evidence": "", "text_hash": hash_,
             "scope": Reach.SPOT.value, "reason": reason.strip(), "author": store.author, "at": store.now()},
        )
        for n, hash_ in enumerate(dict.fromkeys(map(_hash, rows)))
    )  # fmt: skip
    return Edit(edit.label, edit.origin, edit.ops + created)


def reason_of(row: Row, decisions: DecisionIndex) -> Decision | None:
    """Why a row is rejected, if somebody said so of the text it has."""
    if row.state is not RowState.REJECTED:
        return None
    return decisions.by_key.get((Reach.SPOT.value, REJECTION, "", _hash(row)))


def _hash(row: Row) -> str:
    return text_hash(row.text(Side.SOURCE), row.text(Side.TARGET))
