"""Cells of a glossary table: several variants in one, divided by bars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_PART = re.compile(r"\\(.)|(\|)")
_BRACE = re.compile(r"\\.|[{｛]")
_ESCAPED = re.compile(r"[\\|{]")


def is_pattern(cell: str) -> bool:
    """Whether a brace without a backslash stands in the cell: it holds patterns then, not literal terms."""
    return any(match.group()[0] != "\\" for match in _BRACE.finditer(cell))


def split_cell(cell: str) -> tuple[str, ...]:
    r"""The variants of a cell, without blanks and repetitions.

    Literal variants are divided by ``|`` (``\|`` is a bar of the term), patterns by `` || `` and left as they are.
    """
    parts = cell.split(" || ") if is_pattern(cell) else _split_literal(cell)
    return tuple(dict.fromkeys(part for part in (" ".join(part.split()) for part in parts) if part))


def join_cell(variants: Iterable[tuple[str, bool]]) -> str:
    """The cell that :func:`split_cell` reads back; each variant with whether it is a pattern."""
    known = list(variants)
    if any(pattern for _, pattern in known):
        return " || ".join(text for text, _ in known)
    return "|".join(_ESCAPED.sub(r"\\\g<0>", text) for text, _ in known)


def clean(cell: str) -> str:
    """The cell in one Unicode form, without control characters, which no term needs and some programs die of."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", cell)).strip()


def _split_literal(cell: str) -> list[str]:
    parts = [""]
    at = 0
    for match in _PART.finditer(cell):
        parts[-1] += cell[at : match.start()]
        at = match.end()
        if match.group(2):
            parts.append("")
        else:
            # A backslash before anything but these is a character like any other.
            parts[-1] += match.group(1) if match.group(1) in "|{\\" else match.group()
    parts[-1] += cell[at:]
    return parts
