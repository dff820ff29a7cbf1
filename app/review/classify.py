"""What kind of change an edit is: a term, a number, something added or left out, a sign, a spelling, a wording. Pure.

Read from the word diff of a paragraph with its first words. Each stretch that changed has one class, the first that
holds in the order of :class:`EditClass`; a paragraph has all the classes of its stretches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from app.model import Span
from app.review.count import word_count
from app.review.diff import Kind, word_diff

_HAN = "〇零一二三四五六七八九十百千万亿兆"
_NUMBER = re.compile(rf"\d+(?:[.,:/]\d+)*|[{_HAN}]{{2,}}")
_BEFORE = re.compile(rf"[\d.,:/{_HAN}]{{1,40}}\Z")
_BEHIND = re.compile(rf"[\d.,:/{_HAN}]{{1,40}}")
_LETTER = re.compile(r"[^\W_]")
_MANY = 2
"""Words from which on what came, or went, is more than a matter of wording."""
_SLIPS = 2
"""Letters by which the same word may differ in spelling."""


class EditClass(StrEnum):
    FIRST = "first"
    """A text where there was none: a first translation."""
    NUMBER = "number"
    TERM = "term"
    PUNCTUATION = "punctuation"
    SPELLING = "spelling"
    ADDITION = "addition"
    OMISSION = "omission"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place where two texts differ: what went, what came, and where that stands in the new text."""

    deleted: str
    inserted: str
    span: Span


def classify(before: str, after: str, terms: Iterable[Span] = ()) -> tuple[EditClass, ...]:
    """The classes of the change from one text to the other, in the order of their weight; none where nothing changed.

    ``terms`` are the places of the new text where the glossary's terms stand.
    """
    if before == after:
        return ()
    if not before.strip():
        return (EditClass.FIRST,)
    differing = tuple(stretches(before, after))
    changed = [
        term
        for term in terms
        if any(s.inserted.strip() and s.span.start < term.end and term.start < s.span.end for s in differing)
    ]
    found = {_class(stretch, after, changed) for stretch in differing}
    return tuple(kind for kind in EditClass if kind in found)


def stretches(before: str, after: str) -> Iterator[Stretch]:
    """The places where two texts differ, in order."""
    deleted, at = "", 0
    for piece in word_diff(before, after):
        if piece.kind is Kind.DELETED:
            deleted = piece.text
            continue
        if piece.kind is Kind.INSERTED:
            yield Stretch(deleted, piece.text, Span(at, at + len(piece.text)))
        elif deleted:
            yield Stretch(deleted, "", Span(at, at))
        deleted = ""
        at += len(piece.text)
    if deleted:
        yield Stretch(deleted, "", Span(at, at))


def _class(stretch: Stretch, after: str, changed_terms: Sequence[Span]) -> EditClass:
    old, new = stretch.deleted, stretch.inserted
    if old.strip() and new.strip() and _numbers_differ(stretch, after):
        return EditClass.NUMBER
    # What went beside a term that came belongs to it: the old term, or what was left of it.
    reach = 0 if new else 2
    if any(stretch.span.start - reach < term.end and term.start < stretch.span.end + reach for term in changed_terms):
        return EditClass.TERM
    if _letters(old) == _letters(new):
        return EditClass.PUNCTUATION
    if _same_word(old, new):
        return EditClass.SPELLING
    came, went = word_count(new), word_count(old)
    if came - went >= _MANY and not went:
        return EditClass.ADDITION
    if went - came >= _MANY and not came:
        return EditClass.OMISSION
    if not old.strip() and _NUMBER.search(new):
        return EditClass.ADDITION
    if not new.strip() and _NUMBER.search(old):
        return EditClass.OMISSION
    return EditClass.WORDING


def _numbers_differ(stretch: Stretch, after: str) -> bool:
    """Whether the stretch changes a number; one of which only a sign or a digit changed is looked at whole."""
    start, end = stretch.span
    left = _BEFORE.search(after[:start])
    right = _BEHIND.match(after, end)
    around = (left[0] if left else ""), (right[0] if right else "")
    old, new = (text.join(around) for text in (stretch.deleted, stretch.inserted))
    return sorted(_NUMBER.findall(old)) != sorted(_NUMBER.findall(new))


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(text))


def _same_word(old: str, new: str) -> bool:
    """Whether both are one word but for its capitals or a slip in writing it: a short word is another one at once."""
    left, right = _letters(old), _letters(new)
    if not left or not right:
        return False
    if left.casefold() == right.casefold():
        return True
    if word_count(old) != 1 or word_count(new) != 1:
        return False
    distance = Levenshtein.distance(left.casefold(), right.casefold(), score_cutoff=_SLIPS)
    return distance <= min(_SLIPS, len(left) // 4)
