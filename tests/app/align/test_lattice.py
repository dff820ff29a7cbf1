"""The lattice against sums over every path, written out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import exp, inf, log

import numpy as np
import pytest

from app.align.corpus import Floats, make_corpus
from app.align.lattice import NEVER, Step, best_path, likely_beads, posteriors
from app.align.view import GAPS, KINDS, LINKS, Fit, Kind, View


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

    def steps(i: int, j: int, run: Kind | None) -> list[tuple[int, int, int, Kind | None]]:
        """Ways on from a cell, inside a run of units left out or not: a run may go on or begin anew."""
        found: list[tuple[int, int, int, Kind | None]] = []
        for number, kind in enumerate(KINDS):
            x, y = i + kind.source, j + kind.target
            state = None if kind in LINKS else kind._replace(more=False)
            if x <= rows and y <= columns and (not kind.more or run == state):
                found.append((number, x, y, state))
        return found

    @cache
    def ahead(i: int, j: int, run: Kind | None) -> float:
        if (i, j) == (rows, columns):
            return 1.0
        return sum(exp(score(n, i, j)) * ahead(x, y, state) for n, x, y, state in steps(i, j, run))

    states = (None, *GAPS)
    behind: dict[tuple[int, int, Kind | None], float] = defaultdict(float)
    behind[0, 0, None] = 1.0
    best: dict[tuple[int, int, Kind | None], float] = defaultdict(lambda: -inf)
    best[0, 0, None] = 0.0
    wanted = np.zeros_like(made)
    for i in range(rows + 1):
        for j in range(columns + 1):
            for run in states:
                for n, x, y, state in steps(i, j, run):
                    step = behind[i, j, run] * exp(score(n, i, j))
                    behind[x, y, state] += step
                    best[x, y, state] = max(best[x, y, state], best[i, j, run] + score(n, i, j))
                    wanted[n, i, j] += step * ahead(x, y, state) / ahead(0, 0, None)

    chances, total = posteriors(view, scores)
    assert total == pytest.approx(log(ahead(0, 0, None)), abs=1e-5)
    assert chances == pytest.approx(wanted, abs=1e-5)
    likely = likely_beads(view, scores)
    assert likely.chances == pytest.approx(wanted[likely.kinds, likely.i, likely.j], abs=1e-5)
    assert likely.chances.sum() == pytest.approx(wanted.sum(), abs=1e-3)
    path = best_path(view, scores)
    assert path.score == pytest.approx(max(best[rows, columns, state] for state in states), abs=1e-4)
    assert path.score == pytest.approx(scored(path.steps, scores), abs=1e-4)


def scored(steps: Sequence[Step], scores: Floats) -> float:
    """The best score of a row of steps: units alone that follow each other may be a run or begin anew each time."""
    found, before = 0.0, (1, 1)
    for i, j, a, b in steps:
        one = float(scores[KINDS.index(Kind(a, b)), i, j])
        more = Kind(a, b, more=True)
        found += max(one, float(scores[KINDS.index(more), i, j])) if (a, b) == before and more in KINDS else one
        before = a, b
    return found
