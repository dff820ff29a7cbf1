"""Runs the checks over rows and makes findings of their faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from app.check.checklist import CHECKLIST
from app.check.lengths import fit_lengths
from app.check.model import Check, CheckContext, CheckRow, Fault, Lengths, Notes, RowView
from app.check.numbers import collapse_bursts
from app.check.registry import CHECKS
from app.check.shortened import Document, WrittenOut, without_short_names
from app.check.tuning import Tuning
from app.errors import UserError
from app.model import Finding, Severity
from app.tasks import Task
from glossary.model import LedgerEntry

_NUMERIC = frozenset({"number", "date"})
_MOST = 200
"""Faults of one check in one row; a row with more is broken as a whole, and nobody goes through them one by one."""


def run_checks(
    rows: Sequence[CheckRow],
    context: CheckContext,
    *,
    checks: Collection[str] | None = None,
    task: Task | None = None,
) -> tuple[Finding, ...]:
    """All findings of a document, sorted by row and span; ``checks`` names the ones wanted, None means all.

    Raises UserError("unknown-check") for an id that is not in ``CHECKS``, and Cancelled.
    """
    return run_document(rows, context, checks=checks, task=task).findings


@dataclass(frozen=True, slots=True)
class Results:
    """What the checks of single rows said, by the texts of the row, source and target: good for another run with the
    same ``context`` and ``checks``, so that only rows that were edited are looked at again."""

    context: CheckContext
    checks: tuple[str, ...]
    rows: Mapping[tuple[str | None, str], RowResult]

    def serve(self, context: CheckContext, checks: tuple[str, ...]) -> bool:
        """Whether a run with these would find the same."""
        return self.context == context and self.checks == checks


class RowResult(NamedTuple):
    """The faults of one row, the verdicts on its terms, and what the checks of documents took down of it."""

    faults: tuple[tuple[Check, Fault], ...]
    entries: tuple[LedgerEntry, ...]
    notes: Notes


class Run(NamedTuple):
    """All findings of a document, sorted by row and span; the entries of :func:`ledger`; what a later run may use; what
    was written out before it stood by a short name."""

    findings: tuple[Finding, ...]
    entries: tuple[tuple[int, LedgerEntry], ...]
    results: Results
    written_out: WrittenOut


def run_document(
    rows: Sequence[CheckRow],
    context: CheckContext,
    *,
    checks: Collection[str] | None = None,
    task: Task | None = None,
    known: Results | None = None,
) -> Run:
    """The findings of :func:`run_checks` and the entries of :func:`ledger`; the terms are judged once for both.

    ``known`` are the results of an earlier run: rows that read as they did then are not checked again, if nothing else
    has changed.
    """
    chosen = _chosen(checks, context.tuning)
    if context.lengths is None:
        context = fit_context(rows, context)
    ids = tuple(check.id for check in chosen)
    before = known.rows if known is not None and known.serve(context, ids) else {}
    views = [RowView(row, context) for row in rows]
    results: dict[tuple[str | None, str], RowResult] = {}
    found: list[tuple[Check, Fault]] = []
    for view in task.each(views, "check", len(views)) if task else views:
        texts = view.given_source, view.target
        result = results.get(texts) or before.get(texts)
        if result is None:
            result = RowResult(tuple(_check_row(view, chosen)), view.entries, view.notes)
        results[texts] = result
        view.know(result.entries, result.notes)
        found += [(check, replace(fault, row=view.row)) for check, fault in result.faults]
    document = Document(views)
    found = list(without_short_names(views, _without_bursts(views, found), document.since))
    texts_of = {view.row: view for view in views}
    findings = [_finding(check, fault, texts_of) for check, fault in found]
    has_source = any(row.source is not None for row in rows)
    for check in chosen:
        if task:
            task.check()
        if check.document is not None and (has_source or not check.needs_source):
            faults = _bounded(check.document(views, context))
            findings += [replace(_finding(check, fault, texts_of), document=True) for fault in faults]
    entries = tuple((view.row, entry) for view in views for entry in view.entries)
    return Run(tuple(sorted(findings, key=_place)), entries, Results(context, ids, results), document.known)


def fit_context(rows: Iterable[CheckRow], context: CheckContext, before: Lengths | None = None) -> CheckContext:
    """The context with what the document as a whole says of its rows: how long a translation is.

    ``before`` is what was said last time: it stays where a few edits have moved it by a hair only.
    """
    texts = ((row.source or "", row.target) for row in rows)
    lengths = fit_lengths(texts, context.source_facts, context.target_facts)
    if lengths is not None and before is not None and lengths.is_near(before):
        lengths = before
    return replace(context, lengths=lengths)


def run_row_checks(row: CheckRow, context: CheckContext) -> tuple[Finding, ...]:
    """The findings of one row after an edit, without the checks that need the whole document."""
    view = RowView(row, context)
    found = without_short_names([view], _check_row(view, _chosen(None, context.tuning)), context.written_out.get)
    findings = [_finding(check, fault, {view.row: view}) for check, fault in found]
    return tuple(sorted(findings, key=_place))


def ledger(rows: Iterable[CheckRow], context: CheckContext) -> tuple[tuple[int, LedgerEntry], ...]:
    """Every occurrence of a term with its verdict, each with its row's index."""
    return tuple((row.row, entry) for row in rows for entry in RowView(row, context).entries)


