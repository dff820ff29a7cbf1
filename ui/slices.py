"""Work that has to be done on the UI thread, a few milliseconds at a time: keys and frames come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from app.errors import UserError

_SLICE = 0.004
"""Seconds for which the window may be kept from its events: a quarter of a frame of 60 a second, for two such works
can be under way at once, and the frame is to be painted too."""


_AT_ONCE = 2
"""Steps of a search that are taken before anything is shown: together about half a frame."""

T = TypeVar("T")


class Slices(QObject):
    """Goes through the steps of one piece of work at a time; a step should take no more than some milliseconds.

    What only the owner of a project's connection may read belongs here, everything else into ``ui/jobs``.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._done: Callable[[], None] = _nothing
        self._failed: Callable[[UserError], None] = _ignored
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def run(
        self,
        steps: Iterator[None],
        done: Callable[[], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Begins with the next events; what was being done is given up.

        ``failed`` is told of a UserError, as of a disk that cannot be read any more.
        """
        self._steps, self._done, self._failed = steps, done or _nothing, failed or _ignored
        self._timer.start()

    def stop(self) -> None:
        """Gives up what is being done; neither ``done`` nor ``failed`` is called."""
        self._timer.stop()
        self._steps = iter(())

    @Slot()
    def _go_on(self) -> None:
        until = perf_counter() + _SLICE
        try:
            for _ in self._steps:
                if perf_counter() > until:
                    return
        except UserError as error:
            self.stop()
            self._failed(error)
            return
        self.stop()
        self._done()


def at_once(steps: Iterator[list[T]]) -> tuple[list[T], Iterator[list[T]] | None]:
    """What the first steps of a search find, together, and the steps that are left; None where that was all."""
    found = [item for some in islice(steps, _AT_ONCE) for item in some]
    following = next(steps, None)
    return found, None if following is None else chain([following], steps)


def _nothing() -> None:
    return


def _ignored(_error: UserError) -> None:
    return
