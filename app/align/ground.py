"""What two texts are scored with, once the passes are done: any stretch of them can be looked at whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from app.align.corpus import Corpus, Floats, Ints
from app.align.evidence.scores import bead_scores
from app.align.lattice import Step, best_path, likely_beads
from app.align.order import Range
from app.align.table import Tables
from app.align.view import KINDS, LINKS, Fit, Kind, View
from app.model import Bead
from app.tasks import Task


class Scored(NamedTuple):
    """A stretch looked at whole, and the scores of its beads."""

    view: View
    scores: Floats

    def best(self) -> float:
        """The score of the best path."""
        return best_path(self.view, self.scores).score


@dataclass(frozen=True, slots=True)
class Ground:
    source: Corpus
    target: Corpus
    tables: tuple[Tables, Tables]
    fit: Fit
    habits: Mapping[Kind, float]
    features: Mapping[str, float]
    task: Task

    def view(self, source: Range, target: Range) -> View:
        low = np.zeros(source[1] - source[0] + 1, dtype=np.int64)
        width = target[1] - target[0] + 1
        return View(self.source, self.target, (source, target), low, width, self.fit, self.habits)

    def scored(self, source: Range, target: Range) -> Scored:
        """All beads of a stretch with their scores."""
        view = self.view(source, target)
        return Scored(view, bead_scores(view, self.tables, self.features, self.task.check))

    def score(self, source: Range, target: Range) -> float:
        """The score of the best path through a stretch."""
        return self.scored(source, target).best()

    def beads(self, source: Range, target: Range) -> list[Bead]:
        """The beads of the best path through a stretch."""
        view, scores = self.scored(source, target)
        return beads_of(view, scores, best_path(view, scores).steps)


def beads_of(view: View, scores: Floats, path: Sequence[Step]) -> list[Bead]:
    """The beads of a path, each with its probability over all paths of the view; units alone one by one."""
    chance = chances_of(view, scores)
    (s0, _), (t0, _) = view.bounds
    found: list[Bead] = []
    for i, j, a, b in path:
        ones, twos = tuple(range(s0 + i, s0 + i + a)), tuple(range(t0 + j, t0 + j + b))
        found += [Bead(ones, twos)] if a and b else [*(Bead((n,), ()) for n in ones), *(Bead((), (n,)) for n in twos)]
    return [replace(bead, confidence=round(chance(bead), 4)) for bead in found]


def chances_of(view: View, scores: Floats) -> Callable[[Bead], float]:
    """How likely any bead is over all paths of the view; 0 for one that no path of the view can have."""
    likely = likely_beads(view, scores)
    sizes = np.array([(kind.source, kind.target) for kind in KINDS])[likely.kinds]
    (s0, _), (t0, _) = view.bounds
    alone = [
        np.bincount(units[own], weights=likely.chances[own], minlength=count)
        for units, own, count in (
            (likely.i, sizes[:, 1] == 0, view.rows),
            (likely.j, sizes[:, 0] == 0, view.columns),
        )
    ]
    links = sizes.min(axis=1) > 0

    def key(i: Ints | int, j: Ints | int, kind: Ints | int) -> Ints | int:
        return (i * (view.columns + 1) + j) * len(KINDS) + kind

    keys = np.asarray(key(likely.i[links], likely.j[links], likely.kinds[links]))
    order = np.argsort(keys)
    keys, chances = keys[order], likely.chances[links][order]

    def chance(bead: Bead) -> float:
        ones, twos = [n - s0 for n in bead.source], [n - t0 for n in bead.target]
        if not ones or not twos:
            units = alone[0][ones] if ones else alone[1][twos]
            return min(float(units.min(initial=1.0)), 1.0)
        kind = Kind(len(ones), len(twos))
        together = ones == list(range(ones[0], ones[-1] + 1)) and twos == list(range(twos[0], twos[-1] + 1))
        if kind not in LINKS or not together:
            return 0.0
        wanted = key(ones[0], twos[0], KINDS.index(kind))
        place = int(np.searchsorted(keys, wanted))
        return float(chances[place]) if place < len(keys) and keys[place] == wanted else 0.0

    return chance
