"""Tables as text: CSV and TSV with a heading, and OmegaT's without one, whose cells are taken whole.

Without a header: source, target and perhaps a note, as OmegaT keeps them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from glossary.errors import GlossaryError
from glossary.formats.collect import canonical
from glossary.formats.columns import PLAIN, guess_columns
from glossary.formats.encoding import MAX_BYTES, decode
from glossary.formats.result import Columns, Imported, Preview, RowFault, Written
from glossary.formats.table import MAX_CELL, Line, read_rows, write_rows
from glossary.model import Glossary

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "pattern_count",
    "preview_csv",
    "read_csv",
    "read_table",
    "write_csv",
    "write_table",
]

_TOP = 20
# A row whose quotation marks do not match is read again from its second line; so often and no more.
_RETRIES = 200


def read_table(
    raw: bytes | str,
    name: str,
    source_language: str,
    target_language: str,
    columns: Columns | None = None,
    encoding: str = "",
) -> Imported:
    """Reads a table; a term in a cell with an unescaped ``{`` is kept as a pattern. Bad rows are set aside.

    Lines with the same source term and no header, or with a status other than *preferred*, add to the concept already
    there. Raises GlossaryError where the whole cannot be read, or no row of it is good.
    """
    text, known, guessed = _text(raw, name, (source_language, target_language), encoding)
    delimiter, guess = _layout(text, source_language, target_language)
    columns = columns or guess
    imported = read_rows(_lines(text, delimiter, columns, name), name, source_language, target_language, columns)
    return replace(imported, encoding=known, guessed=guessed)


def read_csv(raw: bytes | str, name: str, source_language: str, target_language: str) -> Glossary:
    """Reads a table all of whose rows must be good. Raises GlossaryError with the line of the first fault."""
    return read_table(raw, name, source_language, target_language).strictly()


def preview_csv(raw: bytes, name: str, source_language: str, target_language: str, encoding: str = "") -> Preview:
    """The first rows and what their columns seem to hold."""
    text, known, guessed = _text(raw, name, (source_language, target_language), encoding)
    delimiter, columns = _layout(text, source_language, target_language)
    lines = (item for item in _lines(text, delimiter, columns, name) if not isinstance(item, RowFault))
    rows = tuple(tuple(cells) for _, cells in islice(lines, _TOP))
    return Preview(rows, columns, encoding=known, guessed=guessed)


def write_csv(glossary: Glossary) -> str:
    r"""The table that :func:`read_csv` reads back, with only the columns that are used, ``\n`` at line ends.

    It is for reading back, so nothing is put before ``=`` or ``+``: a table for a spreadsheet is written as a workbook,
    whose cells are text by type.
    """
    return write_table(glossary).data.decode("utf-8")


def write_table(glossary: Glossary, delimiter: str = ",") -> Written:
    """The glossary as CSV or (with a tab) TSV, in UTF-8."""
    rows, lost = write_rows(canonical(glossary))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return Written(out.getvalue().encode("utf-8"), lost)


def pattern_count(glossary: Glossary) -> int:
    """How many terms are patterns, which literal matching passes by."""
    return sum(term.pattern for concept in glossary.concepts for term in (*concept.source, *concept.target))


def _text(raw: bytes | str, name: str, languages: tuple[str, ...], encoding: str) -> tuple[str, str, bool]:
    if isinstance(raw, bytes):
        return decode(raw, name, languages, encoding)
    if len(raw) > MAX_BYTES:
        raise GlossaryError("glossary-too-big", {"name": name, "limit": MAX_BYTES >> 20})
    return raw.removeprefix("\ufeff"), "", False


def _lines(text: str, delimiter: str, columns: Columns, name: str) -> Iterator[Line | RowFault]:
    # OmegaT's tables know no quoting: a quotation mark is a part of the term.
    unquoted = delimiter == "\t" and columns.plain
    lines = list(io.StringIO(text, newline=""))
    done, retries = 0, 0
    while done < len(lines):
        rest = islice(lines, done, None)
        rows = csv.reader(
            rest, delimiter=delimiter, quoting=csv.QUOTE_NONE if unquoted else csv.QUOTE_MINIMAL, strict=True
        )
        start, here = done, done + 1
        try:
            for cells in rows:
                yield here, cells
                here = start + rows.line_num + 1
            return
        except csv.Error:
            yield RowFault(here, "glossary-quotes", {"name": name, "line": here})
            done = here
            retries += 1
        if retries > _RETRIES:
            raise GlossaryError("glossary-quotes", {"name": name, "line": here})


def _layout(text: str, source_language: str, target_language: str) -> tuple[str, Columns]:
    """The delimiter, and what the columns hold: by their heading if the first line is one."""
    top = text[:100_000]
    lines = [line for line in top.splitlines() if line.strip()][:_TOP]
    for delimiter in "\t,;":
        headings = _cells(lines[0], delimiter) if lines else []
        if columns := guess_columns(headings, source_language, target_language):
            return delimiter, columns
    return max("\t;,", key=lambda delimiter: sum(delimiter in line for line in lines)), PLAIN


def _cells(line: str, delimiter: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
