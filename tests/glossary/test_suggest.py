"""A suggestion fits the place it replaces."""

from __future__ import annotations

import pytest

from glossary.model import Span
from glossary.suggest import close_quotes, in_plural, smallest, suggest


def put(forms: list[str], text: str, found: str) -> str:
    start = text.index(found)
    return suggest(forms, text, Span(start, start + len(found)), "en")


@pytest.mark.parametrize(
    ("forms", "text", "found", "expected"),
    [
        (["lever"], "Hand grip is needed.", "Hand grip", "Lever"),
        (["lever"], "Yes. “Hand grip” is needed.", "Hand grip", "Lever"),
        (["lever"], "the Hand grip is needed.", "Hand grip", "lever"),
        (["lever"], "hand grip is needed.", "hand grip", "lever"),
        (["lever"], "THE HAND GRIP OF WORK", "HAND GRIP", "LEVER"),
        (["Communist Party of China"], "the CCP met", "CCP", "Communist Party of China"),
        (["Communist Party of China"], "MEETING OF THE CCP IN MAY", "CCP", "COMMUNIST PARTY OF CHINA"),
        (["the point of meeting"], "at the cross point", "cross point", "point of meeting"),
        (["the point of meeting"], "at cross point", "cross point", "the point of meeting"),
        (["study", "studies", "studying"], "he learns it", "learns", "studies"),
        (["study", "studies", "studying"], "learning it", "learning", "studying"),
        (["study"], "he learns it", "learns", "study"),
        (["Regulation (EU)"], "this Ordinance (EU) 2016/679", "Ordinance", "Regulation"),
        (["Regulation (EU)"], "this Ordinance 2016/679", "Ordinance", "Regulation (EU)"),
        ([], "the CCP", "CCP", ""),
    ],
)
def test_suggest(forms: list[str], text: str, found: str, expected: str) -> None:
    assert put(forms, text, found) == expected


@pytest.mark.parametrize(
    ("text", "found", "span_text", "expected"),
    [
        ("goals of “two centenarians.” Then", "goals of “two centenarians", "goals of “two centenarians.”", "X."),
        ("goals of “two centenarians” then", "goals of “two centenarians", "goals of “two centenarians”", "X"),
        ("goals of “two centenarians and” then", "goals of “two centenarians", "goals of “two centenarians", "X"),
        ("the “two centenarians” then", "two centenarians", "two centenarians", "X"),
    ],
)
def test_close_quotes(text: str, found: str, span_text: str, expected: str) -> None:
    start = text.index(found)
    span, suggestion = close_quotes(text, Span(start, start + len(found)), "X")
    assert (text[span.start : span.end], suggestion) == (span_text, expected)


@pytest.mark.parametrize(
    ("suggestion", "expected"),
    [
        ("data subject", "data subjects"),
        ("deputy party", "deputy parties"),
        ("defect of title", "defect of title"),
        ("goals", "goals"),
        ("CPC", "CPC"),
        ("Directive", "Directives"),
        ("", ""),
    ],
)
def test_in_plural(suggestion: str, expected: str) -> None:
    assert in_plural(suggestion, "en") == expected


@pytest.mark.parametrize(
    ("found", "suggestion", "expected"),
    [
        ("Secretary-General Xi Jinping", "General Secretary Xi Jinping", (0, 11)),
        ("the old name", "the new name", (4, 5)),
        ("two centenarians", "Two Centenary Goals", (0, 0)),
        ("name", "name of it", (0, 0)),
        ("a a", "a a a", (2, 0)),
        ("", "", (0, 0)),
    ],
)
def test_smallest(found: str, suggestion: str, expected: tuple[int, int]) -> None:
    assert smallest(found, suggestion) == expected
