"""The score of every bead inside a band: how well its words explain each other, its lengths, its kind.

Bands hold, for source boundary i, the target boundaries ``low[i] … low[i] + width - 1``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Floats, Ints
from app.align.table import Table

SPAN = 4
NEVER = np.float32(-1e9)
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Weights:
    """One set of parameters for all languages, tuned on development texts (see benchmarks/alignment.py)."""

    mixture: float = 0.8
    lexical: float = 0.45
    length: float = 0.7
    length_cap: float = 12.0
    single: float = 0.0
    pair: float = -1.5
    many: float = -3.0
    null: float = -3.0
    blank: float = -1.0
    discount: float = 0.5
    rounds: int = 4
    passes: int = 5
    temperature: float = 1.0
    doubt: float = 1.3
    prior_trust: float = 0.6
    prior_mass: float = 30.0


def weights_for(level: str) -> Weights:
    """Paragraphs are divided more seldom than sentences."""
    return Weights() if level == "sentence" else Weights(pair=-2.5, many=-5.0)


def kinds() -> tuple[tuple[int, int], ...]:
    """The sizes a bead may have: one side empty, one side single, or five units in all."""
    return tuple(
        (a, b)
        for a in range(SPAN + 1)
        for b in range(SPAN + 1)
        if (a + b == 1) or (a and b and (a + b <= 5 or a == 1 or b == 1))
    )


def first_priors(weights: Weights) -> dict[tuple[int, int], float]:
    """The score of each kind of bead with two sides before the document has shown its own."""
    return {
        (a, b): weights.single if a == b == 1 else weights.pair if a + b == 3 else weights.many
        for a, b in kinds()
        if a and b
    }


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of both sides with the boundaries looked at. ``scores[kind][i, k]`` is the score of the bead of that
    kind that begins at source boundary i and target boundary ``low[i] + k``."""

    source: tuple[int, int]
    target: tuple[int, int]
    low: Ints
    width: int
    scores: dict[tuple[int, int], Floats]


def unit_scores(
    explained: Corpus, by: Corpus, table: Table, units: tuple[int, int], window: tuple[int, int], mixture: float
) -> Floats:
    """``[n - 1, e, b]``: the log gain of the words of unit e when explained by the n units from b on (up to the
    window's end): log(1 - m + m * mean over those units' words of P(word | other word) / P(word)) - log(1 - m), summed;
    a word that nothing explains costs nothing.
    """
    tokens = explained.of(*units)
    types, type_of = np.unique(tokens, return_inverse=True)
    size = window[1] - window[0]
    count = units[1] - units[0]
    if not len(types) or not size:
        return np.zeros((SPAN, count, size), dtype=np.float32)
    gains = _gains(types, by, table, window) / explained.frequency[types][:, None]
    amounts = np.zeros((count, len(types)), dtype=np.float32)
    np.add.at(
        amounts, (explained.units[explained.starts[units[0]] : explained.starts[units[1]]] - units[0], type_of), 1
    )
    sizes = np.diff(by.starts[window[0] : window[1] + 1]).astype(np.float64)
    found = np.empty((SPAN, count, size), dtype=np.float32)
    sums, total = np.zeros_like(gains), np.zeros(size)
    for n in range(SPAN):
        # A window of fewer units than the span has nothing to add from its n-th on.
        left = max(size - n, 0)
        sums[:, :left] += gains[:, n:]
        total[:left] += sizes[n:]
        explained_by = np.log1p(mixture / (1 - mixture) * sums / np.maximum(total, 1.0)).astype(np.float32)
        found[n] = amounts @ explained_by
    return found


