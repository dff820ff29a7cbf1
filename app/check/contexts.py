"""What a number is and counts, as its neighbours say: per cent, money, a year, people, the chart it names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

from app.check.comparison import Text
from app.resources import resource
from glossary.language.numbers import Kind, Number

RANGE = re.compile(
    r"\s*[年月日号號岁歲歳%％円元米页頁章条條节節楼层層个個人名家次]?(?:st|nd|rd|th)?\s*"
    r"(?:[-–—~～〜至到、和与及與や]|から|to|and|or|bis|und|oder|à|et|ou)\s*(?:US|HK)?[$€£¥]?\s*"
)
"""Between two numbers that belong together: 140 to 222, 2007年、2008年."""
_BESIDE = 4
_BESIDES = re.compile(r"\s?月?\s?|\.? |(?:st|nd|rd|th)? (?:of )?")
_NEAR = 40
"""Characters on either side that are looked at."""
_WORDS_BEFORE = re.compile(r"(?:([A-Za-z]{1,20}) )?([A-Za-z][A-Za-z'’.]{0,20}-?)[\s\u00a0]?$")
_WORDS_BEHIND = 3
_BEHIND = re.compile(r"[\s\u00a0]?(-?[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*)")
_NAME = re.compile(r"(?<![A-Za-z])([A-Z][A-Za-z]{0,20}|i[A-Z][a-z]+|[a-z]{2,20}(?=$))[\s\u00a0-]?$")
_SIGNS = {
    "年": {"year", "years"}, "月": {"month", "months"}, "日": {"day", "days"}, "号": {"day"}, "號": {"day"},
    "時": {"time", "hours"}, "时": {"time", "hours"},
}  # fmt: skip
"""What a sign behind a number makes of it: a date, or so many of them."""
_MARGIN = "多余餘几幾约約余り"
_BRACKETED = re.compile(r"[(（]$"), re.compile(r"[)）]")
_STOPS = frozenset(
    ["and", "or", "to", "from", "with", "in", "on", "at", "for", "by", "per", "than", "of", "the", "a", "an", "as",
     "but", "was", "were", "is", "are", "has", "had", "have", "will", "would", "when", "while", "which", "that",
     "und", "oder", "von", "zu", "bis", "mit", "im", "auf", "bei", "für", "als", "der", "die", "das", "den", "wurde",
     "wurden", "ist", "sind", "hat", "haben", "et", "ou", "de", "du", "des", "à", "au", "en", "dans", "sur", "pour",
     "par", "le", "la", "les", "y", "o", "del", "el", "los", "con", "и", "или", "в", "на", "с", "до", "из", "от", "по",
     "к", "за", "i", "w", "z", "na", "od", "do", "za", "oraz"]
)  # fmt: skip
"""Words behind which something else begins."""
_MORE = frozenset({"more", "full", "whole", "working", "business", "consecutive", "straight", "other", "additional"})
_MEASURED = frozenset({"percent", "money", "year", "month", "length", "area", "mass", "volume"})
"""What a rank is never taken for: any other thing may be counted through (8回, in the 8th inning)."""
_ENDS = re.compile(r"(?:(由|从|從|\bfrom )|(?:[到至为為]|\bto ))(?:(?:US|HK)?[$€£¥]|about |around |nearly |约|約)?$")
_DATES = {Kind.YEAR: "year", Kind.MONTH: "month", Kind.DAY: "day"}
_KIND_NAMES = {Kind.PERCENT: "percent", Kind.TIME: "time", Kind.DECADE: "decade"}


@dataclass(frozen=True, slots=True)
class Context:
    """``kinds`` are what the number may be here, none where its neighbours do not tell. ``names`` is what is the same
    on both sides: the Latin ``word`` it belongs to (iphone), the ``month`` of a day, the ``end`` of a way it is (from,
    to). ``marked``: it stands alone in brackets."""

    kinds: frozenset[str]
    names: Mapping[str, str]
    marked: bool

    def agrees(self, other: Context) -> int:
        """2 where both say the same of all, below 0 where they contradict each other, 0 where one does not tell."""
        said = 0
        if self.kinds and other.kinds:
            said = 1 if self.kinds & other.kinds else -1
            both = self.kinds | other.kinds
            if said < 0 and "ordinal" in both and both.isdisjoint(_MEASURED):
                said = 0
        for what in self.names.keys() & other.names.keys():
            said += 1 if self.names[what] == other.names[what] else -1
        if self.marked and other.marked:
            said += 1
        elif said == 0 and self.marked != other.marked:
            said = -1 if (other.kinds if self.marked else self.kinds) else 0
        return said


@dataclass(frozen=True, slots=True)
class _Counted:
    """The classes of counted things by word, of one script."""

    before: Mapping[str, frozenset[str]]
    next: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]


@cache
def _counted() -> Mapping[str, _Counted]:
    """resources/check/counted.toml, by script."""
    data = tomllib.loads(resource("check", "counted.toml").read_text("utf-8"))
    tables: dict[tuple[str, str], dict[str, set[str]]] = {}
    for class_, places in data.items():
        for place, scripts in places.items():
            for script, words in scripts.items():
                for word in words:
                    tables.setdefault((script, place), {}).setdefault(word, set()).add(class_)
    frozen = {key: {word: frozenset(classes) for word, classes in table.items()} for key, table in tables.items()}
    places = ("before", "next", "after")
    return {
        script: _Counted(*(frozen.get((script, place), {}) for place in places))
        for script in {script for script, _ in frozen}
    }


def contexts(side: Text, numbers: Sequence[Number]) -> list[Context]:
    """The context of each of ``numbers``, which are some of the side's own."""
    months = [number for number in side.numbers if number.kind is Kind.MONTH and not number.figure]
    found = {number.span: _context(side, number, months) for number in numbers}
    for one, two in pairwise(sorted(found)):
        if RANGE.fullmatch(side.text, one.end, two.start):
            # Pages 140 to 222: what stands beside one of them is said of both.
            kinds = found[one].kinds | found[two].kinds
            found[one], found[two] = replace(found[one], kinds=kinds), replace(found[two], kinds=kinds)
    return [found[number.span] for number in numbers]


