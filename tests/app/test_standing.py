"""What is kept up row by row is what the store would say: after each of a thousand verbs drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.linking import SURE
from app.model import Changes, ReviewRole, RowState, Severity, Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.review.states import waiting_for
from app.standing import Standing
from app.tasks import Task

ROWS = 24

WAITING = waiting_for(ReviewRole.REVIEWER)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    source = "\n\n".join(f"第{n}段有猫{n}。还有狗。" for n in range(ROWS))
    target = "\n\n".join(f"Part {n} has {n} cats. And a dog." for n in range(ROWS) if n % 7)
    documents = {Side.SOURCE: read_pasted(source), Side.TARGET: read_pasted(target)}
    prepared = prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, shipped_rules())
    made = Project.create(tmp_path / "p.enface", prepared, "Mara", shipped_rules(), ["none"])
    yield made
    made.close()


def verb(project: Project, dice: random.Random) -> Changes | None:
    """One verb on rows drawn by lot; None for one that its rows do not allow."""
    ids = project.store.row_ids()
    at = dice.randrange(len(ids) - 1)
    row, neighbour = project.store.rows(ids[at : at + 2])
    blocks = list(row.target) or list(row.source)
    side = dice.choice(list(Side))
    verbs = (
        lambda: project.edit(blocks[0].id, blocks[0].text + " More."),
        lambda: project.write_target(row.id, "Text.") if not row.target else project.edit(blocks[0].id, "x"),
        lambda: project.set_state([row.id, neighbour.id], dice.choice(list(RowState))),
        lambda: project.exclude([blocks[0]]),
        lambda: project.include([blocks[0]]),
        lambda: project.merge([row.id, neighbour.id]),
        lambda: project.split(row.id, 1, 1),
        lambda: project.unlink(row.id),
        lambda: project.swap(row.id, neighbour.id),
        lambda: project.gap(row.id, side),
        lambda: project.move_edge(row.id, neighbour.id, side),
        lambda: project.cut(blocks[0].id, 4),
        lambda: project.set_pinned(row.id, dice.random() < 0.5),
        lambda: project.undo() if project.history.undo_label else None,
        lambda: project.redo() if project.history.redo_label else None,
    )
    try:
        return dice.choice(verbs)()
    except UserError:
        return None


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_the_store_says(project: Project, seed: int) -> None:
    dice = random.Random(seed)
    done = 0
    for _ in range(250):
        done += verb(project, dice) is not None
        project.counts()
        standing, store = project._standing, project.store
        assert standing.todo(WAITING) == store.rows_in(WAITING)
        assert standing.changed() == store.changed_rows()
        assert standing.uncertain() == store.rows(sorted(store.uncertain_rows(SURE)))
        assert list(project.order) == store.row_ids()
    assert done > 100


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_in_steps_holds_what_was_written_in_between(project: Project, seed: int) -> None:
    dice = random.Random(seed)
    standing, store = Standing(project.store, SURE), project.store
    reading = standing.read(WAITING, project.order.steps(3))
    assert not standing.known(WAITING)
    for _ in reading:
        changes = verb(project, dice)
        if changes is not None:
            standing.take(changes)
    assert standing.known(WAITING)
    assert standing.todo(WAITING) == store.rows_in(WAITING)
    assert standing.changed() == store.changed_rows()
    assert standing.uncertain() == store.rows(sorted(store.uncertain_rows(SURE)))


def test_who_asks_before_all_are_read_is_answered(project: Project) -> None:
    standing = Standing(project.store, SURE)
    reading = standing.read(WAITING, project.order.steps(3))
    next(reading)
    assert standing.todo(WAITING) == project.store.rows_in(WAITING)
    project.set_state(project.store.row_ids()[:2], RowState.CONFIRMED)
    standing.take(Changes(rows=frozenset(project.store.row_ids()[:2])))
    list(reading)
    assert standing.todo(WAITING) == project.store.rows_in(WAITING)


def test_a_change_of_many_rows_is_taken_too(project: Project) -> None:
    project.counts()
    standing = project._standing
    standing.take(Changes(rows=frozenset(range(1, 1000))))  # type: ignore[arg-type]
    assert standing.todo(WAITING) == project.store.rows_in(WAITING)


@pytest.mark.parametrize("seed", range(3))
def test_counts_and_proposals_kept_are_those_made_anew(tmp_path: Path, seed: int) -> None:
    source = "\n\n".join(f"第{n}段有猫{n}。还有狗。" for n in range(ROWS))
    target = "\n\n".join(f"Part {n} has the the {n} cats." if n % 3 else "[ad_1]" for n in range(ROWS))
    documents = {Side.SOURCE: read_pasted(source), Side.TARGET: read_pasted(target)}
    prepared = prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, shipped_rules())
    project = Project.create(tmp_path / "p.enface", prepared, "Mara", shipped_rules(), ["none"])
    project.survey()
    assert project.proposals()
    assert project.open_count
    dice = random.Random(seed)
    for number in range(150):
        looking = project.surveying() if number % 25 == 24 else None
        verb(project, dice)
        if looking is not None:
            project.adopt(*looking(Task()))
        counts, kept = project.counts(), project.proposals()
        project._proposals = None
        assert kept == project.proposals()
        assert counts["cleaning"] == len({project.store.row_of(item.block.id) for item in project.proposals()})
        open_ = [found for row in project.order for found in project.findings(row) if found.open]
        assert project.open_count == len(open_)
        assert project.grave_count == sum(found.finding.severity.rank >= Severity.MAJOR.rank for found in open_)
        assert counts["findings"] == len(project.open_rows) == len({found.row for found in open_})
    project.close()
