"""Accepted terms whose words stand apart, run together or in a compound; and others that only look like it."""

from __future__ import annotations

import pytest

from glossary.formats import read_csv
from glossary.matcher import compile_matcher
from glossary.verdict import judge


def accepted(language: str, term: str, text: str) -> bool:
    matcher = compile_matcher([read_csv(f"source,target\nX,{term}\n", "test", "", language)], "", language)
    (entry,) = judge(matcher, "X", text)
    return entry.target is not None


@pytest.mark.parametrize(
    ("language", "term", "text", "expected"),
    [
        # a word between, with its hyphens, or a bracket
        ("en", "thematic bank reviews", "thematic off-site bank reviews", True),
        ("en", "thematic bank reviews", "thematic and long bank reviews", False),
        ("en", "thematic reviews", "thematic long reviews", False),
        ("en", "Stability Board report", "the Stability Board (FSB) report", True),
        ("en", "Stability Board report", "the Stability Board, report", False),
        # divided in another way
        ("en", "fixed-income market", "the fixedincome market", True),
        ("en", "fixed income", "a fixed-in-come", True),
        ("en", "monotherapy", "mono-therapy", True),
        ("en", "monotherapy", "monotherapyst", False),
        ("en", "no table", "notable", True),
        ("en", "the able", "stable", False),
        # compounds
        ("de", "Mandant", "die Mandantenverwaltung", True),
        ("de", "Nebenwirkungen", "Neben- und Wechselwirkungen", True),
        ("de", "Nebenwirkungen", "Neben- und Ursachen", False),
        ("de", "Terminologie Prüfung", "ein Terminologieprüfungsbericht", True),
        ("en", "tenant", "subtenant", False),
        # glued to figures
        ("en", "RMB", "about RMB18 billion", True),
        ("en", "RMB", "the RMBX market", False),
        ("en", "RMB", "about rmb18 billion", False),
    ],
)
def test_apart_and_together(language: str, term: str, text: str, expected: bool) -> None:
    assert accepted(language, term, text) is expected


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("die Mieterversammlung", []),
        ("die Mieter-Versammlung", []),
        ("der Mieterversammlungssaal", ["assembly"]),
        ("die Mieterversammlung der Mieter", []),
        ("der Mieter", ["assembly"]),
        ("die Versammlung", ["tenant"]),
    ],
)
def test_the_halves_of_a_compound_render_two_terms(text: str, missing: list[str]) -> None:
    table = "source,target\ntenant,Mieter\nassembly,Versammlung\n"
    matcher = compile_matcher([read_csv(table, "test", "en", "de")], "en", "de")
    entries = judge(matcher, "the tenant assembly", text)
    assert [entry.term for entry in entries if entry.target is None] == missing


def test_each_half_serves_once() -> None:
    matcher = compile_matcher([read_csv("source,target\ntenant,Mieter\n", "test", "en", "de")], "en", "de")
    entries = judge(matcher, "the tenant and the other tenant", "die Mieterversammlung")
    assert [entry.target is None for entry in entries] == [False, True]


@pytest.mark.parametrize("text", ["a " * 20_000, "a b " * 10_000, "(" * 20_000])
def test_a_text_of_one_word_closes(text: str) -> None:
    assert not accepted("en", "a b c", text)