def _context(side: Text, number: Number, months: Iterable[Number]) -> Context:
    before = side.text[max(0, number.span.start - _NEAR) : number.span.start]
    behind = side.text[number.span.end : number.span.end + _NEAR]
    names: dict[str, str] = {}
    if number.kind is Kind.CODE:
        names["word"] = "".join(filter(str.isalpha, side.text[number.span.start : number.span.end])).casefold()
    elif (name := _NAME.search(before)) is not None:
        names["word"] = name[1].casefold()
    if (month := _month_of(side, number)) is not None:
        names["month"] = str(month)
    if (end := _ENDS.search(before)) is not None:
        names["end"] = "from" if end[1] else "to"
    if side.numerals.han is not None:
        kinds = _han_kinds(before, behind, number)
    else:
        kinds = _latin_kinds(side, before, behind, number, months)
    if number.kind is Kind.ORDINAL:
        # On the 23rd; pages and floors are numbered too.
        kinds |= {"ordinal"} if side.numerals.han is not None else {"ordinal", "day"}
    elif number.kind in _KIND_NAMES:
        kinds = frozenset({_KIND_NAMES[number.kind]})
    elif side.numerals.money.before_pattern.search(before.rstrip()) or side.numerals.money.behind_pattern.match(behind):
        kinds = frozenset({"money"})
    elif number.unit is not None and number.unit.kind not in ("time", "temperature"):
        # Kilos are kilometres or kilograms.
        kinds = frozenset({number.unit.kind, "mass"} if behind.startswith("キロ") else {number.unit.kind})
    marked = bool(_BRACKETED[0].search(before)) and bool(_BRACKETED[1].match(behind))
    return Context(kinds, names, marked)


def _month_of(side: Text, number: Number) -> Fraction | None:
    """The month a day belongs to: 5月28日, May 28, 28 May."""
    for month in side.numbers:
        if month.kind is Kind.MONTH and len(month.values) == 1:
            first, second = sorted((month.span, number.span))
            gap = side.text[first.end : second.start]
            if first.end <= second.start and len(gap) <= _BESIDE and _BESIDES.fullmatch(gap):
                return min(month.values)
    return None


def _han_kinds(before: str, behind: str, number: Number) -> frozenset[str]:
    words = _counted()["han"]
    behind = behind.lstrip(" \u00a0")
    if behind[:1] in _MARGIN:
        behind = behind[1:]
    for length in (4, 3, 2, 1):
        found = words.next.get(behind[:length]) or words.after.get(behind[:length])
        if found is not None and len(behind) >= length:
            return found
    if behind[:1] in _SIGNS and behind[:1]:
        return frozenset(_SIGNS[behind[:1]])
    before = before.rstrip(" \u00a0")
    for length in (3, 2, 1):
        if (found := words.before.get(before[-length:])) is not None:
            return found
    return frozenset({"year"}) if number.kind is Kind.YEAR else frozenset()


def _latin_kinds(side: Text, before: str, behind: str, number: Number, months: Iterable[Number]) -> frozenset[str]:
    words = _counted().get(side.numerals.code)
    for month in months:
        gap = month.span.start - number.span.end
        if 0 < gap <= len(" of "):
            return frozenset({"day"})
        gap = number.span.start - month.span.end
        if 0 < gap <= 2 and side.text[number.span.start - 1] == " " and side.text[month.span.end] != ",":
            follows = re.match(r"(?:st|nd|rd|th)?,? \d{4}", behind)
            return frozenset({"day"}) if follows else frozenset({"day", "year"})
    if words is None:
        return frozenset({_DATES[number.kind]}) if number.kind in _DATES else frozenset()
    at = 0
    run: list[str] = []
    for _ in range(_WORDS_BEHIND):
        match = _BEHIND.match(behind, at)
        if match is None or match[1].lower() in _STOPS:
            break
        run.append(match[1].lower().lstrip("-"))
        at = match.end()
    for n, word in enumerate(run):
        for said in (" ".join(run[n : n + 2]), word):
            found = words.after.get(said) or (words.next.get(said) if n == 0 or run[0] in _MORE else None)
            if found is not None:
                return found
    last = _WORDS_BEFORE.search(before)
    if last is not None:
        found = words.before.get(f"{last[1]} {last[2]}".lower()) or words.before.get(last[2].lower())
        if found is not None and ("year" not in found or not run):
            return found
    return frozenset({"year"}) if number.kind is Kind.YEAR and side.numerals.code != "en" else frozenset()
