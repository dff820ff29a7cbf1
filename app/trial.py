"""What a term would do to a project before it is entered: where it occurs, what is right there, what would be said.

Pure: over plain rows, for a job that is thrown away by the next key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app import pipeline
from app.check import CheckContext, CheckRow
from app.check.model import RowView
from app.check.terms import check_terms
from app.model import Row, RowId, Side
from app.resources import resource
from app.tasks import Task
from glossary.language.numerals import load_numerals, numerals_for
from glossary.matcher import Matcher
from glossary.model import Concept, Glossary, LedgerEntry, Span, Status, Verdict
from glossary.patterns import Complaint, load_tables, validate
from glossary.patterns.values import Language

EXAMPLES = 10
_STRIDE = 500
"""Rows between two looks at whether somebody still wants to know."""
_RIGHT = (Verdict.OK, Verdict.ADMITTED)


class TrialRow(NamedTuple):
    """A row as it is tried: ``number`` is the one on screen, counted from 1; ``source`` None where there is none."""

    row: RowId
    number: int
    source: str | None
    target: str


@dataclass(frozen=True, slots=True)
class Example:
    """A place the term was found at. ``new`` says that a finding would stand here which does not stand there now."""

    row: TrialRow
    entry: LedgerEntry
    new: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """``verdicts`` counts every place once; ``new`` counts what would be said anew, by verdict.

    ``hidden`` are places that stand in a longer term of the project, and are counted there.
    """

    verdicts: Mapping[Verdict, int]
    new: Mapping[Verdict, int]
    examples: tuple[Example, ...]
    hidden: int = 0

    @property
    def total(self) -> int:
        return sum(self.verdicts.values())

    @property
    def agreeing(self) -> int:
        """Places rendered by a form the term accepts."""
        return sum(self.verdicts.get(verdict, 0) for verdict in _RIGHT)


def trial_rows(rows: Iterable[Row], *, has_source: bool) -> tuple[TrialRow, ...]:
    """The rows of a project, all of them in order: those that were put away whole are left out."""
    return tuple(
        TrialRow(row.id, number, row.text(Side.SOURCE) if has_source else None, row.text(Side.TARGET))
        for number, row in enumerate(rows, 1)
        if not row.excluded
    )


def trial(concept: Concept, rows: Sequence[TrialRow], context: CheckContext, task: Task | None = None) -> Trial:
    """Tries a concept on rows beside the terms of ``context``, of which one with the same id does not count.

    A place inside a longer term of those, or inside a longer accepted form, is theirs. Examples are the first places
    with something new to say, then the others. Raises Cancelled.
    """
    task = task or Task()
    languages = (context.source_language, context.target_language)
    alone = pipeline.context_for([Glossary("", *languages, (concept,))], *languages)
    verdicts: Counter[Verdict] = Counter()
    new: Counter[Verdict] = Counter()
    said: list[Example] = []
    silent: list[Example] = []
    hidden = 0
    for at, row in enumerate(rows):
        if at % _STRIDE == 0:
            task.check()
        view = RowView(CheckRow(0, row.source, row.target), alone)
        if not view.entries:
            continue
        fresh = _said(view)
        if fresh:
            fresh -= _said(RowView(CheckRow(0, row.source, row.target), context))
        own = list(_own(view.entries, row, concept, context.matcher))
        hidden += len(view.entries) - len(own)
        for entry in own:
            verdicts[entry.verdict] += 1
            is_new = _key(entry) in fresh
            new[entry.verdict] += is_new
            kept = said if is_new else silent
            if len(kept) < EXAMPLES:
                kept.append(Example(row, entry, is_new))
    return Trial(verdicts, +new, tuple((said + silent)[:EXAMPLES]), hidden)


def complaints(concept: Concept, source_language: str) -> tuple[Complaint, ...]:
    """What is wrong with the patterns of a concept, for whoever types it; () for one of literal terms."""
    if not any(term.pattern for term in (*concept.source, *concept.target)):
        return ()
    tables = load_tables(resource("glossaries", "tables.toml"))
    numerals = numerals_for(load_numerals(resource("language")), source_language)
    return validate(concept, Language(source_language, numerals, tables), tables)


def same_source(concept: Concept, context: CheckContext) -> Concept | None:
    """The concept there is with a source term of this one's, another than itself; None if it would be the first."""
    for term in concept.source:
        for other in _with_term(term.text, term.pattern, context.matcher):
            if other.id != concept.id:
                return other
    return None


def _with_term(text: str, pattern: bool, matcher: Matcher) -> Iterator[Concept]:
    if pattern:
        yield from (one for one in matcher.concepts if any(t.pattern and t.text == text for t in one.source))
        return
    for hit in matcher.source_hits(text):
        if hit.span == (0, len(text)):
            yield from hit.concepts


_Key = tuple[Span | None, Span | None, str]


def _key(entry: LedgerEntry) -> _Key:
    return entry.source, entry.target, entry.verdict


def _said(view: RowView) -> set[_Key]:
    """What the check of terms says of a row."""
    return {
        (Span(*one.source[0]) if one.source else None, Span(*one.target[0]) if one.target else None, one.verdict)
        for one in check_terms(view)
    }


def _own(entries: Sequence[LedgerEntry], row: TrialRow, concept: Concept, matcher: Matcher) -> Iterator[LedgerEntry]:
    """The places that are not inside a longer term, or a longer accepted form, of another concept."""
    if matcher.is_empty:
        yield from entries
        return
    terms = [hit.span for hit in matcher.source_hits(row.source or "") if _is_other(hit.concepts, concept)]
    forms = [
        hit.span
        for hit in matcher.target_hits(row.target)
        if hit.status in (Status.PREFERRED, Status.ADMITTED) and _is_other(hit.concepts, concept)
    ]
    for entry in entries:
        inside = _is_inside(entry.source, terms) if entry.source is not None else _is_inside(entry.target, forms)
        if not inside:
            yield entry


def _is_other(concepts: Sequence[Concept], concept: Concept) -> bool:
    return any(one.id != concept.id for one in concepts)


def _is_inside(span: Span | None, longer: Sequence[Span]) -> bool:
    return span is not None and any(
        other.start <= span.start and span.end <= other.end and other != span for other in longer
    )
