"""A text as terms see it: a string of words, so that one search finds whole words only, in any script.

A word is wrapped in two marks; a character of a script without spaces stands bare; white space, quotation marks and
apostrophes are gone. Searching for the string of a term then respects word boundaries by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate

from glossary.language.folding import Folded, fold
from glossary.language.inflection import Inflection, articles
from glossary.language.scripts import MARK_RANGES, UNDIVIDED_RANGES
from glossary.language.simplified import NOTHING, Simplified, for_language
from glossary.model import Span

OPEN, CLOSE = "\x01", "\x02"
# Possessive, with the common letters first: this is where half the time of finding terms goes.
_TOKEN = re.compile(
    f"([{UNDIVIDED_RANGES}]|(?:[a-z0-9]++|[^\\W_{UNDIVIDED_RANGES}]|[{MARK_RANGES}])++|[^\\s\"'\x00-\x1f])"
)
_WORD = re.compile(f"[^\\W_{UNDIVIDED_RANGES}]|[{MARK_RANGES}]")
_CACHE_LIMIT = 400_000


class Line:
    """The words of a text, encoded, "" where a word was left out; ``text`` joins them."""

    __slots__ = ("_joined", "_starts", "text", "words")

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.text = "".join(words)
        self._starts: list[int] | None = None
        self._joined: Line | None = None

    @property
    def joined(self) -> Line:
        """The same words without marks and hyphens, so that how they are divided makes no difference."""
        if self._joined is None:
            self._joined = Line([word.strip(OPEN + CLOSE + "-") for word in self.words])
        return self._joined

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The words from code point ``start`` to ``end`` of ``text``, as first and one past the last."""
        if self._starts is None:
            self._starts = [0, *accumulate(map(len, self.words))]
        # A word left out has the start of the next one: the last of equals is the word itself.
        return bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)

    def find(self, key: str) -> Iterator[tuple[int, int]]:
        """The ranges of words that read as ``key``, overlapping ones too."""
        at = self.text.find(key)
        while at >= 0:
            yield self.range_of(at, at + len(key))
            at = self.text.find(key, at + 1)

    def find_whole(self, key: str) -> Iterator[tuple[int, int]]:
        """As :meth:`find`, but no word is cut: what is needed where words carry no marks."""
        for first, last in self.find(key):
            if "".join(self.words[first:last]) == key:
                yield first, last

    def after(self, first: int) -> Iterator[int]:
        """The numbers of the words from ``first`` on that were not left out."""
        return (number for number in range(first, len(self.words)) if self.words[number])


class Reading:
    """One text read: ``exact`` has every word as written (folded), ``loose`` lemmas without articles and hyphens."""

    __slots__ = ("_ends", "_exact", "_folded", "_loose", "_pieces", "_reader", "_tokens", "original")

    def __init__(self, reader: Reader, original: str, folded: Folded) -> None:
        self._reader, self._folded = reader, folded
        self.original = original
        # By turns what lies between words and a word, so that where a word stands is a sum of lengths.
        self._pieces: list[str] = _TOKEN.split(folded.text)
        self._tokens = self._pieces[1::2]
        self._exact: Line | None = None
        self._loose: Line | None = None
        self._ends: list[int] | None = None

    def is_of(self, reader: Reader) -> bool:
        return self._reader is reader

    @property
    def exact(self) -> Line:
        if self._exact is None:
            self._exact = Line(self._reader.wrapped(self._tokens))
        return self._exact

    @property
    def loose(self) -> Line:
        if self._loose is None:
            same = self._reader.is_rigid and "-" not in self._tokens
            self._loose = self.exact if same else Line(self._reader.loosened(self._tokens))
        return self._loose

    def span(self, first: int, last: int) -> Span:
        """The original's span of words ``first`` to ``last`` (exclusive), of either line."""
        if self._ends is None:
            # Most texts hold no hit: where words stand is only worked out when it is asked for.
            self._ends = list(accumulate(map(len, self._pieces)))
        return self._folded.span(self._ends[2 * first], self._ends[2 * last - 1])


class Reader:
    """Reads texts of one language, remembering words and their lemmas."""

    def __init__(self, language: str, simplified: Simplified = NOTHING) -> None:
        self.language = language
        self._simplified = for_language(simplified, language)
        self.inflection = Inflection(language)
        self._articles = articles(language)
        self._exact: dict[str, str] = {}
        self._loose: dict[str, str] = {}

    @cached_property
    def is_rigid(self) -> bool:
        """Whether every word has one form only, and articles there are none: Chinese is."""
        return not self._articles and not self.inflection.knows_forms

    def read(self, text: str) -> Reading:
        folded = fold(text)
        if self._simplified and not folded.text.isascii():
            folded = Folded(self._simplified.change(folded.text), folded.offsets)
        return Reading(self, text, folded)

    def key(self, text: str) -> str:
        """The string to look for where a form has to stand as written (but for what folding takes away)."""
        return self.read(text).exact.text

    def loose_key(self, text: str) -> str:
        """The string to look for where inflection, articles and hyphens may vary."""
        reading = self.read(text)
        return reading.loose.text or reading.exact.text

    def wrapped(self, tokens: list[str]) -> list[str]:
        return _each(tokens, self._exact, _wrap)

    def loosened(self, tokens: list[str]) -> list[str]:
        return _each(tokens, self._loose, self._loosen)

    def _loosen(self, token: str) -> str:
        if token == "-" or token in self._articles:
            return ""
        return OPEN + self.inflection.lemma(token) + CLOSE if _WORD.match(token) else token


def _wrap(word: str) -> str:
    return OPEN + word + CLOSE if _WORD.match(word) else word


def _each(words: list[str], known: dict[str, str], work: Callable[[str], str]) -> list[str]:
    """``work`` on every word, by memory where it is known."""
    try:
        return list(map(known.__getitem__, words))
    except KeyError:
        if len(known) > _CACHE_LIMIT:
            known.clear()
    # One by one, so that another thread may clear the memory meanwhile.
    done: list[str] = []
    for word in words:
        found = known.get(word)
        if found is None:
            found = known[word] = work(word)
        done.append(found)
    return done
