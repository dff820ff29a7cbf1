"""Sums that kept their figure and changed their currency: 100 yuan that have become 100 dollars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.check.comparison import Text
from app.check.facts import is_traditional
from app.check.places import Pair
from app.model import Span
from glossary.language.numbers import Number

_NEAR = 8
"""Characters before a figure in which the sign of a currency stands."""


class Sum(NamedTuple):
    """A number with the name of its currency: the codes that it may be, the likeliest first, where the name stands and
    where both stand."""

    codes: Sequence[str]
    name: Span
    span: Span


class Confusion(NamedTuple):
    """The same figure in two currencies; ``corrected`` is the name of the right one in the target, "" if unknown."""

    source: Sum
    target: Sum
    corrected: str


def confused_currencies(source: Text, target: Text, pairs: Sequence[Pair]) -> Iterator[Confusion]:
    """Sums whose currencies, named on both sides, cannot be the same one.

    Where names allow several (元, ¥, $) any that fits is enough; a sum that is given in another currency as well has
    another figure there, and is compared with nothing.
    """
    for pair in pairs:
        ours, theirs = sum_of(pair.source, source), sum_of(pair.target, target)
        if ours is None or theirs is None or not set(ours.codes).isdisjoint(theirs.codes):
            continue
        if not (_is_local(ours, theirs, source.text) or _is_local(theirs, ours, target.text)):
            yield Confusion(ours, theirs, _corrected(ours, theirs, pair.target, target))


def _is_local(one: Sum, other: Sum, text: str) -> bool:
    """Whether it is 元 in a text of Hong Kong or Taiwan, where that is the dollar of the place."""
    return "HKD" in one.codes and "dollar" in other.codes and is_traditional(text)


def sum_of(number: Number, side: Text) -> Sum | None:
    """The number with its currency; None where it has none, or one that is not known."""
    money, (start, end) = side.numerals.money, number.span
    behind = money.behind_pattern.match(side.text, end)
    if behind is not None:
        codes = money.behind[behind[1]]
        return Sum(codes, Span(*behind.span(1)), Span(start, behind.end())) if codes else None
    head = side.text[max(0, start - _NEAR) : start]
    before = money.before_pattern.search(head.rstrip(" \u00a0"))
    if before is None:
        return None
    at = start - len(head) + before.start()
    return Sum(money.before[before[1]], Span(at, at + len(before[1])), Span(at, end))


def _corrected(ours: Sum, theirs: Sum, number: Number, target: Text) -> str:
    money, code = target.numerals.money, ours.codes[0]
    return (money.signs if theirs.name.start < number.span.start else money.words).get(code, "")
