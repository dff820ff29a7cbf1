"""What a shared folder is given while the project is open: a whole file, some seconds after the last change."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.store.mirror import Published
from app.tasks import Task
from app.words import Words
from ui.jobs import Jobs
from ui.session import Session

_SOON = 5_000
"""Milliseconds after a change, so that a burst of them is one file for the service to carry."""
_LATER = 60_000
"""Milliseconds after a folder took nothing."""


class Publisher(QObject):
    """Publishes a session's project in quiet jobs. ``failed(str)`` once until it works again; ``noticed()``: news."""

    failed = Signal(str)
    noticed = Signal()

    def __init__(self, session: Session, words: Words, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self._jobs = jobs
        self._writing = False
        self._told = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SOON)
        self._wait.timeout.connect(self.publish)
        session.changed.connect(self._changed)
        self._changed()

    @Slot()
    def _changed(self) -> None:
        if self._session.project.store.unpublished and not self._wait.isActive():
            self._wait.start(_SOON)

    @Slot()
    def publish(self) -> None:
        """Puts the project as it stands into its folder, if anything is new."""
        store = self._session.project.store
        if self._writing or self._session.closed or not store.unpublished:
            return
        self._writing = True
        publication = store.publication()

        def work(task: Task) -> Published:
            return publication.write()

        self._jobs.run(work, self._done, self._failed, quiet=True, stopped=self._stopped)

    def _done(self, published: Published) -> None:
        self._writing = self._told = False
        if self._session.closed:
            return
        store = self._session.project.store
        notices = store.notices
        store.published(published)
        if store.notices != notices:
            self.noticed.emit()
        self._changed()

    def _failed(self, error: UserError) -> None:
        self._writing = False
        if not self._told:
            self._told = True
            self.failed.emit(self._words.error(error))
        self._wait.start(_LATER)

    def _stopped(self) -> None:
        self._writing = False
        self._wait.start(_SOON)
