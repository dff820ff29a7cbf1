"""Reads every number of a text, in figures, in words, in Chinese characters, into exact values.

Linear in the text: each reader goes over it once, and every numeral it reads is bounded.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glossary.language.dates import read_dates
from glossary.language.figures import read_codes, read_figures, read_footnotes, read_lists, read_shares, read_spread
from glossary.language.han_numbers import read_han_numbers, read_mixed_numbers
from glossary.language.number_scan import DATE_KINDS, Kind, Number, Sheet, level, start_of
from glossary.language.number_words import read_number_words
from glossary.language.numerals import Numerals, load_numerals, numerals_for
from glossary.language.roman import read_roman

__all__ = ["DATE_KINDS", "Kind", "Number", "load_numerals", "numerals_for", "read_numbers"]

_DIGIT = re.compile("[0-9]")
# Signs of ASCII only: Chinese goes on right behind an address.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!#-'*-;=?-~]{1,500}|[A-Za-z0-9_.+%-]{1,64}@[a-zA-Z0-9ß-ÿ-]{1,64}(?:\.[a-zA-Z0-9ß-ÿ-]{1,64}){1,6}"
)

_ADDRESS_CLUES = ("@", "://", "www.")


def read_numbers(text: str, numerals: Numerals) -> tuple[Number, ...]:
    """All numbers of a text in order, spans in code points. Two never overlap.

    Figures outside any code carry ``figure=True``; words, Chinese characters and Roman numerals only excuse.
    """
    sheet = Sheet(level(text), numerals)
    for match in numerals.idiom_pattern.finditer(sheet.text):
        sheet.add(*match.span(), set(numerals.idioms[match[0].lower()]), Kind.HINT, figure=False)
    sheet.settle()
    if _DIGIT.search(sheet.text):
        if any(clue in sheet.text for clue in _ADDRESS_CLUES):
            for match in _ADDRESS.finditer(sheet.text):
                sheet.claim(*match.span())
            sheet.settle()
        if numerals.han is not None:
            read_spread(sheet)
        if numerals.code == "ja":
            read_shares(sheet)
        read_dates(sheet)
        read_codes(sheet)
        read_footnotes(sheet)
        read_lists(sheet)
        if numerals.han is not None:
            read_mixed_numbers(sheet, numerals.han)
        read_figures(sheet)
    elif numerals.months or numerals.eras:
        read_dates(sheet)
    if numerals.han is not None:
        read_han_numbers(sheet, numerals.han)
    for word in read_number_words(sheet.text, numerals):
        unit = numerals.unit_pattern.match(text, word.span.end)
        sheet.add(*word.span, word.values, word.kind, figure=False, unit=numerals.units[unit[1]] if unit else None)
    sheet.settle()
    read_roman(sheet)
    if numerals.skipping_pattern.search(text):
        sheet.numbers = [_with_next(number, text, numerals) for number in sheet.numbers]
    return tuple(sorted(sheet.numbers, key=start_of))


def _with_next(number: Number, text: str, numerals: Numerals) -> Number:
    """The number, and one more where it counts what is left out between two: 1台おき is every second one."""
    if not numerals.skipping_pattern.match(text, number.span.end):
        return number
    return replace(number, values=number.values | {value + 1 for value in number.values})
