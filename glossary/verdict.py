"""What became of each term: the ledger of one row.

Every source term found gets exactly one verdict, by the best assignment of target places in rounds over all terms of
the row: ok, admitted, accepted with a word between, deprecated (*style*), forbidden; what is left is *missing*. One
target place serves one source term. A form inside a longer accepted one is masked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from types import MappingProxyType

from glossary.acronyms import Acronyms, acronym_after
from glossary.language.reading import Reading
from glossary.language.scripts import joins_words
from glossary.matcher import Form, Hit, Matcher
from glossary.model import Concept, LedgerEntry, Match, Span, Status, Verdict
from glossary.spread import before_figures, parts, spread
from glossary.suggest import close_quotes, in_plural, smallest, suggest

_VERDICTS = {
    Status.PREFERRED: Verdict.OK,
    Status.ADMITTED: Verdict.ADMITTED,
    Status.DEPRECATED: Verdict.STYLE,
    Status.FORBIDDEN: Verdict.FORBIDDEN,
}
_NO_ACRONYMS: Acronyms = MappingProxyType({})
_RANK = {status: rank for rank, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the target that reads as a form of a concept; ``exact`` if as written in the glossary."""

    span: Span
    form: Form
    exact: bool = True

    @property
    def length(self) -> int:
        return self.span.end - self.span.start


def judge(
    matcher: Matcher, source: str | None, target: str, acronyms: Acronyms = _NO_ACRONYMS
) -> tuple[LedgerEntry, ...]:
    """The verdicts of one row: source terms in the order of the source, then what is wrong with no source term.

    With no source (None or blank) only forms that are wrong or dated anywhere are reported. ``acronyms`` are those the
    translation introduces in other rows: :func:`glossary.acronyms.introduced`.
    """
    if matcher.is_empty:
        return ()
    entries: list[LedgerEntry] = []
    hits: Sequence[Hit] = matcher.source_hits(source) if source and not source.isspace() else ()
    if matcher.patterns is not None:
        entries = [entry for entry in matcher.patterns.judge(source, target) if not _is_inside_hit(entry.source, hits)]
        hits = [hit for hit in hits if not any(_overlap(hit.span, entry.source) for entry in entries)]
    if not hits and not entries and not matcher.has_open_forms:
        return ()
    row = _Row(matcher, matcher.target_reader.read(target), hits, acronyms)
    row.used.add_all(entry.target for entry in entries if entry.target is not None)
    row.assign()
    entries += row.entries()
    entries.sort(key=_source_order)
    return tuple(entries) + tuple(row.open_entries())


def _source_order(entry: LedgerEntry) -> int:
    return entry.source.start if entry.source is not None else 1 << 60


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _is_inside_hit(span: Span | None, hits: Iterable[Hit]) -> bool:
    """Whether a pattern's hit lies in a longer literal one, which hides it."""
    return span is not None and any(
        hit.span.start <= span.start and span.end <= hit.span.end and hit.span != span for hit in hits
    )


class _Used:
    """Target spans that serve a term already; none overlap."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    @property
    def is_empty(self) -> bool:
        return not self._spans

    def add(self, span: Span) -> None:
        self._spans.insert(bisect_left(self._spans, span), span)

    def add_all(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self.add(span)

    def is_free(self, span: Span) -> bool:
        at = bisect_left(self._spans, span)
        return not any(_overlap(span, other) for other in self._spans[max(0, at - 1) : at + 1])


class _Places:
    """Places sorted by start, so that a text full of one word stays quick."""

    def __init__(self, places: Iterable[_Place]) -> None:
        self.all = sorted(places, key=lambda place: place.span)
        self._starts = [place.span.start for place in self.all]
        self._longest = max((place.length for place in self.all), default=0)

    def near(self, span: Span) -> Iterator[_Place]:
        """The places that overlap the span."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return (place for place in self.all[first:last] if place.span.end > span.start)

    def holds(self, span: Span) -> bool:
        """Whether some place covers the span."""
        return any(place.span.start <= span.start and span.end <= place.span.end for place in self.near(span))


_NO_PLACES = _Places(())


