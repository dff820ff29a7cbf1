"""Where a pattern stands in a text: at each place the longest of its sequences, never two hits over each other."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from glossary.language.scripts import is_boundary
from glossary.model import Span
from glossary.patterns.grammar import Item, Literal, Pattern, Sequence, Slot
from glossary.patterns.values import Bound, Language, Sheet, Value

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Owner = TypeVar("Owner")
_Read = dict[int, Bound | None]


class PatternHit(NamedTuple):
    """A stretch of text that reads as a pattern. ``span`` is in the original, ``bounds`` what the slots read,
    ``faults`` how many of them are not written in the form they ask for."""

    span: Span
    bounds: Mapping[str, Bound]
    faults: int

    @property
    def values(self) -> dict[str, Value]:
        return {name: bound.value for name, bound in self.bounds.items()}


class _Match(NamedTuple):
    """One sequence found; ``end`` is in the folded text."""

    end: int
    bounds: Mapping[str, Bound]
    faults: int

    def beats(self, other: _Match) -> bool:
        """Whether it is longer, or as long with fewer faults of form."""
        return self.end > other.end or (self.end == other.end and self.faults < other.faults)


class Finder:
    """One pattern compiled for a language. Linear: 256 sequences at most, each reader bounded."""

    def __init__(self, pattern: Pattern, language: Language) -> None:
        self._language = language
        read = [tuple(self._as_read(item) for item in sequence) for sequence in pattern.sequences]
        self._sequences = [(sequence, _literals(sequence)) for sequence in read]
        self.needed = _in_all([literals for _, literals in self._sequences])
        """A text with none of these holds no hit; without any, every text may."""

    def _as_read(self, item: Item) -> Item:
        return replace(item, text=self._language.folded(item.shown)) if isinstance(item, Literal) else item

    def find(self, page: Sheet) -> list[PatternHit]:
        """All hits from left to right; at one place the longest, then the one with fewest faults of form."""
        # What has to stand there literally is looked for first: most sequences end here.
        text = page.text
        for words in self.needed:
            if words in text:
                break
        else:
            if self.needed:
                return []
        able = [sequence for sequence, literals in self._sequences if all(words in text for words in literals)]
        candidates = sorted((at, number) for number, one in enumerate(able) for at in self._places(one, page))
        known = [_known(sequence, page) for sequence in able]
        found: list[PatternHit] = []
        best: _Match | None = None
        until = 0
        for (at, number), following in zip_longest(candidates, islice(candidates, 1, None)):
            if at < until:
                continue
            match = self._match(able[number], known[number], page, at)
            if match is not None and (best is None or match.beats(best)):
                best = match
            if best is not None and (following is None or following[0] != at):
                found.append(PatternHit(page.folded.span(at, best.end), best.bounds, best.faults))
                until = best.end
                best = None
        return found

    def _places(self, sequence: Sequence, page: Sheet) -> Iterable[int]:
        first, text = sequence[0], page.text
        if isinstance(first, Literal):
            return _occurrences(first.text, text)
        places = self._language.places(first, page)
        follows = sequence[1] if len(sequence) > 1 else None
        if isinstance(follows, Literal):
            return [at for at, end in places if text.startswith(follows.text, end)]
        return [at for at, _ in places]

    def _match(self, sequence: Sequence, read: list[_Read], page: Sheet, start: int) -> _Match | None:
        text, at, faults = page.text, start, 0
        bounds: dict[str, Bound] = {}
        for item, known in zip(sequence, read, strict=True):
            if isinstance(item, Literal):
                if not text.startswith(item.text, at):
                    return None
                at += len(item.text)
                continue
            try:
                bound = known[at]
            except KeyError:
                bound = known[at] = self._language.read(item, page, at)
            if bound is None:
                return None
            if item.name in bounds and bounds[item.name].value != bound.value:
                return None
            bounds[item.name] = bound
            faults += not bound.right
            at = bound.end
        if self._language.spaced and not (is_boundary(text, at) and is_boundary(text, start)):
            return None
        return _Match(at, bounds, faults)


class Finders(Generic[Owner]):
    """Many finders, each with its owner, and one pass over a text that tells which of them may find something.

    A finder is asked if a stretch it needs stands in the text, overlapping ones too, or if it needs none: whoever is
    not asked had nothing to find.
    """

    def __init__(self, finders: Iterable[tuple[Finder, Owner]]) -> None:
        self._all = tuple(finders)
        self._always = tuple(number for number, (finder, _) in enumerate(self._all) if not finder.needed)
        self._needed: dict[str, list[int]] = {}
        for number, (finder, _) in enumerate(self._all):
            for words in finder.needed:
                self._needed.setdefault(words, []).append(number)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        # Imported late: the window starts without it.
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(list(self._needed), matchkind=MatchKind.Standard)

    def find(self, page: Sheet) -> list[tuple[PatternHit, Owner]]:
        """All hits, finder by finder."""
        able = set(self._always)
        for words in set(self._automaton.find_matches_as_strings(page.text, overlapping=True)) if self._needed else ():
            able.update(self._needed[words])
        asked = (self._all[number] for number in sorted(able))
        return [(hit, owner) for finder, owner in asked for hit in finder.find(page)]


def _known(sequence: Sequence, page: Sheet) -> list[_Read]:
    """What is known of the page for each item of a sequence; looked up once, as a slot's hash costs more than it."""
    return [page.bounds[item] if isinstance(item, Slot) else {} for item in sequence]


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _literals(sequence: Sequence) -> tuple[str, ...]:
    """The stretches of literal text, the longest first: without any of them no place can match."""
    return tuple(sorted((item.text for item in sequence if isinstance(item, Literal)), key=len, reverse=True))


