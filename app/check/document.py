"""A document under its checks: what they said of each row and of all, kept so that an edit costs what it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count, islice
from operator import attrgetter, is_not, ne
from typing import NamedTuple

from app.check.bursts import Bursts, burst_fault
from app.check.checklist import CHECKLIST
from app.check.groups import Members
from app.check.model import Check, CheckContext, CheckRow, Fault, Notes, RowView
from app.check.shortened import Group, Translation, WrittenOut, is_missing_term, without_short_names
from app.check.tuning import Tuning
from app.model import Finding, Severity
from app.tasks import Task
from glossary.model import LedgerEntry

_NUMERIC = frozenset({"number", "date"})
_MOST = 200
"""Faults of one check in one row; a row with more is broken as a whole, and nobody goes through them one by one."""
_BLOCK = 64
"""Rows that are checked together."""
_texts = attrgetter("source", "target", "role")
_Texts = tuple[str | None, str]
_Faults = tuple[tuple[Check, Fault], ...]


class _Result(NamedTuple):
    """The faults of one row, the verdicts on its terms, and what the checks of documents took down of it."""

    faults: _Faults
    entries: tuple[LedgerEntry, ...]
    notes: Notes


class _InFull(NamedTuple):
    """What is ``said`` of a row with the findings ``of``, for the answers to what was ``asked``: whether groups of
    words stand in full by then."""

    of: tuple[Finding, ...]
    asked: dict[Group, bool]
    said: tuple[Finding, ...]


class _Change(NamedTuple):
    """Rows of the document, from ``start`` to ``stop``, in whose place others stand: from ``start`` to ``end``."""

    start: int
    stop: int
    end: int


class Document:
    """The rows of a document as they were checked last, and what each check of documents knows of them.

    :meth:`update` tells it the rows as they stand now: those that read the same at their place are not looked at again,
    and of the checks of documents only what the others touch is judged anew. It is one thing that changes, handed from
    a run to the next: what a run said is not changed by another.
    """

    def __init__(self, context: CheckContext, checks: Sequence[Check]) -> None:
        self.context = context
        self.checks = tuple(checks)
        self.is_whole = True
        """False while it is being changed, and for good where that was broken off: then it is worth nothing."""
        self._rows: Sequence[CheckRow] = ()
        self._views: list[RowView] = []
        self._by_number: dict[int, RowView] = {}
        self._parts = [(check, check.document(context)) for check in checks if check.document is not None]
        self._document: dict[str, dict[int, tuple[Fault, Finding]]] = {}
        """The findings of the checks of documents, by the identity of their faults, which name rows by number."""
        self._bursts = Bursts()
        self._with_source = 0
        self._with_entries = Members()
        self._lacking: set[RowView] = set()
        """Rows with a term that is said to be missing."""
        self._translation = Translation()
        self._in_full: dict[RowView, _InFull] = {}
        """Of rows in ``_lacking``."""
        self._faults: dict[RowView, _Faults] = {}
        """Of the rows that have any."""
        self._findings: dict[RowView, tuple[Finding, ...]] = {}
        """What was made of those, until a row gets another number."""

    def update(self, rows: Sequence[CheckRow], task: Task | None = None) -> None:
        """Takes the rows as they are now. Raises Cancelled; where there were rows before, it is as it was then."""
        changes = self._changes(rows)
        gone = [view for change in changes for view in self._views[change.start : change.stop]]
        come = [row for change in changes for row in rows[change.start : change.end]]
        known = {
            (view.given_source, view.target): _Result(self._faults.get(view, ()), view.entries, view.notes)
            for view in gone
        }
        self._check([row for row in come if (row.source, row.target) not in known], known, task)
        results = [known[row.source, row.target] for row in come]
        views = [self._kept(row, result) for row, result in zip(come, results, strict=True)]
        # One without rows nobody has yet: there the rest, which takes long where all rows come, may be broken off.
        stop = task.check if task is not None and not self._views else None
        self.is_whole = False
        for view in gone:
            self._leave(view)
        self._place(rows, changes, views)
        self._translation.change(gone, views)
        for view, result in zip(views, results, strict=True):
            self._enter(view, result.faults)
        for _, part in self._parts:
            for view in views:
                if stop is not None:
                    stop()
                part.enter(view)
        self.is_whole = True

    def _changes(self, rows: Sequence[CheckRow]) -> list[_Change]:
        """Each place by itself where there are as many rows as before, else one stretch."""
        old = self._rows
        if len(old) == len(rows):
            # Most are the very rows they were, which is seen without a look into them.
            others = compress(count(), map(is_not, old, rows))
            return [
                _Change(place, place + 1, place + 1) for place in others if _texts(old[place]) != _texts(rows[place])
            ]
        others = compress(count(), map(ne, map(_texts, old), map(_texts, rows)))
        shorter = min(len(old), len(rows))
        head = next(others, shorter)
        from_behind = compress(count(), map(ne, map(_texts, reversed(old)), map(_texts, reversed(rows))))
        tail = min(next(from_behind, shorter), shorter - head)
        return [_Change(head, len(old) - tail, len(rows) - tail)]

    def _check(self, rows: Sequence[CheckRow], known: dict[_Texts, _Result], task: Task | None) -> None:
        """Makes known what is to be said of rows by themselves, by their source and target."""
        new = list({(row.source, row.target): row for row in rows}.values())
        coming = iter(task.each(new, "check", len(new)) if task else new)
        while block := list(islice(coming, _BLOCK)):
            views = [RowView(row, self.context) for row in block]
            for view, faults in zip(views, check_rows(views, self.checks), strict=True):
                known[view.given_source, view.target] = _Result(tuple(faults), view.entries, view.notes)

    def _kept(self, row: CheckRow, result: _Result) -> RowView:
        """A row without all that was worked out only to check it."""
        view = RowView(row, self.context)
        view.know(result.entries, result.notes)
        return view

    def _place(self, rows: Sequence[CheckRow], changes: Sequence[_Change], views: Iterable[RowView]) -> None:
        """Puts those that come in the place of those that go, and gives every row its place and its number."""
        coming = iter(views)
        for start, stop, end in changes:
            self._views[start:stop] = islice(coming, end - start)
        moved = len(rows) != len(self._rows)
        for start, _, end in changes:
            for place in range(start, len(rows) if moved else end):
                self._views[place].place = place
        others = compress(count(), map(is_not, self._rows, rows)) if not moved else ()
        if moved or any(self._rows[place].row != rows[place].row for place in others):
            for view, row in zip(self._views, rows, strict=True):
                if view.row != row.row:
                    view.row = row.row
                    self._findings.pop(view, None)
            self._by_number = {view.row: view for view in self._views}
            for _, part in self._parts:
                part.renumber()
        else:
            for start, _, end in changes:
                self._by_number.update((view.row, view) for view in self._views[start:end])
        self._rows = rows

    def _enter(self, view: RowView, faults: _Faults) -> None:
        if faults:
            self._faults[view] = faults
            if any(is_missing_term(fault) for _, fault in faults):
                self._lacking.add(view)
        self._with_source += view.given_source is not None
        if view.entries:
            self._with_entries.add(view)
        self._bursts.enter(view, faulty=_is_numeric(faults))

    def _leave(self, view: RowView) -> None:
        faults = self._faults.pop(view, ())
        self._lacking.discard(view)
        self._in_full.pop(view, None)
        self._findings.pop(view, None)
        self._with_source -= view.given_source is not None
        if view.entries:
            self._with_entries.remove(view)
        self._bursts.leave(view, faulty=_is_numeric(faults))
        for _, part in self._parts:
            part.leave(view)

    def findings(self, task: Task | None = None) -> tuple[Finding, ...]:
        """All there are, sorted by row and span. Raises Cancelled."""
        stretches = self._bursts.stretches(self._views)
        linked_wrongly = {view for stretch in stretches for view in stretch}
        found = [finding for stretch in stretches for finding in self._burst(stretch)]
        for view, faults in self._faults.items():
            if view not in self._findings:
                self._findings[view] = tuple(finding_of(check, fault, view) for check, fault in faults)
            of_row = self._findings[view]
            if view in self._lacking:
                of_row = self._said_in_full(view, of_row)
            if view in linked_wrongly:
                of_row = tuple(finding for finding in of_row if finding.check not in _NUMERIC)
            found += of_row
        for check, part in self._parts:
            if task is not None:
                task.check()
            if self._with_source or not check.needs_source:
                found += self._told(check, _bounded(part.faults(self._views)))
        return tuple(sorted(found, key=place_of))

    def _said_in_full(self, view: RowView, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings of a row without those of terms that stand there by a short name. It stands what was said last
        time where all that was asked of the rows before it has the answer it had."""
        before = self._in_full.get(view)
        if (
            before is None
            or before.of is not findings
            or any(self._stands_before(group, view) is not answer for group, answer in before.asked.items())
        ):
            asked: dict[Group, bool] = {}

            def since(group: Group) -> int | None:
                asked[group] = self._stands_before(group, view)
                return self._translation.since(group, self._views)

            told = zip(self._faults[view], findings, strict=True)
            by_fault = {id(fault): finding for (_, fault), finding in told}
            said = tuple(by_fault[id(fault)] for _, fault in without_short_names(view, self._faults[view], since))
            before = self._in_full[view] = _InFull(findings, asked, said)
        return before.said

    def _stands_before(self, group: Group, view: RowView) -> bool:
        """Whether a group of words stands in full in the row or before it."""
        first = self._translation.since(group, self._views)
        return first is not None and first <= view.row

    @property
    def written_out(self) -> WrittenOut:
        """What :meth:`findings` found in full before it stood by a short name."""
        return self._translation.known

    def _told(self, check: Check, faults: Iterable[Fault]) -> list[Finding]:
        """Faults of a document as findings: those that were told last time are."""
        before = self._document.get(check.id, {})
        told = {
            id(fault): before.get(id(fault))
            or (fault, finding_of(check, fault, self._by_number[fault.row or 0], document=True))
            for fault in faults
        }
        # They are kept with their faults, whose identity is no other's as long as they are.
        self._document[check.id] = told
        return [finding for _, finding in told.values()]

    def _burst(self, stretch: Sequence[RowView]) -> Iterator[Finding]:
        """One fault for all numbers and dates of rows that are linked wrongly."""
        inside = [(view, fault) for view in stretch for check, fault in self._faults[view] if check.id in _NUMERIC]
        number = next((check for check in self.checks if check.id == "number"), None)
        if number is not None:
            view, fault = inside[0]
            yield finding_of(number, burst_fault(fault, len(inside), stretch[0], stretch[-1]), view)

    @property
    def entries(self) -> tuple[tuple[int, LedgerEntry], ...]:
        """Every occurrence of a term with its verdict, each with its row's number."""
        return tuple([(view.row, entry) for view in self._with_entries for entry in view.entries])


