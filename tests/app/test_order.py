"""The order of rows, read as far as somebody looks, against the list it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from app import order
from app.model import RowId, Side
from app.order import RowOrder
from app.pipeline import pair_lines, shipped_rules
from app.project import Project
from app.readers import read_pasted

ROWS = 23


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    source, target = (read_pasted("\n\n".join(f"{word} {n}." for n in range(ROWS))) for word in ("Katze", "Cat"))
    prepared = pair_lines(source, target, {Side.SOURCE: "de", Side.TARGET: "en"})
    made = Project.create(tmp_path / "p.enface", prepared, "Mara", shipped_rules(), ["none"])
    yield made
    made.close()


@pytest.fixture(autouse=True)
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "STEP", 5)


def test_how_many_there_are_is_known_before_any_is_read(project: Project) -> None:
    made = RowOrder(project.store)
    assert (len(made), made.complete) == (ROWS, False)


@pytest.mark.parametrize(
    "wanted", [0, 4, 5, 22, -1, -23, slice(0, 3), slice(3, 12), slice(20, 99), slice(None), slice(8, 2), slice(1, 9, 3)]
)
def test_it_answers_like_a_list(project: Project, wanted: int | slice) -> None:
    assert RowOrder(project.store)[wanted] == project.store.row_ids()[wanted]


@pytest.mark.parametrize("outside", [ROWS, -ROWS - 1])
def test_a_row_that_is_none_is_refused(project: Project, outside: int) -> None:
    with pytest.raises(IndexError):
        RowOrder(project.store)[outside]


def test_every_row_knows_its_place_after_rows_were_joined_and_parted(project: Project) -> None:
    ids = project.store.row_ids()
    project.merge(ids[3:5])
    project.split(ids[3], 1, 1)
    project.merge(ids[10:12])
    rows = project.store.row_ids()
    assert list(project.order) == rows
    assert [RowOrder(project.store).index_of(row) for row in reversed(rows)] == list(reversed(range(len(rows))))
    assert [row in RowOrder(project.store) for row in (rows[0], ids[11], RowId(0), RowId(-1), RowId(999))] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_steps_are_all_rows_in_order(project: Project) -> None:
    steps = list(RowOrder(project.store).steps(10))
    assert [len(step) for step in steps] == [10, 10, 3]
    assert list(chain(*steps)) == project.store.row_ids()


def test_reading_on_ends(project: Project) -> None:
    made = RowOrder(project.store)
    assert [made.read_on() for _ in range(6)] == [True] * 5 + [False]
    assert made.complete


def test_rows_are_found_step_by_step_as_they_are_at_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.project._SEARCHED", 4)
    steps = list(project.rows_found("all", "CAT 1"))
    assert len(steps) == 6
    having = [row.id for row in project.store.rows(project.store.row_ids()) if "Cat 1" in row.text(Side.TARGET)]
    assert list(chain(*steps)) == project.rows_where("all", "cat 1") == having
