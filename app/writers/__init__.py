"""Finished texts and bilingual tables become files: frozen data in, bytes out, and the swap that is never half."""

from app.writers.model import CleanBlock, TableRow
from app.writers.write import CLEAN_FORMATS, TABLE_FORMATS, write_clean, write_table

__all__ = [
    "CLEAN_FORMATS",
    "TABLE_FORMATS",
    "CleanBlock",
    "TableRow",
    "write_clean",
    "write_table",
]
