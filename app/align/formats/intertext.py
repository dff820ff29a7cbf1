"""InterText's alignments: a TEI ``linkGrp`` whose links name the ids of two documents' elements.

By its manual ``xtargets`` lists the ids of the ``toDoc``, a semicolon, and the ids of the ``fromDoc``; the files of
OPUS (root ``cesAlign``) list the ``fromDoc`` first. Which of the documents is the source is told by their names, else
by their ids; where neither tells, the translation was made from the ``fromDoc``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from app.align.formats.links import LINKS, Link
from app.errors import UserError
from app.model import Alignment
from glossary.errors import GlossaryError
from glossary.formats.markup import entries, line_of, local, looks_like_xml, root_of

_ROOTS = ("linkGrp", "cesAlign")
_ID = ("id", "{http://www.w3.org/XML/1998/namespace}id")
_PLACES = re.compile(r"(\d+)(?:[:,._-](\d+))?$")
_XML_1_0 = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_FEW = 2_000
_SHOWN = 40


_Row = tuple[int, tuple[list[str], list[str]]]
"""The line of a link, and its two lists of ids in the order of the file."""


@dataclass(frozen=True, slots=True)
class IdText:
    """A document of InterText: the texts of its alignable elements, their ids, and which begin a new paragraph."""

    texts: tuple[str, ...]
    ids: tuple[str, ...]
    begins: tuple[bool, ...]


def is_alignment(raw: bytes) -> bool:
    return looks_like_xml(raw) and root_of(raw) in _ROOTS


def read_links(raw: bytes, name: str, names: tuple[str, str], ids: tuple[Sequence[str], Sequence[str]]) -> list[Link]:
    """The links, by the places of their ids. ``names`` are the two documents', ``ids`` their elements'.

    Raises UserError: ``alignment-xml`` with the line, ``alignment-dtd``, ``alignment-no-such-id``, what is too large.
    """
    order, by_rule, rows = _links(raw, name)
    places = [_places(of_side) for of_side in ids]
    turned = _is_turned(order, names, rows, places, by_rule)
    links = []
    for line, sides in rows:
        found = []
        for side, own in zip(reversed(sides) if turned else sides, places, strict=True):
            found.append(tuple(_demand_place(own, id_, name, line) for id_ in side))
        links.append(Link(found[0], found[1], line))
    return links


def read_document(raw: bytes, name: str) -> IdText:
    """The alignable elements of a document: of the elements with ids in two places (``12:3``) or, where there are
    none, with any, those of the commonest name. Raises UserError ``alignment-no-ids`` and as above."""
    try:
        kinds = Counter(local(element) for element, id_ in _with_ids(raw, name) if _places_of(id_) == 2)
        kinds = kinds or Counter(local(element) for element, _ in _with_ids(raw, name))
        if not kinds:
            raise UserError("alignment-no-ids", name=name)
        tag = kinds.most_common(1)[0][0]
        found = [
            (id_, " ".join("".join(map(str, element.itertext())).split())) for element, id_ in _with_ids(raw, name, tag)
        ]
    except GlossaryError as fault:
        raise _said(fault) from None
    chapters = [_PLACES.search(id_) for id_, _ in found]
    outer = [match[1] if match and match[2] else "" for match in chapters]
    begins = tuple(not here or n == 0 or here != outer[n - 1] for n, here in enumerate(outer))
    return IdText(tuple(text for _, text in found), tuple(id_ for id_, _ in found), begins)


def write_links(alignment: Alignment, names: tuple[str, str], ids: tuple[Sequence[str], Sequence[str]]) -> str:
    """The links of two documents, the source as ``fromDoc``."""
    rows = [
        f'<link type="{len(bead.target)}-{len(bead.source)}"'
        f' xtargets={quoteattr(_joined(ids[1], bead.target) + ";" + _joined(ids[0], bead.source))} status="auto"/>'
        for bead in alignment.beads
    ]
    head = f"<linkGrp toDoc={quoteattr(names[1])} fromDoc={quoteattr(names[0])}>"
    return "\n".join([_DECLARATION, head, *rows, "</linkGrp>", ""])


def write_document(units: Sequence[str], ids: Sequence[str]) -> str:
    """A document of sentences, in a paragraph for each first number of their ids."""
    lines = [_DECLARATION, "<text>"]
    outer = ""
    for unit, id_ in zip(units, ids, strict=True):
        if (own := id_.rpartition(":")[0]) != outer:
            lines += ["</p>"] * bool(outer) + [f'<p id="{own}">']
            outer = own
        lines.append(f'<s id="{id_}">{escape(_XML_1_0.sub("", unit))}</s>')
    return "\n".join([*lines, *["</p>"] * bool(outer), "</text>", ""])


def ids_for(n: int) -> tuple[str, ...]:
    """Ids of InterText's shape for units without paragraphs."""
    return tuple(f"1:{number}" for number in range(1, n + 1))


