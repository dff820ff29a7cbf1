"""Dictionaries that others made, as plain pairs of words: tables, dictd (FreeDict), CC-CEDICT."""

from app.align.dictionaries.find import Found, chosen_dictionaries, found_dictionaries
from app.align.dictionaries.read import Dictionary, is_turned, read_dictionary

__all__ = ["Dictionary", "Found", "chosen_dictionaries", "found_dictionaries", "is_turned", "read_dictionary"]
