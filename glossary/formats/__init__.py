"""Glossary files: which there are, and how they are read and written."""

from __future__ import annotations

from pathlib import Path

from glossary.formats.cells import matching_cell, matching_of
from glossary.formats.collect import canonical
from glossary.formats.columns import FIELDS
from glossary.formats.csv import pattern_count, read_csv, write_csv
from glossary.formats.encoding import ENCODINGS
from glossary.formats.files import (
    SUFFIXES,
    WRITERS,
    load_glossary,
    name_parts,
    preview,
    read_glossary,
    try_columns,
    write_glossary,
)
from glossary.formats.result import Columns, Imported, Lost, Preview, RowFault, Written
from glossary.formats.table import cells_of, concept_of
from glossary.language.scripts import primary

__all__ = [
    "ENCODINGS",
    "FIELDS",
    "SUFFIXES",
    "WRITERS",
    "Columns",
    "Imported",
    "Lost",
    "Preview",
    "RowFault",
    "Written",
    "canonical",
    "cells_of",
    "concept_of",
    "load_glossary",
    "matching_cell",
    "matching_of",
    "name_parts",
    "pattern_count",
    "preview",
    "read_csv",
    "read_glossary",
    "shipped_glossaries",
    "try_columns",
    "write_csv",
    "write_glossary",
]


def shipped_glossaries(folder: Path, source: str, target: str) -> tuple[Path, ...]:
    """The glossary files of a folder for a pair of languages, by file name alone; () for an unknown target language.

    With no source language all files into the target's are named: forms that are wrong anywhere need no source.
    """
    wanted = (primary(source), primary(target))
    return tuple(path for path in sorted(folder.glob("*.csv")) if _fits(name_parts(path), wanted))


def _fits(parts: tuple[str, str, str], wanted: tuple[str, str]) -> bool:
    source, target = map(primary, parts[1:])
    return target == wanted[1] != "" and wanted[0] in ("", source)
