"""Dictionaries that others made, as plain pairs of words: tables, dictd (FreeDict), CC-CEDICT."""

from app.align.dictionaries.read import Dictionary, read_dictionary

__all__ = ["Dictionary", "read_dictionary"]
