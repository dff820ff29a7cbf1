"""Alignments by unit numbers: tab-separated ids, and the lines of vecalign and Bleualign.

``0,1<TAB>2`` and ``[0, 1]:[2]:0.034`` both say that the first two units belong to the third of the other text. Empty
is a side without counterpart. What vecalign writes behind the second colon is a cost, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.align.formats.links import Link, numbered_lines, unit_number
from app.errors import UserError
from app.model import Alignment

_IDS = re.compile(r"[\d, ]*\t[\d, ]*(?:\t.*)?")
_LONGEST = 100_000
"""Characters of one side of a link: some 15,000 units."""
_PAIR = re.compile(r"\s*\[([^\]]*)\]\s*:\s*\[([^\]]*)\]\s*(?::.*)?")


def looks_like_ids(line: str) -> bool:
    return _IDS.fullmatch(line) is not None


def looks_like_pairs(line: str) -> bool:
    return _PAIR.fullmatch(line) is not None


def ends_at(text: str, sizes: tuple[int, int]) -> bool:
    """Whether the last line is just these two numbers."""
    return text.rstrip().rpartition("\n")[2].strip() == f"{sizes[0]}\t{sizes[1]}"


def read_ids(text: str, name: str) -> Iterator[Link]:
    """Lines ``i,j<TAB>k``; a third column is passed over. Raises UserError ``alignment-line``."""
    for number, line in numbered_lines(text, name):
        cells = line.split("\t")
        if len(cells) < 2:
            raise UserError("alignment-line", name=name, line=number)
        yield Link(_ids(cells[0], name, number), _ids(cells[1], name, number), number)


def read_pairs(text: str, name: str) -> Iterator[Link]:
    """Lines ``[i, j]:[k]``. Raises UserError ``alignment-line``."""
    for number, line in numbered_lines(text, name):
        pair = _PAIR.fullmatch(line)
        if pair is None:
            raise UserError("alignment-line", name=name, line=number)
        yield Link(_ids(pair[1], name, number), _ids(pair[2], name, number), number)


def write_ids(alignment: Alignment) -> str:
    return "".join(f"{_joined(bead.source)}\t{_joined(bead.target)}\n" for bead in alignment.beads)


def write_pairs(alignment: Alignment) -> str:
    return "".join(f"{list(bead.source)}:{list(bead.target)}\n" for bead in alignment.beads)


def _ids(text: str, name: str, line: int) -> tuple[int, ...]:
    if len(text) > _LONGEST:
        raise UserError("alignment-line", name=name, line=line)
    return tuple(unit_number(cell, name, line) for cell in text.split(",")) if text.strip() else ()


def _joined(units: tuple[int, ...]) -> str:
    return ",".join(map(str, units))
