"""Selective revert: what one changeset did goes back, what is newer stays, what cannot be told apart is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import pipeline
from app.errors import UserError
from app.model import (
    Alignment,
    Bead,
    Block,
    BlockId,
    Changes,
    ChangesetId,
    Imported,
    ImportedBlock,
    RowId,
    RowState,
    Severity,
    Side,
    Span,
)
from app.pipeline import Prepared
from app.project import Project
from app.review import search
from app.review.decisions import Reach
from app.review.diff import Kind as DiffKind
from app.review.diff import tokens, word_diff
from app.review.links import halves
from app.review.revert import Item, Kind, Reason, RevertPlan, What
from app.store import Origin, SetField

SOURCE = ("市长指出，要践行“八八战略”。", "全市共有12家企业。", "会议在北京举行。", "浏览次数：", "猫")
TARGET = (
    "The mayor said that the cat of the city has to eat well.",
    "The city has 13 companies, and each of them has a cat.",
    "The meeting took place in Beijing, without a cat.",
    "Views:",
)


def imported(texts: tuple[str, ...]) -> Imported:
    joined = "\n".join(texts)
    return Imported("text.txt", "txt", joined.encode(), joined, tuple(map(ImportedBlock, texts)))


def make(folder: Path) -> Project:
    """Five rows; the last one has no translation yet."""
    documents = {Side.SOURCE: imported(SOURCE), Side.TARGET: imported(TARGET)}
    beads = (*(Bead((n,), (n,)) for n in range(4)), Bead((4,), ()))
    prepared = Prepared(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, {}, Alignment(beads))
    return Project.create(folder / "work.enface", prepared, "Ann", pipeline.shipped_rules(), ["none"])


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make(tmp_path)
    yield made
    made.close()


def rows(project: Project) -> list[RowId]:
    return project.store.row_ids()


def target(project: Project, row: int) -> Block:
    return project.store.row(rows(project)[row]).target[0]


def texts(project: Project) -> list[str]:
    return [block.text for block in project.store.blocks(Side.TARGET)]


def newest(project: Project) -> ChangesetId:
    return project.store.changesets(1)[0].id


def rewrite(project: Project, row: int, old: str, new: str) -> Changes:
    block = target(project, row)
    assert old in block.text
    return project.edit(block.id, block.text.replace(old, new))


def replace_all(project: Project, old: str, new: str) -> ChangesetId:
    found = search.find(search.Query(old, new), [(b.id, b.text) for b in project.store.blocks(Side.TARGET)])
    project.replace_all(list(found))
    return newest(project)


def by_row(project: Project, plan: RevertPlan) -> dict[int, Item]:
    return {rows(project).index(item.row): item for item in plan.items if item.row is not None}


# A replacement, days later -------------------------------------------------------------------------------------------


def test_a_replacement_goes_back_and_newer_edits_elsewhere_stay(project: Project) -> None:
    changeset = replace_all(project, "cat", "fox")
    project.edit(target(project, 3).id, "Page views:")
    plan = project.revert_plan(changeset)
    assert [item.kind for item in plan.items] == [Kind.CLEAN] * 3
    project.revert(plan)
    assert texts(project) == [*TARGET[:3], "Page views:"]
    revision = project.store.revisions(target(project, 0).id)[-1]
    assert revision.origin == Origin.REVERT
    info = project.store.changesets(1)[0]
    assert (info.label, info.reverts, info.blocks) == ("revert", changeset, 3)


SINCE: list[tuple[str, Callable[[Project], object], Kind, Reason, str]] = [
    # (what was done since to the first row, kind, reason, how the row reads in the end)
    ("nothing", lambda p: None, Kind.CLEAN, Reason.NONE, TARGET[0]),
    ("edited far off", lambda p: rewrite(p, 0, "eat well", "sleep"), Kind.MERGED, Reason.NONE,
     TARGET[0].replace("eat well", "sleep")),
    ("edited in the same words", lambda p: rewrite(p, 0, "fox", "wolf"), Kind.CONFLICT, Reason.EDITED,
     TARGET[0].replace("cat", "wolf")),
    ("edited next to it", lambda p: rewrite(p, 0, "fox of", "fox in"), Kind.CONFLICT, Reason.EDITED,
     TARGET[0].replace("cat of", "fox in")),
    ("emptied", lambda p: p.edit(target(p, 0).id, ""), Kind.CONFLICT, Reason.EDITED, ""),
    ("taken back by hand", lambda p: rewrite(p, 0, "fox", "cat"), Kind.ALREADY, Reason.NONE, TARGET[0]),
    ("taken back by hand and edited", lambda p: rewrite(p, 0, "fox of the city has", "cat of the city had"),
     Kind.ALREADY, Reason.NONE, TARGET[0].replace("has", "had")),
    ("edited and edited back", lambda p: [rewrite(p, 0, *words) for words in (("fox", "wolf"), ("wolf", "fox"))],
     Kind.CLEAN, Reason.NONE, TARGET[0]),
    ("put away", lambda p: p.exclude([target(p, 0)]), Kind.CLEAN, Reason.NONE, TARGET[0]),
    ("merged with the next row", lambda p: p.merge(rows(p)[:2]), Kind.CLEAN, Reason.NONE, TARGET[0]),
]  # fmt: skip


@pytest.mark.parametrize(("since", "kind", "reason", "text"), [c[1:] for c in SINCE], ids=[c[0] for c in SINCE])
def test_a_text_replaced_and_then(
    project: Project, since: Callable[[Project], object], kind: Kind, reason: Reason, text: str
) -> None:
    block = target(project, 0).id
    changeset = replace_all(project, "cat", "fox")
    project.store.author = "Ben"
    since(project)
    away = project.store.block(block).excluded
    plan = project.revert_plan(changeset)
    item = next(item for item in plan.items if item.key == f"block.{block}.text")
    assert (item.kind, item.reason, item.what) == (kind, reason, What.TEXT)
    if kind in (Kind.MERGED, Kind.CONFLICT):
        assert item.who == "Ben"
    project.revert(plan)
    assert project.store.block(block).text == text
    assert project.store.block(block).excluded is away, "what is away stays away"
    assert "cat" in texts(project)[2], "the others went back"


def test_only_what_is_chosen_goes_back(project: Project) -> None:
    changeset = replace_all(project, "cat", "fox")
    plan = project.revert_plan(changeset)
    project.revert(plan, {plan.items[1].key})
    assert ["fox" in text for text in texts(project)] == [True, False, True, False]
    assert [item.kind for item in project.revert_plan(changeset).items] == [Kind.CLEAN, Kind.ALREADY, Kind.CLEAN]


def test_a_conflict_cannot_be_chosen(project: Project) -> None:
    changeset = replace_all(project, "cat", "fox")
    rewrite(project, 0, "fox", "wolf")
    plan = project.revert_plan(changeset)
    [conflict] = plan.of(Kind.CONFLICT)
    before = texts(project)
    project.revert(plan, {conflict.key})
    assert texts(project) == before


def test_a_plan_that_no_longer_holds_is_refused(project: Project) -> None:
    plan = project.revert_plan(replace_all(project, "cat", "fox"))
    rewrite(project, 0, "fox", "wolf")
    before = texts(project)
    with pytest.raises(UserError) as caught:
        project.revert(plan)
    assert caught.value.code == "changed-since"
    assert texts(project) == before


def test_a_revert_can_be_undone_reverted_and_done_twice(project: Project) -> None:
    changeset = replace_all(project, "cat", "fox")
    after = texts(project)
    project.revert(project.revert_plan(changeset))
    back = newest(project)
    project.undo()
    assert texts(project) == after
    project.redo()
    assert texts(project) == list(TARGET)
    again = project.revert_plan(changeset)
    assert {item.kind for item in again.items} == {Kind.ALREADY}
    project.revert(again)
    assert newest(project) != back
    assert project.store.changesets(1)[0].origin == Origin.REDO, "nothing to do is nothing done"
    project.revert(project.revert_plan(newest(project)))
    assert texts(project) == after


def test_what_took_a_change_back_and_still_holds_is_listed(project: Project) -> None:
    def reverted_by(changeset: ChangesetId) -> ChangesetId | None:
        return next(info.reverted_by for info in project.store.changesets() if info.id == changeset)

    changeset = replace_all(project, "cat", "fox")
    assert reverted_by(changeset) is None
    project.revert(project.revert_plan(changeset))
    back = newest(project)
    assert reverted_by(changeset) == back
    project.revert(project.revert_plan(back))
    assert reverted_by(back) == newest(project)
    assert reverted_by(changeset) is None


def test_the_import_is_the_project_itself(project: Project) -> None:
    first = project.store.changesets()[-1]
    assert (first.origin, first.blocks) == ("import", len(SOURCE) + len(TARGET))
    for changeset, code in ((first.id, "revert-import"), (ChangesetId(99), "no-such-changeset"),
                            (ChangesetId(0), "no-such-changeset"), (ChangesetId(-1), "no-such-changeset")):  # fmt: skip
        with pytest.raises(UserError) as caught:
            project.revert_plan(changeset)
        assert caught.value.code == code


def test_several_edits_of_one_text_in_one_changeset_are_one(project: Project) -> None:
    from app.store import Edit

    block = target(project, 3)
    ops = (SetField("block", block.id, "text", "Views:", "a"), SetField("block", block.id, "text", "a", "b"))
    project.store.apply(Edit("edit", Origin.MERGE, ops))
    [item] = project.revert_plan(newest(project)).items
    assert (item.now, item.then) == ("b", "Views:")


# Rows ----------------------------------------------------------------------------------------------------------------


def links(project: Project) -> list[tuple[int, int]]:
    return [(len(row.source), len(row.target)) for row in project.store.rows(rows(project))]


LINKED: list[tuple[str, Callable[[Project], object]]] = [
    ("merged", lambda p: p.merge(rows(p)[:2])),
    ("three merged", lambda p: p.merge(rows(p)[1:4])),
    ("split", lambda p: p.split(rows(p)[0], 1, 0)),
    ("moved", lambda p: p.move_edge(rows(p)[1], rows(p)[0], Side.TARGET)),
    ("moved, and a row went", lambda p: p.move_edge(rows(p)[4], rows(p)[3], Side.SOURCE)),
]


@pytest.mark.parametrize("linked", [case[1] for case in LINKED], ids=[case[0] for case in LINKED])
def test_rows_go_back_as_a_whole_and_texts_written_since_stay(
    project: Project, linked: Callable[[Project], object]
) -> None:
    before, ids = links(project), rows(project)
    linked(project)
    changeset = newest(project)
    after = links(project)
    project.edit(project.store.blocks(Side.TARGET)[0].id, "Something else.")
    plan = project.revert_plan(changeset)
    assert [(item.kind, item.what) for item in plan.items] == [(Kind.CLEAN, What.LINKS)]
    project.revert(plan)
    assert (links(project), rows(project)) == (before, ids)
    assert texts(project)[0] == "Something else."
    assert [item.kind for item in project.revert_plan(changeset).items] == [Kind.ALREADY]
    project.revert(project.revert_plan(newest(project)))
    assert links(project) == after


TOUCHED: list[tuple[str, Callable[[Project], object]]] = [
    ("merged with another one", lambda p: p.merge(rows(p)[:2])),
    ("split", lambda p: p.split(rows(p)[0], 1, 1)),
    ("confirmed", lambda p: p.set_state(rows(p)[:1], RowState.CONFIRMED)),
    ("pinned", lambda p: p.set_pinned(rows(p)[0], True)),
    ("a block moved away", lambda p: p.move_edge(rows(p)[0], rows(p)[1], Side.TARGET)),
]


@pytest.mark.parametrize("touched", [case[1] for case in TOUCHED], ids=[case[0] for case in TOUCHED])
def test_rows_touched_since_are_left(project: Project, touched: Callable[[Project], object]) -> None:
    project.merge(rows(project)[:2])
    changeset = newest(project)
    touched(project)
    before = links(project)
    plan = project.revert_plan(changeset)
    assert [(item.kind, item.reason) for item in plan.items] == [(Kind.CONFLICT, Reason.RELINKED)]
    project.revert(plan)
    assert links(project) == before


def test_rows_touched_elsewhere_do_not_matter(project: Project) -> None:
    project.merge(rows(project)[:2])
    changeset = newest(project)
    project.merge(rows(project)[1:3])
    project.revert(project.revert_plan(changeset))
    assert links(project) == [(1, 1), (1, 1), (2, 2), (1, 0)]


def test_a_row_that_was_split_off_and_then_translated_is_not_taken_away(project: Project) -> None:
    project.split(rows(project)[0], 1, 0)
    changeset = newest(project)
    project.write_target(rows(project)[0], "A first translation.")
    [item] = project.revert_plan(changeset).items
    assert (item.kind, item.reason) == (Kind.CONFLICT, Reason.RELINKED)


# First translations --------------------------------------------------------------------------------------------------


def test_a_first_translation_goes_and_comes_back(project: Project) -> None:
    project.write_target(rows(project)[4], "A cat.")
    changeset = newest(project)
    plan = project.revert_plan(changeset)
    assert [(item.kind, item.what) for item in plan.items] == [(Kind.CLEAN, What.PARAGRAPH)]
    project.revert(plan)
    assert links(project)[4] == (1, 0)
    assert [item.kind for item in project.revert_plan(changeset).items] == [Kind.ALREADY]
    project.revert(project.revert_plan(newest(project)))
    assert texts(project)[4] == "A cat."


@pytest.mark.parametrize(
    ("since", "reason"),
    [
        (lambda p: rewrite(p, 4, "cat", "fox"), Reason.EDITED),
        (lambda p: p.flag(target(p, 4).id, Span(0, 1), "style", Severity.MINOR, ""), Reason.ANSWERED),
        (lambda p: p.merge(rows(p)[3:5]), Reason.GONE),
        (lambda p: p.exclude([target(p, 4)]), Reason.CHANGED),
    ],
)
def test_a_first_translation_something_was_done_with_is_left(
    project: Project, since: Callable[[Project], object], reason: Reason
) -> None:
    project.write_target(rows(project)[4], "A cat.")
    changeset = newest(project)
    since(project)
    [item] = project.revert_plan(changeset).items
    assert (item.kind, item.reason) == (Kind.CONFLICT, reason)


def test_a_first_translation_does_not_come_back_beside_another_one(project: Project) -> None:
    project.write_target(rows(project)[4], "A cat.")
    project.undo()
    changeset = newest(project)
    project.write_target(rows(project)[4], "One cat.")
    [item] = project.revert_plan(changeset).items
    assert (item.kind, item.reason) == (Kind.CONFLICT, Reason.RELINKED)


def test_a_first_translation_that_was_taken_away_is_not_put_away_unseen(project: Project) -> None:
    project.write_target(rows(project)[4], "A cat.")
    written = newest(project)
    project.exclude([target(project, 4)])
    project.include([target(project, 4)])
    included = newest(project)
    project.revert(project.revert_plan(written))
    [item] = project.revert_plan(included).items
    assert (item.kind, item.reason, item.row) == (Kind.CONFLICT, Reason.GONE, None)


# Cleaning, states, pins ----------------------------------------------------------------------------------------------


def test_cleaning_goes_back_except_what_was_brought_back(project: Project) -> None:
    project.survey()
    proposals = project.proposals()
    assert proposals
    project.accept_cleaning(proposals)
    changeset = newest(project)
    away = [block for block in project.store.blocks(Side.TARGET) if block.excluded]
    assert [item.what for item in project.revert_plan(changeset).items if item.kind is Kind.CLEAN].count(What.AWAY)
    project.include(away[:1])
    plan = project.revert_plan(changeset)
    assert [item.kind for item in plan.items if item.key == f"block.{away[0].id}.excluded_by"] == [Kind.ALREADY]
    project.exclude([project.store.block(away[0].id)])
    [item] = [i for i in project.revert_plan(changeset).items if i.key == f"block.{away[0].id}.excluded_by"]
    assert (item.kind, item.reason) == (Kind.CONFLICT, Reason.CHANGED)
    project.include([project.store.block(away[0].id)])
    project.revert(project.revert_plan(changeset))
    assert not any(block.excluded for block in project.store.blocks(Side.TARGET) + project.store.blocks(Side.SOURCE))


def state(project: Project, row: int) -> RowState:
    return project.store.row(rows(project)[row]).state


def test_confirmations_go_back_and_a_newer_rejection_stays(project: Project) -> None:
    project.set_state(rows(project)[:3], RowState.CONFIRMED)
    changeset = newest(project)
    project.set_state(rows(project)[:1], RowState.REJECTED)
    rewrite(project, 1, "cat", "fox")
    plan = by_row(project, project.revert_plan(changeset))
    assert (plan[0].kind, plan[0].reason) == (Kind.CONFLICT, Reason.CHANGED)
    assert {plan[1].kind, plan[2].kind} == {Kind.CLEAN}, "to do is never wrong"
    project.revert(project.revert_plan(changeset))
    assert [state(project, row) for row in range(3)] == [RowState.REJECTED, RowState.TODO, RowState.TODO]


def test_a_confirmation_does_not_come_back_over_a_text_it_was_not_given_to(project: Project) -> None:
    project.set_state(rows(project)[:2], RowState.CONFIRMED)
    project.set_state(rows(project)[:2], RowState.TODO)
    changeset = newest(project)
    rewrite(project, 0, "cat", "fox")
    plan = by_row(project, project.revert_plan(changeset))
    assert (plan[0].kind, plan[0].reason) == (Kind.CONFLICT, Reason.JUDGED)
    assert plan[1].kind is Kind.CLEAN


@pytest.mark.parametrize(("edited", "after"), [(False, RowState.REJECTED), (True, RowState.TODO)])
def test_a_rejection_comes_back_with_the_text_it_was_given_to(project: Project, edited: bool, after: RowState) -> None:
    project.set_state(rows(project)[:1], RowState.REJECTED)
    rewrite(project, 0, "cat", "fox")
    changeset = newest(project)
    assert state(project, 0) is RowState.TODO
    if edited:
        rewrite(project, 0, "eat well", "sleep")
    project.revert(project.revert_plan(changeset))
    assert "cat" in texts(project)[0]
    assert state(project, 0) is after


def test_a_pin_goes_back_unless_the_row_is_gone(project: Project) -> None:
    project.set_pinned(rows(project)[1], True)
    changeset = newest(project)
    assert [(i.kind, i.what) for i in project.revert_plan(changeset).items] == [(Kind.CLEAN, What.PIN)]
    project.set_pinned(rows(project)[1], False)
    project.merge(rows(project)[:2])
    [item] = project.revert_plan(changeset).items
    assert (item.kind, item.reason, item.row) == (Kind.CONFLICT, Reason.GONE, None)


# Flags, comments, decisions ------------------------------------------------------------------------------------------


def flagged(project: Project, comment: str = "") -> ChangesetId:
    block = target(project, 0)
    at = block.text.index("city")
    project.flag(block.id, Span(at, at + 4), "terminology", Severity.MINOR, comment)
    return newest(project)


def flag_spans(project: Project) -> list[str]:
    return [project.store.block(flag.block).text[slice(*flag.span)] for flag in project.store.flags()]


@pytest.mark.parametrize(
    ("since", "kind", "reason"),
    [
        (lambda p: None, Kind.CLEAN, Reason.NONE),
        (lambda p: rewrite(p, 0, "The mayor", "In the end, the mayor"), Kind.CLEAN, Reason.NONE),
        (lambda p: p.reply(p.store.flags()[0], "No."), Kind.CONFLICT, Reason.ANSWERED),
        (lambda p: p.set_resolved(p.store.flags()[0], True), Kind.CONFLICT, Reason.CHANGED),
        (lambda p: p.undo(), Kind.ALREADY, Reason.NONE),
    ],
)
def test_a_flag_goes_unless_somebody_dealt_with_it(
    project: Project, since: Callable[[Project], object], kind: Kind, reason: Reason
) -> None:
    changeset = flagged(project, "firm?")
    since(project)
    plan = project.revert_plan(changeset)
    assert [(item.kind, item.reason, item.what) for item in plan.items] == [(kind, reason, What.FLAG)]
    project.revert(plan)
    assert len(project.store.flags()) == (kind is Kind.CONFLICT)


def test_a_flag_that_was_taken_away_comes_back_to_its_words(project: Project) -> None:
    project.revert(project.revert_plan(flagged(project, "firm?")))
    gone = newest(project)
    rewrite(project, 0, "The mayor", "In the end, the mayor")
    project.revert(project.revert_plan(gone))
    assert flag_spans(project) == ["city"]
    assert [comment.text for comment in project.store.flags()[0].thread] == ["firm?"]


def test_another_flag_with_the_same_number_is_not_touched(project: Project) -> None:
    changeset = flagged(project)
    project.set_resolved(project.store.flags()[0], True)
    resolved = newest(project)
    project.undo()
    project.undo()
    flagged(project)
    project.set_resolved(project.store.flags()[0], True)
    for one in (changeset, resolved):
        assert {item.kind for item in project.revert_plan(one).items} == {Kind.ALREADY}


def test_flags_keep_to_their_words_when_a_text_goes_back(project: Project) -> None:
    flagged(project)
    changeset = replace_all(project, "cat", "very large fox")
    assert flag_spans(project) == ["city"]
    project.revert(project.revert_plan(changeset))
    assert flag_spans(project) == ["city"]
    project.undo()
    rewrite(project, 0, "eat well", "sleep")
    project.revert(project.revert_plan(changeset))
    assert flag_spans(project) == ["city"]


def test_a_flag_whose_words_went_lies_on_them_again(project: Project) -> None:
    flagged(project)
    changeset = replace_all(project, "city", "town")
    project.revert(project.revert_plan(changeset))
    assert flag_spans(project) == ["city"]


def test_a_comment_goes_unless_it_was_answered(project: Project) -> None:
    flagged(project)
    project.reply(project.store.flags()[0], "one")
    changeset = newest(project)
    project.reply(project.store.flags()[0], "two")
    second = newest(project)
    [item] = project.revert_plan(changeset).items
    assert (item.kind, item.reason) == (Kind.CONFLICT, Reason.ANSWERED)
    project.revert(project.revert_plan(second))
    project.revert(project.revert_plan(changeset))
    assert project.store.flags()[0].thread == ()
    project.revert(project.revert_plan(newest(project)))
    assert [comment.text for comment in project.store.flags()[0].thread] == ["one"]


def test_a_decision_goes_and_comes_back_with_a_number_of_its_own(project: Project) -> None:
    project.survey()
    first, second, *_ = project.all_findings()
    project.dismiss(first, Reach.SPOT, "house style")
    changeset = newest(project)
    project.revert(project.revert_plan(changeset))
    assert project.store.decisions() == []
    back = newest(project)
    project.dismiss(second, Reach.SPOT, "another")
    project.revert(project.revert_plan(back))
    assert [decision.reason for decision in project.store.decisions()] == ["another", "house style"]
    assert {item.kind for item in project.revert_plan(back).items} == {Kind.ALREADY}


# Anything ------------------------------------------------------------------------------------------------------------

_WORDS = ("the", "cat", "city", "has", "sat", "on", "a", "mat", "会", "议")
_ACTION = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 3), st.integers(0, 12)),
    st.tuples(st.just("rewrite"), st.integers(0, 3), st.lists(st.sampled_from(_WORDS), max_size=12)),
    st.tuples(st.just("replace"), st.sampled_from(_WORDS), st.sampled_from(_WORDS)),
    st.tuples(
        st.sampled_from(["merge", "split", "move", "away", "confirm", "undo", "redo", "write", "flag"]),
        st.integers(0, 4),
    ),
    st.tuples(st.just("revert"), st.integers(0, 20)),
)  # fmt: skip


def act(project: Project, number: int, action: tuple[object, ...]) -> None:
    """Carries out a random action; what the project refuses in words is not done."""
    match action:
        case ("insert", int(row), int(place)):
            block = project.store.blocks(Side.TARGET)[row]
            words = block.text.split(" ")
            words.insert(place, f"new{number}")
            project.edit(block.id, " ".join(words))
        case ("rewrite", int(row), list(words)):
            project.edit(project.store.blocks(Side.TARGET)[row].id, " ".join(words))
        case ("replace", str(old), str(new)):
            replace_all(project, old, new)
        case ("merge", int(row)):
            project.merge(rows(project)[row : row + 2])
        case ("split", int(row)):
            project.split(rows(project)[row], *halves(project.store.row(rows(project)[row])))
        case ("move", int(row)):
            project.move_edge(rows(project)[row + 1], rows(project)[row], Side.TARGET)
        case ("away", int(row)):
            block = project.store.blocks(Side.TARGET)[row]
            (project.include if block.excluded else project.exclude)([block])
        case ("confirm", int(row)):
            project.set_state(rows(project)[row : row + 2], RowState.CONFIRMED)
        case ("flag", int(row)):
            project.flag(project.store.blocks(Side.TARGET)[row].id, Span(0, 0), "style", Severity.MINOR, "why")
        case ("write", int(row)):
            if not project.store.row(rows(project)[row]).target:
                project.write_target(rows(project)[row], f"new{number}")
        case ("undo", _):
            project.undo()
        case ("redo", _):
            project.redo()


def newer_words(project: Project, changeset: ChangesetId) -> Counter[tuple[int, str]]:
    """The words each block gained since a changeset, that it does not owe to it."""
    gained: Counter[tuple[int, str]] = Counter()
    for block in project.store.blocks(Side.TARGET):
        left = [r.text for r in project.store.revisions(block.id) if r.changeset <= changeset][-1:]
        for piece in word_diff(left[0] if left else "", block.text):
            if piece.kind is DiffKind.INSERTED:
                gained.update((int(block.id), token) for token in tokens(piece.text) if token.startswith("new"))
    return gained


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_ACTION, max_size=14), st.integers(0, 30))
def test_no_revert_ever_loses_newer_words_or_breaks_the_project(actions: list[tuple[object, ...]], pick: int) -> None:
    with TemporaryDirectory() as folder:
        project = make(Path(folder))
        try:
            for number, action in enumerate([*actions, ("revert", pick)]):
                if action[0] != "revert":
                    try:
                        act(project, number, action)
                    except (UserError, IndexError):
                        continue
                else:
                    revert_one(project, int(str(action[1])))
                sound(project)
        finally:
            project.close()


def revert_one(project: Project, pick: int) -> None:
    """Reverts some changeset; every word inserted since, and every text not said to go back, is still there."""
    changesets = project.store.changesets()[:-1]
    if not changesets:
        return
    changeset = changesets[pick % len(changesets)].id
    plan = project.revert_plan(changeset)
    before = {block.id: block.text for block in project.store.blocks(Side.TARGET)}
    gained = newer_words(project, changeset)
    project.revert(plan)
    after = {block.id: block.text for block in project.store.blocks(Side.TARGET)}
    told = {_block_of(item) for item in plan.items if item.open and item.what in (What.TEXT, What.PARAGRAPH)}
    assert all(after.get(id_) == text for id_, text in before.items() if id_ not in told)
    for item in plan.items:
        if item.open and item.what is What.TEXT:
            assert after[_block_of(item)] == item.then
    kept = Counter((int(id_), token) for id_, text in after.items() for token in tokens(text))
    assert not gained - kept
    assert not project.revert_plan(changeset).of(Kind.CLEAN, Kind.MERGED), "what went back has gone back"
    if plan.of(Kind.CLEAN, Kind.MERGED):
        project.undo()
        assert {block.id: block.text for block in project.store.blocks(Side.TARGET)} == before
        project.redo()


def _block_of(item: Item) -> BlockId:
    return BlockId(int(item.key.split(".")[1]))


def sound(project: Project) -> None:
    """Every block stands in a row that is there, every row has a block, every flag lies within its text."""
    assert project.store.faults() == []
    ids = rows(project)
    assert len(ids) == len(set(ids))
    blocks = [block for row in project.store.rows(ids) for block in row.source + row.target]
    assert {block.id for block in blocks} == {b.id for side in Side for b in project.store.blocks(side)}
    assert all(row.source + row.target for row in project.store.rows(ids))
    for flag in project.store.flags():
        assert 0 <= flag.span.start <= flag.span.end <= len(project.store.block(flag.block).text)
