"""Alignments made elsewhere, and ours for others: hunalign, InterText, vecalign, tables of unit numbers."""

from app.align.formats.intertext import IdText, ids_for, read_document, write_document
from app.align.formats.links import Link
from app.align.formats.read import (
    GIVEN,
    WRITTEN,
    NumberedText,
    format_of,
    read_alignment,
    read_links,
    write_alignment,
)

__all__ = [
    "GIVEN",
    "WRITTEN",
    "IdText",
    "Link",
    "NumberedText",
    "format_of",
    "ids_for",
    "read_alignment",
    "read_document",
    "read_links",
    "write_alignment",
    "write_document",
]
