"""Numbers that are all there and stand in each other's places, or count something else: 2 % for two points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from app.check.comparison import Text
from glossary.language.numbers import DATE_KINDS, Kind, Number

_CLAUSE = re.compile("[，。；！？,;!?]")
_RANGE = re.compile(r"\s*(?:[-–—~～至到]|to|and|bis|und|à|et)\s*")
_LOOSE_UNITS = frozenset({"time", "temperature"})
"""Kinds whose units are not told apart well enough: "in 3 years" may be a third year, degrees are of either scale."""
_OTHER_UNIT = 1.2
_SILENT = frozenset({Kind.HINT, Kind.CODE, Kind.LIST})
_MOST = 40
"""Numbers of a row that are paired: the work is quadratic, and a table in a row has no order to keep."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A number of the source and the only one of the target that can be it, each with what it counts."""

    source: Number
    target: Number
    counts: str
    counted: str

    @property
    def keeps(self) -> bool:
        return self.counts == self.counted


def swapped(source: Text, target: Text, *, same_order: bool) -> Iterator[tuple[Number, Number]]:
    """Pairs of target numbers that changed places; each number is named once at most.

    They did where each counts now what the other counts in the source (per cent, days, metres, money). Of two that
    count the same, the order tells: two languages that build sentences alike (``same_order``) keep it, and any two do
    from clause to clause. Measured on human translations: 0 to 3 such pairs in 1,000 rows.
    """
    done: set[Number] = set()
    pairs = _only_pairs(source, target)[:_MOST]
    order = [pair.source.span.start for pair in pairs]
    for (at, one), (then, two) in combinations(enumerate(pairs), 2):
        if one.target in done or two.target in done:
            continue
        inverted = _is_exchange(order, at, then)
        if _changed_places(one, two, source.text, inverted=inverted, same_order=same_order):
            done |= {one.target, two.target}
            yield one.target, two.target


def _is_exchange(order: Sequence[int], one: int, two: int) -> bool:
    """Whether exchanging two of a sequence puts right all it can: both stand wrong to each other and to all between
    them. Of neighbours, which a translator may well turn round, nothing else may stand wrong."""
    if order[one] < order[two] or any(not order[two] < order[at] < order[one] for at in range(one + 1, two)):
        return False
    changed = list(order)
    changed[one], changed[two] = changed[two], changed[one]
    return two - one > 1 or all(left < right for left, right in pairwise(changed))


def _changed_places(one: _Pair, two: _Pair, text: str, *, inverted: bool, same_order: bool) -> bool:
    """``inverted``: they stand in the other order, and exchanging them puts it right."""
    first, second = sorted((one.source.span, two.source.span))
    apart = _CLAUSE.search(text, first.end, second.start) is not None
    if one.counts != two.counts:
        if _RANGE.fullmatch(text, first.end, second.start):
            return False
        crossed = one.counts == two.counted and two.counts == one.counted
        half = one.counts == two.counted or two.counts == one.counted
        if crossed or one.keeps or two.keeps:
            return crossed or (inverted and apart and not (one.keeps and two.keeps))
        return inverted and (half or apart)
    return one.counted == two.counted and inverted and (same_order or (apart and one.counts != Kind.YEAR))


def _only_pairs(source: Text, target: Text) -> list[_Pair]:
    """The numbers whose value stands once on each side, in the order of the target."""
    ours = [number for number in source.numbers if number.kind not in _SILENT]
    theirs = [number for number in target.numbers if number.kind not in _SILENT]
    pairs: list[_Pair] = []
    for number in theirs:
        here = _alike(number, ours)
        if number.figure and len(here) == 1 and len(_alike(number, theirs)) == 1 and len(_alike(here[0], theirs)) == 1:
            pairs.append(_Pair(here[0], number, _counts(here[0], source), _counts(number, target)))
    return pairs


def _alike(number: Number, others: Sequence[Number]) -> list[Number]:
    return [other for other in others if not other.values.isdisjoint(number.values)]


def _counts(number: Number, side: Text) -> str:
    """What a number counts, as far as its neighbours tell; "" for people, cases, things."""
    if number.kind is Kind.PERCENT or number.kind is Kind.ORDINAL or number.kind in DATE_KINDS:
        return number.kind.value
    before = side.text[max(0, number.span.start - 3) : number.span.start].rstrip()
    if side.numerals.money_before.search(before) or side.numerals.money_after.match(side.text, number.span.end):
        return "money"
    return number.unit.kind if number.unit is not None else ""


def confused_points(source: Text, target: Text) -> Iterator[tuple[Number, Number]]:
    """Percentage points that have become per cent, or the reverse: the pairs of numbers with the same value."""
    ours, theirs = source.numerals.points_pattern, target.numerals.points_pattern
    for pair in _only_pairs(source, target):
        here = ours.match(source.text, pair.source.span.end)
        there = theirs.match(target.text, pair.target.span.end)
        lost = here and not there and pair.target.kind is Kind.PERCENT and not theirs.search(target.text)
        won = there and not here and _is_percent(pair.source, source) and not ours.search(source.text)
        if lost or won:
            yield pair.source, pair.target


def _is_percent(number: Number, side: Text) -> bool:
    return number.kind is Kind.PERCENT or "分之" in side.text[number.span.start : number.span.end]


def confused_units(source: Text, target: Text) -> Iterator[tuple[Number, Number]]:
    """1,100 metres that have become 1,100 feet: the same value in another unit of the same kind."""
    for pair in _only_pairs(source, target):
        ours, theirs = pair.source.unit, pair.target.unit
        if ours is None or theirs is None or ours.kind != theirs.kind or ours.kind in _LOOSE_UNITS:
            continue
        if max(ours.size, theirs.size) > _OTHER_UNIT * min(ours.size, theirs.size):
            yield pair.source, pair.target
