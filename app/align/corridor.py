"""Which cells a pass looks at: all of a small stretch, a band round the last path, or, before there is one in a long
text, a band round the path of the same text in pieces of several units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.align.corpus import Ints
from app.align.lattice import Step

PIECE = 8
"""Units of a long text that are taken as one to find the way through it."""

_WHOLE = 700
_SMALL = 60
_HALVES = (50, 32)
_ROUND_PIECES = 4 * PIECE
_VERY_LONG = 10_000
_NARROW = 28
"""Half a band of a text so long that memory counts."""
_MOST_CELLS = 2_200_000


def is_long(rows: int, columns: int) -> bool:
    """Whether a stretch is too long to be looked at whole."""
    return max(rows, columns) > _WHOLE


def corridor(rows: int, columns: int, path: Sequence[Step], turn: int) -> tuple[Ints, int]:
    """The lowest target boundary looked at for each source boundary, and how many. ``path`` is the last one, or that
    through the pieces with its steps in units (turn 0), or empty: then all of the stretch is looked at."""
    if not path or max(rows, columns) <= _SMALL:
        return np.zeros(rows + 1, dtype=np.int64), columns + 1
    half = _ROUND_PIECES if turn == 0 else _HALVES[min(turn - 1, len(_HALVES) - 1)]
    if rows >= _VERY_LONG:
        half = min(half, _NARROW)
    at = np.array([step.i for step in path] + [rows])
    to = np.array([step.j for step in path] + [columns])
    # Text that one side has more of than a band is wide: as much wider as its longest run, within reason.
    jump = int(np.max(np.diff(to), initial=0)) + int(np.max(np.diff(at), initial=0))
    width = 2 * half + min(2 * jump, (6 if rows < _VERY_LONG else 2) * half) + 1
    width = min(width, max(2 * half + 1, _MOST_CELLS // (rows + 1)))
    # A short text beside a long one needs steps as wide as that.
    width = min(columns + 1, max(width, 2 * columns // (rows + 1) + 4))
    if width > columns:
        return np.zeros(rows + 1, dtype=np.int64), width
    centre = np.maximum.accumulate(np.rint(np.interp(np.arange(rows + 1), at, to)).astype(np.int64))
    low = np.clip(centre - width // 2, 0, columns + 1 - width)
    return _reaching(low, width, columns), width


def _reaching(low: Ints, width: int, columns: int) -> Ints:
    """The band without a step it could not be crossed at: from each row to the next it moves less than its width."""
    low = low.copy()
    low[-1] = columns + 1 - width
    for i in range(len(low) - 2, -1, -1):
        low[i] = max(low[i], low[i + 1] - width + 2)
    low[0] = 0
    for i in range(1, len(low)):
        low[i] = min(low[i], low[i - 1] + width - 2)
    return low
