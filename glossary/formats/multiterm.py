"""MultiTerm XML in (``mtf``, version 5 on): concepts, languages by code or name, terms with their descriptions.

People name MultiTerm's fields as they like, so they are known by words: whatever means status, subject, source or
a note in the languages of ``columns``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from glossary.formats.cells import clean, one_line
from glossary.formats.columns import field_of, language_of, status_of
from glossary.formats.entries import Entry, Form, Section, choose
from glossary.formats.markup import entries, has_entity, line_of, local
from glossary.formats.result import Faults, Imported


def read_multiterm(raw: bytes, name: str, source_language: str, target_language: str) -> Imported:
    """The glossary of two languages of an export. Entries without terms in both are set aside. Raises GlossaryError."""
    faults = Faults(name)
    return choose(list(_entries(raw, name, faults)), name, source_language, target_language, faults)


def _entries(raw: bytes, name: str, faults: Faults) -> Iterator[Entry]:
    for element in entries(raw, name, "conceptGrp"):
        if has_entity(element):
            faults.tell(line_of(element), "glossary-entity", {})
            continue
        fields = list(_fields(element))
        yield Entry(
            line_of(element),
            tuple(_section(part) for part in element if local(part) == "languageGrp"),
            id=next((_text(part) for part in element if local(part) == "concept"), ""),
            domain=next((text for kind, text in fields if kind == "domain"), ""),
            notes=tuple(text for kind, text in fields if kind == "note"),
            citation=next((text for kind, text in fields if kind in ("citation", "source")), ""),
        )


def _section(group: etree._Element) -> Section:
    language = next((part for part in group if local(part) == "language"), None)
    code = ""
    if language is not None:
        code = (language.get("lang") or "").replace("_", "-") or language_of(language.get("type") or "")
    forms = [form for part in group if local(part) == "termGrp" for form in _forms(part)]
    notes = tuple(text for kind, text in _fields(group) if kind == "note")
    return Section(_cased(code), tuple(forms), notes)


def _forms(group: etree._Element) -> Iterator[Form]:
    fields = list(_fields(group))
    status = next((status_of(text) for kind, text in fields if kind == "status"), None)
    notes = tuple(text for kind, text in fields if kind == "note")
    citation = next((text for kind, text in fields if kind in ("citation", "source")), "")
    for part in group:
        if local(part) == "term":
            yield Form(_text(part), status, notes=notes, citation=citation)


def _fields(group: etree._Element) -> Iterator[tuple[str, str]]:
    """The descriptions of a group by what they mean, those inside others too, not those of languages and terms."""
    for part in group:
        if local(part) == "descripGrp":
            yield from _fields(part)
        elif local(part) == "descrip":
            yield field_of(part.get("type") or "") or "note", _text(part)


def _text(element: etree._Element) -> str:
    return one_line(clean("".join(str(part) for part in element.itertext())))


def _cased(code: str) -> str:
    """``DE-AT`` as it is written elsewhere: ``de-AT``."""
    language, dash, region = code.partition("-")
    return language.lower() + dash + region
