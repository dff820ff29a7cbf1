"""Paths through a band: the likeliest one, and how likely each bead is over all paths."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Floats
from app.align.scores import NEVER, Band

_LOW = -1e30


class Step(NamedTuple):
    """A bead of a path, its first units and sizes counted inside the band's stretch."""

    i: int
    j: int
    a: int
    b: int


def best_path(band: Band, scores: dict[tuple[int, int], Floats]) -> list[Step]:
    """The path of the highest summed score (Viterbi). Empty for an empty stretch."""
    rows, columns, low, width = len(band.low) - 1, band.target[1] - band.target[0], band.low, band.width
    best = np.full((rows + 1, width), _LOW)
    kind = np.full((rows + 1, width), -1, dtype=np.int8)
    order = [size for size in scores if size[0]]
    for i in range(rows + 1):
        row = best[i]
        if i == 0:
            row[0] = 0.0
        for number, (a, b) in enumerate(order):
            if a <= i:
                here, there = _overlap(band, i - a, i, b)
                if here.start < here.stop:
                    candidate = best[i - a, there] + scores[a, b][i - a, there]
                    better = candidate > row[here]
                    row[here][better] = candidate[better]
                    kind[i, here][better] = number
        sums = np.concatenate([[0.0], np.cumsum(np.maximum(scores[0, 1][i, :-1].astype(np.float64), -1e6))])
        passed = np.maximum.accumulate(row - sums) + sums
        slid = passed > row + 1e-6
        row[slid] = passed[slid]
        kind[i, slid] = len(order)
    steps: list[Step] = []
    i, j = rows, columns
    while i or j:
        k = j - int(low[i])
        number = int(kind[i, k])
        if number < 0:
            raise ArithmeticError("the band does not reach its corner")
        a, b = (0, 1) if number == len(order) else order[number]
        i, j = i - a, j - b
        steps.append(Step(i, j, a, b))
    return steps[::-1]


def posteriors(band: Band, temperature: float) -> dict[tuple[int, int], Floats]:
    """The probability of every bead over all paths (forward-backward), scores divided by the temperature first."""
    scores = band.scores
    if temperature != 1:
        scores = {size: np.maximum(score / np.float32(temperature), NEVER) for size, score in scores.items()}
    forward, backward = _forward(band, scores), _backward(band, scores)
    rows, columns = len(band.low) - 1, band.target[1] - band.target[0]
    total = forward[rows, columns - int(band.low[rows])]
    found: dict[tuple[int, int], Floats] = {}
    for a, b in scores:
        chance = np.zeros((rows + 1, band.width), dtype=np.float32)
        for i in range(rows + 1 - a):
            here, there = _overlap(band, i, i + a, b)
            if here.start < here.stop:
                score = forward[i, there] + scores[a, b][i, there] + backward[i + a, here] - total
                chance[i, there] = np.exp(np.minimum(score, 0.0))
        found[a, b] = chance
    return found


def _forward(band: Band, scores: dict[tuple[int, int], Floats]) -> NDArray[np.float64]:
    rows = len(band.low) - 1
    sums = np.full((rows + 1, band.width), _LOW)
    for i in range(rows + 1):
        row = sums[i]
        if i == 0:
            row[0] = 0.0
        for a, b in scores:
            if a and a <= i:
                here, there = _overlap(band, i - a, i, b)
                if here.start < here.stop:
                    row[here] = np.logaddexp(row[here], sums[i - a, there] + scores[a, b][i - a, there])
        slide = np.concatenate([[0.0], np.cumsum(np.maximum(scores[0, 1][i, :-1].astype(np.float64), -1e6))])
        sums[i] = np.logaddexp.accumulate(row - slide) + slide
    return sums


def _backward(band: Band, scores: dict[tuple[int, int], Floats]) -> NDArray[np.float64]:
    rows, columns = len(band.low) - 1, band.target[1] - band.target[0]
    sums = np.full((rows + 1, band.width), _LOW)
    for i in range(rows, -1, -1):
        row = sums[i]
        if i == rows:
            row[columns - int(band.low[rows])] = 0.0
        for a, b in scores:
            if a and i + a <= rows:
                here, there = _overlap(band, i, i + a, b)
                if here.start < here.stop:
                    row[there] = np.logaddexp(row[there], sums[i + a, here] + scores[a, b][i, there])
        slide = np.concatenate(
            [np.cumsum(np.maximum(scores[0, 1][i, :-1].astype(np.float64), -1e6)[::-1])[::-1], [0.0]]
        )
        sums[i] = np.logaddexp.accumulate((row - slide)[::-1])[::-1] + slide
    return sums


def _overlap(band: Band, before: int, after: int, b: int) -> tuple[slice, slice]:
    """Where the boundaries of row ``before``, b units further, lie in row ``after``: (slice there, slice before)."""
    shift = int(band.low[before]) + b - int(band.low[after])
    first, last = max(0, shift), min(band.width, band.width + shift)
    return slice(first, last), slice(first - shift, last - shift)
