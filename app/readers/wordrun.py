"""The text of one Word paragraph in the accepted view: insertions in, deletions out, fields by their results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.readers.characters import clean_characters
from app.readers.wordml import W

BOX = "box"
_BOX = f"{W}txbxContent"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DROPPED = frozenset(W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr"))
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_NESTED = 100
"""Fields open at once; of more, the first are those whose end is missing."""
_OFF = ("0", "false", "off")


def is_dropped(element: etree._Element) -> bool:
    return element.tag in _DROPPED


def deleted_mark(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end is deleted (or moved away), so that it continues in the next one."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


@dataclass(slots=True)
class TextOf:
    """Reads paragraphs one after the other: a field (contents, cross-reference) may begin in one and end in another.

    ``hidden`` counts the runs left out because they are formatted as hidden.
    """

    hidden: int = 0
    _fields: list[bool] = field(default_factory=list)
    """For each open field, whether its result has begun."""

    def paragraph(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text, and the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        for element in _walk(paragraph):
            if element.tag == _BOX:
                boxes.append(element)
            elif element.tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType", ""))
            elif element.tag == f"{W}r" and _is_hidden(element):
                self.hidden += any(text.text for text in element.iter(f"{W}t"))
            elif (text := _text(element)) and all(self._fields):
                pieces.append(text)
        self._fields = [shown for shown in self._fields if shown]  # an instruction never outlives its paragraph
        return clean_characters("".join(pieces))[0], boxes

    def _field(self, kind: str) -> None:
        if kind == "begin":
            del self._fields[:-_NESTED]
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _text(element: etree._Element) -> str:
    if element.tag in (f"{W}t", _MATH_TEXT):
        return element.text or ""
    if element.tag == f"{W}br":
        return "\n" if element.get(f"{W}type", "textWrapping") == "textWrapping" else ""
    if element.tag == f"{W}sym":
        return _symbol(element.get(f"{W}char", ""))
    return _SIGNS.get(str(element.tag), "")


def _symbol(code: str) -> str:
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if 0x20 <= value < 0xD800 or 0xE000 <= value <= 0xFFFD else ""


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in _OFF


def _walk(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The elements of a paragraph in order, without what is dropped, what is hidden, and the insides of text boxes.

    Of two versions of the same content (AlternateContent) the first is read.
    """
    stack: list[Iterator[etree._Element]] = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        if not isinstance(child.tag, str) or is_dropped(child):
            continue
        yield child
        if child.tag == _BOX or (child.tag == f"{W}r" and _is_hidden(child)):
            continue
        if child.tag == _ALTERNATE:
            stack.append(iter(child[0]) if len(child) else iter(()))
        elif len(child):
            stack.append(iter(child))
