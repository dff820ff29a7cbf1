"""A chosen name put where another stood: articles, capitals, plural and genitive follow the place."""

from __future__ import annotations

import pytest

from glossary.inflect_into import inflect_into
from glossary.language.inflection import Inflection
from glossary.model import Span

CASES = [
    ("He met [the bureau].", "Office", "He met Office."),
    ("He met the [Bureau of Trade].", "Office of Trade", "He met the Office of Trade."),
    ("He met the [Bureau of Trade].", "the Office of Trade", "He met the Office of Trade."),
    ("This is a [Bureau of Trade].", "Office of Trade", "This is an Office of Trade."),
    ("An [Office of Trade] is needed.", "Bureau of Trade", "A Bureau of Trade is needed."),
    ("an [Office of Trade]", "Agency of Trade", "an Agency of Trade"),
    ("a [Trade Board]", "HKMA board", "an HKMA board"),
    ("an [Office]", "NATO office", "a NATO office"),
    ("a [Board]", "hourly board", "an hourly board"),
    ("an [Office]", "university", "a university"),
    ("an [Office]", "European office", "a European office"),
    ("a [Board]", "unimportant board", "an unimportant board"),
    ("Panama [Office]", "Bureau", "Panama Bureau"),
    ("[rural vitalization] matters", "rural revitalization", "rural revitalization matters"),
    ("[Rural vitalization] matters", "rural revitalization", "Rural revitalization matters"),
    ("two [Provincial Committees] met", "Provincial Party Committee", "two Provincial Party Committees met"),
    ("two [Bureaus of Trade] met", "Trade Agency", "two Trade Agencies met"),
    ("two [Trade Agencies] met", "Bureau of Trade", "two Bureaus of Trade met"),
    ("two [Trade Agencies] met", "Bureaus of Trade", "two Bureaus of Trade met"),
    ("two [Aid Programmes] met", "Help Scheme", "two Help Schemes met"),
    ("two [Colour Centres] met", "Paint Office", "two Paint Offices met"),
    ("the [Evening News] met", "Paint Office", "the Paint Office met"),
    ("the [Bureau of Trade]’s report", "Office of Trade", "the Office of Trade’s report"),
    ("the [Trade Bureau]’s report", "Trade Works", "the Trade Works’ report"),
    ("the [Trade Bureaus]’ reports", "Trade Office", "the Trade Offices’ reports"),
    ("the [Trade Congress]' report", "Trade Office", "the Trade Office's report"),
    ("the [Bureau’s] report", "Office", "the Office’s report"),
    ("THE [BUREAU OF TRADE]", "Office of Trade", "THE OFFICE OF TRADE"),
    ("the [Bureau]", "", "the [Bureau]"),
]


@pytest.mark.parametrize(("marked", "wanted", "expected"), CASES)
def test_a_name_follows_its_place(marked: str, wanted: str, expected: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    span, new = inflect_into(wanted, text, Span(start, end), "en", Inflection("en"))
    result = text[: span.start] + new + text[span.end :] if new else marked
    assert result == expected


def test_other_languages_are_left_alone() -> None:
    text = "ein Büro und zwei Büros"
    assert inflect_into("Amt", text, Span(18, 23), "de", Inflection("de")) == (Span(18, 23), "Amt")