def _in_all(sequences: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """One stretch of each sequence, the fewest that serve: a text with none of them has no hit."""
    needed: list[str] = []
    for literals in sequences:
        if not literals:
            return ()
        if not any(words in one for words in needed for one in literals):
            needed.append(literals[0])
    return tuple(needed)


def render(pattern: Pattern, values: Mapping[str, Value], language: Language) -> str:
    """The pattern with values put in: of its sequences the one with the most slots that all have one, then the longest.

    "" when no sequence can be written. An optional plural is left out where the slot before it is exactly one.
    """
    able = [sequence for sequence in pattern.sequences if _slots(sequence) <= values.keys()]
    if not able:
        return ""
    # The sequences are in order of length already, and max keeps the first of equals.
    chosen = max(able, key=lambda sequence: len(_slots(sequence)))
    written, single = "", False
    for item in chosen:
        if isinstance(item, Slot):
            value = values[item.name]
            written += language.write(item, value)
            single = not isinstance(value, str) and item.reading(value) == 1
        elif not (item.plural and single):
            written += item.shown
    return re.sub(r"\s+", " ", written).strip()


def longest_first(hits: Iterable[tuple[PatternHit, Owner]]) -> list[tuple[PatternHit, Owner]]:
    """Hits of several patterns without those inside, or across, a longer one."""
    kept: list[tuple[PatternHit, Owner]] = []
    used: list[Span] = []
    for hit, owner in sorted(hits, key=lambda pair: (pair[0].span.start - pair[0].span.end, pair[0].span.start)):
        if is_free(used, hit.span):
            insort(used, hit.span)
            kept.append((hit, owner))
    return sorted(kept, key=_place)


def is_free(used: list[Span], span: Span) -> bool:
    """Whether a span lies over none of the used ones, which are sorted and do not overlap."""
    at = bisect_left(used, span)
    after = at < len(used) and used[at].start < span.end
    return not after and (at == 0 or used[at - 1].end <= span.start)


def _place(pair: tuple[PatternHit, object]) -> Span:
    return pair[0].span


def _slots(sequence: Sequence) -> set[str]:
    return {item.name for item in sequence if isinstance(item, Slot)}