def _links(raw: bytes, name: str) -> tuple[tuple[str, str], bool, list[_Row]]:
    """The documents' names in the order of the lists, whether the first is the ``toDoc``, and the links."""
    documents = ("", "")
    rows: list[_Row] = []
    try:
        for element in islice(entries(raw, name, "link"), LINKS):
            if not rows and (group := element.getparent()) is not None:
                documents = (group.get("toDoc", ""), group.get("fromDoc", ""))
            first, middle, second = (element.get("xtargets") or "").partition(";")
            if not middle:
                raise UserError("alignment-line", name=name, line=line_of(element))
            rows.append((line_of(element), (first.split(), second.split())))
    except GlossaryError as fault:
        raise _said(fault) from None
    if len(rows) == LINKS:
        raise UserError("alignment-too-long", name=name, limit=LINKS)
    if root_of(raw) != _ROOTS[0]:
        return documents[::-1], False, rows
    # Where the documents are not named, nothing is turned: the source is expected first.
    return documents, any(documents), rows


def _is_turned(
    order: tuple[str, str],
    names: tuple[str, str],
    rows: Sequence[_Row],
    places: Sequence[Mapping[str, int]],
    by_rule: bool,
) -> bool:
    """Whether the first list of every link is the target's."""
    first, second = (_document(each) for each in order)
    ours, theirs = (_document(each) for each in names)
    if first != second and (first, second) == (ours, theirs):
        return False
    if first != second and (first, second) == (theirs, ours):
        return True
    straight, turned = _known(rows[:_FEW], places), _known(rows[:_FEW], places[::-1])
    return turned > straight if straight != turned else by_rule


def _known(rows: Sequence[_Row], places: Sequence[Mapping[str, int]]) -> int:
    """How many ids the documents have, if the first list is the first document's."""
    pairs = ((ids, own) for _, sides in rows for ids, own in zip(sides, places, strict=True))
    return sum(_place(own, id_) is not None for ids, own in pairs for id_ in ids)


def _document(name: str) -> str:
    """A document's file, whatever folder and packing: InterText's files may stand as .xml or .xml.gz."""
    return PurePosixPath(name.replace("\\", "/")).name.removesuffix(".gz")


def _with_ids(raw: bytes, name: str, *tags: str) -> Iterator[tuple[etree._Element, str]]:
    for element in entries(raw, name, *(tags or ("*",))):
        if id_ := next((found for key in _ID if (found := element.get(key))), ""):
            yield element, id_


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _places(ids: Sequence[str]) -> dict[str, int]:
    """Where each id stands, by itself and, where that is the only one, by its last numbers: prefixes may differ."""
    bare = Counter(map(_bare, ids))
    loose = {own: n for n, id_ in enumerate(ids) if bare[own := _bare(id_)] == 1}
    return loose | {id_: n for n, id_ in enumerate(ids)}


def _place(own: Mapping[str, int], id_: str) -> int | None:
    place = own.get(id_)
    return own.get(_bare(id_)) if place is None else place


def _demand_place(own: Mapping[str, int], id_: str, name: str, line: int) -> int:
    place = _place(own, id_)
    if place is None:
        raise UserError("alignment-no-such-id", name=name, line=line, id=id_[:_SHOWN])
    return place


def _bare(id_: str) -> str:
    """An id as InterText compares it: without its prefix, its one or two last numbers."""
    match = _PLACES.search(id_)
    return ":".join(filter(None, match.groups())) if match else id_


def _places_of(id_: str) -> int:
    match = _PLACES.search(id_)
    return sum(part is not None for part in match.groups()) if match else 0


def _joined(ids: Sequence[str], units: tuple[int, ...]) -> str:
    return " ".join(ids[unit] for unit in units)


def _said(fault: GlossaryError) -> UserError:
    """Glossaries and alignments share the reader of hostile XML, not its sentences."""
    name = fault.facts["name"]
    match fault.code:
        case "glossary-dtd":
            return UserError("alignment-dtd", name=name)
        case "glossary-xml":
            return UserError("alignment-xml", name=name, line=fault.facts["line"])
    return UserError("alignment-too-long", name=name, limit=fault.facts["limit"])
