"""Neighbours that changed places: the best path that crosses once, found exactly inside a window.

In a window the score of the best path of every rectangle is known at once (one dynamic programme over all starts), so
the best six cuts, before, between and after the two that changed places on either side, are the largest sum of four
such scores: F[s0, t0] + A[s0, s1; t1, t2] + A[s1, s2; t0, t1] + B[s2, t2], taken as two products of matrices (with
max for the sum) for each (s1, t1). Windows are those where the path that only goes forward is weak.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from app.align.corpus import Floats
from app.align.ground import Ground
from app.align.order import Range, linked_confidence, range_of
from app.align.view import GAPS, KINDS, LINKS, RUNS
from app.model import Bead

_WINDOW = 36
"""Units of either side: two paragraphs of up to eighteen sentences that changed places are seen whole."""
_WEAK = 0.88
_WEAKER = 0.03
_FEW = 4
"""A window is looked at that is weak, and weaker than this text usually is; of a short text all are."""
_MOST_WINDOWS = 60
_MARGIN = 7.5
"""How much better than straight on, as a logarithm, a path that crosses must be: in development texts as they are the
best of all windows gains up to 6, two paragraphs that changed places in Chinese novels 20 and more, in short news 4 to
17."""
_LOW = np.float32(-1e9)
_DOWN, _ACROSS, _FURTHER_DOWN, _FURTHER_ACROSS = (KINDS.index(kind) for kind in (*GAPS, *RUNS))

Cuts = tuple[int, int, int, int, int, int]
"""On the source, then on the target: before, between and after two neighbours that changed places."""


class Swap(NamedTuple):
    gain: float
    first: int
    """Of the beads the window is made of, and the one after the last."""
    last: int
    cuts: Cuts
    """In units of the whole text."""


def find_swaps(beads: Sequence[Bead], ground: Ground) -> list[Swap]:
    """The swaps that are worth it, the best first; no two share a bead."""
    windows = sorted((linked_confidence(beads[slice(*window)]), window) for window in _windows(beads))
    usual = sum(linked for linked, _ in windows) / max(len(windows), 1)
    found: list[Swap] = []
    for linked, (first, last) in windows[:_MOST_WINDOWS]:
        ground.task.check()
        if linked > min(_WEAK, usual - _WEAKER) and len(windows) > _FEW:
            break
        source, target = range_of(beads[first:last], 0), range_of(beads[first:last], 1)
        if min(source[1] - source[0], target[1] - target[0]) < 2:
            continue
        gain, (s0, s1, s2, t0, t1, t2) = best_swap(ground.scored(source, target).scores)
        if gain > _MARGIN:
            (s, _), (t, _) = source, target
            found.append(Swap(gain, first, last, (s0 + s, s1 + s, s2 + s, t0 + t, t1 + t, t2 + t)))
    chosen: list[Swap] = []
    for swap in sorted(found, key=lambda swap: -swap.gain):
        if all(swap.last <= other.first or other.last <= swap.first for other in chosen):
            chosen.append(swap)
    return chosen


def best_swap(scores: Floats) -> tuple[float, Cuts]:
    """How much better the best path that crosses once is than the best one straight on, and its cuts. ``scores`` as of
    a view that is looked at whole, ``[kind, i, j]``."""
    every = _rectangles(scores)
    rows, columns = scores.shape[1] - 1, scores.shape[2] - 1
    before, after = every[:, :, 0, 0], every[rows, columns]
    best, cuts = _LOW, (0, 0, 0, 0, 0, 0)
    for s1 in range(1, rows):
        for t1 in range(1, columns):
            late, early = every[s1, t1 + 1 :, :s1, t1].T, every[s1 + 1 :, t1, s1, :t1]
            to_late = before[:s1, :t1, None] + late[:, None, :]
            from_early = early[:, :, None] + after[s1 + 1 :, None, t1 + 1 :]
            sums = to_late.max(axis=0) + from_early.max(axis=0)
            place = int(sums.argmax())
            if sums.flat[place] > best:
                t0, t2 = divmod(place, sums.shape[1])
                s0, s2 = int(to_late[:, t0, t2].argmax()), int(from_early[:, t0, t2].argmax())
                best, cuts = sums.flat[place], (s0, s1, s1 + 1 + s2, t0, t1, t1 + 1 + t2)
    return float(best - before[rows, columns]), cuts


def _rectangles(scores: Floats) -> Floats:
    """``[i, j, s, t]``: the score of the best path from (s, t) to (i, j)."""
    rows, columns = scores.shape[1], scores.shape[2]
    best = np.full((rows, columns, rows, columns), _LOW, dtype=np.float32)
    down, across = np.full_like(best, _LOW), np.full_like(best, _LOW)
    for i in range(rows):
        for j in range(columns):
            here = best[i, j]
            for number, (a, b, _) in enumerate(LINKS):
                if a <= i and b <= j:
                    reached = here[: i - a + 1, : j - b + 1]
                    came = best[i - a, j - b, : i - a + 1, : j - b + 1] + scores[number, i - a, j - b]
                    np.maximum(reached, came, out=reached)
            for run, first, more, x, y in (
                (down, _DOWN, _FURTHER_DOWN, i - 1, j),
                (across, _ACROSS, _FURTHER_ACROSS, i, j - 1),
            ):
                if min(x, y) >= 0:
                    np.maximum(best[x, y] + scores[first, x, y], run[x, y] + scores[more, x, y], out=run[i, j])
                    np.maximum(here, run[i, j], out=here)
            here[i, j] = 0.0
    return best


def _windows(beads: Sequence[Bead]) -> Iterator[Range]:
    """Stretches of beads as long as a window, each from the middle of the last one on."""
    first = last = 0
    while last < len(beads):
        sizes = [0, 0]
        last = first
        while last < len(beads):
            sizes = [sizes[0] + len(beads[last].source), sizes[1] + len(beads[last].target)]
            if max(sizes) > _WINDOW and last > first:
                break
            last += 1
        yield first, last
        first = max(first + 1, (first + last) // 2)
