"""What is looked at first, so that the dear reading is spared, misses nothing that the reading would find."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.resources import resource
from glossary.language import number_words
from glossary.language.dates import may_name_month
from glossary.language.number_words import read_number_words
from glossary.language.numerals import Numerals, load_numerals
from glossary.language.slot_readers import Page, SlotReader
from glossary.model import Concept, Glossary, Term
from glossary.patterns import compile_patterns, load_tables
from glossary.patterns.engine import PatternEngine

NUMERALS = load_numerals(resource("language"))
SPACED = [numerals for numerals in NUMERALS.values() if numerals.han is None and numerals.known]
PIECES = [
    *(
        "one",
        "two",
        "three",
        "first",
        "twenty",
        "hundred",
        "thousand",
        "million",
        "the",
        "and",
        "a",
        "of",
        "Sept",
        "May",
    ),
    *("dreiundzwanzig", "zwanzig", "ein", "hundert", "Jahrhundert", "und", "deux", "vingt", "quatre", "dix", "march."),
    *("пять", "пятый", "пятого", "двадцать", "pięć", "XIX", "Vème", "iv", "Civil", "vivid", "19th", "3,000", "2.5"),
]
TEXTS = st.lists(st.sampled_from((*PIECES, " ", " ", "-", ", ", "’")), max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@pytest.mark.parametrize("numerals", SPACED, ids=lambda numerals: numerals.code)
def test_stretches_without_number_words_are_passed_over(numerals: Numerals, text: str) -> None:
    with patch.object(number_words, "_candidates", lambda text, _: number_words._WORD.finditer(text)):
        all_asked = list(read_number_words(text, numerals))
    assert list(read_number_words(text, numerals)) == all_asked


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@pytest.mark.parametrize("numerals", SPACED, ids=lambda numerals: numerals.code)
def test_numbers_of_slots_begin_where_they_may(numerals: Numerals, text: str) -> None:
    reader, page = SlotReader(numerals), Page(text)
    starts = {match.start() for match in reader.starts.finditer(page.text)}
    tailed = {match.start() for match in reader.tailed_starts.finditer(page.text)}
    for at in range(len(page.text)):
        if at and page.text[at - 1].isalnum():
            continue
        if any(read(page, at) for read in (reader.number, reader.month, reader.decimal, reader.amount)):
            assert at in starts
        if reader.roman(page, at, tail=True):
            assert at in tailed


def engine() -> PatternEngine:
    cells = (
        ("第{n}届全会", "{n:First} Plenary Session"),
        ("百分之{n}", "{n:1.5} percent"),
        ("{n}年", "{n}"),
        ("[中共]{n}大", "{n:1st} Congress"),
    )
    concepts = tuple(
        Concept(source, (Term(source, pattern=True),), (Term(target, pattern=True),)) for source, target in cells
    )
    tables = load_tables(resource("glossaries", "tables.toml"))
    return compile_patterns((Glossary("own", "zh", "en", concepts),), "zh", "en", NUMERALS, tables)


@settings(max_examples=200, deadline=None)
@given(st.text("第十九届全会百分之中共大年5三 ", max_size=14))
def test_one_pass_tells_which_patterns_may_stand_in_a_text(text: str) -> None:
    patterns = engine()
    page = patterns._source.sheet(text)
    asked = [(hit, rule) for rule in patterns._rules for finder in rule.sources for hit in finder.find(page)]
    assert patterns._sources.find(page) == asked


@settings(max_examples=300, deadline=None)
@given(st.text("aMyJMar1 .-ſ", max_size=12))
@pytest.mark.parametrize("numerals", SPACED, ids=lambda numerals: numerals.code)
def test_months_are_whole_words(numerals: Numerals, text: str) -> None:
    ending = r"\w{0,4}" if numerals.stems else ""
    names = sorted(numerals.months, key=len, reverse=True)
    written = [re.escape(name) + ("" if name in numerals.whole else ending) for name in names] or ["(?!)"]
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)
    for given_text in (text, *names[:3], f"{text}{names[0] if names else ''}."):
        assert may_name_month(given_text, numerals) is (numerals.month_pattern.search(given_text) is not None)
        assert [match.span() for match in numerals.month_pattern.finditer(given_text)] == [
            match.span() for match in plain.finditer(given_text)
        ]
