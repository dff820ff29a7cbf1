"""The patterns of a project's glossaries and their verdicts on a row.

Best verdict first, in rounds over all hits of the row: ok, admitted, forbidden, style, value; what is left is missing.
One target span serves one source hit. (Greedy assignment from left to right lets one wrong figure push its neighbours
out of step.)
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from glossary.errors import GlossaryError
from glossary.language.numerals import Numerals, numerals_for
from glossary.language.simplified import NOTHING, Simplified
from glossary.language.slot_readers import Notation
from glossary.model import Concept, Glossary, LedgerEntry, Scope, Span, Status, Term, Verdict
from glossary.patterns.find import Finder, Finders, PatternHit, is_free, longest_first, render
from glossary.patterns.grammar import Pattern, Slot, parse
from glossary.patterns.values import Language, Sheet, Table, Value

_ROUNDS = (Verdict.OK, Verdict.ADMITTED, Verdict.FORBIDDEN, Verdict.STYLE, Verdict.VALUE)
_ACCEPTED = (Status.PREFERRED, Status.ADMITTED)
_Values = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """One target cell of a concept."""

    term: Term
    pattern: Pattern
    finder: Finder

    @property
    def accepted(self) -> bool:
        return self.term.status in _ACCEPTED

    @property
    def only_slot(self) -> bool:
        """Whether it grabs numbers that may belong to something else."""
        return all(isinstance(item, Slot) for sequence in self.pattern.sequences for item in sequence)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A concept whose cells are patterns."""

    concept: Concept
    sources: tuple[Finder, ...]
    targets: tuple[_Target, ...]

    @property
    def preferred(self) -> Pattern | None:
        return next((t.pattern for t in self.targets if t.term.status is Status.PREFERRED), None)


class _Place(NamedTuple):
    """A target cell found in the target."""

    rule: _Rule
    target: _Target
    hit: PatternHit


class PatternEngine:
    """The compiled patterns of one language pair; made by :func:`compile_patterns`, shared by threads."""

    def __init__(self, rules: Sequence[_Rule], source: Language, target: Language) -> None:
        self._rules = tuple(rules)
        self._sources = Finders((finder, rule) for rule in rules for finder in rule.sources)
        self._targets = Finders((target.finder, (rule, target)) for rule in rules for target in rule.targets)
        self._source = source
        self._target = target

    @property
    def is_empty(self) -> bool:
        return not self._rules

    def judge(self, source: str | None, target: str) -> tuple[LedgerEntry, ...]:
        """The verdicts of all pattern concepts on one row; spans in code points, no two source spans overlapping.

        ``source`` None or blank means that there is no source: forms are judged, values are not.
        """
        if not self._rules:
            return ()
        if source is None or not source.strip():
            return tuple(self._alone(self._target.sheet(target)))
        hits = self.source_hits(source)
        if not hits:
            return ()
        page = self._target.sheet(target)
        rules = {id(rule): rule for _, rule in hits}
        places = {key: _places(rule, page) for key, rule in rules.items()}
        return tuple(_Assignment(self, hits, places, target).entries(source))

    def first_form(self, source: str, span: Span) -> str:
        """The form for the first mention of what stands at a span of a source, with its values; "" without any."""
        for hit, rule in self.source_hits(source):
            first = rule.concept.first
            if hit.span == span and first is not None and first.pattern:
                return render(parse(first.text), hit.values, self._target)
        return ""

    def source_hits(self, text: str) -> list[tuple[PatternHit, _Rule]]:
        """Where the source cells stand, a longer one hiding those it overlaps."""
        return longest_first(self._sources.find(self._source.sheet(text)))

    def suggestion(self, rule: _Rule, hit: PatternHit) -> str:
        """The preferred form with the values of a hit, "" when the concept has none that they fill."""
        preferred = rule.preferred
        return render(preferred, hit.values, self._target) if preferred is not None else ""

    def _alone(self, page: Sheet) -> Iterator[LedgerEntry]:
        """What is wrong in a translation without its source: a figure in a wrong notation, a form never to be used."""
        found = [(hit, _Place(rule, target, hit)) for hit, (rule, target) in self._targets.find(page)]
        # Of equal stretches the one that is right, so that an admitted form excuses.
        found.sort(key=lambda pair: (pair[0].faults, not pair[1].target.accepted))
        for hit, place in longest_first(found):
            verdict = _verdict_alone(place)
            if verdict is not None:
                suggestion = self.suggestion(place.rule, hit)
                yield _entry(place.rule.concept, verdict, page.original, None, place, suggestion)


def _places(rule: _Rule, page: Sheet) -> list[_Place]:
    return [_Place(rule, target, hit) for target in rule.targets for hit in target.finder.find(page)]


def compile_patterns(
    glossaries: Iterable[Glossary],
    source_language: str,
    target_language: str,
    numerals: Mapping[str, Numerals],
    tables: Mapping[str, Table],
    simplified: Simplified = NOTHING,
) -> PatternEngine:
    """Compiles what is a pattern in the glossaries; a cell that cannot be parsed is passed by."""
    source = Language(source_language, numerals_for(numerals, source_language), tables, simplified)
    target = Language(target_language, numerals_for(numerals, target_language), tables, simplified)
    rules = []
    for glossary in glossaries:
        for concept in glossary.concepts:
            sources = tuple(Finder(pattern, source) for _, pattern in _parsed(concept.source))
            targets = tuple(_Target(term, pattern, Finder(pattern, target)) for term, pattern in _parsed(concept.forms))
            if sources and targets:
                rules.append(_Rule(concept, sources, targets))
    return PatternEngine(rules, source, target)


