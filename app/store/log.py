"""Reads a write-ahead log as SQLite does, and past a frame where SQLite stops.

https://www.sqlite.org/fileformat2.html, section 4. SQLite takes the frames up to the first whose checksum is wrong
and says nothing of the rest: after a power cut that is the change nobody was told is saved. Damage further up looks
the same to it, but several changes stand behind it, and each was synced before the next was begun.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEADER, _FRAME = 32, 24
_WORD = 0xFFFFFFFF
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}

Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Log:
    """The newest image of each page, up to the last commit: of the frames that are whole, and of those that cannot be
    judged because the one before them is not.

    ``ignored`` is the number of commits SQLite would silently leave out. One may be a change cut short by a power cut;
    more are ``damaged``: changes that were saved.
    """

    pages: Mapping[int, bytes] = field(default_factory=dict)
    ignored: int = 0

    @property
    def damaged(self) -> bool:
        return self.ignored > 1


def log_path(path: Path) -> Path:
    """Where the write-ahead log of a project stands."""
    return path.with_name(path.name + "-wal")


def read_log(log: bytes, size: int) -> Log:
    """The frames of a log whose pages are of this size; empty for none at all."""
    if len(log) < _HEADER + _FRAME + size:
        return Log()
    order = _MAGIC.get(int.from_bytes(log[:4], "big"), "<")
    whole = _checksum(log[:24], order, (0, 0)) == _sums(log, 24)
    salts = log[16:24] if whole else log[_HEADER + 8 : _HEADER + 16]
    pages: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    unbroken, ignored, last = whole, 0, whole
    before = _sums(log, 24)
    for at in range(_HEADER, len(log) - _FRAME - size + 1, _FRAME + size):
        if log[at + 8 : at + 16] != salts:
            # The end, with older frames behind it; or damage, then frames of this log follow.
            unbroken, last, before = False, False, _sums(log, at + 16)
            continue
        image = log[at + _FRAME : at + _FRAME + size]
        # What the frame before it says, not what was computed: a frame is then judged by itself.
        good = _checksum(image, order, _checksum(log[at : at + 8], order, before)) == _sums(log, at + 16)
        before = _sums(log, at + 16)
        unbroken, last, judged = unbroken and good, good, last
        commits = log[at + 4 : at + 8] != b"\0\0\0\0"
        if good or not judged:
            waiting[int.from_bytes(log[at : at + 4], "big")] = image
        if commits:
            ignored += not unbroken
            pages |= waiting
            waiting = {}
    return Log(pages, ignored)


def _sums(log: bytes, at: int) -> Sums:
    first, second = struct.unpack(">II", log[at : at + 8])
    return first, second


def _checksum(data: bytes, order: str, before: Sums) -> Sums:
    """Section 4.2: two running sums over pairs of 32-bit words.

    A pair (x, y) takes the sums (s, t) to (s + x + t, t + y + s + x + t): linear, so that a page is two dot products.
    """
    import numpy as np

    words = np.frombuffer(data, dtype=f"{order}u4").astype(np.uint32)
    factors, start = _factors(len(words) // 2)
    sums = (factors * words).sum(axis=1, dtype=np.uint32) + (start * np.array(before, dtype=np.uint32)).sum(
        axis=1, dtype=np.uint32
    )
    return int(sums[0]), int(sums[1])


@cache
def _factors(pairs: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """How often each word, and each of the sums before, is in the two sums after so many pairs; modulo 2**32."""
    import numpy as np

    power = [[1, 0], [0, 1]]
    columns: list[list[int]] = []
    for _ in range(pairs):
        (a, b), (c, d) = power
        columns += [[b, d], [a + b, c + d]]
        power = [[(a + b) & _WORD, (a + 2 * b) & _WORD], [(c + d) & _WORD, (c + 2 * d) & _WORD]]
    factors = np.array([[n & _WORD for n in column] for column in reversed(columns)], dtype=np.uint32).T
    return factors, np.array(power, dtype=np.uint32)
