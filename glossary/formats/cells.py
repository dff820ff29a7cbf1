"""Cells of a glossary table: several variants in one, divided by bars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from glossary.model import Match

# Control characters, halves of characters, and what XML and workbooks cannot hold.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_PART = re.compile(r"\\(.)|(\|)")
_BRACE = re.compile(r"\\.|[{｛]")
_ESCAPED = re.compile(r"[\\|{｛]")
_DIVIDED = re.compile(r"[\s,;|]+")
_QUOTED = 60


def is_pattern(cell: str) -> bool:
    """Whether a brace without a backslash stands in the cell: it holds patterns then, not literal terms."""
    braces = "{" in cell or "｛" in cell
    return braces and any(match.group()[0] != "\\" for match in _BRACE.finditer(cell))


def split_cell(cell: str) -> tuple[str, ...]:
    r"""The variants of a cell, without blanks and repetitions.

    Literal variants are divided by ``|`` (``\|`` is a bar of the term), patterns by `` || `` and left as they are.
    """
    parts = cell.split(" || ") if is_pattern(cell) else _split_literal(cell)
    return tuple(dict.fromkeys(part for part in map(one_line, parts) if part))


def join_cell(variants: Iterable[tuple[str, bool]]) -> str:
    """The cell that :func:`split_cell` reads back; each variant with whether it is a pattern."""
    known = list(variants)
    if any(pattern for _, pattern in known):
        return " || ".join(text for text, _ in known)
    return "|".join(_ESCAPED.sub(r"\\\g<0>", text) for text, _ in known)


def matching_of(cell: str) -> frozenset[Match]:
    """What a cell says of how a term is looked for: the words of ``Match``, however divided. Raises ValueError."""
    return frozenset(Match(word) for word in _DIVIDED.split(cell.casefold().strip()) if word)


def matching_cell(matching: frozenset[Match]) -> str:
    """The cell that :func:`matching_of` reads back."""
    return " ".join(word for word in Match if word in matching)


def clean(cell: str) -> str:
    r"""The cell in one Unicode form, its line ends ``\n``, without control characters, which some programs die of."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", _CONTROLS.sub("", cell))).strip()


def one_line(text: str) -> str:
    """The text with every run of blanks and line ends made one blank."""
    return " ".join(text.split())


def shown(cell: str) -> str:
    """A cell as a sentence can quote it: one line, not too long."""
    line = one_line(clean(cell[:500]))
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


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
            parts[-1] += match.group(1) if match.group(1) in "|{｛\\" else match.group()
    parts[-1] += cell[at:]
    return parts
