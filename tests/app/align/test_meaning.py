"""A language model as evidence: a toy one that knows which made-up words mean the same."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from app.align import align
from app.align.embedding.encoder import Vectors, unit_rows
from tests.app.align.test_align import pairs, synthetic


class Toy:
    """Words become random directions; the words of the second language those of their partners."""

    name, dimension, fingerprint = "toy", 64, "toy"

    def __init__(self, partners: dict[str, str]) -> None:
        self._partners = partners
        self.asked: set[str] = set()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.update(texts)
        rows = np.zeros((len(texts), self.dimension))
        for row, text in zip(rows, texts, strict=True):
            for word in text.replace(".", "").split():
                seed = zlib.crc32(self._partners.get(word, word).encode())
                row += np.random.default_rng(seed).normal(size=self.dimension)
        return unit_rows(rows)


def test_a_model_tells_what_few_words_cannot() -> None:
    source, target = synthetic(16)
    lines = zip(source, target, strict=True)
    toy = Toy({b: a for one, two in lines for a, b in zip(one[:-1].split(), two[:-1].split(), strict=True)})
    kept = [n for n in range(16) if n not in (5, 6, 11)]
    wanted = {((old,), (new,)) for new, old in enumerate(kept)}
    there = [target[n] for n in kept]
    helped = len(wanted & set(pairs(align(source, there, encoder=toy))))
    assert helped > len(wanted & set(pairs(align(source, there))))
    assert helped > len(wanted) // 2
    assert source[0] in toy.asked


def test_the_same_model_gives_the_same_result() -> None:
    source, target = synthetic(30)
    assert align(source, target, encoder=Toy({})) == align(source, target, encoder=Toy({}))
