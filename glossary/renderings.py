"""What a repeated source string was rendered as: by the company it keeps over the rows, by Dice's coefficient.

A string and the words that stand in its rows and in few others belong together. Where these words are absent from a
row of the string, another wording is looked for: the same words in another spelling, a name of nearly the same words,
or words that are repeated in just those rows. What is sure is said, the rest is not: a person must not be buried.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from glossary.kinship import holds, is_kin, is_namesake, is_respelled
from glossary.model import Span
from glossary.names import Name
from glossary.repeats import Text, repeats

_LONGEST_SOURCE, _LONGEST_TARGET = 14, 7
_MOST_ROWS = 300
_FEWEST_ROWS = 3
"""A string of more rows belongs to the language, of fewer to chance."""
_CLOSE = 0.6
"""Dice from which a rendering is a string's own."""
_CLOSE_LABEL = 0.8
_MOSTLY = 0.6
"""The share of its rows in which a source string has a rendering that only shares a word with the others."""
_OWN = 0.8
"""The share of its rows in which another wording has to stand beside the source string."""
_LONG_WORD = 7

Place = tuple[int, Span]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A source string and the places of its renderings, (row, target span), by their words."""

    source: str
    places: Mapping[str, Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Term:
    """A repeated string of one side."""

    words: tuple[str, ...]
    places: Sequence[tuple[int, int]]
    """(row, first word), in order."""
    rows: frozenset[int]


class _Index:
    """The repeated strings of one side, and which stand in a row."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = list(terms)
        self._sizes = [len(term.rows) for term in self.terms]
        self._by_row: dict[int, list[int]] = defaultdict(list)
        for number, term in enumerate(self.terms):
            for row in term.rows:
                self._by_row[row].append(number)

    def longer(self, number: int, rows: Collection[int]) -> int:
        """Of the strings that hold a string and stand in most of the rows, that of most, of equals the longest."""
        words, size = self.terms[number].words, len(rows)
        counts = Counter(chain.from_iterable([self._by_row[row] for row in rows if row in self._by_row]))
        best, at = (0, 0), number
        for other, count in counts.items():
            term = self.terms[other]
            weight = count, len(term.words)
            if weight > best and len(term.words) > len(words) and count >= _MOSTLY * size and holds(term.words, words):
                best, at = weight, other
        return at

    def closest(self, rows: Collection[int], within: Collection[int] | None = None) -> tuple[int, float]:
        """The number of the string whose rows are nearest to the given ones, of equals the longest, and how near.

        (-1, 0) without any. ``within``: the rows in which it has to have nearly all of its places.
        """
        # Chained, not nested: this is where the time of a large document goes.
        counts = Counter(chain.from_iterable([self._by_row[row] for row in rows if row in self._by_row]))
        size, best, at = len(rows), (0.0, 0), -1
        for number, count in counts.items():
            if count > 1 and (dice := 2 * count / (size + self._sizes[number])) >= best[0]:
                term = self.terms[number]
                weight = dice, len(term.words)
                if weight > best and (within is None or len(term.rows.intersection(within)) >= _OWN * len(term.rows)):
                    best, at = weight, number
        return at, best[0]


