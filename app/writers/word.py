"""What our Word files share: a plain base document, paragraphs, runs, and bytes that are the same every time."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.writers.inline import Run
from app.writers.languages import Script
from app.writers.parts import legal

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATES = ("dcterms:created", "dcterms:modified")
Element = Any
"""An lxml element of python-docx, which has no types."""


def new_document(title: str, script: Script) -> WordDocument:
    """An empty document with its language set, and with no person, program or date in its properties."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.language = legal(title)[:255], script.language
    properties.author = properties.comments = properties.last_modified_by = ""
    core = properties._element
    for tag in _DATES:
        for found in core.findall(qn(tag)):
            core.remove(found)
    _set_language(document, script)
    return document


def document_bytes(document: WordDocument) -> bytes:
    """The file: every part with one fixed time, so that the same text gives the same bytes."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for entry in source.infolist():
            same = zipfile.ZipInfo(entry.filename, _EPOCH)
            same.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(same, source.read(entry))
    return fixed.getvalue()


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """A WordprocessingML element: ``element("w:pStyle", val="Quote")``; attributes get the w: prefix."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def run_element(run: Run, properties: tuple[Element, ...] = ()) -> Element:
    """A run with its setting; tabs and line ends become elements. ``properties`` come before bold and italic."""
    marks = [deepcopy(one) for one in properties]
    marks += [element("w:b")] * run.bold
    marks += [element("w:i")] * run.italic
    if run.code:
        marks.insert(0, element("w:rFonts", ascii="Consolas", hAnsi="Consolas"))
    made = element("w:r", *([element("w:rPr", *marks)] if marks else []))
    for number, line in enumerate(legal(run.text).split("\n")):
        if number:
            made.append(element("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("w:tab"))
            if piece:
                text = element("w:t")
                text.text = piece
                text.set(qn("xml:space"), "preserve")
                made.append(text)
    return made


def _set_language(document: WordDocument, script: Script) -> None:
    """Writes language, East Asian font and direction into the defaults and the Normal style."""
    language = script.language or "en"
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    kind = "bidi" if script.right_to_left else "eastAsia" if script.font else "val"
    defaults.append(element("w:lang", **{"val": language, kind: language}))
    normal = document.styles["Normal"].element
    marks = normal.get_or_add_rPr()
    if script.font:
        fonts = marks.find(qn("w:rFonts"))
        if fonts is None:
            fonts = element("w:rFonts")
            marks.insert(0, fonts)
        fonts.set(qn("w:eastAsia"), script.font)
        for fonts in styles.iter(qn("w:rFonts")):  # defaults and headings name a theme's font, which would win
            if fonts.attrib.pop(qn("w:eastAsiaTheme"), None):
                fonts.set(qn("w:eastAsia"), script.font)
    if script.right_to_left:
        normal.get_or_add_pPr().append(element("w:bidi"))
        marks.append(element("w:rtl"))
