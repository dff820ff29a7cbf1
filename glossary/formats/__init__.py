"""Glossary files: which there are, and how they are read and written."""

from __future__ import annotations

import re
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.formats.csv import MAX_BYTES, pattern_count, read_csv, write_csv
from glossary.formats.table import cells_of, concept_of
from glossary.language.scripts import primary
from glossary.model import Glossary

__all__ = ["cells_of", "concept_of", "load_glossary", "pattern_count", "read_csv", "shipped_glossaries", "write_csv"]

_NAME = re.compile(r"(?P<name>.+)\.(?P<source>[a-z]{2,3}(?:_\w+)?)-(?P<target>[a-z]{2,3}(?:_\w+)?)", re.IGNORECASE)


def load_glossary(path: Path) -> Glossary:
    """Reads a glossary file ``NAME.SRC-TGT.csv`` (``.tsv``, ``.txt`` too); other names have no languages and fit all.

    Raises GlossaryError: ``glossary-missing``, ``glossary-unreadable``, ``glossary-too-big`` or a fault of its content.
    """
    name, source, target = _parts(path)
    try:
        # The size a file claims is not to be trusted (a pipe has none): read up to the limit and one byte more.
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise GlossaryError("glossary-missing", {"name": str(path)}) from None
    except OSError as error:
        raise GlossaryError("glossary-unreadable", {"name": str(path), "why": error.strerror or ""}) from error
    return read_csv(raw, name, source, target)


def shipped_glossaries(folder: Path, source: str, target: str) -> tuple[Path, ...]:
    """The glossary files of a folder for a pair of languages, by file name alone; () for an unknown target language.

    With no source language all files into the target's are named: forms that are wrong anywhere need no source.
    """
    wanted = (primary(source), primary(target))
    return tuple(path for path in sorted(folder.glob("*.csv")) if _fits(_parts(path), wanted))


def _fits(parts: tuple[str, str, str], wanted: tuple[str, str]) -> bool:
    source, target = map(primary, parts[1:])
    return target == wanted[1] != "" and wanted[0] in ("", source)


def _parts(path: Path) -> tuple[str, str, str]:
    match = _NAME.fullmatch(path.stem)
    if match is None:
        return path.stem, "", ""
    return match["name"], match["source"].replace("_", "-"), match["target"].replace("_", "-")
