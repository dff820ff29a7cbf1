"""Long work off the UI thread, over plain data, with progress that is polled and a Cancel.

One job at a time, and beside it one of those that are short and waited for.
"""

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
    beside: bool = False
    gave_way: bool = False
    """Whether it was ended for another job, not by the person."""
    ticks: int = 0
    """Looks at its progress since it named what it does."""
    result: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the running job is: a code of the word catalogue (``task.<label>``), items done, items in all or 0."""

    label: str
    done: int
    total: int


class Jobs(QObject):
    """Runs jobs in order on one worker thread; what is short and waited for, on another one.

    ``progress`` carries a Progress ten times a second, None when nothing is worth telling.
    """

    progress = Signal(object)
    crashed = Signal(object)
    idle = Signal()
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="enface-job")
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="enface-beside")
        self._waiting: list[Job] = []
        """Those that run or will, those beside the others first: it is them a person looks at."""
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
        beside: bool = False,
    ) -> Job:
        """Starts ``work(task)`` when the jobs before it are through. A quiet one never shows its progress.

        ``done`` and ``failed`` run on the UI thread; a cancelled job calls neither, but ``stopped`` if there is one.
        One that ``yields`` is ended for another that a person waits for: it can be done later. A short one, such as a
        search, can be done ``beside`` the others: it neither waits for a survey nor ends it.
        """
        job = Job(work, done, failed, Task(), quiet, stopped, yields, beside)
        for other in () if yields or quiet or beside else self._waiting:
            if other.yields:
                other.gave_way = True
                other.task.cancel()
        place = sum(other.beside for other in self._waiting) if beside else len(self._waiting)
        self._waiting.insert(place, job)
        (self._beside if beside else self._pool).submit(self._carry_out, job)
        self._timer.start()
        return job

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    @Slot()
    def cancel(self) -> None:
        """Asks the running job to stop, that whose progress is shown before another; nothing it did is kept."""
        if self._waiting:
            (self._shown or self._waiting[0]).task.cancel()

    def shutdown(self) -> None:
        """Cancels everything and waits: no thread outlives the window."""
        for job in self._waiting:
            job.task.cancel()
        for pool in (self._pool, self._beside):
            pool.shutdown(wait=True)
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
        if not self._waiting:
            self._timer.stop()
        if self._shown is None:
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
        for job in self._waiting:
            # On a busy machine the worker may not even have begun: there is nothing to name yet.
            job.ticks += bool(job.task.label)
        if (shown := self._shown) is not None:
            self.progress.emit(Progress(shown.task.label, shown.task.done, shown.task.total))

    @property
    def _shown(self) -> Job | None:
        """The job whose progress is worth telling."""
        return next((job for job in self._waiting if not job.quiet and job.ticks > _PATIENCE), None)
