"""Reads every number of a text, in figures, in words, in Chinese characters, into exact values.

Linear in the text: each reader goes over it once, and every numeral it reads is bounded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from glossary.language.dates import decade_values, hour_values, read_dates, year_values
from glossary.language.han import LONGEST, mixed_pattern, read_han, read_mixed
from glossary.language.number_scan import DATE_KINDS, Kind, Number, Sheet, level
from glossary.language.number_words import read_number_words
from glossary.language.numerals import HanNumerals, Numerals, load_numerals, numerals_for
from glossary.model import Span

__all__ = ["DATE_KINDS", "Kind", "Number", "load_numerals", "numerals_for", "read_numbers"]

_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"，。；）]{1,500}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:([A-Za-z]{1,12})([-‐‑–]?)\d{1,12}[A-Za-z0-9]{0,12}|\d{1,12}([A-Za-z]{1,12})[A-Za-z0-9]{0,12})"
    r"(?:[-‐‑–][A-Za-z0-9]{0,8}\d[A-Za-z0-9]{0,8}){0,3}(?![A-Za-z0-9])"
)
_FIGURE = re.compile(r"\d{1,40}(?:[.,'’·・٫٬]\d{1,40}){0,8}")
_SPACED = r"\d{1,3}(?:[%s]\d{3}){1,5}(?:[.,]\d{1,9})?(?![\d])"
_HARD_SPACED = re.compile(r"(?<![\d.,])" + _SPACED % "\u00a0\u202f\u2009")
_SOFT_SPACED = re.compile(r"(?<![\d.,])" + _SPACED % " \u00a0\u202f\u2009")
_LIST = re.compile(r"(?:^|\n)\s{0,8}(?:[(（](\d{1,2})[)）]|(\d{1,2})[.)、．）](?!\d))")
_BETWEEN = re.compile(r"[\s\u00a0]{0,2}(?:[-–—~～至到或、,]|to|or|and|bis|oder|und|à|et|ou|a|y|o|до|или|и)[\s\u00a0]{0,2}")
_ROMAN = re.compile(r"(?<!\w)[IVXLCD]{1,9}(?:e|er|ème)?(?!\w)")
_ROMAN_RULE = re.compile(r"(?:CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}
_ROMAN_SIGN = re.compile("[\u2160-\u217f]{1,4}")
_VULGAR = re.compile("[\u00bc-\u00be\u2150-\u215e]")


def read_numbers(text: str, numerals: Numerals) -> tuple[Number, ...]:
    """All numbers of a text in order, spans in code points. Two never overlap.

    Figures outside any code carry ``figure=True``; words, Chinese characters and Roman numerals only excuse.
    """
    sheet = Sheet(level(text), numerals)
    if _DIGIT.search(sheet.text):
        for match in _ADDRESS.finditer(sheet.text):
            sheet.claim(*match.span())
        sheet.settle()
        read_dates(sheet)
        _read_codes(sheet)
        _read_lists(sheet)
        if numerals.han is not None:
            _read_mixed(sheet, numerals.han)
        _read_figures(sheet)
    elif numerals.months or numerals.eras:
        read_dates(sheet)
    if numerals.han is not None:
        _read_han(sheet, numerals.han)
    for word in read_number_words(sheet.text, numerals):
        sheet.add(*word.span, word.values, Kind.ORDINAL if word.ordinal else Kind.WORD, figure=False)
    sheet.settle()
    _read_roman(sheet)
    return tuple(sorted(sheet.numbers, key=_start))


def _start(number: Number) -> int:
    return number.span.start


def _read_codes(sheet: Sheet) -> None:
    numerals = sheet.numerals
    for match in _CODE.finditer(sheet.text):
        letters, hyphen, tail = match[1], match[2], match[3]
        if letters and (letters in numerals.currencies or (hyphen and letters.islower())):
            continue
        if letters and not hyphen and len(letters) > 3 and not letters.isupper():
            continue
        if tail and (tail in numerals.glued or tail.lower() in numerals.suffixes or tail.lower() in numerals.scales):
            continue
        if tail and (tail in numerals.units or len(tail) > 3 and match[0].endswith(tail)):
            continue
        digits = re.findall(r"\d{1,12}", match[0])
        sheet.add(*match.span(), {Fraction(int(run)) for run in digits}, Kind.CODE, figure=False)
    sheet.settle()


def _read_lists(sheet: Sheet) -> None:
    for match in _LIST.finditer(sheet.text):
        group = 1 if match[1] else 2
        sheet.add(*match.span(group), {Fraction(int(match[group]))}, Kind.LIST, figure=False)
    sheet.settle()


def _read_mixed(sheet: Sheet, han: HanNumerals) -> None:
    text = sheet.text
    pattern = mixed_pattern(han)
    for match in pattern.finditer(text):
        value = read_mixed(match[0], han)
        figures = re.findall(r"\d+(?:\.\d+)?", match[0].replace(",", ""))
        scale = value / Fraction(figures[0]) if len(figures) == 1 and Fraction(figures[0]) else Fraction(1)
        sooner = re.search(r"(?<![\d.,])(\d{1,9}(?:\.\d{1,6})?)[-–—~～至到或、]$", text[max(0, match.start() - 18) : match.start()])
        if sooner:
            start = match.start() - len(sooner[0])
            first = Fraction(sooner[1])
            sheet.add(start, start + len(sooner[1]), {first, first * scale}, Kind.CARDINAL)
        sheet.numbers.append(_measured(sheet, match.start(), match.end(), {value}, scale))
        sheet.claim(*match.span())
    sheet.settle()


def _read_figures(sheet: Sheet) -> None:
    text, numerals = sheet.text, sheet.numerals
    spaced = _SOFT_SPACED if numerals.space_groups else _HARD_SPACED
    for match in spaced.finditer(text):
        compact = re.sub(r"[ \u00a0\u202f\u2009]", "", match[0])
        _add_figure(sheet, match.start(), match.end(), figure_values(compact, numerals))
    sheet.settle()
    for match in _FIGURE.finditer(sheet.text):
        values = figure_values(match[0], numerals)
        if values:
            _add_figure(sheet, match.start(), match.end(), values)
        else:
            for piece in re.finditer(r"\d+", match[0]):
                start = match.start() + piece.start()
                _add_figure(sheet, start, start + len(piece[0]), {Fraction(int(piece[0]))})
    _scale_ranges(sheet)
    sheet.settle()


def figure_values(figure: str, numerals: Numerals) -> set[Fraction]:
    """What digits with separators may mean: 1,234 and 1.234 by the language's habit; empty for a list (1,2,3)."""
    figure = re.sub("['’٬]", numerals.group, figure)
    figure = re.sub("[·・٫]", numerals.decimal, figure)
    dots, commas = figure.count("."), figure.count(",")
    if not dots and not commas:
        return {Fraction(int(figure))}
    if dots and commas:
        decimal, group = (".", ",") if figure.rfind(".") > figure.rfind(",") else (",", ".")
        whole, _, tail = figure.rpartition(decimal)
        if decimal in whole or not _is_grouped(whole, group):
            return set()
        return {Fraction(f"{whole.replace(group, '')}.{tail}")}
    sign = "." if dots else ","
    whole, _, tail = figure.rpartition(sign)
    if sign in whole:
        return {Fraction(int(figure.replace(sign, "")))} if _is_grouped(figure, sign) else set()
    values: set[Fraction] = set()
    groups = _is_grouped(figure, sign) and whole.lstrip("0") != ""
    if groups and (sign == numerals.group or not numerals.known):
        values.add(Fraction(int(whole + tail)))
    if sign == "." or sign == numerals.decimal or not numerals.known:
        values.add(Fraction(f"{whole}.{tail}"))
    return values


