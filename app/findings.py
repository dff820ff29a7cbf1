"""What the checks say of the rows as they stand now: the last survey, corrected row by row as people edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app import pipeline
from app.check import CheckContext
from app.model import BlockId, Finding, Row, RowId, Severity, Side, text_hash
from app.pipeline import BlockProposal, Survey
from app.review.decisions import DecisionIndex
from app.store.reading import Decision
from glossary.model import LedgerEntry


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A finding at its row, with the decision that silences it, if a person made one."""

    row: RowId
    finding: Finding
    text_hash: str
    decision: Decision | None = None

    @property
    def open(self) -> bool:
        return self.decision is None


class FindingBook:
    """Findings, ledger and litter by row. ``open`` is kept up to date, so that counting is free while typing."""

    def __init__(self, context: CheckContext, decisions: DecisionIndex, *, has_source: bool) -> None:
        self._context = context
        self._decisions = decisions
        self._has_source = has_source
        self._findings: dict[RowId, tuple[Finding, ...]] = {}
        self._ledger: dict[RowId, tuple[LedgerEntry, ...]] = {}
        self._hashes: dict[RowId, str] = {}
        self._open: dict[RowId, tuple[int, int]] = {}
        self._litter: frozenset[BlockId] = frozenset()
        self.proposals: tuple[BlockProposal, ...] = ()
        self.surveyed = False
        """Whether a survey has been taken over since the project was opened."""

    def adopt(self, survey: Survey) -> None:
        """Takes over a survey whole."""
        self.proposals = survey.proposals
        self._litter = survey.litter
        self._findings = dict(survey.findings)
        self._ledger = dict(survey.ledger)
        self._hashes = dict(survey.hashes)
        self.surveyed = True
        self._count_all()

    def decide(self, decisions: DecisionIndex) -> None:
        """Takes over what people have said no to."""
        self._decisions = decisions
        self._count_all()

    def recheck(self, rows: Iterable[Row]) -> None:
        """Checks rows whose text is not the one the findings speak of; document checks wait for the next survey."""
        for row in map(self.view, rows):
            if row.excluded:
                for kept in (self._findings, self._ledger, self._hashes):
                    kept.pop(row.id, None)
            elif self._hashes.get(row.id) != (hash_ := self.hash(row)):
                findings, entries = pipeline.check_one(row, self._context, has_source=self._has_source)
                self._findings[row.id] = tuple(findings)
                self._ledger[row.id] = tuple(entries)
                self._hashes[row.id] = hash_
            self._count(row.id)

    def forget(self, rows: Collection[RowId]) -> None:
        """Drops rows that are no more."""
        for row in rows:
            for kept in (self._findings, self._ledger, self._hashes, self._open):
                kept.pop(row, None)

    def of(self, row: RowId) -> tuple[RowFinding, ...]:
        """The findings of a row, the gravest first, dismissed ones included with their decision."""
        hash_ = self._hashes.get(row, "")
        found = (RowFinding(row, f, hash_, self._decisions.answer(f, hash_)) for f in self._findings.get(row, ()))
        return tuple(sorted(found, key=_gravest_first))

    def ledger(self, row: RowId) -> tuple[LedgerEntry, ...]:
        return self._ledger.get(row, ())

    @property
    def open_rows(self) -> set[RowId]:
        """The rows with at least one open finding."""
        return set(self._open)

    @property
    def open_count(self) -> int:
        return sum(count for count, _ in self._open.values())

    @property
    def grave_count(self) -> int:
        """Open findings that are major or worse."""
        return sum(grave for _, grave in self._open.values())

    def view(self, row: Row) -> Row:
        """A row as the checks saw it: the spans of its findings refer to this one's text."""
        return pipeline.view(row, self._litter)

    def hash(self, row: Row) -> str:
        """What tells whether a row, seen through :meth:`view`, still reads as the findings say."""
        return text_hash(row.text(Side.SOURCE) if self._has_source else "", row.text(Side.TARGET))

    def _count_all(self) -> None:
        self._open.clear()
        for row in self._findings:
            self._count(row)

    def _count(self, row: RowId) -> None:
        hash_ = self._hashes.get(row, "")
        open_ = [f for f in self._findings.get(row, ()) if self._decisions.answer(f, hash_) is None]
        if open_:
            self._open[row] = len(open_), sum(f.severity.rank >= Severity.MAJOR.rank for f in open_)
        else:
            self._open.pop(row, None)


def _gravest_first(found: RowFinding) -> tuple[int, int]:
    spans = found.finding.target or found.finding.source
    return -found.finding.severity.rank, spans[0].start if spans else 0
