"""The one door: a glossary from a file of any format, told by what is in it, and a glossary in any format's bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from glossary.errors import GlossaryError
from glossary.formats.csv import preview_csv, read_table, write_table
from glossary.formats.encoding import MAX_XML_BYTES
from glossary.formats.markup import demand_plain, looks_like_xml, root_of
from glossary.formats.multiterm import read_multiterm
from glossary.formats.omegat import write_omegat
from glossary.formats.result import Columns, Imported, Preview, Written
from glossary.formats.table import read_rows
from glossary.formats.tbx import read_tbx
from glossary.formats.tbx_write import write_tbx
from glossary.formats.utx import is_utx, read_utx, write_utx
from glossary.formats.xlsx import preview_xlsx, read_xlsx
from glossary.formats.xlsx_write import write_xlsx
from glossary.model import Glossary

WRITERS: Mapping[str, Callable[[Glossary], Written]] = MappingProxyType(
    {
        "csv": write_table,
        "tsv": lambda glossary: write_table(glossary, "\t"),
        "xlsx": write_xlsx,
        "tbx": lambda glossary: write_tbx(glossary, "tbx-dca"),
        "tbx-dct": lambda glossary: write_tbx(glossary, "tbx-dct"),
        "tbx2": lambda glossary: write_tbx(glossary, "tbx2"),
        "utx": write_utx,
        "omegat": write_omegat,
    }
)
"""What a glossary can be written as: ``tbx`` is version 3 in DCA style."""
SUFFIXES = MappingProxyType(
    {".txt": "omegat", ".tab": "omegat", ".utf8": "omegat"} | {f".{name}": name for name in WRITERS}
)

_NAME = re.compile(r"(?P<name>.+)\.(?P<source>[a-z]{2,3}(?:_\w+)?)-(?P<target>[a-z]{2,3}(?:_\w+)?)", re.IGNORECASE)
_XML: Mapping[str, Callable[[bytes, str, str, str], Imported]] = MappingProxyType(
    {"martif": read_tbx, "tbx": read_tbx, "TBX": read_tbx, "mtf": read_multiterm}
)


def read_glossary(
    source: Path | bytes,
    name: str = "",
    languages: tuple[str, str] = ("", ""),
    *,
    columns: Columns | None = None,
    sheet: str = "",
    encoding: str = "",
) -> Imported:
    """A glossary with its bad rows set aside. The format is told by the content, whatever the file is called.

    ``languages`` "" are taken from the file, or from its name (``NAME.SRC-TGT.csv``). ``columns`` is for tables and
    workbooks, ``sheet`` for workbooks, ``encoding`` for tables. Raises GlossaryError: ``glossary-missing``,
    ``glossary-unreadable``, ``glossary-too-big``, or what is wrong with the whole.
    """
    raw, name, (ours, theirs) = _opened(source, name, languages)
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_xlsx(raw, name, ours, theirs, columns, sheet)
    if looks_like_xml(raw):
        demand_plain(raw, name)
        reader = _XML.get(root_of(raw))
        if reader is None:
            raise GlossaryError("glossary-unknown-xml", {"name": name})
        return reader(raw, name, ours, theirs)
    if is_utx(raw):
        return read_utx(raw, name, ours, theirs, encoding)
    return read_table(raw, name, ours, theirs, columns, encoding)


def load_glossary(path: Path) -> Glossary:
    """A glossary all of whose rows must be good. Raises GlossaryError, with the line of the first fault."""
    return read_glossary(path).strictly()


def preview(
    source: Path | bytes, name: str = "", languages: tuple[str, str] = ("", ""), *, sheet: str = "", encoding: str = ""
) -> Preview | None:
    """The top of a table or workbook and what its columns seem to hold; None for a format that has no columns to map.

    Raises GlossaryError where it cannot be read at all.
    """
    raw, name, (ours, theirs) = _opened(source, name, languages)
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return preview_xlsx(raw, name, ours, theirs, sheet)
    if looks_like_xml(raw) or is_utx(raw):
        return None
    return preview_csv(raw, name, ours, theirs, encoding)


def try_columns(top: Preview, columns: Columns, name: str, languages: tuple[str, str]) -> Imported:
    """What the rows of a preview would become with these columns. Raises GlossaryError where no row is good."""
    return read_rows(enumerate(top.rows, 1), name, *languages, columns)


def write_glossary(glossary: Glossary, kind: str) -> Written:
    """The glossary in one of the formats of ``WRITERS``, and what that has no place for."""
    return WRITERS[kind](glossary)


def name_parts(path: Path) -> tuple[str, str, str]:
    """The name and the languages a file name gives: ``NAME.SRC-TGT.csv``; "" where it gives none."""
    match = _NAME.fullmatch(path.stem)
    if match is None:
        return path.stem, "", ""
    return match["name"], match["source"].replace("_", "-"), match["target"].replace("_", "-")


def _opened(source: Path | bytes, name: str, languages: tuple[str, str]) -> tuple[bytes, str, tuple[str, str]]:
    if isinstance(source, bytes):
        return source, name, languages
    own, ours, theirs = name_parts(source)
    return _bytes(source), name or own, (languages[0] or ours, languages[1] or theirs)


def _bytes(path: Path) -> bytes:
    try:
        # The size a file claims is not to be trusted (a pipe has none): read up to the limit and one byte more.
        with path.open("rb") as file:
            raw = file.read(MAX_XML_BYTES + 1)
    except FileNotFoundError:
        raise GlossaryError("glossary-missing", {"name": str(path)}) from None
    except OSError as error:
        raise GlossaryError("glossary-unreadable", {"name": str(path), "why": error.strerror or ""}) from error
    if len(raw) > MAX_XML_BYTES:
        raise GlossaryError("glossary-too-big", {"name": path.stem, "limit": MAX_XML_BYTES >> 20})
    return raw
