"""Backups in time: one when a project is opened, if the last is old, and one each quarter of an hour of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.store.backups import EVERY, Backup, BackupShelf, Kind
from app.tasks import Task
from app.words import Words
from ui.jobs import Jobs

if TYPE_CHECKING:
    from ui.session import Session

_INTERVAL = int(EVERY.total_seconds() * 1000)


class Keeper(QObject):
    """Keeps backups of a session's project in quiet jobs; the owner's thread only moves the log into the file.

    ``kept(Backup or None)``: one is through, None where the newest one held everything already. ``failed(str)``: why a
    person's own backup did not work; for those made in time, once until one works again.
    """

    kept = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        words: Words,
        jobs: Jobs,
        shelf: BackupShelf,
        parent: QObject,
        *,
        interval: int = _INTERVAL,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self._jobs = jobs
        self._shelf = shelf
        self._written = False
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self.keep_in_time)
        if not session.read_only:
            session.changed.connect(self._changed)
            self._timer.start()

    @Slot()
    def keep_if_due(self) -> None:
        """Keeps the project as it was opened, when its last backup is old."""
        store, shelf, begun = self._session.project.store, self._shelf, self._session.begun
        if begun is not None:

            def finish(task: Task) -> Backup | None:
                return shelf.finish(begun, Kind.SCHEDULE)

            self._jobs.run(finish, self._done, lambda error: self._refused(error, Kind.SCHEDULE), quiet=True)
        elif not self._session.read_only and shelf.due(store.path, store.identity):
            self._keep(Kind.SCHEDULE)

    @Slot()
    def keep_in_time(self) -> None:
        """Keeps the project if anything was written since the last time."""
        if self._written and not self._session.closed:
            self._keep(Kind.SCHEDULE)

    @Slot()
    def keep_now(self) -> None:
        """A person asked for it."""
        self._keep(Kind.ASKED)

    @Slot()
    def _changed(self) -> None:
        self._written = True

    def _keep(self, kind: Kind) -> None:
        store, shelf = self._session.project.store, self._shelf
        self._written = False
        path = store.path
        try:
            copy = store.aside(lambda beside, reading: shelf.begin(beside, path, reading))
        except UserError as error:
            self._refused(error, kind)
            return

        def work(task: Task) -> Backup | None:
            return shelf.finish(copy(), kind)

        self._jobs.run(work, self._done, lambda error: self._refused(error, kind), quiet=True)

    def _done(self, backup: Backup | None) -> None:
        self._told = False
        if not self._session.closed:
            self.kept.emit(backup)

    def _refused(self, error: UserError, kind: Kind) -> None:
        self._written = True
        if self._session.closed or (self._told and kind is Kind.SCHEDULE):
            return
        self._told = True
        self.failed.emit(self._words.error(error))
