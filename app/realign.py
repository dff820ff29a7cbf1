"""Aligning a stretch of a project anew, between what a person has fixed: from rows to rows, without a store.

Pinned and confirmed rows come back as they were given. They are what the aligner may not cross, and it learns words
from them, and from the sure rows of the rest of the project. What was put away, or is proposed to be, is nobody's
counterpart and stays where it stood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app import pipeline
from app.align import align
from app.model import Bead, Block, BlockId, LinkOrigin, Row, RowId, Side, Units
from app.review.relink import NEW, is_fixed, sorted_blocks
from app.tasks import Task
from glossary.model import Glossary

_ALIKE = 0.01
"""A confidence that moves by less is the same to everybody."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in the order of the project, as plain data for a job. ``before`` and ``after`` are rows of the rest of
    the project to learn words from; they stay as they are and are not given back. ``litter`` are blocks that cleaning
    proposes to put away."""

    rows: tuple[Row, ...]
    languages: Mapping[Side, str]
    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()
    litter: frozenset[BlockId] = frozenset()
    glossaries: tuple[Glossary, ...] = ()


def stretch_round(rows: Sequence[Row], at: int) -> range:
    """The rows that may move round a row: up to the nearest fixed one on either side, none where it is fixed itself."""
    if is_fixed(rows[at]):
        return range(at, at)
    first = next((n + 1 for n in range(at, -1, -1) if is_fixed(rows[n])), 0)
    return range(first, next((n for n in range(at, len(rows)) if is_fixed(rows[n])), len(rows)))


def realign(stretch: Stretch, task: Task | None = None) -> tuple[Row, ...]:
    """The rows as they would be aligned now: every block in exactly one, fixed rows untouched.

    A row that holds what it held keeps its id; one that is changed keeps the id of the row its first block was in, if
    no other row has it; others have the id ``NEW``. Raises Cancelled, and UserError ``too-much-to-align``.
    """
    rows = [*stretch.before, *stretch.rows, *stretch.after]
    sorting = _Sorting(rows, stretch.litter, {row.id for row in (*stretch.before, *stretch.after)})
    source, target = (
        Units([block.text for block in sorting.units[side]], stretch.languages.get(side, "")) for side in Side
    )
    task = task or Task()
    task.begin("align")
    found = align(
        source.texts,
        target.texts,
        source_language=source.language,
        target_language=target.language,
        lexicon=pipeline.lexicon_of(stretch.glossaries, source, target),
        pins=sorting.pins(),
        task=task,
    )
    after = _named(rows, sorting.put_back([sorting.row_of(bead) for bead in found.beads]))
    context = {row.id for row in (*stretch.before, *stretch.after)}
    return tuple(row for row in after if row.id not in context)


def changed(before: Iterable[Row], after: Iterable[Row]) -> tuple[tuple[tuple[Row, ...], tuple[Row, ...]], ...]:
    """Before and after side by side: the smallest groups of rows that hold the same blocks, in the order of after.

    A row that is as it was is a group of its own, with one row on either side.
    """
    home = {block.id: row.id for row in before for block in row.source + row.target}
    old = {row.id: row for row in before}
    after = list(after)
    group = {id_: id_ for id_ in old}

    def root(id_: RowId) -> RowId:
        while group[id_] != id_:
            id_ = group[id_]
        return id_

    for row in after:
        first, *others = dict.fromkeys(root(home[block.id]) for block in row.source + row.target)
        for other in others:
            group[root(other)] = root(first)
    news: dict[RowId, list[Row]] = {}
    for row in after:
        news.setdefault(root(home[(row.source + row.target)[0].id]), []).append(row)
    olds: dict[RowId, list[Row]] = {}
    for row in old.values():
        olds.setdefault(root(row.id), []).append(row)
    return tuple((tuple(olds[key]), tuple(own)) for key, own in news.items())


def same(group: tuple[tuple[Row, ...], tuple[Row, ...]]) -> bool:
    """Whether a group of :func:`changed` is one row that holds what it held."""
    before, after = group
    return len(before) == len(after) == 1 and _held(before[0]) == _held(after[0])


class _Sorting:
    """What of the rows is aligned, what stands as a pin, and what is kept aside and put back."""

    def __init__(self, rows: Sequence[Row], litter: Collection[BlockId], teachers: Collection[RowId]) -> None:
        self._rows = rows
        self._away = {b.id for row in rows for b in row.source + row.target if b.excluded or b.id in litter}
        fixed = [row for row in rows if is_fixed(row) or row.id in teachers]
        whole = {row.id for row in rows if not self._seen(row, Side.SOURCE) and not self._seen(row, Side.TARGET)}
        pinned = _rising(_rising([row for row in fixed if all(self._seen(row, side) for side in Side)], Side.SOURCE))
        self._pinned = {row.id for row in pinned}
        self._aside = whole | {row.id for row in fixed} - self._pinned
        self._sort()
        # A fixed row whose blocks do not stand together is none the aligner can be told of.
        apart = {row.id for row in pinned if not all(_run(self._numbers(row, side)) for side in Side)}
        if apart:
            self._pinned -= apart
            self._aside |= apart
            self._sort()
        self._followers = self._find_followers()

    def _sort(self) -> None:
        left = [row for row in self._rows if row.id not in self._aside]
        self.units = {side: sorted_blocks([b for row in left for b in self._seen(row, side)]) for side in Side}
        self._number = {block.id: n for units in self.units.values() for n, block in enumerate(units)}

    def pins(self) -> list[tuple[list[int], list[int]]]:
        """The pinned rows as the aligner takes them."""
        return [
            (self._numbers(row, Side.SOURCE), self._numbers(row, Side.TARGET))
            for row in self._rows
            if row.id in self._pinned
        ]

    def row_of(self, bead: Bead) -> Row:
        """A bead as a row, with what was put away beside its blocks."""
        blocks = [self.units[Side.SOURCE][n] for n in bead.source] + [self.units[Side.TARGET][n] for n in bead.target]
        blocks += [one for block in blocks for one in self._followers.get(block.id, ())]
        source, target = (sorted_blocks([b for b in blocks if b.side is side]) for side in Side)
        return Row(NEW, source, target, bead.confidence)

    def put_back(self, beads: Iterable[Row]) -> list[Row]:
        """The beads with the rows kept aside where they stood: between the same pins, before what came after them."""
        pin_of = {block.id: row for row in self._rows if row.id in self._pinned for block in row.source}
        segments: list[list[Row]] = [[]]
        for bead in beads:
            pin = next((pin_of[block.id] for block in bead.source if block.id in pin_of), None)
            if pin is None:
                segments[-1].append(bead)
            else:
                segments += [[pin], []]
        aside: list[list[Row]] = [[] for _ in segments]
        at = 0
        for row in self._rows:
            at += 2 * (row.id in self._pinned)
            if row.id in self._aside:
                aside[at].append(row)
        return [row for own, kept in zip(segments, aside, strict=True) for row in _woven(own, kept)]

    def _seen(self, row: Row, side: Side) -> list[Block]:
        return [block for block in row.side(side) if block.id not in self._away]

    def _numbers(self, row: Row, side: Side) -> list[int]:
        return [self._number[block.id] for block in self._seen(row, side)]

    def _find_followers(self) -> dict[BlockId, list[Block]]:
        """Blocks put away in a row that is not: each goes where its neighbour in the row goes."""
        found: dict[BlockId, list[Block]] = {}
        for row in self._rows:
            for block in row.source + row.target if row.id not in self._aside else ():
                if block.id in self._away:
                    here, there = self._seen(row, block.side), self._seen(row, block.side.other)
                    before = [one for one in here if one.position < block.position]
                    found.setdefault((before[-1:] or here or there)[0].id, []).append(block)
        return found


def _woven(own: Sequence[Row], kept: Iterable[Row]) -> Iterator[Row]:
    """Rows kept aside among the others, by the order of their document, and in their own order."""
    at = 0
    for row in kept:
        block = (row.target or row.source)[0]
        while at < len(own) and all(one.position < block.position for one in own[at].side(block.side)):
            yield own[at]
            at += 1
        yield row
    yield from own[at:]


def _rising(rows: Sequence[Row], side: Side = Side.TARGET) -> list[Row]:
    """The most rows whose blocks of a side follow each other (longest increasing subsequence, patience sorting)."""
    tops: list[float] = []
    piles: list[int] = []
    links: list[int] = []
    for n, row in enumerate(rows):
        pile = bisect_left(tops, row.side(side)[0].position)
        links.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [row.side(side)[0].position]
        piles[pile : pile + 1] = [n]
    found: list[Row] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(rows[at])
        at = links[at]
    return found[::-1]


def _run(numbers: Sequence[int]) -> bool:
    return all(second == first + 1 for first, second in pairwise(numbers))


def _named(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
    """Gives rows the ids they had, or may take over."""
    as_they_were = {_held(row): row for row in before}
    home = {block.id: row.id for row in before for block in row.source + row.target}
    taken = {as_they_were[_held(row)].id for row in after if _held(row) in as_they_were}
    for row in after:
        old = as_they_were.get(_held(row))
        if old is None:
            id_ = home[(row.source + row.target)[0].id]
            yield replace(row, id=NEW if id_ in taken else id_)
            taken.add(id_)
        elif row.id == NEW and old.origin is LinkOrigin.AUTO and abs(old.confidence - row.confidence) > _ALIKE:
            yield replace(old, confidence=row.confidence)
        else:
            yield old


def _held(row: Row) -> frozenset[BlockId]:
    return frozenset(block.id for block in row.source + row.target)
