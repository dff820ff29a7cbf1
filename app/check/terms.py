"""The glossary's verdicts as faults, and accepted names that change within a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.check.groups import Grouped, Together
from app.check.model import CheckContext, Fault, RowView, is_loose
from app.model import Fact, Severity, Span, Suggestion
from glossary.consistency import is_rendered, renderings
from glossary.first_mention import AcronymUse, Mention, acronym_uses, early_mention, mentions, short_mention
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


class Consistency(Grouped[int]):
    """Every place where a term has not the rendering the document mostly gives it; each names all places.

    An entry of medium confidence has no fixed rendering, so that a translator may choose anew each time.
    """

    def __init__(self, context: CheckContext) -> None:
        super().__init__()

    def keys(self, view: RowView) -> Iterator[int]:
        return (
            id(entry.concept)
            for entry in view.entries
            if entry.concept.confidence is not Confidence.MEDIUM and is_rendered(entry)
        )

    def judge(self, key: int, members: Sequence[RowView]) -> Iterator[Fault]:
        for group in renderings([[entry for entry in view.entries if id(entry.concept) == key] for view in members]):
            common, *odd = group.renderings
            for rendering in odd:
                for place, span in rendering.places:
                    facts: tuple[tuple[str, Fact], ...] = (
                        ("term", group.term),
                        ("found", members[place].target[span.start : span.end]),
                        ("common", common.form),
                        ("n", common.count),
                        ("rows", _rows([members[row].row for row in common.rows])),
                        ("here", _rows([members[row].row for row in rendering.rows])),
                    )
                    yield Fault(
                        code="term-two-names",
                        row=members[place].row,
                        target=(Span(*span),),
                        facts=facts,
                        term=group.term,
                        verdict="consistency",
                        evidence=f"{group.term}|{rendering.form.casefold()}|{common.form.casefold()}",
                    )


class FirstMention(Together):
    """The first place of an acronym that the text introduces only later, of a name that its entry wants written out."""

    def __init__(self, context: CheckContext) -> None:
        super().__init__(_WrittenOut(context), _Introduced())


class _Introduced(Grouped[str]):
    """The acronyms of a document."""

    def keys(self, view: RowView) -> Iterator[str]:
        return (use.acronym for use in view.note(_acronyms))

    def judge(self, key: str, members: Sequence[RowView]) -> Iterator[Fault]:
        early = early_mention((place, use) for place, view in enumerate(members) for use in view.note(_acronyms)
                              if use.acronym == key)  # fmt: skip
        if early is not None:
            facts: tuple[tuple[str, Fact], ...] = (
                ("found", early.acronym),
                ("full", early.full),
                ("row", members[early.introduced].row + 1),
            )
            yield Fault(
                code="term-first-mention",
                row=members[early.row].row,
                target=(Span(*early.span),),
                facts=facts,
                term=early.full,
                evidence=f"{early.acronym}|{' '.join(early.full.casefold().split())}",
            )


def _acronyms(view: RowView) -> tuple[AcronymUse, ...]:
    return acronym_uses(view.target)


class _WrittenOut(Grouped[tuple[str, str]]):
    """The names whose entry has a form for the first mention."""

    def __init__(self, context: CheckContext) -> None:
        super().__init__()
        self._matcher = context.matcher

    def keys(self, view: RowView) -> Iterator[tuple[str, str]]:
        if self._matcher.has_first_forms:
            yield from (mention.key for mention in view.note(_mentions))

    def judge(self, key: tuple[str, str], members: Sequence[RowView]) -> Iterator[Fault]:
        view = members[0]
        first = next(mention for mention in view.note(_mentions) if mention.key == key)
        short = short_mention(first, view.given_source, view.target, self._matcher)
        if short is not None:
            yield Fault(
                code="term-full-first",
                row=view.row,
                target=(Span(*short.span),),
                facts=(("found", short.found), ("full", short.full)),
                suggestions=(Suggestion(Span(*short.span), short.full),),
                severity=Severity.NEUTRAL,
                term=short.term,
                evidence=f"{short.term}|{' '.join(short.full.casefold().split())}",
            )


def _mentions(view: RowView) -> tuple[Mention, ...]:
    return mentions(view.given_source, view.target, view.entries, view.context.matcher)


def _rows(rows: Sequence[int]) -> str:
    named = ", ".join(str(row + 1) for row in rows[:_SHOWN])
    return named if len(rows) <= _SHOWN else f"{named} … ({len(rows)})"
