"""Where a bead may end: the unit before and the unit after the boundary behave alike on both sides."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus
from app.align.traits import COLON, CRY, OPEN_END, QUESTION, TRAIL
from app.align.view import Feature, View


def boundary_features(view: View) -> Iterator[Feature]:
    """Of every boundary inside the stretch but its first and last, whatever bead ends there."""
    inner = (view.at_source > 0) & (view.at_source < view.rows) & (view.at_target > 0) & (view.at_target < view.columns)
    s, t = _edges(view, 0), _edges(view, 1)

    def feature(name: str, ours: NDArray[np.bool_], theirs: NDArray[np.bool_], rule: str) -> Feature:
        one, two = ours[:, None], view.spread(theirs)
        met = (one & two) if rule == "both" else (one ^ two) if rule == "one" else (one | two)
        return Feature(f"boundary.{name}.{rule}", None, (met & inner).astype(np.float32))

    for name, mark in (("question", QUESTION), ("cry", CRY), ("colon", COLON), ("trail", TRAIL), ("unended", OPEN_END)):
        yield feature(name, s.ends == mark, t.ends == mark, "both")
        yield feature(name, s.ends == mark, t.ends == mark, "one")
    yield feature("speech", s.opens, t.opens, "both")
    yield feature("speech", s.opens, t.opens, "one")
    yield feature("quoted", s.inside, t.inside, "one")
    yield feature("quoted", s.inside, t.inside, "both")
    yield feature("closed", s.closes, t.closes, "one")
    yield feature("closed", s.closes, t.closes, "both")
    yield feature("lower", s.lower, t.lower, "any")
    yield feature("connective", s.connects, t.connects, "one")
    yield feature("connective", s.connects, t.connects, "both")
    # Points of a list: the same one begins on both sides, or a point begins where the other side has none.
    ones, twos = s.markers[:, None], view.spread(t.markers)
    for rule, met in (("same", (ones == twos) & (ones > 0)), ("one", (ones != twos) & ((ones == 0) | (twos == 0)))):
        yield Feature(f"boundary.marker.{rule}", None, (met & inner).astype(np.float32))


class _Edge:
    """What stands before and after each boundary of one side."""

    def __init__(self, corpus: Corpus, first: int, last: int) -> None:
        traits = corpus.traits
        self.ends = np.concatenate([[0], traits.ends[first:last]])
        self.inside = np.concatenate([[False], traits.inside[first:last]])
        self.closes = np.concatenate([[False], traits.closes[first:last]])
        self.opens = np.concatenate([traits.opens[first:last], [False]])
        # Where a script has no capitals nothing is lower, and where all begins small it says nothing.
        some = traits.lower.mean() < 0.3 if len(traits.lower) else False
        self.lower = np.concatenate([traits.lower[first:last] & some, [False]])
        self.connects = np.concatenate([traits.connects[first:last], [False]])
        self.markers = np.concatenate([traits.markers[first:last], [0]])


def _edges(view: View, side: int) -> _Edge:
    return _Edge((view.source, view.target)[side], *view.bounds[side])


def join_features(view: View) -> Iterator[Feature]:
    """Of the boundaries a bead swallows: what stands there speaks for or against units that belong together."""
    for side in (0, 1):
        corpus = (view.source, view.target)[side]
        traits = corpus.traits
        edge = _Edge(corpus, 0, len(corpus))
        mean = max(float(corpus.lengths.mean()), 1.0) if len(corpus) else 1.0
        sizes = np.clip(np.log((corpus.lengths + 1) / mean), -2.0, 1.0)
        before = np.concatenate([[0.0], sizes[:-1]]) if len(sizes) else sizes
        # Of each unit: the boundary in front of it.
        signs = {
            "unended": (edge.ends[:-1] == OPEN_END),
            "colon": (edge.ends[:-1] == COLON),
            "spoken": (edge.ends[:-1] == QUESTION) | (edge.ends[:-1] == CRY),
            "speech": traits.opens,
            "quoted": edge.inside[:-1],
            "lower": edge.lower[:-1],
            "connective": traits.connects,
            "marker": traits.markers > 0,
            "short": -np.minimum(sizes, before),
        }
        for kind in view.links:
            size = kind[side]
            if size < 2:
                continue
            for name, values in signs.items():
                sums = view.source_sums if side == 0 else view.target_sums
                found = sums(values.astype(np.float64), size, skip=1)
                shape = (view.rows + 1, view.width)
                yield Feature(f"join.{name}", kind, np.broadcast_to(found, shape).astype(np.float32))
