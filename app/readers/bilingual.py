"""A table of two languages, ``source<TAB>target`` a line: row = line, nothing split, nothing cleaned."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserError
from app.model import Imported, Locator, Shape
from app.readers.blocks import Blocks
from app.readers.characters import clean_characters
from app.readers.formats import format_of
from app.readers.read import decoded, file_bytes, readable_name

_SHAPE = Shape(gap=0)


def read_tsv(path: Path, *, encoding: str = "") -> tuple[Imported, Imported]:
    """Both sides of a ``.tsv``, one block a line; locators point into the decoded file. Further columns are ignored.

    Raises UserError what ``read_file`` raises, and ``no-tab`` with the line number where a line has one column only.
    """
    name, raw = readable_name(path.name), file_bytes(path)
    format_of(name, raw, "txt")  # refuses what is no text
    text, used, notices = decoded(name, raw, encoding)
    sides = (Blocks(name), Blocks(name))
    at = 0
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < 2:
            if line.strip():
                raise UserError("no-tab", name=name, line=number)
            cells = ["", ""]
        start = at
        for side, cell in zip(sides, cells, strict=False):
            side.add_as_is(clean_characters(cell)[0], _SHAPE, Locator(start=start, end=start + len(cell)))
            start += len(cell) + 1
        at += len(line)
    source, target = (Imported(name, "tsv", raw, text, tuple(side.found), used, notices) for side in sides)
    return source, target
