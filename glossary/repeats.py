"""The repeated strings of a document: words in a row, or characters where a script writes no spaces.

Grown level by level, each longer one only from shorter ones that are repeated themselves, so that the work stays in
step with the text. A string that never stands without the same neighbour is left to the longer one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.language.folding import Folded, fold
from glossary.language.inflection import Inflection
from glossary.language.numerals import Numerals
from glossary.language.scripts import UNDIVIDED_RANGES
from glossary.model import Span

# Hyphens, apostrophes and the genitive's s are passed over, all other signs end a string.
_WORD = re.compile(rf"'s(?!\w)|[-']|[{UNDIVIDED_RANGES}]|[^\W_{UNDIVIDED_RANGES}]+|\S")
_ROMAN = re.compile(r"(?=\w\w)(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_CACHE_LIMIT = 400_000
_PASSED = ("-", "'", "'s")


@dataclass(frozen=True, slots=True)
class Text:
    """One text as words: ``words[i]`` is what the i-th counts as, "" for a sign, which no string goes over."""

    original: str
    folded: Folded
    words: list[str]
    spans: list[tuple[int, int]]

    def span(self, first: int, last: int) -> Span:
        """The original's span of words ``first`` to ``last`` (exclusive)."""
        return self.folded.span(self.spans[first][0], self.spans[last - 1][1])


@dataclass(frozen=True, slots=True)
class Repeat:
    """A string of ``length`` words in several rows. ``places`` are (row, first word) in order; ``rows`` each once."""

    length: int
    places: tuple[tuple[int, int], ...]
    rows: frozenset[int]


class WordReader:
    """Reads texts of one language as lemmas; what is a number has a figure in it: its value, or 0 and its letters."""

    def __init__(self, numerals: Numerals, inflection: Inflection) -> None:
        self._inflection = inflection
        words = {word: entry.value for word, entry in numerals.words.items() if word not in numerals.spelling.uncounted}
        self._known = {word: str(value) for word, value in words.items() if value is not None}
        if numerals.han is not None:
            signs = {**numerals.han.digits, **numerals.han.tens, **numerals.han.units, **numerals.han.scales}
            self._known = {sign: str(value) for sign, value in signs.items()}

    def read(self, text: str) -> Text:
        """A text as words."""
        folded = fold(text)
        found = [match for match in _WORD.finditer(folded.text) if match[0] not in _PASSED]
        words = [self._word(word) if (word := match[0])[0].isalnum() else "" for match in found]
        return Text(text, folded, words, [match.span() for match in found])

    def _word(self, word: str) -> str:
        known = self._known.get(word)
        if known is None:
            known = f"0{word}" if _ROMAN.fullmatch(word) else self._inflection.lemma(word)
            if len(self._known) < _CACHE_LIMIT:
                self._known[word] = known
        return known


def repeats(texts: Sequence[Text], longest: int) -> Iterator[Repeat]:
    """The strings of two rows or more, shorter ones first, up to ``longest`` words."""
    known: dict[str, int] = {"": 0}
    names: list[int] = []
    """What begins at each place of all texts in a row: the number of a string, 0 for none."""
    owners: list[tuple[int, int]] = []
    for row, text in enumerate(texts):
        names += [known.setdefault(word, len(known)) for word in text.words]
        names.append(0)
        owners += [(row, at) for at in range(len(text.words) + 1)]
    level: dict[int, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        if name:
            level[name].append(place)
    for length in range(1, longest + 1):
        level = {name: places for name, places in level.items() if owners[places[0]][0] != owners[places[-1]][0]}
        if not level:
            return
        names = [0] * len(names)
        for number, places in enumerate(level.values(), 1):
            for place in places:
                names[place] = number
        longer = _longer(level, names)
        yield from _closed(level, longer, names, owners, length)
        level = longer


def _longer(level: dict[int, list[int]], names: list[int]) -> dict[int, list[int]]:
    """Two strings that overlap but for a word are one longer string."""
    count = len(level) + 1
    # Most are found once: a list is only made for those that come again.
    once: dict[int, int] = {}
    longer: dict[int, list[int]] = {}
    for number, places in enumerate(level.values(), 1):
        start = number * count
        for place in places:
            if following := names[place + 1]:
                key = start + following
                first = once.setdefault(key, place)
                if first != place:
                    longer.setdefault(key, [first]).append(place)
    return longer


def _closed(
    level: dict[int, list[int]],
    longer: dict[int, list[int]],
    names: list[int],
    owners: list[tuple[int, int]],
    length: int,
) -> Iterator[Repeat]:
    """The strings that at least once stand without the neighbour they mostly have."""
    most = [0] * (len(level) + 1)
    for places in longer.values():
        for part in (names[places[0]], names[places[0] + 1]):
            most[part] = max(most[part], len(places))
    for number, places in enumerate(level.values(), 1):
        if most[number] < len(places):
            at = tuple(owners[place] for place in places)
            yield Repeat(length, at, frozenset(row for row, _ in at))
