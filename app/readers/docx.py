"""Word documents, read as they will look when every tracked change is accepted.

Blocks are the paragraphs of the body, then footnotes and endnotes. A locator's part is the package part, its path
counts the elements of one kind in their container from 0, in document order: ``body/p[12]``,
``body/tbl[0]/tr[1]/tc[2]/p[0]``, ``body/p[3]/box[0]/p[0]`` (a text box), ``footnote[2]/p[0]``. Content controls and
other wrappers do not count. A paragraph whose mark is deleted continues in the next one, whose shape it
takes; the block keeps the first path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.errors import UserError
from app.model import Imported, Locator, Notice, Role, Shape
from app.readers.blocks import Blocks
from app.readers.package import Package
from app.readers.wordml import Look, Numbering, W, number, read_numbering, read_styles
from app.readers.wordrun import BOX, TextOf, deleted_mark, is_dropped

_TRANSPARENT = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink")
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHANGES = tuple(W + name for name in ("ins", "del", "moveTo", "cellIns", "cellDel"))
_ID = 12
"""Characters of a note's number: it is repeated in the path of each paragraph."""
_NOTES = (("footnotes", f"{W}footnote"), ("endnotes", f"{W}endnote"))


def read_docx(name: str, raw: bytes) -> Imported:
    """Reads a Word document. Raises UserError where it is damaged, locked, over a limit or holds a DTD."""
    package = Package(name, raw)
    main = next((link.part for link in package.relations() if link.kind == "officeDocument"), "word/document.xml")
    if main not in package:
        raise UserError("docx-no-document", name=name)
    root = package.xml(main)
    body = root.find(f"{W}body") if root.tag == f"{W}document" else None
    if body is None:
        raise UserError("docx-no-document", name=name)
    parts = {link.kind: link.part for link in package.relations(main) if link.part in package}
    reading = _Reading(Blocks(name), _look(package, parts))
    reading.container(body, "body", main)
    roots = [root]
    for kind, tag in _NOTES:
        if kind in parts:
            roots.append(notes := package.xml(parts[kind]))
            reading.notes(notes, tag, parts[kind])
    return Imported(name, "docx", raw, "", tuple(reading.blocks.found), "", _notices(package, main, roots, reading))


def _look(package: Package, parts: dict[str, str]) -> Look:
    styles, default = read_styles(package.xml(parts["styles"])) if "styles" in parts else ({}, "")
    numbering = Numbering()
    if "numbering" in parts:
        numbering = read_numbering(package.xml(parts["numbering"]), styles)
    return Look(styles, numbering, default)


def _notices(package: Package, main: str, roots: list[etree._Element], reading: _Reading) -> tuple[Notice, ...]:
    links = package.relations(main)
    edges = {link.part for link in links if link.kind in ("header", "footer") and link.part in package}
    counts = {
        "tracked-changes": sum(1 for root in roots for _ in root.iter(*_CHANGES)),
        "comments-left-out": sum(1 for root in roots for _ in root.iter(f"{W}commentReference")),
        "hidden-left-out": reading.text_of.hidden,
        "margins-left-out": sum(_has_text(package.xml(part)) for part in edges),
        "inserted-files-left-out": sum(1 for _ in roots[0].iter(f"{W}altChunk")),
        "odd-parts": package.odd_names,
    }
    return tuple(Notice(code, (("n", n),)) for code, n in counts.items() if n)


def _has_text(root: etree._Element) -> bool:
    return any(text.text and text.text.strip() for text in root.iter(f"{W}t"))


@dataclass(slots=True)
class _Reading:
    """One pass over a document, collecting its blocks."""

    blocks: Blocks
    look: Look
    text_of: TextOf = field(default_factory=TextOf)
    tables: int = 0

    def container(self, parent: etree._Element, path: str, part: str, fixed: Shape | None = None) -> None:
        """Reads what holds paragraphs and tables. ``fixed`` is the shape of all inside (a cell, a note)."""
        paragraphs = tables = 0
        carried, carried_path = "", ""
        for child in _children(parent):
            if child.tag == f"{W}p":
                here = f"{path}/p[{paragraphs}]"
                paragraphs += 1
                text, boxes = self.text_of.paragraph(child)
                carried += text
                carried_path = carried_path or here
                if not deleted_mark(child):
                    self._add(carried, fixed or self.look.shape(child), Locator(part, carried_path))
                    carried = carried_path = ""
                for box_number, box in enumerate(boxes):
                    self.container(box, f"{here}/{BOX}[{box_number}]", part, fixed)
            else:
                if carried:
                    self._add(carried, fixed or Shape(), Locator(part, carried_path))
                    carried = carried_path = ""
                self._table(child, f"{path}/tbl[{tables}]", part, fixed)
                tables += 1
        if carried:
            self._add(carried, fixed or Shape(), Locator(part, carried_path))

    def notes(self, root: etree._Element, tag: str, part: str) -> None:
        """Reads footnotes or endnotes; those with a type are Word's own separators."""
        for note in root.iter(tag):
            if note.get(f"{W}type") in (None, "normal"):
                path = f"{tag.removeprefix(W)}[{note.get(f'{W}id', '')[:_ID]}]"
                self.container(note, path, part, Shape(Role.FOOTNOTE))

    def _table(self, table: etree._Element, path: str, part: str, fixed: Shape | None) -> None:
        """Reads a table; a table within a cell or a note gives its text to that cell or note."""
        own = self.tables
        self.tables += fixed is None
        rows = [row for row in _children(table, f"{W}tr") if not _is_deleted_row(row)]
        for row_number, row in enumerate(rows):
            column = _spanned(row, f"{W}trPr/{W}gridBefore")
            for cell_number, cell in enumerate(_children(row, f"{W}tc")):
                shape = fixed or Shape(Role.TABLE_CELL, table=own, row=row_number, column=column)
                if cell.find(f"{W}tcPr/{W}cellDel") is None:
                    self.container(cell, f"{path}/tr[{row_number}]/tc[{cell_number}]", part, shape)
                column += max(1, _spanned(cell, f"{W}tcPr/{W}gridSpan"))

    def _add(self, text: str, shape: Shape, locator: Locator) -> None:
        if text := text.strip():
            self.blocks.add(text, shape, locator)


def _children(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The paragraphs and tables (or the given tags) of a container, through wrappers, without what is deleted."""
    wanted = tags or (f"{W}p", f"{W}tbl")
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in wanted:
            yield child
        elif child.tag in _TRANSPARENT and not is_dropped(child):
            stack.append(iter(child))
        elif child.tag == _ALTERNATE and len(child):
            stack.append(iter(child[0]))


def _is_deleted_row(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _spanned(element: etree._Element, path: str) -> int:
    found = element.find(path)
    return min(number(found.get(f"{W}val")) or 0, 1000) if found is not None else 0
