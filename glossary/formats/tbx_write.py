"""TBX out: version 3 in both styles, lossless; version 2 Basic for programs that know no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from glossary.formats.cells import matching_cell
from glossary.formats.collect import canonical, derived_ids
from glossary.formats.result import Written
from glossary.formats.tbx import NOTE, OURS
from glossary.model import Concept, Confidence, Glossary, Scope, Status, Term

_V3 = "urn:iso:std:iso:30042:ed-2"
_MIN, _BASIC = "http://www.tbxinfo.net/ns/min", "http://www.tbxinfo.net/ns/basic"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
_XCS = "TBXBasicXCSV02.xcs"
_STATUS = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    # There is no stronger word; the note beside it says that it is meant.
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_IDENTITY = re.compile(r"(?!enface-)[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class _Style:
    """How a version names its parts, and whether a data category is an element of its own."""

    root: str
    header: str
    entry: str
    language: str
    unit: str
    space: str = ""
    dct: bool = False

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}" if self.space else name

    def category(self, parent: etree._Element, general: str, kind: str, text: str) -> None:
        if self.dct:
            module = _BASIC if kind == "source" else _MIN
            etree.SubElement(parent, f"{{{module}}}{kind}").text = text
        else:
            etree.SubElement(parent, self.tag(general), type=kind).text = text

    def note(self, parent: etree._Element, text: str) -> None:
        etree.SubElement(parent, self.tag("note")).text = text


_STYLES = {
    "tbx2": _Style("martif", "martifHeader", "termEntry", "langSet", "tig"),
    "tbx-dca": _Style("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", _V3),
    "tbx-dct": _Style("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", _V3, dct=True),
}


def write_tbx(glossary: Glossary, style_name: str) -> Written:
    """The glossary as ``tbx2``, ``tbx-dca`` or ``tbx-dct``; each gives back all of it."""
    glossary, style = canonical(glossary), _STYLES[style_name]
    languages = [code or "und" for code in (glossary.source_language, glossary.target_language)]
    spaces: dict[str | None, str] = {None: _V3} if style.space else {}
    spaces |= {"min": _MIN, "basic": _BASIC} if style.dct else {}
    root = etree.Element(style.tag(style.root), nsmap=spaces)  # type: ignore[arg-type]  # the stubs know no default space
    if style.space:
        root.set("type", "TBX-Basic")
        root.set("style", "dct" if style.dct else "dca")
    else:
        root.set("type", "TBX")
    root.set(_LANG, languages[0])
    _header(root, style, glossary.name)
    body = etree.SubElement(etree.SubElement(root, style.tag("text")), style.tag("body"))
    known = zip(glossary.concepts, derived_ids(glossary.concepts), strict=True)
    for number, (concept, derived) in enumerate(known, 1):
        _entry(body, style, concept, number, derived, languages)
    etree.indent(root, " ")
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n{"" if style.space else _DOCTYPE}'.rstrip() + "\n"
    return Written(head.encode("utf-8") + etree.tostring(root, encoding="UTF-8", xml_declaration=False) + b"\n")


def _header(root: etree._Element, style: _Style, name: str) -> None:
    header = etree.SubElement(root, style.tag(style.header))
    file = etree.SubElement(header, style.tag("fileDesc"))
    etree.SubElement(etree.SubElement(file, style.tag("titleStmt")), style.tag("title")).text = name
    etree.SubElement(etree.SubElement(file, style.tag("sourceDesc")), style.tag("p")).text = OURS
    if not style.space:
        encoding = etree.SubElement(header, style.tag("encodingDesc"))
        etree.SubElement(encoding, style.tag("p"), type="XCSURI").text = _XCS


def _entry(
    body: etree._Element, style: _Style, concept: Concept, number: int, derived: str, languages: Sequence[str]
) -> None:
    own = concept.id != derived
    plain = own and _IDENTITY.fullmatch(concept.id) is not None
    entry = etree.SubElement(body, style.tag(style.entry), id=concept.id if plain else f"enface-{number}")
    if concept.domain:
        style.category(entry, "descrip", "subjectField", concept.domain)
    # TBX keeps a source beside a term; where the glossary cites one, it is for the form to use.
    for text in _concept_notes(concept, own and not plain):
        style.note(entry, text)
    for language, terms in zip(languages, (concept.source, concept.target), strict=True):
        section = etree.SubElement(entry, style.tag(style.language), {_LANG: language})
        for place, term in enumerate(terms):
            cited = concept.citation if terms is concept.target and place == 0 else ""
            _term(section, style, term, is_target=terms is concept.target, citation=cited)


def _concept_notes(concept: Concept, identified: bool) -> Iterator[str]:
    if concept.note:
        yield f"{NOTE} note={concept.note}" if concept.note.startswith(NOTE) else concept.note
    if identified:
        yield f"{NOTE} id={concept.id}"
    if concept.confidence is not Confidence.HIGH:
        yield f"{NOTE} confidence={concept.confidence}"
    if concept.ambiguous:
        yield f"{NOTE} ambiguous=yes"
    if concept.matching:
        yield f"{NOTE} matching={matching_cell(concept.matching)}"
    if concept.first is not None:
        yield f"{NOTE} first{'-pattern' if concept.first.pattern else ''}={concept.first.text}"


def _term(section: etree._Element, style: _Style, term: Term, *, is_target: bool, citation: str) -> None:
    unit = etree.SubElement(section, style.tag(style.unit))
    etree.SubElement(unit, style.tag("term")).text = term.text
    if is_target:
        style.category(unit, "termNote", "administrativeStatus", _STATUS[term.status])
    if citation:
        style.category(unit, "admin", "source", citation)
    if term.status is Status.FORBIDDEN:
        style.note(unit, f"{NOTE} status={term.status}")
    if term.scope is Scope.ANYWHERE:
        style.note(unit, f"{NOTE} scope={term.scope}")
    if term.pattern:
        style.note(unit, f"{NOTE} pattern=yes")
