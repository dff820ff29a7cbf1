"""Runs the checks over rows and makes findings of their faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from app.check.coverage import fit_lengths
from app.check.model import Check, CheckContext, CheckRow, Fault, RowView
from app.check.numbers import collapse_bursts
from app.check.registry import CHECKS
from app.errors import UserError
from app.model import Finding
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
    return run_with_ledger(rows, context, checks=checks, task=task)[0]


def run_with_ledger(
    rows: Sequence[CheckRow],
    context: CheckContext,
    *,
    checks: Collection[str] | None = None,
    task: Task | None = None,
) -> tuple[tuple[Finding, ...], tuple[tuple[int, LedgerEntry], ...]]:
    """The findings of :func:`run_checks` and the entries of :func:`ledger`; the terms are judged once for both."""
    chosen = _chosen(checks)
    if context.lengths is None:
        context = fit_context(rows, context)
    views = [RowView(row, context) for row in rows]
    found: list[tuple[Check, Fault]] = []
    for view in task.each(views, "check", len(views)) if task else views:
        found += _check_row(view, chosen)
    found = _without_bursts(views, found)
    has_source = any(row.source is not None for row in rows)
    for check in chosen:
        if task:
            task.check()
        if check.document is not None and (has_source or not check.needs_source):
            found += [(check, fault) for fault in _bounded(check.document(views, context))]
    texts = {view.row: view for view in views}
    findings = [_finding(check, fault, texts) for check, fault in found]
    entries = tuple((view.row, entry) for view in views for entry in view.entries)
    return tuple(sorted(findings, key=_place)), entries


def fit_context(rows: Iterable[CheckRow], context: CheckContext) -> CheckContext:
    """The context with what the document as a whole says of its rows: how long a translation is."""
    texts = ((row.source or "", row.target) for row in rows)
    return replace(context, lengths=fit_lengths(texts, context.source_facts, context.target_facts))


def run_row_checks(row: CheckRow, context: CheckContext) -> tuple[Finding, ...]:
    """The findings of one row after an edit, without the checks that need the whole document."""
    view = RowView(row, context)
    findings = [_finding(check, fault, {view.row: view}) for check, fault in _check_row(view, CHECKS)]
    return tuple(sorted(findings, key=_place))


def ledger(rows: Iterable[CheckRow], context: CheckContext) -> tuple[tuple[int, LedgerEntry], ...]:
    """Every occurrence of a term with its verdict, each with its row's index."""
    return tuple((row.row, entry) for row in rows for entry in RowView(row, context).entries)


def _chosen(ids: Collection[str] | None) -> tuple[Check, ...]:
    if ids is None:
        return CHECKS
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
        severity=fault.severity or check.severity,
        mqm=check.mqm,
        source=fault.source,
        target=fault.target,
        facts=fault.facts,
        verdict=fault.verdict,
        evidence=fault.evidence or _evidence(fault, views[row]),
        term=fault.term,
        suggestions=fault.suggestions,
    )


def _evidence(fault: Fault, view: RowView) -> str:
    """The code and what the spans cover, in small letters with single spaces."""
    covered = [view.target[span.start : span.end] for span in fault.target]
    covered += [view.source[span.start : span.end] for span in fault.source]
    return "|".join([fault.code, *(" ".join(text.casefold().split())[:200] for text in covered)])


def _place(finding: Finding) -> tuple[int, int, int, str, str]:
    start = finding.target[0] if finding.target else finding.source[0]
    return finding.row, 0 if finding.target else 1, start.start, finding.check, finding.evidence
