"""What two texts are scored with, once the passes are done: any stretch of them can be looked at whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Floats
from app.align.evidence.scores import bead_scores
from app.align.evidence.words import word_gains
from app.align.lattice import Step, best_path, posteriors
from app.align.table import Tables
from app.align.view import GAP, KINDS, Fit, Kind, View
from app.model import Bead
from app.tasks import Task

Range = tuple[int, int]


class Scored(NamedTuple):
    """A stretch looked at whole, and the scores of its beads."""

    view: View
    scores: Floats

    def best(self) -> float:
        """The score of the best path."""
        return sum(float(self.scores[KINDS.index((a, b)), i, j]) for i, j, a, b in best_path(self.view, self.scores))

    def part(self, source: Range, target: Range) -> Scored:
        """A stretch inside this one, its beads scored as here."""
        (s0, _), (t0, _) = self.view.bounds
        low = np.zeros(source[1] - source[0] + 1, dtype=np.int64)
        view = replace(self.view, bounds=(source, target), low=low, width=target[1] - target[0] + 1)
        rows, columns = slice(source[0] - s0, source[1] - s0 + 1), slice(target[0] - t0, target[1] - t0 + 1)
        return Scored(view, self.scores[:, rows, columns])


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
        return beads_of(view, scores, best_path(view, scores))

    def likeness(self, source: Range, target: Range) -> NDArray[np.float64]:
        """``[i, j]``: how much two units of a stretch explain each other's words, a word."""
        view = self.view(source, target)
        to_target, to_source = word_gains(view, self.tables, self.task.check)
        ones = np.maximum(np.diff(self.source.starts)[slice(*source)], 1)[:, None]
        twos = np.maximum(np.diff(self.target.starts)[slice(*target)], 1)[None, :]
        found: NDArray[np.float64] = to_target.best[0][:-1, :-1] / twos + to_source.best[0][:-1, :-1] / ones
        return found


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
    chances, _ = posteriors(view, scores)
    alone = [_chance_alone(view, chances, side) for side in (0, 1)]
    (s0, _), (t0, _) = view.bounds

    def chance(bead: Bead) -> float:
        ones, twos = ([n - s0 for n in bead.source], [n - t0 for n in bead.target])
        if not ones or not twos:
            units = alone[0][ones] if ones else alone[1][twos]
            return float(units.min(initial=1.0))
        kind = len(ones), len(twos)
        runs = ones == list(range(ones[0], ones[-1] + 1)) and twos == list(range(twos[0], twos[-1] + 1))
        k = twos[0] - int(view.low[ones[0]])
        return float(chances[KINDS.index(kind), ones[0], k]) if runs and kind in KINDS and 0 <= k < view.width else 0.0

    return chance


def _chance_alone(view: View, chances: Floats, side: int) -> NDArray[np.float64]:
    """Of each unit of a side: the probability that it has no counterpart, wherever the path leaves it out."""
    found = np.zeros(view.rows if side == 0 else view.columns)
    for count in (1, GAP):
        of_kind = chances[KINDS.index((0, count) if side else (count, 0))].astype(np.float64)
        if side:
            begins = np.bincount(view.at_target.ravel(), weights=of_kind.ravel(), minlength=view.columns + view.width)
        else:
            begins = of_kind.sum(axis=1)
        for n in range(count):
            found[n:] += begins[: max(len(found) - n, 0)]
    return np.minimum(found, 1.0)
