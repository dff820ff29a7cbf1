"""Roman numerals and fraction signs: XIX, Ⅱ, ½. They excuse figures, they are never accused themselves."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from glossary.language.number_scan import Kind, Sheet

# The letter first, then what may not stand before it: so it is skipped to, and not tried at every place.
_ROMAN = re.compile(r"[IVXLCD](?<!\w.)[IVXLCD]{0,8}(?:e|er|re|ère|ème)?(?!\w)")
_ROMAN_RULE = re.compile(r"(?:CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_SIGN = re.compile("[\u2160-\u217f]{1,4}")
_VULGAR = re.compile("[\u00bc-\u00be\u2150-\u215e]")


def read_roman(sheet: Sheet) -> None:
    """Puts them on the sheet."""
    if not sheet.text.isascii():
        for match in _ROMAN_SIGN.finditer(sheet.text):
            value = sum(Fraction(unicodedata.numeric(sign)) for sign in match[0])
            sheet.add(*match.span(), {Fraction(value)}, Kind.ROMAN, figure=False)
        for match in _VULGAR.finditer(sheet.text):
            value = Fraction(unicodedata.numeric(match[0])).limit_denominator(1000)
            sheet.add(*match.span(), {value, value * 100}, Kind.FRACTION, figure=False)
    for match in _ROMAN.finditer(sheet.text):
        letters = match[0].rstrip("erèm")
        # A bare I is a pronoun, a bare C a letter: one letter counts only behind a name (World War I, Level V) or as
        # a rank (Ier).
        before = sheet.text[max(0, match.start() - 30) : match.start()]
        ranked = letters != match[0] and letters in "IVX"
        if len(letters) == 1 and not ranked and not re.search(r"(?<!\w)[A-ZÀ-Þ]\w+ $", before):
            continue
        if _ROMAN_RULE.fullmatch(letters):
            sheet.add(*match.span(), {Fraction(roman_value(letters))}, Kind.ROMAN, figure=False)


def roman_value(letters: str) -> int:
    """The number that Roman letters stand for; in capitals."""
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
