"""Which rows are shown, and that nobody waits for them longer than they take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.review.sieve import Sieve
from app.tasks import Task
from tests.ui.test_whole_job import begin
from ui.window import MainWindow


def refuse(_error: UserError) -> None:
    raise AssertionError


def test_an_expression_does_not_wait_for_a_survey(
    window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Callable[[], None]
) -> None:
    begin(window, qtbot, pair, wait_idle)
    session = window.session
    assert session is not None
    go_on, ended = Event(), list[str]()

    def survey(task: Task) -> None:
        assert go_on.wait(20)
        task.check()

    window.jobs.run(survey, lambda _: ended.append("done"), refuse, yields=True, quiet=True)
    session.search.sift(Sieve(text=r"\d.*\d", regex=True, side="target"))
    qtbot.waitUntil(lambda: len(session.rows.ids) == 2)
    assert not ended
    go_on.set()
    qtbot.waitUntil(lambda: ended == ["done"])
    wait_idle()
