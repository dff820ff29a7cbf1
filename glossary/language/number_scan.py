"""What the number readers share: the number itself, and a sheet on which what has been read is blotted out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from glossary.language.numerals import Numerals, Unit
from glossary.model import Span

BLOT = "\x00"


class Kind(StrEnum):
    """What a number is in its text. A code (COVID-19, CCTV-2) and a word only ever excuse other numbers; a hint is a
    word that may stand for one (dozen, doubled, 全部)."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    FRACTION = "fraction"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"
    DECADE = "decade"
    ROMAN = "roman"
    LIST = "list"
    CODE = "code"
    WORD = "word"
    HINT = "hint"


DATE_KINDS = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.TIME, Kind.DECADE})


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text. ``values`` is all that it may mean: more than one where separators or words are ambiguous.

    ``figure``: written in digits, so that it has to be accounted for on the other side. ``scale`` is what a word or
    character behind the digits multiplies by (5.3万: 10,000); the span takes it in.
    """

    span: Span
    values: frozenset[Fraction]
    kind: Kind = Kind.CARDINAL
    figure: bool = True
    unit: Unit | None = None
    scale: Fraction = Fraction(1)


@dataclass(slots=True)
class Sheet:
    """The text as it is being read, code point for code point as long as the original."""

    text: str
    numerals: Numerals
    numbers: list[Number] = field(default_factory=list)
    _claimed: list[Span] = field(default_factory=list)

    def claim(self, start: int, end: int) -> None:
        """Takes a stretch out of what later readers see, from the next ``settle`` on."""
        self._claimed.append(Span(start, end))

    def add(
        self,
        start: int,
        end: int,
        values: frozenset[Fraction] | set[Fraction],
        kind: Kind,
        *,
        figure: bool = True,
        unit: Unit | None = None,
    ) -> None:
        if values:
            self.numbers.append(Number(Span(start, end), frozenset(values), kind, figure, unit))
        self.claim(start, end)

    def settle(self) -> None:
        """Blots out what has been claimed."""
        if self._claimed:
            parts: list[str] = []
            at = 0
            for start, end in sorted(self._claimed):
                start = max(start, at)
                if end > start:
                    parts += [self.text[at:start], BLOT * (end - start)]
                    at = end
            self.text = "".join([*parts, self.text[at:]])
            self._claimed = []


def start_of(number: Number) -> int:
    """The sort key of numbers."""
    return number.span.start


_UNLEVEL = re.compile(r"[\u3000\uff01-\uff5e]|(?![0-9])\d")


def level(text: str) -> str:
    """Full-width signs and the digits of all scripts as ASCII, one code point for one."""
    return text if text.isascii() else _UNLEVEL.sub(_level_sign, text)


def _level_sign(match: re.Match[str]) -> str:
    sign = match[0]
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return " " if sign == "\u3000" else str(unicodedata.decimal(sign))
