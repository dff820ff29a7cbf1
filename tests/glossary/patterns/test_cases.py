"""The conformance cases: per source hit its verdict, its spans, its suggestion."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from glossary.language.numerals import Numerals
from glossary.model import Concept, Glossary, Scope, Status, Term
from glossary.patterns import Table, compile_patterns
from tests.glossary.patterns.conftest import TERMS

CASES = [json.loads(line) for line in (TERMS / "pattern-cases.jsonl").read_text("utf-8").splitlines()]


def glossary(case: Mapping[str, Any], scope: Scope = Scope.BESIDE) -> Glossary:
    targets = [
        Term(case["target_pattern"], Status.PREFERRED, pattern=True),
        *(Term(text, Status.ADMITTED, pattern=True) for text in case.get("admitted", ())),
        *(Term(text, Status.FORBIDDEN, scope, pattern=True) for text in case.get("forbidden", ())),
    ]
    concept = Concept("x", (Term(case["source_pattern"], pattern=True),), tuple(targets))
    return Glossary("x", case.get("source_lang", "zh"), case.get("target_lang", "en"), (concept,))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['pattern']}")
def test_case(case: Mapping[str, Any], numerals: dict[str, Numerals], tables: Mapping[str, Table]) -> None:
    engine = compile_patterns([glossary(case)], case["source_lang"], case["target_lang"], numerals, tables)
    found = [
        {
            "source_span": None if entry.source is None else list(entry.source),
            "verdict": str(entry.verdict),
            "target_span": None if entry.target is None else list(entry.target),
            "suggestion": entry.suggestion or None,
        }
        for entry in engine.judge(case["source_text"], case["target_text"])
    ]
    assert found == case["expected"]


PLENUM = {
    "source_pattern": "{n}届{m}中全会",
    "target_pattern": "{m:First} Plenary Session of the {n:1st} Central Committee",
    "forbidden": ["{m} Middle Plenary"],
}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("the Fifth Plenary Session of the 19th Central Committee", []),
        (
            "the Fifth Plenary Session of the XIX Central Committee",
            [("style", "Fifth Plenary Session of the 19th Central Committee")],
        ),
        # How plain numbers are written is for the house: only a Roman numeral is wrong by itself.
        ("the 5th Plenary Session of the 19th Central Committee", []),
        ("the 5 Middle Plenary", [("forbidden", "")]),
    ],
)
@pytest.mark.parametrize("source", [None, "", "  "])
def test_without_a_source_forms_are_judged_and_values_are_not(
    source: str | None, target: str, expected: list[tuple[str, str]], numerals: dict[str, Numerals]
) -> None:
    engine = compile_patterns([glossary(PLENUM, Scope.ANYWHERE)], "zh", "en", numerals, {})
    assert [(entry.verdict, entry.suggestion) for entry in engine.judge(source, target)] == expected


def test_a_longer_pattern_hides_what_it_overlaps(numerals: dict[str, Numerals]) -> None:
    date = {"source_pattern": "{y}年{m}月{d}日", "target_pattern": "{m:March} {d:1}, {y:1}"}
    day = {"source_pattern": "{m}月{d}日", "target_pattern": "{m:March} {d:1}"}
    engine = compile_patterns([glossary(day), glossary(date)], "zh", "en", numerals, {})
    entries = engine.judge("2025年3月1日和4月2日", "March 1, 2025 and April 2")
    assert [(tuple(entry.source or ()), entry.verdict) for entry in entries] == [((0, 9), "ok"), ((10, 14), "ok")]
