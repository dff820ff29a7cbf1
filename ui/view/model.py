"""What the views draw: plain frozen data without Qt, made by the window from the project. Offsets are code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Side(StrEnum):
    """Which of the two texts; equal to the core's words for them."""

    SOURCE = "source"
    TARGET = "target"


class MarkKind(StrEnum):
    """Why a stretch of text is marked; the drawing differs in shape as well as in colour."""

    ERROR = "error"
    WARN = "warn"
    HINT = "hint"
    TERM = "term"
    FLAG = "flag"
    INSERTED = "inserted"
    DELETED = "deleted"
    MATCH = "match"


class BadgeKind(StrEnum):
    """What the state column of a row can show."""

    TRANSLATED = "translated"
    CONFIRMED = "confirmed"
    APPROVED = "approved"
    REJECTED = "rejected"
    ERROR = "error"
    WARN = "warn"
    HINT = "hint"
    FLAG = "flag"
    THREAD = "thread"


class Tie(StrEnum):
    """How firm the link of a row is: fixed by a person, sure, or to be looked at."""

    FIXED = "fixed"
    SURE = "sure"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a cell's text: code points, end exclusive. ``key`` is the window's own, e.g. a finding's."""

    start: int
    end: int
    kind: MarkKind
    key: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    kind: BadgeKind
    count: int = 1
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """One block as a row shows it. ``role`` and ``level`` are the core's; ``excluded`` is the plain name of the rule
    that put the block away, shown after its greyed text, "" for a block that is exported."""

    block_id: int
    text: str
    marks: tuple[Mark, ...] = ()
    role: str = "paragraph"
    level: int = 0
    excluded: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the grid. ``number`` is what is shown, ``row_id`` what outlives filtering; ``link`` is like "2:1"."""

    row_id: int
    number: int
    source: tuple[CellView, ...]
    target: tuple[CellView, ...]
    link: str = "1:1"
    confidence: float | None = None
    badges: tuple[Badge, ...] = ()
    excluded: bool = False
    pinned: bool = False
    tie: Tie = Tie.SURE
    crosses: bool = False

    def side(self, side: Side) -> tuple[CellView, ...]:
        return self.source if side is Side.SOURCE else self.target


class RowSource(Protocol):
    """Where a view gets its rows: by 0-based index, only those it is about to show."""

    def count(self) -> int: ...

    def row(self, index: int) -> RowView: ...

    def highest(self) -> int:
        """The greatest number a row can have, shown or not: what the numbers take room for."""
        ...

    def index_of(self, row_id: int) -> int:
        """The index of a row, -1 if it is not among the rows now: how a view keeps its place through a reset."""
        ...

    def minimap(self) -> Iterable[tuple[int, str]]:
        """The ticks of the strip beside the rows: (index, a MarkKind or BadgeKind)."""
        ...


class EmptyRows:
    """No rows: what a view shows before it is given any."""

    def count(self) -> int:
        return 0

    def row(self, index: int) -> RowView:
        raise IndexError(index)

    def highest(self) -> int:
        return 0

    def index_of(self, row_id: int) -> int:
        return -1

    def minimap(self) -> Sequence[tuple[int, str]]:
        return ()


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of the grid: the ``cell``-th block of a side of a row; ``block_id`` is 0 where there is none."""

    row_index: int
    side: Side
    cell: int
    block_id: int


@dataclass(frozen=True, slots=True)
class Commit:
    """A finished change of one block's text."""

    row_index: int
    block_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A block's text as it stands while it is being typed."""

    block_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected text of one block: code points, end exclusive; ``start == end`` is a caret."""

    block_id: int
    side: Side
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkHit:
    """A mark that was clicked."""

    row_index: int
    block_id: int
    side: Side
    mark: Mark
