"""Looking for cyclic garbage while nobody waits, on the thread of the window."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from ui.jobs import Jobs

if TYPE_CHECKING:
    from ui.session import Session

_EVERY = 1_000
"""Milliseconds between two looks."""
_DATA = 20_000
"""So many new objects at once are a project's data, not somebody's leavings."""


class Host(Protocol):
    """What is asked of the window."""

    jobs: Jobs
    session: Session | None


class Garbage(QObject):
    """Built once by ``ui/main``; until the program ends, Python looks for no garbage by itself.

    It would whenever enough objects were made, on the thread that makes them. With a project of 100,000 rows in memory
    that stops the window for half a second in the middle of a key press, and a widget must not be destroyed on a
    worker's thread. The rows and findings of a project are no cycles: they are set aside as a generation that is never
    looked through, until the project is closed.
    """

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._session: Session | None = None
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collects what is little; sets aside what is much; nothing while a job makes new objects all the time."""
        if self._session is not self._host.session:
            self._session = self._host.session
            gc.unfreeze()
        if gc.get_count()[0] > _DATA:
            gc.freeze()
        elif not self._host.jobs.busy:
            gc.collect()
