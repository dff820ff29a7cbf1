"""Reads one number at one place of a text, in any notation of its language: what the slots of term patterns need.

Greedy, without backtracking, at most forty characters: the cost of a place is bounded whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from glossary.language.folding import Folded, fold
from glossary.language.number_scan import level
from glossary.language.numerals import HanNumerals, NumberWord, Numerals
from glossary.language.roman import roman_value

_LONGEST = 40
_MAX_WORDS = 10
_MONTHS = 12
_ROMAN = re.compile(r"(?=[IVXLC])(?:C?(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))")
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ -]")


class Notation(StrEnum):
    """How a number was written."""

    DIGITS = "digits"
    DECIMAL = "decimal"
    ORDINAL = "ordinal"
    ORDINAL_WORD = "ordinal-word"
    CARDINAL_WORD = "cardinal-word"
    ROMAN = "roman"
    MONTH = "month"
    SHORT_MONTH = "short-month"
    AMOUNT = "amount"
    HAN = "han"


class Reading(NamedTuple):
    """A number that begins where it was asked for; ``end`` is where it ends in the folded text.

    A tuple, as are the other nouns of a page: one is made at every place where a number may begin.
    """

    value: Fraction
    end: int
    notation: Notation


class Page:
    """A text of one language made ready to be read at many places: folded, and the same with its capitals left."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded: Folded = fold(text)
        self.text = self.folded.text
        # What was read where, by the notation asked for: all patterns share it.
        self.numbers: dict[int, Reading | None] = {}
        self.readings: defaultdict[str, dict[int, Reading | None]] = defaultdict(dict)
        self.places: dict[str, list[tuple[int, int]]] = {}

    @cached_property
    def cased(self) -> str:
        """As long as the folded text, sign by sign, capitals kept: Roman numerals are told by them."""
        offsets = self.folded.offsets
        if isinstance(offsets, range):
            return level(self.original)
        return level("".join(self.original[offset] for offset in offsets[:-1]))


