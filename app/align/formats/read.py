"""The doors of this room: an alignment from the bytes of any format, told by what is in it, and one in any format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from app.align.formats import hunalign, intertext, tables
from app.align.formats.links import DIGITS, LINKS, Link, alignment_of
from app.errors import UserError
from app.model import Alignment

_LOOKED_AT = 50
_ENTRY = re.compile(r'"source"\s*:')


@dataclass(frozen=True, slots=True)
class NumberedText:
    """One of the two texts an alignment speaks of: its file's name, its units, and their ids in InterText."""

    name: str
    units: Sequence[str]
    ids: Sequence[str] = field(default=())

    @property
    def names(self) -> Sequence[str]:
        return self.ids or intertext.ids_for(len(self.units))


def read_links(name: str, raw: bytes, source: NumberedText, target: NumberedText, format: str = "") -> list[Link]:
    """The links of a file as they stand there, in any order, even twice: what a gold standard may hold.

    ``format`` (one of ``READ``) is the person's choice over the guess. Raises UserError with the line at fault.
    """
    guessed = not format
    format = format or format_of(raw)
    if format == "intertext":
        return intertext.read_links(raw, name, (source.name, target.name), (source.names, target.names))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise UserError("alignment-encoding", name=name, line=line) from None
    if format == "tsv" and guessed and tables.ends_at(text, (len(source.units), len(target.units))):
        format = "ladder"  # one without qualities: its last rung stands behind both texts, where no unit is
    return list(READ[format](text, name, source.units, target.units))


def read_alignment(name: str, raw: bytes, source: NumberedText, target: NumberedText, format: str = "") -> Alignment:
    """The alignment of a file: every unit in exactly one bead, in order. Raises UserError with the line at fault."""
    links = read_links(name, raw, source, target, format)
    return alignment_of(links, name, (len(source.units), len(target.units)))


def format_of(raw: bytes) -> str:
    """What the first lines look like. Three numbers in a line are a rung of a ladder, two are ids."""
    if intertext.is_alignment(raw):
        return "intertext"
    head = raw[:100_000].decode("utf-8-sig", "replace")
    lines = [line.rstrip("\r") for line in head.split("\n")[:_LOOKED_AT] if line.strip()]
    if len(raw) > 100_000 and len(lines) > 1:
        lines.pop()
    if head.lstrip().startswith("{"):
        return "json"
    for format, looks in (
        ("vecalign", tables.looks_like_pairs),
        ("ladder", hunalign.looks_like_rung),
        ("tsv", tables.looks_like_ids),
    ):
        if lines and all(looks(line) for line in lines):
            return format
    return "hunalign"


def write_alignment(format: str, alignment: Alignment, source: NumberedText, target: NumberedText) -> str:
    """The alignment in one of the formats of ``WRITTEN``; every line is closed. Raises UserError ``ladder-crossing``
    where a format cannot say it."""
    match format:
        case "ladder":
            return hunalign.write_ladder(alignment)
        case "hunalign":
            return hunalign.write_bitext(alignment, source.units, target.units)
        case "vecalign":
            return tables.write_pairs(alignment)
        case "intertext":
            return intertext.write_links(alignment, (source.name, target.name), (source.names, target.names))
    return tables.write_ids(alignment)


def _read_json(text: str, name: str, *_units: Sequence[str]) -> Iterator[Link]:
    """What ``enface align --format json`` writes."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as fault:
        raise UserError("alignment-line", name=name, line=fault.lineno) from None
    except (ValueError, RecursionError):  # numbers of thousands of digits, brackets of thousands of levels
        raise UserError("alignment-line", name=name, line=1) from None
    beads = found.get("beads") if isinstance(found, dict) else None
    if not isinstance(beads, list):
        raise UserError("alignment-line", name=name, line=1)
    if len(beads) > LINKS:
        raise UserError("alignment-too-long", name=name, limit=LINKS)
    starts = [match.start() for match in _ENTRY.finditer(text)]
    line, at = 1, 0
    for number, bead in enumerate(beads):
        if number < len(starts):
            line, at = line + text.count("\n", at, starts[number]), starts[number]
        if not isinstance(bead, dict):
            raise UserError("alignment-line", name=name, line=line)
        confidence = bead.get("confidence", 1.0)
        sure = isinstance(confidence, (int, float)) and 0 <= confidence <= 1
        source, target = (_json_ids(bead.get(side), name, line) for side in ("source", "target"))
        yield Link(source, target, line, float(confidence) if sure else 1.0)


def _json_ids(found: Any, name: str, line: int) -> tuple[int, ...]:
    if not isinstance(found, list) or not all(type(unit) is int and 0 <= unit < 10**DIGITS for unit in found):
        raise UserError("alignment-line", name=name, line=line)
    return tuple(found)


def _read_ladder(text: str, name: str, source: Sequence[str], target: Sequence[str]) -> Iterator[Link]:
    return hunalign.read_ladder(text, name, (len(source), len(target)))


Reader = Callable[[str, str, Sequence[str], Sequence[str]], Iterable[Link]]
READ: Mapping[str, Reader] = MappingProxyType(
    {
        "ladder": _read_ladder,
        "hunalign": hunalign.read_bitext,
        "tsv": lambda text, name, *_: tables.read_ids(text, name),
        "vecalign": lambda text, name, *_: tables.read_pairs(text, name),
        "json": _read_json,
    }
)
"""Formats of text; ``intertext`` is read from bytes."""
GIVEN = (*READ, "intertext")
"""What ``--from-format`` names."""
WRITTEN = ("ladder", "hunalign", "vecalign", "tsv", "intertext")
