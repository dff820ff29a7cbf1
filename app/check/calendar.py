"""What a calendar and a clock say beside their figures: day and month, the half of the day, quarters and half-years.

The number check compares values, and 8 December has those of 12 August; 3 p.m. is 15 o'clock and may be 3. Here what
the values mean on either side is compared, and only where both sides say it in so many words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from app.check.comparison import Text
from app.resources import resource
from glossary.language.numbers import Kind, Number
from glossary.model import Span

_NEAR = 8
"""Characters between a month and its day."""
_BEFORE, _BEHIND = 5, 30
"""Characters before an hour and behind it in which the half of the day is told."""
_MINUTES = re.compile(r"(?:[:.h时時点點][0-5]?\d分?)?(?::[0-5]\d)?[\s\u00a0-]?")
_NOON, _DAY = 12, 24
_NIGHT_BEGINS = 6
"""Nine at night is 21 o'clock, two at night is two."""
_MONTH_SIGN = "月"
_SIGNS = frozenset("月日号號")
_UNDIVIDED = frozenset({"zh", "ja"})
_DIVIDED = re.compile(r"[-/.]")


class Confused(NamedTuple):
    """The same figures with another meaning: where it is said on either side."""

    source: Span
    target: Span


def confused_dates(source: Text, target: Text) -> Iterator[Confused]:
    """Days and months that have changed places: 8月12日, December 8."""
    ours, theirs = _days(source), _days(target)
    for (month, day), span in theirs.items():
        turned = ours.get((day, month))
        if month != day and turned is not None and (month, day) not in ours and (day, month) not in theirs:
            yield Confused(turned, span)


def _days(side: Text) -> dict[tuple[int, int], Span]:
    """(month, day) of every date whose month says that it is one."""
    found: dict[tuple[int, int], Span] = {}
    numbers = side.numbers
    for at, month in enumerate(numbers):
        if month.kind is not Kind.MONTH or not _says_month(month, side):
            continue
        for other in chain(numbers[at + 1 : at + 2], numbers[max(0, at - 1) : at]):
            if other.kind is Kind.DAY and _distance(month.span, other.span) <= _NEAR:
                end = max(month.span.end, other.span.end)
                end += side.text[end : end + 1] in _SIGNS
                span = Span(min(month.span.start, other.span.start), end)
                found.setdefault((int(min(month.values)), int(min(other.values))), span)
                break
    return found


def _says_month(month: Number, side: Text) -> bool:
    """12/8 is either; a name, 月, and the order of 2024-12-08 are sure."""
    if not month.figure or side.text[month.span.end : month.span.end + 1] == _MONTH_SIGN:
        return True
    before = side.text[max(0, month.span.start - 5) : month.span.start]
    return len(before) == 5 and before[:4].isdigit() and _DIVIDED.match(before[4]) is not None


def confused_halves(source: Text, target: Text) -> Iterator[Confused]:
    """Hours of the other half of the day: 下午3时, 3 a.m."""
    if not _tells_half(target):
        return
    ours = list(_hours(source))
    for hour, span in _hours(target):
        same = [one for one in ours if hour is not None and (one[0] is None or one[0] % _NOON == hour % _NOON)]
        # An hour that nothing is said of may be any: then nobody is accused.
        if same and all(one is not None and one != hour for one, _ in same):
            yield Confused(same[0][1], span)


def _tells_half(side: Text) -> bool:
    half = _half_days().get(side.numerals.code)
    if half is None or not any(number.kind is Kind.TIME for number in side.numbers):
        return False
    return any(pattern.search(side.text) for pattern in (*half.before.values(), *half.behind.values()))


