"""The zip layer under a workbook: sizes before reading, parts by name, nothing extracted, no document type."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import IO

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.encoding import MAX_BYTES

_MEGABYTE = 1 << 20
_PARTS = 5_000
_TOTAL = 256 * _MEGABYTE
_PART = 96 * _MEGABYTE
# No workbook in a collection of thousands has a part packed tighter than 130 : 1.
_RATIO, _RATIO_FROM = 200, 10 * _MEGABYTE
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOCTYPE = re.compile(b"<!DOCTYPE")


class Package:
    """An opened workbook. Raises GlossaryError: ``glossary-sheet-broken``, ``-bomb``, ``glossary-locked``."""

    def __init__(self, raw: bytes, name: str) -> None:
        self._name = name
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            raise self._fault("glossary-locked")
        if len(raw) > MAX_BYTES:
            raise GlossaryError("glossary-too-big", {"name": name, "limit": MAX_BYTES >> 20})
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            entries = self._zip.infolist()
        except _BROKEN:
            raise self._fault("glossary-sheet-broken") from None
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) != len(self._entries):
            raise self._fault("glossary-sheet-broken")
        tight = any(e.file_size > _RATIO_FROM and e.file_size > _RATIO * max(1, e.compress_size) for e in entries)
        if tight or len(entries) > _PARTS or sum(entry.file_size for entry in entries) > _TOTAL:
            raise self._fault("glossary-sheet-bomb")
        if any(entry.flag_bits & 1 for entry in entries):
            raise self._fault("glossary-locked")

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def read(self, part: str) -> bytes:
        """A part's bytes, read in pieces up to its declared size: what a header claims is not believed."""
        entry = self._entries.get(part)
        if entry is None or entry.compress_type not in _PACKINGS:
            raise self._fault("glossary-sheet-broken")
        if entry.file_size > _PART:
            raise self._fault("glossary-sheet-bomb")
        try:
            with self._zip.open(entry) as stream:
                data = self._bounded(stream, entry.file_size)
        except _BROKEN:
            raise self._fault("glossary-sheet-broken") from None
        if _DOCTYPE.search(data.replace(b"\0", b"") if b"\0" in data[:100] else data):
            raise self._fault("glossary-dtd")
        return data

    def xml(self, part: str) -> etree._Element:
        """A small part's root element."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError, LookupError):
            raise self._fault("glossary-sheet-broken") from None

    def _bounded(self, stream: IO[bytes], limit: int) -> bytes:
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise self._fault("glossary-sheet-broken")
        return data

    def _fault(self, code: str) -> GlossaryError:
        return GlossaryError(code, {"name": self._name})
