"""The open project as a QObject: the one place where Changes become a signal, and where a survey is started."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app import pipeline
from app.errors import UserError
from app.model import Changes, Row, RowId
from app.pipeline import Survey
from app.project import Project
from app.tasks import Task
from app.words import Words
from ui.jobs import Jobs
from ui.models.rows import Rows

_SETTLE = 400
"""Milliseconds of rest after an edit before the whole document is looked at again."""


class Session(QObject):
    """One open project. Views connect to its signals and call :meth:`perform` with a verb of the project.

    ``changed(Changes)``: something was written. ``rows_changed()``: the list of rows is another one. ``surveyed()``:
    findings, ledger and proposals are fresh. ``current_changed(row id)``. ``failed(str)`` and ``said(str)``: sentences.
    """

    changed = Signal(object)
    rows_changed = Signal()
    surveyed = Signal()
    current_changed = Signal(object)
    failed = Signal(str)
    said = Signal(str)

    def __init__(self, project: Project, words: Words, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.words = words
        self.rows = Rows(project, words)
        self._jobs = jobs
        self._surveying = False
        self._again = False
        self.filter = "all"
        self.text_filter = ""
        self.current: RowId | None = None
        self.saved_at = ""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self.survey)
        self._show()

    @property
    def read_only(self) -> bool:
        return self.project.store.read_only

    @property
    def settled(self) -> bool:
        """Whether what is known of the rows is known of their texts as they stand."""
        return not (self._surveying or self._settle.isActive())

    def current_row(self) -> Row | None:
        """The active row as it stands now, None when there is none."""
        if self.current is None:
            return None
        rows = self.project.store.rows([self.current])
        return rows[0] if rows else None

    def set_current(self, row: RowId | None) -> None:
        if row != self.current:
            self.current = row
            self.current_changed.emit(row)

    def perform(self, verb: Callable[[], Changes]) -> bool:
        """Carries out a verb; says in words why it could not, and then nothing has changed."""
        try:
            changes = verb()
        except UserError as error:
            self.failed.emit(self.words.error(error))
            return False
        self.take(changes)
        return True

    def take(self, changes: Changes) -> None:
        """Tells everybody what was written."""
        if changes == Changes():
            return
        self.saved_at = self.project.store.now()
        if changes.structure:
            self._show()
        if changes.structure or changes.blocks or changes.rows:
            self._settle.start()
        self.changed.emit(changes)

    def set_filter(self, condition: str, text: str) -> None:
        """Shows the rows of a filter; they stay until it is set again, whatever is done to them."""
        self.filter, self.text_filter = condition, text
        self._show()

    def _show(self) -> None:
        self.rows.show(self.project.rows_where(self.filter, self.text_filter))
        self.rows_changed.emit()

    @Slot()
    def survey(self) -> None:
        """Looks at the whole document in a job; asked for while one runs, it is done once more after it."""
        if self._surveying:
            self._again = True
            return
        self._settle.stop()
        self._surveying = True
        snapshot = self.project.snapshot()

        def work(task: Task) -> Survey:
            return pipeline.survey(snapshot, task=task)

        self._jobs.run(work, self._adopt, self._survey_failed, quiet=self.project.surveyed)

    def _adopt(self, survey: Survey) -> None:
        self._surveying = False
        self.project.adopt(survey)
        self.rows.forget()
        self.surveyed.emit()
        if self._again:
            self._again = False
            self._settle.start()

    def _survey_failed(self, error: UserError) -> None:
        self._surveying = False
        self.failed.emit(self.words.error(error))

    def close(self) -> None:
        """Lets the project go; the caller has shut the jobs down."""
        self._settle.stop()
        self.project.close()
