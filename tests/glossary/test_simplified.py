"""Traditional and simplified Chinese are one to the terms, each way, in literal terms and in patterns."""

from __future__ import annotations

import pytest

from app import pipeline
from app.resources import resource
from glossary.language.simplified import for_language, load_simplified
from glossary.model import Concept, Glossary, Span, Status, Term, Verdict
from glossary.verdict import judge

TABLE = load_simplified(resource("language", "simplified.tsv"))


def verdicts(concept: Concept, source: str, target: str, languages: tuple[str, str]) -> list[tuple[Verdict, str]]:
    context = pipeline.context_for([Glossary("x", *languages, (concept,))], *languages)
    return [
        (entry.verdict, source[slice(*entry.source)] if entry.source else entry.found)
        for entry in judge(context.matcher, source, target)
    ]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("乡村振兴", "推動鄉村振興戰略", "鄉村振興"),
        ("鄉村振興", "推动乡村振兴战略", "乡村振兴"),
        ("乡村振兴", "推动乡村振兴战略", "乡村振兴"),
        ("后勤", "皇后與後勤", "後勤"),
        ("髮型", "发型", "发型"),
    ],
)
def test_a_source_term_is_found_in_either_script(term: str, text: str, found: str) -> None:
    concept = Concept("1", (Term(term),), (Term("right"),))
    assert verdicts(concept, text, "the right one", ("zh", "en")) == [(Verdict.OK, found)]


@pytest.mark.parametrize("language", ["zh-Hant", "zh-CN", "yue"])
def test_a_translation_is_right_in_either_script(language: str) -> None:
    concept = Concept("1", (Term("rural revitalization"),), (Term("乡村振兴"), Term("農村復興", Status.FORBIDDEN)))
    assert verdicts(concept, "rural revitalization", "鄉村振興", ("en", language))[0][0] is Verdict.OK
    assert verdicts(concept, "rural revitalization", "农村复兴", ("en", language))[0][0] is Verdict.FORBIDDEN


def test_patterns_read_traditional_text() -> None:
    concept = Concept(
        "1",
        (Term("第{n}届中央委员会", pattern=True),),
        (Term("{n:1st} Central Committee", pattern=True),),
    )
    source = "中國共產黨第十九屆中央委員會"
    context = pipeline.context_for([Glossary("x", "zh", "en", (concept,))], "zh", "en")
    (entry,) = judge(context.matcher, source, "the XIX Central Committee")
    assert (entry.verdict, entry.source, entry.suggestion) == (Verdict.STYLE, Span(5, 14), "19th Central Committee")


def test_japanese_keeps_its_signs_apart() -> None:
    concept = Concept("1", (Term("会社"),), (Term("company"),))
    assert verdicts(concept, "會社", "company", ("ja", "en")) == []
    assert not for_language(TABLE, "ja")


def test_no_sign_becomes_one_that_becomes_another() -> None:
    assert len(TABLE.table) > 4000
    assert not set(TABLE.table.values()) & set(TABLE.table)
