"""The state of many rows: what would change, and why a row was rejected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import ReviewRole, RowState, Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.review.decisions import records
from app.review.states import may, signed_as, state_changes, waiting_for


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four rows: to do, confirmed, rejected, put away."""
    documents = {
        Side.SOURCE: read_pasted("一。\n\n二。\n\n三。\n\n四。"),
        Side.TARGET: read_pasted("A.\n\nB.\n\nC.\n\nD."),
    }
    prepared = prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, shipped_rules())
    made = Project.create(tmp_path / "four.enface", prepared, "Mara", shipped_rules(), ["none"])
    ids = made.store.row_ids()
    made.set_state([ids[1]], RowState.CONFIRMED)
    made.set_state([ids[2]], RowState.REJECTED)
    last = made.store.row(ids[3])
    made.exclude([*last.source, *last.target])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("state", "numbers"),
    [(RowState.CONFIRMED, [1, 3]), (RowState.TODO, [2, 3]), (RowState.REJECTED, [1, 2])],
)
def test_only_what_would_change(project: Project, state: RowState, numbers: list[int]) -> None:
    rows = project.store.rows(project.store.row_ids())
    found = state_changes(enumerate(rows, 1), state, {rows[0].id}, ReviewRole.REVIEWER)
    assert [change.number for change in found] == numbers
    assert [change.number for change in found if change.open] == [n for n in numbers if n == 1]


def test_a_reason_is_kept_with_who_gave_it_until_the_text_changes(project: Project) -> None:
    first = project.store.row_ids()[0]
    project.reject([first], " Not what it says. ")
    row = project.store.row(first)
    why = project.rejection(row)
    assert row.state is RowState.REJECTED
    assert why is not None
    assert (why.reason, why.author) == ("Not what it says.", "Mara")
    project.edit(row.target[0].id, "Another A.")
    assert project.rejection(project.store.row(first)) is None


def test_a_reason_is_no_answer_to_a_check(project: Project) -> None:
    project.reject(project.store.row_ids()[:1], "No.")
    assert records(project.store.decisions()) == {}


def test_rejecting_is_one_step_back(project: Project) -> None:
    ids = project.store.row_ids()[:2]
    project.reject(ids, "No.")
    assert len(project.store.decisions()) == 2
    project.undo()
    assert [project.store.row(id_).state for id_ in ids] == [RowState.TODO, RowState.CONFIRMED]
    assert project.store.decisions() == []


def test_no_reason_is_none(project: Project) -> None:
    first = project.store.row_ids()[0]
    project.reject([first], "  ")
    assert project.rejection(project.store.row(first)) is None
    assert project.store.row(first).state is RowState.REJECTED


def test_a_reason_may_be_given_later(project: Project) -> None:
    third = project.store.row_ids()[2]
    project.reject([third], "Too late.")
    why = project.rejection(project.store.row(third))
    assert why is not None
    assert why.reason == "Too late."


T, R, A = ReviewRole.TRANSLATOR, ReviewRole.REVIEWER, ReviewRole.APPROVER
TODO, TRANSLATED, CONFIRMED, APPROVED, REJECTED = RowState


@pytest.mark.parametrize(
    ("role", "signed", "waiting"),
    [
        (T, TRANSLATED, {TODO, REJECTED}),
        (R, CONFIRMED, {TODO, TRANSLATED}),
        (A, APPROVED, {TODO, TRANSLATED, CONFIRMED}),
    ],
)
def test_a_role_has_its_signature_and_its_work(role: ReviewRole, signed: RowState, waiting: set[RowState]) -> None:
    assert signed_as(role) is signed
    assert waiting_for(role) == waiting


@pytest.mark.parametrize(
    ("role", "before", "after", "allowed"),
    [
        (T, TODO, TRANSLATED, True),
        (T, TODO, CONFIRMED, False),
        (T, CONFIRMED, TODO, False),
        (T, REJECTED, TRANSLATED, True),
        (R, TRANSLATED, CONFIRMED, True),
        (R, CONFIRMED, TODO, True),
        (R, CONFIRMED, APPROVED, False),
        (R, APPROVED, REJECTED, False),
        (A, APPROVED, REJECTED, True),
        (A, TODO, APPROVED, True),
    ],
)
def test_nobody_signs_for_another(role: ReviewRole, before: RowState, after: RowState, allowed: bool) -> None:
    assert may(role, before, after) is allowed


def test_what_is_not_ones_own_to_set_is_refused_whole(project: Project) -> None:
    ids = project.store.row_ids()[:2]
    project.set_role(T)
    with pytest.raises(UserError, match="state-not-yours"):
        project.set_state(ids, TRANSLATED)
    assert project.store.row(ids[0]).state is TODO
    project.set_role(A)
    project.set_state(ids, APPROVED)
    project.set_role(R)
    with pytest.raises(UserError, match="state-not-yours"):
        project.reject(ids, "No.")


def test_what_is_to_do_depends_on_the_role(project: Project) -> None:
    first, second, third, _ = project.store.row_ids()
    assert project.todo_rows() == {first}
    project.set_role(T)
    assert project.todo_rows() == {first, third}
    project.set_role(A)
    assert project.todo_rows() == {first, second}
    assert project.counts()["todo"] == 2


def test_an_approval_is_of_the_text_it_was_given_to(project: Project) -> None:
    project.set_role(A)
    first = project.store.row_ids()[0]
    project.set_state([first], APPROVED)
    project.edit(project.store.row(first).target[0].id, "Another A.")
    assert project.store.row(first).state is TODO
    project.undo()
    assert project.store.row(first).state is APPROVED
