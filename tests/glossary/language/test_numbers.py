"""What numbers a text holds, by language."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.language.numbers import Kind, load_numerals, numerals_for, read_numbers

LANGUAGES = load_numerals(Path(__file__).parents[3] / "resources" / "language")


def read(text: str, language: str) -> list[tuple[str, set[Fraction], Kind, bool]]:
    numbers = read_numbers(text, numerals_for(LANGUAGES, language))
    return [(text[n.span.start : n.span.end], set(n.values), n.kind, n.figure) for n in numbers]


@pytest.mark.parametrize(
    ("language", "text", "found", "value"),
    [
        ("zh", "第十九届", "十九", "19"),
        ("zh", "十四五规划", "十四五", "14"),
        ("zh", "三四十人", "三四十", "40"),
        ("zh", "二〇二五年", "二〇二五", "2025"),
        ("zh", "一万六七千", "一万六七千", "17000"),
        ("zh", "三百五", "三百五", "350"),
        ("zh", "5.3万", "5.3万", "53000"),
        ("zh", "500余万人", "500余万", "5000000"),
        ("zh", "3亿5000万", "3亿5000万", "350000000"),
        ("zh", "2万亿元", "2万亿", "2000000000000"),
        ("zh", "30至40万", "30", "300000"),
        ("zh", "百分之三十五", "百分之三十五", "35"),
        ("zh", "三分之一", "三分之一", "1/3"),
        ("zh", "六成", "六", "60"),
        ("zh", "打八折", "八", "20"),
        ("zh", "廿八", "廿八", "28"),
        ("zh", "壹佰贰拾", "壹佰贰拾", "120"),
        ("zh", "８５％", "８５", "85"),
        ("zh", "80年代", "80", "1980"),
        ("zh", "下午6时", "6", "18"),
        ("zh", "18.9千米", "18.9", "189/10"),
        ("zh", "20世纪80年代", "20", "1980"),
        ("ja", "令和5年", "5", "2023"),
        ("ja", "182・44", "182・44", "182.44"),
        ("ja", "約７割", "７", "70"),
        ("en", "twenty-five", "twenty-five", "25"),
        ("en", "a hundred and two", "a hundred and two", "102"),
        ("en", "two and a half million", "two and a half million", "2500000"),
        ("en", "two thirds", "two thirds", "2/3"),
        ("en", "the twenty-first century", "twenty-first", "21"),
        ("en", "1,234,567.5", "1,234,567.5", "1234567.5"),
        ("en", "3 to 4 million", "3", "3000000"),
        ("en", "£10m", "10m", "10000000"),
        ("en", "in the 1980s", "1980", "80"),
        ("en", "in ’21", "21", "2021"),
        ("en", "2:47 p.m.", "2", "14"),
        ("en", "the XIX Central Committee", "XIX", "19"),
        ("en", "World War II", "II", "2"),
        ("en", "November 26th, 2020", "November", "11"),
        ("de", "dreiundzwanzig", "dreiundzwanzig", "23"),
        ("de", "3,5 Mio. Euro", "3,5 Mio.", "3500000"),
        ("de", "1.234 Euro", "1.234", "1234"),
        ("de", "12 500 Menschen", "12 500", "12500"),
        ("fr", "quatre-vingt-dix-sept", "quatre-vingt-dix-sept", "97"),
        ("fr", "deux milliards", "deux milliards", "2000000000"),
        ("es", "cuarenta y dos", "cuarenta y dos", "42"),
        ("ru", "двадцать пять", "двадцать пять", "25"),
        ("ru", "5,5 тыс. человек", "5,5 тыс.", "5500"),
        ("xx", "1.234", "1.234", "1234"),
    ],
)  # fmt: skip
def test_reads_the_value(language: str, text: str, found: str, value: str) -> None:
    assert any(stretch == found and Fraction(value) in values for stretch, values, _, _ in read(text, language))


@pytest.mark.parametrize(
    ("language", "text", "found", "kind", "figure"),
    [
        ("en", "COVID-19", "COVID-19", Kind.CODE, False),
        ("zh", "看CCTV-2", "CCTV-2", Kind.CODE, False),
        ("en", "a 5G phone", "5G", Kind.CODE, False),
        ("zh", "拨打96871热线", "96871", Kind.CARDINAL, True),
        ("en", "RMB280", "280", Kind.CARDINAL, True),
        ("en", "2020-11-26 14:47", "26", Kind.DAY, True),
        ("en", "2020-11-26 14:47", "47", Kind.TIME, True),
        ("en", "26 November 2020", "2020", Kind.YEAR, True),
        ("zh", "11月26日", "11", Kind.MONTH, True),
        ("en", "1. First item", "1", Kind.LIST, True),
        ("en", "the 19th", "19", Kind.ORDINAL, True),
        ("en", "35%", "35", Kind.PERCENT, True),
        ("en", "a dozen eggs", "dozen", Kind.HINT, False),
        ("en", "she doubled it", "doubled", Kind.HINT, False),
    ],
)  # fmt: skip
def test_tells_kinds_apart(language: str, text: str, found: str, kind: Kind, figure: bool) -> None:
    assert (found, kind, figure) in [(stretch, k, f) for stretch, _, k, f in read(text, language)]


@pytest.mark.parametrize("text", ["see https://example.org/2020/11", "write to bob77@example.org", "no figures here"])
def test_addresses_hold_no_numbers(text: str) -> None:
    assert not [stretch for stretch, _, _, figure in read(text, "en") if figure]


def test_an_ambiguous_separator_reads_as_both() -> None:
    assert read("1.234", "de")[0][1] == {Fraction(1234), Fraction("1.234")}
    assert read("1,234", "en")[0][1] == {Fraction(1234)}
    assert [stretch for stretch, *_ in read("pages 1,2,3", "en")] == ["1", "2", "3"]


@given(st.text(max_size=200), st.sampled_from(["zh", "ja", "en", "de", "fr", "es", "ru", "xx"]))
def test_spans_are_in_order_and_do_not_overlap(text: str, language: str) -> None:
    numbers = read_numbers(text, numerals_for(LANGUAGES, language))
    ends = 0
    for number in numbers:
        assert ends <= number.span.start < number.span.end <= len(text)
        assert number.values
        ends = number.span.end


@pytest.mark.parametrize(
    "piece", ["十", "9,", "1 234 ", "two hundred and ", "2020-11-26 ", "A1-", "百分之", "5.3万", "XIX "]
)
def test_hostile_runs_are_read_in_linear_time(
    piece: str, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    numerals = numerals_for(LANGUAGES, "zh" if piece in ("十", "百分之", "5.3万") else "en")

    def work(size: int) -> object:
        return read_numbers(piece * (size // len(piece)), numerals)

    assert growth(work, 5_000) < 30
