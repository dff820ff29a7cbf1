"""Text that stands elsewhere or twice: what a path that only goes forward cannot show.

A paragraph that changed places with its neighbour, one that went further off, one that was pasted twice: each is looked
for where the path is weak, and believed only where the scores that made the path like it much better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Ints
from app.align.ground import Ground, Range
from app.model import Bead

_WEAK = 0.8
_LARGEST = 80
_MOST_PAIRS = 300
_MOST_RUNS = 60
_MARGIN = 8.0
_ROUNDS = 4
_MOST_SUSPECTS = 6
_FAR_OFF = 25.0
_CLEARLY = 1.1
_ALIKE = 0.5
_TINY = 1e-3
_ANY_LINK = 9.0
_CLOSE = 40
_CLOSE_LINK = 6.0
_CLOSE_MARGIN = 3.0
_MOST_MATCHES = 18
_SAMPLE = 40
_LEAST_WORDS = 4


class Moved(NamedTuple):
    """All beads in the order of the source, and those of them that cross others."""

    beads: list[Bead]
    crossing: frozenset[Bead]


def with_swaps(beads: Sequence[Bead], ground: Ground) -> Moved:
    """Neighbouring stretches that changed places, linked across each other."""
    found, crossing = list(beads), set[Bead]()
    usual = _usual_likeness(found, ground)
    suspects: list[tuple[float, Range, Cuts]] = []
    for run in _weak_runs(found):
        ground.task.check()
        source, target = _range(found[slice(*run)], 0), _range(found[slice(*run)], 1)
        if min(_size(source), _size(target)) > 1 and max(_size(source), _size(target)) <= _LARGEST:
            clear, cuts = _crossing(ground.likeness(source, target), usual)
            if clear > _CLEARLY:
                suspects.append((clear, run, cuts))
    likeliest = sorted(suspects, reverse=True)[:_MOST_SUSPECTS]
    for _, (first, last), cuts in sorted(likeliest, key=lambda suspect: suspect[1], reverse=True):
        ground.task.check()
        parts = _Swap(_range(found[first:last], 0), _range(found[first:last], 1), ground).improved(cuts)
        if parts:
            new = [ground.beads(*part) for part in parts]
            found[first:last] = [bead for part in new for bead in part]
            crossing.update(bead for part in new[1:3] for bead in part if bead.source and bead.target)
    return Moved(found, frozenset(crossing))


Cuts = tuple[int, int, int, int, int, int]
"""On the source, then on the target: before, between and after two neighbours that changed places."""


class _Swap:
    """A stretch in whose middle two neighbours may have changed places; scores of parts are kept while cuts move."""

    def __init__(self, source: Range, target: Range, ground: Ground) -> None:
        self._source, self._target = source, target
        self._stretch = ground.scored(source, target)
        self._scores: dict[tuple[Range, Range], float] = {}

    def improved(self, cuts: Cuts) -> tuple[tuple[Range, Range], ...]:
        """The parts, before, crossing, crossing and after, of the best cuts from these on: each cut of one side moves
        with each of the other as long as the whole likes it better. Empty where none is better than a straight path."""
        straight = self._score(self._source, self._target)
        offset = [self._source[0]] * 3 + [self._target[0]] * 3
        place = [cut + first for cut, first in zip(cuts, offset, strict=True)]
        best = self._worth(place)
        if best < straight - _FAR_OFF:
            return ()
        moves = [(n, m) for n in range(3) for m in range(3, 6)] + [(n, n) for n in range(6)]
        for _ in range(_ROUNDS):
            before = best
            for move in moves:
                for step in (-1, 1):
                    there = [cut + step if n in move else cut for n, cut in enumerate(place)]
                    if (worth := self._worth(there)) > best:
                        place, best = there, worth
            if best == before:
                break
        return self._parts(place) if best > straight + _MARGIN else ()

    def _parts(self, place: Sequence[int]) -> tuple[tuple[Range, Range], ...]:
        s0, s1, s2, t0, t1, t2 = place
        return (
            ((self._source[0], s0), (self._target[0], t0)),
            ((s0, s1), (t1, t2)),
            ((s1, s2), (t0, t1)),
            ((s2, self._source[1]), (t2, self._target[1])),
        )

    def _worth(self, place: Sequence[int]) -> float:
        s0, s1, s2, t0, t1, t2 = place
        (s, s_end), (t, t_end) = self._source, self._target
        if not (s <= s0 < s1 < s2 <= s_end and t <= t0 < t1 < t2 <= t_end):
            return float("-inf")
        return sum(self._score(*part) for part in self._parts(place))

    def _score(self, source: Range, target: Range) -> float:
        if (source, target) not in self._scores:
            self._scores[source, target] = self._stretch.part(source, target).best()
        return self._scores[source, target]


def _crossing(likeness: NDArray[np.float64], usual: float) -> tuple[float, Cuts]:
    """Where two neighbours seem to have changed places, from the units that fit each other best, and how many times
    more of these fit so than in order; 0 where nothing crosses."""
    best = (likeness == likeness.max(axis=0, keepdims=True)) & (likeness == likeness.max(axis=1, keepdims=True))
    pairs = [
        (int(i), int(j)) for i, j in zip(*np.nonzero(best & (likeness >= max(usual * _ALIKE, _TINY))), strict=True)
    ]
    pairs = sorted(sorted(pairs, key=lambda pair: -likeness[pair])[:_MOST_MATCHES])
    weights = np.array([likeness[pair] for pair in pairs])
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    straight = _in_order(columns, weights)
    options: list[tuple[float, Cuts]] = []
    for a, b, c in combinations(range(len(pairs) + 1), 3):
        first, second = columns[a:b], columns[b:c]
        t0, t1, t2 = int(second.min()), int(first.min()), int(first.max()) + 1
        if second.max() >= t1:
            continue
        inside = [weights[:a][columns[:a] < t0], weights[a:b], weights[b:c], weights[c:][columns[c:] >= t2]]
        fitting = sum(float(part.sum()) for part in inside)
        options.append((fitting / straight, (int(rows[a]), int(rows[b]), int(rows[c - 1]) + 1, t0, t1, t2)))
    return max(options, default=(0.0, (0, 0, 0, 0, 0, 0)))


def _in_order(columns: Ints, weights: NDArray[np.float64]) -> float:
    """The most that matches weigh together that follow each other on both sides."""
    sums: list[float] = []
    for n, column in enumerate(columns):
        sums.append(float(weights[n]) + max((sums[m] for m in range(n) if columns[m] < column), default=0.0))
    return max(sums, default=0.0)


def with_carried(beads: Sequence[Bead], ground: Ground) -> Moved:
    """Text left alone on one side that the other side has, left alone too, at another place: linked across."""
    found, crossing = list(beads), set[Bead]()
    alone = [
        [_range(beads[slice(*run)], side) for run in runs(not _units(bead, 1 - side) for bead in beads)]
        for side in (0, 1)
    ]
    place = {unit: n for n, bead in enumerate(beads) for unit in bead.target}
    beside = {unit: place_of for place_of, bead in enumerate(beads) for unit in bead.source}
    # The longest of each side: of a text that does not fit at all nearly everything is left alone.
    longest = [sorted(own, key=lambda run: run[0] - run[1])[:_MOST_RUNS] for own in alone]
    pairs = [(one, two) for one in longest[0] for two in longest[1]]
    pairs = sorted(pairs, key=lambda pair: -min(_size(pair[0]), _size(pair[1])))[:_MOST_PAIRS]
    options = []
    for one, two in pairs:
        ground.task.check()
        # Two gaps of several units close by are likely to be one text in two places.
        close = min(_size(one), _size(two)) > 1 and abs(beside[one[0]] - place[two[0]]) < _CLOSE
        if max(_size(one), _size(two)) <= _LARGEST and (worth := _worth_linking(one, two, ground, close)) > 0:
            options.append((worth, one, two))
    taken: tuple[set[Range], set[Range]] = (set(), set())
    for _, one, two in sorted(options, reverse=True):
        linked = ground.beads(one, two)
        if one in taken[0] or two in taken[1] or not any(bead.source and bead.target for bead in linked):
            continue
        taken[0].add(one)
        taken[1].add(two)
        units = set(range(*one)), set(range(*two))
        found = [
            b for b in found if (b.source and b.target) or not (units[0] >= {*b.source} and units[1] >= {*b.target})
        ]
        found = in_order([*found, *linked])
        crossing.update(bead for bead in linked if bead.source and bead.target)
    return Moved(found, frozenset(crossing))


def _worth_linking(source: Range, target: Range, ground: Ground, close: bool) -> float:
    """How much better two stretches are linked than left alone, less what any two units would gain by a link."""
    alone = ground.score(source, (0, 0)) + ground.score((0, 0), target)
    links = sum(bool(bead.source and bead.target) for bead in ground.beads(source, target))
    gained = ground.score(source, target) - alone
    return gained - (_CLOSE_LINK * links + _CLOSE_MARGIN if close else _ANY_LINK * links + _MARGIN)


def _size(units: Range) -> int:
    return units[1] - units[0]


def with_twins(beads: Sequence[Bead], corpus: Corpus, side: int) -> tuple[list[Bead], dict[int, int]]:
    """Of text that one side has twice the second copy is left alone, never the first; and the twin of each unit that is
    alone for that reason."""
    words = [frozenset(corpus.of(n, n + 1).tolist()) for n in range(len(corpus))]
    places: dict[frozenset[int], list[int]] = defaultdict(list)
    for n, of_unit in enumerate(words):
        if len(of_unit) >= _LEAST_WORDS:
            places[of_unit].append(n)
    alone = [bead_units[0] for bead in beads if not _units(bead, 1 - side) and (bead_units := _units(bead, side))]
    twins = {n: min((m for m in places[words[n]] if m != n), key=lambda m: abs(m - n), default=-1) for n in alone}
    twins = {n: twin for n, twin in twins.items() if twin >= 0}
    # Where the first copy is the one alone it takes the link of the second, whole beads at a time,
    # unless a pin says that it has no counterpart.
    first_of = {twin: n for n, twin in twins.items() if twin > n and twin not in alone and not corpus.alone[n]}
    found: list[Bead] = []
    for bead in beads:
        units = _units(bead, side)
        others = tuple(first_of.get(n, -1) for n in units)
        if (
            units
            and _units(bead, 1 - side)
            and others == tuple(range(others[0], others[0] + len(units)))
            and others[0] >= 0
        ):
            found.append(_with(bead, side, others))
            for now_alone, was_alone in zip(units, others, strict=True):
                found.append(_with(Bead((), (), bead.confidence), side, (now_alone,)))
                twins[now_alone] = was_alone
                del twins[was_alone]
        else:
            found.append(bead)
    linked = {n for bead in found if _units(bead, 1 - side) for n in _units(bead, side)}
    found = [b for b in found if _units(b, 1 - side) or not set(_units(b, side)) <= linked]
    return in_order(found), {n: twin for n, twin in twins.items() if n not in linked}


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """By the source; a bead without source follows the bead that has the target unit before its own."""
    ordered = sorted((bead for bead in beads if bead.source), key=lambda bead: bead.source)
    behind: dict[int, int] = {unit: n for n, bead in enumerate(ordered) for unit in bead.target}
    waiting: dict[int, list[Bead]] = defaultdict(list)
    for bead in sorted((bead for bead in beads if not bead.source), key=lambda bead: bead.target):
        place = behind.get(bead.target[0] - 1, -1)
        waiting[place].append(bead)
        behind.update(dict.fromkeys(bead.target, place))
    found = waiting[-1]
    for n, bead in enumerate(ordered):
        found += [bead, *waiting[n]]
    return found


def runs(marks: Iterable[bool]) -> Iterator[Range]:
    """Where marks stand together: [first, last)."""
    first = number = 0
    for number, mark in enumerate([*marks, False]):
        if not mark:
            if number > first:
                yield first, number
            first = number + 1


def _usual_likeness(beads: Sequence[Bead], ground: Ground) -> float:
    """How much the units of a sure pair usually explain each other: the middle of a sample."""
    sure = [bead for bead in beads if len(bead.source) == len(bead.target) == 1 and bead.confidence > _WEAK]
    some = sure[:: max(len(sure) // _SAMPLE, 1)]
    values = [ground.likeness(*(_range([bead], side) for side in (0, 1)))[0, 0] for bead in some]
    return float(np.median(values)) if values else 0.0


def _weak_runs(beads: Sequence[Bead]) -> Iterator[Range]:
    """Runs of weak beads: unsure, alone or several with several; one sure bead may stand between two."""
    weak = [bead.confidence < _WEAK or min(len(bead.source), len(bead.target)) != 1 for bead in beads]
    between = (0 < n < len(weak) - 1 and weak[n - 1] and weak[n + 1] for n in range(len(weak)))
    return runs(one or two for one, two in zip(weak, between, strict=True))


def _units(bead: Bead, side: int) -> tuple[int, ...]:
    return bead.target if side else bead.source


def _with(bead: Bead, side: int, units: tuple[int, ...]) -> Bead:
    return replace(bead, target=units) if side else replace(bead, source=units)


def _range(beads: Sequence[Bead], side: int) -> Range:
    units = [unit for bead in beads for unit in _units(bead, side)]
    return (units[0], units[-1] + 1) if units else (0, 0)
