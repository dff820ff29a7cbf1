"""What the checks say of the rows as they stand now: the last survey, corrected row by row as people edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app import pipeline
from app.check import CheckContext
from app.model import BlockId, Finding, Row, RowId, Severity, Side, text_hash
from app.pipeline import BlockProposal, Kept, Survey
from app.review.decisions import DecisionIndex
from app.review.learning import Learned
from app.store.remarks import Decision
from glossary.census import Cluster, renumbered
from glossary.model import LedgerEntry


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A finding at its row, with the decision that silences it, if a person made one.

    ``lapsed`` is one that silenced it until the text changed; ``quiet``: its rule has been wrong too often.
    """

    row: RowId
    finding: Finding
    text_hash: str
    decision: Decision | None = None
    lapsed: Decision | None = None
    quiet: bool = False

    @property
    def open(self) -> bool:
        return self.decision is None and not self.quiet


class FindingBook:
    """Findings, ledger and litter by row. ``open`` is kept up to date, so that counting is free while typing."""

    def __init__(self, context: CheckContext, decisions: DecisionIndex, *, has_source: bool) -> None:
        self._context = context
        self._decisions = decisions
        self._has_source = has_source
        self._findings: dict[RowId, tuple[Finding, ...]] = {}
        self._ledger: dict[RowId, tuple[LedgerEntry, ...]] = {}
        self._hashes: dict[RowId, str] = {}
        self._shown: dict[RowId, tuple[RowFinding, ...]] = {}
        self._open: dict[RowId, tuple[int, int]] = {}
        """Open findings of a row, and those that are major or worse."""
        self.open_rows: dict[RowId, Severity] = {}
        """The rows with at least one open finding, and how grave the gravest is: as of now, to be copied to be kept."""
        self.open_count = 0
        self.grave_count = 0
        """Open findings, and those that are major or worse."""
        self.words = 0
        self.terms = 0
        """Words that would be exported, and occurrences of terms, when the last survey was made."""
        self.surveys = 0
        """How many surveys have been taken over: what is made of the whole document is good as long as this stays."""
        self._litter: frozenset[BlockId] = frozenset()
        self.proposals: tuple[BlockProposal, ...] = ()
        self.clusters: tuple[Cluster, ...] = ()
        """What the document calls by several names, by the ids of rows, without rows that were edited since."""
        self.learned = Learned()
        self._said_of: dict[RowId, str] = {}
        self.kept: Kept | None = None
        """What the last survey left for the next one."""

    def renewed(self, survey: Survey) -> FindingBook:
        """A book of the same project as a survey found it, for the job that made the survey: of plain data alone."""
        made = FindingBook(self._context, self._decisions, has_source=self._has_source)
        made.surveys, made.clusters = self.surveys, self.clusters
        made.adopt(survey)
        return made

    def succeed(self, before: FindingBook, context: CheckContext, decisions: DecisionIndex, survey: Survey) -> None:
        """Takes over what changed while this was made of a survey."""
        self._context = _as_surveyed(context, survey)
        if survey.clusters is None:
            self.clusters = before.clusters
        if decisions is not self._decisions:
            self.decide(decisions)

    def adopt(self, survey: Survey) -> None:
        """Takes over a survey whole."""
        self.proposals = survey.proposals
        if survey.clusters is not None:
            self.clusters = survey.clusters
        self._litter = survey.litter
        self._findings = dict(survey.findings)
        self._ledger = dict(survey.ledger)
        self._hashes = dict(survey.hashes)
        self.words = survey.words
        self.learned = survey.learned
        self.kept = survey.kept
        self._said_of = dict(survey.said_of)
        self.terms = sum(map(len, survey.ledger.values()))
        self._context = _as_surveyed(self._context, survey)
        self.surveys += 1
        self._count_all()

    def use(self, context: CheckContext) -> None:
        """Checks with other terms from now on; what is shown stays until the next survey."""
        self._context = context

    def decide(self, decisions: DecisionIndex) -> None:
        """Takes over what people have said no to."""
        self._decisions = decisions
        self._count_all()

    def recheck(self, rows: Iterable[Row]) -> None:
        """Checks rows whose text is not the one the findings speak of.

        What only the document as a whole can say waits for the next survey; until then it stays said where its words
        still stand at their place.
        """
        for row in map(self.view, rows):
            if row.excluded:
                for kept in (self._findings, self._ledger, self._hashes):
                    kept.pop(row.id, None)
                self._leave_clusters(row.id)
            elif self._hashes.get(row.id) != (hash_ := self.hash(row)):
                findings, entries = pipeline.check_one(row, self._context, has_source=self._has_source)
                self._findings[row.id] = (*findings, *self._standing(row))
                self._ledger[row.id] = tuple(entries)
                self._hashes[row.id] = hash_
                self._leave_clusters(row.id)
            self._count(row.id)

    def _standing(self, row: Row) -> Iterator[Finding]:
        """The findings about the document that an edited row still bears out."""
        before, now = self._said_of.get(row.id, ""), row.text(Side.TARGET)
        for finding in self._findings.get(row.id, ()):
            if finding.document and all(before[s.start : s.end] == now[s.start : s.end] for s in finding.target):
                yield finding

    def forget(self, rows: Collection[RowId]) -> None:
        """Drops rows that are no more."""
        for row in rows:
            self._set_open(row, ())
            for kept in (self._findings, self._ledger, self._hashes, self._shown, self._said_of):
                kept.pop(row, None)
            self._leave_clusters(row)

    def of(self, row: RowId) -> tuple[RowFinding, ...]:
        """The findings of a row, the gravest first, dismissed ones included with their decision."""
        shown = self._shown.get(row)
        if shown is None:
            hash_ = self._hashes.get(row, "")
            found = (self._answered(row, finding, hash_) for finding in self._findings.get(row, ()))
            shown = self._shown[row] = tuple(sorted(found, key=_gravest_first))
        return shown

    def _answered(self, row: RowId, finding: Finding, hash_: str) -> RowFinding:
        decision = self._decisions.answer(finding, hash_)
        if decision is not None:
            return RowFinding(row, finding, hash_, decision)
        quiet = finding.check in self._decisions.quiet
        return RowFinding(row, finding, hash_, lapsed=self._decisions.lapsed(finding, hash_), quiet=quiet)

    def ledger(self, row: RowId) -> tuple[LedgerEntry, ...]:
        return self._ledger.get(row, ())

    def ledger_now(self) -> dict[RowId, tuple[LedgerEntry, ...]]:
        """The ledger of all rows as it stands, to be kept."""
        return dict(self._ledger)

    @property
    def rows(self) -> Collection[RowId]:
        """The rows that have findings at all, in no order."""
        return self._findings.keys()

    def is_open(self, row: RowId) -> bool:
        """Whether a row has an open finding."""
        return row in self._open

    @property
    def open_row_count(self) -> int:
        return len(self._open)

    @property
    def litter(self) -> frozenset[BlockId]:
        """The blocks that cleaning proposed to put away when it last looked."""
        return self._litter

    def view(self, row: Row) -> Row:
        """A row as the checks saw it: the spans of its findings refer to this one's text."""
        return pipeline.view(row, self._litter)

    @property
    def hashes(self) -> Collection[str]:
        """The texts that findings speak of, as decisions name them."""
        return self._hashes.values()

    def hash(self, row: Row) -> str:
        """What tells whether a row, seen through :meth:`view`, still reads as the findings say."""
        return text_hash(row.text(Side.SOURCE) if self._has_source else "", row.text(Side.TARGET))

    def _leave_clusters(self, gone: RowId) -> None:
        rows = {row for cluster in self.clusters for row, _ in cluster.places}
        if gone in rows:
            self.clusters = renumbered(self.clusters, {row: row for row in rows - {gone}})

    def _count_all(self) -> None:
        self._open.clear()
        self.open_rows.clear()
        self._shown.clear()
        self.open_count = self.grave_count = 0
        for row in self._findings:
            self._count(row)

    def _count(self, row: RowId) -> None:
        self._shown.pop(row, None)
        self._set_open(row, [found.finding.severity for found in self.of(row) if found.open])

    def _set_open(self, row: RowId, severities: Sequence[Severity]) -> None:
        """Counts on, so that nobody has to go over all rows for a sum: it is asked after every key."""
        open_, grave = self._open.pop(row, (0, 0))
        self.open_rows.pop(row, None)
        self.open_count -= open_
        self.grave_count -= grave
        if severities:
            grave = sum(severity.rank >= Severity.MAJOR.rank for severity in severities)
            self._open[row] = len(severities), grave
            self.open_rows[row] = severities[0]
            self.open_count += len(severities)
            self.grave_count += grave


def _gravest_first(found: RowFinding) -> tuple[int, int]:
    spans = found.finding.target or found.finding.source
    return -found.finding.severity.rank, spans[0].start if spans else 0


def _as_surveyed(context: CheckContext, survey: Survey) -> CheckContext:
    """With what the document as a whole says of each of its rows."""
    return replace(context, acronyms=survey.acronyms, lengths=survey.lengths, written_out=survey.written_out)
