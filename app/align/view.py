"""What one pass looks at: a stretch of both sides and, for each source boundary, a window of target boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Floats, Ints
from app.align.embedding import Similarity, SpanVectors

SPAN = 5
"""The most units of one side in a bead."""


class Kind(NamedTuple):
    """How many units of each side a bead has. ``more``: one more unit of a run that is left out, since a missing
    paragraph is one event, not one for each of its sentences."""

    source: int
    target: int
    more: bool = False

    @property
    def name(self) -> str:
        """The same both ways: among the weights, no language is the first."""
        return "-".join(map(str, sorted((self.source, self.target)))) + "+" * self.more


def _links() -> tuple[Kind, ...]:
    sizes = [(a, b) for a in range(1, SPAN + 1) for b in range(1, SPAN + 1)]
    return tuple(Kind(a, b) for a, b in sizes if a == 1 or b == 1 or a + b <= 6)


LINKS = _links()
"""The sizes a bead with two sides may have: one unit beside several, or six units in all."""
GAPS = (Kind(1, 0), Kind(0, 1))
RUNS = (Kind(1, 0, more=True), Kind(0, 1, more=True))
KINDS = (*LINKS, *GAPS, *RUNS)


class Meaning(NamedTuple):
    """The vectors of both texts' spans, and how near two of them are beside how near each is to anything."""

    source: SpanVectors
    target: SpanVectors
    similarity: Similarity


class Fit(NamedTuple):
    """How this document's lengths go together: target per source character and the spread (Gale and Church 1993), and
    the same ratio for clauses."""

    ratio: float
    spread: float
    clauses: float


@dataclass(frozen=True, slots=True)
class View:
    """Arrays of a view are ``[i, k]``: source boundary i of the stretch and target boundary ``low[i] + k``."""

    source: Corpus
    target: Corpus
    bounds: tuple[tuple[int, int], tuple[int, int]]
    low: Ints
    width: int
    fit: Fit
    habits: Mapping[Kind, float]
    """How much more often than elsewhere this document has each kind of bead, as a logarithm."""
    meaning: Meaning | None = None
    """What a language model makes of the units, where there is one."""

    @property
    def rows(self) -> int:
        return self.bounds[0][1] - self.bounds[0][0]

    @property
    def columns(self) -> int:
        return self.bounds[1][1] - self.bounds[1][0]

    @property
    def links(self) -> tuple[Kind, ...]:
        """The links that there is room for: of a paragraph of two sentences few."""
        return tuple(kind for kind in LINKS if kind.source <= self.rows and kind.target <= self.columns)

    @property
    def at_source(self) -> Ints:
        found: Ints = np.arange(self.rows + 1)[:, None]
        return found

    @property
    def at_target(self) -> Ints:
        return self.low[:, None] + np.arange(self.width)[None, :]

    def units(self, side: int) -> slice:
        return slice(*self.bounds[side])

    def inside(self, kind: Kind) -> NDArray[np.bool_]:
        """Where a bead of this kind stays inside the stretch."""
        return (self.at_source + kind.source <= self.rows) & (self.at_target + kind.target <= self.columns)

    def source_sums(self, values: NDArray[Any], count: int, skip: int = 0) -> NDArray[np.float64]:
        """``[i, 0]``: the sum of a value of the source units ``i + skip … i + count - 1``."""
        sums = np.concatenate([[0.0], np.cumsum(values[self.units(0)], dtype=np.float64)])
        at = np.arange(self.rows + 1)
        found = sums[np.minimum(at + count, self.rows)] - sums[np.minimum(at + skip, self.rows)]
        return np.asarray(found[:, None])

    def target_sums(self, values: NDArray[Any], count: int, skip: int = 0) -> NDArray[np.float64]:
        """``[i, k]``: the same of the target units from boundary ``low[i] + k`` on."""
        sums = np.concatenate([[0.0], np.cumsum(values[self.units(1)], dtype=np.float64)])
        at = np.arange(self.columns + 1)
        found = sums[np.minimum(at + count, self.columns)] - sums[np.minimum(at + skip, self.columns)]
        return self.spread(found)

    def spread(self, of_target: NDArray[Any]) -> NDArray[Any]:
        """Values of target boundaries at the cells of the view; a boundary past the end has the last one's."""
        return of_target[np.minimum(self.at_target, self.columns)]

    def moved(self, array: NDArray[Any], rows: int, columns: int, missing: float = 0.0) -> NDArray[Any]:
        """``[i, k]`` is what ``array`` has that many source and target boundaries further on (or back)."""
        found = np.full_like(array, missing)
        first, last = max(0, -rows), min(self.rows + 1, self.rows + 1 - rows)
        if first >= last:
            return found
        shift = self.low[first:last] + columns - self.low[first + rows : last + rows]
        if (shift == shift[0]).all():
            left, right = max(0, -int(shift[0])), min(self.width, self.width - int(shift[0]))
            if left < right:
                found[first:last, left:right] = array[first + rows : last + rows, left + shift[0] : right + shift[0]]
            return found
        at = np.arange(self.width)[None, :] + shift[:, None]
        good = (at >= 0) & (at < self.width)
        taken = np.take_along_axis(array[first + rows : last + rows], np.clip(at, 0, self.width - 1), axis=1)
        found[first:last] = np.where(good, taken, np.asarray(missing, dtype=array.dtype))
        return found


def group(kind: Kind) -> str:
    """Beads that behave alike: a pair, one beside two, one beside more, several beside several."""
    if min(kind.source, kind.target) > 1:
        return "many"
    return {1: "one", 2: "two"}.get(max(kind.source, kind.target), "more")


class Feature(NamedTuple):
    """One piece of evidence: its name among the weights, the kind of bead it speaks of (None: a boundary, whatever
    bead ends there), and its value at each cell."""

    name: str
    kind: Kind | None
    values: Floats
