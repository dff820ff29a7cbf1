"""Hyphens before a noun, and where a measure or a participle stands for itself."""

from __future__ import annotations

import pytest

from app.check import CheckContext, CheckRow, run_checks
from glossary.matcher import compile_matcher


def found(target: str, *texts: str) -> list[tuple[str, str]]:
    context = CheckContext("zh", target, compile_matcher((), "zh", target))
    findings = run_checks([CheckRow(n, None, text) for n, text in enumerate(texts)], context, checks=["hyphen"])
    return [(finding.code, str(dict(finding.facts)["suggestion"])) for finding in findings]


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "a 6.5 inch pipe", "6.5-inch"),
        ("en", "the 12th Five Year Plan", "Five-Year"),
        ("en", "China’s two day summit", "two-day"),
        ("en", "a 20 year old bridge", "20-year-old"),
        ("en", "a 20-year old bridge", "20-year-old"),
        ("en", "the 70 year olds", "70-year-olds"),
        ("en", "a 3 star hotel", "3-star"),
        ("en", "a state owned bank", "state-owned"),
        ("en", "state owned banks", "state-owned"),
        ("en", "a 20-year-old bridge over a 5-metre drop", ""),
        ("en", "the 2 year that, the 5 day and the 10 year later", ""),
        ("en", "the two star players and their two room neighbours", ""),
        ("en", "a 16 mm pipe, in the 2020 year end report", ""),
        ("en", "The bridge is 20 years old.", ""),
        ("en", "a state led by farmers", ""),
        ("en", "the one day conference", ""),
        ("de", "Der pH Wert sank.", "pH-Wert"),
        ("de", "der CO2 Ausstoß", "CO2-Ausstoß"),
        ("de", "der CO2-Ausstoß, das CO2 Xylander, die EU Anfang des Jahres", ""),
        ("en", "a long term plan", "long-term"),
        ("en", "its state of the art kitchen", "state-of-the-art"),
        ("en", "in the long term, and in the short term because", ""),
        ("de", "eine 20 jährige Brücke", "20-jährige"),
        ("de", "in Baden Württemberg", "Baden-Württemberg"),
        ("fr", "le rendez vous", "rendez-vous"),
        ("fr", "a 20 year old bridge", ""),
    ],
)
def test_hyphens(language: str, text: str, meant: str) -> None:
    assert found(language, text) == ([("hyphen-missing", meant)] if meant else [])


def test_a_habit_is_said_once() -> None:
    texts = [f"a {n} year old bridge" for n in range(20, 26)]
    assert found("en", *texts[:1]) == [("hyphen-missing", "20-year-old")]
    assert found("en", *texts) == [("hyphen-missing-many", "20-year-old")]
