"""Texts with something wrong, made of the development texts: sentences gone, a paragraph dropped, swapped, doubled."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from benchmarks.align.data import BeadSet, Document

_PARAGRAPH = {"sentence": (4, 8), "paragraph": (1, 2)}
"""The fewest and the most beads of what is dropped, swapped or doubled."""


@dataclass(frozen=True, slots=True)
class Perturbed:
    """``moved`` and ``repeated`` are the beads that were put elsewhere and the target units that stand twice."""

    document: Document
    kind: str
    moved: BeadSet = frozenset()
    repeated: frozenset[int] = frozenset()
    missing: frozenset[int] = frozenset()


def perturbed(document: Document, use: str = "") -> Iterator[Perturbed]:
    """One of each kind, always the same for the same document and use."""
    for kind, make in _KINDS.items():
        found = make(document, random.Random(f"{document.name} {kind}{use}"))
        if found is not None:
            yield replace(found, kind=kind)


def rearranged(document: Document, source: Sequence[int], target: Sequence[int], kind: str = "") -> Document:
    """The document with its units in another order, left out, or twice; a second copy of a unit belongs to nothing, and
    a unit whose whole counterpart is gone stands alone."""
    places: list[dict[int, int]] = [{}, {}]
    for side, order in ((0, source), (1, target)):
        for new, old in enumerate(order):
            places[side].setdefault(old, new)
    beads = set()
    used: tuple[set[int], set[int]] = (set(), set())
    for ones, twos in document.gold:
        now = tuple(tuple(sorted(places[n][u] for u in units if u in places[n])) for n, units in ((0, ones), (1, twos)))
        if now[0] and now[1]:
            beads.add((now[0], now[1]))
            used[0].update(now[0])
            used[1].update(now[1])
    for n in range(len(source)):
        if n not in used[0]:
            beads.add(((n,), ()))
    for n in range(len(target)):
        if n not in used[1]:
            beads.add(((), (n,)))
    return replace(
        document,
        name=f"{document.name}{kind}",
        source=tuple(document.source[n] for n in source),
        target=tuple(document.target[n] for n in target),
        gold=frozenset(beads),
    )


def _runs(document: Document) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The gold beads with two sides whose units lie together and in order: what may be cut between."""
    beads = sorted(bead for bead in document.gold if bead[0] and bead[1])
    found: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for one, two in beads:
        if not found or (one[0] > found[-1][0][-1] and two[0] > found[-1][1][-1]):
            found.append((one, two))
    return found


def _paragraph(document: Document, chance: random.Random) -> tuple[int, int, int] | None:
    """First target unit of two neighbouring paragraphs, of the second, and what follows: made of whole beads."""
    beads = _runs(document)
    sizes = chance.randint(*_PARAGRAPH[document.level]), chance.randint(*_PARAGRAPH[document.level])
    if len(beads) < sum(sizes) + 4:
        return None
    at = chance.randrange(2, len(beads) - sum(sizes) - 1)
    return beads[at][1][0], beads[at + sizes[0]][1][0], beads[at + sum(sizes)][1][0]


def _delete(share: float) -> Callable[[Document, random.Random], Perturbed | None]:
    def make(document: Document, chance: random.Random) -> Perturbed:
        kept = [
            [n for n in range(len(units)) if chance.random() > share / 2]
            for units in (document.source, document.target)
        ]
        return Perturbed(rearranged(document, kept[0], kept[1]), "")

    return make


def _drop(document: Document, chance: random.Random) -> Perturbed | None:
    if (cut := _paragraph(document, chance)) is None:
        return None
    first, middle, _ = cut
    target = [n for n in range(len(document.target)) if not first <= n < middle]
    found = rearranged(document, range(len(document.source)), target)
    gone = {u for ones, twos in document.gold if twos and set(twos) <= set(range(first, middle)) for u in ones}
    return Perturbed(found, "", missing=frozenset(gone))


def _swap(document: Document, chance: random.Random) -> Perturbed | None:
    if (cut := _paragraph(document, chance)) is None:
        return None
    first, middle, last = cut
    order = [*range(first), *range(middle, last), *range(first, middle), *range(last, len(document.target))]
    found = rearranged(document, range(len(document.source)), order)
    return Perturbed(found, "", moved=frozenset(b for b in found.gold if b[0] and any(first <= t < last for t in b[1])))


def _double(document: Document, chance: random.Random) -> Perturbed | None:
    if (cut := _paragraph(document, chance)) is None:
        return None
    first, middle, last = cut
    order = [*range(last), *range(first, middle), *range(last, len(document.target))]
    found = rearranged(document, range(len(document.source)), order)
    return Perturbed(found, "", repeated=frozenset(range(last, last + middle - first)))


_KINDS: dict[str, Callable[[Document, random.Random], Perturbed | None]] = {
    "1 % deleted": _delete(0.01),
    "3 % deleted": _delete(0.03),
    "5 % deleted": _delete(0.05),
    "paragraph dropped": _drop,
    "paragraphs swapped": _swap,
    "paragraph doubled": _double,
}


def as_paragraphs(document: Document) -> Document:
    """The same text in paragraphs of one to six beads, a tenth of them divided otherwise on one side."""
    chance = random.Random(f"{document.name} paragraphs")
    beads = _runs(document)
    starts = [beads[0], *(bead for bead in beads[1:] if chance.random() < 0.3)]
    cuts: list[list[int]] = [[0], [0]]
    shared: list[tuple[int, int]] = [(0, 0)]
    for one, two in starts[1:]:
        joined = chance.random() < 0.1
        side = chance.randrange(2)
        for n, first in ((0, one[0]), (1, two[0])):
            if not (joined and n == side):
                cuts[n].append(first)
        if not joined:
            shared.append((one[0], two[0]))
    shared.append((len(document.source), len(document.target)))
    units = [
        [" ".join(text[a:b]) for a, b in zip(own, [*own[1:], len(text)], strict=True)]
        for own, text in zip(cuts, (document.source, document.target), strict=True)
    ]
    gold = frozenset(
        (_between(cuts[0], before[0], after[0]), _between(cuts[1], before[1], after[1]))
        for before, after in pairwise(shared)
    )
    return replace(
        document, name=f"{document.name} in paragraphs", source=tuple(units[0]), target=tuple(units[1]), gold=gold
    )


def _between(cuts: Sequence[int], first: int, last: int) -> tuple[int, ...]:
    return tuple(n for n, cut in enumerate(cuts) if first <= cut < last)
