"""What happens to a text and its marks while it is edited; without Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ui.view.model import Mark


def clean_paste(text: str) -> str:
    """Pasted text as a block can hold it: line ends alike, no control characters, no tabs, no ends of lines around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    kept = (" " if char == "\t" else char for char in lines if char in "\n\t" or unicodedata.category(char) != "Cc")
    return "".join(kept).replace("\ufeff", "").strip("\n")


def moved_marks(marks: Sequence[Mark], before: str, after: str) -> tuple[Mark, ...]:
    """Marks at their words in a text that has changed in one place; one whose own words changed is dropped."""
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - start
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    end, change = len(before) - tail, len(after) - len(before)
    kept = (
        mark if mark.end <= start else Mark(mark.start + change, mark.end + change, mark.kind, mark.key)
        for mark in marks
        if mark.end <= start or mark.start >= end
    )
    return tuple(kept)
