"""A term is tried on the rows before it is entered: the places close, and only what is not said yet is new."""

from __future__ import annotations

import pytest

from app import pipeline
from app.check import CheckContext
from app.errors import Cancelled
from app.model import RowId
from app.tasks import Task
from app.trial import EXAMPLES, TrialRow, complaints, same_source, trial
from glossary.formats import concept_of
from glossary.model import Concept, Glossary, Span, Verdict

ROWS = [
    ("全会听取了市长报告。", "The plenary session heard the mayor's report."),
    ("全会强调改革。", "The plenum stressed reform."),
    ("全会指出问题。", "The conference pointed out problems."),
    ("十九届五中全会闭幕。", "The XIX plenary session closed."),
    ("没有。", "The conference again."),
]


def rows(pairs: list[tuple[str, str]] = ROWS) -> list[TrialRow]:
    return [TrialRow(RowId(n), n, source, target) for n, (source, target) in enumerate(pairs, 1)]


def concept(**cells: str) -> Concept:
    return concept_of({"status": "preferred", **cells}, "")


def context(*concepts: Concept) -> CheckContext:
    return pipeline.context_for([Glossary("", "zh", "en", concepts)], "zh", "en")


def counts(found: dict[Verdict, int]) -> dict[str, int]:
    return {str(verdict): n for verdict, n in found.items() if n}


@pytest.mark.parametrize(
    ("cells", "verdicts", "new"),
    [
        ({"target": "plenary session"}, {"ok": 2, "missing": 2}, {"missing": 2}),
        ({"target": "plenary session", "admitted": "plenum"}, {"ok": 2, "admitted": 1, "missing": 1}, {"missing": 1}),
        (
            {"target": "plenary session", "deprecated": "plenum", "forbidden": "conference"},
            {"ok": 2, "style": 1, "forbidden": 1},
            {"style": 1, "forbidden": 1},
        ),
        (
            {"target": "plenary session", "admitted": "plenum", "forbidden_anywhere": "conference"},
            {"ok": 2, "admitted": 1, "forbidden": 2},
            {"forbidden": 2},
        ),
    ],
)
def test_every_place_has_one_verdict(cells: dict[str, str], verdicts: dict[str, int], new: dict[str, int]) -> None:
    found = trial(concept(source="全会", **cells), rows(), context())
    assert counts(dict(found.verdicts)) == verdicts
    assert counts(dict(found.new)) == new
    assert found.total == sum(verdicts.values())
    assert found.agreeing == verdicts.get("ok", 0) + verdicts.get("admitted", 0)


def test_an_example_says_where_and_what_is_new_comes_first() -> None:
    found = trial(concept(source="全会", target="plenary session", forbidden="conference|plenum"), rows(), context())
    shown = [
        (one.row.row, one.entry.source, one.entry.target, str(one.entry.verdict), one.new) for one in found.examples
    ]
    assert shown[:3] == [
        (2, Span(0, 2), Span(4, 10), "forbidden", True),
        (3, Span(0, 2), Span(4, 14), "forbidden", True),
        (1, Span(0, 2), Span(4, 19), "ok", False),
    ]


def test_ten_examples_are_enough() -> None:
    found = trial(concept(source="全会", target="plenum"), rows(ROWS * 5), context())
    assert found.total == 20
    assert len(found.examples) == EXAMPLES


def test_a_longer_term_of_the_glossary_keeps_its_places() -> None:
    longer = concept(source="五中全会", target="Fifth Plenary Session")
    found = trial(concept(source="全会", target="plenum"), rows(), context(longer))
    assert (found.total, found.hidden) == (3, 1)


def test_a_longer_accepted_form_excuses_what_stands_in_it() -> None:
    pairs = [("甲。", "The news conference ended."), ("乙。", "The conference ended.")]
    other = concept(source="新闻发布会", target="news conference")
    wrong = concept(source="全会", target="plenum", forbidden_anywhere="conference")
    assert trial(wrong, rows(pairs), context()).total == 2
    assert trial(wrong, rows(pairs), context(other)).total == 1


def test_what_is_said_already_is_not_new() -> None:
    before = concept(source="全会", target="plenary session")
    changed = concept(source="全会", target="plenary session", admitted="plenum", forbidden="conference")
    found = trial(changed, rows(), context(before))
    assert counts(dict(found.verdicts)) == {"ok": 2, "admitted": 1, "forbidden": 1}
    assert counts(dict(found.new)) == {"forbidden": 1}
    assert counts(dict(trial(before, rows(), context(before)).new)) == {}


def test_without_a_source_only_what_is_wrong_anywhere_is_found() -> None:
    wrong = concept(source="全会", target="plenum", forbidden_anywhere="conference")
    alone = [row._replace(source=None) for row in rows()]
    assert counts(dict(trial(wrong, alone, context()).verdicts)) == {"forbidden": 2}


def test_a_pattern_is_tried_by_its_values() -> None:
    pairs = [
        ("十九届全会。", "the 19th session"),
        ("十九届全会。", "the XIX session"),
        ("二十届全会。", "the 19th session"),
    ]
    found = trial(concept(source="{n}届全会", target="{n:1st} session"), rows(pairs), context())
    assert counts(dict(found.verdicts)) == {"ok": 1, "style": 1, "value": 1}


def test_nobody_waits_for_a_trial_that_was_cancelled() -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        trial(concept(source="全会", target="plenum"), rows(), context(), task)


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("全会", "plenum", []),
        ("{n}届全会", "{n:1st} session", []),
        ("{n}届全会", "{m:1st} session", ["pattern-unknown-slot"]),
        ("{n届全会", "{n:1st} session", ["pattern-open", "pattern-unknown-slot"]),
    ],
)
def test_what_is_wrong_with_a_pattern_is_said(source: str, target: str, codes: list[str]) -> None:
    assert [one.code for one in complaints(concept(source=source, target=target), "zh")] == codes


def test_the_same_source_is_found_but_not_in_itself() -> None:
    there = concept(source="全会|全体会议", target="plenum")
    pattern = concept(source="{n}届全会", target="{n:1st} session")
    known = context(there, pattern)
    again = Concept("new", concept(source="全体会议", target="x").source, there.target)
    assert same_source(again, known) == there
    assert same_source(there, known) is None
    assert same_source(Concept("new", pattern.source, pattern.target), known) == pattern
    assert same_source(concept(source="会议", target="meeting"), known) is None
