"""How near two vectors are, beside how near each is to anything: the margin of Artetxe and Schwenk (2019).

A cosine alone says little: short sentences, and those everybody writes, are near to all others. What is left of it when
the mean nearness of both to others is taken away (their margin "distance"; their "ratio" needs a mean above nought,
which random others do not promise) can be compared across a document. The others are drawn from the units of the other
text, as vecalign does (Thompson and Koehn 2019), not looked for among all neighbours: it costs one product.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.align.embedding.encoder import Vectors

Numbers = NDArray[np.float32]
_OTHERS = 64


class Similarity:
    """Built of the unit vectors of both texts, rows of length 1; the same texts draw the same others."""

    def __init__(self, source: Vectors, target: Vectors, others: int = _OTHERS) -> None:
        self._for_source = _drawn(target, others)
        self._for_target = _drawn(source, others)

    def pairs(self, one: Vectors, two: Vectors) -> Numbers:
        """The margin of each source row with the target row of the same number: [n]."""
        ours, theirs = self._commonness(one, self._for_source), self._commonness(two, self._for_target)
        return np.asarray(np.einsum("nd,nd->n", one, two) - (ours + theirs) / 2, dtype=np.float32)

    def table(self, one: Vectors, two: Vectors) -> Numbers:
        """The margin of every source row with every target row: [n, m]."""
        ours, theirs = self._commonness(one, self._for_source), self._commonness(two, self._for_target)
        return np.asarray(one @ two.T - (ours[:, None] + theirs[None, :]) / 2, dtype=np.float32)

    @staticmethod
    def _commonness(vectors: Vectors, others: Vectors) -> Numbers:
        """The mean cosine of each row with the others."""
        mean = others.mean(axis=0) if len(others) else np.zeros(vectors.shape[1], dtype=np.float32)
        common: Numbers = vectors @ mean
        return common


def similarity(one: Vectors, two: Vectors) -> Numbers:
    """The margins of two texts' unit vectors, every one with every one: [n, m]."""
    return Similarity(one, two).table(one, two)


def _drawn(vectors: Vectors, n: int) -> Vectors:
    said = vectors[np.any(vectors != 0, axis=1)]
    if len(said) <= n:
        return said
    return said[np.sort(np.random.default_rng(0).choice(len(said), n, replace=False))]
