"""A stretch aligned anew: what is fixed stays, what was put away stays in place, the rest is as the aligner says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import realign as module
from app.errors import Cancelled, UserError
from app.model import (
    Alignment,
    Bead,
    Block,
    BlockId,
    LinkOrigin,
    Locator,
    RevisionSeq,
    Row,
    RowId,
    RowState,
    Shape,
    Side,
)
from app.project import Project
from app.realign import Stretch, changed, realign, same, stretch_round
from app.review.relink import is_fixed
from app.tasks import Task
from tests.app.align.test_align import synthetic
from tests.app.linked import SOURCE, TARGET, content, in_one_row, make, rows, shape

SHIFTED = (Bead((0,), (), 0.3), *(Bead((n,), (n - 1,), 0.4) for n in range(1, 7)), Bead((), (6,), 0.3))
"""Every translation one row too low."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make(tmp_path, SHIFTED)
    yield made
    made.close()


def one_by_one(source: Sequence[str], target: Sequence[str], *, pins: Any = (), **_: Any) -> Alignment:
    """An aligner that pairs what stands between two pins in order, and keeps the pins as it must."""
    beads: list[Bead] = []
    at = [0, 0]
    for ours, theirs in [*pins, ([len(source)], [len(target)])]:
        while at[0] < ours[0] or at[1] < theirs[0]:
            left, right = at[0] < ours[0], at[1] < theirs[0]
            beads.append(Bead((at[0],) if left else (), (at[1],) if right else (), 0.9))
            at = [at[0] + left, at[1] + right]
        if ours[0] < len(source):
            beads.append(Bead(tuple(ours), tuple(theirs), 1.0))
        at = [ours[-1] + 1, theirs[-1] + 1]
    return Alignment(tuple(beads))


@pytest.fixture
def in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "align", one_by_one)


def again(project: Project, *chosen: int) -> None:
    own = rows(project)
    stretch = project.stretch([own[n].id for n in chosen])
    project.realign(stretch, realign(stretch))


def test_the_aligner_mends_what_was_shifted_and_one_undo_brings_it_back(project: Project) -> None:
    before = content(project)
    again(project, 3)
    assert shape(project) == [f"{s[:2]}|{t[:6].strip()}" for s, t in zip(SOURCE, TARGET, strict=True)]
    assert {row.origin for row in rows(project)} == {LinkOrigin.AUTO}
    assert len(project.store.changesets()) == 2
    project.undo()
    assert content(project) == before


@pytest.mark.usefixtures("in_order")
def test_only_what_lies_between_two_fixed_rows_is_touched(project: Project) -> None:
    ids = project.store.row_ids()
    project.set_pinned(ids[2], True)
    project.set_state([ids[5]], RowState.CONFIRMED)
    before = rows(project)
    again(project, 3)
    after = rows(project)
    assert after[:3] == before[:3]
    assert after[5:] == before[5:]
    stretch = project.stretch([ids[3]])
    assert [row.id for row in stretch.rows] == list(ids[3:5])
    assert (len(stretch.before), len(stretch.after)) == (1, 1)


@pytest.mark.usefixtures("in_order")
def test_rows_that_stay_the_same_keep_their_ids(tmp_path: Path) -> None:
    beads = (
        Bead((0,), (0,), 0.5),
        Bead((1,), (), 0.5),
        Bead((2,), (1, 2), 0.5),
        *(Bead((n,), (n,)) for n in range(3, 7)),
    )
    project = make(tmp_path, beads)
    before = rows(project)
    again(project, 0)
    after = rows(project)
    assert [row.id for row in after] == [row.id for row in before]
    assert after[0].confidence == 0.9
    assert [same(group) for group in changed(before, after)] == [True, False, *[True] * 4]
    project.close()


def test_a_chosen_run_of_rows_may_reach_over_fixed_ones(project: Project) -> None:
    ids = project.store.row_ids()
    project.set_pinned(ids[3], True)
    stretch = project.stretch([ids[1], ids[5]])
    assert [row.id for row in stretch.rows] == list(ids[1:6])
    pinned = rows(project)[3]
    again(project, 1, 5)
    assert pinned in rows(project)


