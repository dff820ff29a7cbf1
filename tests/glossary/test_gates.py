"""What is looked at first, so that the dear reading is spared, misses nothing that the reading would find."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.resources import resource
from glossary.language import figures, number_words
from glossary.language.dates import may_name_month
from glossary.language.han_numbers import _numerals
from glossary.language.number_scan import level
from glossary.language.number_words import read_number_words
from glossary.language.numerals import Numerals, load_numerals
from glossary.language.signs import Signs
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


FIGURES = st.text("0129 ,.:-–acm)年月\u00a0中", max_size=12)
PLAIN = (
    (figures._FIGURE, r"(?<![\s\dkc]m)\d{1,40}(?:[.,'’·・٫٬]\d{1,40}){0,8}"),
    (figures._HARD_SPACED, r"(?<![\d.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,5}(?:[.,]\d{1,9})?(?![\d])"),
    (figures._SOFT_SPACED, r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}){1,5}(?:[.,]\d{1,9})?(?![\d])"),
    (figures._SPREAD, r"(?<![\d.,])\d(?: \d){1,9}(?= ?[年月日])|(?<![\d.,])\d(?: \d){3,9}(?![\d.,])"),
    (
        figures._FOOTNOTE,
        r"(?=\d)(?:(?<=[a-z]{3})|(?<=[)）”])|(?<=[^\d.,](?:19|20)\d\d)(?!0|\d\d))\d{1,2}(?![.,]\d)"
        r"(?=[\s,.;:!?(]|$)",
    ),
)


@settings(max_examples=300, deadline=None)
@given(FIGURES)
@pytest.mark.parametrize(("quick", "plain"), PLAIN)
def test_figures_begin_with_a_digit_and_are_what_they_were(quick: re.Pattern[str], plain: str, text: str) -> None:
    for given_text in (text, f"in 2019{text}", f"aaa{text}"):
        spans = [match.span() for match in re.finditer(plain, given_text)]
        assert [match.span() for match in quick.finditer(given_text)] == spans


@settings(max_examples=300, deadline=None)
@given(st.text("1a-– ", max_size=8))
def test_codes_are_glued(text: str) -> None:
    assert (figures._GLUED.search(text) is None) is (re.search(r"\d[A-Za-z]|[A-Za-z][-‐‑–]?\d", text) is None)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_a_sheet_has_digits_of_one_script(text: str) -> None:
    assert re.findall(r"\d", level(text)) == re.findall("[0-9]", level(text))


@settings(max_examples=300, deadline=None)
@given(st.text("第一二百分之点三年成五 x", max_size=12))
def test_numerals_of_characters_are_those_of_the_pattern(text: str) -> None:
    han = next(numerals.han for numerals in NUMERALS.values() if numerals.han is not None)
    spans = [match.span() for match in han.numeral.finditer(text)]
    assert [match.span() for match in _numerals(text, han)] == spans


@settings(max_examples=300, deadline=None)
@given(st.text("ab]^-\\國\U00020021\U00020022 ", max_size=10))
def test_signs_change_as_str_translate_does(text: str) -> None:
    table = {"]": "[", "^": "a", "-": "_", "\\": "/", "國": "国", "\U00020021": "x"}
    assert Signs(table).change(text) == text.translate({ord(sign): other for sign, other in table.items()})
