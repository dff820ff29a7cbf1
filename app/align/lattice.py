"""Paths through a view: the best one, and how likely each bead is over all paths.

Scores are one array ``[kind, i, k]`` in the order of KINDS: of the bead of that kind that begins at the cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Floats, Ints
from app.align.view import GAP, KINDS, View

Doubles = NDArray[np.float64]

NEVER = np.float32(-1e9)
_LOW = -1e30
_TINY = 200.0
_SLIDE = KINDS.index((0, 1))
_JUMP = KINDS.index((0, GAP))
_MOST_JUMPS = 6
_DOWN = tuple(number for number, kind in enumerate(KINDS) if kind[0])
_A = np.array([KINDS[number][0] for number in _DOWN])
_B = np.array([KINDS[number][1] for number in _DOWN])
_ACROSS = ((0, 1), (0, GAP))


class Step(NamedTuple):
    """A bead of a path, its first units and sizes counted inside the view's stretch."""

    i: int
    j: int
    a: int
    b: int


def best_path(view: View, scores: Floats) -> list[Step]:
    """The path of the highest summed score (Viterbi). Empty for an empty stretch.

    Raises ArithmeticError where no path leads through the view, which a corridor never lets happen.
    """
    best = np.full((view.rows + 1, view.width), _LOW)
    came = np.full((view.rows + 1, view.width), -1, dtype=np.int8)
    best[0, 0] = 0.0
    for i, before, cells in _backward_cells(view):
        row = best[i]
        if i:
            with_step = _taken(best, before, cells) + _taken_scores(scores, before, cells)
            number = with_step.argmax(axis=0)
            row[:] = np.maximum(row, with_step[number, np.arange(view.width)])
            came[i] = np.where(row > _LOW / 2, number, -1)
        slide = _slides(scores, i)
        for _ in range(_MOST_JUMPS):
            passed = np.maximum.accumulate(row - slide) + slide
            slid = passed > row + 1e-6
            row[slid] = passed[slid]
            came[i, slid] = len(_DOWN)
            passed = row[:-GAP] + scores[_JUMP, i, :-GAP]
            jumped = np.nonzero(passed > row[GAP:] + 1e-6)[0]
            if not len(jumped):
                break
            row[jumped + GAP] = passed[jumped]
            came[i, jumped + GAP] = len(_DOWN) + 1
    steps: list[Step] = []
    i, j = view.rows, view.columns
    while i or j:
        number = int(came[i, j - int(view.low[i])])
        if number < 0:
            raise ArithmeticError("the view does not reach its corner")
        a, b = _ACROSS[number - len(_DOWN)] if number >= len(_DOWN) else (int(_A[number]), int(_B[number]))
        i, j = i - a, j - b
        steps.append(Step(i, j, a, b))
    return steps[::-1]


def posteriors(view: View, scores: Floats) -> tuple[Floats, float]:
    """The probability of every bead over all paths (forward-backward), and the logarithm of the sum over all paths."""
    forward = _forward(view, scores)
    total = float(forward[view.rows, view.columns - int(view.low[view.rows])])
    chances = np.zeros_like(scores)
    sums = np.full((view.rows + 1, view.width), _LOW)
    sums[view.rows, view.columns - int(view.low[view.rows])] = 0.0
    for i, after, cells in _forward_cells(view):
        row = sums[i]
        here = scores[_DOWN, i].astype(np.float64) + _taken(sums, after, cells)
        if i < view.rows:
            row[:] = _log_sum(here)
        slide = _slides(scores, i)
        row[:] = _across(row[::-1], -slide[::-1], scores[_JUMP, i, ::-1], GAP)[::-1]
        chances[_DOWN, i] = np.exp(np.minimum(here + forward[i] - total, 0.0))
        for kind, step in ((_SLIDE, 1), (_JUMP, GAP)):
            across = forward[i, :-step] + scores[kind, i, :-step] + row[step:] - total
            chances[kind, i, :-step] = np.exp(np.minimum(across, 0.0))
    return chances, total


def _forward(view: View, scores: Floats) -> Doubles:
    sums = np.full((view.rows + 1, view.width), _LOW)
    sums[0, 0] = 0.0
    for i, before, cells in _backward_cells(view):
        row = sums[i]
        if i:
            row[:] = _log_sum(_taken(sums, before, cells) + _taken_scores(scores, before, cells))
        slide = _slides(scores, i)
        row[:] = _across(row, slide, scores[_JUMP, i], 0)
    return sums


def _across(row: Doubles, slide: Doubles, jump: Floats, at: int) -> Doubles:
    """The sum over all ways to go on inside a row: unit by unit, and over runs, whose score stands ``at`` cells before
    the one they lead to less the run's length."""
    term: Doubles = np.logaddexp.accumulate(row - slide) + slide
    found = term
    for _ in range(_MOST_JUMPS):
        landed = np.full_like(term, _LOW)
        landed[GAP:] = term[:-GAP] + jump[at : max(len(jump) - GAP, 0) + at]
        if landed.max() < found.max() - _TINY:
            break
        term = np.logaddexp.accumulate(landed - slide) + slide
        found = np.logaddexp(found, term)
    return found


def _slides(scores: Floats, i: int) -> Doubles:
    """The summed score of leaving out the target units of row i up to each boundary."""
    return np.concatenate([[0.0], np.cumsum(np.maximum(scores[_SLIDE, i, :-1].astype(np.float64), -1e6))])


def _backward_cells(view: View) -> Iterator[tuple[int, Ints, Ints]]:
    """For each row in order: the rows that steps come from, and the cells there, [step, k]; -1 for none."""
    every = np.arange(view.width)
    for i in range(view.rows + 1):
        before = i - _A
        shift = view.low[i] - _B - view.low[np.maximum(before, 0)]
        cells = every[None, :] + shift[:, None]
        cells[(cells < 0) | (cells >= view.width) | (before < 0)[:, None]] = -1
        yield i, np.maximum(before, 0), cells


def _forward_cells(view: View) -> Iterator[tuple[int, Ints, Ints]]:
    """The same of the rows that steps lead to, from the last row on."""
    every = np.arange(view.width)
    for i in range(view.rows, -1, -1):
        after = i + _A
        shift = view.low[i] + _B - view.low[np.minimum(after, view.rows)]
        cells = every[None, :] + shift[:, None]
        cells[(cells < 0) | (cells >= view.width) | (after > view.rows)[:, None]] = -1
        yield i, np.minimum(after, view.rows), cells


def _taken(sums: Doubles, rows: Ints, cells: Ints) -> Doubles:
    found: Doubles = np.where(cells >= 0, sums[rows[:, None], cells], _LOW)
    return found


def _taken_scores(scores: Floats, rows: Ints, cells: Ints) -> Floats:
    found: Floats = scores[np.array(_DOWN)[:, None], rows[:, None], cells]
    return found


def _log_sum(values: Doubles) -> Doubles:
    top = values.max(axis=0)
    found: Doubles = top + np.log(np.exp(values - top).sum(axis=0))
    return found
