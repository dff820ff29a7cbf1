"""Workbooks in: the cells of one sheet as text, within limits; what a formula last gave is its text.

The sheet is read as it is stored, row by row, because libraries build what a hostile file asks for: two million rows of
131 kB, a row 16,384 cells wide.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.columns import guess_columns
from glossary.formats.markup import local
from glossary.formats.package import Package
from glossary.formats.result import Columns, Imported, Preview, RowFault
from glossary.formats.table import MAX_ROWS, Line, read_rows

MAX_COLUMNS = 200
_TOP = 20
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_xlsx(
    raw: bytes,
    name: str,
    source_language: str,
    target_language: str,
    columns: Columns | None = None,
    sheet: str = "",
) -> Imported:
    """The table of the named sheet, or of the first; its heading is the first row that names a source column.

    Bad rows are set aside, with their row in the sheet. Raises GlossaryError.
    """
    lines = list(_rows(Package(raw, name), name, sheet))
    guess, rest = _layout(lines, source_language, target_language)
    if columns is None or columns.header:
        lines = rest
    columns = columns or guess
    return read_rows(lines, name, source_language, target_language, columns)


def preview_xlsx(raw: bytes, name: str, source_language: str, target_language: str, sheet: str = "") -> Preview:
    """The first rows of a sheet, what their columns seem to hold, and the names of all sheets."""
    package = Package(raw, name)
    lines = list(islice(_rows(package, name, sheet), _TOP))
    columns, lines = _layout(lines, source_language, target_language)
    rows = tuple(tuple(item[1]) for item in lines if not isinstance(item, RowFault))
    return Preview(rows, columns, tuple(sheets_of(package)))


def sheets_of(package: Package) -> dict[str, str]:
    """The parts of the sheets by their names, in their order."""
    parts = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in package.xml("xl/_rels/workbook.xml.rels")
    }
    return {
        sheet.get("name", ""): parts.get(sheet.get(_RELATION) or sheet.get(_STRICT) or "", "")
        for sheet in package.xml("xl/workbook.xml").iter("{*}sheet")
    }


def _layout(
    lines: list[Line | RowFault], source_language: str, target_language: str
) -> tuple[Columns, list[Line | RowFault]]:
    """What the columns hold, and the lines from the heading on: a title may stand over it."""
    for number, item in enumerate(lines[:_TOP]):
        if not isinstance(item, RowFault) and (found := guess_columns(item[1], source_language, target_language)):
            return found, lines[number:]
    return Columns(("source", "target", "note"), header=False), lines


def _rows(package: Package, name: str, sheet: str) -> Iterator[Line | RowFault]:
    sheets = sheets_of(package)
    if sheet and sheet not in sheets:
        raise GlossaryError("glossary-no-sheet", {"name": name, "sheet": sheet, "there": ", ".join(sheets)})
    part = sheets[sheet] if sheet else next(iter(sheets.values()), "")
    shared = _shared(package, name)
    line = 0
    for number, row in enumerate(_elements(package.read(part), name, "row")):
        line = _number(row.get("r"), line + 1)
        if number > MAX_ROWS:
            raise GlossaryError("glossary-too-long", {"name": name, "line": line, "limit": MAX_ROWS})
        try:
            yield line, _cells(row, shared)
        except GlossaryError as error:
            yield RowFault(line, error.code, {"name": name, "line": line, **error.facts})


def _cells(row: etree._Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) != "c":
            continue
        place = _REFERENCE.fullmatch(cell.get("r") or "")
        column = _column(place[1]) if place else len(cells)
        text = _text(cell, shared)
        if not text:
            continue
        if column >= MAX_COLUMNS:
            raise GlossaryError("glossary-too-wide", {"limit": MAX_COLUMNS})
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text
    return cells


def _text(cell: etree._Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _joined(cell)
    value = next((part.text or "" for part in cell if local(part) == "v"), "")
    if kind == "s":
        number = _number(value, -1)
        if not 0 <= number < len(shared):
            raise GlossaryError("glossary-cell-broken", {})
        return shared[number]
    if kind == "e":
        raise GlossaryError("glossary-cell-error", {"value": value[:20]})
    return _unescaped(value)


def _shared(package: Package, name: str) -> list[str]:
    part = "xl/sharedStrings.xml"
    return [_joined(item) for item in _elements(package.read(part), name, "si")] if part in package else []


def _joined(item: etree._Element) -> str:
    """The text of the runs, without the readings that stand over them (phonetic runs)."""
    texts = (t.text or "" for t in item.iter("{*}t") if (up := t.getparent()) is None or local(up) != "rPh")
    return _unescaped("".join(texts))


def _elements(data: bytes, name: str, tag: str) -> Iterator[etree._Element]:
    context = etree.iterparse(
        io.BytesIO(data), tag=f"{{*}}{tag}", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in context:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise GlossaryError("glossary-sheet-broken", {"name": name}) from None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