def _parsed(terms: Iterable[Term]) -> Iterator[tuple[Term, Pattern]]:
    for term in terms:
        if term.pattern:
            try:
                yield term, parse(term.text)
            except GlossaryError:
                continue


class _Assignment:
    """The rounds of one row."""

    def __init__(
        self,
        engine: PatternEngine,
        hits: Sequence[tuple[PatternHit, _Rule]],
        places: Mapping[int, Sequence[_Place]],
        target: str,
    ) -> None:
        self._engine = engine
        self._hits = hits
        self._places = {key: _Shelf(found) for key, found in places.items()}
        self._target = target
        self._used: list[Span] = []
        self._chosen: dict[int, tuple[Verdict, _Place]] = {}
        for verdict in _ROUNDS:
            self._round(verdict)

    def _round(self, verdict: Verdict) -> None:
        for number, (hit, rule) in enumerate(self._hits):
            if number in self._chosen:
                continue
            place = self._places[id(rule)].take(verdict, hit.values, self._is_free)
            if place is not None:
                insort(self._used, place.hit.span)
                self._chosen[number] = (verdict, place)

    def _is_free(self, span: Span) -> bool:
        return is_free(self._used, span)

    def entries(self, source: str) -> Iterator[LedgerEntry]:
        for number, (hit, rule) in enumerate(self._hits):
            suggestion = self._engine.suggestion(rule, hit)
            verdict, place = self._chosen.get(number, (Verdict.MISSING, None))
            if verdict in (Verdict.OK, Verdict.ADMITTED):
                suggestion = ""
            yield _entry(rule.concept, verdict, self._target, (source, hit.span), place, suggestion)


def _entry(
    concept: Concept,
    verdict: Verdict,
    text: str,
    source: tuple[str, Span] | None,
    place: _Place | None,
    suggestion: str,
) -> LedgerEntry:
    span = place.hit.span if place is not None else None
    found = text[span.start : span.end] if span is not None else ""
    at = source[1] if source is not None else None
    term = source[0][at.start : at.end] if source is not None and at is not None else found
    right = verdict in (Verdict.OK, Verdict.ADMITTED)
    return LedgerEntry(
        concept, term, verdict, at, span, "" if right else found, suggestion,
        ask=concept.ambiguous and not right, form=place.target.term.text if place is not None else "",
    )  # fmt: skip


class _Shelf:
    """The places of one rule by what they would be and by their values, so that many hits cost no more than each one.

    A place that is taken never comes free again: it is dropped for good.
    """

    def __init__(self, places: Iterable[_Place]) -> None:
        self._by_values: dict[tuple[Verdict, _Values], list[_Place]] = {}
        self._names: dict[tuple[str, ...], None] = {}
        self._any: list[_Place] = []
        for place in places:
            values = tuple(sorted(place.hit.values.items(), key=_name))
            self._names[tuple(name for name, _ in values)] = None
            self._by_values.setdefault((_if_it_agrees(place), values), []).append(place)
            if place.target.accepted and not place.target.only_slot:
                self._any.append(place)
        for shelf in self._by_values.values():
            shelf.sort(key=_longest, reverse=True)
        self._any.sort(key=_leftmost, reverse=True)

    def take(self, verdict: Verdict, values: Mapping[str, Value], is_free: Callable[[Span], bool]) -> _Place | None:
        """The longest free place that has the verdict beside these values; for a wrong value the leftmost."""
        if verdict is Verdict.VALUE:
            # Whatever agrees was taken in the rounds before.
            shelves = [self._any]
        else:
            # A slot the source did not use (a paragraph it does not name) agrees with nothing.
            able = (tuple((name, values[name]) for name in names) for names in self._names if values.keys() >= {*names})
            shelves = [shelf for key in able if (shelf := self._by_values.get((verdict, key)))]
        for shelf in shelves:
            while shelf and not is_free(shelf[-1].hit.span):
                shelf.pop()
        left = [shelf for shelf in shelves if shelf]
        return min(left, key=_longest_on_top).pop() if left else None


def _if_it_agrees(place: _Place) -> Verdict:
    """What a place is beside a hit whose values are its own."""
    if not place.target.accepted:
        return Verdict.FORBIDDEN
    if place.hit.faults:
        return Verdict.STYLE
    return Verdict.OK if place.target.term.status is Status.PREFERRED else Verdict.ADMITTED


def _verdict_alone(place: _Place) -> Verdict | None:
    if not place.target.accepted:
        return Verdict.FORBIDDEN if place.target.term.scope is Scope.ANYWHERE else None
    # Only a Roman numeral is wrong by itself: how plain numbers are written is for the house to say.
    roman = any(not b.right and b.notation is Notation.ROMAN for b in place.hit.bounds.values())
    return Verdict.STYLE if roman else None


def _longest(place: _Place) -> tuple[int, int]:
    span = place.hit.span
    return span.start - span.end, span.start


def _longest_on_top(shelf: list[_Place]) -> tuple[int, int]:
    return _longest(shelf[-1])


def _name(pair: tuple[str, Value]) -> str:
    return pair[0]


def _leftmost(place: _Place) -> tuple[int, int]:
    span = place.hit.span
    return span.start, span.start - span.end
