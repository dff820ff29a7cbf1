"""Several terms in one cell, and what is no list of terms at all."""

from __future__ import annotations

import pytest

from glossary.formats import read_csv
from glossary.matcher import compile_matcher
from glossary.model import Verdict
from glossary.variants import is_acronym, variants
from glossary.verdict import judge


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tariff", ["tariff"]),
        ("传染（传播）", ["传染（传播）", "传染", "传播"]),
        ("World Trade Organization (WTO)", ["World Trade Organization (WTO)", "World Trade Organization", "WTO"]),
        ("carer/caregiver", ["carer/caregiver", "carer", "caregiver"]),
        ("health/medical worker", ["health/medical worker", "health worker", "medical worker"]),
        ("worker(s)", ["worker(s)", "worker", "workers"]),
        ("(public) holiday", ["(public) holiday", "holiday", "public holiday"]),
        # one name each
        ("Regulation (EU)", ["Regulation (EU)"]),
        ("TCP/IP", ["TCP/IP"]),
        ("km/h", ["km/h"]),
        ("1/2 share", ["1/2 share"]),
        ("Act (2015)", ["Act (2015)"]),
        # what explains is looked for in a translation, never in a source
        ("case (medical)", ["case (medical)"]),
    ],
)
def test_variants_to_look_for(text: str, expected: list[str]) -> None:
    assert list(variants(text, careful=True)) == expected


def test_an_explanation_is_accepted() -> None:
    assert list(variants("case (patient)", careful=False)) == ["case (patient)", "case", "patient"]


def test_many_bars_stay_few_terms() -> None:
    assert len(variants(" ".join(["a/b"] * 40) + " c d", careful=True)) <= 16


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [("WTO", "World Trade Organization", True), ("GDP", "Gross National Product", False), ("EU", "Regulation", False),
     ("W", "World", False), ("", "World", False), ("WHO", "", False)],
)  # fmt: skip
def test_acronyms(short: str, name: str, expected: bool) -> None:
    assert is_acronym(short, name) is expected


def test_any_of_them_is_right() -> None:
    glossary = read_csv("source,target\n传染（传播）,transmission/spreading\n", "test", "zh", "en")
    matcher = compile_matcher([glossary], "zh", "en")
    rows = [("传播途径", "ways of spreading"), ("传染", "the transmission"), ("传染", "the infection")]
    found = [judge(matcher, *row)[0].verdict for row in rows]
    assert found == [Verdict.OK, Verdict.OK, Verdict.MISSING]
