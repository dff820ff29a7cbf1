"""When the whole document is looked at: once its first rows are in sight, and when the keys rest after an edit."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.project import Project, Surveyed
from app.words import Words
from ui.jobs import Job, Jobs
from ui.slices import Slices

_SETTLE = 400
"""Milliseconds of rest after an edit before the whole document is looked at again."""


class Surveyor(QObject):
    """Reads the rows a little at a time, has a job look through them, and takes over what it found.

    ``surveyed()``: findings, ledger and proposals are fresh. ``counted()``: how many rows are to do, changed and so on
    is known. ``turned()``: whether findings are on their way is answered otherwise than before. ``failed(str)``.
    """

    surveyed = Signal()
    counted = Signal()
    turned = Signal()
    failed = Signal(str)

    def __init__(self, project: Project, words: Words, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._words = words
        self._jobs = jobs
        self._running = False
        self._asked = False
        """Whether a person asked for a vast project to be looked at."""
        self._again = False
        self._ended = False
        self._began = 0.0
        self._job: Job | None = None
        self._slices = Slices(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self.survey)

    @property
    def settled(self) -> bool:
        """Whether what is known of the rows is known of them as they stand."""
        return not (self._running or self._settle.isActive())

    @property
    def gathering(self) -> bool:
        """Whether rows are being counted or read for the job."""
        return self._slices.busy

    @property
    def busy(self) -> bool:
        """Whether findings are on their way; they may not be after a Cancel, and in a vast project before somebody asks
        for them."""
        return self._running and not self._waits

    @property
    def _waits(self) -> bool:
        return self._project.is_vast and not self._asked

    def look_again(self) -> None:
        """Something was written: surveys once the keys rest."""
        self._settle.start()

    def check_all(self) -> None:
        """A person asks for the whole project to be looked at."""
        self._asked = True
        self.survey()
        self.turned.emit()

    @Slot()
    def survey(self) -> None:
        """Looks at the whole document in a job; asked for while one runs, it is done once more after it."""
        if self._ended:
            return
        if self._running:
            self._again = True
            return
        self._settle.stop()
        self._running = True
        if self._waits:
            self._slices.run(self._count(), self._counted, self._failed)
            return
        steps = self._gather()
        if self._project.is_small:
            for _ in steps:
                pass
            self._look_through()
        else:
            self._slices.run(steps, self._look_through, self._failed)

    def stop(self) -> None:
        """What was still being looked at is of no use any more: the project is closed."""
        self._ended = True
        self._settle.stop()
        self._slices.stop()
        if self._job is not None:
            self._job.task.cancel()

    def _gather(self) -> Iterator[None]:
        """Reads what is not known of the rows, a little at a time: only the owner of the file can."""
        yield from self._count()
        yield from self._project.gather()

    def _count(self) -> Iterator[None]:
        if not self._project.counted:
            yield from self._project.count_on()
            self.counted.emit()

    def _counted(self) -> None:
        self._running = False
        self.turned.emit()

    def _look_through(self) -> None:
        work = self._project.surveying()
        quiet = self._project.surveyed
        self._began = perf_counter()
        self._job = self._jobs.run(work, self.adopt, self._failed, quiet=quiet, stopped=self._stopped, yields=True)

    def adopt(self, found: Surveyed) -> None:
        """Takes over what the job found."""
        self._running = False
        # What takes long is done less often: the row that was written is checked at once in any case.
        self._settle.setInterval(max(_SETTLE, round((perf_counter() - self._began) * 500)))
        self._project.adopt(*found)
        self._project.store.rest()
        self.surveyed.emit()
        if self._again:
            self._again = False
            self._settle.start()

    def _failed(self, error: UserError) -> None:
        self._running = False
        self.failed.emit(self._words.error(error))

    def _stopped(self) -> None:
        """The person did not want to wait: what is known stays as it is until something is written. One that only gave
        way to what somebody waits for is begun anew behind it."""
        self._running = False
        if self._ended:
            return
        if self._job is not None and self._job.gave_way:
            self._settle.start()
        else:
            self.turned.emit()
