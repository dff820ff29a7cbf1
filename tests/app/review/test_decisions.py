"""Answers to findings: they count for their check, lapse with the text, and travel between projects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import pipeline
from app.errors import UserError
from app.findings import RowFinding
from app.model import DecisionId, Side
from app.project import Project
from app.readers import read_file
from app.review.answers import read_answers, write_answers
from app.review.decisions import Answer, Reach, Record, index, records
from app.store.remarks import Decision

TEXT = "\n\n".join(f"The the number {word} is here." for word in ("one", "two", "three", "four"))


def make(path: Path, text: str = TEXT) -> Project:
    file = path.with_suffix(".txt")
    file.write_text(text, "utf-8")
    documents = {Side.TARGET: read_file(file)}
    prepared = pipeline.prepare(documents, {Side.TARGET: "en"}, pipeline.shipped_rules(), ["none"])
    project = Project.create(path, prepared, "Ada", pipeline.shipped_rules(), glossaries=())
    project.survey()
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make(tmp_path / "p.enface")
    yield made
    made.close()


def doubled(project: Project) -> list[RowFinding]:
    return [found for found in project.all_findings() if found.finding.check == "doubled-word"]


def decision(n: int, rule: str, scope: str) -> Decision:
    return Decision(DecisionId(n), rule, f"e{n}", "h" if scope in ("spot", "fixed") else "", scope, "", "Ada", "")


def test_a_fix_says_that_the_check_was_right_and_undo_takes_that_back(project: Project) -> None:
    found = doubled(project)[0]
    project.fix(found, found.finding.suggestions[0])
    assert project.records() == {"doubled-word": Record(1, 1)}
    project.undo()
    assert project.records() == {}


def test_a_check_is_right_as_often_as_people_said(project: Project) -> None:
    first, second, third, _ = doubled(project)
    project.dismiss(second, Reach.SPOT, "a title")
    project.dismiss(third, Reach.SPOT)
    project.fix(first, first.finding.suggestions[0])
    record = project.records()["doubled-word"]
    assert (record.accepted, record.decided, round(record.precision, 2)) == (1, 3, 0.33)


def test_a_check_that_is_wrong_too_often_sinks_to_quiet() -> None:
    made = [decision(n, "number", "spot") for n in range(9)] + [decision(9, "number", "fixed")]
    assert records(made) == {"number": Record(1, 10)}
    assert index(made, 0.25).quiet == {"number"}
    assert index(made, 0.05).quiet == frozenset()
    assert index(made[:9], 0.25).quiet == frozenset(), "nine answers are too few to say so"
    assert index(made).quiet == frozenset()


def test_what_is_quiet_is_not_open_and_can_be_heard_again(project: Project) -> None:
    for found in doubled(project)[:3]:
        project.dismiss(found, Reach.SPOT)
    others = [Answer("doubled-word", f"e{n}", "h", "spot") for n in range(8)]
    project.take_over(others)
    [rest] = [found for found in doubled(project) if found.decision is None]
    assert rest.quiet
    assert project.open_count == 0
    project.sink_below(0.0)
    assert project.open_count == 1


def test_refused_cleaning_counts_for_no_check() -> None:
    assert records([decision(1, "clean:ads", "spot")]) == {}


def test_an_answer_lapses_when_the_text_changes_and_says_so(project: Project) -> None:
    found = doubled(project)[0]
    project.dismiss(found, Reach.SPOT, "a song")
    [made] = project.answers()
    assert not project.has_lapsed(made)
    block = project.store.row(found.row).target[0]
    project.edit(block.id, "The the number one is here, as ever.")
    again = doubled(project)[0]
    assert again.open
    assert again.lapsed == made
    assert project.has_lapsed(made)
    project.undo()
    assert not doubled(project)[0].open


def test_decisions_travel_by_file(project: Project, tmp_path: Path) -> None:
    project.dismiss(doubled(project)[0], Reach.SPOT, "a song")
    data = write_answers(project.answers())
    other = make(tmp_path / "other.enface")
    try:
        assert other.take_over(read_answers(data, "d.json")) is not None
        assert [found.open for found in doubled(other)] == [False, True, True, True]
        assert [(d.reason, d.author) for d in other.answers()] == [("a song", "Ada")]
        assert other.take_over(read_answers(data, "d.json")) is None, "once is enough"
        other.undo()
        assert other.open_count == 4
    finally:
        other.close()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"\xff", b"[" * 100_000, b'{"enface-decisions": 2, "decisions": []}', b'{"enface-decisions": 1}',
        b'{"enface-decisions": 1, "decisions": [1]}',
        b'{"enface-decisions": 1, "decisions": [{"rule": "number", "scope": "all"}]}',
        b'{"enface-decisions": 1, "decisions": [{"rule": "", "scope": "rule"}]}',
        b'{"enface-decisions": 1, "decisions": [{"rule": "number", "scope": "spot"}]}',
        b'{"enface-decisions": 1, "decisions": [{"rule": "number", "scope": "rule", "reason": 3}]}',
    ],
)  # fmt: skip
def test_no_file_of_decisions_is_refused(data: bytes) -> None:
    with pytest.raises(UserError) as fault:
        read_answers(data, "d.json")
    assert fault.value.code == "decisions-broken"