def _gains(types: Ints, by: Corpus, table: Table, window: tuple[int, int]) -> NDArray[np.float64]:
    """``[type, unit]``: the summed probability of the type given each word of the unit."""
    size = window[1] - window[0]
    words = by.of(*window)
    order = np.argsort(words, kind="stable")
    words = words[order]
    units = (by.units[by.starts[window[0]] : by.starts[window[1]]] - window[0])[order]
    counts = table.starts[types + 1] - table.starts[types]
    entry = _ranges(table.starts[types], counts)
    rows = np.repeat(np.arange(len(types)), counts)
    others = table.others[entry]
    left = np.searchsorted(words, others, side="left")
    hits = np.searchsorted(words, others, side="right") - left
    places = _ranges(left, hits)
    cells = np.repeat(rows, hits) * size + units[places]
    values = np.repeat(table.values[entry], hits)
    summed = np.bincount(cells, weights=values, minlength=len(types) * size).astype(np.float64)
    return summed.reshape(len(types), size)


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """The concatenation of ``starts[n] … starts[n] + counts[n] - 1``."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return places


def length_score(source: Floats, target: Floats, ratio: float, spread: float, cap: float) -> Floats:
    """-z²/2, at least -cap: z is the difference from the document's own ratio in units of its own spread
    (Gale and Church 1993, the variance growing with the length)."""
    expected = source * ratio
    found: Floats = -np.minimum((target - expected) ** 2 / (spread * (expected + target) + 1e-9) / 2, cap)
    return found


def bead_scores(
    source: Corpus,
    target: Corpus,
    tables: tuple[Table, Table],
    bounds: tuple[tuple[int, int], tuple[int, int]],
    low: Ints,
    width: int,
    fit: tuple[float, float],
    priors: Mapping[tuple[int, int], float],
    weights: Weights,
    check: Callable[[], None],
) -> Band:
    """Scores every bead of the band. ``low`` counts target boundaries from 0 inside the stretch."""
    (s0, s1), (t0, t1) = bounds
    rows, columns = s1 - s0, t1 - t0
    columns_of = low[:, None] + np.arange(width)[None, :]
    given_source = np.zeros((SPAN, rows + 1, width), dtype=np.float32)
    given_target = np.zeros((SPAN, rows + 1, width), dtype=np.float32)
    for j0 in range(0, columns, _CHUNK):
        check()
        j1 = min(j0 + _CHUNK, columns)
        touched = np.nonzero((low[:rows] < j1) & (low[:rows] + width > j0))[0]
        if not len(touched):
            continue
        i0, i1 = int(touched[0]), int(touched[-1]) + 1
        last = min(i1 + SPAN, rows)
        found = unit_scores(target, source, tables[0], (t0 + j0, t0 + j1), (s0 + i0, s0 + last), weights.mixture)
        i_grid, j_grid = np.meshgrid(np.arange(i0, i1), np.arange(j0, j1), indexing="ij")
        k_grid = j_grid - low[i_grid]
        inside = (k_grid >= 0) & (k_grid < width)
        given_source[:, i_grid[inside], k_grid[inside]] = found[:, j_grid[inside] - j0, i_grid[inside] - i0]
    for i0 in range(0, rows, _CHUNK):
        check()
        i1 = min(i0 + _CHUNK, rows)
        j0, j1 = int(low[i0]), int(min(low[i1 - 1] + width, columns))
        if j1 <= j0:
            continue
        last = min(j1 + SPAN, columns)
        found = unit_scores(source, target, tables[1], (s0 + i0, s0 + i1), (t0 + j0, t0 + last), weights.mixture)
        cells = columns_of[i0:i1]
        inside = cells < columns
        i_grid = np.broadcast_to(np.arange(i1 - i0)[:, None], cells.shape)
        given_target[:, i0:i1][:, inside] = found[:, i_grid[inside], cells[inside] - j0]
    scores = _combined(source, target, bounds, low, width, given_source, given_target, fit, priors, weights)
    return Band(bounds[0], bounds[1], low, width, scores)


def _combined(
    source: Corpus,
    target: Corpus,
    bounds: tuple[tuple[int, int], tuple[int, int]],
    low: Ints,
    width: int,
    given_source: Floats,
    given_target: Floats,
    fit: tuple[float, float],
    priors: Mapping[tuple[int, int], float],
    weights: Weights,
) -> dict[tuple[int, int], Floats]:
    (s0, s1), (t0, t1) = bounds
    rows, columns = s1 - s0, t1 - t0
    i_at = np.arange(rows + 1)[:, None]
    j_at = low[:, None] + np.arange(width)[None, :]
    source_sums = np.concatenate([[0.0], np.cumsum(source.lengths[s0:s1])])
    target_sums = np.concatenate([[0.0], np.cumsum(target.lengths[t0:t1])])
    # Words of the target are explained by the bead's source units: sums along the row of its first source unit.
    along = np.concatenate([np.zeros((SPAN, rows + 1, 1), dtype=np.float32), np.cumsum(given_source, axis=2)], axis=2)
    scores: dict[tuple[int, int], Floats] = {}
    for a, b in kinds():
        inside = (i_at + a <= rows) & (j_at + b <= columns) & (j_at >= 0)
        if a == 0 or b == 0:
            cost = _null_cost(source, s0, rows, i_at, weights) if a else _null_cost(target, t0, columns, j_at, weights)
            scores[a, b] = np.where(inside, cost, NEVER).astype(np.float32)
            continue
        k = np.arange(width)
        fits = k + b <= width
        score = np.full((rows + 1, width), NEVER, dtype=np.float32)
        words = along[a - 1][:, np.minimum(k + b, width)] - along[a - 1][:, k]
        back = np.zeros((rows + 1, width), dtype=np.float32)
        for x in range(a):
            row = np.minimum(np.arange(rows + 1) + x, rows)
            column = j_at - low[row][:, None]
            here = (column >= 0) & (column < width)
            back += np.where(here, given_target[b - 1][row[:, None], np.clip(column, 0, width - 1)], np.float32(-50.0))
        lengths = length_score(
            (source_sums[np.minimum(i_at + a, rows)] - source_sums[i_at]).astype(np.float32),
            (target_sums[np.clip(j_at + b, 0, columns)] - target_sums[np.clip(j_at, 0, columns)]).astype(np.float32),
            fit[0],
            fit[1],
            weights.length_cap,
        )
        prior = priors[a, b]
        total = np.float32(weights.lexical * 0.5) * (words + back) + np.float32(weights.length) * lengths + prior
        pinned = _any(source.alone[s0:s1], i_at, a) | _any(target.alone[t0:t1], j_at, b)
        good = inside & fits[None, :] & ~pinned
        score[good] = total[good].astype(np.float32)
        scores[a, b] = score
    return scores


def _null_cost(corpus: Corpus, first: int, size: int, at: Ints, weights: Weights) -> NDArray[np.float64]:
    """What it costs to leave the unit at each boundary alone: next to nothing where it has no text or a pin says so."""
    units = slice(first, first + size)
    costs = np.where(corpus.alone[units] | (corpus.lengths[units] == 0), weights.blank, weights.null)
    found: NDArray[np.float64] = np.append(costs, 0.0)[np.clip(at, 0, size)]
    return found


def _any(marks: NDArray[np.bool_], at: Ints, count: int) -> NDArray[np.bool_]:
    """Whether one of the units from each boundary on is marked."""
    sums = np.concatenate([[0], np.cumsum(marks)])
    at = np.clip(at, 0, len(marks))
    found: NDArray[np.bool_] = sums[np.minimum(at + count, len(marks))] > sums[at]
    return found
