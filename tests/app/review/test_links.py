"""Links by hand: which paragraphs stand beside which, what becomes of the rows, and that all of it goes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.model import Bead, BlockId, LinkOrigin, RowId, RowState, Severity, Side, Span
from app.project import Project
from app.realign import realign
from app.review.blocks import SHAPES
from app.review.decisions import Reach
from app.review.links import SHIFTED, cut_before
from tests.app.linked import SOURCE, content, in_one_row, make, rows, shape


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make(tmp_path)
    made.survey()
    yield made
    made.close()


Verb = Callable[[Project], object]


def ids(project: Project) -> list[RowId]:
    return list(project.store.row_ids())


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        pytest.param(lambda p: p.merge(ids(p)[:2]), ["临溪 市长|The ci The ma", "第二|On the"], id="merge neighbours"),
        pytest.param(
            lambda p: p.merge([ids(p)[0], ids(p)[2]]),
            ["临溪 第二|The ci On the", "市长|The ma"],
            id="link two rows that stand apart",
        ),
        pytest.param(lambda p: p.unlink(ids(p)[0]), ["临溪|", "|The ci", "市长|The ma"], id="unlink"),
        pytest.param(
            lambda p: p.swap(*ids(p)[:2]), ["临溪|The ma", "市长|The ci", "第二|On the"], id="swap: the links cross"
        ),
        pytest.param(
            lambda p: p.gap(ids(p)[0], Side.TARGET),
            ["临溪|", "市长|The ci", "第二|The ma"],
            id="gap on the right: everything below goes down",
        ),
        pytest.param(
            lambda p: p.gap(ids(p)[0], Side.SOURCE), ["|The ci", "临溪|The ma", "市长|On the"], id="gap, left"
        ),
        pytest.param(
            lambda p: p.move_edge(ids(p)[0], ids(p)[1], Side.TARGET), ["临溪|", "市长|The ci The ma"], id="move down"
        ),
    ],
)
def test_a_verb_and_its_undo(project: Project, verb: Verb, expected: list[str]) -> None:
    before = content(project)
    verb(project)
    assert shape(project)[: len(expected)] == expected
    assert in_one_row(project)
    after = content(project)
    project.undo()
    assert content(project) == before
    project.redo()
    assert content(project) == after


def test_the_export_reads_the_same_whatever_is_linked_with_what(project: Project) -> None:
    before = project.clean_blocks()
    project.swap(*ids(project)[:2])
    project.gap(ids(project)[2], Side.TARGET)
    project.merge([ids(project)[0], ids(project)[4]])
    assert project.clean_blocks() == before


def test_a_gap_ends_at_a_row_without_that_side(project: Project) -> None:
    project.move_edge(ids(project)[3], ids(project)[4], Side.TARGET)
    project.gap(ids(project)[1], Side.TARGET)
    assert shape(project)[:5] == ["临溪|The ci", "市长|", "第二|The ma", "会议|On the", "参加|The me 35 peo"]


def test_a_gap_ends_before_a_fixed_row(project: Project) -> None:
    project.set_pinned(ids(project)[3], True)
    pinned = rows(project)[3]
    project.gap(ids(project)[1], Side.TARGET)
    assert shape(project)[:5] == ["临溪|The ci", "市长|", "第二|The ma", "|On the", "会议|The me"]
    assert rows(project)[4] == pinned


def test_a_gap_leaves_what_was_put_away_where_it_is(project: Project) -> None:
    away = rows(project)[2]
    project.exclude(away.source + away.target)
    project.gap(ids(project)[1], Side.TARGET)
    assert shape(project)[1:4] == ["市长|", "第二|On the", "会议|The ma"]


def test_links_nobody_has_seen_are_unsure(project: Project) -> None:
    project.gap(ids(project)[0], Side.TARGET)
    first, second, *_ = rows(project)
    assert (first.origin, first.confidence) == (LinkOrigin.MANUAL, 1.0)
    assert (second.origin, second.confidence) == (LinkOrigin.AUTO, SHIFTED)
    assert second.id in project.rows_where("links")


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (lambda p: p.merge(ids(p)[:1]), "merge-needs-two"),
        (lambda p: (p.unlink(ids(p)[0]), p.unlink(ids(p)[0])), "unlink-nothing"),
        (lambda p: (p.unlink(ids(p)[0]), p.gap(ids(p)[0], Side.TARGET)), "gap-nothing"),
        (
            lambda p: (
                p.unlink(ids(p)[0]),
                p.unlink(ids(p)[2]),
                p.merge([ids(p)[1], ids(p)[3]]),
                p.swap(*ids(p)[::2][:2]),
            ),
            "swap-nothing",
        ),
    ],
)
def test_what_cannot_be_done_is_said(project: Project, verb: Verb, code: str) -> None:
    with pytest.raises(UserError) as caught:
        verb(project)
    assert caught.value.code == code


def test_a_confirmation_does_not_outlive_its_pair(project: Project) -> None:
    first, second, third, *_ = ids(project)
    project.set_state([first, second, third], RowState.CONFIRMED)
    project.swap(first, second)
    assert [row.state for row in rows(project)[:3]] == [RowState.TODO, RowState.TODO, RowState.CONFIRMED]
    project.undo()
    assert rows(project)[0].state is RowState.CONFIRMED


@pytest.mark.parametrize(
    ("side", "number", "cut"),
    [
        (Side.TARGET, 0, (1, 1)),
        (Side.TARGET, 1, (1, 1)),
        (Side.TARGET, 2, (2, 2)),
        (Side.SOURCE, 1, (1, 1)),
    ],
)
def test_where_a_split_begins_the_new_row(project: Project, side: Side, number: int, cut: tuple[int, int]) -> None:
    project.merge(ids(project)[:3])
    assert cut_before(rows(project)[0], side, number) == cut


def test_a_row_that_a_block_leaves_is_looked_at_again(project: Project) -> None:
    """The second move out of a row of a person's own sets nothing on it but the block's place."""
    project.merge(ids(project)[:3])
    first, second = ids(project)[:2]
    project.survey()
    changes = project.move_edge(first, second, Side.TARGET)
    assert {first, second} <= changes.rows
    assert len(project.snapshot().rows[0].target) == 2


def test_a_no_to_a_finding_stays_with_its_words(tmp_path: Path) -> None:
    with_fault = ("The the meeting began.", *("A sentence without a fault.",) * 2)
    project = make(tmp_path, (), SOURCE[:3], with_fault)
    project.survey()
    [found] = [f for f in project.findings(project.store.row_ids()[0]) if f.finding.check == "doubled-word"]
    project.dismiss(found, Reach.SPOT, "a name")
    before = content(project)

    def opened() -> list[str]:
        project.survey()
        return [
            f.finding.check
            for row in rows(project)
            for f in project.findings(row.id)
            if f.open and f.finding.check == "doubled-word"
        ]

    assert opened() == []
    verbs: list[Callable[[], object]] = [
        lambda: project.merge(project.store.row_ids()[:2]),
        lambda: project.split(project.store.row_ids()[0], 1, 1),
        lambda: project.swap(*project.store.row_ids()[:2]),
        lambda: project.gap(project.store.row_ids()[0], Side.TARGET),
        lambda: project.cut(
            rows(project)[0].target[0].id if rows(project)[0].target else rows(project)[1].target[0].id, 8
        ),
    ]
    for verb in verbs:
        verb()
        assert opened() == []
    for _ in verbs:
        project.undo()
    assert content(project) == before
    project.close()


# Any sequence of verbs -----------------------------------------------------------------------------------------------


def anything(project: Project, random: Random) -> None:
    """One thing a person might do to links, pins, paragraphs; what cannot be done changes nothing."""
    own = rows(project)
    at = random.randrange(len(own))
    row, below = own[at], own[min(at + 1, len(own) - 1)]
    side = random.choice(list(Side))
    blocks = row.source + row.target
    block = random.choice(blocks)
    try:
        match random.randrange(15):
            case 0:
                project.merge([row.id, below.id] if below.id != row.id else [row.id])
            case 1:
                project.split(row.id, *cut_before(row, side, random.randrange(len(row.side(side)) + 1)))
            case 2 if below.id != row.id:
                project.move_edge(row.id, below.id, side)
            case 3 if below.id != row.id:
                project.move_edge(below.id, row.id, side)
            case 4 if below.id != row.id:
                project.swap(row.id, below.id)
            case 5:
                project.gap(row.id, side)
            case 6:
                project.unlink(row.id)
            case 7:
                project.set_pinned(row.id, row.origin is not LinkOrigin.PINNED)
            case 8:
                project.cut(block.id, random.randrange(len(block.text) + 1))
            case 9 if len(row.side(side)) > 1:
                project.join(row.side(side)[0].id, row.side(side)[1].id)
            case 10 if below.id != row.id:
                lower, upper = random.choice([(row, below), (below, row)])
                if lower.side(side):
                    edge = lower.side(side)[-1 if lower is row else 0]
                    project.move_sentence(edge.id, upper.id)
            case 11:
                project.reshape([block.id], random.choice(SHAPES))
            case 12:
                project.set_state([row.id], random.choice(list(RowState)))
            case 13:
                start = random.randrange(len(block.text))
                project.flag(
                    block.id, Span(start, random.randrange(start, len(block.text)) + 1), "style", Severity.MINOR, "?"
                )
            case 14:
                fixed = [one for one in own if one.origin is LinkOrigin.PINNED or one.state is RowState.CONFIRMED]
                stretch = project.stretch([row.id] if random.random() < 0.5 else [own[0].id, own[-1].id])
                project.realign(stretch, realign(stretch))
                assert [one for one in rows(project) if one.id in {f.id for f in fixed}] == fixed
    except UserError:
        pass


def words_of(project: Project, side: Side) -> str:
    return "".join("".join(block.text.split()) for block in project.store.blocks(side))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(1, 14))
def test_any_verbs_and_then_their_undo_are_the_project_as_it_was(seed: int, steps: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        project = make(
            Path(folder),
            (
                Bead((0,), (0,), 0.9),
                Bead((1, 2), (1,), 0.4),
                *(Bead((n,), (n - 1,)) for n in range(3, 7)),
                Bead((), (6,)),
            ),
        )
        try:
            project.flag(BlockId(2), Span(0, 5), "terminology", Severity.MAJOR, "Is that so?")
            before = content(project)
            said = {side: sorted(words_of(project, side)) for side in Side}
            done = len(project.store.changesets())
            for _ in range(steps):
                anything(project, random)
                assert in_one_row(project)
                assert {side: sorted(words_of(project, side)) for side in Side} == said
                quotes = {flag.id: flag for flag in project.store.flags()}
                for flag in quotes.values():
                    text = project.store.block(flag.block).text
                    assert 0 <= flag.span.start <= flag.span.end <= len(text)
                    assert text[flag.span.start : flag.span.end] in flag.quote
            after = content(project)
            steps_done = len(project.store.changesets()) - done
            for _ in range(steps_done):
                project.undo()
            assert content(project) == before
            for _ in range(steps_done):
                project.redo()
            assert content(project) == after
        finally:
            project.close()
