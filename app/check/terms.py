"""The glossary's verdicts as faults, and accepted names that change within a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.check.model import CheckContext, Fault, RowView, is_loose
from app.model import Fact, Severity, Span, Suggestion
from glossary.consistency import renderings
from glossary.first_mention import early_mentions, short_mentions
from glossary.model import Confidence, LedgerEntry, Status, Verdict

_SILENT = frozenset({Verdict.OK, Verdict.ADMITTED, Verdict.EXEMPT})
_MINOR = frozenset({"term-style", "term-style-anywhere", "term-deprecated", "term-missing", "term-ask"})
_SHOWN = 12
"""Rows named in a sentence; more are counted."""


def check_terms(view: RowView) -> Iterator[Fault]:
    """A term that is forbidden, out of style, of wrong value, dated or missing."""
    for entry in view.entries:
        # A term rendered elsewhere in the row is likely a pronoun here: the ledger shows it, nobody is bothered.
        # An ambiguous one that has no rendering here leaves nothing to ask about.
        asks_nothing = entry.ask and not entry.found
        if entry.verdict not in _SILENT and not (entry.again or asks_nothing or _only_counts(entry)):
            yield _fault(entry)


def _only_counts(entry: LedgerEntry) -> bool:
    """Whether an entry of medium confidence has nothing to say: it knows good forms and not all of them, so that only
    what it forbids or dates is told. A loose pattern (a percentage, a date) leaves its figure to the number check.
    """
    if entry.concept.confidence is not Confidence.MEDIUM:
        return False
    return entry.verdict is Verdict.MISSING or (is_loose(entry) and entry.verdict in (Verdict.STYLE, Verdict.VALUE))


def _fault(entry: LedgerEntry) -> Fault:
    code = _code(entry)
    facts: tuple[tuple[str, Fact], ...] = (
        ("term", entry.term),
        ("found", entry.found),
        ("suggestion", entry.suggestion or entry.concept.preferred),
    )
    minor = code in _MINOR or entry.concept.confidence is Confidence.MEDIUM
    suggestions = (
        (Suggestion(Span(*entry.target), entry.suggestion),) if entry.target is not None and entry.suggestion else ()
    )
    return Fault(
        code=code if entry.suggestion or entry.concept.preferred else f"{code}-bare",
        source=() if entry.source is None else (Span(*entry.source),),
        target=() if entry.target is None else (Span(*entry.target),),
        facts=facts,
        suggestions=suggestions,
        severity=Severity.MINOR if minor else None,
        verdict=entry.verdict.value,
        term=entry.term,
        evidence=f"{entry.verdict}|{entry.term}|{' '.join(entry.found.casefold().split())}",
    )


def _code(entry: LedgerEntry) -> str:
    if entry.ask:
        return "term-ask"
    if entry.verdict is Verdict.STYLE and _is_deprecated(entry):
        return "term-deprecated"
    if entry.source is None and entry.verdict in (Verdict.FORBIDDEN, Verdict.STYLE):
        return f"term-{entry.verdict}-anywhere"
    return f"term-{entry.verdict}"


def _is_deprecated(entry: LedgerEntry) -> bool:
    found = entry.found.casefold()
    return any(term.text.casefold() == found for term in entry.concept.targets(Status.DEPRECATED))


def check_consistency(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """Every place where a term has not the rendering the document mostly gives it; each names all places.

    An entry of medium confidence has no fixed rendering, so that a translator may choose anew each time.
    """
    for group in renderings([view.entries for view in views]):
        if group.concept.confidence is Confidence.MEDIUM:
            continue
        common, *odd = group.renderings
        for rendering in odd:
            for place, span in rendering.places:
                facts: tuple[tuple[str, Fact], ...] = (
                    ("term", group.term),
                    ("found", views[place].target[span.start : span.end]),
                    ("common", common.form),
                    ("n", common.count),
                    ("rows", _rows([views[row].row for row in common.rows])),
                    ("here", _rows([views[row].row for row in rendering.rows])),
                )
                yield Fault(
                    code="term-two-names",
                    row=views[place].row,
                    target=(Span(*span),),
                    facts=facts,
                    term=group.term,
                    verdict="consistency",
                    evidence=f"{group.term}|{rendering.form.casefold()}|{common.form.casefold()}",
                )


def check_first_mention(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """The first place of an acronym that the text introduces only later, of a name that its entry wants written out."""
    yield from _written_out(views, context)
    for early in early_mentions([view.target for view in views]):
        facts: tuple[tuple[str, Fact], ...] = (
            ("found", early.acronym),
            ("full", early.full),
            ("row", views[early.introduced].row + 1),
        )
        yield Fault(
            code="term-first-mention",
            row=views[early.row].row,
            target=(Span(*early.span),),
            facts=facts,
            term=early.full,
            evidence=f"{early.acronym}|{' '.join(early.full.casefold().split())}",
        )


def _written_out(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    if not context.matcher.has_first_forms:
        return
    rows = [(view.given_source, view.target) for view in views]
    for short in short_mentions(rows, [view.entries for view in views], context.matcher):
        yield Fault(
            code="term-full-first",
            row=views[short.row].row,
            target=(Span(*short.span),),
            facts=(("found", short.found), ("full", short.full)),
            suggestions=(Suggestion(Span(*short.span), short.full),),
            severity=Severity.NEUTRAL,
            term=short.term,
            evidence=f"{short.term}|{' '.join(short.full.casefold().split())}",
        )


def _rows(rows: Sequence[int]) -> str:
    named = ", ".join(str(row + 1) for row in rows[:_SHOWN])
    return named if len(rows) <= _SHOWN else f"{named} … ({len(rows)})"
