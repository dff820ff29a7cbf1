"""Numbers that are all there and stand in each other's places, or count something else: 2 % for two points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise

from app.check.comparison import Text
from app.check.contexts import RANGE, contexts
from glossary.language.numbers import DATE_KINDS, Kind, Number

_SENTENCE = re.compile(r"[。！？;；]|[.!?](?=\s)")
_ENDS = re.compile(r"[。！？.!?][\s\"”’»」』)）]*$")
_LISTED = 3
_LISTED_BETWEEN = re.compile(
    r"[\s\u00a0]?[%％\w]{0,8}(?:[,、，;；][\s\u00a0]?(?:(?:and|or|und|et|y|和|及|以及)[\s\u00a0]?)?"
    r"|[\s\u00a0]?(?:and|or|und|et|y|和|及|以及|&)[\s\u00a0]?)[A-Z$€£¥]{0,4}[\s\u00a0]?"
)
"""What stands between two figures of a row: the unit of one, a comma or an "and", the currency of the other."""
_CLAUSE = re.compile(r"[，、。；！？,;!?()（）：]|:(?!\d)|\b(?:and|but|while|und|et|y)\b")
_LOOSE_UNITS = frozenset({"time"})
"""Kinds whose units are not told apart well enough: "in 3 years" may be a third year."""
_DURATIONS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})
_OTHER_UNIT = 1.2
_SURE = 2
"""How much better two numbers fit exchanged that surely were: one place contradicts, the other confirms."""
_DATE = re.compile(r"[-/.]")
_NEAR = 40
_TURNED = re.compile(
    r"\b(?:from|than|of|after|over|versus|against|compared (?:with|to)|following)\s(?:[a-z]+\s){0,2}[^\w\s]{0,3}$"
)
"""What turns two numbers round in English: to 20 % from 19 %, 134 million of 700 million."""
_PERCENT_NEAR = 2
"""Two thirds may be 67 %, or 65."""
_TWINS = 2
"""As often may a value stand in a row, and still be told apart."""
_OTHERS = 2
"""Numbers that stand in order before, between and behind two, so that their order says something."""
_SILENT = frozenset({Kind.HINT, Kind.CODE, Kind.LIST})
_MOST_COMPARED = 500
"""Numbers of a row among which the partner of each is looked for."""
_MOST = 40
"""Numbers of a row that are paired: the work is quadratic, and a table in a row has no order to keep."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the source and the only one of the target that can be it, each with what it counts."""

    source: Number
    target: Number
    counts: str
    counted: str


def swapped(source: Text, target: Text, pairs: Sequence[Pair], *, same_order: bool) -> Iterator[tuple[Number, Number]]:
    """Pairs of target numbers that changed places; each number is named once at most. ``pairs`` are all of the row.

    What the neighbours say of both (per cent, a year, people, the product they name) tells where it can: the two
    numbers agree with the source better if they are exchanged. Of two that count the same, the order tells: of a range;
    of two numbers with others in between, all in order; of neighbours where two languages build sentences alike
    (``same_order``), and from sentence to sentence anywhere. Measured on human translations: 0 to 3 in 1,000 rows.
    """
    row = _Row(source, target, pairs, same_order=same_order)
    found = [
        (gain, one, two)
        for one, two in combinations(range(len(row.pairs)), 2)
        if row.pairs[one].target.values.isdisjoint(row.pairs[two].target.values)
        and (gain := _gain(row.fit, one, two)) >= 0
        and (gain >= _SURE or row.is_out_of_order(one, two, gain))
    ]
    done: set[int] = set()
    for _, one, two in sorted(found, key=_by_gain):
        if not {one, two} & done:
            done |= {one, two}
            yield row.pairs[one].target, row.pairs[two].target


