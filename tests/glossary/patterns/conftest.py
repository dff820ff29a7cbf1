"""The facts patterns are tested with: the shipped languages, and the tables of the conformance cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from glossary.language.numerals import Numerals, load_numerals
from glossary.patterns import Table

ROOT = Path(__file__).resolve().parents[3]
TERMS = ROOT / "tests" / "fixtures" / "terms"


@pytest.fixture(scope="session")
def numerals() -> dict[str, Numerals]:
    return load_numerals(ROOT / "resources" / "language")


@pytest.fixture(scope="session")
def tables() -> Mapping[str, Table]:
    data = json.loads((TERMS / "pattern-tables.json").read_text("utf-8"))
    return {
        name: {key: {code: tuple(names) for code, names in line.items()} for key, line in table.items()}
        for name, table in data.items()
    }
