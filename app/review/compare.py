"""What differs between two versions of a text, paragraph by paragraph. Pure: whatever the versions come from.

Paragraphs that have a key in common are the same one. Where no keys are shared (another file), the versions are put
side by side by what reads the same, and between that by likeness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

_LIKE = 0.4
"""How alike two paragraphs must be to be one that was changed; below, one went and another came."""
_MOST = 40_000
"""Pairs of a stretch that are weighed against each other; beyond, paragraphs are paired as they come."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a version; ``key`` names it in all copies of its project, "" for one of a file.

    ``row`` is the row it stands in now, counted from 1; 0 where it has none.
    """

    key: str
    text: str
    row: int = 0


class DifferenceKind(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph that reads otherwise; "" on the side on which it is not."""

    kind: DifferenceKind
    before: str
    after: str
    row: int
    key: str


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[Difference, ...]:
    """The differences in the order of the later version; what went stands behind what it followed."""
    keyed = {passage.key for passage in before if passage.key} & {passage.key for passage in after}
    pairs = _by_key(before, after) if keyed else _by_text(before, after)
    return tuple(_difference(old, new) for old, new in pairs if old is None or new is None or old.text != new.text)


def _difference(old: Passage | None, new: Passage | None) -> Difference:
    if old is None:
        assert new is not None
        return Difference(DifferenceKind.ADDED, "", new.text, new.row, new.key)
    if new is None:
        return Difference(DifferenceKind.REMOVED, old.text, "", old.row, old.key)
    return Difference(DifferenceKind.CHANGED, old.text, new.text, new.row or old.row, new.key or old.key)


Pair = tuple[Passage | None, Passage | None]


def _by_key(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Pair]:
    known = {passage.key: passage for passage in before}
    staying = {passage.key for passage in after}
    # What went follows the paragraph it stood behind that is still there, or stands first of all.
    gone: dict[str, list[Passage]] = {}
    anchor = ""
    for passage in before:
        if passage.key in staying:
            anchor = passage.key
        else:
            gone.setdefault(anchor, []).append(passage)
    yield from ((old, None) for old in gone.get("", ()))
    for passage in after:
        yield known.get(passage.key), passage
        yield from ((old, None) for old in gone.get(passage.key, ()))


def _by_text(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Pair]:
    old, new = [p.text for p in before], [p.text for p in after]
    start = at = 0
    for op in Indel.opcodes(old, new):
        if op.tag == "equal":
            yield from _stretch(before[start : op.src_start], after[at : op.dest_start])
            yield from zip(before[op.src_start : op.src_end], after[op.dest_start : op.dest_end], strict=True)
            start, at = op.src_end, op.dest_end
    yield from _stretch(before[start:], after[at:])


def _stretch(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Pair]:
    """Pairs of a stretch without equal paragraphs: the pairing in order with the most likeness in all."""
    if not before or not after or len(before) * len(after) > _MOST:
        shared = min(len(before), len(after))
        yield from _judged(zip(before[:shared], after[:shared], strict=True))
        yield from ((old, None) for old in before[shared:])
        yield from ((None, new) for new in after[shared:])
        return
    likeness = [[_likeness(old.text, new.text) for new in after] for old in before]
    rows, columns = len(before), len(after)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1


def _judged(pairs: Iterator[tuple[Passage, Passage]]) -> Iterator[Pair]:
    for old, new in pairs:
        if _likeness(old.text, new.text):
            yield old, new
        else:
            yield old, None
            yield None, new


def _likeness(old: str, new: str) -> float:
    return Indel.normalized_similarity(old, new, score_cutoff=_LIKE)