class _Row:
    """The numbers of a row in pairs; ``fit`` says of each source number how well each target place agrees with it."""

    def __init__(self, source: Text, target: Text, pairs: Sequence[Pair], *, same_order: bool) -> None:
        self.pairs = list(pairs[:_MOST])
        self._source, self._target = source, target
        self._same_order = same_order or _is_list(source, target, self.pairs)
        ours = contexts(source, [pair.source for pair in self.pairs])
        theirs = contexts(target, [pair.target for pair in self.pairs])
        self._kinds = [here.kinds for here in ours]
        self.fit = [[here.agrees(there) for there in theirs] for here in ours]
        self._settle_twins()
        self._order = [pair.source.span.start for pair in self.pairs]
        self._runs = (
            _runs(source.text, [pair.source for pair in self.pairs]),
            _runs(target.text, [pair.target for pair in self.pairs]),
        )

    def _settle_twins(self) -> None:
        """Of two numbers of one value each takes the place that fits it better."""
        pairs, fit = self.pairs, self.fit
        for one, two in combinations(range(len(pairs)), 2):
            if pairs[one].target.values == pairs[two].target.values and _gain(fit, one, two) > 0:
                here, there = pairs[one], pairs[two]
                pairs[one] = replace(here, source=there.source, counts=there.counts)
                pairs[two] = replace(there, source=here.source, counts=here.counts)
                kinds = self._kinds
                fit[one], fit[two], kinds[one], kinds[two] = fit[two], fit[one], kinds[two], kinds[one]

    def is_out_of_order(self, one: int, two: int, gain: int) -> bool:
        """Whether two numbers stand the wrong way round, and exchanging them puts right all it can."""
        order, pairs = self._order, self.pairs
        if order[one] < order[two] or any(not order[two] < order[at] < order[one] for at in range(one + 1, two)):
            return False
        ours = self._source.text, pairs[two].source.span.end, pairs[one].source.span.start
        theirs = self._target.text, pairs[one].target.span.end, pairs[two].target.span.start
        if _DATE.fullmatch(*theirs) and {pairs[one].target.kind, pairs[two].target.kind} <= {Kind.DAY, Kind.MONTH}:
            # 12.1.21 is 01/12/21 elsewhere.
            return False
        changed = list(order)
        changed[one], changed[two] = changed[two], changed[one]
        settled = all(left < right for left, right in pairwise(changed))
        if settled and all(run[one] == run[two] >= 0 for run in self._runs):
            # 分别为10、12、14和16: a row of figures is said in its order, by whatever language.
            return True
        ranges = [RANGE.fullmatch(*between) is not None for between in (ours, theirs)]
        if any(ranges):
            return all(ranges)
        if two - one == 1 and not settled:
            return False
        apart, sentences = (all(mark.search(*between) for between in (ours, theirs)) for mark in (_CLAUSE, _SENTENCE))
        if sentences or gain > 0:
            return sentences or apart or settled
        if _TURNED.search(self._target.text[max(0, theirs[2] - _NEAR) : theirs[2]]):
            return False
        if self._same_order and (apart or pairs[one].counts == pairs[two].counts):
            return True
        if settled and two - one > 1 and len(pairs) - (two - one) >= _OTHERS:
            return True
        here, there = self._kinds[one], self._kinds[two]
        years = pairs[one].counts == pairs[two].counts == Kind.YEAR
        return apart and not years and (here == there or bool(here & there))


def _runs(text: str, numbers: Sequence[Number]) -> list[int]:
    """Of each number, the row of figures that it is part of (3, 4 and 5), -1 where there are fewer than three."""
    order = sorted(range(len(numbers)), key=lambda at: numbers[at].span.start)
    runs: list[list[int]] = []
    for at in order:
        before = numbers[runs[-1][-1]].span.end if runs else 0
        if runs and _LISTED_BETWEEN.fullmatch(text, before, numbers[at].span.start):
            runs[-1].append(at)
        else:
            runs.append([at])
    of = {at: number if len(run) >= _LISTED else -1 for number, run in enumerate(runs) for at in run}
    return [of[at] for at in range(len(numbers))]


def _is_list(source: Text, target: Text, pairs: Sequence[Pair]) -> bool:
    """Whether a row only lists figures of one kind, as prices: they keep their order in any language."""
    kinds = {pair.counts for pair in pairs} | {pair.counted for pair in pairs}
    no_sentence = not (_ENDS.search(source.text) or _ENDS.search(target.text))
    return len(pairs) >= _LISTED and len(kinds) == 1 and "" not in kinds and no_sentence


def _gain(fit: Sequence[Sequence[int]], one: int, two: int) -> int:
    """How much better two numbers would fit exchanged."""
    return fit[one][two] + fit[two][one] - fit[one][one] - fit[two][two]


def _by_gain(found: tuple[int, int, int]) -> tuple[int, int, int]:
    return -found[0], found[1], found[2]


