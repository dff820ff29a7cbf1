"""A review in figures: frozen data, ready to be said. Rows are counted from 1, as people do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.model import Fact, RowState, Severity, Side
from app.review.classify import EditClass
from app.review.score import Length, Scale, Score

Tally = Mapping[str, Mapping[Severity, int]]
"""How many of each severity, by the top level of the MQM tree."""


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A person's flag with its thread; ``category`` is the kind it was given, ``top`` the level above."""

    number: int
    category: str
    top: str
    severity: Severity
    quote: str
    resolved: bool
    author: str
    thread: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """An open finding of a check; ``code`` and ``facts`` make its sentence."""

    number: int
    check: str
    top: str
    severity: Severity
    code: str
    facts: tuple[tuple[str, Fact], ...]


@dataclass(frozen=True, slots=True)
class EditLine:
    """A paragraph that no longer reads as it was delivered, and who wrote it last; ``at`` is UTC, ISO 8601."""

    number: int
    side: Side
    before: str
    after: str
    classes: tuple[EditClass, ...]
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day: paragraphs written, rows confirmed, flags set."""

    day: date
    edited: int = 0
    confirmed: int = 0
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """``delivered`` weighs all flags, those resolved since too; ``now`` weighs what is open, flags and findings."""

    title: str
    files: tuple[str, ...]
    languages: tuple[str, str]
    reviewers: tuple[str, ...]
    made: str
    """UTC, ISO 8601."""
    length: Length
    scale: Scale
    delivered: Score
    now: Score
    states: Mapping[RowState, int]
    put_away: int
    flags: tuple[FlagLine, ...]
    findings: tuple[FindingLine, ...]
    dismissed: int
    ledger: Mapping[str, int]
    """Occurrences of terms by verdict."""
    edits: tuple[EditLine, ...]
    days: tuple[Day, ...]

    @property
    def rows(self) -> int:
        return sum(self.states.values())

    @property
    def classes(self) -> Mapping[EditClass, int]:
        """How many paragraphs have a change of each class; one may have several."""
        return {kind: n for kind in EditClass if (n := sum(kind in edit.classes for edit in self.edits))}


def tally(lines: Sequence[FlagLine] | Sequence[FindingLine], order: Iterable[str]) -> Tally:
    """Lines by top level and severity; ``order`` is that of the tree, levels from elsewhere come last."""
    counts = Counter((line.top, line.severity) for line in lines)
    known = list(order)
    tops = [*known, *sorted({top for top, _ in counts} - set(known))]
    having = {top for top, _ in counts}
    return {top: {severity: counts[top, severity] for severity in Severity} for top in tops if top in having}
