"""Long work off the UI thread: one job at a time, over plain data, with progress that is polled and a Cancel."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import Cancelled, UserError
from app.tasks import Task

_POLL = 100
_PATIENCE = 600 // _POLL


@dataclass(slots=True)
class Job:
    """A piece of work and what is to happen with its result, on the UI thread."""

    work: Callable[[Task], Any]
    done: Callable[[Any], None]
    failed: Callable[[UserError], None]
    task: Task
    quiet: bool
    stopped: Callable[[], None] | None
    yields: bool = False
    gave_way: bool = False
    """Whether it was ended for another job, not by the person."""
    result: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the running job is: a code of the word catalogue (``task.<label>``), items done, items in all or 0."""

    label: str
    done: int
    total: int


class Jobs(QObject):
    """Runs jobs in order on one worker thread; ``progress`` carries a Progress ten times a second, None when idle."""

    progress = Signal(object)
    crashed = Signal(object)
    idle = Signal()
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="enface-job")
        self._waiting: list[Job] = []
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL)
        self._timer.timeout.connect(self._poll)
        # From the worker to a slot of a QObject that lives here: Qt queues it.
        self._settled.connect(self._finish)

    def run(
        self,
        work: Callable[[Task], Any],
        done: Callable[[Any], None],
        failed: Callable[[UserError], None],
        *,
        quiet: bool = False,
        stopped: Callable[[], None] | None = None,
        yields: bool = False,
    ) -> Job:
        """Starts ``work(task)`` when the jobs before it are through. A quiet one never shows its progress.

        ``done`` and ``failed`` run on the UI thread; a cancelled job calls neither, but ``stopped`` if there is one.
        One that ``yields`` is ended for another that a person waits for: it can be done later.
        """
        job = Job(work, done, failed, Task(), quiet, stopped, yields)
        for other in () if yields or quiet else self._waiting:
            if other.yields:
                other.gave_way = True
                other.task.cancel()
        self._waiting.append(job)
        self._pool.submit(self._carry_out, job)
        self._timer.start()
        return job

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    @Slot()
    def cancel(self) -> None:
        """Asks the running job to stop; nothing it did is kept."""
        if self._waiting:
            self._waiting[0].task.cancel()

    def shutdown(self) -> None:
        """Cancels everything and waits: no thread outlives the window."""
        for job in self._waiting:
            job.task.cancel()
        self._pool.shutdown(wait=True)
        self._timer.stop()

    def _carry_out(self, job: Job) -> None:
        try:
            job.task.check()
            job.result = job.work(job.task)
        except BaseException as error:  # noqa: BLE001 (the job boundary: told apart on the UI thread)
            job.error = error
        self._settled.emit(job)

    @Slot(object)
    def _finish(self, job: Job) -> None:
        self._waiting.remove(job)
        self._ticks = 0
        if not self._waiting:
            self._timer.stop()
        self.progress.emit(None)
        match job.error:
            case None | Cancelled() | UserError() if job.task.cancelled:
                if job.stopped is not None:
                    job.stopped()
            case None:
                job.done(job.result)
            case UserError() as error:
                job.failed(error)
            case error:
                self.crashed.emit(error)
        if not self._waiting:
            self.idle.emit()

    @Slot()
    def _poll(self) -> None:
        self._ticks += 1
        job = self._waiting[0] if self._waiting else None
        # On a busy machine the worker may not even have begun: there is nothing to name yet.
        if job is not None and job.task.label and not job.quiet and self._ticks > _PATIENCE:
            self.progress.emit(Progress(job.task.label, job.task.done, job.task.total))
