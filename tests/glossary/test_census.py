"""Consistency without a glossary: what a document calls by several names, by its rows or by its target alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.census import Cluster, Row, apart_from, census, renumbered, with_glossary
from glossary.consistency import RenderingGroup
from glossary.model import Concept, LedgerEntry, Span, Verdict
from glossary.names import NameFacts

BUREAU = [
    ("市商务局召开会议。", "The Linxi Municipal Bureau of Commerce held a meeting."),
    ("会议由市商务局局长主持。", "The head of the Linxi Municipal Bureau of Commerce was in the chair."),
    ("市商务局发布通知。", "A notice of the Linxi Municipal Bureau of Commerce."),
    ("他访问了市商务局。", "He visited the City Office of Commerce."),
]
SESSIONS = [
    "The Fifth Plenary Session of the XIX Central Committee of the Party was held.",
    "We study the 5th Plenum of the 19th CPC Central Committee and the Eighth Plenary Session of the XIV Provincial "
    "Party Committee.",
    "the eighth plenary session of the fourteenth session",
    "The Fifth Plenary Session of the XIX Party Central Committee",
]


def seen(clusters: Sequence[Cluster]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [(one.source, [(r.count, r.form) for r in one.renderings]) for one in clusters]


def alone(*targets: str) -> list[Row]:
    return [(None, target) for target in targets]


CASES: list[tuple[list[Row], list[tuple[str, list[tuple[int, str]]]]]] = [
    (
        alone(*SESSIONS),
        [
            ("", [(1, "Fifth Plenary Session of the XIX Central Committee of the Party"),
                  (1, "5th Plenum of the 19th CPC Central Committee"),
                  (1, "Fifth Plenary Session of the XIX Party Central Committee")]),
            ("", [(1, "Eighth Plenary Session of the XIV Provincial Party Committee"),
                  (1, "eighth plenary session of the fourteenth session")]),
        ],
    ),
    (
        alone("the Municipal Office of Trade and Industry", "the Municipal Directorate of Industry and Trade",
              "Bureau Director Wang spoke."),
        [("", [(1, "Municipal Office of Trade and Industry"), (1, "Municipal Directorate of Industry and Trade"),
               (1, "Bureau")])],
    ),
    ([*BUREAU], [("市商务局", [(3, "Linxi Municipal Bureau of Commerce"), (1, "City Office of Commerce")])]),
    (
        [("推动乡村振兴。", "Promote rural revitalization."), ("乡村振兴很重要。", "Rural revitalization matters."),
         ("全面乡村振兴的路。", "The road to rural vitalization.")],
        [("乡村振兴", [(2, "rural revitalization"), (1, "rural vitalization")])],
    ),
    (
        [("推动乡村振兴。", "Promote rural revitalization."), ("乡村振兴很重要。", "Rural revitalization matters."),
         ("全面乡村振兴的路。", "The road to Rural Revitalization.")],
        [],
    ),
    ([*BUREAU[:3]], []),
    (
        [("电影节开幕。", "The Linxi Film Festival opens."), ("看电影节。", "We see the Linxi Film Festival."),
         ("去电影节吧", "Go to the Linxi Film Festival."), ("第三届电影节", "The 3rd Linxi Film Festival is over."),
         ("电影节很好", "The Linxi Movie Festival is good.")],
        [("电影节", [(3, "Linxi Film Festival"), (1, "Linxi Movie Festival")])],
    ),
    (alone("the XIX Central Committee of the Party", "the XIV Central Committee of the Party"), []),
    (alone("the XIV Provincial Committee of the Party", "the XIV Municipal Party Committee"), []),
    (alone("Germany and France", "France and Germany"), []),
    (alone("Ministry of Finance and Ministry of Trade", "Ministry of Trade and Ministry of Finance"), []),
    (alone("Bureau of Commerce", "Department of Commerce"), []),
    (alone("Eighth Plenary Session of the XIV Provincial Committee", "Eighth Plenary Session of the XIV Municipal "
           "Committee", "eighth plenary session of the fourteenth session"), []),
    (alone("the Municipal Office of Trade", "the Municipal Offices of Trade", "MUNICIPAL OFFICE OF TRADE"), []),
    ([], []),
    (alone("", " "), []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_census(name_facts: NameFacts, rows: list[Row], expected: list[tuple[str, list[tuple[int, str]]]]) -> None:
    found = census(rows, "zh", "en", name_facts)
    assert seen(found) == expected
    for cluster in found:
        for rendering in cluster.renderings:
            texts = {rows[row][1][span.start : span.end] for row, span in rendering.places}
            assert rendering.form in texts


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Municipal Directorate of Industry and Trade", "Directorate"),
        ("Municipal Bureau of Industry and Trade", "Bureau"),
        ("The Trade Board", ""),
    ],
)
def test_a_bare_kind_gets_the_kind_of_the_name(name_facts: NameFacts, wanted: str, expected: str) -> None:
    (cluster,) = census(CASES[1][0], "zh", "en", name_facts)
    full, _, bare = cluster.renderings
    assert (cluster.wanted_at(full, wanted), cluster.wanted_at(bare, wanted)) == (wanted, expected)


def entry(found: str, start: int, suggestion: str = "") -> LedgerEntry:
    verdict = Verdict.STYLE if suggestion else Verdict.OK
    span = Span(start, start + len(found))
    return LedgerEntry(Concept("1", (), ()), "", verdict, None, span, found, suggestion, form=found)


def test_what_the_glossary_would_write_is_listed(name_facts: NameFacts) -> None:
    rows = alone("the XIX Central Committee of the Party", "the 19th CPC Central Committee")
    clusters = census(rows, "", "en", name_facts)
    right = "19th CPC Central Committee"
    ledger = {
        0: [entry("XIX Central Committee of the Party", 4, right), entry("Party", 33, "CPC")],
        1: [entry(right, 4)],
    }
    assert [cluster.listed for cluster in with_glossary(clusters, ledger)] == [(right,)]
    assert [cluster.listed for cluster in with_glossary(clusters, {})] == [()]


def test_rows_that_are_gone_take_their_places_along(name_facts: NameFacts) -> None:
    clusters = census(
        alone("a Trade Bureau", "the Municipal Trade Bureau", "Municipal Bureau of Trade"), "", "en", name_facts
    )
    (moved,) = renumbered(clusters, {1: 11, 2: 12})
    assert [one.rows for one in moved.renderings] == [(11,), (12,)]
    assert renumbered(clusters, {1: 11}) == ()


def test_terms_of_the_glossary_are_not_said_twice(name_facts: NameFacts) -> None:
    clusters = census(alone("the Municipal Trade Bureau", "Municipal Bureau of Trade"), "", "en", name_facts)
    group = RenderingGroup(Concept("1", (), ()), "term", clusters[0].renderings)
    part = RenderingGroup(Concept("1", (), ()), "term", clusters[0].renderings[:1])
    assert apart_from(clusters, [group]) == ()
    assert apart_from(clusters, [part]) == clusters


NUMBERS = st.sampled_from(["Fifth", "5th", "V", "Sixth", "6th", "VI", "Fifteenth", "XV", "Twenty-first", "21st"])
VALUE = {"Fifth": 5, "5th": 5, "V": 5, "Sixth": 6, "6th": 6, "VI": 6, "Fifteenth": 15, "XV": 15} | dict.fromkeys(
    ("Twenty-first", "21st"), 21
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8), st.randoms(use_true_random=False))
def test_numbers_are_kept_apart_in_any_order_of_rows(
    name_facts: NameFacts, pairs: list[tuple[str, str]], chance: random.Random
) -> None:
    rows = alone(*(f"at the {one} Session of the {two} Party Congress" for one, two in pairs))
    found = census(rows, "", "en", name_facts)
    for cluster in found:
        values = {tuple(VALUE[number] for number in pairs[row]) for row, _ in cluster.places}
        assert len(values) == 1
    shuffled = list(rows)
    chance.shuffle(shuffled)
    again = census(shuffled, "", "en", name_facts)
    assert {frozenset((r.form, r.count) for r in c.renderings) for c in found} == {
        frozenset((r.form, r.count) for r in c.renderings) for c in again
    }


def test_sources_with_other_numbers_are_not_one_rendering(name_facts: NameFacts) -> None:
    rows: list[Row] = [
        (f"党的第{han}次全体会议公报", f"Communiqué of the {word} plenary session of the committee")
        for han, word in (("七", "seventh"), ("七", "seventh"), ("七", "seventh"), ("十七", "seventeenth"))
    ]
    assert census(rows, "zh", "en", name_facts) == ()


def document(count: int) -> list[Row]:
    chance = random.Random(7)
    source = [chr(0x4E00 + number) for number in range(600)]
    target = ["".join(chance.choices("bcdfglmnprstaeiou", k=6)) for _ in range(1200)]
    return [
        ("".join(chance.choices(source, k=40)), " ".join(chance.choices(target, k=20)).capitalize())
        for _ in range(count)
    ]


def test_the_cost_grows_with_the_document(
    name_facts: NameFacts, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    documents = {count: document(count) for count in (150, 1200)}
    assert growth(lambda count: census(documents[count], "zh", "en", name_facts), 150) < 24
