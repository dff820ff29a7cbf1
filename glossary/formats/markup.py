"""XML that others wrote: no entities, no document type read, no network, bounded; one entry at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.encoding import MAX_XML_BYTES

MAX_TAGS = 6_000_000
_MARKS = re.compile(rb"<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b")
# An encoding that no program writes, and that hides marks from every search.
_HIDING = re.compile(rb"encoding\s*=\s*[\"']\s*utf-?7", re.IGNORECASE)
_OPENED = re.compile(rb"[^>\[]{0,5000}\[")


def looks_like_xml(raw: bytes) -> bool:
    return raw[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def entries(raw: bytes, name: str, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names, in any namespace, each with its children and gone before the next one comes.

    Raises GlossaryError: ``glossary-too-big``, ``glossary-dtd`` for a document type with declarations of its own (a
    plain DOCTYPE line is passed by and never loaded), ``glossary-xml`` with the line where it is not well formed.
    """
    if len(raw) > MAX_XML_BYTES:
        raise GlossaryError("glossary-too-big", {"name": name, "limit": MAX_XML_BYTES >> 20})
    demand_plain(raw, name)
    if raw.count(b"<") > MAX_TAGS:
        raise GlossaryError("glossary-too-many-tags", {"name": name, "limit": MAX_TAGS})
    context = etree.iterparse(
        io.BytesIO(raw),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    checked = False
    try:
        for _, element in context:
            if not checked:
                _demand_undeclared(element, name)
                checked = True
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise GlossaryError("glossary-xml", {"name": name, "line": error.lineno or 1}) from None
    except (ValueError, LookupError):
        raise GlossaryError("glossary-xml", {"name": name, "line": 1}) from None


def root_of(raw: bytes) -> str:
    """The local name of the root element, "" where none is found in the first bytes."""
    top = raw[:20_000].replace(b"\0", b"").decode("utf-8", "replace")
    match = re.search(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)", re.sub(r"<!--.*?-->", "", top, flags=re.DOTALL))
    return match[1] if match else ""


def local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def line_of(element: etree._Element) -> int:
    """The line an element begins on, 1-based."""
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs do not say
    return line or 1


def has_entity(element: etree._Element) -> bool:
    """Whether a name stands in it that only a document type could explain: its text is not all there."""
    return next(element.iter(etree.Entity), None) is not None


def demand_plain(raw: bytes, name: str) -> None:
    """Raises GlossaryError for declarations that can be seen in the bytes, before anything is parsed."""
    if _HIDING.search(raw[:500]):
        raise GlossaryError("glossary-xml", {"name": name, "line": 1})
    # In UTF-16 every second byte is a zero: without them the marks read as in UTF-8.
    plain = raw.replace(b"\0", b"")
    for match in _MARKS.finditer(plain):
        if match[1] != b"DOCTYPE" or _OPENED.match(plain, match.end()):
            raise GlossaryError("glossary-dtd", {"name": name})


def _demand_undeclared(element: etree._Element, name: str) -> None:
    """What the search for marks cannot see: declarations in an encoding that hides them."""
    types = element.getroottree().docinfo.internalDTD
    if types is not None and (types.entities() or types.elements()):  # type: ignore[attr-defined]  # not in the stubs
        raise GlossaryError("glossary-dtd", {"name": name})
