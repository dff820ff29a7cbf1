"""The doors of this room: a clean text or a bilingual table as the bytes of a file. Heavy writers load when needed."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import UserError
from app.writers.html import write_html
from app.writers.inline import Inline
from app.writers.markdown import write_markdown
from app.writers.model import CleanBlock, TableRow
from app.writers.text import write_text

CLEAN_FORMATS = ("txt", "md", "html", "docx")
TABLE_FORMATS = ("docx", "xlsx")


def write_clean(
    blocks: Sequence[CleanBlock], format: str, *, title: str = "", language: str = "", inline_markup: bool = False
) -> bytes:
    """The finished text as a file of one of CLEAN_FORMATS; the same blocks give the same bytes.

    ``inline_markup`` says that the texts hold inline Markdown (they were imported as such): it goes out as it is to
    Markdown, and as bold, italic, code and links to HTML and Word. Raises UserError for an unknown format.
    """
    inline = Inline(inline_markup)
    if format == "txt":
        return write_text(blocks, inline)
    if format == "md":
        return write_markdown(blocks, inline)
    if format == "html":
        return write_html(blocks, inline, title, language)
    if format == "docx":
        from app.writers.docx import write_docx

        return write_docx(blocks, inline, title, language)
    raise UserError("write-format-unknown", format=format, formats=", ".join(CLEAN_FORMATS))


def write_table(
    rows: Sequence[TableRow],
    format: str,
    *,
    title: str,
    source_language: str,
    target_language: str,
    headings: tuple[str, ...],
) -> bytes:
    """Source and target side by side as a file of one of TABLE_FORMATS; ``headings`` are the five words above.

    Raises UserError for an unknown format, or more rows than a sheet holds.
    """
    if format == "docx":
        from app.writers.table_docx import write_table_docx

        return write_table_docx(rows, title, source_language, target_language, headings)
    if format == "xlsx":
        from app.writers.table_xlsx import write_table_xlsx

        return write_table_xlsx(rows, title, source_language, target_language, headings)
    raise UserError("write-format-unknown", format=format, formats=", ".join(TABLE_FORMATS))
