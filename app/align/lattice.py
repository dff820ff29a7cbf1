"""Paths through a view: the best one, and how likely each bead is over all paths.

Scores are one array ``[kind, i, k]`` in the order of KINDS: of the bead of that kind that begins at the cell. A path
knows whether it is in a run of units that are left out: such a run has a price for its first unit and another for each
one more (affine gaps, Gotoh 1982).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Floats, Ints
from app.align.view import GAPS, KINDS, LINKS, RUNS, View

Doubles = NDArray[np.float64]

NEVER = np.float32(-1e9)
_LOW = -1e30
_LINKED = slice(len(LINKS))
_A, _B = np.array([(kind.source, kind.target) for kind in LINKS]).T
_DOWN, _ACROSS, _FURTHER_DOWN, _FURTHER_ACROSS = (KINDS.index(kind) for kind in (*GAPS, *RUNS))


class Step(NamedTuple):
    """A bead of a path, its first units and sizes counted inside the view's stretch; units alone come one by one."""

    i: int
    j: int
    a: int
    b: int


class Path(NamedTuple):
    steps: list[Step]
    score: float


def best_path(view: View, scores: Floats) -> Path:
    """The path of the highest summed score (Viterbi). Empty for an empty stretch.

    Raises ArithmeticError where no path leads through the view, which a corridor never lets happen.
    """
    best = np.full((view.rows + 1, view.width), _LOW)
    came = np.zeros((view.rows + 1, view.width), dtype=np.int8)
    further = np.zeros((2, view.rows + 1, view.width), dtype=bool)
    best[0, 0] = 0.0
    down = np.full(view.width, _LOW)
    for i, before, cells in _cells(view, -1):
        row = best[i]
        if i:
            linked = _taken(best, before, cells) + _taken_scores(scores, before, cells)
            number = linked.argmax(axis=0)
            row[:] = linked[number, np.arange(view.width)]
            opened, longer = _stepped(view, scores, best[i - 1], down, i)
            further[0, i] = longer > opened
            down = np.maximum(opened, longer)
            came[i] = number
            came[i, down > row] = _DOWN
            np.maximum(row, down, out=row)
        first, more = scores[_ACROSS, i], scores[_FURTHER_ACROSS, i]
        slide = _summed(np.maximum(first, more))
        across = np.maximum.accumulate(_shifted(row + first, 1) - slide) + slide
        further[1, i] = _shifted(across + more, 1) > _shifted(np.maximum(row, across) + first, 1)
        better = across > row
        came[i, better] = _ACROSS
        row[better] = across[better]
    i, j = view.rows, view.columns
    total = float(best[i, j - int(view.low[i])])
    if total < _LOW / 2:
        raise ArithmeticError("the view does not reach its corner")
    return Path(_traced(view, came, further), total)


def _traced(view: View, came: NDArray[np.int8], further: NDArray[np.bool_]) -> list[Step]:
    steps: list[Step] = []
    i, j = view.rows, view.columns
    inside = -1
    """The gap the path is in, coming from its end; -1 between beads."""
    while i or j or inside >= 0:
        k = j - int(view.low[i])
        kind = inside if inside >= 0 else int(came[i, k])
        side = kind - _DOWN
        inside = kind if kind >= _DOWN and further[side, i, k] else -1
        a, b, _ = KINDS[kind]
        i, j = i - a, j - b
        steps.append(Step(i, j, a, b))
    return steps[::-1]


def posteriors(view: View, scores: Floats) -> tuple[Floats, float]:
    """The probability of every bead over all paths (forward-backward), and the logarithm of the sum over all paths."""
    chances = np.zeros_like(scores)
    totals = set()
    for i, row, total in _rows_of_chances(view, scores):
        chances[:, i] = row
        totals.add(total)
    return chances, totals.pop()


class Likely(NamedTuple):
    """The beads that are at all likely: number of the kind, first units inside the stretch, probability."""

    kinds: Ints
    i: Ints
    j: Ints
    chances: Floats


def likely_beads(view: View, scores: Floats, least: float = 1e-5) -> Likely:
    """The same, of the likely beads only: next to nothing beside an array of all that there may be."""
    parts: list[tuple[Ints, Ints, Ints, Floats]] = []
    for i, row, _ in _rows_of_chances(view, scores):
        kinds, k = np.nonzero(row > least)
        parts.append((kinds, np.full(len(kinds), i), k + view.low[i], row[kinds, k]))
    kinds, rows, columns, chances = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return Likely(kinds, rows, columns, chances)


