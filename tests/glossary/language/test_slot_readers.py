"""One number at one place, in any notation, and how it is written back."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from glossary.language import spelling
from glossary.language.numerals import load_numerals, numerals_for
from glossary.language.slot_readers import Page, Reading, SlotReader

NUMERALS = load_numerals(Path(__file__).resolve().parents[3] / "resources" / "language")


def read(language: str, how: str, text: str, at: int = 0) -> tuple[Fraction, str, str] | None:
    page = Page(text)
    reader = SlotReader(numerals_for(NUMERALS, language))
    found: Reading | None = getattr(reader, how)(page, at)
    return None if found is None else (found.value, page.text[at : found.end], found.notation.value)


@pytest.mark.parametrize(
    ("language", "how", "text", "value", "taken", "notation"),
    [
        ("zh", "number", "十九届", 19, "十九", "han"),
        ("zh", "number", "19届", 19, "19", "digits"),
        ("zh", "number", "１９届", 19, "19", "digits"),
        ("zh", "number", "二〇二五年", 2025, "二〇二五", "han"),
        ("zh", "number", "十四五规划", 14, "十四", "han"),
        ("zh", "number", "三百五十二条", 352, "三百五十二", "han"),
        ("zh", "number", "一千零一夜", 1001, "一千零一", "han"),
        ("zh", "number", "十", 10, "十", "han"),
        ("zh", "number", "廿四", 24, "廿四", "han"),
        ("zh", "number", "贰拾叁", 23, "贰拾叁", "han"),
        ("zh", "decimal", "1,286.5亿", "1286.5", "1,286.5", "decimal"),
        ("zh", "decimal", "两亿元", 2, "两", "han"),
        ("en", "number", "19th Committee", 19, "19th", "ordinal"),
        ("en", "number", "XIX Committee", 19, "xix", "roman"),
        ("en", "number", "nineteenth", 19, "nineteenth", "ordinal-word"),
        ("en", "number", "twenty-first century", 21, "twenty-first", "ordinal-word"),
        ("en", "number", "three hundred and twelve of", 312, "three hundred and twelve", "cardinal-word"),
        ("en", "number", "two million people", 2_000_000, "two million", "cardinal-word"),
        ("en", "number", "1,234,567 people", 1_234_567, "1,234,567", "digits"),
        ("en", "number", "1,2 and 3", 1, "1", "digits"),
        ("en", "decimal", "8.64 billion", "8.64", "8.64", "decimal"),
        ("en", "amount", "8.64 billion yuan", 8_640_000_000, "8.64 billion", "amount"),
        ("en", "amount", "five million yuan", 5_000_000, "five million", "amount"),
        ("en", "amount", "100,000 yuan", 100_000, "100,000", "digits"),
        ("en", "month", "March 1", 3, "march", "month"),
        ("en", "month", "Sept. 1", 9, "sept.", "short-month"),
        ("de", "number", "3. März", 3, "3", "digits"),
        ("de", "ordinal", "3. März", 3, "3.", "ordinal"),
        ("de", "decimal", "1.286,5 Mio.", "1286.5", "1.286,5", "decimal"),
        ("de", "month", "März 2024", 3, "märz", "month"),
        ("fr", "number", "21e siècle", 21, "21e", "ordinal"),
    ],
)
def test_it_is_read(language: str, how: str, text: str, value: int | str, taken: str, notation: str) -> None:
    assert read(language, how, text) == (Fraction(value), taken, notation)


@pytest.mark.parametrize(
    ("language", "how", "text", "at"),
    [
        ("en", "number", "a meeting", 0),
        ("en", "number", "no", 0),
        ("en", "number", "5G network", 0),
        ("en", "number", "2019", 1),
        ("en", "number", "14.2", 3),
        ("en", "number", "tenth", 1),
        ("en", "number", "IX5", 0),
        ("en", "number", "xix", 0),
        ("en", "month", "13", 0),
        ("en", "month", "XIX", 0),
        ("zh", "month", "十三", 0),
        ("zh", "number", "零", 0),
        ("zh", "number", "届", 0),
        ("zh", "number", "114%", 1),
    ],
)
def test_it_is_not_a_number_there(language: str, how: str, text: str, at: int) -> None:
    assert read(language, how, text, at) is None


def test_a_roman_numeral_may_carry_an_ending_where_it_is_asked_for() -> None:
    reader, page = SlotReader(numerals_for(NUMERALS, "fr")), Page("XIXe siècle")
    assert reader.roman(page, 0, tail=False) is None
    found = reader.roman(page, 0, tail=True)
    assert found is not None
    assert (found.value, found.end) == (Fraction(19), 3)


@pytest.mark.parametrize(
    ("language", "how", "value", "written"),
    [
        ("en", "ordinal", 1, "1st"),
        ("en", "ordinal", 12, "12th"),
        ("en", "ordinal", 23, "23rd"),
        ("en", "ordinal", 111, "111th"),
        ("de", "ordinal", 19, "19."),
        ("en", "cardinal_word", 3, "three"),
        ("en", "cardinal_word", 11, "11"),
        ("en", "roman", 1984, "MCMLXXXIV"),
        ("en", "month", 3, "March"),
        ("de", "month", 3, "März"),
        ("en", "amount", 8_640_000_000, "8.64 billion"),
        ("en", "amount", 2_600_000_000_000, "2.6 trillion"),
        ("en", "amount", 100_000, "100,000"),
        ("de", "amount", 1_500_000, "1,5 Millionen"),
        ("de", "amount", 1_000_000, "1 Million"),
        ("en", "plain", "0.8", "0.8"),
    ],
)
def test_it_is_written(language: str, how: str, value: int | str, written: str) -> None:
    assert getattr(spelling, how)(Fraction(value), numerals_for(NUMERALS, language)) == written


@pytest.mark.parametrize(
    ("value", "limit", "written"),
    [(5, 19, "fifth"), (19, 19, "nineteenth"), (20, 19, "20th"), (20, 99, "twentieth"), (21, 99, "twenty-first"),
     (99, 99, "ninety-ninth"), (100, 99, "100th")],
)  # fmt: skip
def test_ordinals_in_words_up_to_a_limit(value: int, limit: int, written: str) -> None:
    assert spelling.ordinal_word(Fraction(value), numerals_for(NUMERALS, "en"), limit) == written
