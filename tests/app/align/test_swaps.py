"""The best path that crosses once, against every way to cut a small window."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from app.align.corpus import Floats
from app.align.lattice import NEVER, best_path
from app.align.swaps import best_swap
from app.align.view import KINDS, View
from tests.app.align.test_lattice import view_of


def part(view: View, scores: Floats, source: tuple[int, int], target: tuple[int, int]) -> float:
    own = replace(
        view,
        bounds=(source, target),
        low=np.zeros(source[1] - source[0] + 1, dtype=np.int64),
        width=target[1] - target[0] + 1,
    )
    inside = scores[:, source[0] : source[1] + 1, target[0] : target[1] + 1].copy()
    for number, kind in enumerate(KINDS):
        inside[number][~own.inside(kind)] = NEVER
    return best_path(own, inside).score


@pytest.mark.parametrize("seed", range(4))
def test_the_best_cuts_are_those_of_all_cuts(seed: int) -> None:
    rows, columns = 4, 5
    view = view_of(rows, columns)
    made = np.random.default_rng(seed).normal(size=(len(KINDS), rows + 1, columns + 1)) * 3
    scores = made.astype(np.float32)
    for number, kind in enumerate(KINDS):
        scores[number][~view.inside(kind)] = NEVER

    def worth(s: tuple[int, ...], t: tuple[int, ...]) -> float:
        ways = (
            ((0, s[0]), (0, t[0])),
            ((s[0], s[1]), (t[1], t[2])),
            ((s[1], s[2]), (t[0], t[1])),
            ((s[2], rows), (t[2], columns)),
        )
        return sum(part(view, scores, *way) for way in ways)

    options = {
        worth(s, t): (*s, *t) for s in combinations(range(rows + 1), 3) for t in combinations(range(columns + 1), 3)
    }
    gain, cuts = best_swap(scores)
    assert gain == pytest.approx(max(options) - part(view, scores, (0, rows), (0, columns)), abs=1e-4)
    assert cuts == options[max(options)]
