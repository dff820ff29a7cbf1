"""What several writers share: legal characters, tables put together again, and the counting of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from app.model import Role, Shape
from app.writers.model import CleanBlock

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKER = re.compile(
    r"[-–—*+]\s+\S|[•·◦▪■□●○‣※]\s*\S|[一二三四五六七八九十]{1,3}[、．]|[(（][\w]{1,4}[)）]"
    r"|(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s+\S|[①-⑳]"
)
_WIDE = 64
"""Columns up to which empty ones are kept in their place."""


def legal(text: str) -> str:
    """The text without what XML 1.0 cannot hold: a last guard, since texts are cleaned when they come in."""
    return _ILLEGAL.sub("", text)


def has_marker(text: str) -> bool:
    """Whether a list item carries its dash, bullet or number in its own text."""
    return _MARKER.match(text) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """A table put together from its cells: rows of texts, all of one width."""

    rows: tuple[tuple[str, ...], ...]


def grouped(blocks: Sequence[CleanBlock]) -> Iterator[CleanBlock | Table]:
    """The blocks that have text, in order, cells put together to tables. Several blocks of a cell are its lines."""
    filled = [CleanBlock(legal(block.text), block.shape) for block in blocks if legal(block.text).strip()]
    for table, run in groupby(filled, key=_table_of):
        if table < 0:
            yield from run
        else:
            yield _table(tuple(run))


def _table_of(block: CleanBlock) -> int:
    return block.shape.table if block.shape.role is Role.TABLE_CELL else -1


def _table(cells: tuple[CleanBlock, ...]) -> Table:
    last = max(cell.shape.column for cell in cells)
    columns = range(last + 1) if last < _WIDE else sorted({cell.shape.column for cell in cells})
    texts: dict[tuple[int, int], list[str]] = {}
    for cell in cells:
        texts.setdefault((cell.shape.row, cell.shape.column), []).append(cell.text)
    rows = sorted({cell.shape.row for cell in cells})
    return Table(tuple(tuple("\n".join(texts.get((row, column), ())) for column in columns) for row in rows))


@dataclass(slots=True)
class Lists:
    """Counts list items: a list begins anew after anything else, and a deeper one after its parent's next item."""

    _counts: dict[int, int] = field(default_factory=dict)

    def number(self, shape: Shape) -> int:
        """The number of an item in its list, from 1; 0 for a bullet."""
        if shape.role is not Role.LIST_ITEM:
            self._counts = {}
            return 0
        self._counts = {level: count for level, count in self._counts.items() if level <= shape.level}
        if not shape.ordered:
            self._counts.pop(shape.level, None)
            return 0
        self._counts[shape.level] = self._counts.get(shape.level, 0) + 1
        return self._counts[shape.level]

    def end(self) -> None:
        """Ends the list: a table follows."""
        self._counts = {}