class Pairing:
    """The rows of a document, read on both sides. ``source_edges`` and ``target_edges``: what no term begins with."""

    def __init__(
        self,
        source: Sequence[Text],
        target: Sequence[Text],
        names: Sequence[Sequence[Name]],
        *,
        source_edges: Collection[str],
        target_edges: Collection[str],
        spaced: bool,
        inflects: bool,
    ) -> None:
        self._source, self._target, self._names = source, target, names
        self._small, self._inflects = target_edges, inflects
        self._targets = _Index(
            term
            for term in _terms(target, _LONGEST_TARGET, target_edges)
            if any(len(word) > 2 or not word.isascii() for word in term.words)
        )
        # Of the strings that stand in the same rows the longest.
        self._labels = [term for term in _terms(source, _LONGEST_SOURCE, source_edges) if _is_long(term, spaced)]
        self._sources = _Index({term.rows: term for term in self._labels}.values())
        self._rows_of: dict[object, set[int]] = defaultdict(set)
        for row, of_row in enumerate(names):
            for name in of_row:
                self._rows_of[name.key].add(row)

    def rendered(self) -> Iterator[Rendered]:
        """The source strings with two renderings or more, the shorter strings first."""
        matched = [(source, *self._targets.closest(source.rows)) for source in self._sources.terms]
        best: dict[int, float] = defaultdict(float)
        for _, number, dice in matched:
            best[number] = max(best[number], dice)
        for source, number, dice in matched:
            if len(source.rows) >= _FEWEST_ROWS and dice >= _CLOSE and dice >= best[number]:
                places = self._places(source, self._targets.terms[number]) or self._longer_places(source, number)
                if places:
                    yield Rendered(self._text(source), places)

    def label(self, rows: Collection[int], fits: Callable[[str], bool]) -> str:
        """The longest fitting source string that stands in just these rows, "" without a clear one."""
        best, weight = "", (_CLOSE_LABEL, 0)
        for term in self._labels:
            new = 2 * len(term.rows.intersection(rows)) / (len(term.rows) + len(rows)), len(term.words)
            if new > weight and fits(text := self._text(term)):
                best, weight = text, new
        return best

    def _places(self, source: Term, main: Term) -> dict[str, list[Place]]:
        """The places of the main rendering and of all others, by their words; empty without others."""
        places, rest = self._near_places(source, main)
        if len(rest) > 1:
            number, dice = self._targets.closest(rest, source.rows)
            other = self._targets.terms[number]
            if dice >= _CLOSE and self._is_kin(main, other) and self._is_own(source, other):
                self._add(places, source, other)
        return dict(places) if len(places) > 1 else {}

    def _longer_places(self, source: Term, core: int) -> dict[str, list[Place]]:
        """The same where the core is only what the renderings share: (rural) revitalization, (rural) vitalization."""
        number = self._targets.longer(core, source.rows)
        main = self._targets.terms[number]
        if number == core or not self._is_own(source, main):
            return {}
        places, _ = self._near_places(source, main)
        return dict(places) if len(places) > 1 else {}

    def _near_places(self, source: Term, main: Term) -> tuple[dict[str, list[Place]], set[int]]:
        """The places of the main rendering and of what is much like it, and the rows that have neither."""
        places: dict[str, list[Place]] = defaultdict(list)
        self._add(places, source, main)
        rest = set(source.rows - main.rows)
        for row in sorted(rest):
            for key, span in self._respelled(row, main):
                places[key].append((row, span))
                rest.discard(row)
        namesakes = self._namesakes(rest, source, main)
        if namesakes:
            # A name is taken whole, wherever it stands.
            places = defaultdict(list)
            for row, name in namesakes:
                places[name.form].append((row, name.span))
                rest.discard(row)
        return places, rest

    def _add(self, places: dict[str, list[Place]], source: Term, target: Term) -> None:
        count = len(target.words)
        places[" ".join(target.words)] += [
            (row, self._target[row].span(at, at + count)) for row, at in target.places if row in source.rows
        ]

    def _respelled(self, row: int, main: Term) -> Iterator[tuple[str, Span]]:
        """Where the words of the main rendering stand in another spelling."""
        text, count = self._target[row], len(main.words)
        if self._inflects or not self._is_phrase(main):
            return
        for at in range(len(text.words) - count + 1):
            there = text.words[at : at + count]
            if is_respelled(main.words, there, self._small):
                yield " ".join(there), text.span(at, at + count)

    def _is_phrase(self, term: Term) -> bool:
        return sum(word not in self._small for word in term.words) > 1

    def _namesakes(self, rest: Collection[int], source: Term, main: Term) -> list[tuple[int, Name]]:
        """The names that the main rendering is, or is a part of, with those of the other rows that are much like them;
        none where there is no other."""
        kin = self._names_of(main) if self._is_phrase(main) else []
        found = [
            (row, name)
            for row in sorted(rest)
            for name in self._names[row]
            if any(is_namesake(name, other) for _, other in kin) and self._stays_with(source, name)
        ]
        return [pair for pair in kin if pair[0] in source.rows] + found if found else []

    def _stays_with(self, source: Term, name: Name) -> bool:
        rows = self._rows_of[name.key]
        return len(rows & source.rows) >= _OWN * len(rows)

    def _names_of(self, main: Term) -> list[tuple[int, Name]]:
        """The names a string mostly is, or is a part of; none for a common term."""
        found: list[tuple[int, Name]] = []
        for row, at in main.places:
            start, end = self._target[row].span(at, at + len(main.words))
            found += [(row, name) for name in self._names[row] if name.span.start <= start and end <= name.span.end]
        if 2 * len(found) <= len(main.places):
            return []
        # Longer names that only hold the string, or one with a number of its own, are other names.
        common = Counter(name.key for _, name in found).most_common(1)[0][0]
        model = next(name for _, name in found if name.key == common)
        return [(row, name) for row, name in found if name.key == common or is_namesake(name, model)]

    def _is_kin(self, main: Term, other: Term) -> bool:
        return is_kin(main.words, other.words, self._small, inflects=self._inflects)

    def _is_own(self, source: Term, target: Term) -> bool:
        """Whether no other source string, with other characters, is nearer to a target string."""
        number, _ = self._sources.closest(target.rows)
        owner = self._sources.terms[number]
        return holds(owner.words, source.words) or holds(source.words, owner.words)

    def _text(self, source: Term) -> str:
        row, at = source.places[0]
        text = self._source[row]
        span = text.span(at, at + len(source.words))
        return text.original[span.start : span.end]


def _terms(texts: Sequence[Text], longest: int, edges: Collection[str]) -> list[Term]:
    """The repeated strings of a side, without small words at their ends; of one string all its places."""
    terms: dict[tuple[str, ...], Term] = {}
    for repeat in repeats(texts, longest):
        row, at = repeat.places[0]
        words = tuple(texts[row].words[at : at + repeat.length])
        cut = next((number for number, word in enumerate(words) if word not in edges), len(words))
        end = next((number for number in range(len(words), cut, -1) if words[number - 1] not in edges), cut)
        words = words[cut:end]
        if not words or all(word.isdigit() for word in words) or len(repeat.rows) > _MOST_ROWS:
            continue
        known = terms.get(words)
        if known is None or len(known.places) < len(repeat.places):
            places = tuple((row, at + cut) for row, at in repeat.places) if cut else repeat.places
            terms[words] = Term(words, places, repeat.rows)
    return list(terms.values())


def _is_long(term: Term, spaced: bool) -> bool:
    if spaced:
        return len(term.words) > 1 or len(term.words[0]) >= _LONG_WORD
    return len(term.words) > 2
