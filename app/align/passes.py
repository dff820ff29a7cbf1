"""The passes over a stretch: score, find the path, learn the words anew from it, and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Floats, grouped
from app.align.corridor import PIECE, corridor, is_long
from app.align.evidence.scores import bead_scores
from app.align.lattice import Likely, Step, best_path, likely_beads
from app.align.lexicon import Pairs
from app.align.table import Tables, Tie, first_tables, learnt_tables
from app.align.view import KINDS, RUNS, Fit, Kind, Meaning, View
from app.align.weights import Weights, load_weights
from app.tasks import Task

Stretch = tuple[tuple[int, int], tuple[int, int]]

_MANY = 3000
_PASSES_OF_MANY = 2
_PASSES_OF_PIECES = 2
_LIKELY = 0.1
_EAGER = np.float32(0.3)
"""And what it is favoured by in the end: a missing paragraph that nobody hears of costs a person more than a row that
is looked at once too often."""
_SOME = 4.0
"""So many beads of a kind more or less than usual are no habit yet."""
_RUNS = [KINDS.index(kind) for kind in RUNS]
_NOT_YET = np.float32(1.0)
"""What a unit of a run costs beside its weight as long as few words are known: that nothing belongs together would
be the easy way out, and nothing would ever be learnt."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over a stretch saw: the view, the scores, and the path they lead to."""

    view: View
    tables: tuple[Tables, Tables]
    scores: Floats
    path: list[Step]


def passes(
    source: Corpus,
    target: Corpus,
    stretches: Sequence[Stretch],
    known_ties: Sequence[Tie],
    pairs: Pairs,
    weights: Weights,
    task: Task,
    meaning: Meaning | None = None,
) -> list[Pass]:
    """The last of several passes over each stretch; between them the words are learnt from what was found and from
    ``known_ties``."""
    count = weights.passes if max(len(source), len(target)) <= _MANY else min(weights.passes, _PASSES_OF_MANY)
    tables = first_tables(pairs, source, target)
    fit = _first_fit(source, target)
    habits: dict[Kind, float] = dict.fromkeys(KINDS, 0.0)
    paths = [_path_of_pieces(source, target, stretch, pairs, task) for stretch in stretches]
    task.begin("align", count + 1)
    for turn in range(count + 1):
        task.check()
        # Views and scores are the largest things here: none is kept while the next large thing is made.
        found: list[Pass] = []
        for stretch, path in zip(stretches, paths, strict=True):
            low, width = corridor(stretch[0][1] - stretch[0][0], stretch[1][1] - stretch[1][0], path, turn)
            view = View(source, target, stretch, low, width, fit, habits, meaning if turn else None)
            found.append(_passed(view, tables, weights, task, last=turn == count))
        paths = [each.path for each in found]
        task.done = turn + 1
        if turn < count:
            fit = _fit(source, target, stretches, paths, fit)
            counts, ties = _seen(found, task)
            habits = _habits(counts, weights)
            found.clear()
            tables = learnt_tables([*known_ties, *ties], pairs, source, target, weights.learning)
    return found


def _passed(view: View, tables: tuple[Tables, Tables], weights: Weights, task: Task, *, last: bool) -> Pass:
    scores = bead_scores(view, tables, weights.features, task.check)
    scores[_RUNS] += _EAGER if last else -_NOT_YET
    return Pass(view, tables, scores, best_path(view, scores).steps)


def _seen(found: Sequence[Pass], task: Task) -> tuple[NDArray[np.float64], list[Tie]]:
    """How often each kind of bead is expected, and what is tied to what."""
    counts = np.zeros(len(KINDS))
    ties: list[Tie] = []
    for each in found:
        task.check()
        likely = likely_beads(each.view, each.scores)
        counts += np.bincount(likely.kinds, weights=likely.chances, minlength=len(KINDS))
        ties += _ties(each.view, likely)
    return counts, ties


def _path_of_pieces(source: Corpus, target: Corpus, stretch: Stretch, pairs: Pairs, task: Task) -> list[Step]:
    """The way through a long stretch, found in pieces of several units; pieces of a very long one are pieced again."""
    sizes = [last - first for first, last in stretch]
    if not is_long(*sizes) or not min(sizes):
        return []
    ones, twos = grouped(source, stretch[0], PIECE), grouped(target, stretch[1], PIECE)
    weights = replace(load_weights("paragraph"), passes=_PASSES_OF_PIECES)
    whole = ((0, len(ones)), (0, len(twos)))
    path = passes(ones, twos, [whole], [], pairs, weights, task)[0].path
    return [Step(i * PIECE, j * PIECE, min(a * PIECE, sizes[0]), min(b * PIECE, sizes[1])) for i, j, a, b in path]


def _first_fit(source: Corpus, target: Corpus) -> Fit:
    """The spread of Gale and Church, before anything is aligned."""
    ratio = (target.lengths.sum() + 1) / (source.lengths.sum() + 1)
    clauses = (target.traits.clauses.sum() + len(target) + 1) / (source.traits.clauses.sum() + len(source) + 1)
    return Fit(float(ratio), float(3.4 * ratio**0.5), float(clauses))


def _fit(source: Corpus, target: Corpus, stretches: Sequence[Stretch], paths: Sequence[list[Step]], before: Fit) -> Fit:
    """The same of this document, from its own beads; the worst tenth is left out."""
    sums_one = np.concatenate([[0.0], np.cumsum(source.lengths)])
    sums_two = np.concatenate([[0.0], np.cumsum(target.lengths)])
    spans = [
        (sums_one[s0 + step.i + step.a] - sums_one[s0 + step.i], sums_two[t0 + step.j + step.b] - sums_two[t0 + step.j])
        for ((s0, _), (t0, _)), path in zip(stretches, paths, strict=True)
        for step in path
        if step.a and step.b
    ]
    if len(spans) < 8:
        return before
    ones, twos = np.array(spans).T
    ratio = (twos.sum() + 1) / (ones.sum() + 1)
    errors = np.sort((twos - ones * ratio) ** 2 / (ones * ratio + twos + 1e-9))
    spread = max(errors[: max(1, len(errors) * 9 // 10)].mean() * 1.4, 0.1)
    return Fit(float(ratio), float(spread), before.clauses)


def _habits(counts: NDArray[np.float64], weights: Weights) -> dict[Kind, float]:
    """The kinds of bead this document likes, from its own alignment, beside the usual ones."""
    pairs = counts[0]
    habits = {
        kind: log((counts[n] + _SOME) / (pairs * exp(weights.usual[kind]) + _SOME)) for n, kind in enumerate(KINDS)
    }
    # A text that misses a run does not make a habit of it.
    return habits | dict.fromkeys(RUNS, 0.0)


def _ties(view: View, likely: Likely) -> Iterator[Tie]:
    (s0, _), (t0, _) = view.bounds
    for number, i, j, chance in zip(*(each[likely.chances > _LIKELY].tolist() for each in likely), strict=True):
        a, b, _ = KINDS[number]
        if a and b:
            yield Tie((s0 + i, s0 + i + a), (t0 + j, t0 + j + b), chance)
