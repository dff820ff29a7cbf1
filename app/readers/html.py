"""Web pages: the text of the page in blocks, without its scripts, menus, forms and hidden parts, which are counted.

White space is collapsed as a browser does; ``br`` is a line end in the block, two of them end the block. Text that
stands directly in a ``div`` is gathered into paragraphs. Tables that only lay out the page (nested, with headings in
them, or of one column) are read as plain flow. A locator's path is ``tag[n]``, the n-th element of that kind, from 0.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from app.errors import UserError
from app.model import Imported, Locator, Notice, Role, Shape
from app.readers.blocks import Blocks, demand_tags
from app.readers.characters import clean_characters

_NEVER = frozenset({"head", "script", "style", "noscript", "template", "rt", "rp", "title", "meta", "link"})
_LEFT_OUT = frozenset(
    {"nav", "aside", "form", "svg", "iframe", "object", "canvas", "audio", "video", "button", "select", "textarea",
     "datalist", "map", "dialog"}
)  # fmt: skip
_CHROME = frozenset({"header", "footer"})
_CONTENT = frozenset({"article", "main", "section", "blockquote", "figure", "td", "th"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"html", "body", "p", "div", "section", "article", "main", "header", "footer", "center", "address", "ul", "ol",
     "menu", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote",
     "pre", "figure", "figcaption", "hr", "details", "summary", "fieldset", "legend", "form", "hgroup", "search",
     *_HEADINGS}
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\ue000"
"""Stands for a ``br`` while white space is collapsed; a private character of the text itself is cleaned before."""
_BREAKS = re.compile(rf" ?{_BREAK} ?")
_PARAGRAPH_END = re.compile(r"\n{2,}")


def read_html(name: str, raw: bytes, text: str, encoding: str, notices: tuple[Notice, ...] = ()) -> Imported:
    """Reads a decoded web page. Raises UserError where it is nested too deep or a limit is passed."""
    demand_tags(name, text.count("<"))
    cleaned, removed = clean_characters(text)
    root = _parse(name, cleaned.replace(_BREAK, ""))
    reading = _Reading(Blocks(name))
    if root is not None:
        reading.walk(root)
    counts = {"page-parts-left-out": reading.left_out, "characters-cleaned": removed}
    notices += tuple(Notice(code, (("n", n),)) for code, n in counts.items() if n)
    return Imported(name, "html", raw, text, tuple(reading.blocks.found), encoding, notices)


def _parse(name: str, text: str) -> etree._Element | None:
    if not text.strip():
        return None
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None  # nothing but comments
    if any("depth" in error.message for error in parser.error_log.filter_from_fatals()):
        raise UserError("page-too-deep", name=name)
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise UserError("page-broken", name=name)
    return root


@dataclass(slots=True)
class _Reading:
    """One pass over a page: open elements, the text gathered since the last block began, the blocks so far."""

    blocks: Blocks
    left_out: int = 0
    _open: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _paths: list[str] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)
    _item_begun: list[bool] = field(default_factory=list)
    _tables: list[_Table] = field(default_factory=list)
    _table_count: int = 0

    def walk(self, root: etree._Element) -> None:
        """Goes through the page without recursion."""
        keeps_header = sum(1 for _ in root.iter("h1")) == 1
        page = _length(root)
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: list[etree._Element] = []
        for event, element in walker:
            tag = str(element.tag)
            if event == "start":
                if self._skips(element, tag, keeps_header, page):
                    skipped.append(element)
                    walker.skip_subtree()
                else:
                    self._start(element, tag)
            else:
                if skipped and skipped[-1] is element:
                    skipped.pop()
                else:
                    self._end(tag)
                if element.tail and element is not root:
                    self._text.append(element.tail)
        self._flush()

    def _skips(self, element: etree._Element, tag: str, keeps_header: bool, page: int) -> bool:
        if tag in _NEVER:
            return True
        chrome = tag in _CHROME and not _CONTENT & set(self._open)
        if chrome and tag == "header" and keeps_header and element.find(".//h1") is not None:
            chrome = False
        hidden = (
            element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or bool(_HIDDEN.search(element.get("style", "")))
        )
        if not (chrome or hidden or tag in _LEFT_OUT):
            return False
        if tag == "form" and not hidden and 2 * _length(element) > page:
            return False  # some servers wrap the whole page in a form
        self.left_out += 1
        return True

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._text.append(_BREAK)
        elif tag in _BLOCKS:
            self._flush()
            self._paths.append(f"{tag}[{self._seen[tag]}]")
            self._seen[tag] += 1
            if tag == "li":
                self._item_begun.append(False)
            elif tag == "table":
                layout = _is_layout(element)
                self._tables.append(_Table(-1 if layout else self._table_count))
                self._table_count += not layout
            elif self._tables:
                self._tables[-1].start(element, tag)
        self._open.append(tag)
        if element.text:
            self._text.append(element.text)

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._paths.pop()
        self._open.pop()
        if tag == "li":
            self._item_begun.pop()
        elif tag == "table":
            self._tables.pop()

    def _flush(self) -> None:
        """Ends a block: collapses the gathered text and adds what is left of it."""
        gathered, self._text = "".join(self._text), []
        if "pre" in self._open:
            code = gathered.replace(_BREAK, "\n").strip("\n")
            self._add(code if code.strip() else "")
            return
        collapsed = _BREAKS.sub("\n", _SPACES.sub(" ", gathered)).strip()
        for text in _PARAGRAPH_END.split(collapsed):
            self._add(text.strip())

    def _add(self, text: str) -> None:
        if not text:
            return
        self.blocks.add(text, self._shape(), Locator(path=self._paths[-1] if self._paths else ""))

    def _shape(self) -> Shape:
        """What the block is: the cell it stands in, else its heading, code, list or quote."""
        if self._tables and self._tables[-1].number >= 0 and {"td", "th"} & set(self._open):
            table = self._tables[-1]
            return Shape(Role.TABLE_CELL, table=table.number, row=table.row, column=table.column)
        for tag in reversed(self._open):
            if tag in _HEADINGS:
                return Shape(Role.HEADING, level=_HEADINGS[tag])
        if "pre" in self._open:
            return Shape(Role.CODE)
        if self._item_begun and not self._item_begun[-1]:
            self._item_begun[-1] = True
            lists = [tag for tag in self._open if tag in ("ul", "ol", "menu")]
            return Shape(Role.LIST_ITEM, level=max(0, len(lists) - 1), ordered=bool(lists) and lists[-1] == "ol")
        return Shape(Role.QUOTE if "blockquote" in self._open else Role.PARAGRAPH)


@dataclass(slots=True)
class _Table:
    """Where we are in a table; ``number`` is -1 for one that only lays out the page."""

    number: int
    row: int = -1
    column: int = -1
    _next: int = 0

    def start(self, element: etree._Element, tag: str) -> None:
        if tag == "tr":
            self.row, self._next = self.row + 1, 0
        elif tag in ("td", "th"):
            self.row = max(self.row, 0)
            self.column = self._next
            span = element.get("colspan", "")
            self._next += min(max(int(span), 1), 1000) if span.isdecimal() and len(span) < 6 else 1


def _length(element: etree._Element) -> int:
    return sum(map(len, element.itertext()))


def _is_layout(table: etree._Element) -> bool:
    if table.get("role") in ("presentation", "none"):
        return True
    if any(element is not table for element in table.iter("table", *_HEADINGS)):
        return True
    return all(sum(cell.tag in ("td", "th") for cell in row) < 2 for row in table.iter("tr"))
