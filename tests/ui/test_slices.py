"""Work on the UI thread, a little at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from app.errors import UserError
from ui import slices
from ui.slices import Slices, at_once


@pytest.fixture(autouse=True)
def one_step_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "_SLICE", 0.0)


def counting(to: list[int], n: int) -> Iterator[None]:
    for number in range(n):
        to.append(number)
        yield


def refuse(_error: UserError) -> None:
    raise AssertionError


def test_events_come_between_two_steps(qtbot: QtBot) -> None:
    made, steps, ends = Slices(), list[int](), list[int]()
    made.run(counting(steps, 5), lambda: ends.append(len(steps)), refuse)
    assert (made.busy, steps) == (True, [])
    ticks = QSignalSpy(made._timer.timeout)
    qtbot.waitUntil(lambda: bool(ends))
    assert (made.busy, steps, ends) == (False, [0, 1, 2, 3, 4], [5])
    assert ticks.count() >= 5


def test_what_is_begun_anew_gives_up_what_was_being_done(qtbot: QtBot) -> None:
    made, first, second, ends = Slices(), list[int](), list[int](), list[str]()
    made.run(counting(first, 5), lambda: ends.append("first"), refuse)
    made._go_on()
    made.run(counting(second, 2), lambda: ends.append("second"), refuse)
    qtbot.waitUntil(lambda: bool(ends))
    assert (ends, second) == (["second"], [0, 1])
    assert first == [0]


def test_what_is_stopped_calls_nobody(qtbot: QtBot) -> None:
    made, steps, ends = Slices(), list[int](), list[str]()
    made.run(counting(steps, 50), lambda: ends.append("done"), refuse)
    made._go_on()
    made.stop()
    other = Slices()
    other.run(counting([], 20), lambda: ends.append("other"), refuse)
    qtbot.waitUntil(lambda: bool(ends))
    assert (ends, steps) == (["other"], [0])


def test_a_fault_is_told_and_ends_it(qtbot: QtBot) -> None:
    def steps() -> Iterator[None]:
        yield
        raise UserError("disk-error")

    made, told = Slices(), list[str]()
    made.run(steps(), lambda: told.append("done"), lambda error: told.append(error.code))
    qtbot.waitUntil(lambda: bool(told))
    assert (told, made.busy) == (["disk-error"], False)


@pytest.mark.parametrize(("steps", "more"), [(0, 0), (1, 0), (2, 0), (3, 1), (9, 7)])
def test_a_search_says_whether_there_is_more(steps: int, more: int) -> None:
    found, rest = at_once(iter([[number] for number in range(steps)]))
    assert found == list(range(steps - more))
    assert (rest is not None, list(rest or ())) == (more > 0, [[n] for n in range(steps - more, steps)])
