"""Text that stands elsewhere: what a path that only goes forward cannot show.

A paragraph that changed places with its neighbour, one that went further off: each is looked for where the path is
weak, and believed only where the scores that made the path like it much better.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.align.ground import Ground
from app.align.order import Range, in_order, range_of, runs, units_of
from app.align.swaps import find_swaps
from app.model import Bead

_LARGEST = 80
_MOST_PAIRS = 300
_MOST_RUNS = 60
_MARGIN = 8.0
_ANY_LINK = 9.0
_CLOSE = 40
_CLOSE_LINK = 6.0
_CLOSE_MARGIN = 3.0


class Moved(NamedTuple):
    """All beads in the order of the source, and those of them that cross others."""

    beads: list[Bead]
    crossing: frozenset[Bead]


def with_swaps(beads: Sequence[Bead], ground: Ground) -> Moved:
    """Neighbouring stretches that changed places, linked across each other."""
    found, crossing = list(beads), set[Bead]()
    for swap in sorted(find_swaps(beads, ground), key=lambda swap: -swap.first):
        s0, s1, s2, t0, t1, t2 = swap.cuts
        window = beads[swap.first : swap.last]
        (s, s_end), (t, t_end) = range_of(window, 0), range_of(window, 1)
        parts = (
            ground.beads((s, s0), (t, t0)),
            ground.beads((s0, s1), (t1, t2)),
            ground.beads((s1, s2), (t0, t1)),
            ground.beads((s2, s_end), (t2, t_end)),
        )
        found[swap.first : swap.last] = [bead for part in parts for bead in part]
        crossing.update(bead for part in parts[1:3] for bead in part if bead.source and bead.target)
    return Moved(found, frozenset(crossing))


def with_carried(beads: Sequence[Bead], ground: Ground) -> Moved:
    """Text left alone on one side that the other side has, left alone too, at another place: linked across."""
    found, crossing = list(beads), set[Bead]()
    alone = [
        [range_of(beads[slice(*run)], side) for run in runs(not units_of(bead, 1 - side) for bead in beads)]
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
