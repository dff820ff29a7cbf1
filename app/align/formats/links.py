"""What every format of an alignment says: which units of one text belong to which of the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.errors import UserError
from app.model import Alignment, Bead

LINKS = 1_000_000
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Link:
    """Unit numbers of both sides, 0-based, as a file gives them; ``line`` is where it does, 1-based."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    line: int
    confidence: float = 1.0

    @property
    def sides(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return self.source, self.target


def alignment_of(links: Iterable[Link], name: str, sizes: tuple[int, int]) -> Alignment:
    """The links as an alignment: in order, every unit in exactly one bead; those no link names stand alone.

    Raises UserError with the line: ``alignment-no-such-unit``, ``alignment-unit-twice``.
    """
    seen: tuple[dict[int, int], dict[int, int]] = ({}, {})
    beads: list[Bead] = []
    for link in links:
        for number, (units, size) in enumerate(zip(link.sides, sizes, strict=True)):
            for unit in units:
                if unit >= size:
                    raise UserError("alignment-no-such-unit", name=name, line=link.line, unit=unit + 1, n=size)
                if unit in seen[number]:
                    facts = {"unit": unit + 1, "before": seen[number][unit]}
                    raise UserError("alignment-unit-twice", name=name, line=link.line, **facts)
                seen[number][unit] = link.line
        if link.source or link.target:
            beads.append(Bead(tuple(sorted(link.source)), tuple(sorted(link.target)), link.confidence))
    beads += [Bead((unit,), ()) for unit in range(sizes[0]) if unit not in seen[0]]
    beads += [Bead((), (unit,)) for unit in range(sizes[1]) if unit not in seen[1]]
    return Alignment(tuple(beads if is_ordered(beads) else _ordered(beads)))


def is_ordered(beads: Sequence[Bead]) -> bool:
    """Whether both sides are told from the first unit to the last, so that nothing crosses."""
    return all(
        one < two for side in (0, 1) for one, two in pairwise(unit for bead in beads for unit in _sides(bead)[side])
    )


def _ordered(beads: Iterable[Bead]) -> Iterator[Bead]:
    """By the source; what has none stands before the first bead whose translation comes later."""
    linked = sorted((bead for bead in beads if bead.source), key=lambda bead: bead.source)
    alone = sorted((bead for bead in beads if not bead.source), key=lambda bead: bead.target, reverse=True)
    for bead in linked:
        while alone and bead.target and alone[-1].target < bead.target:
            yield alone.pop()
        yield bead
    yield from reversed(alone)


def _sides(bead: Bead) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return bead.source, bead.target


def unit_number(text: str, name: str, line: int) -> int:
    """A number of a unit. Raises UserError ``alignment-line`` for what is none."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > DIGITS:
        raise UserError("alignment-line", name=name, line=line)
    return int(digits)


def numbered_lines(text: str, name: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1. Raises UserError where there are too many."""
    lines = text.split("\n")
    if len(lines) > LINKS:
        raise UserError("alignment-too-long", name=name, limit=LINKS)
    return ((number, line.rstrip("\r")) for number, line in enumerate(lines, 1) if line.strip())
