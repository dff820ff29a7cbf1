"""What the census knows of names, as the program ships it."""

from __future__ import annotations

import pytest

from app.resources import resource
from glossary.language.numerals import load_numerals
from glossary.names import NameFacts, load_name_facts


@pytest.fixture(scope="session")
def name_facts() -> NameFacts:
    return load_name_facts(resource("glossaries", "names.toml"), load_numerals(resource("language")))
