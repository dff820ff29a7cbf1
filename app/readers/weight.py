"""How heavy a file is to read, from a look at its bytes: what is heavy is read in a process of its own.

The figures are seconds at the worst that was found for a unit (tests/hostile), on one core of 2 GHz.
"""

from __future__ import annotations

from app.errors import UserError
from app.readers.container import open_zip
from app.readers.formats import format_of
from app.readers.limits import FILE_BYTES

LIGHT = 1.0
_PART_BYTE = 1 / 1_000_000
"""Empty paragraphs in a Word file."""
_PAGE_BYTE = 1 / 150_000
"""Attributes of one tag: the parser takes the square of their number."""
_MARKDOWN_BYTE = 1 / 100_000
"""Cells of a table, in an encoding that hides its bars."""
_LINE = 1 / 25_000
_QUOTE_LINE = 1 / 400_000
"""A Markdown line for each level of quotes it may stand in."""
_QUOTES = 100
_TEXT_BYTE = 1 / 8_000_000
_TEXT_LINE = 1 / 100_000


def is_heavy(name: str, raw: bytes, format: str = "") -> bool:
    """Whether reading the bytes may take longer than a moment; False for what is refused at a glance."""
    if len(raw) > FILE_BYTES:
        return False
    try:
        kind = format_of(name, raw, format)
        return (_word_weight(name, raw) if kind == "docx" else _weight(kind, raw)) > LIGHT
    except UserError:
        return False


def is_heavy_paste(text: str, html: str) -> bool:
    """The same for what was pasted."""
    return max(_PAGE_BYTE * len(html), _TEXT_BYTE * len(text) + _TEXT_LINE * text.count("\n")) > LIGHT


def _word_weight(name: str, raw: bytes) -> float:
    with open_zip(name, raw) as archive:
        return _PART_BYTE * sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith("xml"))


def _weight(kind: str, raw: bytes) -> float:
    if kind == "html":
        return _PAGE_BYTE * len(raw)
    lines = raw.count(b"\n") + raw.count(b"\r")
    weight = _TEXT_BYTE * len(raw) + _TEXT_LINE * lines
    if kind == "md":
        weight += _MARKDOWN_BYTE * len(raw) + _LINE * lines + _QUOTE_LINE * lines * min(raw.count(b">"), _QUOTES)
    return weight
