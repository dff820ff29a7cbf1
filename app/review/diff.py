"""What changed between two texts: by words, by single characters for scripts without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel, Levenshtein, Opcodes

from app.model import Span

# A run of letters and digits of a spaced script, or one character of anything else (CJK, Thai, signs), or white space.
_TOKEN = re.compile(
    r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
    r"(?:['’\-][^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)*|\s+|.",
    re.DOTALL,
)
# An equal run this short between two changes reads worse than one larger change.
_ISLAND = 2


class Kind(StrEnum):
    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a diff. Equal and inserted pieces, joined, are the new text; equal and deleted ones the old."""

    kind: Kind
    text: str


def tokens(text: str) -> list[str]:
    """The words, signs and spaces a text is compared by; joined, they are the text."""
    return _TOKEN.findall(text)


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces from the old text to the new one, deletions before insertions, tiny equal islands swallowed."""
    old, new = tokens(before), tokens(after)
    merged: list[tuple[str, str, str]] = []  # (equal text, deleted, inserted): exactly one side of the tuple is used
    for tag, i1, i2, j1, j2 in _opcodes(Indel.opcodes(old, new)):
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal" and not _island(left, merged, j2 == len(new) and i2 == len(old)):
            merged.append((left, "", ""))
        elif merged and not merged[-1][0]:
            _, deleted, inserted = merged[-1]
            merged[-1] = ("", deleted + left, inserted + right)
        else:
            merged.append(("", left, right))
    pieces: list[Piece] = []
    for equal, deleted, inserted in merged:
        kept = (Piece(Kind.EQUAL, equal), Piece(Kind.DELETED, deleted), Piece(Kind.INSERTED, inserted))
        pieces.extend(piece for piece in kept if piece.text)
    return tuple(pieces)


def _opcodes(found: Opcodes) -> Iterator[tuple[str, int, int, int, int]]:
    """The opcodes as plain typed tuples."""
    for item in found:
        yield item.tag, item.src_start, item.src_end, item.dest_start, item.dest_end


def _island(text: str, merged: list[tuple[str, str, str]], last: bool) -> bool:
    """Whether an equal run is only a space or a sign between two changes."""
    return not last and bool(merged) and not merged[-1][0] and len(text) <= _ISLAND and not text.strip().isalnum()


def inserted_spans(before: str, after: str) -> tuple[Span, ...]:
    """Where the new text differs from the old one: spans of the new text, for marks in the grid."""
    spans: list[Span] = []
    at = 0
    for piece in word_diff(before, after):
        if piece.kind is Kind.INSERTED:
            spans.append(Span(at, at + len(piece.text)))
        if piece.kind is not Kind.DELETED:
            at += len(piece.text)
    return tuple(spans)


def carry_span(span: Span, before: str, after: str) -> Span:
    """Where a span of the old text lies in the new one; a span whose text is gone shrinks to the place it stood."""
    start, end = span
    new_start: int | None = None
    new_end: int | None = None
    for tag, i1, i2, j1, j2 in _opcodes(Levenshtein.opcodes(before, after)):
        if new_start is None and i1 <= start < i2:
            new_start = j1 + (start - i1) if tag == "equal" else j1
        if i1 < end <= i2:
            new_end = j1 + (end - i1) if tag == "equal" else j2
    if new_start is None:
        new_start = len(after)
    return Span(new_start, max(new_start, new_end if new_end is not None else new_start))
