"""A text as terms see it: a string of words, so that one search finds whole words only, in any script.

A word is wrapped in two marks; a character of a script without spaces stands bare; white space, quotation marks and
apostrophes are gone. Searching for the string of a term then respects word boundaries by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from glossary.language.folding import Folded, fold
from glossary.language.inflection import Inflection, articles
from glossary.language.scripts import MARK_RANGES, UNDIVIDED_RANGES
from glossary.model import Span

OPEN, CLOSE = "\x01", "\x02"
_TOKEN = re.compile(f"(?:[^\\W_{UNDIVIDED_RANGES}]|[{MARK_RANGES}])+|[{UNDIVIDED_RANGES}]|[^\\s\"'\x00-\x1f]")
_WORD = re.compile(f"[^\\W_{UNDIVIDED_RANGES}]|[{MARK_RANGES}]")


@dataclass(slots=True)
class Line:
    """The words of a text, encoded; ``tokens[i]`` is the number of word ``i`` in the text's list of words."""

    words: list[str]
    tokens: list[int]
    text: str = ""
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = "".join(self.words)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The words from code point ``start`` to ``end`` of ``text``, as first and one past the last."""
        if not self._starts:
            self._starts = [0, *accumulate(map(len, self.words))]
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def find(self, key: str) -> Iterator[tuple[int, int]]:
        """The ranges of words that read as ``key``, overlapping ones too."""
        at = self.text.find(key)
        while at >= 0:
            yield self.range_of(at, at + len(key))
            at = self.text.find(key, at + 1)


class Reading:
    """One text read: ``exact`` has every word as written (folded), ``loose`` lemmas without articles and hyphens."""

    __slots__ = ("_ends", "_folded", "_reader", "_starts", "_words", "exact", "loose_line", "original")

    def __init__(
        self, reader: Reader, original: str, folded: Folded, words: list[str], starts: list[int], ends: list[int]
    ):
        self._reader, self._folded, self._words, self._starts, self._ends = reader, folded, words, starts, ends
        self.original = original
        self.exact = Line(words, list(range(len(words))))
        self.loose_line: Line | None = None

    @property
    def loose(self) -> Line:
        if self.loose_line is None:
            self.loose_line = self._reader.loosen(self._words)
        return self.loose_line

    def span(self, line: Line, first: int, last: int) -> Span:
        """The original's span of words ``first`` to ``last`` (exclusive) of a line."""
        start, end = self._starts[line.tokens[first]], self._ends[line.tokens[last - 1]]
        return self._folded.span(start, end)


class Reader:
    """Reads texts of one language, remembering lemmas."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.inflection = Inflection(language)
        self._articles = articles(language)
        self._loose: dict[str, str] = {}

    def read(self, text: str) -> Reading:
        folded = fold(text)
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for match in _TOKEN.finditer(folded.text):
            word = match.group()
            start, end = match.span()
            words.append(OPEN + word + CLOSE if _WORD.match(word) else word)
            starts.append(start)
            ends.append(end)
        return Reading(self, text, folded, words, starts, ends)

    def key(self, text: str) -> str:
        """The string to look for where a form has to stand as written (but for what folding takes away)."""
        return self.read(text).exact.text

    def loose_key(self, text: str) -> str:
        """The string to look for where inflection, articles and hyphens may vary."""
        reading = self.read(text)
        return reading.loose.text or reading.exact.text

    def loosen(self, words: list[str]) -> Line:
        known = self._loose
        kept: list[str] = []
        tokens: list[int] = []
        for number, word in enumerate(words):
            loose = known.get(word)
            if loose is None:
                loose = known[word] = self._loosen_word(word)
            if loose:
                kept.append(loose)
                tokens.append(number)
        return Line(kept, tokens)

    def _loosen_word(self, word: str) -> str:
        if word == "-":
            return ""
        if not word.startswith(OPEN):
            return word
        plain = word[1:-1]
        return "" if plain in self._articles else OPEN + self.inflection.lemma(plain) + CLOSE
