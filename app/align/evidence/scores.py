"""The score of every bead of a view: all evidence, each piece with its weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import numpy as np

from app.align.corpus import Floats
from app.align.evidence.boundaries import boundary_features, join_features
from app.align.evidence.kinds import gap_features, kind_features
from app.align.evidence.lengths import length_features
from app.align.evidence.meaning import WEIGHT, meaning_features
from app.align.evidence.words import word_features, word_gains
from app.align.lattice import NEVER
from app.align.table import Tables
from app.align.view import KINDS, Feature, View


def features(view: View, tables: tuple[Tables, Tables], check: Callable[[], None]) -> Iterator[Feature]:
    """Every piece of evidence, one at a time."""
    gains = word_gains(view, tables, check)
    return chain(
        # The gains are the largest thing here: first, so that they are let go.
        gap_features(view, gains),
        word_features(view, gains),
        length_features(view),
        kind_features(view),
        boundary_features(view),
        join_features(view),
        meaning_features(view),
    )


def bead_scores(
    view: View, tables: tuple[Tables, Tables], weights: Mapping[str, float], check: Callable[[], None]
) -> Floats:
    """``[kind, i, k]`` in the order of KINDS; NEVER where a bead would leave the stretch or part a pin."""
    scores = np.zeros((len(KINDS), view.rows + 1, view.width), dtype=np.float32)
    ends = np.zeros((view.rows + 1, view.width), dtype=np.float32)
    for name, kind, values in features(view, tables, check):
        weight = WEIGHT if name == "meaning" else weights.get(name, 0.0)
        if weight and kind is None:
            ends += np.float32(weight) * values
        elif weight and kind is not None:
            scores[KINDS.index(kind)] += np.float32(weight) * values
    for number, kind in enumerate(KINDS):
        a, b, _ = kind
        scores[number] += view.moved(ends, a, b)
        bad = ~view.inside(kind)
        if a and b:
            bad |= (view.source_sums(view.source.alone, a) + view.target_sums(view.target.alone, b)) > 0
        scores[number][bad] = NEVER
    return scores
