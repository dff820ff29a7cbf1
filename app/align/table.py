"""How likely a word of one side stands for a word of the other: what is known, and what the alignment teaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Floats, Ints
from app.align.lexicon import Pairs

_PAIRS = 5_000_000
_LIMITS = (100, 60, 40, 25, 16)


@dataclass(frozen=True, slots=True)
class Table:
    """For word w of the explained side, ``others[starts[w]:starts[w + 1]]`` are the words that may stand for it and
    ``values`` how much: the probability of w given the other word."""

    starts: Ints
    others: Ints
    values: Floats


class Tie(NamedTuple):
    """A stretch of units of both sides that are taken to say the same, with a weight from 0 to 1."""

    source: tuple[int, int]
    target: tuple[int, int]
    weight: float


def table_of(words: Ints, others: Ints, values: NDArray[np.float64], size: int, other_size: int) -> Table:
    """Sorts the triples by word; of a pair that occurs twice the larger value stays."""
    keys = words * other_size + others
    order = np.lexsort((-values, keys))
    keys, values = keys[order], values[order]
    first = np.concatenate([[True], keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, dtype=bool)
    keys, values = keys[first], values[first]
    starts = np.searchsorted(keys, np.arange(size + 1) * other_size)
    return Table(starts.astype(np.int64), keys % max(other_size, 1), values.astype(np.float32))


def first_tables(pairs: Pairs, source: Corpus, target: Corpus) -> tuple[Table, Table]:
    """The tables of what is known: target words given source words, and the other way round."""
    ones = np.array([one for one, _ in pairs], dtype=np.int64)
    twos = np.array([two for _, two in pairs], dtype=np.int64)
    values = np.array(list(pairs.values()), dtype=np.float64)
    sizes = len(source.vocabulary), len(target.vocabulary)
    return table_of(twos, ones, values, sizes[1], sizes[0]), table_of(ones, twos, values, *sizes)


def learnt_tables(
    ties: Sequence[Tie], pairs: Pairs, source: Corpus, target: Corpus, discount: float, rounds: int
) -> tuple[Table, Table]:
    """IBM model 1 (Brown et al. 1993) over the ties, both ways, with an absolute discount; known pairs stay."""
    lines = [(source.of(*tie.source), target.of(*tie.target), tie.weight) for tie in ties]
    known_one = np.array([one for one, _ in pairs], dtype=np.int64)
    known_two = np.array([two for _, two in pairs], dtype=np.int64)
    known = np.array(list(pairs.values()), dtype=np.float64)
    forward = _learn(
        [(two, one, weight) for one, two, weight in lines],
        target,
        source,
        known_two,
        known_one,
        known,
        discount,
        rounds,
    )
    backward = _learn(lines, source, target, known_one, known_two, known, discount, rounds)
    return forward, backward


def _learn(
    lines: Sequence[tuple[Ints, Ints, float]],
    explained: Corpus,
    other: Corpus,
    known_words: Ints,
    known_others: Ints,
    known: NDArray[np.float64],
    discount: float,
    rounds: int,
) -> Table:
    """``lines`` are (words to explain, words that may explain them, weight)."""
    size, other_size = len(explained.vocabulary), len(other.vocabulary)
    keys, rows, weights, row_words = _cross(lines, explained, other, other_size)
    distinct, inverse = np.unique(keys, return_inverse=True)
    index = inverse.astype(np.int32)
    del keys, inverse
    words, others = distinct // max(other_size, 1), distinct % max(other_size, 1)
    chance = explained.frequency[words]
    values = chance.copy()
    place = np.searchsorted(distinct, known_words * other_size + known_others)
    there = place < len(distinct)
    there[there] = distinct[place[there]] == (known_words * other_size + known_others)[there]
    values[place[there]] = np.maximum(values[place[there]], known[there])
    null = explained.frequency[row_words]
    counts = values
    for _ in range(rounds):
        share = values[index]
        total = np.bincount(rows, weights=share, minlength=len(row_words)) + null
        share /= total[rows]
        share *= weights[rows]
        counts = np.bincount(index, weights=share, minlength=len(distinct)).astype(np.float64)
        sums = np.bincount(others, weights=counts, minlength=other_size)
        values = counts / np.maximum(sums[others], 1e-9)
    sums = np.bincount(others, weights=counts, minlength=other_size)
    values = np.maximum(counts - discount, 0) / np.maximum(sums[others], 1e-9)
    keep = values > chance
    return table_of(
        np.concatenate([words[keep], known_words]),
        np.concatenate([others[keep], known_others]),
        np.concatenate([values[keep], known]),
        size,
        other_size,
    )


def _cross(
    lines: Sequence[tuple[Ints, Ints, float]], explained: Corpus, other: Corpus, other_size: int
) -> tuple[Ints, NDArray[np.int32], NDArray[np.float64], Ints]:
    """All pairs of words inside the lines: key of the pair, its row (one word to explain); of each row the weight and
    the word. Long lines give their rarest words only, fewer where the whole would be too much."""
    keys: list[Ints] = []
    rows: list[NDArray[np.int32]] = []
    weights: list[NDArray[np.float64]] = []
    row_words: list[Ints] = []
    count = 0
    limit = next((n for n in _LIMITS if _amount(lines, n) <= _PAIRS), _LIMITS[-1])
    for words, others, weight in lines:
        words, others = _rarest(words, explained, limit), _rarest(others, other, limit)
        if not len(words) or not len(others):
            continue
        keys.append((words[:, None] * other_size + others[None, :]).ravel())
        rows.append(np.repeat(np.arange(count, count + len(words), dtype=np.int32), len(others)))
        weights.append(np.full(len(words), weight))
        row_words.append(words)
        count += len(words)
    if not keys:
        none = np.zeros(0, dtype=np.int64)
        return none, none.astype(np.int32), np.zeros(0), none
    return np.concatenate(keys), np.concatenate(rows), np.concatenate(weights), np.concatenate(row_words)


def _amount(lines: Sequence[tuple[Ints, Ints, float]], limit: int) -> int:
    return sum(min(len(words), limit) * min(len(others), limit) for words, others, _ in lines)


def _rarest(words: Ints, corpus: Corpus, limit: int) -> Ints:
    if len(words) <= limit:
        return words
    return words[np.argsort(corpus.frequency[words], kind="stable")[:limit]]
