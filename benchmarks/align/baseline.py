"""Gale and Church (1993): lengths alone, the baseline of every aligner."""

from __future__ import annotations

import math
from collections.abc import Sequence

from benchmarks.align.data import BeadSet


def gale_church(source: Sequence[str], target: Sequence[str]) -> BeadSet:
    """Six kinds of bead, characters, the ratio fitted to the document: the baseline."""
    ones, twos = [len("".join(s.split())) for s in source], [len("".join(s.split())) for s in target]
    ratio = (sum(twos) + 1) / (sum(ones) + 1)
    priors = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
    costs = {kind: -math.log(prior) for kind, prior in priors.items()}
    best = [[math.inf] * (len(twos) + 1) for _ in range(len(ones) + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (len(twos) + 1) for _ in range(len(ones) + 1)]
    best[0][0] = 0.0
    for i in range(len(ones) + 1):
        for j in range(len(twos) + 1):
            for (a, b), cost in costs.items():
                if a <= i and b <= j and best[i - a][j - b] < math.inf:
                    s, t = sum(ones[i - a : i]), sum(twos[j - b : j])
                    z = abs(t - s * ratio) / math.sqrt(6.8 * ratio * (s + t / ratio) / 2 + 1e-9)
                    tail = max(math.erfc(z / math.sqrt(2)), 1e-300)
                    if (total := best[i - a][j - b] + cost - math.log(tail)) < best[i][j]:
                        best[i][j], back[i][j] = total, (a, b)
    beads, i, j = set(), len(ones), len(twos)
    while i or j:
        a, b = back[i][j]
        beads.add((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return frozenset(beads)
