"""A table of two languages, ``source<TAB>target`` a line: row = line, nothing split, nothing cleaned."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserError
from app.model import Imported, ImportedBlock, Locator, Shape
from app.readers.characters import clean_characters
from app.readers.read import read_file


def read_tsv(path: Path, *, encoding: str = "") -> tuple[Imported, Imported]:
    """Both sides of a ``.tsv``, one block a line; locators point into the decoded file. Further columns are ignored.

    Raises UserError what ``read_file`` raises, and ``no-tab`` with the line number where a line has one column only.
    """
    plain = read_file(path, encoding=encoding, format="txt")
    sides: tuple[list[ImportedBlock], list[ImportedBlock]] = ([], [])
    at = 0
    lines = plain.text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < 2:
            if line.strip():
                raise UserError("no-tab", name=path.name, line=number)
            cells = ["", ""]
        start = at
        for side, cell in zip(sides, cells, strict=False):
            text = clean_characters(cell)[0]
            side.append(ImportedBlock(text, Shape(gap=0), Locator(start=start, end=start + len(cell))))
            start += len(cell) + 1
        at += len(line)
    source, target = (
        Imported(plain.name, "tsv", plain.raw, plain.text, tuple(side), plain.encoding, plain.notices) for side in sides
    )
    return source, target