@pytest.mark.parametrize(
    ("fixed", "at", "found"),
    [((), 2, (0, 5)), ((1,), 3, (2, 5)), ((1, 4), 3, (2, 4)), ((1, 3), 1, (1, 1)), ((2,), 0, (0, 2))],
)
def test_a_stretch_ends_at_what_is_fixed(fixed: tuple[int, ...], at: int, found: tuple[int, int]) -> None:
    own = [Row(n, (), (), origin=LinkOrigin.PINNED if n in fixed else LinkOrigin.AUTO) for n in range(5)]  # type: ignore[arg-type]
    around = stretch_round(own, at)
    assert (around.start, around.stop) == found


def test_what_cannot_be_aligned_is_said(project: Project) -> None:
    ids = project.store.row_ids()
    project.set_pinned(ids[2], True)
    with pytest.raises(UserError, match="realign-fixed"):
        project.stretch([ids[2]])
    project.set_pinned(ids[1], True)
    with pytest.raises(UserError, match="realign-one-side"):
        project.stretch([ids[0]])


def test_rows_changed_meanwhile_are_not_overwritten(project: Project) -> None:
    stretch = project.stretch(project.store.row_ids()[:1])
    found = realign(stretch)
    project.edit(rows(project)[2].target[0].id, "Something else.")
    before = content(project)
    with pytest.raises(UserError, match="changed-since"):
        project.realign(stretch, found)
    assert content(project) == before


def test_it_can_be_cancelled(project: Project) -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        realign(project.stretch(project.store.row_ids()[:1]), task)


@pytest.mark.usefixtures("in_order")
def test_what_was_put_away_stays_where_it_stood(tmp_path: Path) -> None:
    beads = (
        Bead((0,), (0,)),
        Bead((), (1,)),
        Bead((1,), (2,)),
        Bead((2,), ()),
        Bead((3,), (3, 4)),
        Bead((4, 5, 6), (5, 6)),
    )
    project = make(tmp_path, beads)
    project.exclude(rows(project)[1].target)
    project.exclude(rows(project)[4].target[1:])
    away = rows(project)[1]
    again(project, 0)
    after = rows(project)
    assert after[1] == away
    at = next(n for n, row in enumerate(after) if any(b.excluded for b in row.target) and row != away)
    assert [b.text[:6] for b in after[at].target] == ["The me", "35 peo"]
    project.close()


@pytest.mark.usefixtures("in_order")
def test_fixed_rows_that_cross_stay_crossed(project: Project) -> None:
    ids = project.store.row_ids()
    project.swap(ids[1], ids[4])
    for number in (1, 4):
        project.set_pinned(ids[number], True)
    fixed = [row for row in rows(project) if is_fixed(row)]
    again(project, 0, 7)
    assert [row for row in rows(project) if is_fixed(row)] == fixed
    assert in_one_row(project)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_whatever_the_aligner_says(seed: int) -> None:
    random = Random(seed)

    def any_beads(source: Sequence[str], target: Sequence[str], *, pins: Any = (), **_: Any) -> Alignment:
        found: list[Bead] = []
        run: list[Bead] = []
        firm = {(tuple(ours), tuple(theirs)) for ours, theirs in pins}
        for bead in (*one_by_one(source, target, pins=pins).beads, None):
            if bead is not None and (bead.source, bead.target) not in firm:
                run.append(bead)
                continue
            while run:
                some, run = run[: (size := random.randrange(1, 4))], run[size:]
                ours, theirs = (tuple(n for b in some for n in side(b)) for side in (_source, _target))
                if random.random() < 0.3 and ours and theirs:
                    found += [Bead(ours, (), 0.2), Bead((), theirs, 0.2)]
                else:
                    found.append(Bead(ours, theirs, random.random()))
            found += [bead] if bead is not None else []
        return Alignment(tuple(found))

    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "align", any_beads)
        project = make(Path(folder), SHIFTED)
        try:
            ids = project.store.row_ids()
            project.swap(*random.sample(ids, 2))
            ids = project.store.row_ids()
            for id_ in random.sample(ids, random.randrange(4)):
                project.set_pinned(id_, True)
            for row in random.sample(rows(project), random.randrange(3)):
                project.exclude(random.choice([row.source + row.target, row.target]))
            before, all_before = content(project), rows(project)
            chosen = random.choice([[random.choice(ids)], [ids[0], ids[-1]], random.sample(ids, 2)])
            try:
                stretch = project.stretch(chosen)
            except UserError:
                return
            found = realign(stretch)
            project.realign(stretch, found)
            after = rows(project)
            touched = {row.id for row in stretch.rows}
            assert in_one_row(project)
            assert [r for r in after if is_fixed(r)] == [r for r in all_before if is_fixed(r)]
            first, last = (all_before.index(stretch.rows[n]) for n in (0, -1))
            assert after[:first] == all_before[:first]
            assert after[len(after) - len(all_before) + last + 1 :] == all_before[last + 1 :]
            groups = changed(stretch.rows, [row for row in after if row.id in touched or row not in all_before])
            assert sorted(r.id for old, _ in groups for r in old) == sorted(touched)
            if after != all_before:
                project.undo()
            assert content(project) == before
        finally:
            project.close()


