"""Which rows pass a sieve: by state, finding, flag, author, moment, words and expressions on either side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import BlockId, RowState, Severity, Side, Span
from app.project import Project
from app.review.moments import name_moment
from app.review.sieve import SavedSieve, Sieve, drop_sieve, keep_sieve, saved_sieves
from app.sifting import choices, read_through, rows_of
from tests.app.linked import TARGET, make


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make(tmp_path)
    made.survey()
    yield made
    made.close()


def target(project: Project, row: int) -> BlockId:
    return project.store.rows(project.store.row_ids())[row].target[0].id


def _at(time: datetime) -> datetime:
    return time


def passing(project: Project, sieve: Sieve) -> list[int]:
    """The rows that pass, counted from 0, the whole way as the window goes it."""
    ids = project.store.row_ids()
    found = rows_of(project, sieve)
    if sieve.query is not None:
        found = read_through(project.rows_now(found), sieve)
    return [ids.index(row) for row in found]


@pytest.mark.parametrize(
    ("sieve", "rows"),
    [
        (Sieve(), [0, 1, 2, 3, 4, 5, 6]),
        (Sieve(text="the meeting"), [3, 4]),
        (Sieve(text="会议"), [0, 3, 4]),
        (Sieve(text="会议", side="target"), []),
        (Sieve(text="会议", side="source"), [0, 3, 4]),
        (Sieve(text="The meeting", match_case=True), [3]),
        (Sieve(text="end", whole_words=True), [6]),
        (Sieve(text=r"\d+", regex=True), [1, 4]),
        (Sieve(text=r"^\d+", regex=True, side="target"), [4]),
        (Sieve(text=r"\d{4}年", regex=True), [1]),
        (Sieve(text=r"\d{4}年", regex=True, side="target"), []),
    ],
)
def test_words_and_expressions(project: Project, sieve: Sieve, rows: list[int]) -> None:
    assert passing(project, sieve) == rows


def test_states_findings_and_flags(project: Project) -> None:
    ids = project.store.row_ids()
    project.set_state([ids[0], ids[2]], RowState.CONFIRMED)
    project.set_state([ids[3]], RowState.REJECTED)
    project.flag(target(project, 2), Span(0, 3), "style", Severity.MINOR, "")
    project.edit(target(project, 6), "In the the end everybody had a picture taken.")
    assert passing(project, Sieve(state="confirmed")) == [0, 2]
    assert passing(project, Sieve(state="rejected")) == [3]
    assert passing(project, Sieve(check="doubled-word")) == [6]
    assert passing(project, Sieve(category="style")) == [2]
    assert passing(project, Sieve(category="style", state="confirmed")) == [2]
    assert passing(project, Sieve(category="style", state="rejected")) == []
    offered = choices(project)
    assert "doubled-word" in offered.checks
    assert offered.categories == ("style",)
    assert offered.authors == ("Ann",)


def test_what_somebody_wrote_flagged_or_said(project: Project) -> None:
    project.edit(target(project, 0), "A")
    project.store.author = "Bo"
    project.edit(target(project, 1), "B")
    project.flag(target(project, 4), Span(0, 2), "number", Severity.MAJOR, "")
    project.store.author = "Cy"
    project.reply(project.flags[target(project, 4)][0], "Is it?")
    assert passing(project, Sieve(author="Ann")) == [0]
    assert passing(project, Sieve(author="Bo")) == [1, 4]
    assert passing(project, Sieve(author="Cy")) == [4]
    assert passing(project, Sieve(author="Bo", condition="flags")) == [4]
    assert choices(project).authors == ("Ann", "Bo", "Cy")


def test_what_changed_since_a_moment(project: Project) -> None:
    project.edit(target(project, 0), "A")
    project.edit(target(project, 1), "B")
    name_moment(project.store, "delivered")
    project.edit(target(project, 1), "B again")
    project.edit(target(project, 2), "C")
    project.edit(target(project, 2), TARGET[2])
    project.store.author = "Bo"
    project.edit(target(project, 3), "D")
    assert passing(project, Sieve(since="delivered")) == [1, 3]
    assert passing(project, Sieve(since="import")) == [0, 1, 3]
    assert passing(project, Sieve(since="now")) == []
    # With an author: what that person did since, whatever came of it.
    assert passing(project, Sieve(since="delivered", author="Ann")) == [1, 2]
    assert passing(project, Sieve(since="delivered", author="Bo")) == [3]
    assert choices(project).moments == ("delivered",)


def test_what_changed_since_a_day(project: Project) -> None:
    now = datetime(2026, 5, 20, 12, tzinfo=UTC)
    for days, row in ((10, 0), (3, 1), (0, 2)):
        project.store.set_clock(partial(_at, now - timedelta(days=days)))
        project.edit(target(project, row), "X")
    assert passing(project, Sieve(since="2026-05-01")) == [0, 1, 2]
    assert passing(project, Sieve(since="2026-05-15")) == [1, 2]
    assert passing(project, Sieve(since="days:7")) == [1, 2]
    assert passing(project, Sieve(since="days:0")) == [2]
    assert passing(project, Sieve(since="2027-1-1")) == []


@pytest.mark.parametrize("since", ["yesterday", "2026-02-30", "2026-13-01", "days:x", "99999"])
def test_no_such_moment(project: Project, since: str) -> None:
    with pytest.raises(UserError) as told:
        rows_of(project, Sieve(since=since))
    assert told.value.code == "no-such-moment"


@pytest.mark.parametrize(
    ("text", "code"), [("(", "bad-expression"), (r"(?:a|a|aa)+?(?:a|aa)+?(?:a|aa)+?\d", "slow-expression")]
)
def test_an_expression_that_is_bad_or_slow_is_told(project: Project, text: str, code: str) -> None:
    project.edit(target(project, 0), "a" * 400 + "!")
    with pytest.raises(UserError) as told:
        passing(project, Sieve(text=text, regex=True, side=Side.TARGET))
    assert told.value.code == code


def test_saved_sieves_are_lines() -> None:
    one, two = Sieve(text="a", regex=True, side="target"), Sieve(condition="todo", author="李")
    lines = keep_sieve(keep_sieve((), "one", one), "  two  three ", two)
    assert saved_sieves(lines) == (SavedSieve("one", one), SavedSieve("two three", two))
    again = keep_sieve(lines, "one", Sieve(state="rejected"))
    assert saved_sieves(again)[0] == SavedSieve("one", Sieve(state="rejected"))
    assert [saved.name for saved in saved_sieves(drop_sieve(again, "one"))] == ["two three"]


@pytest.mark.parametrize("line", ["", "x", "[]", "{}", '{"name": 3}', '{"name": ""}', "[" * 100_000])
def test_a_line_that_says_nothing_is_passed_by(line: str) -> None:
    assert saved_sieves([line]) == ()


def test_a_part_of_another_kind_is_passed_by() -> None:
    assert saved_sieves(['{"name": "a", "regex": "yes", "state": 1, "new": 2}']) == (SavedSieve("a", Sieve()),)
