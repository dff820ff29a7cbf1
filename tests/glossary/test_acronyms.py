"""Acronyms a translation introduces itself."""

from __future__ import annotations

import pytest

from glossary.acronyms import introduced
from glossary.formats import read_csv
from glossary.matcher import Matcher, compile_matcher
from glossary.verdict import judge


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    table = "source,target,forbidden\n金管局,Monetary Authority of Hong Kong,\n基金,Fund for Trade,trade pot\n"
    return compile_matcher([read_csv(table, "test", "zh", "en")], "zh", "en")


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("金管局说金管局", "The Monetary Authority of Hong Kong (MAHK) said the MAHK",
         ["Monetary Authority of Hong Kong", "MAHK"]),
        ("金管局", "The MAHK said", [""]),
        ("金管局说金管局", "The Monetary Authority of Hong Kong (XYZ) said XYZ",
         ["Monetary Authority of Hong Kong", ""]),
        ("基金，基金", "Fund for Trade (FT), 3 ft", ["Fund for Trade", "FT"]),
        ("基金，基金，基金", "Fund for Trade (FT), 3 ft", ["Fund for Trade", "FT", ""]),
    ],
)  # fmt: skip
def test_in_one_row(matcher: Matcher, source: str, target: str, found: list[str]) -> None:
    assert [entry.found for entry in judge(matcher, source, target)] == found


def test_in_another_row(matcher: Matcher) -> None:
    rows = ["The Monetary Authority of Hong Kong (“MAHK”) met.", "The MAHK met.", "the trade pot (TP)"]
    acronyms = introduced(matcher, rows)
    assert [tuple(shorts) for shorts in acronyms.values()] == [("MAHK",)]
    (entry,) = judge(matcher, "金管局", rows[1], acronyms)
    assert (entry.found, entry.form, entry.verdict.value) == ("MAHK", "MAHK", "ok")