def check_rows(views: Sequence[RowView], checks: Sequence[Check]) -> list[list[tuple[Check, Fault]]]:
    """What the checks of single rows say of each. One check goes over all rows before the next does: so its patterns
    and tables stay at hand for the processor, which is a tenth of the time."""
    found: list[list[tuple[Check, Fault]]] = [[] for _ in views]
    for check in checks:
        if check.row is not None:
            for view, faults in zip(views, found, strict=True):
                if view.given_source is not None or not check.needs_source:
                    faults += [(check, fault) for fault in islice(check.row(view), _MOST)]
    return found


def finding_of(check: Check, fault: Fault, view: RowView, *, document: bool = False) -> Finding:
    """A fault as it is told; ``view`` is its row, ``document``: whether it took the whole document to see it."""
    return Finding(
        check=check.id,
        code=fault.code,
        row=view.row,
        severity=_severity(check, fault, view.context.tuning),
        mqm=check.mqm,
        source=fault.source,
        target=fault.target,
        facts=fault.facts,
        verdict=fault.verdict,
        evidence=fault.evidence or _evidence(fault, view),
        term=fault.term,
        suggestions=fault.suggestions,
        document=document,
    )


def place_of(finding: Finding) -> tuple[int, int, int, str, str]:
    """The sort key of findings: by row, target before source, from left to right."""
    start = finding.target[0] if finding.target else finding.source[0]
    return finding.row, 0 if finding.target else 1, start.start, finding.check, finding.evidence


def _is_numeric(faults: _Faults) -> bool:
    return any(check.id in _NUMERIC for check, _ in faults)


def _bounded(faults: Iterable[Fault]) -> Iterator[Fault]:
    seen: Counter[int | None] = Counter()
    for fault in faults:
        seen[fault.row] += 1
        if seen[fault.row] <= _MOST:
            yield fault


def _severity(check: Check, fault: Fault, tuning: Tuning) -> Severity:
    """The one that was chosen for the check; a fault that calls itself lighter than its check stays lighter. The rules
    of a checklist have their own."""
    own, chosen = fault.severity or check.severity, tuning.severity(check.id)
    if chosen is None or check.id == CHECKLIST:
        return own
    return own if own.rank < min(check.severity.rank, chosen.rank) else chosen


def _evidence(fault: Fault, view: RowView) -> str:
    """The code and what the spans cover, in small letters with single spaces."""
    covered = [view.target[span.start : span.end] for span in fault.target]
    covered += [view.source[span.start : span.end] for span in fault.source]
    return "|".join([fault.code, *(" ".join(text.casefold().split())[:200] for text in covered)])
