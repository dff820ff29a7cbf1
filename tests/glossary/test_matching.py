"""How a term is looked for where its entry says so: capitals, inflection, words between, compounds."""

from __future__ import annotations

import pytest

from glossary.formats import matching_cell, matching_of
from glossary.matcher import compile_matcher
from glossary.model import Concept, Glossary, Match, Scope, Status, Term, Verdict
from glossary.verdict import judge

CASE, EXACT, TOGETHER, WHOLE = Match
OK, MISSING, FORBIDDEN = Verdict.OK, Verdict.MISSING, Verdict.FORBIDDEN


def verdicts(
    matching: frozenset[Match], source: str, target: str, terms: tuple[str, str], languages: str
) -> list[Verdict]:
    ours, theirs = languages.split("-")
    concept = Concept("1", (Term(terms[0]),), (Term(terms[1]),), matching=matching)
    matcher = compile_matcher([Glossary("x", ours, theirs, (concept,))], ours, theirs)
    return [entry.verdict for entry in judge(matcher, source, target)]


ROWS = [
    # setting, term, rendering, source, target, with it, without it
    (CASE, "zh-en", "局", "Bureau", "局", "the bureau", [MISSING], [OK]),
    (CASE, "zh-en", "局", "Bureau", "局", "the Bureaus", [OK], [OK]),
    (CASE, "zh-en", "变化", "climate change", "变化", "Climate change is here", [OK], [OK]),
    (CASE, "zh-en", "变化", "climate change", "变化", "about Climate change", [MISSING], [OK]),
    (CASE, "zh-en", "变化", "climate change", "变化", "about climate Change", [MISSING], [OK]),
    (CASE, "en-zh", "Apple", "苹果", "an apple a day", "苹果", [], [OK]),
    (CASE, "en-zh", "Apple", "苹果", "Apples", "苹果", [OK], [OK]),
    (CASE, "en-zh", "apple", "苹果", "Apples fall.", "苹果", [OK], [OK]),
    (EXACT, "zh-en", "市长", "deputy mayor", "市长", "deputy mayors", [MISSING], [OK]),
    (EXACT, "zh-en", "市长", "deputy mayor", "市长", "the Deputy Mayor", [OK], [OK]),
    (EXACT, "zh-en", "市长", "deputy mayor", "市长", "the deputy-mayor", [MISSING], [OK]),
    (EXACT, "en-zh", "mayor", "市长", "two mayors", "市长", [], [OK]),
    (EXACT, "en-zh", "mayor", "市长", "a mayor", "市长", [OK], [OK]),
    (TOGETHER, "zh-en", "报告", "annual work report", "报告", "the annual government work report", [MISSING], [OK]),
    (TOGETHER, "zh-en", "报告", "annual work report", "报告", "the annual work reports", [OK], [OK]),
    (WHOLE, "en-de", "tenant", "Mieter", "tenant", "die Mieterversammlung", [MISSING], [OK]),
    (WHOLE, "en-de", "tenant", "Mieter", "tenant", "der Mieter", [OK], [OK]),
]


@pytest.mark.parametrize(("match", "languages", "term", "rendering", "source", "target", "narrow", "usual"), ROWS)
def test_it_is_looked_for_as_asked(
    match: Match,
    languages: str,
    term: str,
    rendering: str,
    source: str,
    target: str,
    narrow: list[Verdict],
    usual: list[Verdict],
) -> None:
    terms = (term, rendering)
    assert verdicts(frozenset({match}), source, target, terms, languages) == narrow
    assert verdicts(frozenset(), source, target, terms, languages) == usual


@pytest.mark.parametrize(("matching", "found"), [((), ["offices"]), ((EXACT,), []), ((CASE,), [])])
def test_what_is_barred_anywhere_is_looked_for_as_asked(matching: tuple[Match, ...], found: list[str]) -> None:
    terms = (Term("Bureau"), Term("Office", Status.FORBIDDEN, Scope.ANYWHERE))
    concept = Concept("1", (Term("局"),), terms, matching=frozenset(matching))
    matcher = compile_matcher([Glossary("x", "zh", "en", (concept,))], "zh", "en")
    assert [entry.found for entry in judge(matcher, None, "all offices")] == found


@pytest.mark.parametrize(
    ("cell", "matching"),
    [
        ("", frozenset()),
        ("case", frozenset({CASE})),
        ("Exact, case", frozenset({CASE, EXACT})),
        ("whole|together", frozenset({WHOLE, TOGETHER})),
    ],
)
def test_a_cell_says_it(cell: str, matching: frozenset[Match]) -> None:
    assert matching_of(cell) == matching
    assert matching_of(matching_cell(matching)) == matching
