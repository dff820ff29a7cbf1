"""The bilingual table as a workbook whose cells can only be text: no formula, no link, no number made of a string."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from app.errors import UserError
from app.writers.languages import script_of
from app.writers.model import TableRow
from app.writers.parts import legal

CELL_UNITS = 32_767
"""What a cell of a workbook holds, in UTF-16 units; a longer text goes on in the cell below."""
_ROWS = 1_048_575
_WIDTHS = (6, 60, 60, 14, 40)
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_DATE = datetime(1980, 1, 1, tzinfo=UTC)


def write_table_xlsx(
    rows: Sequence[TableRow], title: str, source_language: str, target_language: str, headings: tuple[str, ...]
) -> bytes:
    """The rows under a frozen line of headings. Raises UserError where a sheet cannot hold as many."""
    import xlsxwriter  # loaded when needed

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, safe)
    book.set_properties({"title": legal(title)[:255], "created": _DATE.replace(tzinfo=None)})
    sheet = book.add_worksheet(_SHEET_NAME.sub(" ", legal(title).replace("\n", " "))[:31].strip(" '") or None)
    plain = {"text_wrap": True, "valign": "top", "num_format": "@"}
    style = book.add_format(plain)
    bold = book.add_format({**plain, "bold": True, "bottom": 1})
    backwards = book.add_format({**plain, "reading_order": 2})
    styles = [style] * 5
    for column, language in ((1, source_language), (2, target_language)):
        styles[column] = backwards if script_of(language).right_to_left else style
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, legal(heading), bold)
    at = 1
    for row in rows:
        for cells in _split(row):
            if at > _ROWS:
                raise UserError("sheet-full", limit=_ROWS)
            sheet.write_number(at, 0, row.number, style)
            for column, text in enumerate(cells, 1):
                sheet.write_string(at, column, text, styles[column])
            at += 1
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _split(row: TableRow) -> Iterator[tuple[str, ...]]:
    """The cells of a row, and of those below it that take what is too long for one; joined they are the whole text."""
    columns = [list(_pieces(legal(text))) for text in row.texts]
    for number in range(max(map(len, columns))):
        yield tuple(pieces[number] if number < len(pieces) else "" for pieces in columns)


def _pieces(text: str) -> Iterator[str]:
    while True:
        end = _fitting(text)
        yield text[:end]
        text = text[end:]
        if not text:
            return


def _fitting(text: str) -> int:
    """How many code points fit into a cell."""
    if len(text) <= CELL_UNITS // 2:
        return len(text)
    end = min(len(text), CELL_UNITS)
    while len(text[:end].encode("utf-16-le")) > 2 * CELL_UNITS:
        end -= max(1, (len(text[:end].encode("utf-16-le")) // 2 - CELL_UNITS) // 2)
    return end
