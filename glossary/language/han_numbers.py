"""Finding Chinese and Japanese numerals in a text: 十九届, 百分之三十五, 三分之一, 六成, 八折, 5.3万."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from glossary.language.dates import decade_values, hour_values, year_values
from glossary.language.figures import GROWTH, measured
from glossary.language.han import read_han, read_mixed
from glossary.language.number_scan import Kind, Number, Sheet, start_of
from glossary.language.numerals import HanNumerals
from glossary.model import Span

_TENTHS = frozenset({"毛钱", "毛錢", "角钱", "角錢"})

_RANGE = re.compile(r"(?<![\d.,])(\d{1,9}(?:\.\d{1,6})?)[-–—~～至到或、]$")


def read_mixed_numbers(sheet: Sheet, han: HanNumerals) -> None:
    """Figures with number characters behind them."""
    text = sheet.text
    for match in han.mixed.finditer(text):
        value = read_mixed(match[0], han)
        figures = re.findall(r"\d+(?:\.\d+)?", match[0].replace(",", ""))
        scale = value / Fraction(figures[0]) if len(figures) == 1 and Fraction(figures[0]) else Fraction(1)
        sooner = _RANGE.search(text[max(0, match.start() - 18) : match.start()])
        if sooner:
            start = match.start() - len(sooner[0])
            first = Fraction(sooner[1])
            sheet.add(start, start + len(sooner[1]), {first, first * scale}, Kind.CARDINAL)
        sheet.numbers.append(measured(sheet, match.start(), match.end(), {value}, scale))
        sheet.claim(*match.span())
    sheet.settle()


def read_han_numbers(sheet: Sheet, han: HanNumerals) -> None:
    """Numerals in characters, and phrases that stand for a number."""
    text, numerals = sheet.text, sheet.numerals
    for match in numerals.phrase_pattern.finditer(text):
        sheet.add(*match.span(), set(numerals.phrases[match[0]]), Kind.HINT, figure=False)
    for match in _numerals(text, han):
        unit = numerals.unit_pattern.match(text, match.end())
        sheet.add(
            *match.span(),
            set(_han_values(match, text, han)),
            _han_kind(match, text),
            figure=False,
            unit=numerals.units[unit[1]] if unit else None,
        )
    sheet.numbers = _apart(sheet.numbers)
    sheet.settle()


def _numerals(text: str, han: HanNumerals) -> Iterator[re.Match[str]]:
    """As ``han.numeral`` finds them, asked only where a character of one stands."""
    at = 0
    while sign := han.sign.search(text, at):
        match = han.numeral.match(text, sign.start())
        at = sign.end() if match is None else match.end()
        if match is not None:
            yield match


def _apart(numbers: list[Number]) -> list[Number]:
    """Where a phrase and a numeral overlap, one number with the values of both."""
    joined: list[Number] = []
    for number in sorted(numbers, key=start_of):
        last = joined[-1] if joined else None
        if last is not None and number.span.start < last.span.end:
            span = Span(last.span.start, max(last.span.end, number.span.end))
            joined[-1] = Number(span, last.values | number.values, last.kind, last.figure, last.unit, last.scale)
        else:
            joined.append(number)
    return joined


def _han_values(match: re.Match[str], text: str, han: HanNumerals) -> Iterator[Fraction]:
    percent, percent_tail, low, high, whole, tail, plain, about = match.groups()
    if percent:
        for value in read_han(percent, han):
            yield _with_tail(value, percent_tail, han)
    elif low:
        lows, highs = read_han(low, han), read_han(high, han)
        yield from lows | highs
        yield from (top / bottom for top in highs for bottom in lows if bottom)
        yield from (top / bottom * 100 for top in highs for bottom in lows if bottom)
    elif whole:
        for value in read_han(whole, han):
            yield _with_tail(value, tail, han)
            yield from hour_values(value)
        yield from read_han(tail, han)
    else:
        after = text[match.end() : match.end() + 2]
        values = read_han(plain + (about or ""), han)
        yield from values
        if after == "年代":
            for value in values:
                yield from decade_values(int(value))
        elif after[:1] in ("点", "點", "时", "時"):
            for value in values:
                yield from hour_values(value)
        elif after[:1] == "年" and len(plain) == 2:
            for value in values:
                yield from year_values(int(value))
        elif after in _TENTHS:
            # 两毛钱 are 0.2 yuan.
            yield from (value / 10 for value in values)
        elif after[:1] == "成":
            half = 5 if after == "成半" else 0
            yield from (value * 10 + half for value in values)
        elif after[:1] == "倍" and GROWTH.search(text, max(0, match.start() - 12), match.start()):
            # 增长两倍: tripled.
            yield from (value + 1 for value in values)
        elif after[:1] == "折":
            yield from (value * 10 if value < 10 else value for value in values)
            yield from (100 - (value * 10 if value < 10 else value) for value in values)


def _with_tail(value: Fraction, tail: str | None, han: HanNumerals) -> Fraction:
    digits = "".join(str(han.digits[sign]) for sign in tail or "" if sign in han.digits)
    return value + Fraction(f"0.{digits}") if digits else value


def _han_kind(match: re.Match[str], text: str) -> Kind:
    if match[1]:
        return Kind.PERCENT
    if match[3]:
        return Kind.FRACTION
    after = text[match.end() : match.end() + 1]
    if text[max(0, match.start() - 1) : match.start()] == "第" or after in ("届", "屆", "次"):
        return Kind.ORDINAL
    return {"月": Kind.MONTH, "日": Kind.DAY}.get(after, Kind.WORD)
