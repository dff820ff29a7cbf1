"""Hostile text costs its length and no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.language.numerals import Numerals
from glossary.patterns import compile_patterns
from tests.glossary.patterns.test_cases import CASES, glossary

EVERY = {case["pattern"]: case for case in CASES if case["source_lang"] == "zh" and "@" not in case["source_pattern"]}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("十", "the First Plenary Session of the 19th "),
        ("十九届五中全会", "XIX "),
        ("第1年2月", "twenty-one hundred and "),
        ("届五中全会", "1,1,1,1"),
    ],
)
def test_linear_in_the_text(
    growth: Callable[[Callable[[int], object], int], float], numerals: dict[str, Numerals], source: str, target: str
) -> None:
    engine = compile_patterns([glossary(case) for case in EVERY.values()], "zh", "en", numerals, {})
    assert growth(lambda size: engine.judge(source * (size // len(source)), target * (size // len(target))), 500) < 30


def test_the_ten_thousandth_number_is_the_last_one_looked_at(numerals: dict[str, Numerals]) -> None:
    case = {"source_pattern": "{n}届", "target_pattern": "{n:1} and", "source_lang": "zh", "target_lang": "en"}
    engine = compile_patterns([glossary(case)], "zh", "en", numerals, {})
    found = engine.judge(None, "X and " * 10_500)
    assert len(found) == 10_000