def _rows_of_chances(view: View, scores: Floats) -> Iterator[tuple[int, Floats, float]]:
    """From the last row on: its number, ``[kind, k]`` the probability of every bead that begins in it, the total."""
    every, down, across = _forward(view, scores)
    total = float(every[view.rows, view.columns - int(view.low[view.rows])])
    # What is still to come from each cell: whatever went before, and inside a run of source units.
    ahead = np.full((view.rows + 1, view.width), _LOW)
    ahead_down = np.full(view.width, _LOW)
    for i, after, cells in _cells(view, 1):
        chances = np.zeros((len(KINDS), view.width), dtype=np.float32)
        linked = scores[_LINKED, i].astype(np.float64) + _taken(ahead, after, cells)
        further = np.full(view.width, _LOW)
        if i < view.rows:
            ahead[i] = _log_sum(linked)
            shift = int(view.low[i] - view.low[i + 1])
            further = _shifted(ahead_down, -shift)
            ahead[i] = np.logaddexp(ahead[i], scores[_DOWN, i] + further)
        else:
            ahead[i, view.columns - int(view.low[i])] = 0.0
        first, more = scores[_ACROSS, i].astype(np.float64), scores[_FURTHER_ACROSS, i].astype(np.float64)
        # In a run of target units: on from what is ahead here, or over one more of them.
        slide = _summed(np.logaddexp(first, more))
        ahead_across = np.logaddexp.accumulate((ahead[i] + slide)[::-1])[::-1] - slide
        beyond = _shifted(ahead_across, -1)
        ahead[i] = np.logaddexp(ahead[i], first + beyond)
        chances[_LINKED] = np.exp(np.minimum(linked + every[i] - total, 0.0))
        if i < view.rows:
            chances[_DOWN] = np.exp(np.minimum(every[i] + scores[_DOWN, i] + further - total, 0.0))
            chances[_FURTHER_DOWN] = np.exp(np.minimum(down[i] + scores[_FURTHER_DOWN, i] + further - total, 0.0))
        chances[_ACROSS] = np.exp(np.minimum(every[i] + first + beyond - total, 0.0))
        chances[_FURTHER_ACROSS] = np.exp(np.minimum(across[i] + more + beyond - total, 0.0))
        yield i, chances, total
        ahead_down = np.logaddexp(ahead[i], scores[_FURTHER_DOWN, i] + further)


def _forward(view: View, scores: Floats) -> tuple[Doubles, Doubles, Doubles]:
    """Of each cell the sum over all paths that lead to it, over those that come down a run of source units and over
    those that come across one of target units."""
    every = np.full((view.rows + 1, view.width), _LOW)
    downs, acrosses = np.full_like(every, _LOW), np.full_like(every, _LOW)
    every[0, 0] = 0.0
    for i, before, cells in _cells(view, -1):
        row = every[i]
        if i:
            row[:] = _log_sum(_taken(every, before, cells) + _taken_scores(scores, before, cells))
            downs[i] = np.logaddexp(*_stepped(view, scores, every[i - 1], downs[i - 1], i))
            row[:] = np.logaddexp(row, downs[i])
        first, more = scores[_ACROSS, i].astype(np.float64), scores[_FURTHER_ACROSS, i].astype(np.float64)
        slide = _summed(np.logaddexp(first, more))
        acrosses[i] = np.logaddexp.accumulate(_shifted(row + first, 1) - slide) + slide
        row[:] = np.logaddexp(row, acrosses[i])
    return every, downs, acrosses


def _stepped(view: View, scores: Floats, every: Doubles, down: Doubles, i: int) -> tuple[Doubles, Doubles]:
    """What leads down into row i: a first source unit left out, and one more of a run."""
    shift = int(view.low[i - 1] - view.low[i])
    return _shifted(every + scores[_DOWN, i - 1], shift), _shifted(down + scores[_FURTHER_DOWN, i - 1], shift)


def _summed(values: NDArray[np.floating]) -> Doubles:
    """The summed price of going across a row up to each boundary."""
    return np.concatenate([[0.0], np.cumsum(np.maximum(values[:-1].astype(np.float64), -1e6))])


def _shifted(row: Doubles, count: int) -> Doubles:
    """The row moved that many cells on (or back), nothing where nothing was."""
    found = np.full_like(row, _LOW, dtype=np.float64)
    if count >= 0:
        found[count:] = row[: max(len(row) - count, 0)]
    else:
        found[:count] = row[-count:]
    return found


def _cells(view: View, way: int) -> Iterator[tuple[int, Ints, Ints]]:
    """For each row in order the rows that links come from, or from the last row on those they lead to, and the cells
    there, [link, k]; -1 for none."""
    every = np.arange(view.width)
    for i in range(view.rows + 1) if way < 0 else range(view.rows, -1, -1):
        there = i + way * _A
        outside = (there < 0) | (there > view.rows)
        there = np.clip(there, 0, view.rows)
        cells = every[None, :] + (view.low[i] + way * _B - view.low[there])[:, None]
        cells[(cells < 0) | (cells >= view.width) | outside[:, None]] = -1
        yield i, there, cells


def _taken(sums: Doubles, rows: Ints, cells: Ints) -> Doubles:
    found: Doubles = np.where(cells >= 0, sums[rows[:, None], cells], _LOW)
    return found


def _taken_scores(scores: Floats, rows: Ints, cells: Ints) -> Floats:
    found: Floats = scores[np.arange(len(LINKS))[:, None], rows[:, None], cells]
    return found


def _log_sum(values: Doubles) -> Doubles:
    top = values.max(axis=0)
    found: Doubles = top + np.log(np.exp(values - top).sum(axis=0))
    return found
