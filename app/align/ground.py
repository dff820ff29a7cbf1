"""What two texts are scored with, once the passes are done: any stretch of them can be looked at whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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

    def path(self, source: Range, target: Range) -> tuple[float, list[Bead]]:
        """The best path through a stretch, and how much better it is than to leave everything in it alone."""
        view = self.view(source, target)
        scores = bead_scores(view, self.tables, self.features, self.task.check)
        gained = -float(scores[KINDS.index((1, 0)), :-1, 0].sum() + scores[KINDS.index((0, 1)), 0, :-1].sum())
        path = best_path(view, scores)
        gained += sum(float(scores[KINDS.index((step.a, step.b)), step.i, step.j]) for step in path)
        return gained, beads_of(view, scores, path)

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
    chances, _ = posteriors(view, scores)
    alone = [_chance_alone(view, chances, side) for side in (0, 1)]
    (s0, _), (t0, _) = view.bounds
    beads: list[Bead] = []
    for i, j, a, b in path:
        if a and b:
            chance = float(chances[KINDS.index((a, b)), i, j - int(view.low[i])])
            beads.append(Bead(tuple(range(s0 + i, s0 + i + a)), tuple(range(t0 + j, t0 + j + b)), round(chance, 4)))
        beads += [Bead((s0 + n,), (), round(float(alone[0][n]), 4)) for n in range(i, i + a) if not b]
        beads += [Bead((), (t0 + n,), round(float(alone[1][n]), 4)) for n in range(j, j + b) if not a]
    return beads


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
