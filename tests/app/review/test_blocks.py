"""Paragraphs mended by hand: cut, joined, a sentence handed on; identity, revisions and flags stay with their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import Block, Locator, Role, Row, RowState, Severity, Shape, Side, Span
from app.project import Project
from app.review import revert
from app.review.blocks import Cut, joint
from app.store import Edit, Origin, SetField
from tests.app.linked import content, in_one_row, make, rows

SOURCE = ("市长讲话。他说有12家企业。", "第二天，代表参观了学校。", "会议在北京举行。")
TARGET = (
    "The mayor spoke. He said there were 12 companies.",
    "On the second day, the delegates saw a school. It was new.",
    "The meeting took place in Beijing.",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make(tmp_path, (), SOURCE, TARGET)
    yield made
    made.close()


def block(project: Project, row: int, number: int = 0, side: Side = Side.TARGET) -> Block:
    return rows(project)[row].side(side)[number]


def flagged(project: Project, of: Block, words: str) -> None:
    at = of.text.index(words)
    project.flag(of.id, Span(at, at + len(words)), "style", Severity.MINOR, "Hm.")


def quotes(project: Project) -> list[tuple[str, str]]:
    """Of each flag: the paragraph it is on, and the words it lies on."""
    found = []
    for flag in project.store.flags():
        text = project.store.block(flag.block).text
        found.append((text, text[flag.span.start : flag.span.end]))
    return found


def texts(row: Row, side: Side = Side.TARGET) -> list[str]:
    return [one.text for one in row.side(side)]


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        ("One.", "Two.", " "),
        ("一。", "二。", ""),
        ("市长", "mayor", ""),
        ("カタカナ", "ひらがな", ""),
        ("하나.", "둘.", " "),
        ("“一”", "二", ""),
        ("（一）", "next", ""),
        ("", "Two.", ""),
    ],
)
def test_what_stands_between_two_texts_that_become_one(first: str, second: str, between: str) -> None:
    assert joint(first, second) == between


@pytest.mark.parametrize(
    ("text", "at", "parts"),
    [
        ("One. Two.", 4, ("One.", "Two.")),
        ("One. Two.", 5, ("One.", "Two.")),
        ("One Two.", 2, ("On", "e Two.")),
        ("一。二。", 2, ("一。", "二。")),
    ],
)
def test_a_cut_leaves_no_blanks_at_its_edges(text: str, at: int, parts: tuple[str, str]) -> None:
    cut = Cut.at(text, at)
    assert (text[: cut.end], text[cut.start :]) == parts


@pytest.mark.parametrize(("text", "at"), [("One.", 0), ("One.", 4), ("One. ", 4), (" One.", 1), ("", 0)])
def test_a_cut_that_would_leave_nothing_is_refused(text: str, at: int) -> None:
    with pytest.raises(UserError, match="cut-nothing"):
        Cut.at(text, at)


@pytest.mark.parametrize("side", list(Side))
def test_a_paragraph_is_cut_at_the_cursor(project: Project, side: Side) -> None:
    before = content(project)
    whole = block(project, 0, side=side)
    at = whole.text.index("He said" if side is Side.TARGET else "他说")
    project.cut(whole.id, at)
    first, second = rows(project)[0].side(side)
    assert first.id == whole.id
    assert (first.text, second.text) == (whole.text[:at].strip(), whole.text[at:])
    assert [b.text for b in project.store.blocks(side)][:2] == [first.text, second.text]
    assert second.locator == Locator(whole.locator.part, whole.locator.path)
    assert [(r.text, r.origin) for r in project.store.revisions(second.id)] == [("", "align"), (second.text, "align")]
    assert [r.text for r in project.store.revisions(first.id)] == [whole.text, first.text]
    assert project.store.first_words(second.id) == second.text
    after = content(project)
    project.undo()
    assert content(project) == before
    project.redo()
    assert content(project) == after


def test_flags_go_with_their_words_when_a_paragraph_is_cut(project: Project) -> None:
    whole = block(project, 0)
    for words in ("mayor", "12 companies", "spoke. He said there", "The mayor spoke. He"):
        flagged(project, whole, words)
    project.cut(whole.id, whole.text.index("He said"))
    first, second = texts(rows(project)[0])
    assert quotes(project) == [
        (first, "mayor"),
        (second, "12 companies"),
        (second, "He said there"),
        (first, "The mayor spoke."),
    ]
    assert len(project.store.flags()[0].thread) == 1
    project.undo()
    assert [quote for _, quote in quotes(project)] == [
        "mayor",
        "12 companies",
        "spoke. He said there",
        "The mayor spoke. He",
    ]


def test_two_paragraphs_become_one_and_two_again(project: Project) -> None:
    project.merge(project.store.row_ids()[:2])
    first, second = rows(project)[0].target
    flagged(project, first, "mayor")
    flagged(project, second, "a school")
    before = content(project)
    project.join(first.id, second.id)
    assert texts(rows(project)[0]) == [f"{TARGET[0]} {TARGET[1]}"]
    assert quotes(project) == [(f"{TARGET[0]} {TARGET[1]}", "mayor"), (f"{TARGET[0]} {TARGET[1]}", "a school")]
    assert in_one_row(project)
    source = rows(project)[0].source
    project.join(source[0].id, source[1].id)
    assert texts(rows(project)[0], Side.SOURCE) == [SOURCE[0] + SOURCE[1]]
    project.undo()
    project.undo()
    assert content(project) == before


@pytest.mark.parametrize(
    ("row", "to", "side", "expected"),
    [
        (0, 1, Side.TARGET, ["The mayor spoke.", "He said there were 12 companies. " + TARGET[1]]),
        (1, 0, Side.TARGET, [f"{TARGET[0]} On the second day, the delegates saw a school.", "It was new."]),
        (0, 1, Side.SOURCE, ["市长讲话。", "他说有12家企业。" + SOURCE[1]]),
    ],
)
def test_a_sentence_goes_to_the_paragraph_beside_it(
    project: Project, row: int, to: int, side: Side, expected: list[str]
) -> None:
    own, ids = block(project, row, side=side), project.store.row_ids()
    before = content(project)
    project.move_sentence(own.id, ids[to])
    assert [text for one in rows(project)[:2] for text in texts(one, side)] == expected
    project.undo()
    assert content(project) == before


@pytest.mark.parametrize("pinned", [0, 1])
def test_no_sentence_leaves_a_pinned_row_or_comes_to_one(project: Project, pinned: int) -> None:
    ids = project.store.row_ids()
    project.set_pinned(ids[pinned], True)
    before = [row.text(Side.TARGET) for row in project.store.rows(ids)]
    with pytest.raises(UserError, match="row-pinned"):
        project.move_sentence(block(project, 0).id, ids[1])
    assert [row.text(Side.TARGET) for row in project.store.rows(ids)] == before


def test_flags_go_with_a_sentence(project: Project) -> None:
    flagged(project, block(project, 0), "mayor")
    flagged(project, block(project, 0), "12 companies")
    flagged(project, block(project, 1), "a school")
    project.move_sentence(block(project, 0).id, project.store.row_ids()[1])
    stays, taken = texts(rows(project)[0])[0], texts(rows(project)[1])[0]
    assert quotes(project) == [(stays, "mayor"), (taken, "12 companies"), (taken, "a school")]
    project.undo()
    project.move_sentence(block(project, 1).id, project.store.row_ids()[0])
    taken, stays = texts(rows(project)[0])[0], texts(rows(project)[1])[0]
    assert quotes(project) == [(taken, "mayor"), (taken, "12 companies"), (taken, "a school")]
    project.move_sentence(block(project, 1).id, project.store.row_ids()[0])
    assert quotes(project)[2][1] == "a school"


def test_a_flag_of_what_is_left_keeps_its_words_when_the_first_sentence_goes_up(project: Project) -> None:
    flagged(project, block(project, 1), "It was new")
    project.move_sentence(block(project, 1).id, project.store.row_ids()[0])
    assert quotes(project) == [("It was new.", "It was new")]


@pytest.mark.parametrize(("row", "to", "expected"), [(1, 0, [2, 1]), (1, 2, [1, 2])])
def test_a_sentence_is_a_paragraph_of_its_own_beside_another_kind(
    project: Project, row: int, to: int, expected: list[int]
) -> None:
    ids = project.store.row_ids()
    for other in (0, 2):
        project.reshape([block(project, other).id], Shape(Role.HEADING, 2))
    before = content(project)
    project.move_sentence(block(project, row).id, ids[to])
    assert [len(rows(project)[n].target) for n in sorted((row, to))] == expected
    assert in_one_row(project)
    assert " ".join(b.text for b in project.store.blocks(Side.TARGET)) == " ".join(TARGET)
    project.undo()
    assert content(project) == before


def test_a_sentence_that_is_the_whole_paragraph_takes_it_along(project: Project) -> None:
    ids = project.store.row_ids()
    project.move_sentence(block(project, 2).id, ids[1])
    assert [len(row.target) for row in rows(project)] == [1, 2, 0]


def test_only_the_sentence_at_the_edge_moves(project: Project) -> None:
    project.merge(project.store.row_ids()[:2])
    with pytest.raises(UserError, match="sentence-at-edge"):
        project.move_sentence(block(project, 0, 0).id, project.store.row_ids()[1])


@pytest.mark.parametrize("shape", [Shape(Role.HEADING, 2), Shape(Role.LIST_ITEM, ordered=True), Shape(Role.QUOTE)])
def test_a_paragraph_is_given_another_shape(project: Project, shape: Shape) -> None:
    before = content(project)
    project.reshape([block(project, 0).id, block(project, 0, side=Side.SOURCE).id], shape)
    for side in Side:
        now = block(project, 0, side=side).shape
        assert (now.role, now.level, now.ordered) == (shape.role, shape.level, shape.ordered)
    assert project.clean_blocks()[0].shape.role is shape.role
    project.undo()
    assert content(project) == before


def test_a_cell_of_a_table_stays_one(project: Project) -> None:
    role = SetField("block", block(project, 0).id, "role", "paragraph", "table-cell")
    project.store.apply(Edit("reshape", Origin.EDIT, (role,)))
    verbs: list[Callable[[], object]] = [
        lambda: project.reshape([block(project, 0).id], Shape(Role.QUOTE)),
        lambda: project.cut(block(project, 0).id, 10),
        lambda: project.move_sentence(block(project, 0).id, project.store.row_ids()[1]),
    ]
    for verb in verbs:
        with pytest.raises(UserError, match="cell-stays"):
            verb()


def test_what_was_put_away_is_not_joined(project: Project) -> None:
    project.merge(project.store.row_ids()[:2])
    first, second = rows(project)[0].target
    project.exclude([second])
    with pytest.raises(UserError, match="join-away"):
        project.join(first.id, second.id)


def test_a_confirmed_row_is_to_do_again_when_its_paragraph_was_cut(project: Project) -> None:
    project.set_state(project.store.row_ids()[:1], RowState.CONFIRMED)
    project.cut(block(project, 0).id, 17)
    assert rows(project)[0].state is RowState.TODO


# Taken back on its own, later ----------------------------------------------------------------------------


def last(project: Project) -> revert.RevertPlan:
    label = ("cut", "join", "sentence-up", "sentence-down")
    return project.revert_plan(next(info.id for info in project.store.changesets() if info.label in label))


def test_a_cut_is_taken_back_whole_with_the_flag_it_moved(project: Project) -> None:
    flagged(project, block(project, 0), "12 companies")
    project.cut(block(project, 0).id, 17)
    project.edit(block(project, 1).id, "Something else.")
    project.revert(last(project))
    assert texts(rows(project)[0]) == [TARGET[0]]
    assert quotes(project) == [(TARGET[0], "12 companies")]


def test_half_of_a_cut_is_never_taken_back(project: Project) -> None:
    project.cut(block(project, 0).id, 17)
    project.edit(block(project, 0, 1).id, "He said there were 13 companies.")
    plan = last(project)
    assert [item.kind for item in plan.items] == [revert.Kind.CONFLICT]
    before = content(project)
    project.revert(plan)
    assert content(project) == before


def test_a_join_and_a_sentence_are_taken_back(project: Project) -> None:
    project.merge(project.store.row_ids()[:2])
    first, second = rows(project)[0].target
    flagged(project, second, "a school")
    project.join(first.id, second.id)
    project.edit(block(project, 1).id, "Something else.")
    project.revert(last(project))
    assert texts(rows(project)[0]) == [TARGET[0], TARGET[1]]
    assert quotes(project) == [(TARGET[1], "a school")]


def test_a_sentence_is_taken_back_later(project: Project) -> None:
    project.move_sentence(block(project, 0).id, project.store.row_ids()[1])
    project.edit(block(project, 2).id, "Something else.")
    project.revert(last(project))
    assert [text for row in rows(project)[:2] for text in texts(row)] == list(TARGET[:2])