class SlotReader:
    """The readers of one language."""

    def __init__(self, numerals: Numerals) -> None:
        self._numerals = numerals
        group, decimal = re.escape(numerals.group), re.escape(numerals.decimal)
        if numerals.space_groups or not numerals.known:
            group = f"[{group} ]"
        whole = rf"(?:\d{{1,3}}(?:{group}\d{{3}}){{1,5}}(?!\d)|\d{{1,15}})"
        self._whole = re.compile(whole)
        self._decimal = re.compile(rf"{whole}(?:{decimal}\d{{1,6}}(?!\d))?")
        written = set(numerals.spelling.endings.values())
        self._dotted = "." in written
        endings = {*numerals.suffixes, *(written - {"."})}
        self._ending = re.compile("|".join(re.escape(end) for end in sorted(endings, key=len, reverse=True)) or "(?!)")

    @cached_property
    def starts(self) -> re.Pattern[str]:
        """Where a number may begin at all: a digit, or a letter that can."""
        return self._starts(r"[ivxlc]++(?![a-z0-9])")

    @cached_property
    def tailed_starts(self) -> re.Pattern[str]:
        """The same, where small letters may follow a Roman numeral."""
        return self._starts("[ivxlc]")

    def _starts(self, roman: str) -> re.Pattern[str]:
        han = self._numerals.han
        if han is not None:
            return re.compile(f"[0-9{''.join((*han.digits, *han.tens, *han.units))}]")
        if self._numerals.stems or self._numerals.compound:
            return re.compile(r"(?<![^\W_])[^\W_]")
        # Most words begin like no number and no month; Roman numerals are words of their letters.
        words = {word for word in self._numerals.words if self._word(word) is not None} | self._numerals.months.keys()
        thirds: defaultdict[str, set[str]] = defaultdict(set)
        for word in words:
            thirds[word[:2]].add(word[2:3])
        begins = [
            re.escape(two) if "" in rest else f"{re.escape(two)}[{''.join(sorted(map(re.escape, rest)))}]"
            for two, rest in sorted(thirds.items())
        ]
        return re.compile("|".join([r"(?<![^\W_])(?:\d", roman, *begins]) + ")")

    def ordinal(self, page: Page, at: int) -> Reading | None:
        """A whole number in any notation, with the full stop that makes it an ordinal in some languages (19.)."""
        found = self.number(page, at)
        stopped = found is not None and found.notation is Notation.DIGITS and page.text.startswith(".", found.end)
        if found is None or not self._dotted or not stopped:
            return found
        return Reading(found.value, found.end + 1, Notation.ORDINAL)

    def number(self, page: Page, at: int) -> Reading | None:
        """A whole number in any notation: figures, an ordinal, words, Roman capitals."""
        if at not in page.numbers:
            page.numbers[at] = self._number(page, at)
        return page.numbers[at]

    def _number(self, page: Page, at: int) -> Reading | None:
        if self._is_inside(page.text, at):
            return None
        if self._numerals.han is not None:
            return self._han(page.text, at, self._numerals.han)
        return self._figures(page.text, at) or self.roman(page, at, tail=False) or self._words(page.text, at)

    def decimal(self, page: Page, at: int) -> Reading | None:
        """Figures with a decimal part, or a whole number in any notation."""
        if self._is_inside(page.text, at):
            return None
        match = self._decimal.match(page.text, at)
        if match is None:
            return self.number(page, at)
        whole = self.number(page, at)
        if whole is not None and whole.end > match.end():
            return whole
        notation = Notation.DECIMAL if self._numerals.decimal in match[0] else Notation.DIGITS
        return Reading(self._value(match[0]), match.end(), notation)

    def amount(self, page: Page, at: int) -> Reading | None:
        """A decimal or a number in words, with a unit behind it that multiplies: 8.64 billion, five million."""
        found = self.decimal(page, at)
        if found is None:
            return None
        gap = _GAP.match(page.text, found.end)
        word = _WORD.match(page.text, gap.end() if gap else found.end)
        entry = self._word(word[0]) if word else None
        if word is not None and entry is not None and entry.scale is not None and entry.scale >= 1000:
            return Reading(found.value * entry.scale, word.end(), Notation.AMOUNT)
        if found.notation is Notation.CARDINAL_WORD and found.value >= 1000:
            # The words took their unit along: five million.
            return Reading(found.value, found.end, Notation.AMOUNT)
        return found

    def month(self, page: Page, at: int) -> Reading | None:
        """A month by its name, or a number from one to twelve."""
        word = _WORD.match(page.text, at)
        inside = self._is_inside(page.text, at)
        value = self._numerals.month(word[0]) if word is not None and not inside else None
        if word is None or value is None:
            number = self.number(page, at)
            return number if number is not None and 1 <= number.value <= _MONTHS else None
        names = [name.casefold() for name in self._numerals.spelling.months]
        full = word[0] in names or self._numerals.stems
        end = word.end() + (not full and page.text[word.end() : word.end() + 1] == ".")
        return Reading(Fraction(value), end, Notation.MONTH if full else Notation.SHORT_MONTH)

    def roman(self, page: Page, at: int, *, tail: bool) -> Reading | None:
        """A Roman numeral up to 100, a whole word in capitals; with ``tail`` small letters may follow it (XIXe)."""
        if page.text[at : at + 1] not in ("i", "v", "x", "l", "c") or self._is_inside(page.text, at):
            return None
        match = _ROMAN.match(page.cased, at)
        if match is None or not match[0]:
            return None
        end = match.end()
        after = page.cased[end : end + 1]
        if after and _is_word(after) and not (tail and after.islower()):
            return None
        return Reading(Fraction(roman_value(match[0])), end, Notation.ROMAN)

    def _is_inside(self, text: str, at: int) -> bool:
        """Whether a number that begins here would begin in the middle of one, or of a word."""
        if at == 0:
            return False
        before = text[at - 1]
        if before == " " and not self._numerals.group.isspace():
            return False
        if text[at : at + 1].isdigit():
            if before.isdigit():
                return True
            if before in (self._numerals.group, self._numerals.decimal) and at > 1 and text[at - 2].isdigit():
                return True
        return self._numerals.han is None and _is_word(before)

    def _figures(self, text: str, at: int) -> Reading | None:
        match = self._whole.match(text, at)
        if match is None:
            return None
        value, end = self._value(match[0]), match.end()
        ending = self._ending.match(text, end)
        if ending is not None and ending[0] and not (ending.end() < len(text) and _is_word(text[ending.end()])):
            return Reading(value, ending.end(), Notation.ORDINAL)
        if end < len(text) and _is_word(text[end]):
            return None
        return Reading(value, end, Notation.DIGITS)

    def _value(self, figure: str) -> Fraction:
        numerals = self._numerals
        return Fraction(figure.replace(numerals.group, "").replace(" ", "").replace(numerals.decimal, "."))

    def _words(self, text: str, at: int) -> Reading | None:
        total = current = number = end = 0
        ordinal = False
        for word, stop in self._number_words(text, at):
            if word is None:
                continue
            # Words stand for whole numbers, which add up quicker than fractions.
            if word.scale is not None:
                scale = int(word.scale)
                if not current:
                    break
                if scale >= 1000:
                    total, current = total + current * scale, 0
                elif current >= scale:
                    break
                else:
                    current *= scale
            elif word.value is not None:
                value = int(word.value)
                if not _joins(current, value, self._numerals):
                    break
                twenties = self._numerals.vigesimal and current == 4 and value == 20
                current = current * 20 if twenties else current + value
            number, end, ordinal = total + current, stop, word.ordinal
            if ordinal:
                break
        if not number:
            return None
        return Reading(Fraction(number), end, Notation.ORDINAL_WORD if ordinal else Notation.CARDINAL_WORD)

    def _number_words(self, text: str, at: int) -> Iterator[tuple[NumberWord | None, int]]:
        """The number words from a place on, with where each ends; None for a joiner (and)."""
        limit = min(len(text), at + 2 * _LONGEST)
        for count in range(_MAX_WORDS):
            match = _WORD.match(text, at)
            if match is None or match.end() > limit:
                return
            entry = self._word(match[0])
            if entry is not None:
                yield entry, match.end()
            elif count and match[0] in self._numerals.joiners:
                yield None, match.end()
            else:
                return
            gap = _GAP.match(text, match.end())
            if gap is None:
                return
            at = gap.end()

    def _word(self, word: str) -> NumberWord | None:
        if word in self._numerals.spelling.uncounted:
            return None
        entry = self._numerals.look_up(word)
        if entry is None or (entry.value is None and entry.scale is None):
            return None
        return entry if entry.value is None or entry.value.denominator == 1 else None

    def _han(self, text: str, at: int, han: HanNumerals) -> Reading | None:
        match = self._whole.match(text, at)
        if match is not None:
            return Reading(self._value(match[0]), match.end(), Notation.DIGITS)
        end = at
        while end < len(text) and end - at < 9 and text[end] in han.digits:
            end += 1
        follows = end < len(text) and (text[end] in han.units or text[end] in han.tens)
        if 2 <= end - at <= 8 and not follows:
            value = Fraction(int("".join(str(han.digits[sign]) for sign in text[at:end])))
            return Reading(value, end, Notation.HAN) if value else None
        return _strict_han(text, at, han)


