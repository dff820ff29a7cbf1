"""Numbers written in words, as sets of what they may mean: a word may excuse a figure, so a generous set is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import repeat

from glossary.language.number_scan import Kind
from glossary.language.numerals import NumberWord, Numerals
from glossary.language.scripts import MARK_RANGES
from glossary.model import Span

# The common letters first and for good: a third of the time of reading words goes here.
_WORD = re.compile(f"[^\\W\\d_](?:[a-z]++|[^\\W\\d_]|[{MARK_RANGES}])*+")
_GAP = re.compile(r"[\s\u00a0]?[-\u2010\u2011]?[\s\u00a0]?")
_ONE = Fraction(1)
_HALF = Fraction(1, 2)
_LONGEST_WORD = 12
_CHUNKS = 50_000
_MAX_RUN = 16
"""Words read as one number; a longer run is read in pieces."""


@dataclass(frozen=True, slots=True)
class WordNumber:
    span: Span
    values: frozenset[Fraction]
    kind: Kind


def read_number_words(text: str, numerals: Numerals) -> Iterator[WordNumber]:
    """The runs of number words of a text, in order: "twenty-five", "a hundred and two", "dreiundzwanzig"."""
    if not numerals.words:
        return
    run = _Run(numerals)
    for match in _candidates(text.lower(), numerals):
        word = match[0]
        if run.pieces and not _GAP.fullmatch(match.string, run.end, match.start()):
            yield from run.close()
        if word in numerals.joiners and run.pieces:
            run.join(match.end())
            continue
        pieces, hint = _read(word, numerals)
        if not pieces or hint or len(run.pieces) >= _MAX_RUN:
            yield from run.close()
        for piece in pieces:
            run.add(piece, match.start(), match.end())
        if hint:
            yield from run.close()
    yield from run.close()


def _candidates(text: str, numerals: Numerals) -> Iterator[re.Match[str]]:
    """The words of a text in small letters that may be of a number, and some others. A stretch between spaces without
    any is passed over, and most stretches were looked at before."""
    at, chunks = 0, text.split()
    if not any(map(_holds_number, chunks, repeat(numerals))):
        return
    for chunk in chunks:
        at = text.index(chunk, at)
        end = at + len(chunk)
        if _holds_number(chunk, numerals):
            yield from _WORD.finditer(text, at, end)
        at = end


@lru_cache(maxsize=_CHUNKS)
def _holds_number(chunk: str, numerals: Numerals) -> bool:
    return any(word in numerals.joiners or _read(word, numerals)[0] for word in _WORD.findall(chunk))


@lru_cache(maxsize=_CHUNKS)
def _read(word: str, numerals: Numerals) -> tuple[tuple[NumberWord | None, ...], bool]:
    """The pieces of a word that is a number, none of another; whether it only stands for one."""
    entry = numerals.look_up(word)
    return ((entry,), _is_hint(entry)) if entry is not None else (_compound(word, numerals), False)


def _compound(word: str, numerals: Numerals) -> tuple[NumberWord | None, ...]:
    """The pieces a glued number begins with (drei|und|zwanzig|ste); None stands for a joiner."""
    pieces: list[NumberWord | None] = []
    multiple = numerals.multiple_pattern.match(word)
    at = multiple.end() if multiple else 0
    while numerals.compound and at < len(word) and len(pieces) < _MAX_RUN:
        size = next((n for n in range(_LONGEST_WORD, 2, -1) if _is_piece(word, at, n, numerals)), 0)
        if size:
            pieces.append(numerals.words[word[at : at + size]])
        else:
            size = next((len(joiner) for joiner in numerals.joiners if pieces and word.startswith(joiner, at)), 0)
            if not size:
                break
            pieces.append(None)
        at += size
    return tuple(pieces)


def _is_piece(word: str, at: int, size: int, numerals: Numerals) -> bool:
    """Whether a number may be glued of these letters; what only stands for one (Jahr, of Jahren) never is. A rank
    (zweit|größte) leaves its last letter to a unit (zwei|tausend)."""
    entry = numerals.words.get(word[at : at + size])
    if entry is None or _is_hint(entry):
        return False
    return not entry.ordinal or not any(word.startswith(scale, at + size - 1) for scale in numerals.scales)


def _is_hint(entry: NumberWord) -> bool:
    return entry.value is None and entry.scale is None and entry.divisor is None


@dataclass(slots=True)
class _Run:
    numerals: Numerals
    pieces: list[NumberWord | None] = field(default_factory=list)
    start: int = 0
    end: int = 0
    last: int = 0

    def add(self, piece: NumberWord | None, start: int, end: int) -> None:
        if not self.pieces:
            self.start = start
        self.pieces.append(piece)
        self.end = self.last = end

    def join(self, end: int) -> None:
        self.pieces.append(None)
        self.end = end

    def close(self) -> Iterator[WordNumber]:
        if self.pieces:
            values = _values(self.pieces, self.numerals)
            if values:
                yield WordNumber(Span(self.start, self.last), frozenset(values), self._kind())
            self.pieces = []

    def _kind(self) -> Kind:
        pieces = [piece for piece in self.pieces if piece is not None]
        if any(piece.ordinal for piece in pieces):
            return Kind.ORDINAL
        return Kind.WORD if any(piece.value is not None or piece.scale is not None for piece in pieces) else Kind.HINT


def _values(pieces: list[NumberWord | None], numerals: Numerals) -> set[Fraction]:
    """Adds units to tens, multiplies by scales, divides by fractions; the parts too where "and" may list."""
    if len(pieces) == 1 and (only := pieces[0]) is not None and only.divisor is None:
        # The common number, quickly: there is nothing to add it to.
        value = only.value if only.scale is None else only.scale
        return {*only.others} if value is None else {*only.others, value}
    values: set[Fraction] = set()
    total = current = listed = Fraction(0)
    joined = False
    split: list[Fraction] = []
    for piece in pieces:
        if piece is None:
            joined, listed = True, total + current
            if listed:
                values.add(listed)
            continue
        values.update(piece.others)
        if piece.divisor is not None:
            split = [(current or _ONE) / piece.divisor, total + current + 1 / piece.divisor, listed + 1 / piece.divisor]
            values.update(split)
            values.add(split[0] * 100)
        if piece.scale is not None:
            values.update(part * piece.scale for part in split)
            if piece.scale < 1000:
                current = (current or _ONE) * piece.scale
            elif not current and total:
                total *= piece.scale
            else:
                total += (current or _ONE) * piece.scale
                current = Fraction(0)
        elif piece.value is not None:
            if joined:
                values.add(piece.value)
            if _fits(current, piece.value, numerals, joined):
                twenties = numerals.vigesimal and current == 4 and piece.value == 20
                current = current * 20 if twenties else current + piece.value
            else:
                values.add(total + current)
                if 10 <= current <= 21 and 10 <= piece.value < 100:
                    values.add(current * 100 + piece.value)
                total, current = Fraction(0), piece.value
        joined = False
    if total + current or any(piece is not None and piece.value == 0 for piece in pieces):
        values.add(total + current)
    return values


def _fits(current: Fraction, value: Fraction, numerals: Numerals, joined: bool) -> bool:
    """Whether a number word goes on with the number before it: forty|two, but not ten|five."""
    if current == 0 or (current % 100 == 0 and value < 100):
        return True
    if current == _HALF:
        # साढ़े तीन: three and a half.
        return value.denominator == 1
    if current % 10 == 0 and current % 100 >= 20 and value < 10:
        return True
    if numerals.vigesimal and ((current == 4 and value == 20) or (current % 100 in (60, 80) and value < 20)):
        return True
    return numerals.compound and joined and current % 100 < 10 and 20 <= value < 100 and value % 10 == 0
