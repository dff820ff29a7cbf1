"""Words that explain each other: how much likelier the words of one side are, given those of the other.

The gain of a word w given the other span: log(1 + c · mean P(w | v) / P(w))
over the words v there, c the odds that w has a counterpart. The mean is that of IBM model 1 (Brown et al. 1993); a
second measure takes the best word alone, so that a long span does not thin the evidence. A word that nothing explains
costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from app.align.corpus import Corpus, Floats, Ints
from app.align.table import Table, Tables
from app.align.view import SPAN, Feature, Kind, View, group

_CHUNK = 64
_ODDS = 4.0
_BEST = 0.02


class Gains:
    """``mean[n - 1]``, ``best[n - 1]``: ``[i, k]`` the summed gain of the words of one unit, given n units of the other
    side from the cell on; ``best`` of one unit more than a bead may have."""

    def __init__(self, rows: int, width: int) -> None:
        self.mean = np.zeros((SPAN, rows + 1, width), dtype=np.float32)
        self.best = np.zeros((SPAN + 1, rows + 1, width), dtype=np.float32)


def word_gains(view: View, tables: tuple[Tables, Tables], check: Callable[[], None]) -> tuple[Gains, Gains]:
    """Of the target unit at each cell given source units, and of the source unit given target units."""
    (s0, _), (t0, _) = view.bounds
    rows, columns, width, low = view.rows, view.columns, view.width, view.low
    to_target, to_source = Gains(rows, width), Gains(rows, width)
    for j0 in range(0, columns, _CHUNK):
        check()
        j1 = min(j0 + _CHUNK, columns)
        touched = np.nonzero((low[:rows] < j1) & (low[:rows] + width > j0))[0]
        if not len(touched):
            continue
        i0, i1 = int(touched[0]), int(touched[-1]) + 1
        last = min(i1 + SPAN + 1, rows)
        mean, best = unit_gains(view.target, view.source, tables[0], (t0 + j0, t0 + j1), (s0 + i0, s0 + last))
        k_grid = np.arange(j0, j1)[None, :] - low[i0:i1, None]
        i_in, j_in = np.nonzero((k_grid >= 0) & (k_grid < width))
        k_in = k_grid[i_in, j_in]
        to_target.mean[:, i0 + i_in, k_in] = mean[:, j_in, i_in]
        to_target.best[:, i0 + i_in, k_in] = best[:, j_in, i_in]
    cells = view.at_target
    for i0 in range(0, rows, _CHUNK):
        check()
        i1 = min(i0 + _CHUNK, rows)
        j0, j1 = int(low[i0]), int(min(low[i1 - 1] + width, columns))
        if j1 <= j0:
            continue
        last = min(j1 + SPAN + 1, columns)
        mean, best = unit_gains(view.source, view.target, tables[1], (s0 + i0, s0 + i1), (t0 + j0, t0 + last))
        i_in, k_in = np.nonzero(cells[i0:i1] < columns)
        j_in = cells[i0:i1][i_in, k_in] - j0
        to_source.mean[:, i0 + i_in, k_in] = mean[:, i_in, j_in]
        to_source.best[:, i0 + i_in, k_in] = best[:, i_in, j_in]
    return to_target, to_source


def unit_gains(
    explained: Corpus, by: Corpus, tables: Tables, units: tuple[int, int], window: tuple[int, int]
) -> tuple[Floats, Floats]:
    """``[n - 1, e, b]``: the gains of the words of unit e, given the n units from b on (up to the window's end)."""
    size, count = window[1] - window[0], units[1] - units[0]
    mean = np.zeros((SPAN, count, size), dtype=np.float32)
    best = np.zeros((SPAN + 1, count, size), dtype=np.float32)
    if not size or not count:
        return mean, best
    sizes = np.diff(by.starts[window[0] : window[1] + 1]).astype(np.float32)
    words = by.of(*window)
    order = np.argsort(words, kind="stable")
    words = words[order]
    of_unit = (by.units[by.starts[window[0]] : by.starts[window[1]]] - window[0])[order]
    for fold, table in enumerate(tables.folds):
        mine = np.nonzero(tables.fold_of(np.arange(*units)) == fold)[0]
        if not len(mine):
            continue
        own = [explained.of(unit, unit + 1) for unit in (mine + units[0]).tolist()]
        tokens = np.concatenate(own)
        if not len(tokens):
            continue
        places = np.repeat(np.arange(len(mine)), [len(each) for each in own])
        types, type_of = np.unique(tokens, return_inverse=True)
        sums, tops = _gains(types, words, of_unit, table, size)
        chance = explained.frequency[types][:, None]
        used = tops.max(axis=1) > 0
        heard = np.nonzero(used[type_of])[0]
        if not len(heard):
            continue
        shares = (sums[used] / chance[used]).astype(np.float32)
        best_shares = (tops[used] / chance[used]).astype(np.float32)
        rows = (np.cumsum(used) - 1)[type_of[heard]]
        # Each unit's words lie together: summed stretch by stretch, which no matrix product does as quickly.
        said, firsts = np.unique(places[heard], return_index=True)
        so_far, total, top = np.zeros_like(shares), np.zeros(size, dtype=np.float32), np.zeros_like(best_shares)
        for n in range(SPAN + 1):
            # A window of fewer units than the span has nothing to add from its n-th on.
            left = max(size - n, 0)
            so_far[:, :left] += shares[:, n:]
            total[:left] += sizes[n:]
            np.maximum(top[:, :left], best_shares[:, n:], out=top[:, :left])
            if n < SPAN:
                gain = np.log(so_far * (np.float32(_ODDS) / np.maximum(total, 1)) + 1)
                mean[n, mine[said]] = np.add.reduceat(gain[rows], firsts, axis=0)
            # Not log1p: numpy has a quick logarithm of float32, but only of the plain kind.
            gain = np.log(np.float32(_BEST) * top + 1)
            best[n, mine[said]] = np.add.reduceat(gain[rows], firsts, axis=0)
    return mean, best


def _gains(types: Ints, words: Ints, of_unit: Ints, table: Table, size: int) -> tuple[Floats, Floats]:
    """``[type, unit]``: the summed and the best probability of the type given each word of the unit."""
    counts = table.starts[types + 1] - table.starts[types]
    entry = _ranges(table.starts[types], counts)
    rows = np.repeat(np.arange(len(types)), counts)
    others = table.others[entry]
    left = np.searchsorted(words, others, side="left")
    hits = np.searchsorted(words, others, side="right") - left
    cells = np.repeat(rows, hits) * size + of_unit[_ranges(left, hits)]
    values = np.repeat(table.values[entry], hits)
    sums = np.bincount(cells, weights=values, minlength=len(types) * size)
    tops = np.zeros(len(types) * size, dtype=np.float32)
    np.maximum.at(tops, cells, values)
    shape = (len(types), size)
    return sums.reshape(shape).astype(np.float32), tops.reshape(shape)


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """The concatenation of ``starts[n] … starts[n] + counts[n] - 1``."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return places


def word_features(view: View, gains: tuple[Gains, Gains]) -> Iterator[Feature]:
    """The gain of both sides together; how well the least explained unit of a side with several is explained."""
    to_target, to_source = gains
    sizes_source = np.diff(view.source.starts).astype(np.float64)
    sizes_target = np.diff(view.target.starts).astype(np.float64)
    per_target = np.maximum(view.target_sums(sizes_target, 1), 1.0).astype(np.float32)
    per_source = np.maximum(view.source_sums(sizes_source, 1), 1.0).astype(np.float32)
    for kind in view.links:
        a, b, _ = kind
        for name, ours, theirs in (("mean", to_target.mean, to_source.mean), ("best", to_target.best, to_source.best)):
            found = ours[a - 1].copy()
            for y in range(1, b):
                found += view.moved(ours[a - 1], 0, y)
            for x in range(a):
                found += view.moved(theirs[b - 1], x, 0)
            yield Feature(f"words.{name}.{group(kind)}", kind, found)
            if name == "best":
                tokens = view.source_sums(sizes_source, a) + view.target_sums(sizes_target, b)
                yield Feature(f"words.rate.{group(kind)}", kind, (found / np.maximum(tokens, 1.0)).astype(np.float32))
        yield Feature(f"words.leak.{group(kind)}", kind, _leak(view, gains, kind))
        least = np.zeros_like(to_target.best[0])
        if b > 1:
            rate = to_target.best[a - 1] / per_target
            least += np.minimum.reduce([rate, *(view.moved(rate, 0, y) for y in range(1, b))])
        if a > 1:
            rate = to_source.best[b - 1] / per_source
            least += np.minimum.reduce([rate, *(view.moved(rate, x, 0) for x in range(1, a))])
        if a + b > 2:
            yield Feature("words.least", kind, least)


def _leak(view: View, gains: tuple[Gains, Gains], kind: Kind) -> Floats:
    """What the units just outside the bead explain of its words and the bead itself does not: a sentence whose end
    stands in the next one of the other side belongs with it."""
    a, b, _ = kind
    to_target, to_source = gains[0].best, gains[1].best
    leak: Floats = np.zeros_like(to_target[0])
    # Outside the stretch there is nothing to leak to: the gain of a span that leaves it is that of its rest.
    one = np.maximum(to_target[a] - to_target[a - 1], 0) + np.maximum(
        view.moved(to_target[a], -1, 0) - to_target[a - 1], 0
    )
    two = np.maximum(to_source[b] - to_source[b - 1], 0) + np.maximum(
        view.moved(to_source[b], 0, -1) - to_source[b - 1], 0
    )
    for y in range(b):
        leak += view.moved(one, 0, y)
    for x in range(a):
        leak += view.moved(two, x, 0)
    return leak
