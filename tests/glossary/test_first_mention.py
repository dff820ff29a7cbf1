"""An acronym before its introduction: named once, at its first place; everything else stays silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.first_mention import early_mentions

FULL = "The Communist Party of China (CPC) met."
CASES: list[tuple[list[str], list[tuple[str, str, int, int]]]] = [
    (["The CPC met.", FULL], [("CPC", "Communist Party of China", 0, 1)]),
    (["The CPC’s work.", "The CPC met.", FULL], [("CPC", "Communist Party of China", 0, 2)]),
    (["The WHO met.", "the World Health Organization (the “WHO”)"], [("WHO", "World Health Organization", 0, 1)]),
    (["He saw ATMs there.", "automated teller machines (ATMs) work."], [("ATM", "automated teller machines", 0, 1)]),
    ([FULL, "The CPC met."], []),
    (["The CPC met."], []),
    (["CPC holds congress", FULL], []),
    (["CPC CONGRESS.", FULL], []),
    ([f"The CPC met. {FULL}"], []),
    (["The (CPC) met.", FULL], []),
    (["The CPC met.", "A party of farmers (CPC) met."], []),
    (["The BCPC and A-CPC met.", FULL], []),
    (["", " "], []),
    ([], []),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_early_mentions(texts: list[str], expected: list[tuple[str, str, int, int]]) -> None:
    found = list(early_mentions(texts))
    assert [(one.acronym, one.full, one.row, one.introduced) for one in found] == expected
    assert all(texts[one.row][one.span.start : one.span.end] == one.acronym for one in found)


@pytest.mark.parametrize("hostile", ["A", "(A", "AB", "(AB", "(the ", "A-", "AB(AB)", "(AB "])
def test_hostile_text_costs_no_more(hostile: str, growth: Callable[[Callable[[int], object], int], float]) -> None:
    assert growth(lambda count: list(early_mentions([hostile * count + ".", FULL])), 2_000) < 24
