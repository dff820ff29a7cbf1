"""Days of the week that their date does not fall on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.check.comparison import Text
from glossary.language.numbers import Kind, Number
from glossary.model import Span

_NEAR = 12
"""Characters between a date and the day of the week that goes with it."""
DATE_PARTS = (Kind.YEAR, Kind.MONTH, Kind.DAY)


class WeekDay(NamedTuple):
    """A date of a text with the day of the week that is said of it (``span``) and the one it is (Monday 0)."""

    span: Span
    said: int
    real: int
    date: Span


def weekdays(side: Text) -> Iterator[WeekDay]:
    """Every full date that has a day of the week beside it."""
    days = list(side.numerals.weekday_pattern.finditer(side.text))
    if not days:
        return
    for span, date in _dates(side.numbers):
        near = [day for day in days if _distance(Span(*day.span()), span) <= _NEAR]
        if len(near) == 1:
            said = side.numerals.weekdays[near[0][1].lower()]
            yield WeekDay(Span(*near[0].span()), said, date.weekday(), span)


def _dates(numbers: Sequence[Number]) -> Iterator[tuple[Span, datetime.date]]:
    """Year, month and day that stand together, in any order."""
    for at in range(len(numbers) - 2):
        three = numbers[at : at + 3]
        parts = {number.kind: number for number in three}
        if set(parts) != set(DATE_PARTS) or three[2].span.start - three[0].span.end > 2 * _NEAR:
            continue
        year, month, day = (max(parts[kind].values) for kind in DATE_PARTS)
        if year >= 1583 and all(value.denominator == 1 for value in (year, month, day)):
            try:
                yield Span(three[0].span.start, three[2].span.end), datetime.date(int(year), int(month), int(day))
            except ValueError:
                continue


def _distance(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
