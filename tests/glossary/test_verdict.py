"""Verdicts, as a table: what stands on both sides, and what the ledger says of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from glossary.formats import read_csv
from glossary.matcher import Matcher, compile_matcher
from glossary.model import Concept, Glossary, LedgerEntry, Span, Term, Verdict
from glossary.verdict import judge

TABLE = """source,target,status,admitted,deprecated,deprecated_anywhere,forbidden,forbidden_anywhere,ambiguous
总书记,General Secretary,preferred,,,,Secretary-General,,
习近平总书记,General Secretary Xi Jinping,preferred,,,,Secretary-General,Secretary-General Xi Jinping,
秘书长,Secretary-General,preferred,,,,General Secretary,,
粮食安全,food security,preferred,,,,food safety,,
食品安全,food safety,preferred,,,,food security,,
省委,CPC provincial committee,preferred,Provincial Party Committee,,,Provincial Commission,,
省委书记,Secretary of the CPC Provincial Committee,preferred,provincial Party secretary,,,,provincial clerk,
科学发展观,Scientific Outlook on Development,preferred,,,,scientific outlook,scientific development view,
改革开放,reform and opening up,preferred,,,,reform and open,,
中国梦,Chinese Dream,preferred,,China Dream,,,Chinese dreams,
小康,moderate prosperity,preferred,,,small well-being,,,
两个一百年,Two Centenary Goals,preferred,,,,two hundred years,two centenarians,
重要窗口,important window,preferred,,,,key window,,
信息来源,Source,preferred,,,,Information source,,
学习贯彻,study and implement,preferred,studies and implements,,,,learns and implements,
党组,leading Party members group,preferred,,,,party group,,
两化,informatization and industrialization,preferred,,,,two modernizations,,yes
五年规划,Five-Year Plan,preferred,,,,,Five-Year Program,
中国共产党,Communist Party of China,preferred,CPC,,,,CCP,
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return compile_matcher([read_csv(TABLE, "test", "zh", "en")], "zh", "en")


def line(entry: LedgerEntry) -> tuple[str, str, str, str]:
    return entry.term, entry.verdict.value, entry.found, entry.suggestion


OK, ADMITTED, STYLE, FORBIDDEN, MISSING = "ok", "admitted", "style", "forbidden", "missing"