@dataclass(slots=True)
class _Row:
    matcher: Matcher
    reading: Reading
    hits: Sequence[Hit]
    acronyms: Acronyms
    used: _Used = field(default_factory=_Used)
    chosen: dict[int, _Place] = field(default_factory=dict)
    masks: dict[str, _Places] = field(default_factory=dict)

    # --- the rounds

    def assign(self) -> None:
        """Gives every source hit its place, best verdict first."""
        waiting: dict[int, list[int]] = {}
        concepts: dict[int, Concept] = {}
        for number, hit in enumerate(self.hits):
            for concept in hit.concepts:
                concepts[id(concept)] = concept
                waiting.setdefault(id(concept), []).append(number)
        if self._take_plain(waiting, concepts):
            return
        barred = {
            key: _Places(self._barred(concept, concepts)) if self.matcher.barred(concept) else _NO_PLACES
            for key, concept in concepts.items()
        }
        accepted = [place for key, concept in concepts.items() for place in self._accepted(concept, barred[key])]
        nested = _nested(accepted)
        self._take(sorted(accepted, key=lambda place: _accepted_order(place, id(place) in nested)), waiting)
        if self._is_complete():
            return
        self._take(list(self._shortened(accepted)), waiting)
        stretched = [
            place
            for key, concept in concepts.items()
            if any(number not in self.chosen for number in waiting[key])
            for place in self._stretched(concept, barred[key])
        ]
        self._take(stretched, waiting)
        if joins_words(self.matcher.target_language):
            self._share(waiting, concepts)
        self._take(sorted((place for places in barred.values() for place in places.all), key=_barred_order), waiting)

    def _take_plain(self, waiting: dict[int, list[int]], concepts: dict[int, Concept]) -> bool:
        """The common row, quickly: every term stands there as preferred and nothing is in anybody's way."""
        if not self.used.is_empty or any(len(hit.forms) > 1 for hit in self.hits):
            return False
        found: list[tuple[int, _Place]] = []
        for key, numbers in waiting.items():
            accepted = self.matcher.accepted(concepts[key])
            if self.matcher.barred(concepts[key]) or not accepted:
                return False
            first = accepted[0]
            if first.term.status is not Status.PREFERRED or first.key not in self.reading.exact.text:
                return False
            places = list(islice(self._find(first, first.key), len(numbers)))
            if len(places) < len(numbers):
                return False
            found += zip(numbers, places, strict=True)
        spans = sorted(place.span for _, place in found)
        if any(two.start < one.end for one, two in pairwise(spans)):
            return False
        self.chosen.update(found)
        self.used.add_all(spans)
        return True

    def _is_complete(self) -> bool:
        return len(self.chosen) == len(self.hits)

    def _take(self, places: Iterable[_Place], waiting: dict[int, list[int]]) -> None:
        for place in places:
            queue = waiting[id(place.form.concept)]
            while queue and queue[0] in self.chosen:
                queue.pop(0)
            if queue and self.used.is_free(place.span):
                self.chosen[queue.pop(0)] = place
                self.used.add(place.span)

    def _share(self, waiting: dict[int, list[int]], concepts: dict[int, Concept]) -> None:
        """A compound renders several terms at once: its halves serve what is left, each half once."""
        served: set[tuple[Span, str]] = set()
        for key, concept in concepts.items():
            queue = [number for number in waiting[key] if number not in self.chosen]
            if not queue or concept.matching & {Match.EXACT, Match.WHOLE}:
                continue
            for form in self.matcher.accepted(concept):
                half = self.matcher.loose_key(form)
                for first, last in parts(self.reading, half):
                    span = self.reading.span(first, last)
                    own = any(place.span == span and place.form.concept is concept for place in self.chosen.values())
                    if queue and not own and (span, half) not in served and form.fits(self.reading.original, span):
                        served.add((span, half))
                        self.chosen[queue.pop(0)] = _Place(span, form, exact=False)

    # --- where forms stand

    def _find(self, form: Form, key: str, exact: bool = True, case: bool = False) -> Iterator[_Place]:
        line = self.reading.exact if exact else self.reading.loose
        for first, last in line.find(key):
            span = self.reading.span(first, last)
            if form.fits(self.reading.original, span) and (not case or self._text(span) == form.term.text):
                yield _Place(span, form, exact)

    def _accepted(self, concept: Concept, barred: _Places) -> Iterator[_Place]:
        seen: set[Span] = set()
        forms = self.matcher.sought(concept)
        for exact in (True, False) if not concept.matching or Match.EXACT not in concept.matching else (True,):
            line = self.reading.exact if exact else self.reading.loose
            text = line.text
            for form, loose in forms:
                key = form.key if exact else loose
                # Most forms stand nowhere: asked first, a generator costs more than the search.
                if key not in text or (not exact and key == form.key and line is self.reading.exact):
                    continue
                for place in self._find(form, key, exact):
                    if place.span not in seen and not any(
                        _outweighs(other, place) for other in barred.near(place.span)
                    ):
                        seen.add(place.span)
                        yield place

    def _stretched(self, concept: Concept, barred: _Places) -> Iterator[_Place]:
        """Accepted forms with other words between theirs, divided in another way, or as half of a compound."""
        matching = concept.matching
        if Match.EXACT in matching:
            return
        compounds = joins_words(self.matcher.target_language) and Match.WHOLE not in matching
        gaps = Match.TOGETHER not in matching
        for form in self.matcher.accepted(concept):
            if form.is_acronym:
                for first, last in before_figures(self.reading.exact, form.key):
                    span = self.reading.span(first, last)
                    if form.fits(self.reading.original, span):
                        yield _Place(Span(span.start, span.start + len(form.term.text)), form, exact=False)
                continue
            keys = form.key, self.matcher.loose_key(form)
            for first, last in spread(self.reading, *keys, compounds=compounds, gaps=gaps):
                span = self.reading.span(first, last)
                if not any(barred.near(span)) and (
                    Match.CASE not in matching or form.fits(self.reading.original, span)
                ):
                    yield _Place(span, form, exact=False)

    def _shortened(self, accepted: Iterable[_Place]) -> Iterator[_Place]:
        """The acronyms of what is still missing, introduced in this row or in another."""
        if not self.acronyms and "(" not in self.reading.original and "（" not in self.reading.original:
            return
        known: dict[str, set[str]] = {}
        forms: dict[str, list[Form]] = {}
        for hit in (hit for number, hit in enumerate(self.hits) if number not in self.chosen):
            for concept in hit.concepts:
                for form in self.matcher.accepted(concept):
                    forms.setdefault(form.key, []).append(form)
                    known.setdefault(form.key, set()).update(self.acronyms.get(form.key, ()))
        for place in accepted:
            if place.form.key in known:
                found = self._text(place.span)
                known[place.form.key].add(acronym_after(self.reading.original, place.span.end, found))
        for key, shorts in known.items():
            for short in sorted(filter(None, shorts)):
                for form in forms[key]:
                    written = replace(form, term=replace(form.term, text=short))
                    yield from self._find(written, self.matcher.target_reader.key(short), case=True)

    def _barred(self, concept: Concept, present: dict[int, Concept]) -> Iterator[_Place]:
        text = self.reading.exact.text
        for form, key in self.matcher.shunned(concept):
            for place in self._find(form, key) if key in text else ():
                if not self._is_masked(place, present):
                    yield place

    def _is_masked(self, place: _Place, present: dict[int, Concept]) -> bool:
        """Whether an accepted form stands over the place: a longer one of any concept, or the very form of another
        concept whose own source term is in the row."""
        for mask in self.matcher.masks(place.form):
            if mask.key == place.form.key and id(mask.concept) not in present:
                continue
            if mask.term.text not in self.masks:
                self.masks[mask.term.text] = _Places(self._find(mask, mask.key))
            if self.masks[mask.term.text].holds(place.span):
                return True
        return False

    # --- the ledger

    def entries(self) -> Iterator[LedgerEntry]:
        rendered = {id(place.form.concept) for place in self.chosen.values() if place.form.accepted}
        for number, hit in enumerate(self.hits):
            place = self.chosen.get(number)
            if place is None:
                concept = hit.concepts[0]
                again = any(id(one) in rendered for one in hit.concepts)
                yield LedgerEntry(
                    concept, hit.term.text, Verdict.MISSING, hit.span, None,
                    suggestion=concept.preferred, ask=hit.asks, again=again,
                )  # fmt: skip
            elif place.form.accepted:
                yield self._entry(place.form, place.span, hit.term.text, hit.span)
            else:
                yield replace(self._entry(place.form, place.span, hit.term.text, hit.span), ask=hit.asks)

    def open_entries(self) -> Iterator[LedgerEntry]:
        """What is wrong in any text and serves no source term."""
        for hit in self.matcher.open_hits(self.reading):
            if self.used.is_free(hit.span):
                form = hit.forms[0]
                yield self._entry(form, hit.span, form.term.text, None)

    def _entry(self, form: Form, span: Span, term: str, source: Span | None) -> LedgerEntry:
        verdict = _VERDICTS[form.term.status]
        if form.accepted:
            return LedgerEntry(form.concept, term, verdict, source, span, self._text(span), form=self._canonical(form))
        text, language = self.reading.original, self.matcher.target_language
        suggestion = suggest(self._inflections(form.concept), text, span, language)
        if self.matcher.target_reader.key(self._text(span)) != form.key:
            suggestion = in_plural(suggestion, language)
        span, suggestion = close_quotes(text, span, suggestion)
        span, suggestion = self._narrow(span, suggestion)
        found = self._text(span)
        return LedgerEntry(form.concept, term, verdict, source, span, found, suggestion, form=form.term.text)

    def _narrow(self, span: Span, suggestion: str) -> tuple[Span, str]:
        """Leaves out words the two share, if what is left are terms on their own: *Secretary-General* Xi Jinping."""
        head, tail = smallest(self._text(span), suggestion)
        if not head and not tail:
            return span, suggestion
        less = Span(span.start + head, span.end - tail)
        new = suggestion[head : len(suggestion) - tail]
        if self.matcher.is_form(self._text(less)) and self.matcher.is_form(new):
            return less, new
        return span, suggestion

    def _canonical(self, form: Form) -> str:
        forms = self.matcher.accepted(form.concept)
        if len(forms) == 1:
            return form.term.text
        key = self.matcher.loose_key(form)
        return next((other.term.text for other in forms if self.matcher.loose_key(other) == key), form.term.text)

    def _inflections(self, concept: Concept) -> list[str]:
        """The preferred form and accepted ones that differ from it in inflection only."""
        forms = self.matcher.accepted(concept)
        preferred = concept.preferred
        if not preferred:
            return []
        key = self.matcher.target_reader.loose_key(preferred)
        return [preferred] + [form.term.text for form in forms if self.matcher.loose_key(form) == key]

    def _text(self, span: Span) -> str:
        return self.reading.original[span.start : span.end]


def _outweighs(barred: _Place, accepted: _Place) -> bool:
    """A barred form beats an accepted one inside it, and one that is the same but for inflection."""
    if barred.span == accepted.span:
        return not accepted.exact
    return barred.span.start <= accepted.span.start and accepted.span.end <= barred.span.end


def _accepted_order(place: _Place, nested: bool) -> tuple[bool, int, int, bool, int]:
    return nested, _RANK[place.form.term.status], -place.length, not place.exact, place.span.start


def _barred_order(place: _Place) -> tuple[int, int, int]:
    return _RANK[place.form.term.status], -place.length, place.span.start


def _nested(places: Iterable[_Place]) -> set[int]:
    """The places that lie inside a longer accepted place of another concept: theirs only if nobody else wants it."""
    inside: set[int] = set()
    ends: dict[int, Span] = {}
    for place in sorted(places, key=lambda place: (place.span.start, -place.span.end)):
        mine = id(place.form.concept)
        if any(key != mine and place.span.end <= span.end and span != place.span for key, span in ends.items()):
            inside.add(id(place))
        known = ends.get(mine)
        if known is None or known.end < place.span.end:
            ends[mine] = place.span
    return inside