def only_pairs(source: Text, target: Text) -> list[Pair]:
    """The numbers whose value stands as often on each side, once as a rule, in the order of the target.

    Of several of one value the first belongs to the first.
    """
    # What is glued to a name there (iPhone8) may stand apart here (iPhone 8).
    ours = [number for number in source.numbers if number.kind not in _SILENT or number.kind is Kind.CODE]
    theirs = [number for number in target.numbers if number.kind not in _SILENT]
    if max(len(ours), len(theirs)) > _MOST_COMPARED:
        return []
    pairs: list[Pair] = []
    for number in theirs:
        if not number.figure:
            continue
        here, there = _alike(number, ours), _alike(number, theirs)
        if len(here) == len(there) <= _TWINS and all(len(_alike(one, theirs)) == len(there) for one in here):
            twin = here[there.index(number)]
            pairs.append(Pair(twin, number, _counts(twin, source), _counts(number, target)))
    return pairs


def _alike(number: Number, others: Sequence[Number]) -> list[Number]:
    return [other for other in others if not other.values.isdisjoint(number.values)]


def _counts(number: Number, side: Text) -> str:
    """What a number counts, as far as its neighbours tell; "" for people, cases, things."""
    if number.kind is Kind.PERCENT or number.kind is Kind.ORDINAL or number.kind in DATE_KINDS:
        return number.kind.value
    before = side.text[max(0, number.span.start - 3) : number.span.start].rstrip()
    if side.numerals.money.before_pattern.search(before) or side.numerals.money.behind_pattern.match(
        side.text, number.span.end
    ):
        return "money"
    return number.unit.kind if number.unit is not None else ""


def confused_points(source: Text, target: Text, pairs: Sequence[Pair]) -> Iterator[tuple[Number, Number]]:
    """Percentage points that have become per cent, or the reverse: the pairs of numbers with the same value."""
    ours, theirs = source.numerals.points_pattern, target.numerals.points_pattern
    for pair in pairs:
        here = ours.match(source.text, pair.source.span.end)
        there = theirs.match(target.text, pair.target.span.end)
        lost = here and not there and pair.target.kind is Kind.PERCENT and not theirs.search(target.text)
        won = there and not here and _is_percent(pair.source, source) and not ours.search(source.text)
        if lost or won:
            yield pair.source, pair.target


def _is_percent(number: Number, side: Text) -> bool:
    return number.kind is Kind.PERCENT or "分之" in side.text[number.span.start : number.span.end]


def confused_units(source: Text, target: Text, pairs: Sequence[Pair]) -> Iterator[tuple[Number, Number]]:
    """1,100 metres that have become 1,100 feet, 15 hours that have become minutes: the same value in another unit."""
    sides = contexts(source, [pair.source for pair in pairs]), contexts(target, [pair.target for pair in pairs])
    for pair, here, there in zip(pairs, *sides, strict=True):
        lasts, lasted = here.kinds & _DURATIONS, there.kinds & _DURATIONS
        if lasts and lasted and here.kinds.isdisjoint(there.kinds):
            yield pair.source, pair.target
            continue
        ours, theirs = pair.source.unit, pair.target.unit
        if ours is None or theirs is None or ours.kind != theirs.kind or ours.kind in _LOOSE_UNITS:
            continue
        # A degree of either scale has no size.
        if min(ours.size, theirs.size) and max(ours.size, theirs.size) > _OTHER_UNIT * min(ours.size, theirs.size):
            yield pair.source, pair.target


def confused_fractions(source: Text, target: Text) -> Iterator[tuple[Number, Number]]:
    """三分之二 that have become three quarters: one fraction in words on each side, and nothing else that the first
    could be."""
    ours = [number for number in source.numbers if number.kind is Kind.FRACTION and not number.figure]
    if len(ours) != 1:
        return
    part = _part(ours[0])
    theirs = [number for number in target.numbers if number.kind is Kind.WORD and _part(number)]
    if part is None or len(theirs) != 1 or theirs[0].values & {part}:
        return
    known = {value for number in target.numbers for value in number.values if number is not theirs[0]}
    two_of_three = {Fraction(part.numerator), Fraction(part.denominator)} <= known
    near = any(abs(value - 100 * part) < _PERCENT_NEAR for value in known)
    if not (two_of_three or near or part in known):
        yield ours[0], theirs[0]


def _part(number: Number) -> Fraction | None:
    """The part of a whole that a number in words is, None for one that is none or has nothing above the line."""
    parts = [value for value in number.values if 0 < value < 1 and value.denominator > 1]
    return max(parts, key=_numerator) if parts else None


def _numerator(value: Fraction) -> int:
    return value.numerator
