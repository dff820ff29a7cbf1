"""A large project in the window: read at once, counted and verified after the first rows, written when it is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.model import BlockId, Side
from app.pipeline import pair_lines, shipped_rules
from app.places import backups_path
from app.project import Project
from app.readers import read_pasted
from app.review.sieve import Sieve
from app.store import connection
from app.store.backups import BackupShelf
from ui.dialogs.rescue import RescueDialog
from ui.session import Session
from ui.window import MainWindow

ROWS = 40


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_QUICKLY_READ", 0)
    monkeypatch.setattr("app.project._SMALL", 5)
    monkeypatch.setattr("app.project._SEARCHED", 4)
    monkeypatch.setattr("app.order.STEP", 7)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    source = read_pasted("\n\n".join(f"市长去年来过{n}次。" for n in range(ROWS)))
    target = read_pasted("\n\n".join(f"The mayor came {n} times last year." for n in range(ROWS)))
    path = tmp_path / "large.enface"
    Project.create(
        path, pair_lines(source, target, {Side.SOURCE: "zh", Side.TARGET: "en"}), "Ann", shipped_rules()
    ).close()
    return path


def shown(window: MainWindow) -> list[str]:
    return [label.text() for label in window.status.findChildren(QLabel)]


def opened(window: MainWindow, path: Path) -> Session:
    window.open_project(path)
    assert window.session is not None
    return window.session


def test_rows_are_there_at_once_and_nothing_is_made_up(
    qtbot: QtBot, window: MainWindow, large: Path, wait_idle: Callable[[], None]
) -> None:
    session = opened(window, large)
    page = window.page
    assert page is not None
    assert session.rows.row(0).target[0].text == "The mayor came 0 times last year."
    assert (session.checking, page.grid.read_only) == (True, True)
    assert any("… to do" in text and "being checked" in text for text in shown(window))
    chips = page.filter_bar._chips
    assert (chips["todo"].text(), chips["findings"].text(), chips["all"].text()) == ("To do …", "Findings …", "All 40")
    assert not window.menus.actions["confirm"].isEnabled()
    wait_idle()
    assert (session.checking, page.grid.read_only) == (False, False)
    assert any("40 to do" in text and "being checked" not in text for text in shown(window))
    assert chips["todo"].text() == "To do 40"
    assert "…" not in chips["findings"].text()
    assert window.menus.actions["confirm"].isEnabled()


def test_it_can_be_written_once_it_is_sound(
    qtbot: QtBot, window: MainWindow, large: Path, wait_idle: Callable[[], None]
) -> None:
    session = opened(window, large)
    wait_idle()
    assert session.drafts is not None
    assert window.verbs is not None
    window.verbs.do_confirm()
    assert session.project.counts()["todo"] == ROWS - 1


def test_a_backup_that_is_due_is_made_of_it(
    qtbot: QtBot, window: MainWindow, large: Path, wait_idle: Callable[[], None]
) -> None:
    session = opened(window, large)
    wait_idle()
    assert session.begun is not None
    assert len(BackupShelf(backups_path()).find(large, session.project.store.identity)) == 1


def test_a_damaged_one_is_taken_away_again_and_the_ways_on_are_offered(
    qtbot: QtBot, window: MainWindow, large: Path
) -> None:
    with closing(sqlite3.connect(large)) as raw:
        raw.execute("UPDATE meta SET value = 'de' WHERE key = 'source_language'")
        raw.commit()
    before = large.read_bytes()
    opened(window, large)
    qtbot.waitUntil(lambda: window.session is None, timeout=20_000)
    assert window.pages.currentWidget() is window.start_page
    assert window.findChild(RescueDialog) is not None
    assert large.read_bytes() == before


def test_it_may_be_closed_before_it_is_verified(qtbot: QtBot, window: MainWindow, large: Path) -> None:
    before = large.read_bytes()
    session = opened(window, large)
    window.do_start()
    assert session.closed
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
    assert large.read_bytes() == before


def test_a_cancel_does_not_leave_it_unverified(
    qtbot: QtBot, window: MainWindow, large: Path, wait_idle: Callable[[], None]
) -> None:
    session = opened(window, large)
    qtbot.waitUntil(lambda: window.jobs.busy)
    window.jobs.cancel()
    wait_idle()
    assert not session.checking


@pytest.mark.parametrize(("words", "hits"), [("mayor", ROWS), ("came 39", 1), ("mouse", 0)])
def test_the_rows_of_a_filter_follow_those_of_the_first_steps(
    qtbot: QtBot, window: MainWindow, large: Path, wait_idle: Callable[[], None], words: str, hits: int
) -> None:
    session = opened(window, large)
    wait_idle()
    page = window.page
    assert page is not None
    session.search.set_filter("all", words)
    assert session.search.busy
    assert page.grid.count == session.rows.count() == min(hits, 8 if hits > 1 else 0)
    assert page.filter_bar._shown.text() == f"{session.rows.count()}+ of 40 rows"
    qtbot.waitUntil(lambda: not session.search.busy)
    assert list(session.rows.ids) == session.project.rows_where("all", words)
    assert page.grid.count == session.rows.count() == hits
    assert page.filter_bar._shown.text() == f"{hits} of 40 rows"
    assert (page.grid.current_row, session.current) == ((0, session.rows.ids[0]) if hits else (-1, None))


def test_an_expression_is_looked_for_while_the_rows_stay(
    qtbot: QtBot,
    window: MainWindow,
    large: Path,
    wait_idle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.gathering.PAGE", 3)
    session = opened(window, large)
    wait_idle()
    page = window.page
    assert page is not None
    row, block = session.rows.ids[20], session.project.store.row(session.rows.ids[20]).target[0]
    session.search.sift(Sieve(text="came 1. times", regex=True))
    assert not window.jobs.busy, "the rows are read first, some at a time"
    assert (page.grid.count, session.search.busy) == (ROWS, False)
    # One that is changed meanwhile is found as it stands, if it has not been read yet.
    session.write(row, BlockId(block.id), "The mayor came 15 times last year.")
    qtbot.waitUntil(lambda: page.grid.count < ROWS)
    assert list(session.rows.ids) == [*session.project.order[10:20], row]
    # A fault is said at once, and hides no row.
    session.search.sift(Sieve(text="(", regex=True))
    assert page.grid.count == ROWS


def test_hits_are_counted_on_and_gone_through(
    qtbot: QtBot, window: MainWindow, large: Path, wait_idle: Callable[[], None]
) -> None:
    session = opened(window, large)
    wait_idle()
    bar = window.find_bar
    bar.find_changed.emit("came 3")
    assert bar._count.text() == "in 1+ rows"
    qtbot.waitUntil(lambda: bar._count.text() == "in 11 rows")
    bar.previous_wanted.emit()
    assert session.current == session.project.store.row_ids()[39]


def test_a_vast_one_is_looked_at_as_a_whole_when_somebody_asks(
    qtbot: QtBot,
    window: MainWindow,
    large: Path,
    wait_idle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.project._VAST", 10)
    session = opened(window, large)
    wait_idle()
    page = window.page
    assert page is not None
    page.dock.refresh()
    said = [label.text() for label in page.dock.findChildren(QLabel)]
    assert session.words.say("panels.not-looked-at") in said
    assert (session.project.surveyed, session.project.counts()["todo"]) == (False, ROWS)
    window.menus.actions["check-all"].trigger()
    assert session.surveyor.busy
    wait_idle()
    assert session.project.surveyed


def test_texts_that_wait_for_it_are_saved_once_it_is_sound(
    qtbot: QtBot, window: MainWindow, large: Path, wait_idle: Callable[[], None]
) -> None:
    session = opened(window, large)
    row = session.project.store.row(session.rows.ids[2])
    session.unsaved[row.id, row.target[0].id] = "Kept from another place."
    wait_idle()
    assert session.unsaved == {}
    assert session.project.store.row(row.id).target[0].text == "Kept from another place."
