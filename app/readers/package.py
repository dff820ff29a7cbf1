"""The zip layer under a Word file: limits before reading, parts by name, XML without entities or network.

Nothing is extracted, no external relation is followed. Strict OOXML is read as its transitional twin.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from typing import IO, NamedTuple

from lxml import etree

from app.errors import UserError
from app.readers.blocks import demand_tags
from app.readers.characters import clean_characters
from app.readers.container import open_zip
from app.readers.limits import MEGABYTE, PACKAGE_BYTES, PACKAGE_PARTS, PART_RATIO, PART_RATIO_FROM

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
_STRICT = (  # ISO/IEC 29500 Strict namespaces and the transitional ones that mean the same
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OFFICE + b"relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _OFFICE + b"math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
# A document type in UTF-8 or UTF-16: entities, which no Word file needs.
_DOCTYPE = re.compile(b"\0?".join(re.escape(bytes([byte])) for byte in b"<!DOCTYPE"))
_CLIMBS = re.compile(r"^/|\\|:|(^|/)\.\.(/|$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only two that Office programs know; LZMA would take gigabytes on a header's word."""
_CHUNK = MEGABYTE
_SHOWN = 80


class Relation(NamedTuple):
    """A link from one part to another: the last word of its type, and the part's name."""

    kind: str
    part: str


class Package:
    """An opened Word file. Parts are read on demand; each read raises UserError where the part is broken or too big."""

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        self._zip = open_zip(name, raw)
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        self._check(entries)

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    @property
    def odd_names(self) -> int:
        """Parts whose names climb out of the file or differ from another only in case; they are not read."""
        folded = [part.lower() for part in self._entries]
        climbing = sum(bool(_CLIMBS.search(part)) for part in folded)
        return climbing + len(folded) - len(set(folded))

    def read(self, part: str) -> bytes:
        """A part's bytes."""
        if self._entries[part].compress_type not in _PACKINGS:
            raise self._part_broken(part)
        try:
            with self._zip.open(self._entries[part]) as stream:
                return self._bounded(stream, part)
        except _BROKEN:
            raise self._part_broken(part) from None

    def xml(self, part: str) -> etree._Element:
        """A part's root element."""
        data = self.read(part)
        demand_tags(self.name, data.count(b"<"))
        if _DOCTYPE.search(data):
            raise UserError("docx-has-dtd", name=self.name, part=_shown(part))
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError):
            raise self._part_broken(part) from None
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # hidden from the search by a rare encoding
            raise UserError("docx-has-dtd", name=self.name, part=_shown(part))
        return root

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """The internal relations of a part, or of the whole file."""
        folder, leaf = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if rels not in self:
            return ()
        return tuple(
            Relation(link.get("Type", "").rpartition("/")[2], _target(folder, link.get("Target", "")))
            for link in self.xml(rels).iter(_RELATION)
            if link.get("TargetMode") != "External"
        )

    def _part_broken(self, part: str) -> UserError:
        return UserError("docx-part-broken", name=self.name, part=_shown(part))

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > PACKAGE_PARTS:
            raise UserError("docx-too-many-parts", name=self.name, n=len(entries), limit=PACKAGE_PARTS)
        if len(entries) != len(self._entries):
            raise UserError("docx-twin-parts", name=self.name)
        size = sum(entry.file_size for entry in entries)
        if size > PACKAGE_BYTES:
            raise UserError("docx-too-big", name=self.name, size=size // MEGABYTE, limit=PACKAGE_BYTES // MEGABYTE)
        for entry in entries:
            if entry.flag_bits & 1:
                raise UserError("docx-locked", name=self.name)
            if entry.file_size > PART_RATIO_FROM and entry.file_size > PART_RATIO * max(1, entry.compress_size):
                raise UserError(
                    "docx-bomb", name=self.name, part=_shown(entry.filename), size=entry.file_size // MEGABYTE
                )

    def _bounded(self, stream: IO[bytes], part: str) -> bytes:
        """Reads in pieces and stops at the declared size: what a header claims is not believed."""
        limit = self._entries[part].file_size
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise self._part_broken(part)
            pieces.append(piece)
        return b"".join(pieces)


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _shown(part: str) -> str:
    """A part's name as a sentence can hold it: files choose their own."""
    line = " ".join(clean_characters(part)[0].split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
