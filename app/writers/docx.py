"""A new Word document of the clean text: heading and list styles, real numbering, tables; no fonts of the old file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from app.model import Role
from app.writers.inline import Inline, Run
from app.writers.languages import script_of
from app.writers.model import CleanBlock
from app.writers.parts import Lists, Table, grouped
from app.writers.word import Element, document_bytes, element, new_document, run_element

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_STYLES = {Role.QUOTE: "Quote", Role.CODE: "Source Code", Role.FOOTNOTE: "Footnote Text"}
_DEPTHS = 9
_BULLETS = "•◦▪"
_INDENT = 360
"""Twentieths of a point per list level."""


def write_docx(blocks: Sequence[CleanBlock], inline: Inline, title: str, language: str) -> bytes:
    """The blocks as a Word document of the given language and title."""
    document = new_document(title, script_of(language))
    _add_styles(document)
    body = document.element.body
    numbering = _Numbering(document)
    for block in grouped(blocks):
        if isinstance(block, Table):
            numbering.end()
            made = [_table(block, inline), element("w:p")]  # a table must not touch the next one, nor end a document
        else:
            made = [_paragraph(document, block, inline, numbering)]
        for one in made:
            body.insert(len(body) - 1, one)  # before the section's properties
    return document_bytes(document)


def _paragraph(document: WordDocument, block: CleanBlock, inline: Inline, numbering: _Numbering) -> Element:
    role, level = block.shape.role, block.shape.level
    listed = numbering.item(block)
    if role is Role.HEADING:
        style = f"Heading {min(max(level, 1), 6)}"
    elif role is Role.LIST_ITEM:
        style = "List Number" if block.shape.ordered else "List Bullet"
    else:
        style = _STYLES.get(role, "Normal")
    properties = element("w:pPr", element("w:pStyle", val=document.styles[style].style_id), *listed)
    runs = [Run(block.text)] if role is Role.CODE else inline.runs(block.text)
    return element("w:p", properties, *(run_element(run) for run in runs))


def _table(table: Table, inline: Inline) -> Element:
    rows = []
    for row in table.rows:
        cells = (element("w:p", *(run_element(run) for run in inline.runs(text))) for text in row)
        rows.append(element("w:tr", *(element("w:tc", element("w:tcPr"), cell) for cell in cells)))
    properties = element("w:tblPr", element("w:tblStyle", val="TableGrid"), element("w:tblW", w="0", type="auto"))
    grid = element("w:tblGrid", *(element("w:gridCol") for _ in table.rows[0]))
    return element("w:tbl", properties, grid, *rows)


def _add_styles(document: WordDocument) -> None:
    """The paragraph styles Word has but python-docx's base document lacks."""
    for name, size in (("Source Code", 9.5), ("Footnote Text", 9)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(size)
    document.styles["Source Code"].font.name = "Consolas"


class _Numbering:
    """The lists of the document: one definition of bullets, one of numbers, and a new count for each numbered list."""

    def __init__(self, document: WordDocument) -> None:
        self._root = document.part.numbering_part.element
        self._lists = Lists()
        self._open: dict[int, str] = {}
        abstract = max(
            (int(old.get(qn("w:abstractNumId"))) for old in self._root.findall(qn("w:abstractNum"))), default=0
        )
        self._bullets, self._numbers = str(abstract + 1), str(abstract + 2)
        self._next = max((int(old.get(qn("w:numId"))) for old in self._root.findall(qn("w:num"))), default=0) + 1
        first = self._root.find(qn("w:num"))
        for made in (_definition(self._bullets, False), _definition(self._numbers, True)):
            if first is None:
                self._root.append(made)
            else:
                first.addprevious(made)
        self._bullet = self._new(self._bullets, 0)

    def item(self, block: CleanBlock) -> list[Element]:
        """The list properties of a block, none for what is no list item."""
        number = self._lists.number(block.shape)
        if block.shape.role is not Role.LIST_ITEM:
            return []
        depth = min(block.shape.level, _DEPTHS - 1)
        if number == 1:
            self._open[depth] = self._new(self._numbers, depth)
        list_id = self._open[depth] if number else self._bullet
        return [element("w:numPr", element("w:ilvl", val=str(depth)), element("w:numId", val=list_id))]

    def end(self) -> None:
        self._lists.end()

    def _new(self, abstract: str, depth: int) -> str:
        list_id = str(self._next)
        self._next += 1
        start = element("w:lvlOverride", element("w:startOverride", val="1"), ilvl=str(depth))
        self._root.append(element("w:num", element("w:abstractNumId", val=abstract), start, numId=list_id))
        return list_id


def _definition(abstract: str, ordered: bool) -> Element:
    levels = []
    for depth in range(_DEPTHS):
        text = f"%{depth + 1}." if ordered else _BULLETS[depth % len(_BULLETS)]
        indent = element("w:ind", left=str(_INDENT * (depth + 1)), hanging=str(_INDENT))
        parts = (
            element("w:start", val="1"),
            element("w:numFmt", val="decimal" if ordered else "bullet"),
            element("w:lvlText", val=text),
            element("w:lvlJc", val="left"),
            element("w:pPr", indent),
        )
        levels.append(element("w:lvl", *parts, ilvl=str(depth)))
    return element("w:abstractNum", element("w:multiLevelType", val="multilevel"), *levels, abstractNumId=abstract)