BESIDE = [
    # all verdicts
    ("两个一百年", "the Two Centenary Goals", [("两个一百年", OK, "Two Centenary Goals", "")]),
    ("省委", "the Provincial Party Committee", [("省委", ADMITTED, "Provincial Party Committee", "")]),
    ("中国梦", "the China Dream", [("中国梦", STYLE, "China Dream", "Chinese Dream")]),
    ("两个一百年", "two hundred years ago", [("两个一百年", FORBIDDEN, "two hundred years", "Two Centenary Goals")]),
    ("两个一百年", "the meeting", [("两个一百年", MISSING, "", "Two Centenary Goals")]),
    ("无", "the meeting", []),
    # folding, inflection, articles, a word between
    ("两个一百年", "“two centenary  goals”", [("两个一百年", OK, "two centenary  goals", "")]),
    ("省委书记", "Secretaries of CPC provincial committees",
     [("省委书记", OK, "Secretaries of CPC provincial committees", "")]),
    ("党组", "the leading Party members’ groups", [("党组", OK, "leading Party members’ groups", "")]),
    ("党组", "the leading local Party members group", [("党组", OK, "leading local Party members group", "")]),
    ("两个一百年", "the Two glorious great Centenary Goals", [("两个一百年", MISSING, "", "Two Centenary Goals")]),
    ("五年规划", "Five Year Plans", [("五年规划", OK, "Five Year Plans", "")]),
    # whole words; a plural of a forbidden form, but not its singular
    ("改革开放", "reform and openings", [("改革开放", MISSING, "", "reform and opening up")]),
    ("省委", "Provincial Commissions", [("省委", FORBIDDEN, "Provincial Commissions", "CPC provincial committees")]),
    ("中国梦", "Chinese dreams", [("中国梦", FORBIDDEN, "Chinese dreams", "Chinese Dream")]),
    ("中国梦", "the Chinese dream", [("中国梦", OK, "Chinese dream", "")]),
    ("中国共产党", "the CCP", [("中国共产党", FORBIDDEN, "CCP", "Communist Party of China")]),
    ("中国共产党", "ccp", [("中国共产党", MISSING, "", "Communist Party of China")]),
    # longest first on the source
    ("省委书记", "Secretary of the CPC Provincial Committee",
     [("省委书记", OK, "Secretary of the CPC Provincial Committee", "")]),
    ("省委和省委书记", "the CPC provincial committee and its provincial Party secretary",
     [("省委", OK, "CPC provincial committee", ""), ("省委书记", ADMITTED, "provincial Party secretary", "")]),
    # a longer term's place is not taken by the shorter one inside it
    ("省委有省委书记", "the Secretary of the CPC Provincial Committee and the Provincial Party Committee",
     [("省委", ADMITTED, "Provincial Party Committee", ""),
      ("省委书记", OK, "Secretary of the CPC Provincial Committee", "")]),
    # masking
    ("科学发展观", "the Scientific Outlook on Development",
     [("科学发展观", OK, "Scientific Outlook on Development", "")]),
    ("科学发展观", "a scientific outlook",
     [("科学发展观", FORBIDDEN, "scientific outlook", "Scientific Outlook on Development")]),
    ("改革开放", "reform and opening up", [("改革开放", OK, "reform and opening up", "")]),
    ("信息来源", "Information source: office", [("信息来源", FORBIDDEN, "Information source", "Source")]),
    # mutual traps
    ("粮食安全", "food safety", [("粮食安全", FORBIDDEN, "food safety", "food security")]),
    ("食品安全", "food safety", [("食品安全", OK, "food safety", "")]),
    ("粮食安全和食品安全", "food safety and food security",
     [("粮食安全", OK, "food security", ""), ("食品安全", OK, "food safety", "")]),
    ("总书记和秘书长", "the Secretary-General met", [("总书记", MISSING, "", "General Secretary"),
                                             ("秘书长", OK, "Secretary-General", "")]),
    ("秘书长会见习近平总书记", "the General Secretary met General Secretary Xi Jinping",
     [("秘书长", FORBIDDEN, "General Secretary", "Secretary-General"),
      ("习近平总书记", OK, "General Secretary Xi Jinping", "")]),
    # the smallest span that is a term by itself
    ("习近平总书记", "Secretary-General Xi Jinping said",
     [("习近平总书记", FORBIDDEN, "Secretary-General", "General Secretary")]),
    # several occurrences, and wrong forms with no source term left
    ("中国梦，中国梦", "the Chinese Dream, the China Dream",
     [("中国梦", OK, "Chinese Dream", ""), ("中国梦", STYLE, "China Dream", "Chinese Dream")]),
    ("两个一百年", "Two Centenary Goals, the two centenarians",
     [("两个一百年", OK, "Two Centenary Goals", ""),
      ("two centenarians", FORBIDDEN, "two centenarians", "Two Centenary Goals")]),
    ("无", "two centenarians", [("two centenarians", FORBIDDEN, "two centenarians", "Two Centenary Goals")]),
    ("重要窗口", "an important window", [("重要窗口", OK, "important window", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "expected"), BESIDE)
def test_beside_the_source(
    matcher: Matcher, source: str, target: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert [line(entry) for entry in judge(matcher, source, target)] == expected


TARGET_ONLY = [
    ("the two centenarians", ["two centenarians"]),
    ("Secretary-General Xi Jinping", ["Secretary-General"]),
    ("UN Secretary-General António Guterres", []),
    ("a scientific development view", ["scientific development view"]),
    ("food safety, a scientific outlook, two hundred years, Points of view", []),
    ("the Chinese Dream and the China Dream", []),
    ("small well-being", ["small well-being"]),
    ("provincial clerks", ["provincial clerks"]),
    ("provincial clerkship", []),
    ("The Two Centenary Goals", []),
    ("", []),
]


@pytest.mark.parametrize("source", [None, "", " \n"])
@pytest.mark.parametrize(("target", "found"), TARGET_ONLY)
def test_without_the_source(matcher: Matcher, source: str | None, target: str, found: list[str]) -> None:
    entries = judge(matcher, source, target)
    assert [entry.found for entry in entries] == found
    assert all(entry.source is None for entry in entries)


def test_an_accepted_form_of_another_concept_masks_without_the_source() -> None:
    table = (
        "source,target,forbidden_anywhere\n甲,first choice,second choice\n乙,second choice of all,\n丙,second choice,\n"
    )
    without = compile_matcher([read_csv(table.rsplit("丙", 1)[0], "test", "zh", "en")], "zh", "en")
    assert [entry.found for entry in judge(without, None, "a second choice")] == ["second choice"]
    assert judge(without, None, "the second choice of all") == ()
    assert judge(compile_matcher([read_csv(table, "test", "zh", "en")], "zh", "en"), None, "a second choice") == ()


SUGGESTIONS = [
    ("Two centenarians met.", "Two Centenary Goals"),
    ("TWO CENTENARIANS", "TWO CENTENARY GOALS"),
    ("The office learns and implements it.", "studies and implements"),
    ("Learns and implements.", "Studies and implements"),
    ("the “two centenarians”", "Two Centenary Goals"),
]


@pytest.mark.parametrize(("target", "suggestion"), SUGGESTIONS)
def test_a_suggestion_fits_its_place(matcher: Matcher, target: str, suggestion: str) -> None:
    (entry,) = judge(matcher, None, target)
    assert entry.suggestion == suggestion


def test_a_second_mention_is_marked(matcher: Matcher) -> None:
    entries = judge(matcher, "省委说。省委要求。", "The CPC provincial committee said so and asked for it.")
    assert [(entry.verdict, entry.again) for entry in entries] == [(Verdict.OK, False), (Verdict.MISSING, True)]


@pytest.mark.parametrize(
    ("target", "verdict"), [("the two modernizations", Verdict.FORBIDDEN), ("it", Verdict.MISSING)]
)
def test_an_ambiguous_term_asks(matcher: Matcher, target: str, verdict: Verdict) -> None:
    (entry,) = judge(matcher, "两化", target)
    assert (entry.verdict, entry.ask) == (verdict, True)


def test_several_concepts_for_one_term_ask_and_any_of_them_is_right() -> None:
    concepts = (
        Concept("1", (Term("全局"),), (Term("the whole bureau"),)),
        Concept("2", (Term("全局"),), (Term("overall situation"),)),
    )
    matcher = compile_matcher([Glossary("test", "zh", "en", concepts)], "zh", "en")
    (right,) = judge(matcher, "全局干部", "the overall situation")
    assert (right.verdict, right.concept.id, right.ask) == (Verdict.OK, "2", False)
    (unclear,) = judge(matcher, "全局干部", "cadres")
    assert (unclear.verdict, unclear.ask) == (Verdict.MISSING, True)


def test_the_entry_shows_both_places(matcher: Matcher) -> None:
    (entry,) = judge(matcher, "实现中国梦。", "Realise the China Dream.")
    assert (entry.source, entry.target) == (Span(2, 5), Span(12, 23))
    assert entry.form == "China Dream"


def test_variants_of_a_form_have_one_name(matcher: Matcher) -> None:
    entries = judge(matcher, "省委，省委", "CPC Provincial Committees, a cpc provincial committee")
    assert {entry.form for entry in entries} == {"CPC provincial committee"}


@pytest.mark.parametrize(
    ("target", "verdict"),
    [("der Mietvertrag", Verdict.OK), ("die Vertragspartei", Verdict.OK), ("die Verträge", Verdict.OK),
     ("verträglich", Verdict.MISSING)],
)  # fmt: skip
def test_half_of_a_compound_counts(target: str, verdict: Verdict) -> None:
    matcher = compile_matcher([read_csv("source,target\ncontract,Vertrag\n", "test", "en", "de")], "en", "de")
    (entry,) = judge(matcher, "the contract", target)
    assert entry.verdict is verdict


def test_a_target_without_spaces() -> None:
    table = "source,target,forbidden\ngeneral secretary,总书记,秘书长\n"
    matcher = compile_matcher([read_csv(table, "test", "en", "zh")], "en", "zh")
    entries = judge(matcher, "the General Secretaries", "他是秘书长")
    assert [line(entry) for entry in entries] == [("general secretary", "forbidden", "秘书长", "总书记")]


def test_an_empty_matcher_says_nothing() -> None:
    assert judge(compile_matcher([], "zh", "en"), "省委", "two centenarians") == ()


class Ordinals:
    """A pattern engine that knows one thing: 届 is said in the first word of the target."""

    def judge(self, source: str | None, target: str) -> tuple[LedgerEntry, ...]:
        at = (source or "").find("十九届省委")
        if at < 0:
            return ()
        concept = Concept("p", (), ())
        return (LedgerEntry(concept, "{n}届省委", Verdict.STYLE, Span(at, at + 5), Span(0, 3), target[:3], "19th"),)

    def first_form(self, source: str, span: Span) -> str:
        return ""


def test_patterns_come_first_and_hide_what_is_inside_them() -> None:
    matcher = compile_matcher([read_csv(TABLE, "test", "zh", "en")], "zh", "en", Ordinals())
    entries = judge(matcher, "中国梦，十九届省委", "XIX CPC provincial committee, Chinese Dream")
    assert [line(entry) for entry in entries] == [
        ("中国梦", "ok", "Chinese Dream", ""),
        ("{n}届省委", "style", "XIX", "19th"),
    ]


@pytest.mark.parametrize(
    ("source", "target", "count"),
    [
        ("改革开放" * 2000, "reform and open " * 2000, 2000),
        ("改革开放" * 2000, "reform and opening up " * 2000, 2000),
        ("省委书记" * 2000, "Secretary of the CPC provincial committee " * 500, 2000),
        (None, "two centenarians " * 2000, 2000),
    ],
)
def test_a_text_full_of_one_term_closes(matcher: Matcher, source: str | None, target: str, count: int) -> None:
    entries = judge(matcher, source, target)
    assert len(entries) == count
    places = sorted(entry.target for entry in entries if entry.target is not None)
    assert all(one.end <= two.start for one, two in pairwise(places))
