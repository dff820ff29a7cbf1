"""Text that one side has twice, a paragraph that was pasted again: its second copy is left alone and its twin named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from app.align.corpus import Corpus
from app.align.ground import Ground
from app.align.order import Range, in_order, linked_confidence, range_of, units_of
from app.model import Bead

_LEAST_WORDS = 4
"""Of a unit that is told again by its words alone; a shorter one is where its neighbours are."""
_LEAST_RUN = 12
"""Words of a copy that the path is looked at for again."""
_LIKELY = 3.0
"""How much likelier, as a logarithm, it is beforehand that what stands twice on one side was pasted than that it
belongs to other text of the other side."""
_SURE = 0.85
"""A copy whose links are as sure as this is a refrain of both sides."""
_AROUND = 6
_LARGEST = 120


class Copy(NamedTuple):
    """Units that stand before already: the first of them, the one after the last, and how far back their twins are."""

    first: int
    last: int
    back: int


def copies_in(corpus: Corpus, units: Range) -> list[Copy]:
    """Runs of these units that say the same words as a run before them, the nearest one; none overlaps another."""
    begin, end = units
    words = {n: corpus.of(n, n + 1).tobytes() for n in range(begin, end)}
    sizes = np.diff(corpus.starts)
    last_at: dict[bytes, int] = {}
    found: list[Copy] = []
    for n, of_unit in words.items():
        before = last_at.get(of_unit)
        if sizes[n] >= _LEAST_WORDS:
            last_at[of_unit] = n
        if before is None or (found and n < found[-1].last):
            continue
        back = n - before
        free = max(found[-1].last if found else begin, begin + back)
        first, last = n, n + 1
        while first > max(free, before + 1) and words[first - 1] == words[first - 1 - back]:
            first -= 1
        while last < end and last - back < first and words[last] == words[last - back]:
            last += 1
        found.append(Copy(first, last, back))
    return found


def with_copies(beads: Sequence[Bead], ground: Ground, side: int) -> tuple[list[Bead], Ground]:
    """The beads with what is copied left alone where that is the better path, in a window round each copy; and the
    ground that knows of it. A refrain that both sides have stays linked: its links are worth more."""
    found, place = list(beads), _places(beads, side)
    corpus = (ground.source, ground.target)[side]
    for copy in copies_in(corpus, range_of(found, side)):
        ground.task.check()
        if corpus.starts[copy.last] - corpus.starts[copy.first] < _LEAST_RUN:
            continue
        first, last = place[copy.first], place[copy.last - 1] + 1
        if linked_confidence(found[first:last]) > _SURE:
            continue
        first, last = max(first - _AROUND, 0), min(last + _AROUND, len(found))
        source, target = range_of(found[first:last], 0), range_of(found[first:last], 1)
        if max(source[1] - source[0], target[1] - target[0]) > _LARGEST:
            continue
        without = _leaving(ground, side, (copy.first, copy.last))
        if without.score(source, target) > ground.score(source, target) - _LIKELY:
            ground = without
            found[first:last] = ground.beads(source, target)
            place = _places(found, side)
    return found, ground


def _places(beads: Sequence[Bead], side: int) -> dict[int, int]:
    """The number of the bead that holds each unit."""
    return {unit: n for n, bead in enumerate(beads) for unit in units_of(bead, side)}


def _leaving(ground: Ground, side: int, units: Range) -> Ground:
    corpus = (ground.source, ground.target)[side]
    alone = corpus.alone.copy()
    alone[slice(*units)] = True
    own = replace(corpus, alone=alone)
    return replace(ground, target=own) if side else replace(ground, source=own)


def with_twins(beads: Sequence[Bead], corpus: Corpus, side: int) -> tuple[list[Bead], dict[int, int]]:
    """Of text that one side has twice the second copy is left alone, never the first; and the twin of each unit that is
    alone for that reason."""
    own = range_of(beads, side)
    words = {n: frozenset(corpus.of(n, n + 1).tolist()) for n in range(*own)}
    places: dict[frozenset[int], list[int]] = defaultdict(list)
    for n, of_unit in words.items():
        if len(of_unit) >= _LEAST_WORDS:
            places[of_unit].append(n)
    alone = [bead_units[0] for bead in beads if not units_of(bead, 1 - side) and (bead_units := units_of(bead, side))]
    twins = {n: min((m for m in places[words[n]] if m != n), key=lambda m: abs(m - n), default=-1) for n in alone}
    twins |= {n: n - copy.back for copy in copies_in(corpus, own) for n in _with_neighbours(copy, twins, {*alone})}
    twins = {n: twin for n, twin in twins.items() if twin >= 0}
    # Where the first copy is the one alone it takes the link of the second, whole beads at a time,
    # unless a pin says that it has no counterpart.
    first_of = {twin: n for n, twin in twins.items() if twin > n and twin not in alone and not corpus.alone[n]}
    found: list[Bead] = []
    for bead in beads:
        units = units_of(bead, side)
        others = tuple(first_of.get(n, -1) for n in units)
        if (
            units
            and units_of(bead, 1 - side)
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
    linked = {n for bead in found if units_of(bead, 1 - side) for n in units_of(bead, side)}
    found = [b for b in found if units_of(b, 1 - side) or not set(units_of(b, side)) <= linked]
    return in_order(found), {n: twin for n, twin in twins.items() if n not in linked}


def _with_neighbours(copy: Copy, twins: dict[int, int], alone: set[int]) -> Iterator[int]:
    """The units of a copy that are alone: the short ones too where a longer one tells what they are."""
    own = [n for n in range(copy.first, copy.last) if n in alone]
    if any(twins.get(n, -1) >= 0 for n in own):
        yield from own


def _with(bead: Bead, side: int, units: tuple[int, ...]) -> Bead:
    return replace(bead, target=units) if side else replace(bead, source=units)
