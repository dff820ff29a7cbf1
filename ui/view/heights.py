"""Heights of very many rows: estimated until measured, found by position in logarithmic time."""

from __future__ import annotations

from array import array
from collections.abc import Callable

_BLOCK = 256


class RowHeights:
    """Row heights in pixels as sums over blocks of 256 rows, the sums in a Fenwick tree.

    Four bytes a row; a million rows are 4 MB and build in milliseconds.
    """

    def __init__(self, count: int, estimate: int) -> None:
        self._estimate = max(estimate, 1)
        self._rows = array("I")
        self._sums: list[int] = []
        self._tree = [0]
        self._top = 0
        self._total = self._count = 0
        self.grow(count)

    def grow(self, count: int) -> None:
        """Takes in the rows up to ``count`` at the end, as high as is estimated."""
        more = count - self._count
        if more <= 0:
            return
        self._rows.extend(array("I", [self._estimate]) * more)
        self._total += self._estimate * more
        first = self._count // _BLOCK
        self._count = count
        blocks = (count + _BLOCK - 1) // _BLOCK
        del self._sums[first:]
        # Only the block that grows has rows that were measured, and only the last one may be short of rows.
        self._sums.append(sum(self._rows[first * _BLOCK : (first + 1) * _BLOCK]))
        self._sums += [self._estimate * _BLOCK] * (blocks - first - 1)
        if blocks - first > 1:
            self._sums[-1] = self._estimate * (count - (blocks - 1) * _BLOCK)
        self._tree = [0, *self._sums]
        self._top = 1 << max(blocks.bit_length() - 1, 0)
        for block in range(1, blocks + 1):
            parent = block + (block & -block)
            if parent <= blocks:
                self._tree[parent] += self._tree[block]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> int:
        return self._rows[index]

    @property
    def total(self) -> int:
        return self._total

    def set(self, index: int, height: int) -> int:
        """Stores a measured height and returns by how much it differs from what was held."""
        height = max(height, 1)
        change = height - self._rows[index]
        if change:
            self._rows[index] = height
            self._total += change
            self._sums[index // _BLOCK] += change
            node = index // _BLOCK + 1
            while node < len(self._tree):
                self._tree[node] += change
                node += node & -node
        return change

    def prefix(self, index: int) -> int:
        """The top of a row: the sum of all heights before it (``index == len`` gives the total)."""
        block = index // _BLOCK
        return self._sum(block) + sum(self._rows[block * _BLOCK : index])

    def outline(self) -> Callable[[int], int]:
        """A quick function for roughly the top of a row, for very many of them: rows of a block count alike."""
        tops = [self._sum(block) for block in range(len(self._tree))]
        count = self._count

        def about(index: int) -> int:
            block = index // _BLOCK
            rows = min(_BLOCK, count - block * _BLOCK)
            return tops[block] + (tops[block + 1] - tops[block]) * (index - block * _BLOCK) // rows

        return about

    def _sum(self, block: int) -> int:
        total = 0
        while block:
            total += self._tree[block]
            block -= block & -block
        return total

    def find(self, y: int) -> tuple[int, int]:
        """The row at a position and the offset inside it; positions outside are clamped to the first or last row."""
        if not self._count:
            return 0, 0
        rest = min(max(y, 0), self._total - 1)
        block, step = 0, self._top
        while step:
            following = block + step
            if following < len(self._tree) and self._tree[following] <= rest:
                block = following
                rest -= self._tree[following]
            step >>= 1
        index = block * _BLOCK
        while self._rows[index] <= rest:
            rest -= self._rows[index]
            index += 1
        return index, rest
