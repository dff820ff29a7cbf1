"""How likely a word of one side stands for a word of the other: what is known, and what the alignment teaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Floats, Ints
from app.align.lexicon import Pairs

_PAIRS = 2_500_000
_LIMITS = (100, 60, 40, 25, 16)


@dataclass(frozen=True, slots=True)
class Table:
    """For word w of the explained side, ``others[starts[w]:starts[w + 1]]`` are the words that may stand for it and
    ``values`` how much: the probability of w given the other word."""

    starts: Ints
    others: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Tables:
    """One table for each fold of the explained units: what a unit is judged by was not learnt from the unit itself."""

    folds: tuple[Table, ...]
    block: int = 1

    def fold_of(self, units: Ints) -> Ints:
        found: Ints = units // self.block % len(self.folds)
        return found


class Tie(NamedTuple):
    """A stretch of units of both sides that are taken to say the same, with a weight from 0 to 1."""

    source: tuple[int, int]
    target: tuple[int, int]
    weight: float


class Learning(NamedTuple):
    """How the words are learnt; ``folds`` and ``block``: units of one fold come in blocks of that many."""

    rounds: int = 4
    discount: float = 0.5
    folds: int = 4
    block: int = 3
    trust: float = 4.0


def table_of(words: Ints, others: Ints, values: NDArray[np.float64], size: int, other_size: int) -> Table:
    """Sorts the triples by word; of a pair that occurs twice the larger value stays."""
    keys = words * other_size + others
    order = np.lexsort((-values, keys))
    keys, values = keys[order], values[order]
    first = np.concatenate([[True], keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, dtype=bool)
    keys, values = keys[first], values[first]
    starts = np.searchsorted(keys, np.arange(size + 1) * other_size)
    return Table(starts.astype(np.int64), keys % max(other_size, 1), values.astype(np.float32))


def first_tables(pairs: Pairs, source: Corpus, target: Corpus) -> tuple[Tables, Tables]:
    """The tables of what is known: target words given source words, and the other way round."""
    ones = np.array([one for one, _ in pairs], dtype=np.int64)
    twos = np.array([two for _, two in pairs], dtype=np.int64)
    values = np.array(list(pairs.values()), dtype=np.float64)
    sizes = len(source.vocabulary), len(target.vocabulary)
    return (
        Tables((table_of(twos, ones, values, sizes[1], sizes[0]),)),
        Tables((table_of(ones, twos, values, *sizes),)),
    )


def learnt_tables(
    ties: Sequence[Tie], pairs: Pairs, source: Corpus, target: Corpus, learning: Learning
) -> tuple[Tables, Tables]:
    """IBM model 1 (Brown et al. 1993) over the ties, both ways at once and made to agree (Liang, Taskar, Klein 2006),
    with an absolute discount and what is known as a prior."""
    corpora = source, target
    width = max(len(target.vocabulary), 1)
    cross = _cross(ties, source, target, width)
    met, index = np.unique(cross.pairs, return_inverse=True)
    index = index.astype(np.int32)
    words = met // width, met % width
    known = _known(pairs)
    expected = _at(met, known, width)
    values = [np.maximum(corpora[side].frequency[words[side]], expected) for side in (0, 1)]
    counts, share = expected, np.zeros(0)
    for _ in range(learning.rounds):
        share = cross.weights.copy()
        for side in (0, 1):
            each = values[side][index]
            null = corpora[side].frequency[cross.words[side]]
            total = np.bincount(cross.rows[side], weights=each, minlength=len(null)) + null
            share *= np.sqrt(each / total[cross.rows[side]])
        counts = np.bincount(index, weights=share, minlength=len(met)).astype(np.float64)
        for side in (0, 1):
            sums = np.bincount(words[1 - side], weights=counts, minlength=len(corpora[1 - side].vocabulary))
            values[side] = counts / np.maximum(sums[words[1 - side]], 1e-9)
    folded: list[Tables] = []
    for side in (1, 0):
        folds = (cross.units[side] // learning.block % learning.folds)[cross.rows[side]]
        tables = []
        for fold in range(learning.folds):
            left = counts
            if learning.folds > 1:
                mine = np.nonzero(folds == fold)[0]
                left = counts - np.bincount(index[mine], weights=share[mine], minlength=len(met))
            tables.append(_table(side, corpora, words, left, known, expected, learning))
        folded.append(Tables(tuple(tables), learning.block))
    return folded[0], folded[1]


def _table(
    side: int,
    corpora: tuple[Corpus, Corpus],
    words: tuple[Ints, Ints],
    counts: NDArray[np.float64],
    known: tuple[Ints, Ints, NDArray[np.float64]],
    expected: NDArray[np.float64],
    learning: Learning,
) -> Table:
    """The table of one side from the counts of the pairs. What is known weighs like that many sightings: much for a
    rare word, little for one that is often seen."""
    ours, others = words[side], words[1 - side]
    known_ours, known_others, known_values = known[side], known[1 - side], known[2]
    size, other_size = len(corpora[side].vocabulary), len(corpora[1 - side].vocabulary)
    trust = np.zeros(other_size)
    trust[known_others] = learning.trust
    weight = np.maximum(np.bincount(others, weights=counts, minlength=other_size) + trust, 1e-9)
    values = (np.maximum(counts - learning.discount, 0) + trust[others] * expected) / weight[others]
    keep = values > corpora[side].frequency[ours]
    return table_of(
        np.concatenate([ours[keep], known_ours]),
        np.concatenate([others[keep], known_others]),
        np.concatenate([values[keep], trust[known_others] * known_values / weight[known_others]]),
        size,
        other_size,
    )


def _known(pairs: Pairs) -> tuple[Ints, Ints, NDArray[np.float64]]:
    return (
        np.array([one for one, _ in pairs], dtype=np.int64),
        np.array([two for _, two in pairs], dtype=np.int64),
        np.array(list(pairs.values()), dtype=np.float64),
    )


def _at(met: Ints, known: tuple[Ints, Ints, NDArray[np.float64]], width: int) -> NDArray[np.float64]:
    """The known values at the pairs met, 0 elsewhere."""
    keys = known[0] * width + known[1]
    place = np.searchsorted(met, keys)
    there = place < len(met)
    there[there] = met[place[there]] == keys[there]
    expected = np.zeros(len(met))
    expected[place[there]] = known[2][there]
    return expected


class _Cross(NamedTuple):
    """All pairs of words inside the ties: of each entry the key of the pair, the number of the word on either side and
    the weight; of each such word its type and its unit."""

    pairs: Ints
    rows: tuple[NDArray[np.int32], NDArray[np.int32]]
    weights: NDArray[np.float64]
    words: tuple[Ints, Ints]
    units: tuple[Ints, Ints]


def _cross(ties: Sequence[Tie], source: Corpus, target: Corpus, width: int) -> _Cross:
    """Long ties give their rarest words only, fewer where the whole would be too much."""
    limit = next((n for n in _LIMITS if _amount(ties, source, target, n) <= _PAIRS), _LIMITS[-1])
    pairs: list[Ints] = []
    weights: list[NDArray[np.float64]] = []
    rows: tuple[list[Ints], list[Ints]] = ([], [])
    words: tuple[list[Ints], list[Ints]] = ([], [])
    units: tuple[list[Ints], list[Ints]] = ([], [])
    counts = [0, 0]
    for tie in ties:
        ones, twos = _rarest(source, tie.source, limit), _rarest(target, tie.target, limit)
        if not len(ones) or not len(twos):
            continue
        pairs.append((source.ids[ones][:, None] * width + target.ids[twos][None, :]).ravel())
        weights.append(np.full(len(ones) * len(twos), tie.weight))
        rows[0].append(np.repeat(np.arange(len(ones)) + counts[0], len(twos)))
        rows[1].append(np.tile(np.arange(len(twos)) + counts[1], len(ones)))
        for side, corpus, places in ((0, source, ones), (1, target, twos)):
            words[side].append(corpus.ids[places])
            units[side].append(corpus.units[places])
            counts[side] += len(places)
    return _Cross(
        _joined(pairs),
        (_joined(rows[0]).astype(np.int32), _joined(rows[1]).astype(np.int32)),
        np.concatenate(weights) if weights else np.zeros(0),
        (_joined(words[0]), _joined(words[1])),
        (_joined(units[0]), _joined(units[1])),
    )


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _amount(ties: Sequence[Tie], source: Corpus, target: Corpus, limit: int) -> int:
    def size(corpus: Corpus, span: tuple[int, int]) -> int:
        return min(int(corpus.starts[span[1]] - corpus.starts[span[0]]), limit)

    return sum(size(source, tie.source) * size(target, tie.target) for tie in ties)


def _rarest(corpus: Corpus, span: tuple[int, int], limit: int) -> Ints:
    """The places of the rarest words of the units, all where there are no more than the limit."""
    places: Ints = np.arange(corpus.starts[span[0]], corpus.starts[span[1]])
    if len(places) <= limit:
        return places
    return places[np.argsort(corpus.frequency[corpus.ids[places]], kind="stable")[:limit]]