def _chosen(ids: Collection[str] | None, tuning: Tuning) -> tuple[Check, ...]:
    """The checks asked for by name; with no names, those that are switched on."""
    if ids is None:
        return tuple(check for check in CHECKS if check.id not in tuning.off) if tuning.off else CHECKS
    known = {check.id for check in CHECKS}
    for wanted in ids:
        if wanted not in known:
            raise UserError("unknown-check", name=wanted, known=", ".join(check.id for check in CHECKS))
    return tuple(check for check in CHECKS if check.id in ids)


def _check_row(view: RowView, checks: Sequence[Check]) -> Iterator[tuple[Check, Fault]]:
    for check in checks:
        if check.row is not None and (view.given_source is not None or not check.needs_source):
            for fault in islice(check.row(view), _MOST):
                yield check, replace(fault, row=view.row)


def _bounded(faults: Iterable[Fault]) -> Iterator[Fault]:
    seen: Counter[int | None] = Counter()
    for fault in faults:
        seen[fault.row] += 1
        if seen[fault.row] <= _MOST:
            yield fault


def _without_bursts(views: Sequence[RowView], found: list[tuple[Check, Fault]]) -> list[tuple[Check, Fault]]:
    numeric = [(check, fault) for check, fault in found if check.id in _NUMERIC]
    kept = collapse_bursts(views, [fault for _, fault in numeric])
    if len(kept) == len(numeric):
        return found
    owner = {id(fault): check for check, fault in numeric}
    number = next(check for check in CHECKS if check.id == "number")
    rest = [(check, fault) for check, fault in found if check.id not in _NUMERIC]
    return rest + [(owner.get(id(fault), number), fault) for fault in kept]


def _finding(check: Check, fault: Fault, views: dict[int, RowView]) -> Finding:
    row = fault.row or 0
    return Finding(
        check=check.id,
        code=fault.code,
        row=row,
        severity=_severity(check, fault, views[row].context.tuning),
        mqm=check.mqm,
        source=fault.source,
        target=fault.target,
        facts=fault.facts,
        verdict=fault.verdict,
        evidence=fault.evidence or _evidence(fault, views[row]),
        term=fault.term,
        suggestions=fault.suggestions,
    )


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


def _place(finding: Finding) -> tuple[int, int, int, str, str]:
    start = finding.target[0] if finding.target else finding.source[0]
    return finding.row, 0 if finding.target else 1, start.start, finding.check, finding.evidence
