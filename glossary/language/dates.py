"""Reading dates and times: 2020-11-26 14:47, November 26th, 26. November 2020, 6 p.m., 令和5年, the 1980s."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import repeat

from glossary.language.number_scan import Kind, Number, Sheet
from glossary.language.numerals import Numerals, exact
from glossary.model import Span

_CHUNKS = 50_000
_DIGIT = re.compile("[0-9]")
_JOINED = re.compile(r"[0-9](?:[-/.:h]\s?\d|\d\d\d[\s\u00a0]?[GUBCEh])")
_ISO = re.compile(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d])")
_CLOCK = re.compile(r"(?<![\d:.,])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\d:])")
_DOTTED_CLOCK = re.compile(r"(?<![\d:.,])(\d{1,2})[.h]([0-5]\d)(?!\d)")
_BARE_CLOCK = re.compile(r"(?<![\d:.,/-])([01]\d|2[0-3])([0-5]\d)(?=[\s\u00a0]?(?:GMT|UTC|BST|CET|EST|EDT|hrs?\b))")
"""0200 GMT."""
_DOTTED_DAY = re.compile(r"(?<![\d.,:/])(\d{1,2})\.[\s\u00a0]?(\d{1,2})\.(?![\d,])")
"""19.07., 3. 4."""
_DECADE = re.compile(
    r"(?<![\w.,])['’‘]?(\d{2}|\d{4})(?:['’]?s|(?:er|ern)|-?[ея]\w*|年代)(?!\w)|(?<![\d.,])(\d{2,4})年代"
)
_DECADE_SIGN = re.compile("[0-9](?:['’]?s|er|-?[ея]|年代)")
"""What all of those have, quick to find."""
_SHORT_YEAR = re.compile(r"(?<!\w)['’‘](\d{2})(?!\w)")
_DAY_BEFORE = re.compile(r"(?<![\d.,:])(\d{1,2})(?:\.|[a-zº]{1,3})?[\s\u00a0]+(?:of[\s\u00a0]|de[\s\u00a0])?$")
_RANGE_BEFORE = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:\.|[a-z]{1,3})?[\s\u00a0]?"
    r"(?:[-–—~]|to|and|bis|und|et|au|y|al|и|по)[\s\u00a0]?$"
)
_AFTER = re.compile(
    r"\.?,?[\s\u00a0]*(?:the[\s\u00a0]|de[\s\u00a0])?"
    r"(?:(\d{4})(?!\d)|(\d{1,2})(?![\d:.,]\d|\d|[\s\u00a0]?[%])(?:st|nd|rd|th|ST|ND|RD|TH)?"
    r"(?:[\s\u00a0]?[-–—~][\s\u00a0]?(\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:\.?,?[\s\u00a0]+(?:de[\s\u00a0])?(\d{4})(?!\d))?)"
)


def read_dates(sheet: Sheet) -> None:
    """Puts the parts of every date and time on the sheet: year, month, day, hour, minute."""
    text, numerals = sheet.text, sheet.numerals
    if not _DIGIT.search(text):
        _read_month_names(sheet)
        if numerals.eras:
            _read_eras(sheet)
        return
    _read_numeric(sheet)
    _read_month_names(sheet)
    _read_eras(sheet)
    for match in _DECADE.finditer(text) if _DECADE_SIGN.search(text) else ():
        group = 1 if match[1] else 2
        sheet.add(*match.span(group), decade_values(int(match[group])), Kind.DECADE)
    if any(quote in text for quote in "'’‘"):
        for match in _SHORT_YEAR.finditer(text):
            sheet.add(*match.span(1), year_values(int(match[1])), Kind.YEAR)
    sheet.settle()


def _read_eras(sheet: Sheet) -> None:
    for match in sheet.numerals.era_pattern.finditer(sheet.text):
        year = 1 if match[2] == "元" else int(match[2])
        sheet.add(*match.span(2), _fractions(year, sheet.numerals.eras[match[1]] + year), Kind.YEAR)
    sheet.settle()
    # An era without its year may be said by the years it lasted: 昭和, the Showa era (1926–1989).
    eras = sheet.numerals.eras
    for name, before in eras.items():
        at = sheet.text.find(name)
        if at >= 0:
            later = [other for other in eras.values() if other > before]
            years = _fractions(before + 1, *((min(later) + 1,) if later else ()))
            sheet.numbers.append(Number(Span(at, at + len(name)), frozenset(years), Kind.HINT, figure=False))


def hour_values(hour: Fraction) -> set[Fraction]:
    """An hour in either way of counting: 14 is 2 p.m."""
    return {hour, hour + 12, hour - 12} if 0 <= hour <= 24 else {hour}


def year_values(year: int) -> set[Fraction]:
    """A year, and for two figures the years they may stand for."""
    return _fractions(year, 1900 + year, 2000 + year) if year < 100 else _fractions(year)


def decade_values(decade: int) -> set[Fraction]:
    """The eighties, whatever their century."""
    short = decade % 100
    centuries = (1700, 1800, 1900, 2000) if decade < 100 else ()
    # In her 20s is between 20 and 29; the 1800s are the 19th century.
    more = (decade + 9,) if decade < 100 else () if short else (decade // 100 + 1,)
    return _fractions(decade, short, *more, *(century + short for century in centuries))


def _read_numeric(sheet: Sheet) -> None:
    # Most texts have no such dates, and one look tells.
    if not _JOINED.search(sheet.text):
        return
    for match in _ISO.finditer(sheet.text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if 1 <= month <= 12 and 1 <= day <= 31:
            sheet.add(*match.span(1), _fractions(year), Kind.YEAR)
            sheet.add(*match.span(3), _fractions(month), Kind.MONTH)
            sheet.add(*match.span(4), _fractions(day), Kind.DAY)
    for match in _NUMERIC.finditer(sheet.text):
        first, second = int(match[1]), int(match[3])
        if 1 <= min(first, second) <= 12 and max(first, second) <= 31 and (match[2] != "." or len(match[4]) == 4):
            sheet.add(*match.span(1), _fractions(first), Kind.DAY)
            sheet.add(*match.span(3), _fractions(second), Kind.MONTH)
            sheet.add(*match.span(4), year_values(int(match[4])), Kind.YEAR)
    for match in _CLOCK.finditer(sheet.text):
        if int(match[1]) <= 24:
            _add_clock(sheet, match)
    for match in _DOTTED_CLOCK.finditer(sheet.text):
        if int(match[1]) <= 24 and _is_clock(sheet, match):
            _add_clock(sheet, match)
    for match in _BARE_CLOCK.finditer(sheet.text):
        _add_clock(sheet, match)
    if sheet.numerals.decimal == ",":
        for match in _DOTTED_DAY.finditer(sheet.text):
            if 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12:
                sheet.add(*match.span(1), _fractions(int(match[1])), Kind.DAY)
                sheet.add(*match.span(2), _fractions(int(match[2])), Kind.MONTH)
    sheet.settle()


def _is_clock(sheet: Sheet, match: re.Match[str]) -> bool:
    numerals, start = sheet.numerals, match.start()
    return bool(
        numerals.hour_pattern.match(sheet.text, match.end())
        or numerals.hour_before_pattern.search(sheet.text[max(0, start - 12) : start])
    )


def _add_clock(sheet: Sheet, match: re.Match[str]) -> None:
    sheet.add(*match.span(1), hour_values(Fraction(int(match[1]))), Kind.TIME)
    for group in range(2, (match.re.groups or 0) + 1):
        if match[group]:
            minute = int(match[group])
            sheet.add(*match.span(group), _fractions(minute), Kind.TIME, figure=minute != 0)


def _read_month_names(sheet: Sheet) -> None:
    text, numerals = sheet.text, sheet.numerals
    if not may_name_month(text, numerals):
        return
    for match in numerals.month_pattern.finditer(text):
        month = _month(match[0], numerals)
        after = _AFTER.match(text, match.end())
        before = _DAY_BEFORE.search(text, max(0, match.start() - 16), match.start())
        # Words that mean something else too (may, march) are months only beside a figure or with a capital.
        if not month or not (after or before or match[0][0].isupper() or match[0] not in numerals.unsure_months):
            continue
        sheet.add(match.start(), match.end(), _fractions(month), Kind.MONTH, figure=False)
        if before and 1 <= int(before[1]) <= 31:
            sheet.add(*before.span(1), _fractions(int(before[1])), Kind.DAY)
            sooner = _RANGE_BEFORE.search(text, max(0, before.start(1) - 14), before.start(1))
            if sooner and 1 <= int(sooner[1]) <= 31:
                sheet.add(*sooner.span(1), _fractions(int(sooner[1])), Kind.DAY)
        if after:
            for group, kind in ((1, Kind.YEAR), (2, Kind.DAY), (3, Kind.DAY), (4, Kind.YEAR)):
                if after[group] and not (before and kind is Kind.DAY):
                    sheet.add(*after.span(group), _fractions(int(after[group])), kind)
    sheet.settle()


def may_name_month(text: str, numerals: Numerals) -> bool:
    """Whether there may be a month's name in a text, told by its stretches between spaces, most of which were looked at
    before; no name has a space."""
    if numerals.han is not None:
        return True
    return any(map(_names_month, text.split(), repeat(numerals)))


@lru_cache(maxsize=_CHUNKS)
def _names_month(chunk: str, numerals: Numerals) -> bool:
    return numerals.month_pattern.search(chunk) is not None


def _month(word: str, numerals: Numerals) -> int | None:
    return numerals.month(word.lower().rstrip("."))


def _fractions(*values: int) -> set[Fraction]:
    return set(map(exact, values))
