"""Progress and cancellation of long work, without threads: the job that runs it decides where it runs."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

from app.errors import Cancelled

T = TypeVar("T")


class Task:
    """What a long function is given: it counts, and it stops by raising :class:`Cancelled`.

    The window reads ``label``, ``done`` and ``total`` ten times a second from its own thread; plain attribute writes
    are enough for that, so counting costs next to nothing.
    """

    def __init__(self) -> None:
        self.label = ""
        self.done = 0
        self.total = 0
        self._stop = threading.Event()

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def check(self) -> None:
        """Raises Cancelled when the person has asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    def begin(self, label: str, total: int = 0) -> None:
        """Names the step (a code of the word catalogue, ``task.<label>``) and its number of items, 0 if unknown."""
        self.check()
        self.label, self.done, self.total = label, 0, total

    def each(self, items: Iterable[T], label: str = "", total: int = 0) -> Iterator[T]:
        """Yields the items, counting, and stops between two of them when cancelled."""
        self.begin(label or self.label, total)
        for item in items:
            self.check()
            yield item
            self.done += 1
