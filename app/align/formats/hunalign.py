"""What hunalign writes: a ladder of rungs, or with ``-text`` the texts themselves.

A rung ``i<TAB>j<TAB>quality`` says that the first i units of one text stand for the first j of the other; between two
rungs lies a bead, whose quality stands with the rung it begins at. A text line is ``units<TAB>units<TAB>quality``, the
units of a side joined by `` ~~~ ``. The quality is no probability; it is read as our own confidence where all of them
could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.align.formats.links import Link, is_ordered, numbered_lines, unit_number
from app.errors import UserError
from app.model import Alignment

JOINT = " ~~~ "
_RUNG = re.compile(r"\d+\t\d+\t\s*-?[\d.]+(?:[eE][-+]?\d+)?\s*")
_SPACE = re.compile(r"\s+")
_SHOWN = 40


class _Rung(NamedTuple):
    source: int
    target: int
    quality: float | None
    line: int


def looks_like_rung(line: str) -> bool:
    return _RUNG.fullmatch(line) is not None


def read_ladder(text: str, name: str, sizes: tuple[int, int]) -> Iterator[Link]:
    """The beads between the rungs. Raises UserError with the line: ``alignment-line``, ``ladder-falls``,
    ``ladder-start``, ``ladder-end`` for one that does not reach the end of both texts."""
    rungs = list(_rungs(text, name))
    if rungs and rungs[0][:2] != (0, 0):
        raise UserError("ladder-start", name=name, line=rungs[0].line)
    if not rungs or rungs[-1][:2] != sizes:
        end = rungs[-1] if rungs else _Rung(0, 0, None, 1)
        facts = {"source": end.source, "target": end.target, "ours": sizes[0], "theirs": sizes[1]}
        raise UserError("ladder-end", name=name, line=end.line, **facts)
    # All of them before any bead is made: a rung that stands too high may be a thousand million units high.
    for low, high in pairwise(rungs):
        if high.source < low.source or high.target < low.target:
            raise UserError("ladder-falls", name=name, line=high.line)
    sure = _are_confidences([rung.quality for rung in rungs[:-1]])
    for low, high in pairwise(rungs):
        source, target = tuple(range(low.source, high.source)), tuple(range(low.target, high.target))
        yield Link(source, target, low.line, low.quality if sure and low.quality is not None else 1.0)


def write_ladder(alignment: Alignment) -> str:
    """The rungs with our confidence. Raises UserError ``ladder-crossing`` for beads that no ladder can say."""
    demand_order(alignment)
    lines, source, target = [], 0, 0
    for bead in alignment.beads:
        lines.append(f"{source}\t{target}\t{bead.confidence:.4f}\n")
        source, target = source + len(bead.source), target + len(bead.target)
    return "".join([*lines, f"{source}\t{target}\t0\n"])


def read_bitext(text: str, name: str, source: Sequence[str], target: Sequence[str]) -> Iterator[Link]:
    """The beads of a text in hunalign's order, each unit looked for where it must stand.

    Raises UserError with the line: ``alignment-line``, ``bitext-differs`` where it says something else than the texts.
    """
    rows = [(number, line.split("\t")) for number, line in numbered_lines(text, name)]
    qualities = [_quality(cells[2]) if len(cells) > 2 else None for _, cells in rows]
    sure = _are_confidences(qualities)
    at = [0, 0]
    for (number, cells), quality in zip(rows, qualities, strict=True):
        if len(cells) < 2:
            raise UserError("alignment-line", name=name, line=number)
        ours, at[0] = _taken(cells[0], source, at[0], name, number)
        theirs, at[1] = _taken(cells[1], target, at[1], name, number)
        yield Link(ours, theirs, number, quality if sure and quality is not None else 1.0)


def write_bitext(alignment: Alignment, source: Sequence[str], target: Sequence[str]) -> str:
    """Raises UserError ``ladder-crossing`` for beads that cannot be told in the order of both texts."""
    demand_order(alignment)
    return "".join(
        f"{_joined(source, bead.source)}\t{_joined(target, bead.target)}\t{bead.confidence:.4f}\n"
        for bead in alignment.beads
    )


def demand_order(alignment: Alignment) -> None:
    if not is_ordered(alignment.beads):
        raise UserError("ladder-crossing")


def _rungs(text: str, name: str) -> Iterator[_Rung]:
    for number, line in numbered_lines(text, name):
        cells = line.split("\t")
        if len(cells) < 2:
            raise UserError("alignment-line", name=name, line=number)
        one, two = (unit_number(cell, name, number) for cell in cells[:2])
        yield _Rung(one, two, _quality(cells[2]) if len(cells) > 2 else None, number)


def _quality(cell: str) -> float | None:
    try:
        return float(cell) if len(cell) < _SHOWN else None
    except ValueError:
        return None


def _are_confidences(qualities: Sequence[float | None]) -> bool:
    return all(quality is not None and 0 <= quality <= 1 for quality in qualities)


def _taken(cell: str, units: Sequence[str], at: int, name: str, line: int) -> tuple[tuple[int, ...], int]:
    """The units a cell holds, which must be the next ones, and the place behind them. Blank units are no part of it."""
    wanted, said, taken = _bare(cell), "", []
    while len(said) < len(wanted) and at < len(units):
        if bare := _bare(units[at]):
            said += bare
            taken.append(at)
        at += 1
    if said != wanted:
        unit = taken[0] if taken else len(units)
        raise UserError("bitext-differs", name=name, line=line, said=cell.strip()[:_SHOWN], unit=unit + 1)
    return tuple(taken), at


def _bare(text: str) -> str:
    """What stays of a text however its spaces and joints are set."""
    return _SPACE.sub("", text).replace(JOINT.strip(), "")


def _joined(units: Sequence[str], numbers: tuple[int, ...]) -> str:
    """Units on one line: a tab or line end inside one would open a column or a line."""
    return JOINT.join(said for number in numbers if (said := " ".join(units[number].split())))
