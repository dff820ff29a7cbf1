"""What the project called things before, learnt in a quiet job after a survey and asked when a text is opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.errors import UserError
from app.model import Changes, RowId, Side
from app.review.earlier import Earlier, remember
from app.tasks import Task
from ui.jobs import Job, Jobs
from ui.session import Session

_MOST = 5_000
"""Rows around the one at hand that are learnt from: more would take longer than typing does, and those that are far
away are seldom about the same things."""
_SHARE = 100


class Remembering(QObject):
    """Built for one session. Learns anew when one row in a hundred reads otherwise, or the work has gone far on."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self._written: set[RowId] = set()
        self._known = Earlier((), {})
        self._learnt_from = range(0)
        session.surveyor.surveyed.connect(self._learn)
        session.changed.connect(self._note)

    def offers(self, source: str) -> list[str]:
        return self._known.offers(source) if self._known else []

    @Slot(object)
    def _note(self, changes: Changes) -> None:
        if changes.blocks or changes.structure:
            self._written |= changes.rows

    @Slot()
    def _learn(self) -> None:
        if self._session.closed or self._job is not None or not self._session.project.has_source:
            return
        rows, current = self._session.rows, self._session.current
        here = rows.number(current) - 1 if current is not None else 0
        if here in self._learnt_from and _SHARE * len(self._written) < len(self._learnt_from):
            return
        every = rows.all_ids
        first = max(0, min(here - _MOST // 2, len(every) - _MOST))
        self._learnt_from = range(first, min(first + _MOST, len(every)))
        self._written.clear()
        near = self._session.project.rows_now(every[first : first + _MOST])

        def work(task: Task) -> Earlier:
            return remember([(row.text(Side.SOURCE), row.text(Side.TARGET)) for row in near], task)

        self._job = self._jobs.run(work, self._learnt, self._failed, quiet=True, stopped=self._stopped)

    def _learnt(self, known: Earlier) -> None:
        self._job = None
        self._known = known

    def _failed(self, error: UserError) -> None:
        # Nothing in it can fail in words; what was known is still known.
        self._job = None

    def _stopped(self) -> None:
        self._job = None
