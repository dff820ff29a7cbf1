"""Pairs of our own, numbers of all kinds: a line of the table is right and silent, or it says what is found."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from app.check import CheckContext, CheckRow, run_row_checks
from app.check.model import RowView
from app.check.numbers import check_dates, check_numbers
from glossary.matcher import compile_matcher

PAIRS = [line.split("\t") for line in Path(__file__).with_name("number_pairs.tsv").read_text("utf-8").splitlines()]
"""Languages, source, target; of a wrong one the code of the finding and the stretch of the target that it marks."""


def said(languages: str, source: str, target: str) -> list[tuple[str, str]]:
    ours, theirs = languages.split("-")
    context = CheckContext(ours, theirs, compile_matcher((), ours, theirs))
    return [
        (found.code, "".join(target[span.start : span.end] for span in found.target[:1]))
        for found in run_row_checks(CheckRow(0, source, target), context)
        if found.check in ("number", "date")
    ]


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if len(pair) == 3], ids="|".join)
def test_a_right_pair_is_silent(pair: tuple[str, str, str]) -> None:
    assert said(*pair) == []


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if len(pair) == 5], ids="|".join)
def test_a_wrong_pair_is_found(pair: tuple[str, str, str, str, str]) -> None:
    languages, source, target, code, stretch = pair
    assert (code, stretch) in said(languages, source, target)


@pytest.mark.parametrize(
    "piece", ["1 ", "1,", "1.", "3 p.m. ", "2024年8月12日", "二", "1, 2 and 3% ", "a 20 year old "]
)
@pytest.mark.parametrize("source", ["", "一个句子。"])
def test_a_row_of_thousands_of_numbers_is_no_work_for_hours(piece: str, source: str) -> None:
    """Found by hand: a recursion as deep as the row was long, and comparisons of each with each."""
    text = piece * 6_000
    context = CheckContext("zh", "en", compile_matcher((), "zh", "en"))
    view = RowView(CheckRow(0, source or text, text), context)
    assert len([*islice(check_numbers(view), 50), *islice(check_dates(view), 50)]) <= 100
