"""Which job goes before which."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.tasks import Task
from ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shutdown()


def refuse(_error: UserError) -> None:
    raise AssertionError


def _same(number: int, _task: Task) -> int:
    return number


@pytest.mark.parametrize(("quiet", "ends"), [(False, ["gave way", "waited for"]), (True, ["done", "waited for"])])
def test_what_can_be_done_later_gives_way_to_what_somebody_waits_for(
    jobs: Jobs, qtbot: QtBot, quiet: bool, ends: list[str]
) -> None:
    told: list[str] = []
    go_on = Event()

    def long_work(task: Task) -> None:
        assert go_on.wait(20)
        task.check()

    long_job = jobs.run(
        long_work, lambda _: told.append("done"), refuse, yields=True,
        stopped=lambda: told.append("gave way" if long_job.gave_way else "cancelled"),
    )  # fmt: skip
    jobs.run(lambda _: None, lambda _: told.append("waited for"), refuse, quiet=quiet)
    go_on.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ends


def test_what_is_done_beside_neither_waits_nor_ends_another(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    go_on = Event()

    def long_work(task: Task) -> None:
        assert go_on.wait(20)
        task.check()

    jobs.run(long_work, lambda _: told.append("done"), refuse, yields=True)
    jobs.run(lambda _: None, lambda _: told.append("looked up"), refuse, beside=True)
    qtbot.waitUntil(lambda: told == ["looked up"])
    go_on.set()
    qtbot.waitUntil(lambda: told == ["looked up", "done"])


def test_the_progress_told_is_of_the_one_beside_and_so_is_the_cancel(jobs: Jobs, qtbot: QtBot) -> None:
    go_on, stopped = Event(), list[str]()

    def work(label: str, task: Task) -> None:
        task.begin(label)
        while not go_on.wait(0.01):
            task.check()

    jobs.run(partial(work, "check"), lambda _: None, refuse, stopped=lambda: stopped.append("check"))
    with qtbot.waitSignal(jobs.progress, check_params_cb=lambda told: told.label == "check"):
        pass
    jobs.run(partial(work, "search"), lambda _: None, refuse, beside=True, stopped=lambda: stopped.append("search"))
    with qtbot.waitSignal(jobs.progress, check_params_cb=lambda told: told.label == "search"):
        pass
    jobs.cancel()
    qtbot.waitUntil(lambda: stopped == ["search"])
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert stopped == ["search"]


def test_two_that_can_wait_do_not_end_each_other(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[int] = []
    for told_by in (1, 2):
        jobs.run(partial(_same, told_by), told.append, refuse, yields=True)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [1, 2]
