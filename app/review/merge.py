"""Three-way merge of one paragraph: both sides' changes of a base, as long as they stand well apart.

A merged text is one nobody has read yet, so what is near is not merged: between two changes there must be a whole
word, or a few characters where words have no spaces between them. Everything nearer is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from app.review.diff import tokens

# A word with space on both sides, or four characters of a script that writes none (Thai to Khmer, kana, han).
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_APART = re.compile(rf"\s\S*\w\S*\s|(?:[{_UNSPACED}]\W*){{4}}")
_MOST = 20_000
"""Tokens of a text; comparing two of this length takes 50 MB, and nobody writes such a paragraph."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Tokens ``start`` to ``end`` of the base become ``new``. It might as well stand anywhere in ``low`` to ``high``:
    one of three equal words is gone, and no comparison can say which."""

    low: int
    high: int
    start: int
    end: int
    new: tuple[str, ...]
    ours: bool


def merge(base: str, ours: str, theirs: str) -> str | None:
    """The base with the changes of both sides, the same change once; None where changes overlap, touch or nearly do.

    The method is diff3's (Khanna, Kunal, Pierce 2007, "A formal investigation of diff3") over the tokens of the word
    diff, with two cautions: changes near each other count as one stretch, and so do the places a change might slide to.
    """
    if ours == theirs:
        return ours
    old, left, right = tokens(base), tokens(ours), tokens(theirs)
    if max(len(old), len(left), len(right)) > _MOST:
        return None
    merged: list[str] = []
    at = 0
    for stretch in _stretches(old, [*_changes(old, left, True), *_changes(old, right, False)]):
        low, high = min(change.low for change in stretch), max(change.high for change in stretch)
        mine = _carried_out(old, low, high, (change for change in stretch if change.ours))
        other = _carried_out(old, low, high, (change for change in stretch if not change.ours))
        if mine != other and old[low:high] not in (mine, other):
            return None
        merged += old[at:low]
        merged += other if mine == old[low:high] else mine
        at = high
    return "".join(merged + old[at:])


def _changes(old: Sequence[str], new: Sequence[str], ours: bool) -> Iterator[_Change]:
    """What one side changed, in order; deletion and insertion in one place are one change."""
    equal = [op for op in Indel.opcodes(old, new) if op.tag == "equal"]
    start = at = 0
    for end, next_start, until, next_at in [
        *((op.src_start, op.src_end, op.dest_start, op.dest_end) for op in equal),
        (len(old), len(old), len(new), len(new)),
    ]:
        if end > start and until > at:
            yield _Change(start, end, start, end, tuple(new[at:until]), ours)
        elif end > start or until > at:
            left, right = _slides(old, start, end) if end > start else _slides(new, at, until)
            low, high = max(start - left, 0), min(end + right, len(old))
            yield _Change(low, high, start, end, tuple(new[at:until]), ours)
        start, at = next_start, next_at


def _slides(text: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """How far a run could move to the left and to the right and the text with it and without it be the same."""
    left = right = 0
    while start - left > 0 and text[start - left - 1] == text[end - left - 1]:
        left += 1
    while end + right < len(text) and text[start + right] == text[end + right]:
        right += 1
    return left, right


def _stretches(old: Sequence[str], changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """The changes of both sides in order, those that are not well apart together."""
    stretch: list[_Change] = []
    high = 0
    for change in sorted(changes, key=_place):
        if stretch and (change.low <= high or not _APART.search("".join(old[high : change.low]))):
            stretch.append(change)
        else:
            if stretch:
                yield stretch
            stretch = [change]
        high = max(high, change.high)
    if stretch:
        yield stretch


def _place(change: _Change) -> tuple[int, int]:
    return change.low, change.high


def _carried_out(old: Sequence[str], low: int, high: int, changes: Iterable[_Change]) -> list[str]:
    """A stretch of the base with the changes of one side."""
    made: list[str] = []
    for change in sorted(changes, key=_start):
        made += old[low : change.start]
        made += change.new
        low = change.end
    return made + list(old[low:high])


def _start(change: _Change) -> int:
    return change.start
