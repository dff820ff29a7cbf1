"""One side as numbers: the token ids of every unit, in one array, the units' lengths and what else is seen of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.align.traits import Bools, Traits, traits_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Corpus:
    """``ids`` holds the tokens of unit u at ``starts[u]:starts[u + 1]``; ``frequency`` is the smoothed share of a token
    in the text; ``lengths`` counts characters without blanks;
    ``alone`` marks the units a pin says have no counterpart."""

    vocabulary: tuple[str, ...]
    ids: Ints
    starts: Ints
    units: Ints
    frequency: NDArray[np.float64]
    lengths: NDArray[np.float64]
    traits: Traits
    alone: Bools

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, start: int, end: int) -> Ints:
        """The tokens of the units from start to end."""
        return self.ids[self.starts[start] : self.starts[end]]


def make_corpus(
    units: Sequence[str], tokens: Sequence[Sequence[str]], language: str = "", alone: Collection[int] = ()
) -> Corpus:
    numbers: dict[str, int] = {}
    ids = np.array([numbers.setdefault(token, len(numbers)) for unit in tokens for token in unit], dtype=np.int64)
    sizes = np.array([len(unit) for unit in tokens], dtype=np.int64)
    counts = np.bincount(ids, minlength=len(numbers)) if len(ids) else np.zeros(0)
    return Corpus(
        vocabulary=tuple(numbers),
        ids=ids,
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        units=np.repeat(np.arange(len(units)), sizes),
        frequency=(counts + 1.0) / (counts.sum() + len(numbers) + 1.0),
        lengths=np.array([len("".join(unit.split())) for unit in units], dtype=np.float64),
        traits=traits_of(units, language),
        alone=np.array([unit in alone for unit in range(len(units))], dtype=np.bool_),
    )


def grouped(corpus: Corpus, units: tuple[int, int], size: int) -> Corpus:
    """A stretch of a text with every so many units taken as one."""
    first, last = units
    cuts = np.append(np.arange(first, last, size), last)
    ends, begins = cuts[1:] - 1, cuts[:-1]
    traits = corpus.traits
    sums = [
        np.add.reduceat(values[first:last], begins - first)
        for values in (corpus.lengths, traits.clauses, traits.sentences)
    ]
    ids = corpus.of(first, last)
    return Corpus(
        vocabulary=corpus.vocabulary,
        ids=ids,
        starts=corpus.starts[cuts] - corpus.starts[first],
        units=(corpus.units[corpus.starts[first] : corpus.starts[last]] - first) // size,
        frequency=corpus.frequency,
        lengths=sums[0],
        traits=Traits(
            traits.ends[ends],
            traits.opens[begins],
            traits.closes[ends],
            traits.inside[ends],
            traits.lower[begins],
            traits.connects[begins],
            sums[1],
            sums[2],
            traits.markers[begins],
        ),
        alone=np.zeros(len(begins), dtype=np.bool_),
    )