def _is_grouped(figure: str, sign: str) -> bool:
    head, *groups = figure.split(sign)
    return 1 <= len(head) <= 3 and (
        all(len(group) == 3 for group in groups)
        or (sign == "," and len(groups) > 1 and len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[:-1]))
    )


def _add_figure(sheet: Sheet, start: int, end: int, values: set[Fraction]) -> None:
    text, numerals = sheet.text, sheet.numerals
    scale = Fraction(1)
    match = numerals.scale_pattern.match(text, end)
    if match:
        for word in re.findall(r"[^\W\d_]+\.?", match[0].lower()):
            found = numerals.scales.get(word) or numerals.scales.get(word.rstrip("."))
            entry = numerals.look_up(word.rstrip(".")) if found is None else None
            scale *= found or (entry.scale if entry and entry.scale else Fraction(1))
        # "5 m" may be metres as well as millions.
        values = {value * scale for value in values} | (values if len(match[0].strip()) <= 1 else set())
        end = match.end()
    sheet.numbers.append(_measured(sheet, start, end, values, scale))
    sheet.claim(start, end)


def _measured(sheet: Sheet, start: int, end: int, values: set[Fraction], scale: Fraction) -> Number:
    """The figure with its kind, told by what stands around it."""
    text, numerals = sheet.text, sheet.numerals
    unit = None
    kind = Kind.CARDINAL
    values = set(values)
    whole = int(next(iter(values))) if len(values) == 1 and next(iter(values)).denominator == 1 else -1
    after = text[end : end + 2]
    before = text[max(0, start - 5) : start]
    if numerals.percent_pattern.match(text, end):
        kind = Kind.PERCENT
        if after[:1] == "成":
            values = {value * 10 for value in values} | values
    elif numerals.hour_pattern.match(text, end) and 0 <= whole <= 24:
        kind, values = Kind.TIME, hour_values(Fraction(whole)) | values
    elif numerals.han is not None and after[:1] == "年" and whole > 0:
        kind, values = Kind.YEAR, year_values(whole)
    elif numerals.han is not None and after[:1] == "月" and 1 <= whole <= 12:
        kind = Kind.MONTH
    elif numerals.han is not None and after[:1] in "日号號" and after and 1 <= whole <= 31:
        kind = Kind.DAY
    elif numerals.han is not None and after[:1] == "折" and values:
        values |= {100 - value * 10 if value < 10 else 100 - value for value in values}
    elif re.match(r"\d{4}[-–—/]", before) and end - start == 2:
        kind, values = Kind.YEAR, year_values(whole)
    elif before.endswith("第") or text[end : end + 2].lower() in numerals.suffixes:
        kind = Kind.ORDINAL
    elif end - start == 4 and 1900 <= whole <= 2099:
        kind = Kind.YEAR
    if kind in (Kind.CARDINAL, Kind.YEAR):
        found = numerals.unit_pattern.match(text, end)
        unit = numerals.units[found[1]] if found else None
    return Number(Span(start, end), frozenset(values), kind, True, unit, scale)