def _hours(side: Text) -> Iterator[tuple[int | None, Span]]:
    """The hours of a text on a clock of 24, None for one that may be in either half; noon and midnight are left out."""
    half = _half_days().get(side.numerals.code, _SILENT)
    for number in side.numbers:
        # Minutes have one value; an hour may be counted in two ways.
        if number.kind is not Kind.TIME or len(number.values) == 1:
            continue
        written = side.text[number.span.start : number.span.end]
        hour = int(written) if written.isdecimal() else _NOON
        if hour % _NOON == 0:
            continue
        told, span = half.told(side.text, number, hour)
        if told is not None:
            yield hour % _NOON + (_NOON if told else 0), span
        else:
            yield (hour if hour > _NOON else None), span


@dataclass(frozen=True, slots=True)
class _HalfDay:
    """How a language tells the half of the day: patterns by False for the morning, True for the afternoon."""

    before: Mapping[bool, re.Pattern[str]]
    behind: Mapping[bool, re.Pattern[str]]
    night: re.Pattern[str] | None = None

    def told(self, text: str, hour: Number, value: int) -> tuple[bool | None, Span]:
        """Whether it is after noon, and where that is said with the hour."""
        start, end = hour.span
        head = text[max(0, start - _BEFORE) : start].rstrip()
        for after, pattern in self.before.items():
            if found := pattern.search(head):
                return after, Span(max(0, start - _BEFORE) + found.start(), end)
        if self.night is not None and self.night.search(head):
            return (True if _NIGHT_BEGINS <= value < _NOON else None), Span(start, end)
        minutes = _MINUTES.match(text, end)
        at = minutes.end() if minutes else end
        for after, pattern in self.behind.items():
            if found := pattern.match(text, at, at + _BEHIND):
                return after, Span(start, found.end())
        return None, Span(start, end)


_SILENT = _HalfDay({}, {})


def confused_parts(source: str, target: str, languages: tuple[str, str]) -> Iterator[Confused]:
    """Quarters and half-years that are others: 第三季度, the second quarter. ``languages`` are primary subtags."""
    for parts in _parts():
        ours, theirs = map(parts.get, languages)
        # Both sides have to name one; Chinese, which is on one of them as a rule, is searched the quickest.
        if ours is None or theirs is None or not ours.any.search(source) or not theirs.any.search(target):
            continue
        here, there = ours.found(source), theirs.found(target)
        only_here, only_there = here.keys() - there.keys(), there.keys() - here.keys()
        if len(only_here) == len(only_there) == 1:
            yield Confused(here[only_here.pop()], there[only_there.pop()])


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a year as a language names them, in their order; ``any`` finds any of them."""

    each: tuple[re.Pattern[str], ...]
    any: re.Pattern[str]

    def found(self, text: str) -> dict[int, Span]:
        """The parts that a text names, by their number, each where it stands first."""
        hits = ((number, pattern.search(text)) for number, pattern in enumerate(self.each))
        return {number: Span(*hit.span()) for number, hit in hits if hit}


@cache
def _half_days() -> dict[str, _HalfDay]:
    return {
        code: _HalfDay(
            {part == "pm": _any(words, "(?:%s)$") for part, words in data.get("before", {}).items()},
            {part == "pm": _any(words, r"(?:%s)(?!\w)") for part, words in data.get("behind", {}).items()},
            _any(data["night"], "(?:%s)$") if "night" in data else None,
        )
        for code, data in _data()["halfday"].items()
    }


@cache
def _parts() -> tuple[dict[str, _Parts], ...]:
    return tuple(
        {code: _named(code, parts) for code, parts in _data()[name].items()} for name in ("quarter", "half-year")
    )


def _named(code: str, parts: Sequence[str]) -> _Parts:
    around = "(?:%s)" if code in _UNDIVIDED else r"(?<!\w)(?:%s)(?!\w)"
    return _Parts(tuple(_any([part], around) for part in parts), _any(parts, around))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("check", "calendar.toml").read_text("utf-8"))


def _any(words: Sequence[str], around: str) -> re.Pattern[str]:
    return re.compile(around % "|".join(words), re.IGNORECASE)


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0], other[0]) - min(one[1], other[1])
