"""Runs the checks over rows and makes findings of their faults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.check.document import Document, check_rows, finding_of, place_of
from app.check.lengths import fit_lengths
from app.check.model import Check, CheckContext, CheckRow, Lengths, RowView
from app.check.registry import CHECKS
from app.check.shortened import WrittenOut, without_short_names
from app.check.tuning import Tuning
from app.errors import UserError
from app.model import Finding
from app.tasks import Task
from glossary.model import LedgerEntry


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


class Results(NamedTuple):
    """What a run found out, for another with the same ``context`` and checks: only rows that were edited are looked at
    again, and of the document only what they touch. The last one that took it over has it."""

    document: Document

    @property
    def context(self) -> CheckContext:
        return self.document.context

    def serve(self, context: CheckContext, checks: Sequence[Check] | None = None) -> bool:
        """Whether a run with these, or those the context asks for, would find the same of rows that read the same."""
        document = self.document
        wanted = _chosen(None, context.tuning) if checks is None else tuple(checks)
        return document.is_whole and document.context == context and document.checks == wanted


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

    ``known`` are the results of an earlier run, of these rows as they were then or of any others. They are taken over
    and serve no other run at the same time.
    """
    chosen = _chosen(checks, context.tuning)
    if context.lengths is None:
        context = fit_context(rows, context)
    results = known if known is not None and known.serve(context, chosen) else Results(Document(context, chosen))
    document = results.document
    document.update(rows, task)
    return Run(document.findings(task), document.entries, results, document.written_out)


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
    (faults,) = check_rows([view], _chosen(None, context.tuning))
    said = without_short_names(view, faults, context.written_out.get)
    return tuple(sorted((finding_of(check, fault, view) for check, fault in said), key=place_of))


def ledger(rows: Iterable[CheckRow], context: CheckContext) -> tuple[tuple[int, LedgerEntry], ...]:
    """Every occurrence of a term with its verdict, each with its row's index."""
    return tuple((row.row, entry) for row in rows for entry in RowView(row, context).entries)


def _chosen(ids: Collection[str] | None, tuning: Tuning) -> tuple[Check, ...]:
    """The checks asked for by name; with no names, those that are switched on."""
    if ids is None:
        return tuple(check for check in CHECKS if tuning.is_on(check.id))
    known = {check.id for check in CHECKS}
    for wanted in ids:
        if wanted not in known:
            raise UserError("unknown-check", name=wanted, known=", ".join(check.id for check in CHECKS))
    return tuple(check for check in CHECKS if check.id in ids)
