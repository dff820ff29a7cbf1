"""The notation of a term pattern, parsed into flat sequences of words and slots.

    pattern = { literal | slot | "[" alts "]" | "<" alts ">" | "\\" any }      alts = pattern { "|" pattern }
    slot    = "{" name { ("*" | "+") number } [ ":" form ] [ "," low ".." high ] "}"

``[x|y]`` is x or y or nothing, ``<a|b>`` one of them. Full-width signs of an input method are the same signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise, product

from glossary.errors import GlossaryError
from glossary.language.folding import fold

MAX_LENGTH = 200
MAX_SLOTS = 8
MAX_SEQUENCES = 256

_SAME = str.maketrans("｛｝［］＜＞｜", "{}[]<>|")
_IN_SLOT = str.maketrans("：，＊＋－．／＠０１２３４５６７８９", ":,*+-./@0123456789")
_SLOT = re.compile(
    r"\s*([a-z][a-z0-9]{0,20})\s*((?:\s*[*+]\s*-?\d{1,15}(?:\.\d{1,9}|/\d{1,9})?(?:e-?\d{1,2})?){0,4})"
    r"\s*(?::\s*(@?[A-Za-z0-9]{1,20})\s*)?(?:,\s*(-?\d{1,15})\s*\.\.\s*(-?\d{1,15})\s*)?"
)
_STEP = re.compile(r"([*+])\s*(-?[\d./]+(?:e-?\d+)?)")
_PLURALS = ("s", "es")


class Form(StrEnum):
    """The notation a slot asks for, written by example."""

    ANY = ""
    DIGITS = "1"
    ORDINAL = "1st"
    ORDINAL_WORD = "first"
    ORDINAL_CAPITAL = "First"
    CARDINAL_WORD = "one"
    ROMAN = "I"
    MONTH = "March"
    DECIMAL = "num"
    AMOUNT = "amount"
    TABLE = "@"


@dataclass(frozen=True, slots=True)
class Literal:
    """Words as they are compared. ``shown`` is how they were written; ``plural`` marks an optional ``[s]``."""

    text: str
    shown: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value. ``steps`` make the value of a reading: (``*`` or ``+``, number), from left to right."""

    name: str
    form: Form = Form.ANY
    table: str = ""
    steps: tuple[tuple[str, Fraction], ...] = ()
    low: int | None = None
    high: int | None = None

    def value(self, reading: Fraction) -> Fraction:
        for sign, number in self.steps:
            reading = reading * number if sign == "*" else reading + number
        return reading

    def reading(self, value: Fraction) -> Fraction:
        """What has to be read for a value: the steps undone."""
        for sign, number in reversed(self.steps):
            value = value / number if sign == "*" else value - number
        return value

    def holds(self, value: Fraction) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