def _strict_han(text: str, at: int, han: HanNumerals) -> Reading | None:
    """[d千][零][d百][零][d?十][d]: each unit once, the larger first; 十 alone is ten; nothing is no number."""
    value, end, below = 0, at, 10_000
    while below > 1 and end < len(text):
        sign, after = text[end], text[end + 1 : end + 2]
        digit = han.digits.get(sign)
        if sign in han.tens and below > 10:
            value, end, below = value + han.tens[sign], end + 1, 10
        elif sign in han.units and han.units[sign] == 10 and below > 10:
            value, end, below = value + 10, end + 1, 10
        elif digit == 0 and value and (after in han.digits or after in han.units):
            end += 1
        elif digit and after in han.units and han.units[after] < below:
            value, end, below = value + digit * han.units[after], end + 2, han.units[after]
        elif digit:
            value, end, below = value + digit, end + 1, 1
        else:
            break
    return Reading(Fraction(value), end, Notation.HAN) if value else None


def _joins(current: int, value: int, numerals: Numerals) -> bool:
    """Whether a word goes on with the number before it: twenty|one, hundred|twelve, quatre|vingt|dix."""
    if current == 0 or (current % 100 == 0 and value < 100):
        return True
    if current % 10 == 0 and current % 100 >= 20 and value < 10:
        return True
    return numerals.vigesimal and ((current == 4 and value == 20) or (current % 100 in (60, 80) and value < 20))


def _is_word(sign: str) -> bool:
    return sign.isalnum() and unicodedata.category(sign) != "Lo"
