"""Workbooks out: cells that are text by type, so that ``=HYPERLINK(…)`` in a glossary stays a term."""

from __future__ import annotations

import io
import re
from datetime import datetime
from itertools import islice

from glossary.formats.collect import canonical
from glossary.formats.result import Written
from glossary.formats.table import write_rows
from glossary.model import Glossary

_WIDTH = 30
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 (a workbook's dates have no zone; the same glossary gives the same bytes)


def write_xlsx(glossary: Glossary) -> Written:
    """The table of the glossary on one sheet, its heading frozen."""
    import xlsxwriter  # loaded when needed

    rows, lost = write_rows(canonical(glossary))
    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, safe)
    book.set_properties({"created": _DATE})
    sheet = book.add_worksheet(_SHEET_NAME.sub(" ", glossary.name)[:31].strip(" '") or None)
    plain = {"text_wrap": True, "valign": "top", "num_format": "@"}
    style, bold = book.add_format(plain), book.add_format({**plain, "bold": True, "bottom": 1})
    sheet.set_column(0, len(rows[0]) - 1, _WIDTH, style)
    for column, heading in enumerate(rows[0]):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(islice(rows, 1, None), 1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(number, column, cell, style)
    sheet.freeze_panes(1, 0)
    book.close()
    return Written(out.getvalue(), lost)