Item = Literal | Slot
Sequence = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed cell: its sequences, the longest first (a slot counts as three characters)."""

    cell: str
    sequences: tuple[Sequence, ...]

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(item.name for sequence in self.sequences for item in sequence if isinstance(item, Slot))


def parse(cell: str) -> Pattern:
    """Parses a cell. Raises GlossaryError ``pattern-…`` with the position (``at``, 1-based) where it goes wrong."""
    if len(cell) > MAX_LENGTH:
        raise _fault("pattern-long", cell, MAX_LENGTH, limit=MAX_LENGTH)
    parser = _Parser(cell)
    raw = parser.sequences("")
    merged = dict.fromkeys(_merge(sequence) for sequence in raw)
    merged.pop((), None)
    if not merged:
        raise _fault("pattern-empty", cell, 0)
    for sequence in merged:
        _check(sequence, cell)
    return Pattern(cell, tuple(sorted(merged, key=length, reverse=True)))


def length(sequence: Sequence) -> int:
    """How long a sequence counts when the longest comes first."""
    return sum(len(item.text) if isinstance(item, Literal) else 3 for item in sequence)


@dataclass(slots=True)
class _Parser:
    cell: str
    at: int = 0
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.cell.translate(_SAME)

    def sequences(self, closing: str) -> list[Sequence]:
        """One pattern, up to a bar or the closing sign of its brackets; a bar outside brackets is a literal."""
        found: list[Sequence] = [()]
        while self.at < len(self.text):
            sign = self.text[self.at]
            if closing and sign in (closing, "|"):
                break
            if sign in "]>}":
                raise _fault("pattern-stray", self.cell, self.at, sign=sign)
            start = self.at
            self.at += 1
            if sign == "[":
                choices = self.alternatives("]", start)
                plural = choices in ([(Literal("s", "s"),)], [(Literal("es", "es"),)])
                if plural:
                    choices = [(Literal(item.text, item.shown, plural=True),) for (item,) in choices]  # type: ignore[union-attr]
                choices = [*choices, ()]
            elif sign == "<":
                choices = self.alternatives(">", start)
            elif sign == "{":
                choices = [(self.slot(start),)]
            else:
                if sign == "\\":
                    if self.at == len(self.text):
                        raise _fault("pattern-open", self.cell, start, sign=sign)
                    sign = self.cell[self.at]
                    self.at += 1
                else:
                    sign = self.cell[start]
                choices = [(Literal(sign, sign),)]
            if len(found) * len(choices) > MAX_SEQUENCES:
                raise _fault("pattern-many", self.cell, start, limit=MAX_SEQUENCES)
            found = [one + more for one, more in product(found, choices)]
        return found

    def alternatives(self, closing: str, start: int) -> list[Sequence]:
        found: list[Sequence] = []
        while True:
            found += self.sequences(closing)
            if len(found) > MAX_SEQUENCES:
                raise _fault("pattern-many", self.cell, start, limit=MAX_SEQUENCES)
            if self.at >= len(self.text):
                raise _fault("pattern-open", self.cell, start, sign=self.text[start])
            ended = self.text[self.at] == closing
            self.at += 1
            if ended:
                break
        if not any(found):
            raise _fault("pattern-empty-set", self.cell, start)
        return [_merge(sequence) for sequence in found]

    def slot(self, start: int) -> Slot:
        end = self.text.find("}", self.at)
        if end < 0:
            raise _fault("pattern-open", self.cell, start, sign="{")
        body = self.text[self.at : end].translate(_IN_SLOT)
        match = _SLOT.fullmatch(body)
        if match is None:
            raise _fault("pattern-slot", self.cell, start, slot=body)
        self.at = end + 1
        name, steps, form, low, high = match.groups()
        table = form[1:] if form and form[0] == "@" else ""
        if form == "@" or (not table and form not in (None, *Form)):
            raise _fault("pattern-form", self.cell, start, form=form)
        if low is not None and int(low) > int(high):
            raise _fault("pattern-range", self.cell, start, low=int(low), high=int(high))
        try:
            numbers = tuple((sign, Fraction(number)) for sign, number in _STEP.findall(steps))
        except (ValueError, ZeroDivisionError):
            raise _fault("pattern-slot", self.cell, start, slot=body) from None
        if any(sign == "*" and not number for sign, number in numbers):
            raise _fault("pattern-slot", self.cell, start, slot=body)
        bounds = (int(low), int(high)) if low is not None else (None, None)
        return Slot(name, Form.TABLE if table else Form(form or ""), table, numbers, *bounds)


def _merge(sequence: Sequence) -> Sequence:
    """Joins literals that stand side by side; an optional plural stays apart."""
    merged: list[Item] = []
    for item in sequence:
        last = merged[-1] if merged else None
        if isinstance(item, Literal) and isinstance(last, Literal) and not item.plural and not last.plural:
            merged[-1] = _literal(last.shown + item.shown)
        elif isinstance(item, Literal) and not item.plural:
            merged.append(_literal(item.shown))
        else:
            merged.append(item)
    return tuple(merged)


def _literal(shown: str) -> Literal:
    return Literal(fold(shown).text, shown)


def _check(sequence: Sequence, cell: str) -> None:
    slots = [item for item in sequence if isinstance(item, Slot)]
    if len(slots) > MAX_SLOTS:
        raise _fault("pattern-slots", cell, 0, limit=MAX_SLOTS)
    for one, two in pairwise(sequence):
        if isinstance(one, Slot) and isinstance(two, Slot) and not one.table and not two.table:
            raise _fault("pattern-neighbours", cell, max(0, cell.find("{" + two.name)), one=one.name, two=two.name)


def _fault(code: str, cell: str, at: int, **facts: str | int) -> GlossaryError:
    return GlossaryError(code, {"cell": cell, "at": at + 1, **facts})
