"""The bilingual table as a Word document: landscape, the headings repeated on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.enum.section import WD_ORIENT

from app.writers.inline import Run
from app.writers.languages import Script, script_of
from app.writers.model import TableRow
from app.writers.parts import legal
from app.writers.word import Element, document_bytes, element, new_document, run_element

_WIDTHS = (700, 5000, 5000, 1300, 2000)
"""Of the columns, in twentieths of a point."""
_PLAIN = Script("", False, "")


def write_table_docx(
    rows: Sequence[TableRow], title: str, source_language: str, target_language: str, headings: tuple[str, ...]
) -> bytes:
    """The rows as a table of five columns with a title above it."""
    source, target = script_of(source_language), script_of(target_language)
    document = new_document(title, _PLAIN)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    if title:
        document.add_heading(legal(title).replace("\n", " "), 1)
    document.element.body.insert(len(document.element.body) - 1, _table(rows, headings, source, target))
    return document_bytes(document)


def _table(rows: Sequence[TableRow], headings: tuple[str, ...], source: Script, target: Script) -> Element:
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="TableGrid"),
        element("w:tblW", w=str(sum(_WIDTHS)), type="dxa"),
        element("w:tblLayout", type="fixed"),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=str(width)) for width in _WIDTHS))
    head = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
    table = element("w:tbl", properties, grid)
    table.append(element("w:tr", head, *_cells(headings, (_PLAIN,) * 5, bold=True)))
    scripts = (_PLAIN, source, target, _PLAIN, _PLAIN)
    for row in rows:
        table.append(element("w:tr", *_cells((str(row.number), *row.texts), scripts)))
    return table


def _cells(texts: tuple[str, ...], scripts: tuple[Script, ...], bold: bool = False) -> Iterator[Element]:
    for text, script, width in zip(texts, scripts, _WIDTHS, strict=True):
        run = run_element(Run(text, bold=bold), _marks(script))
        direction = [element("w:pPr", element("w:bidi"))] if script.right_to_left else []
        cell = element("w:tcPr", element("w:tcW", w=str(width), type="dxa"))
        yield element("w:tc", cell, element("w:p", *direction, run))


def _marks(script: Script) -> tuple[Element, ...]:
    """The run properties of a column's language, in the order the schema asks for."""
    marks = []
    if script.font:
        marks.append(element("w:rFonts", eastAsia=script.font))
    if script.right_to_left:
        marks.append(element("w:rtl"))
    if script.language:
        kind = "bidi" if script.right_to_left else "eastAsia" if script.font else "val"
        marks.append(element("w:lang", **{kind: script.language}))
    return tuple(marks)
