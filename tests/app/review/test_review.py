"""The verbs of a person: each one changeset, each can be taken back; flags keep to their words, so do decisions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import pipeline
from app.errors import UserError
from app.model import Imported, ImportedBlock, RowState, Severity, Side, Span
from app.pipeline import Prepared, pair_lines
from app.project import Project
from app.review import search
from app.review.count import word_count
from app.review.decisions import Reach
from app.review.diff import Kind, carry_span, inserted_spans, word_diff
from app.review.spans import block_spans, place

SOURCE = ("市长指出，要践行“八八战略”。", "全市共有12家企业。", "会议在北京举行。")
TARGET = ("The mayor stressed Strategy 8-8.", "The city has 13 companies.", "The the meeting took place in Beijing.")


def imported(texts: tuple[str, ...]) -> Imported:
    joined = "\n".join(texts)
    return Imported("text.txt", "txt", joined.encode(), joined, tuple(map(ImportedBlock, texts)))


def prepared() -> Prepared:
    return pair_lines(imported(SOURCE), imported(TARGET), {Side.SOURCE: "zh", Side.TARGET: "en"})


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "work.enface", prepared(), "Ann", pipeline.shipped_rules())
    made.survey()
    yield made
    made.close()


def texts(project: Project) -> list[str]:
    return [row.text(Side.TARGET) for row in project.store.rows(project.store.row_ids())]


def checks(project: Project, row: int) -> list[str]:
    return [f.finding.check for f in project.findings(project.store.row_ids()[row]) if f.open]


def test_findings_stand_at_their_rows(project: Project) -> None:
    assert "term" in checks(project, 0)
    assert "number" in checks(project, 1)
    assert "doubled-word" in checks(project, 2)


def test_a_fix_changes_the_text_and_is_checked_at_once_and_taken_back(project: Project) -> None:
    row = project.store.row_ids()[0]
    found = next(f for f in project.findings(row) if f.finding.check == "term" and f.finding.suggestions)
    project.fix(found, found.finding.suggestions[0])
    assert texts(project)[0] == "The mayor stressed Double-Eight Strategy."
    assert "term" not in checks(project, 0)
    project.undo()
    assert texts(project)[0] == TARGET[0]
    assert "term" in checks(project, 0)
    project.redo()
    assert "Double-Eight" in texts(project)[0]


def test_a_fix_for_a_text_that_has_changed_is_refused(project: Project) -> None:
    row = project.store.rows(project.store.row_ids())[0]
    found = next(f for f in project.findings(row.id) if f.finding.suggestions)
    project.edit(row.target[0].id, "Something else.")
    with pytest.raises(UserError) as caught:
        project.fix(found, found.finding.suggestions[0])
    assert caught.value.code == "changed-since"


def test_undo_works_across_blocks_in_order(project: Project) -> None:
    rows = project.store.rows(project.store.row_ids())
    project.edit(rows[0].target[0].id, "one")
    project.edit(rows[2].target[0].id, "three")
    project.undo()
    assert texts(project) == ["one", TARGET[1], TARGET[2]]
    project.undo()
    assert texts(project) == list(TARGET)
    assert project.history.undo_label == ""
    project.redo()
    project.redo()
    assert texts(project) == ["one", TARGET[1], "three"]


def test_every_undo_is_a_revision_of_its_own(project: Project) -> None:
    block = project.store.rows(project.store.row_ids())[0].target[0]
    project.edit(block.id, "one")
    project.undo()
    assert [r.origin for r in project.store.revisions(block.id)] == ["import", "edit", "undo"]


def test_restore_brings_an_earlier_text_back_as_the_newest(project: Project) -> None:
    block = project.store.rows(project.store.row_ids())[0].target[0]
    project.edit(block.id, "one")
    project.edit(block.id, "two")
    first = project.store.revisions(block.id)[0]
    project.restore(block.id, first.seq)
    assert texts(project)[0] == TARGET[0]
    assert [r.origin for r in project.store.revisions(block.id)] == ["import", "edit", "edit", "restore"]


def test_typed_control_characters_never_reach_the_store(project: Project) -> None:
    block = project.store.rows(project.store.row_ids())[0].target[0]
    project.edit(block.id, "a\x00b\ud800c")
    assert texts(project)[0] == "abc"


@pytest.mark.parametrize(("reach", "others_silent"), [(Reach.SPOT, False), (Reach.TERM, True), (Reach.RULE, True)])
def test_a_decision_reaches_as_far_as_it_says(project: Project, reach: Reach, others_silent: bool) -> None:
    rows = project.store.rows(project.store.row_ids())
    project.edit(rows[2].target[0].id, "Strategy 8-8 again.")
    source = rows[2].source[0]
    project.edit(source.id, "又是八八战略。")
    project.survey()
    found = next(f for f in project.findings(rows[0].id) if f.finding.check == "term")
    project.dismiss(found, reach, "house style")
    assert "term" not in checks(project, 0)
    assert ("term" not in checks(project, 2)) is others_silent
    project.survey()
    assert "term" not in checks(project, 0), "a decision holds through a new survey"


def test_a_decision_for_a_spot_lapses_with_its_text_and_can_be_taken_back(project: Project) -> None:
    row = project.store.rows(project.store.row_ids())[1]
    found = next(f for f in project.findings(row.id) if f.finding.check == "number")
    project.dismiss(found, Reach.SPOT, "")
    assert "number" not in checks(project, 1)
    project.take_back(project.store.decisions()[0])
    assert "number" in checks(project, 1)
    project.dismiss(found, Reach.SPOT, "")
    project.edit(row.target[0].id, "The city has 13 firms.")
    assert "number" in checks(project, 1)


def test_a_flag_has_a_thread_and_keeps_to_its_words(project: Project) -> None:
    block = project.store.rows(project.store.row_ids())[1].target[0]
    start = block.text.index("companies")
    project.flag(block.id, Span(start, start + 9), "terminology", Severity.MINOR, "firms?")
    project.edit(block.id, "In all, the city has 13 companies.")
    [flag] = project.flags[block.id]
    assert project.store.block(block.id).text[slice(*flag.span)] == "companies"
    project.reply(flag, "keep")
    project.set_resolved(project.flags[block.id][0], True)
    [flag] = project.flags[block.id]
    assert ([c.text for c in flag.thread], flag.resolved) == (["firms?", "keep"], True)
    project.undo()
    assert not project.flags[block.id][0].resolved


def test_states_and_filters(project: Project) -> None:
    ids = project.store.row_ids()
    project.set_state([ids[0]], RowState.CONFIRMED)
    assert project.rows_where("todo") == ids[1:]
    assert project.rows_where("all", "beijing") == [ids[2]]
    assert project.rows_where("all", "12家") == [ids[1]]
    assert project.rows_where("all", "100%") == []
    assert project.counts()["findings"] == len(project.rows_where("findings"))


def test_replace_is_one_changeset_and_refuses_what_has_changed(project: Project) -> None:
    blocks = [row.target[0] for row in project.store.rows(project.store.row_ids())]
    pairs = [(block.id, block.text) for block in blocks]
    matches = list(search.find(search.Query("the", "a", whole_words=True), pairs))
    project.replace_all(matches)
    assert texts(project) == [
        "a mayor stressed Strategy 8-8.",
        "a city has 13 companies.",
        "a a meeting took place in Beijing.",
    ]
    with pytest.raises(UserError):
        project.replace_all(matches)
    project.undo()
    assert texts(project) == list(TARGET)


def test_put_away_and_bring_back(project: Project) -> None:
    row = project.store.rows(project.store.row_ids())[0]
    project.exclude(row.target)
    assert [b.text for b in project.clean_blocks()] == list(TARGET[1:])
    project.include(project.store.row(row.id).target)
    assert [b.text for b in project.clean_blocks()] == list(TARGET)


def test_merge_split_move_and_undo_leave_every_block_in_one_row(project: Project) -> None:
    ids = project.store.row_ids()
    project.merge(ids[:2])
    [merged, _] = project.store.rows(project.store.row_ids())
    assert (len(merged.source), len(merged.target)) == (2, 2)
    project.split(merged.id, 1, 0)
    shape = [(len(r.source), len(r.target)) for r in project.store.rows(project.store.row_ids())]
    assert shape == [(1, 0), (1, 2), (1, 1)]
    first, second, _ = project.store.row_ids()
    project.move_edge(second, first, Side.TARGET)
    shape = [(len(r.source), len(r.target)) for r in project.store.rows(project.store.row_ids())]
    assert shape == [(1, 1), (1, 1), (1, 1)]
    assert texts(project) == list(TARGET)
    for _ in range(3):
        project.undo()
    assert project.store.row_ids() == ids
    assert texts(project) == list(TARGET)


def test_moving_the_last_block_away_takes_the_row_with_it(project: Project) -> None:
    ids = project.store.row_ids()
    project.split(ids[0], 1, 0)
    lonely = project.store.row_ids()[1]
    project.move_edge(lonely, ids[0], Side.TARGET)
    assert project.store.row_ids() == ids


def test_a_first_translation_stands_in_its_place_and_can_be_undone(project: Project) -> None:
    ids = project.store.row_ids()
    project.split(ids[1], 1, 0)
    project.exclude(project.store.row(project.store.row_ids()[2]).target)
    project.write_target(ids[1], "The city has 12 companies.")
    assert [b.text for b in project.clean_blocks()] == [TARGET[0], "The city has 12 companies.", TARGET[2]]
    project.undo()
    assert [b.text for b in project.clean_blocks()] == [TARGET[0], TARGET[2]]
    project.redo()
    assert project.store.row(ids[1]).text(Side.TARGET) == "The city has 12 companies."


@pytest.mark.parametrize(
    ("before", "after", "deleted", "inserted"),
    [
        ("the red house", "the blue house", ["red"], ["blue"]),
        ("同意开会", "同意散会", ["开"], ["散"]),
        ("one two three", "one three", ["two "], []),
        ("same", "same", [], []),
        ("a b c", "x y z", ["a b c"], ["x y z"]),
        ("It’s 5 p.m.", "It’s 6 p.m.", ["5"], ["6"]),
        ("", "new", [], ["new"]),
    ],
)
def test_word_diff(before: str, after: str, deleted: list[str], inserted: list[str]) -> None:
    pieces = word_diff(before, after)
    assert [p.text for p in pieces if p.kind is Kind.DELETED] == deleted
    assert [p.text for p in pieces if p.kind is Kind.INSERTED] == inserted
    assert "".join(p.text for p in pieces if p.kind is not Kind.INSERTED) == before
    assert "".join(p.text for p in pieces if p.kind is not Kind.DELETED) == after
    assert [after[s.start : s.end] for s in inserted_spans(before, after)] == inserted


@pytest.mark.parametrize(
    ("span", "before", "after", "expected"),
    [
        (Span(4, 7), "the red house", "all the red houses", "red"),
        (Span(4, 7), "the red house", "the house", ""),
        (Span(0, 3), "the red house", "the red house, new", "the"),
        (Span(8, 13), "the red house", "the red house, new", "house"),
    ],
)
def test_spans_are_carried_through_an_edit(span: Span, before: str, after: str, expected: str) -> None:
    start, end = carry_span(span, before, after)
    assert after[start:end] == expected


def test_spans_of_a_row_find_their_block(project: Project) -> None:
    ids = project.store.row_ids()
    project.merge(ids[:2])
    row = project.store.rows(project.store.row_ids())[0]
    at = row.text(Side.TARGET).index("13")
    found = place(row, Side.TARGET, Span(at, at + 2))
    assert found is not None
    block, span = found
    assert block.text[span.start : span.end] == "13"
    assert block_spans(row, Side.TARGET, block, (Span(at, at + 2),)) == (span,)
    assert block_spans(row, Side.TARGET, row.target[0], (Span(at, at + 2),)) == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (search.Query("THE"), ["The", "the"]),
        (search.Query("THE", match_case=True), []),
        (search.Query("he", whole_words=True), []),
        (search.Query(r"\bt\w+", regex=True), ["The", "the", "text"]),
        (search.Query("(text"), []),
        (search.Query(""), []),
    ],
)
def test_find(query: search.Query, found: list[str]) -> None:
    from app.model import BlockId

    assert [m.found for m in search.find(query, [(BlockId(1), "The end of the text.")])] == found


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (search.Query("(", regex=True), "bad-expression"),
        (search.Query("a", r"\9", regex=True), "bad-replacement"),
        (search.Query(r"(a|aa)+$", regex=True), "slow-expression"),
    ],
)
def test_bad_expressions_are_a_sentence(query: search.Query, code: str) -> None:
    from app.model import BlockId

    with pytest.raises(UserError) as caught:
        list(search.find(query, [(BlockId(1), "a" * 5_000 + "b")]))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "count"), [("It’s a well-known fact.", 4), ("八八战略", 4), ("", 0), ("3.5 million", 3)]
)
def test_word_count(text: str, count: int) -> None:
    assert word_count(text) == count
