"""Writes a number in a notation: what the suggestions of term patterns are made of."""

from __future__ import annotations

from fractions import Fraction

from glossary.language.numerals import Numerals

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_LIMIT = 4000
_LARGE = 1_000_000


def plain(value: Fraction, numerals: Numerals) -> str:
    """Figures without groups; a value that is not whole with at most six decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.6f}".rstrip("0").rstrip(".").replace(".", numerals.decimal)


def grouped(value: Fraction, numerals: Numerals) -> str:
    """Figures in groups of three from ten thousand on."""
    whole, dot, tail = plain(value, numerals).partition(numerals.decimal)
    return f"{int(whole):,}".replace(",", numerals.group) + dot + tail


def ordinal(value: Fraction, numerals: Numerals) -> str:
    """Figures with the ordinal ending of the language: 1st, 12th, 19."""
    figures = str(value.numerator)
    endings = numerals.spelling.endings
    return figures + next(endings[end] for end in (figures[-2:], figures[-1:], "") if end in endings)


def ordinal_word(value: Fraction, numerals: Numerals, limit: int) -> str:
    """The ordinal in words up to ``limit``, as far as the language's words go; figures beyond."""
    number, spelling = value.numerator, numerals.spelling
    if number > limit:
        return ordinal(value, numerals)
    if 1 <= number <= len(spelling.ordinals):
        return spelling.ordinals[number - 1]
    ten, unit = divmod(number, 10)
    if 2 <= ten <= 9 and unit == 0 and spelling.tens:
        return spelling.tens[ten - 2]
    if 2 <= ten <= 9 and spelling.twenties and spelling.ordinals:
        return spelling.twenties[ten - 2] + spelling.ordinals[unit - 1]
    return ordinal(value, numerals)


def cardinal_word(value: Fraction, numerals: Numerals) -> str:
    """The number in words up to ten, figures beyond."""
    words = numerals.spelling.cardinals
    return words[value.numerator - 1] if 1 <= value <= len(words) else plain(value, numerals)


def roman(value: Fraction, numerals: Numerals) -> str:
    """A Roman numeral below 4000, figures beyond."""
    number = value.numerator
    if not 0 < number < _ROMAN_LIMIT:
        return plain(value, numerals)
    written = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        written += letters * count
    return written


def month(value: Fraction, numerals: Numerals) -> str:
    """The month's name in the language; figures where there is none."""
    names = numerals.spelling.months
    return names[value.numerator - 1] if 1 <= value <= len(names) else plain(value, numerals)


def amount(value: Fraction, numerals: Numerals) -> str:
    """The largest unit that leaves at least one, with at most six decimals; below a million figures in groups."""
    if value >= _LARGE:
        for one, more, size in numerals.spelling.amounts:
            if value >= size:
                figures = value / size
                return f"{grouped(figures, numerals)} {one if figures == 1 else more}"
    return grouped(value, numerals)
