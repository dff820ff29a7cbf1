"""Text that stands elsewhere or twice: what a path that only goes forward cannot show.

A paragraph that changed places with its neighbour, one that went further off, one that was pasted twice: each is looked
for where the path is weak, and believed only where the scores that made the path like it much better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from app.align.corpus import Corpus
from app.align.ground import Ground, Range
from app.model import Bead

_WEAK = 0.8
_LARGEST = 80
_MOST_PAIRS = 300
_MARGIN = 8.0
_SPLITS = 3
_ALIKE = 0.5
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
    for first, last in reversed(list(runs(found, _weak))):
        ground.task.check()
        swap = _swap(found[first:last], ground, usual)
        if swap:
            found[first:last] = swap
            crossing.update(bead for bead in swap if bead.source and bead.target)
    return Moved(found, frozenset(crossing))


def _swap(beads: Sequence[Bead], ground: Ground, usual: float) -> list[Bead]:
    """The beads of a weak run as two stretches that changed places, [] where that is no better."""
    source, target = _range(beads, 0), _range(beads, 1)
    sizes = source[1] - source[0], target[1] - target[0]
    if min(sizes) < 2 or max(sizes) > _LARGEST:
        return []
    likeness = ground.likeness(source, target)
    # The pairs that fit each other best, and how much: across a split less those that would part.
    best = (likeness == likeness.max(axis=0, keepdims=True)) & (likeness == likeness.max(axis=1, keepdims=True))
    pairs = np.where(best & (likeness >= usual * _ALIKE), likeness, 0.0)
    sums = np.zeros((sizes[0] + 1, sizes[1] + 1))
    sums[1:, 1:] = pairs.cumsum(axis=0).cumsum(axis=1)
    across = sums[:, -1:] + sums[-1:, :] - 2 * sums
    gain = (across - (sums[-1, -1] - across))[1:-1, 1:-1]
    straight, _ = ground.path(source, target)
    options: list[tuple[float, list[Bead]]] = []
    for place in np.argsort(gain, axis=None)[::-1][:_SPLITS]:
        i, j = (int(n) for n in np.unravel_index(place, gain.shape))
        if gain[i, j] <= 0:
            break
        middle, cut = source[0] + i + 1, target[0] + j + 1
        one, first = ground.path((source[0], middle), (cut, target[1]))
        two, second = ground.path((middle, source[1]), (target[0], cut))
        options.append((one + two, [*first, *second]))
    total, swap = max(options, key=lambda option: option[0], default=(0.0, []))
    return swap if total > straight + _MARGIN else []


def with_carried(beads: Sequence[Bead], ground: Ground) -> Moved:
    """Text left alone on one side that the other side has, left alone too, at another place: linked across."""
    found, crossing, pairs = list(beads), set[Bead](), 0
    for ones in [_range(beads[slice(*run)], 0) for run in runs(beads, lambda bead: not bead.target)]:
        for twos in [_range(found[slice(*run)], 1) for run in runs(found, lambda bead: not bead.source)]:
            if max(ones[1] - ones[0], twos[1] - twos[0]) > _LARGEST or (pairs := pairs + 1) > _MOST_PAIRS:
                continue
            ground.task.check()
            gained, linked = ground.path(ones, twos)
            if gained > _MARGIN:
                gone = ({n for bead in linked for n in _units(bead, side)} for side in (0, 1))
                source_gone, target_gone = gone
                kept = [
                    b
                    for b in found
                    if (b.source and b.target) or not (set(b.source) <= source_gone and set(b.target) <= target_gone)
                ]
                found = in_order([*kept, *linked])
                crossing.update(bead for bead in linked if bead.source and bead.target)
                break
    return Moved(found, frozenset(crossing))


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
    # Where the first copy is the one alone it takes the link of the second, whole beads at a time.
    first_of = {twin: n for n, twin in twins.items() if twin > n and twin not in alone}
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


def runs(beads: Sequence[Bead], wanted: Callable[[Bead], bool]) -> Iterator[Range]:
    """Where beads stand together for which something is true: [first, last)."""
    first = 0
    for number in range(len(beads) + 1):
        if number == len(beads) or not wanted(beads[number]):
            if number > first:
                yield first, number
            first = number + 1


def _usual_likeness(beads: Sequence[Bead], ground: Ground) -> float:
    """How much the units of a sure pair usually explain each other: the middle of a sample."""
    sure = [bead for bead in beads if len(bead.source) == len(bead.target) == 1 and bead.confidence > _WEAK]
    some = sure[:: max(len(sure) // _SAMPLE, 1)]
    values = [ground.likeness(*(_range([bead], side) for side in (0, 1)))[0, 0] for bead in some]
    return float(np.median(values)) if values else 0.0


def _weak(bead: Bead) -> bool:
    return not bead.source or not bead.target or bead.confidence < _WEAK


def _units(bead: Bead, side: int) -> tuple[int, ...]:
    return bead.target if side else bead.source


def _with(bead: Bead, side: int, units: tuple[int, ...]) -> Bead:
    return replace(bead, target=units) if side else replace(bead, source=units)


def _range(beads: Sequence[Bead], side: int) -> Range:
    units = [unit for bead in beads for unit in _units(bead, side)]
    return (units[0], units[-1] + 1) if units else (0, 0)
