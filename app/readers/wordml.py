"""What a paragraph of a Word file is, by its styles and lists: heading, list item, quote, code or plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.model import Role, Shape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_CHAIN = 30
"""Styles based on styles: further than this is a ring."""
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations"})
_CODES = frozenset({"html preformatted", "source code", "plain text code", "preformatted text"})
_MAX_LEVEL = 8


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its built-in name in lower case, what it is based on, and what it says of level and list."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    number: str | None = None
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which list levels are numbered: (number id, depth) → the format's name, and the style's own list level."""

    formats: Mapping[tuple[str, int], str] = field(default_factory=dict)
    by_style: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """The styles and lists of one document. ``default`` is the id of its default paragraph style."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    numbering: Numbering = Numbering()
    default: str = ""

    def shape(self, paragraph: etree._Element) -> Shape:
        """The shape of a paragraph outside tables and notes."""
        properties = paragraph.find(f"{W}pPr")
        style_id = _child(properties, "pStyle") or self.default
        chain = tuple(self._chain(style_id))
        if level := self._heading(properties, chain):
            return Shape(Role.HEADING, level=level)
        if (item := self._list(properties, style_id, chain)) is not None:
            return item
        names = {style.name for style in chain}
        if names & _QUOTES:
            return Shape(Role.QUOTE)
        return Shape(Role.CODE if names & _CODES else Role.PARAGRAPH)

    def _chain(self, style_id: str) -> Iterator[Style]:
        for _ in range(_CHAIN):
            if not (style := self.styles.get(style_id)):
                return
            yield style
            style_id = style.based_on

    def _heading(self, properties: etree._Element | None, chain: tuple[Style, ...]) -> int:
        outline = number(_child(properties, "outlineLvl"))
        if outline is None:
            outline = next((style.outline for style in chain if style.outline is not None), None)
        if outline is not None and 0 <= outline <= _MAX_LEVEL:
            return min(outline + 1, 6)
        for style in chain:
            word, _, digit = style.name.rpartition(" ")
            if word == "heading" and digit.isdecimal():
                return min(max(int(digit), 1), 6)
        return 1 if chain and chain[0].name == "title" else 0

    def _list(self, properties: etree._Element | None, style_id: str, chain: tuple[Style, ...]) -> Shape | None:
        listed = properties.find(f"{W}numPr") if properties is not None else None
        list_id, depth = _child(listed, "numId"), number(_child(listed, "ilvl"))
        if not list_id:
            list_id = next((style.number for style in chain if style.number is not None), "")
            depth = depth if depth is not None else next((s.depth for s in chain if s.depth is not None), None)
            if style_id in self.numbering.by_style:
                list_id, own_depth = self.numbering.by_style[style_id]
                depth = depth if depth is not None else own_depth
        kind = self.numbering.formats.get((list_id, depth := min(max(depth or 0, 0), _MAX_LEVEL)), "none")
        if list_id in ("", "0") or kind == "none":
            return None
        return Shape(Role.LIST_ITEM, level=depth, ordered=kind != "bullet")


def read_styles(root: etree._Element) -> tuple[dict[str, Style], str]:
    """The paragraph styles of a styles part by id, and the id of the default one."""
    styles: dict[str, Style] = {}
    default = ""
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}type", "paragraph") not in ("paragraph", "numbering"):
            continue
        style_id = style.get(f"{W}styleId", "")
        properties = style.find(f"{W}pPr")
        listed = properties.find(f"{W}numPr") if properties is not None else None
        styles[style_id] = Style(
            _child(style, "name").lower(),
            _child(style, "basedOn"),
            number(_child(properties, "outlineLvl")),
            _child(listed, "numId") or None,
            number(_child(listed, "ilvl")),
        )
        if style.get(f"{W}default") in ("1", "true", "on") and style.get(f"{W}type") == "paragraph":
            default = style_id
    return styles, default


def read_numbering(root: etree._Element, styles: Mapping[str, Style]) -> Numbering:
    """The lists of a numbering part. A list that lends its levels from a list style (numStyleLink) is followed once."""
    abstract: dict[str, dict[int, str]] = {}
    links: dict[str, str] = {}
    styled: dict[str, tuple[str, int]] = {}
    for definition in root.iter(f"{W}abstractNum"):
        own = definition.get(f"{W}abstractNumId", "")
        abstract[own] = dict(_levels(definition))
        links[own] = _child(definition, "numStyleLink")
        for level in definition.iter(f"{W}lvl"):
            if style := _child(level, "pStyle"):
                styled[style] = (own, number(level.get(f"{W}ilvl")) or 0)
    numbers = {num.get(f"{W}numId", ""): num for num in root.iter(f"{W}num")}
    formats: dict[tuple[str, int], str] = {}
    first: dict[str, str] = {}
    for list_id, num in numbers.items():
        own = _child(num, "abstractNumId")
        first.setdefault(own, list_id)
        if link := links.get(own):
            lender = numbers.get(styles.get(link, Style()).number or "")
            own = _child(lender, "abstractNumId") or own
        levels = abstract.get(own, {}) | dict(_levels(num))
        formats |= {(list_id, depth): kind for depth, kind in levels.items()}
    by_style = {style: (first[own], depth) for style, (own, depth) in styled.items() if own in first}
    return Numbering(formats, by_style)


def _levels(parent: etree._Element) -> Iterator[tuple[int, str]]:
    for level in parent.iter(f"{W}lvl"):
        if 0 <= (depth := number(level.get(f"{W}ilvl")) or 0) <= _MAX_LEVEL:
            yield depth, _child(level, "numFmt") or "decimal"


def number(text: str | None) -> int | None:
    """A small whole number out of an attribute, None for anything else: files hold anything."""
    try:
        return int(text) if text and len(text) < 10 else None
    except ValueError:
        return None


def _child(parent: etree._Element | None, name: str) -> str:
    """The value of a child that only carries one, "" where it is missing."""
    child = parent.find(W + name) if parent is not None else None
    return (child.get(VAL) or "") if child is not None else ""
