"""Finding terms: longest first, whole words, many glossaries."""

from __future__ import annotations

import pytest

from glossary.matcher import compile_matcher
from glossary.model import Concept, Glossary, Scope, Status, Term


def concept(source: str, target: str, *more: Term) -> Concept:
    return Concept(source, (Term(source),), (Term(target), *more))


def glossary(*concepts: Concept, name: str = "test", pair: tuple[str, str] = ("zh", "en")) -> Glossary:
    return Glossary(name, *pair, concepts)


PARTY = glossary(
    concept("省委", "CPC provincial committee", Term("Provincial Commission", Status.FORBIDDEN)),
    concept("省委书记", "Secretary of the CPC Provincial Committee"),
    concept("两个一百年", "Two Centenary Goals", Term("two centenarians", Status.FORBIDDEN, Scope.ANYWHERE)),
    concept("A股", "A share"),
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("省委书记和省委", ["省委书记", "省委"]),
        ("“两个一百年”奋斗目标", ["两个一百年"]),
        ("两个“一百年”", ["两个一百年"]),
        ("Ａ股上涨", ["A股"]),
        ("AA股", []),
        ("", []),
        ("无", []),
    ],
)
def test_source_hits(text: str, terms: list[str]) -> None:
    hits = compile_matcher([PARTY], "zh", "en").source_hits(text)
    assert [hit.term.text for hit in hits] == terms


def test_spans_are_of_the_original_text() -> None:
    text = "两个“一百年”与 省　委"
    spans = [text[hit.span.start : hit.span.end] for hit in compile_matcher([PARTY], "zh", "en").source_hits(text)]
    assert spans == ["两个“一百年", "省　委"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cpc provincial committee met.", [("CPC provincial committee", Status.PREFERRED)]),
        ("Secretaries of the CPC provincial committee", [("CPC provincial committee", Status.PREFERRED)]),
        ("a provincial commission", [("Provincial Commission", Status.FORBIDDEN)]),
        ("two centenarians", [("two centenarians", Status.FORBIDDEN)]),
        ("provincial commissioner", []),
    ],
)  # fmt: skip
def test_target_hits(text: str, expected: list[tuple[str, Status]]) -> None:
    hits = compile_matcher([PARTY], "zh", "en").target_hits(text)
    assert [(hit.term.text, hit.status) for hit in hits] == expected


def test_no_glossary_finds_nothing() -> None:
    matcher = compile_matcher([], "zh", "en")
    assert matcher.is_empty
    assert matcher.source_hits("省委") == matcher.target_hits("committee") == ()


@pytest.mark.parametrize(
    ("pair", "found"),
    [(("zh-CN", "en-GB"), 1), (("", "en"), 1), (("de", "en"), 0), (("zh", "fr"), 0), (("en", "zh"), 0)],
)
def test_a_glossary_serves_its_own_pair(pair: tuple[str, str], found: int) -> None:
    assert len(compile_matcher([PARTY], *pair).source_hits("省委")) == found


def test_the_earlier_glossary_wins_on_the_same_term() -> None:
    mine = glossary(concept("省委", "provincial committee of ours"), name="mine")
    hits = compile_matcher([mine, PARTY], "zh", "en").source_hits("省委和省委书记")
    assert [[one.preferred for one in hit.concepts] for hit in hits] == [
        ["provincial committee of ours"],
        ["Secretary of the CPC Provincial Committee"],
    ]


def test_several_concepts_of_one_glossary_stay_together() -> None:
    both = glossary(concept("全局", "the whole bureau"), concept("全局", "the overall situation"))
    (hit,) = compile_matcher([both], "zh", "en").source_hits("全局干部")
    assert [one.preferred for one in hit.concepts] == ["the whole bureau", "the overall situation"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("die Kaufverträge der Verkäufer", ["Kaufvertrag", "Verkäufer"]),
        ("DER KAUFVERTRAG", ["Kaufvertrag"]),
        ("Kauf\xadvertrag", ["Kaufvertrag"]),
        ("Vorkaufsvertrag", []),
        ("die WHO und wer", ["WHO"]),
        ("who is who", []),
    ],
)
def test_an_inflected_source(text: str, terms: list[str]) -> None:
    law = glossary(
        concept("Kaufvertrag", "contract of sale"), concept("Verkäufer", "seller"), concept("WHO", "WHO"),
        pair=("de", "en"),
    )  # fmt: skip
    assert [hit.term.text for hit in compile_matcher([law], "de", "en").source_hits(text)] == terms


def test_a_hit_written_exactly_comes_before_one_of_the_same_lemma() -> None:
    words = glossary(concept("opening", "Eröffnung"), concept("openings", "Öffnungen"), pair=("en", "de"))
    (hit,) = compile_matcher([words], "en", "de").source_hits("two openings")
    assert [one.preferred for one in hit.concepts] == ["Öffnungen"]


def test_patterns_are_passed_by() -> None:
    pattern = Concept("p", (Term("{n}届", pattern=True),), (Term("{n:1st}", pattern=True),))
    matcher = compile_matcher([glossary(pattern)], "zh", "en")
    assert matcher.source_hits("十九届{n}届") == ()
