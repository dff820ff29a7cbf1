"""A large project is read before it is verified: the job that looks whether it is sound, and what follows from that."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.store import Store
from app.store.backups import BackupShelf, Begun
from app.store.soundness import Fault
from app.tasks import Task
from ui.jobs import Job, Jobs


class Verification(QObject):
    """``sound(Begun or None)``: the file may be written from now on; with the backup that was due, begun meanwhile.
    ``unsound(UserError)``: it may not."""

    sound = Signal(object)
    unsound = Signal(object)

    def __init__(self, store: Store, shelf: BackupShelf, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._shelf = shelf
        self._jobs = jobs
        self._job: Job | None = None
        self._ended = False
        # With the next events: the worker would take the interpreter from the painting of the rows.
        QTimer.singleShot(0, self, self._verify)

    def stop(self) -> None:
        """The project is closed: nobody wants to know any more."""
        self._ended = True
        if self._job is not None:
            self._job.task.cancel()

    @Slot()
    def _verify(self) -> None:
        """Looks whether the file is sound. Nothing may be written to one that nobody has looked at: a Cancel that was
        meant for this only delays it."""
        if not self._ended:
            work = self._store.verification(self._copying())
            self._job = self._jobs.run(work, self._verified, self.unsound.emit, stopped=self._verify)

    def _copying(self) -> Callable[[sqlite3.Connection, Task], Begun | None]:
        store, shelf = self._store, self._shelf
        if not shelf.due(store.path, store.identity):
            return lambda _beside, _task: None
        path = store.path

        def copy(beside: sqlite3.Connection, task: Task) -> Begun | None:
            try:
                return shelf.begin(beside, path, task)
            except UserError:
                # It is tried once more, and said then.
                return None

        return copy

    def _verified(self, found: Fault | Begun | None) -> None:
        try:
            if isinstance(found, Fault):
                raise self._store.damaged(found)
            self._store.settle()
        except UserError as error:
            self.unsound.emit(error)
            return
        self.sound.emit(found)
