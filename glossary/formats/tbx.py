"""TBX: version 2 (martif; tig and ntig) and version 3 (ISO 30042:2019; DCA and DCT), read by the same rules.

A data category is the ``type`` of a general element (DCA, version 2) or an element of its own (DCT). What TBX has no
category for is carried in notes that begin with ``enface:``, one thing each: of a concept ``id``, ``confidence``,
``ambiguous``, ``matching``, ``first`` or ``first-pattern``, of a term ``status=forbidden``, ``scope=anywhere``,
``pattern=yes``. A note that begins so by itself is ``enface: note=…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from glossary.formats.cells import clean, matching_of, one_line
from glossary.formats.columns import status_of
from glossary.formats.entries import Entry, Form, Section, choose
from glossary.formats.markup import entries, has_entity, line_of, local
from glossary.formats.result import Faults, Imported
from glossary.formats.tbx_rules import complaints
from glossary.model import Confidence, Match, Scope, Status, Term

OURS = "Enface glossary"
NOTE = "enface:"
ENTRY = re.compile(r"enface-\d+")
"""An entry's id that only numbers it: the concept's own follows from its source terms, as in a table."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization", "usageStatus"})
_PROSE = frozenset({"definition", "context", "explanation", "example", "geographicalUsage", "usageNote"})
_GENERAL = frozenset(
    {"admin", "adminNote", "descrip", "descripNote", "termNote", "transac", "transacNote", "ref", "xref"}
)
_UNITS = frozenset({"tig", "ntig", "termSec"})


def read_tbx(raw: bytes, name: str, source_language: str, target_language: str) -> Imported:
    """The glossary of two languages of a TBX file. Entries without a term in both are set aside; what the dialect does
    not allow is told, and kept where its meaning is clear. Raises GlossaryError."""
    faults = Faults(name)
    return choose(list(tbx_entries(raw, name, faults)), name, source_language, target_language, faults)


def tbx_entries(raw: bytes, name: str, faults: Faults) -> Iterator[Entry]:
    """All entries with all their languages. Raises GlossaryError for what is no XML, or hides something."""
    ours, dialect = False, ""
    for element in entries(raw, name, "tbxHeader", "martifHeader", "termEntry", "conceptEntry", "text"):
        parent = element.getparent()
        if local(element).endswith("Header"):
            ours = OURS in "".join(str(text) for text in element.itertext())
            dialect = parent.get("type", "") if parent is not None and local(parent) == "tbx" else ""
        for line, code, facts in complaints(element, dialect):
            faults.tell(line, code, facts, kept=True)
        if local(element).endswith("Entry"):
            if has_entity(element):
                faults.tell(line_of(element), "glossary-entity", {})
                continue
            yield _entry(element, ours)


def _entry(element: etree._Element, ours: bool) -> Entry:
    carried, notes = _carried(_notes(element, ours))
    identity = element.get("id") or ""
    return Entry(
        line_of(element),
        tuple(_section(part, ours) for part in element if local(part) in ("langSet", "langSec")),
        id=carried.get("id") or ("" if ENTRY.fullmatch(identity) else identity),
        domain=next((_text(part, ours) for name, part in _categories(element) if name == "subjectField"), ""),
        notes=notes,
        citation=carried.get("citation", ""),
        confidence=Confidence.MEDIUM if carried.get("confidence") == Confidence.MEDIUM else Confidence.HIGH,
        ambiguous=carried.get("ambiguous") == "yes",
        matching=_matching(carried.get("matching", "")),
        first=_first(carried),
    )


def _matching(words: str) -> frozenset[Match]:
    """What a note says of how a term is looked for; nothing where it was written by somebody else."""
    try:
        return matching_of(words)
    except ValueError:
        return frozenset()


def _first(carried: Mapping[str, str]) -> Term | None:
    text = one_line(carried.get("first") or carried.get("first-pattern", ""))
    return Term(text, pattern="first" not in carried) if text else None


def _section(element: etree._Element, ours: bool) -> Section:
    forms = [form for part in element if local(part) in _UNITS for form in _forms(part, ours)]
    return Section(element.get(_LANG) or "", tuple(forms), _notes(element, ours))


def _forms(unit: etree._Element, ours: bool) -> Iterator[Form]:
    """The terms of a unit: one, or what a faulty file has put there."""
    status = next((status_of(_text(part, False)) for name, part in _categories(unit) if name in _STATUS), None)
    carried, notes = _carried(_notes(unit, ours))
    if carried.get("status") == Status.FORBIDDEN:
        status = Status.FORBIDDEN
    scope = Scope.ANYWHERE if carried.get("scope") == Scope.ANYWHERE else Scope.BESIDE
    citation = next((_text(part, ours) for name, part in _categories(unit) if name == "source"), "")
    for term in unit.iter("{*}term"):
        text = _text(term, False)
        form = Form(text, status, scope, carried.get("pattern") == "yes", notes, citation)
        parts = text.split(" || ") if form.pattern else [text]
        yield from (replace(form, text=part) for part in parts)


def _categories(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The data categories at an element's own level, those in its groups too; not those of its languages or terms."""
    for part in element:
        name = local(part)
        if name in _GENERAL:
            yield part.get("type", ""), part
        elif name in ("termGrp", "adminGrp", "termNoteGrp"):
            yield from _categories(part)
        elif name == "descripGrp":
            yield from ((kind, inner) for kind, inner in _categories(part) if kind != "source")
        elif name not in ("langSet", "langSec", "transacGrp", "term", "note", "", *_UNITS):
            yield name, part


def _notes(element: etree._Element, ours: bool) -> tuple[str, ...]:
    """Definitions, contexts and notes, with the source of a definition in brackets."""
    found = []
    for part in element:
        group = [part] if local(part) != "descripGrp" else list(part)
        words = [_text(inner, ours) for inner in group if _is_prose(inner)]
        cited = [_text(inner, ours) for inner in group if inner is not part and _kind(inner) == "source"]
        found.extend(words[:-1])
        found.extend(f"{word} ({'; '.join(cited)})" if cited else word for word in words[-1:])
    return tuple(filter(None, found))


def _is_prose(part: etree._Element) -> bool:
    return local(part) == "note" or _kind(part) in _PROSE


def _kind(part: etree._Element) -> str:
    return part.get("type", "") if local(part) in _GENERAL else local(part)


def _carried(notes: Iterable[str]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """What the notes carry for us, and the notes that are notes."""
    carried: dict[str, str] = {}
    plain = []
    for note in notes:
        if note.startswith(NOTE):
            key, _, value = note.removeprefix(NOTE).strip().partition("=")
            if key != "note":
                carried[key] = value
                continue
            note = value
        plain.append(note)
    return carried, tuple(plain)


def _text(element: etree._Element, exact: bool) -> str:
    """The text of an element with that of its inline ones. Line ends are the file's, unless the file is ours."""
    text = clean("".join(str(part) for part in element.itertext()))
    return text if exact else one_line(text)
