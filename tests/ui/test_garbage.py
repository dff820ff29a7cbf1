"""Garbage is looked for when nobody waits, and a project's data are not looked through."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from ui import garbage
from ui.garbage import Garbage
from ui.jobs import Jobs
from ui.session import Session


class Window:
    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs
        self.session: Session | None = None


class Ring:
    """An object that keeps itself: only the collector takes it away."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shutdown()
    gc.unfreeze()
    gc.enable()


def test_python_does_not_look_by_itself_but_the_window_does(jobs: Jobs) -> None:
    keeper = Garbage(Window(jobs), jobs)
    assert not gc.isenabled()
    lost = weakref.ref(Ring())
    assert lost() is not None
    keeper.look()
    assert lost() is None


def test_much_at_once_is_set_aside_until_the_project_goes(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window(jobs)
    keeper = Garbage(window, jobs)
    window.session = cast(Session, object())
    keeper.look()
    monkeypatch.setattr(garbage, "_DATA", -1_000_000)
    keeper.look()
    assert gc.get_freeze_count() > 0
    window.session = None
    monkeypatch.setattr(garbage, "_DATA", 1_000_000)
    keeper.look()
    assert gc.get_freeze_count() == 0


def test_nothing_is_looked_for_while_a_job_runs(jobs: Jobs, qtbot: QtBot) -> None:
    keeper = Garbage(Window(jobs), jobs)
    ended: list[object] = []
    jobs.run(lambda task: None, ended.append, ended.append)
    lost = weakref.ref(Ring())
    keeper.look()
    assert lost() is not None
    qtbot.waitUntil(lambda: bool(ended))
    keeper.look()
    assert lost() is None
