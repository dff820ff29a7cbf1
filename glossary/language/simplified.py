"""Traditional and simplified Chinese as one: 國 and 国 are the same sign to the terms of a glossary."""

from __future__ import annotations

from pathlib import Path

from glossary.language.scripts import primary
from glossary.language.signs import Signs

_CHINESE = frozenset({"zh", "yue", "wuu", "lzh"})

Simplified = Signs
"""Traditional characters and the simplified one of each."""

NOTHING: Simplified = Signs({})


def load_simplified(path: Path) -> Simplified:
    """Reads a table of two columns, traditional and simplified. Raises OSError or ValueError."""
    lines = (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return Signs({one: other for one, other in (line.split("\t") for line in lines) if one != other})


def is_chinese(language: str) -> bool:
    return primary(language) in _CHINESE


def for_language(simplified: Simplified, language: str) -> Simplified:
    """The table where it is of use; Japanese keeps its own signs apart."""
    return simplified if is_chinese(language) else NOTHING
