"""Backups in time: at the opening when one is due, then each quarter of an hour in which something was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.model import RowState, Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.store.backups import BackupShelf, Kind
from app.words import load_words
from ui.jobs import Jobs
from ui.keeper import Keeper
from ui.session import Session


class Hands:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 21, 45, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def shelf(tmp_path: Path, hands: Hands) -> BackupShelf:
    return BackupShelf(tmp_path / "backups", hands)


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shutdown()


@pytest.fixture
def session(tmp_path: Path, jobs: Jobs) -> Iterator[Session]:
    rules = shipped_rules()
    prepared = prepare({Side.TARGET: read_pasted("One.\n\nTwo.")}, {Side.TARGET: "en"}, rules)
    project = Project.create(tmp_path / "work.enface", prepared, "Ann", rules, ["none"])
    made = Session(project, load_words(), jobs)
    yield made
    made.close()


@pytest.fixture
def keeper(session: Session, jobs: Jobs, shelf: BackupShelf) -> Keeper:
    return Keeper(session, load_words(), jobs, shelf, session)


@pytest.fixture
def kinds(shelf: BackupShelf, session: Session) -> Callable[[], list[Kind]]:
    return lambda: [backup.kind for backup in shelf.find(session.project.store.path)]


@pytest.fixture
def rest(qtbot: QtBot, jobs: Jobs) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


def write(session: Session, state: RowState = RowState.CONFIRMED) -> None:
    project = session.project
    assert session.perform(lambda: project.set_state(project.store.row_ids()[:1], state))


def test_opening_keeps_a_backup_when_one_is_due(
    keeper: Keeper, session: Session, hands: Hands, kinds: Callable[[], list[Kind]], rest: Callable[[], None]
) -> None:
    keeper.keep_if_due()
    rest()
    assert kinds() == [Kind.SCHEDULE]
    write(session)
    keeper.keep_if_due()
    rest()
    assert len(kinds()) == 1
    hands.now += timedelta(minutes=15)
    keeper.keep_if_due()
    rest()
    assert len(kinds()) == 2


def test_time_passing_keeps_what_was_written_and_nothing_else(
    session: Session,
    jobs: Jobs,
    shelf: BackupShelf,
    qtbot: QtBot,
    kinds: Callable[[], list[Kind]],
    rest: Callable[[], None],
) -> None:
    keeper = Keeper(session, load_words(), jobs, shelf, session, interval=10)
    write(session)
    with qtbot.waitSignal(keeper.kept, timeout=20_000):
        pass
    assert len(kinds()) == 1
    keeper.keep_in_time()
    assert not jobs.busy
    write(session, RowState.REJECTED)
    with qtbot.waitSignal(keeper.kept, timeout=20_000):
        pass
    assert len(kinds()) == 2


def test_a_person_is_told_that_nothing_is_new(
    keeper: Keeper, qtbot: QtBot, kinds: Callable[[], list[Kind]], rest: Callable[[], None]
) -> None:
    with qtbot.waitSignal(keeper.kept, timeout=20_000) as first:
        keeper.keep_now()
    with qtbot.waitSignal(keeper.kept, timeout=20_000) as second:
        keeper.keep_now()
    assert first.args is not None
    assert first.args[0].kind is Kind.ASKED
    assert second.args == [None]
    assert kinds() == [Kind.ASKED]


def test_a_backup_that_fails_is_said_once_and_tried_again(
    keeper: Keeper, session: Session, shelf: BackupShelf, kinds: Callable[[], list[Kind]], rest: Callable[[], None]
) -> None:
    shelf.folder.write_text("a file stands here")
    said: list[str] = []
    keeper.failed.connect(said.append)
    write(session)
    for _ in range(3):
        keeper.keep_in_time()
        rest()
    assert len(said) == 1
    assert "No backup" in said[0]
    keeper.keep_now()
    rest()
    assert len(said) == 2, "who asks is always answered"
    shelf.folder.unlink()
    keeper.keep_in_time()
    rest()
    assert kinds() == [Kind.SCHEDULE]


def test_a_session_that_is_closed_keeps_nothing_more(
    keeper: Keeper, session: Session, kinds: Callable[[], list[Kind]], rest: Callable[[], None]
) -> None:
    said: list[object] = []
    keeper.kept.connect(said.append)
    write(session)
    keeper.keep_now()
    session.close()
    rest()
    assert kinds() == [Kind.ASKED], "what was begun is finished"
    assert said == []
    keeper.keep_in_time()
    rest()
    assert len(kinds()) == 1
