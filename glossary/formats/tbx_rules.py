"""What the dialects of TBX version 3 allow where (Core, Min, Basic; after their public schemas): complaints with lines.

They are told, not obeyed: a definition in the wrong place is still a definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from lxml import etree

from glossary.formats.cells import shown
from glossary.formats.markup import line_of, local

Complaint = tuple[int, str, dict[str, str | int]]

_PARTS = frozenset({"noun", "verb", "adjective", "adverb", "other", "properNoun", "phraseme"})
_VALUES = MappingProxyType(
    {
        "partOfSpeech": _PARTS,
        "administrativeStatus": frozenset(
            f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated", "superseded")
        ),
        "usageStatus": frozenset({"preferred", "admitted", "deprecated", "notRecommended", "obsolete", "superseded"}),
        "grammaticalGender": frozenset({"masculine", "feminine", "neuter", "other", "otherGender"}),
        "termType": frozenset({"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"}),
    }
)
_MIN_ONLY = frozenset({"subjectField", "partOfSpeech", "usageStatus", "administrativeStatus", "customerSubset"})
_TYPED = frozenset({"admin", "adminNote", "descrip", "descripNote", "termNote", "transac", "transacNote"})
_LEVELS = frozenset({"conceptEntry", "langSec", "termSec"})
_BODY = frozenset({"body", "back"})


def complaints(element: etree._Element, dialect: str) -> Iterator[Complaint]:
    """What is wrong in an entry, the header or round the body; nothing for other formats than TBX version 3."""
    if not dialect:
        return
    if local(element) == "text":
        yield from (_misplaced(part) for part in element if local(part) not in ("", *_BODY))
    elif local(element) == "tbxHeader":
        for part in element.iter("{*}sourceDesc", "{*}titleStmt", "{*}publicationStmt"):
            if (part.text or "").strip():
                yield line_of(part), "tbx-bare-text", {"element": local(part)}
    else:
        for part in element.iter():
            if local(part):
                yield from _of(part, dialect)


def _of(part: etree._Element, dialect: str) -> Iterator[Complaint]:
    name, parent = local(part), part.getparent()
    above = local(parent) if parent is not None else ""
    line = line_of(part)
    if name == "termSec":
        terms = [local(inner) for inner in part if local(inner)]
        if terms[:1] != ["term"]:
            yield line, "tbx-term-first", {}
        if terms.count("term") > 1:
            yield line, "tbx-one-term", {"n": terms.count("term")}
    if name == "descripGrp" and sum(local(inner) == "descrip" for inner in part) > 1:
        yield line, "tbx-one-descrip", {}
    if name in _TYPED and not part.get("type"):
        yield line, "tbx-no-type", {"element": name}
        return
    kind = part.get("type", "") if name in _TYPED else name
    if kind in _VALUES and (part.text or "").strip() not in _VALUES[kind]:
        known = ", ".join(sorted(_VALUES[kind]))
        yield line, "tbx-value", {"kind": kind, "value": shown(part.text or ""), "known": known}
    if dialect == "TBX-Min":
        if name in ("admin", "transac", "ref", "xref") or (name in _TYPED and kind not in _MIN_ONLY):
            yield _misplaced(part)
    elif dialect == "TBX-Basic":
        wrong = (
            (kind == "definition" and above == "termSec")
            or (kind == "context" and above in ("conceptEntry", "langSec"))
            or (kind == "subjectField" and above not in ("conceptEntry", "descripGrp"))
            or (kind == "source" and above == "conceptEntry")
            or (name == "transac" and kind != "transactionType")
            or (name == "transacNote" and kind != "responsibility")
            or (name == "termNote" and above not in ("termSec", "termNoteGrp"))
        )
        if wrong:
            yield _misplaced(part)


def _misplaced(part: etree._Element) -> Complaint:
    parent = part.getparent()
    facts: dict[str, str | int] = {
        "element": shown(part.get("type") or local(part)),
        "place": local(parent) if parent is not None else "",
    }
    return line_of(part), "tbx-misplaced", facts
