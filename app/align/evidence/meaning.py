"""How near two spans are to a language model, where the person has given one: the margin of their vectors.

The weight is set by hand: no model belongs to the project, so there was none to learn it with. A margin lies about .4
for translations and 0 for strangers in the models described; the weight makes that as much as a good many words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from app.align.embedding import Encoder, Similarity, SpanVectors
from app.align.view import SPAN, Feature, Meaning, View

WEIGHT = 12.0
_CHUNK = 64


def meaning_of(source_units: Sequence[str], target_units: Sequence[str], encoder: Encoder) -> Meaning:
    """The units' own vectors are made now, those of longer spans when a view asks for them."""
    source, target = SpanVectors(source_units, encoder), SpanVectors(target_units, encoder)
    every = [[(n, 1) for n in range(len(units))] for units in (source_units, target_units)]
    return Meaning(source, target, Similarity(source.of(every[0]), target.of(every[1])))


def meaning_features(view: View) -> Iterator[Feature]:
    """The margin of the two spans, for each unit of the longer one: a bead of three says as much as three beads."""
    if view.meaning is None:
        return
    (s0, _), (t0, _) = view.bounds
    ones = {a: view.meaning.source.of([(s0 + i, a) for i in range(view.rows + 1 - a)]) for a in range(1, SPAN + 1)}
    twos = {b: view.meaning.target.of([(t0 + j, b) for j in range(view.columns + 1 - b)]) for b in range(1, SPAN + 1)}
    for kind in view.links:
        a, b, _ = kind
        found = np.zeros((view.rows + 1, view.width), dtype=np.float32)
        for i0 in range(0, view.rows + 1 - a, _CHUNK):
            i1 = min(i0 + _CHUNK, view.rows + 1 - a)
            cells = view.at_target[i0:i1]
            j0, j1 = int(cells[0, 0]), min(int(cells[-1, -1]) + 1, len(twos[b]))
            if j1 <= j0:
                continue
            table = view.meaning.similarity.table(ones[a][i0:i1], twos[b][j0:j1])
            inside = cells < j1
            taken = np.take_along_axis(table, np.clip(cells - j0, 0, j1 - j0 - 1), axis=1)
            found[i0:i1] = np.where(inside, taken, 0.0)
        yield Feature("meaning", kind, found * max(a, b))
