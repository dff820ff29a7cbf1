"""How usual each kind of bead is, everywhere and in this document; what it costs to leave units alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.align.corpus import Floats
from app.align.evidence.words import Gains
from app.align.view import GAPS, RUNS, Feature, View

_NEAR = 3
_FAINT = 0.02


def kind_features(view: View) -> Iterator[Feature]:
    shape = (view.rows + 1, view.width)
    for kind in (*view.links, *GAPS, *RUNS):
        # As usual one way as the other: the document's own habit tells which language has the longer sentences.
        values = np.ones(shape, dtype=np.float32)
        if kind in (*GAPS, *RUNS):
            values *= 1 - _blank(view, 0 if kind.source else 1)
        yield Feature(f"kind.{kind.name}", kind, values)
        yield Feature("kind.habit", kind, np.full(shape, view.habits.get(kind, 0.0), dtype=np.float32))


def gap_features(view: View, gains: tuple[Gains, Gains]) -> Iterator[Feature]:
    """A long unit is seldom left out, nor one whose words its neighbourhood explains."""
    shape = (view.rows + 1, view.width)
    for side in (0, 1):
        corpus = (view.source, view.target)[side]
        sums = view.source_sums if side == 0 else view.target_sums
        mean = max(float(corpus.lengths.mean()), 1.0) if len(corpus) else 1.0
        size = np.clip(np.log((corpus.lengths + 1) / mean), -3.0, 2.0)
        tokens = np.maximum(sums(np.diff(corpus.starts).astype(np.float64), 1), 1.0)
        best = gains[1 - side].best[0]
        near = (view.moved(best, *((0, n) if side == 0 else (n, 0))) for n in range(-_NEAR, _NEAR))
        pull = (np.maximum.reduce(list(near)) / tokens).astype(np.float32)
        # Beside what is usual: in a text few of whose words are known, that nothing explains a unit says little.
        most = np.zeros(len(corpus) + 1, dtype=np.float32)
        unit = np.broadcast_to(view.at_source if side == 0 else view.spread(np.arange(view.columns + 1)), shape)
        np.maximum.at(most, unit, pull)
        pull /= most[: (view.rows, view.columns)[side]].mean() + _FAINT if min(view.rows, view.columns) else 1.0
        for name, kind in (("gap", GAPS[side]), ("run", RUNS[side])):
            own = sums(size, 1) * (1 - _blank(view, side))
            yield Feature(f"{name}.size", kind, np.broadcast_to(own, shape).astype(np.float32))
            yield Feature(f"{name}.pull", kind, pull)


def _blank(view: View, side: int) -> Floats:
    """1 for each unit without text, or that a pin says has no counterpart: it costs nothing to leave it alone."""
    corpus = (view.source, view.target)[side]
    blank = (corpus.alone | (corpus.lengths == 0)).astype(np.float64)
    found: Floats = (view.source_sums(blank, 1) if side == 0 else view.target_sums(blank, 1)).astype(np.float32)
    return found
