"""Reading figures: with separators, scales, units, in codes and list markers."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from glossary.language.dates import hour_values, year_values
from glossary.language.number_scan import Kind, Number, Sheet, start_of
from glossary.language.numerals import Numerals, Unit, exact
from glossary.language.scripts import MARK_RANGES
from glossary.model import Span

# A sheet has no other digits than these (``level``), and a set of signs is skipped to: so it comes first, and what may
# not stand before it behind that.
_GLUED = re.compile(r"[0-9](?:[A-Za-z]|(?<=[A-Za-z].)|(?<=[A-Za-z][-‐‑–].))")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?<!\d[.,])(?:([A-Za-z]{1,12})([-‐‑–]?)\d{1,12}[A-Za-z0-9]{0,12}|\d{1,12}([A-Za-z]{1,12})[A-Za-z0-9]{0,12})"
    r"(?:[-‐‑–][A-Za-z0-9]{0,8}\d[A-Za-z0-9]{0,8}){0,3}(?:(?<=\d)(?:\.\d{1,3}){1,3})?(?![A-Za-z0-9])"
)
_FIGURE = re.compile(r"[0-9](?<![\s\dkc]m.)\d{0,39}(?:[.,'’·・٫٬]\d{1,40}){0,8}")
_SPACED = r"[0-9](?<![\d.,].)\d{0,2}(?:[%s]\d{3}){1,5}(?:[.,]\d{1,9})?(?![\d])"
_HARD_SPACED = re.compile(_SPACED % "\u00a0\u202f\u2009")
_SOFT_SPACED = re.compile(_SPACED % " \u00a0\u202f\u2009")
_SPREAD = re.compile(r"[0-9](?<![\d.,].)(?:(?: \d){1,9}(?= ?[年月日])|(?: \d){3,9}(?![\d.,]))")
_PARTS = re.compile(r"(?<![\d.,])([1-9]\d{0,3})分[の之](\d{1,4})(?![\d.,])")
_SECONDS = re.compile(r"(?<![\d.,])(\d{1,2})秒(\d{1,3})(?![\d.,秒年月日分点])")
_FOOTNOTE = re.compile(
    r"[0-9](?:(?<=[a-z]{3}.)|(?<=[)）”].)|(?<=[^\d.,](?:19|20)\d\d[1-9])(?!\d))\d?(?![.,]\d)(?=[\s,.;:!?(]|$)"
)
_LIST = re.compile(r"(?:^|\n)[\s#]{0,8}(?:[(（](\d{1,2})[)）]|(\d{1,2})[.)、．）](?!\d))")
_CENTURY_DECADE = re.compile(r" ?(?:\d0|[\x00一二三四五六七八九十]{1,4}) ?年代")
_SHARES = re.compile(r"(\d{1,2})割(?:(\d)分)?(?:(\d)厘)?")
_CLOSING = 12
_LISTED = 160
_HOURS = frozenset("时時点點")
_CLAUSE = re.compile("[，。；：:;]")
_WORDY = 3
"""Small letters behind a figure that are a word, whose space is missing (5,071yen), and make no code."""
_COUNTERS = {1: "位点", 2: "人つ本"}
"""Japanese counters beside which one or two is "first" or "both" in other languages; one of anything else is "a"."""
_WHOLE_DAY = re.compile(r"(?<!\d)0[时時]?[-–—~～至到]{1,2}24[时時]")
GROWTH = re.compile("[增涨漲升高多扩擴加超长長]")
_SAME_CENTURY = re.compile(r"(\d\d)\d\d[-–—~～/]$")
_SCALE = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARK_RANGES}])*\.?")
_BETWEEN = re.compile(
    r"[\s\u00a0]{0,2}(?:[-–—~～至到或、,]|to|or|and|bis|oder|und|à|et|ou|a|y|o|до|или|и)[\s\u00a0]{0,2}"
)


def read_codes(sheet: Sheet) -> None:
    """Letters and figures that make a name: COVID-19, CCTV-2, 5G; not what is glued to a unit or a currency."""
    numerals = sheet.numerals
    if not _GLUED.search(sheet.text):
        return
    for match in _CODE.finditer(sheet.text):
        letters, hyphen, tail = match[1], match[2], match[3]
        if match[0] in numerals.units:
            continue
        if letters and (letters in numerals.currencies or (hyphen and letters.islower())):
            continue
        if letters and not hyphen and len(letters) > 3 and not letters.isupper():
            continue
        if tail and (tail in numerals.glued or tail.lower() in numerals.suffixes or tail.lower() in numerals.scales):
            continue
        if tail and (tail in numerals.units or (len(tail) >= _WORDY and tail.islower() and match[0].endswith(tail))):
            continue
        digits = re.findall(r"\d{1,12}", match[0]) + re.findall(r"\d{1,12}\.\d{1,3}", match[0])
        sheet.add(*match.span(), set(map(Fraction, digits)), Kind.CODE, figure=False)
    sheet.settle()


def read_spread(sheet: Sheet) -> None:
    """A year or a number set with a space between its digits, as in justified Chinese print: 2 0 1 5 年."""
    if "分" in sheet.text:
        for match in _PARTS.finditer(sheet.text):
            # 3分の2 is two thirds.
            bottom, top = int(match[1]), int(match[2])
            values = {Fraction(top, bottom), Fraction(100 * top, bottom), Fraction(top), Fraction(bottom)}
            sheet.add(*match.span(), values, Kind.FRACTION)
    if "秒" in sheet.text:
        for match in _SECONDS.finditer(sheet.text):
            # 9秒98: 9.98 seconds.
            sheet.add(*match.span(), {Fraction(f"{match[1]}.{match[2]}")}, Kind.CARDINAL)
    for match in _SPREAD.finditer(sheet.text):
        value = int(match[0].replace(" ", ""))
        after = sheet.text[match.end() : match.end() + 2].lstrip()[:1]
        kinds = {"年": Kind.YEAR, "月": Kind.MONTH, "日": Kind.DAY}
        sheet.add(*match.span(), {Fraction(value)}, kinds.get(after, Kind.CARDINAL))
    sheet.settle()


def read_shares(sheet: Sheet) -> None:
    """Japanese shares in tenths, hundredths and thousandths: 1割8分2厘 is 18.2 %, of a batter .182."""
    for match in _SHARES.finditer(sheet.text):
        if match[2] or match[3]:
            thousandths = int(match[1]) * 100 + int(match[2] or 0) * 10 + int(match[3] or 0)
            values = {Fraction(thousandths), Fraction(thousandths, 10), Fraction(thousandths, 1000)}
            sheet.add(*match.span(), values, Kind.PERCENT)
    sheet.settle()


def read_footnotes(sheet: Sheet) -> None:
    """The number of a footnote, which extraction leaves glued to its word (the Board1) or bracket."""
    for match in _FOOTNOTE.finditer(sheet.text):
        sheet.add(*match.span(), {Fraction(int(match[0]))}, Kind.CODE, figure=False)
    sheet.settle()


def read_lists(sheet: Sheet) -> None:
    """The number that begins a list item."""
    for match in _LIST.finditer(sheet.text):
        group = 1 if match[1] else 2
        sheet.add(*match.span(group), {Fraction(int(match[group]))}, Kind.LIST)
    sheet.settle()


def read_figures(sheet: Sheet) -> None:
    """What is left of the digits, with what stands behind them (million, Mrd., km)."""
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
        return {exact(int(figure))}
    if dots and commas:
        decimal, group = (".", ",") if figure.rfind(".") > figure.rfind(",") else (",", ".")
        whole, _, tail = figure.rpartition(decimal)
        if decimal in whole or not _is_grouped(whole, group):
            return set()
        return {Fraction(f"{whole.replace(group, '')}.{tail}")}
    sign = "." if dots else ","
    whole, _, tail = figure.rpartition(sign)
    if sign in whole:
        return {exact(int(figure.replace(sign, "")))} if _is_grouped(figure, sign) else set()
    values: set[Fraction] = set()
    groups = _is_grouped(figure, sign) and whole.lstrip("0") != ""
    if groups and (sign == numerals.group or not numerals.known):
        values.add(exact(int(whole + tail)))
    if sign == "." or sign == numerals.decimal or not numerals.known:
        values.add(Fraction(f"{whole}.{tail}"))
    return values


def _is_grouped(figure: str, sign: str) -> bool:
    head, *groups = figure.split(sign)
    return 1 <= len(head) <= 3 and (
        all(len(group) == 3 for group in groups)
        or (len(groups) > 1 and len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[:-1]))
    )


def _add_figure(sheet: Sheet, start: int, end: int, values: set[Fraction]) -> None:
    text, numerals = sheet.text, sheet.numerals
    scale = Fraction(1)
    match = numerals.scale_pattern.match(text, end)
    if match:
        for word in _SCALE.findall(match[0].lower()):
            found = numerals.scales.get(word) or numerals.scales.get(word.rstrip("."))
            entry = numerals.look_up(word.rstrip(".")) if found is None else None
            scale *= found or (entry.scale if entry and entry.scale else Fraction(1))
        # "5 m" may be metres as well as millions.
        values = {value * scale for value in values} | (values if len(match[0].strip()) <= 1 else set())
        end = match.end()
    sheet.numbers.append(measured(sheet, start, end, values, scale))
    sheet.claim(start, end)


def measured(sheet: Sheet, start: int, end: int, values: set[Fraction], scale: Fraction) -> Number:
    """The figure with its kind, told by what stands around it."""
    text, numerals = sheet.text, sheet.numerals
    unit = None
    kind = Kind.CARDINAL
    values = set(values)
    whole = int(next(iter(values))) if len(values) == 1 and next(iter(values)).denominator == 1 else -1
    after = text[end : end + 3]
    if numerals.han is not None and after[:1] == " " and after[1:2] in "年月日号號世":
        after = after[1:]
    end_of_space = end + len(text[end : end + 3]) - len(after)
    after = after[:2]
    before = text[max(0, start - 5) : start]
    if numerals.percent_pattern.match(text, end):
        kind = Kind.PERCENT
        if after[:1] in ("成", "割"):
            values = {value * 10 for value in values} | values
    elif numerals.hour_pattern.match(text, end) and 0 <= whole <= 24:
        kind, values = Kind.TIME, hour_values(Fraction(whole)) | values
    elif numerals.han is not None and after[:1] == "分" and 0 <= whole < 60 and before.rstrip()[-1:] in _HOURS:
        kind = Kind.TIME
    elif end - start == 2 and (century := _SAME_CENTURY.search(before)):
        kind, values = Kind.YEAR, year_values(whole) | {Fraction(int(century[1]) * 100 + whole)}
    elif numerals.code == "ja" and whole > 0 and after in ("年生", "年目"):
        kind = Kind.ORDINAL
    elif numerals.han is not None and ((after[:1] == "年" and whole > 0) or (end - start == 2 and text[start] == "0")):
        kind, values = Kind.YEAR, year_values(whole)
    elif numerals.han is not None and after[:1] == "月" and 1 <= whole <= 12:
        kind = Kind.MONTH
    elif numerals.han is not None and after[:1] in "日号號" and after and 1 <= whole <= 31:
        kind = Kind.DAY
    elif numerals.han is not None and after == "世纪" and _CENTURY_DECADE.match(text, end_of_space + 2):
        values |= {Fraction((whole - 1) * 100 + decade) for decade in range(0, 100, 10)}
    elif numerals.han is not None and after[:1] == "后" and end - start == 2 and whole >= 0:
        kind, values = Kind.DECADE, year_values(whole)
    elif numerals.han is not None and after[:1] == "倍" and GROWTH.search(text, max(0, start - 12), start):
        # 增长1.5倍 is two and a half times as much; 是去年的1.5倍 is not.
        values |= {value + 1 for value in values}
    elif numerals.han is not None and after[:1] == "折" and values:
        values |= {100 - value * 10 if value < 10 else 100 - value for value in values}
    elif before.endswith("第") or text[end : end + 2].lower() in numerals.suffixes:
        kind = Kind.ORDINAL
    elif end - start == 4 and 1900 <= whole <= 2099:
        kind = Kind.YEAR
    if kind in (Kind.CARDINAL, Kind.YEAR):
        tail = end + (numerals.han is not None and text[end : end + 1] in numerals.han.about)
        found = numerals.unit_pattern.match(text, tail)
        unit = numerals.units[found[1]] if found else None
    spoken = numerals.han is not None and kind in (Kind.CARDINAL, Kind.TIME) and _is_spoken(text, start, end, whole)
    if spoken and whole > 1:
        # A, Bら4人: A, B and three others.
        values.add(Fraction(whole - 1))
    spoken = spoken or (numerals.code == "ja" and _is_japanese_count(text, end, whole, kind, unit))
    return Number(Span(start, end), frozenset(values), kind, not spoken, unit, scale)


def _is_japanese_count(text: str, end: int, whole: int, kind: Kind, unit: Unit | None) -> bool:
    """Whether it is one or two of a thing, which other languages say without a figure (1公演につき, 直近1週間), or a
    year of school (3年生, a senior)."""
    after = text[end : end + 1]
    if kind is Kind.ORDINAL:
        return text.startswith("年生", end)
    if kind is not Kind.CARDINAL or not after:
        return False
    one = whole == 1 and (unit is None or unit.kind == "time") and not re.match(r"[\W\d_a-zA-Z位点円]", after)
    return one or after in _COUNTERS.get(whole, "")


def _is_spoken(text: str, start: int, end: int, whole: int) -> bool:
    """Whether another language rarely gives the figure: the count that closes a list (A, B等2人), all of a day
    (0—24时)."""
    before = text[max(0, start - 2) : start]
    if (before[-1:] in ("等", "ら") and before != "から") or before in ("など", "以上"):
        return 0 < whole <= _CLOSING
    if 2 < whole <= _CLOSING and "、" in text:
        # A、B、C3所: the count of what was named one by one.
        clause = _CLAUSE.split(text[max(0, start - _LISTED) : start])[-1]
        if clause.count("、") == whole - 1:
            return True
    return whole in (0, 24) and bool(_WHOLE_DAY.search(text[max(0, start - 6) : end + 6]))


def _scale_ranges(sheet: Sheet) -> None:
    """3 to 4 million: the first may be millions too; 5–10 acres: it is acres."""
    numbers = sheet.numbers
    numbers.sort(key=start_of)
    for index in range(len(numbers) - 1):
        first, second = numbers[index], numbers[index + 1]
        if second.scale != 1 and first.scale == 1 and first.figure:
            between = _BETWEEN.fullmatch(sheet.text, first.span.end, second.span.start)
            if between:
                more = frozenset(value * second.scale for value in first.values)
                numbers[index] = replace(first, values=first.values | more)
        elif (
            second.unit is not None
            and first.unit is None
            and first.kind is Kind.CARDINAL
            and _BETWEEN.fullmatch(sheet.text, first.span.end, second.span.start)
        ):
            numbers[index] = replace(first, unit=second.unit)
