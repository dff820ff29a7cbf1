"""What taking a changeset back would do: one item for each thing it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model import RowId
from app.store import Op
from app.store.changes import ChangesetInfo


class Kind(StrEnum):
    """What becomes of one thing a changeset changed."""

    CLEAN = "clean"
    """It stands as the changeset left it and goes back."""
    MERGED = "merged"
    """It was edited since; it goes back and the newer words stay."""
    CONFLICT = "conflict"
    """It is left as it is, for a person."""
    ALREADY = "already"
    """It stands as it did before the changeset."""


class What(StrEnum):
    """What kind of thing it is."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    AWAY = "away"
    SHAPE = "shape"
    STATE = "state"
    PIN = "pin"
    LINKS = "links"
    FLAG = "flag"
    COMMENT = "comment"
    DECISION = "decision"
    TERM = "term"
    SETTING = "setting"


class Reason(StrEnum):
    """Why something is left for a person."""

    NONE = ""
    EDITED = "edited"
    """The same words were edited since, or words beside them."""
    CHANGED = "changed"
    """It was set to something else since."""
    JUDGED = "judged"
    """A judgement would come back over a text it was not made of."""
    ANSWERED = "answered"
    """Something newer hangs on it: replies, flags."""
    RELINKED = "relinked"
    """A row it is about was linked anew, or decided on, since."""
    GONE = "gone"
    """What it belongs to is no longer there, or something else has its place."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a changeset changed, and what its revert would do to it.

    ``key`` names it within its plan. ``row`` is where it is seen, None for a decision. ``now`` is the text as it
    stands, ``then`` as it would stand (for a conflict: as it stood before the changeset); where no text changes both
    hold the words it is about. ``who`` wrote the newer text, ``at`` (UTC, ISO 8601), "" where none is newer.
    """

    key: str
    kind: Kind
    what: What
    row: RowId | None
    now: str = ""
    then: str = ""
    reason: Reason = Reason.NONE
    who: str = ""
    at: str = ""
    ops: tuple[Op, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it can be taken back."""
        return self.kind in (Kind.CLEAN, Kind.MERGED)


@dataclass(frozen=True, slots=True)
class RevertPlan:
    """What taking a changeset back would do now, in the order of the rows; nothing has been done yet."""

    changeset: ChangesetInfo
    items: tuple[Item, ...]

    def of(self, *kinds: Kind) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind in kinds)
