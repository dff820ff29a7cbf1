"""An acronym before its introduction, a name not written out at first mention: named once, at its first place;
everything else stays silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app import pipeline
from app.check import CheckRow, run_checks
from app.model import Severity
from glossary.consistency import renderings
from glossary.first_mention import early_mentions, short_mentions
from glossary.model import Concept, Glossary, Status, Term
from glossary.verdict import judge

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


WINDOW = Concept(
    "window", (Term("重要窗口"),), (Term("important window"), Term("key window", Status.FORBIDDEN)),
    first=Term("important window showcasing our strengths"),
)  # fmt: skip
PLENUM = Concept(
    "plenum",
    (Term("{n}届{m}中全会", pattern=True),),
    (
        Term("{m:First} Plenary Session of the {n:1st} CPC Central Committee", pattern=True),
        Term("{m:First} Plenary Session", Status.ADMITTED, pattern=True),
    ),
    first=Term("{m:First} Plenary Session of the {n:1st} CPC Central Committee", pattern=True),
)
FIFTH = "Fifth Plenary Session of the 19th CPC Central Committee"
SHORT: list[tuple[list[tuple[str | None, str]], list[tuple[int, str, str]]]] = [
    ([("重要窗口。", "It is an important window.")],
     [(0, "important window", "important window showcasing our strengths")]),
    ([("重要窗口。", "Important window it is.")],
     [(0, "Important window", "Important window showcasing our strengths")]),
    ([("重要窗口。", "An important window.")] * 2,
     [(0, "important window", "important window showcasing our strengths")]),
    ([("重要窗口。", "An important window showcasing our strengths."), ("重要窗口。", "An important window.")], []),
    ([("重要窗口", "An important window"), ("重要窗口。", "An important window showcasing our strengths.")], []),
    ([("重要窗口。", "The key window."), ("重要窗口。", "Nothing.")], []),
    ([(None, "An important window."), (None, "An important window.")],
     [(0, "important window", "important window showcasing our strengths")]),
    ([("十九届五中全会。", "The Fifth Plenary Session met.")], [(0, "Fifth Plenary Session", FIFTH)]),
    ([("十九届五中全会。", f"The {FIFTH} met."), ("十九届五中全会。", "The Fifth Plenary Session met.")], []),
    ([("十九届五中全会。", f"The {FIFTH} met."), ("十九届六中全会。", "The Sixth Plenary Session met.")],
     [(1, "Sixth Plenary Session", FIFTH.replace("Fifth", "Sixth"))]),
    ([], []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), SHORT)
def test_a_name_is_written_out_at_first_mention(
    rows: list[tuple[str | None, str]], expected: list[tuple[int, str, str]]
) -> None:
    matcher = pipeline.context_for([Glossary("x", "zh", "en", (WINDOW, PLENUM))], "zh", "en").matcher
    ledgers = [judge(matcher, source, target) for source, target in rows]
    found = list(short_mentions(rows, ledgers, matcher))
    assert [(one.row, one.found, one.full) for one in found] == expected
    assert all(rows[one.row][1][slice(*one.span)] == one.found for one in found)


def test_it_is_said_quietly_with_the_full_form_to_put_there() -> None:
    context = pipeline.context_for([Glossary("x", "zh", "en", (WINDOW,))], "zh", "en")
    (finding,) = run_checks(
        [CheckRow(0, "重要窗口。", "It is an important window.")], context, checks={"first-mention"}
    )
    assert (finding.code, finding.severity) == ("term-full-first", Severity.NEUTRAL)
    assert [one.text for one in finding.suggestions] == ["important window showcasing our strengths"]


def test_the_full_form_is_right_wherever_it_stands() -> None:
    matcher = pipeline.context_for([Glossary("x", "zh", "en", (WINDOW,))], "zh", "en").matcher
    ledger = judge(matcher, "重要窗口。", "An important window showcasing our strengths.")
    assert [entry.verdict for entry in ledger] == ["ok"]


def test_a_name_written_out_is_no_second_name() -> None:
    concept = Concept("1", (Term("党"),), (Term("Party"),), first=Term("Communist League of Farmers"))
    matcher = pipeline.context_for([Glossary("x", "zh", "en", (concept,))], "zh", "en").matcher
    ledgers = [judge(matcher, "党。", text) for text in ("The Communist League of Farmers.", "The Party.")]
    assert [entry.verdict for ledger in ledgers for entry in ledger] == ["admitted", "ok"]
    assert renderings(ledgers) == ()