def _scale_ranges(sheet: Sheet) -> None:
    """3 to 4 million: the first may be millions too."""
    numbers = sheet.numbers
    numbers.sort(key=_start)
    for index in range(len(numbers) - 1):
        first, second = numbers[index], numbers[index + 1]
        if second.scale != 1 and first.scale == 1 and first.figure:
            between = _BETWEEN.fullmatch(sheet.text, first.span.end, second.span.start)
            if between:
                more = frozenset(value * second.scale for value in first.values)
                numbers[index] = Number(first.span, first.values | more, first.kind, True, first.unit)


def _read_han(sheet: Sheet, han: HanNumerals) -> None:
    text, numerals = sheet.text, sheet.numerals
    signs = "".join([*han.digits, *han.tens, *han.units, *han.scales])
    run = f"[{signs}]{{1,{LONGEST}}}"
    pattern = re.compile(
        f"百分之({run})(?:[点點]({run}))?|({run})分之({run})|({run})[点點]({run})|({run})(?:[{han.about}]([{''.join(han.units)}{''.join(han.scales)}]{{1,4}}))?"
    )
    for match in numerals.phrase_pattern.finditer(text):
        sheet.add(*match.span(), set(numerals.phrases[match[0]]), Kind.WORD, figure=False)
    for match in pattern.finditer(text):
        sheet.add(*match.span(), set(_han_values(match, text, han)), _han_kind(match, text), figure=False)
    sheet.numbers = _apart(sheet.numbers)
    sheet.settle()


def _apart(numbers: list[Number]) -> list[Number]:
    """Where a phrase and a numeral overlap, one number with the values of both."""
    joined: list[Number] = []
    for number in sorted(numbers, key=_start):
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
        elif after[:1] == "成":
            half = 5 if after == "成半" else 0
            yield from (value * 10 + half for value in values)
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


def _read_roman(sheet: Sheet) -> None:
    for match in _ROMAN_SIGN.finditer(sheet.text):
        value = sum(Fraction(unicodedata.numeric(sign)) for sign in match[0])
        sheet.add(*match.span(), {Fraction(value)}, Kind.ROMAN, figure=False)
    for match in _VULGAR.finditer(sheet.text):
        value = Fraction(unicodedata.numeric(match[0])).limit_denominator(1000)
        sheet.add(*match.span(), {value, value * 100}, Kind.FRACTION, figure=False)
    for match in _ROMAN.finditer(sheet.text):
        letters = match[0].rstrip("erèm")
        # A bare I is a pronoun, a bare C a letter: one letter counts only behind a name (World War I, Level V).
        if len(letters) == 1 and not re.search(r"(?<!\w)[A-ZÀ-Þ]\w+ $", sheet.text[max(0, match.start() - 30) : match.start()]):
            continue
        if _ROMAN_RULE.fullmatch(letters):
            sheet.add(*match.span(), {Fraction(_roman_value(letters))}, Kind.ROMAN, figure=False)


def _roman_value(letters: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
