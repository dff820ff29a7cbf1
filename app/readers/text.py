"""Plain text: a block for every line that is not blank.

``Imported.text`` is the decoded text as it stands in the file (no BOM, line ends untouched), and a block's locator
points into it. White space round a line is not part of the block. Where control characters were cleaned inside a line,
its locator still begins and ends right, while offsets within it may shift.
"""

from __future__ import annotations

import io
import re

from app.errors import UserError
from app.model import Imported, Locator, Notice, Shape
from app.readers.blocks import Blocks
from app.readers.characters import UNWANTED, clean_characters
from app.readers.limits import BLOCK_CHARACTERS

_CHARACTER_BYTES = 4
_EDGE = re.compile(f"[\\s{UNWANTED}]*")


def read_text(name: str, raw: bytes, text: str, encoding: str, notices: tuple[Notice, ...] = ()) -> Imported:
    """Reads decoded plain text. Raises UserError where a line is too long or there are too many."""
    blocks = Blocks(name)
    cleaned_total, blank, at = 0, 0, 0
    for number, line in enumerate(io.StringIO(text, newline="")):
        cleaned, removed = clean_characters(line.rstrip("\r\n"))
        cleaned_total += removed
        cleaned = cleaned.strip()
        if cleaned:
            start, end = _edges(line, cleaned)
            locator = Locator(path=f"line[{number}]", start=at + start, end=at + end)
            blocks.add_as_is(cleaned, Shape(gap=blank if blocks.found else 0), locator)
            blank = 0
        else:
            blank += 1
        at += len(line)
    if cleaned_total:
        notices += (Notice("characters-cleaned", (("n", cleaned_total),)),)
    return Imported(name, "txt", raw, text, tuple(blocks.found), encoding, notices)


def demand_lines(name: str, raw: bytes) -> None:
    """Raises UserError ``line-too-long`` for a line that must pass the limit in any encoding, before it is decoded."""
    most = _CHARACTER_BYTES * BLOCK_CHARACTERS
    at = 0
    while len(raw) - at > most:
        end = max(raw.rfind(b"\n", at, at + most), raw.rfind(b"\r", at, at + most))
        if end < 0:
            line = raw.count(b"\n", 0, at) + 1
            raise UserError("line-too-long", name=name, line=line, limit=BLOCK_CHARACTERS)
        at = end + 1


def _edges(line: str, cleaned: str) -> tuple[int, int]:
    """Where the block begins and ends in its line: code points, end exclusive."""
    if (start := line.find(cleaned)) >= 0:
        return start, start + len(cleaned)
    first, last = _EDGE.match(line), _EDGE.match(line[::-1])
    return first.end() if first else 0, len(line) - (last.end() if last else 0)
