"""Beads in a row: what they hold of a side, and how they stand when some of them cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.model import Bead

Range = tuple[int, int]


def units_of(bead: Bead, side: int) -> tuple[int, ...]:
    return bead.target if side else bead.source


def range_of(beads: Sequence[Bead], side: int) -> Range:
    """The units of one side that neighbouring beads reach over; (0, 0) for none."""
    units = [unit for bead in beads for unit in units_of(bead, side)]
    return (min(units), max(units) + 1) if units else (0, 0)


def linked_confidence(beads: Sequence[Bead]) -> float:
    """The mean confidence, what is left alone counted as unsure: it may belong to what is left alone close by."""
    return sum(bead.confidence for bead in beads if bead.source and bead.target) / len(beads)


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
