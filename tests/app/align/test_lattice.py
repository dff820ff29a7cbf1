"""The lattice against sums over every path, written out."""

from __future__ import annotations

from functools import cache
from math import exp, log

import numpy as np
import pytest

from app.align.corpus import make_corpus
from app.align.lattice import NEVER, best_path, posteriors
from app.align.view import KINDS, Fit, View


def view_of(rows: int, columns: int) -> View:
    source, target = (make_corpus(["x"] * n, [["x"]] * n) for n in (rows, columns))
    low = np.zeros(rows + 1, dtype=np.int64)
    return View(source, target, ((0, rows), (0, columns)), low, columns + 1, Fit(1.0, 1.0, 1.0), {})


@pytest.mark.parametrize(("rows", "columns"), [(6, 7), (1, 9), (9, 1), (0, 5), (5, 0), (3, 3)])
def test_best_path_and_posteriors_are_those_of_all_paths(rows: int, columns: int) -> None:
    view = view_of(rows, columns)
    made = np.random.default_rng(rows * 10 + columns).normal(size=(len(KINDS), rows + 1, columns + 1))
    scores = made.astype(np.float32)
    for number, kind in enumerate(KINDS):
        scores[number][~view.inside(kind)] = NEVER

    def score(number: int, i: int, j: int) -> float:
        return float(scores[number, i, j])

    def steps(i: int, j: int) -> list[tuple[int, int, int]]:
        inside = ((n, i + a, j + b) for n, (a, b) in enumerate(KINDS))
        return [(n, x, y) for n, x, y in inside if x <= rows and y <= columns]

    @cache
    def ahead(i: int, j: int) -> float:
        if (i, j) == (rows, columns):
            return 1.0
        return sum(exp(score(n, i, j)) * ahead(x, y) for n, x, y in steps(i, j))

    @cache
    def behind(i: int, j: int) -> float:
        if (i, j) == (0, 0):
            return 1.0
        from_there = ((n, i - a, j - b) for n, (a, b) in enumerate(KINDS) if i >= a and j >= b)
        return sum(exp(score(n, x, y)) * behind(x, y) for n, x, y in from_there)

    @cache
    def best(i: int, j: int) -> float:
        if (i, j) == (rows, columns):
            return 0.0
        return max(score(n, i, j) + best(x, y) for n, x, y in steps(i, j))

    chances, total = posteriors(view, scores)
    assert total == pytest.approx(log(ahead(0, 0)), abs=1e-5)
    for i in range(rows + 1):
        for j in range(columns + 1):
            for n, x, y in steps(i, j):
                wanted = behind(i, j) * exp(score(n, i, j)) * ahead(x, y) / ahead(0, 0)
                assert chances[n, i, j] == pytest.approx(wanted, abs=1e-5)
    path = best_path(view, scores)
    assert sum(score(KINDS.index((a, b)), i, j) for i, j, a, b in path) == pytest.approx(best(0, 0), abs=1e-4)