def _source(bead: Bead) -> tuple[int, ...]:
    return bead.source


def _target(bead: Bead) -> tuple[int, ...]:
    return bead.target


def test_fixed_rows_and_sure_ones_teach(project: Project) -> None:
    ids = project.store.row_ids()
    project.merge(ids[:2])
    project.set_pinned(ids[3], True)
    sure = {row.id for row in rows(project)[:3] if row.confidence >= 0.97}
    assert ids[0] in sure
    assert {row.id for row in project.stretch([ids[5]]).before} == sure | {ids[3]}


def made_up(number: int, source: str, target: str) -> Row:
    def side(of: Side, text: str) -> tuple[Block, ...]:
        id_, seq = BlockId(2 * number + (of is Side.TARGET)), RevisionSeq(number)
        return (Block(id_, of, number, text, Shape(), Locator(), seq, seq),) if text else ()

    return Row(RowId(number), side(Side.SOURCE, source), side(Side.TARGET, target))


def test_the_rest_of_the_project_teaches_words() -> None:
    source, target = synthetic(126)
    rest = [made_up(n, one, two) for n, (one, two) in enumerate(zip(source[:120], target[:120], strict=True))]
    # Of six sentences the third was left out; all rows after it hold the wrong translation.
    gone = [*target[120:122], *target[123:126], ""]
    own = tuple(made_up(120 + n, one, two) for n, (one, two) in enumerate(zip(source[120:], gone, strict=True)))
    found = realign(Stretch(own, {}, before=tuple(rest)))
    texts = [(" ".join(b.text for b in row.source), " ".join(b.text for b in row.target)) for row in found]
    assert texts == [
        (one, two if n != 2 else "") for n, (one, two) in enumerate(zip(source[120:], target[120:], strict=True))
    ]


@pytest.mark.parametrize("verb", ["merge", "split", "unlink", "swap", "move"])
def test_a_pinned_row_is_let_go_before_a_hand_moves_it(project: Project, verb: str) -> None:
    ids = project.store.row_ids()
    project.merge([ids[2], ids[3]])
    ids = project.store.row_ids()
    verbs: dict[str, Callable[[], object]] = {
        "merge": lambda: project.merge([ids[2], ids[3]]),
        "split": lambda: project.split(ids[2], 1, 1),
        "unlink": lambda: project.unlink(ids[2]),
        "swap": lambda: project.swap(ids[2], ids[3]),
        "move": lambda: project.move_edge(ids[2], ids[3], Side.SOURCE),
    }
    project.set_pinned(ids[2], True)
    before = rows(project)
    with pytest.raises(UserError, match="row-pinned"):
        verbs[verb]()
    assert rows(project) == before
    project.set_pinned(ids[2], False)
    verbs[verb]()
    assert rows(project) != before
