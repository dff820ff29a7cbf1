"""Lengths that go together: of the characters (Gale and Church 1993; ratio and spread are this document's own) and of
the clauses."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.align.view import Feature, View, group

_CAP = 12.0
_APART = 0.6
_FEW = 8.0
"""Characters: of very short units the ratio says little."""


def length_features(view: View) -> Iterator[Feature]:
    source_clauses = view.source.traits.clauses + 1
    target_clauses = view.target.traits.clauses + 1
    for kind in view.links:
        a, b, _ = kind
        ones, twos = view.source_sums(view.source.lengths, a), view.target_sums(view.target.lengths, b)
        expected = ones * view.fit.ratio
        square = (twos - expected) ** 2 / (view.fit.spread * (expected + twos) + 1e-9)
        off = np.minimum(square / 2, _CAP)
        yield Feature(f"length.square.{group(kind)}", kind, -off.astype(np.float32))
        yield Feature("length.size", kind, -np.sqrt(np.minimum(square, 2 * _CAP)).astype(np.float32))
        yield Feature("length.longer", kind, -np.where(twos > expected, off, 0.0).astype(np.float32))
        # A squared error soon says no more; one side several times as long as it should be is another matter.
        apart = np.abs(np.log((twos + _FEW) / (expected + _FEW)))
        yield Feature(f"length.apart.{group(kind)}", kind, -np.maximum(apart - _APART, 0.0).astype(np.float32))
        rhythm = np.abs(
            np.log(
                view.target_sums(target_clauses, b) / view.source_sums(source_clauses, a).clip(1) / view.fit.clauses
                + 1e-9
            )
        )
        yield Feature("length.clauses", kind, -np.minimum(rhythm, 3.0).astype(np.float32))
