"""How well one alignment agrees with another: strict and lax precision, recall and F1.

The metric of vecalign's and Bertalign's scorers. Precision is over all beads, those with an empty side included; recall
after dropping these from both. A strict hit is the same bead; a lax one shares a linked pair of units with some bead,
so that a wrong omission is never right. Counts are summed over documents before anything is divided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BeadSet = frozenset[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Score:
    """Beads that are right, and all: of the result, and of the gold with two sides."""

    precise: int = 0
    found: int = 0
    recalled: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.precise + other.precise,
            self.found + other.found,
            self.recalled + other.recalled,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        return self.precise / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.recalled / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bead_set(beads: Iterable[tuple[Iterable[int], Iterable[int]]]) -> BeadSet:
    """Beads as they are compared: sorted, each once, none that is empty on both sides."""
    sides = ((tuple(sorted(source)), tuple(sorted(target))) for source, target in beads)
    return frozenset(bead for bead in sides if bead[0] or bead[1])


def score(result: BeadSet, gold: BeadSet, *, strict: bool) -> Score:
    """What one document adds."""
    full, full_gold = (frozenset(bead for bead in beads if bead[0] and bead[1]) for beads in (result, gold))
    return Score(
        _right(result, gold, strict=strict), len(result), _right(full_gold, full, strict=strict), len(full_gold)
    )


def _right(these: BeadSet, those: BeadSet, *, strict: bool) -> int:
    if strict:
        return len(these & those)
    links = {(x, y) for one, two in those for x in one for y in two}
    return sum(bead in those or any((x, y) in links for x in bead[0] for y in bead[1]) for bead in these)
