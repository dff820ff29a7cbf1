"""Which rows of the project are shown: the filter in force, and the looking for the rows that pass it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import UserError
from app.model import Row, RowId
from app.project import Project
from app.review.sieve import Sieve
from app.sifting import read_through, rows_in_steps
from app.words import Words
from ui.jobs import Job, Jobs
from ui.models.rows import Rows
from ui.slices import Slices, at_once


class Search(QObject):
    """Fills the rows of a session with those that pass its sieve.

    ``rows_changed()``: the list of rows is another one; ``rows_added()``: it has got longer, or is complete.
    ``not_sifted(str)``: why the filter cannot be applied, "" when it could. ``failed(str)``: the disk cannot be read.
    """

    rows_changed = Signal()
    rows_added = Signal()
    not_sifted = Signal(str)
    failed = Signal(str)

    def __init__(self, project: Project, rows: Rows, words: Words, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._rows = rows
        self._words = words
        self._jobs = jobs
        self._slices = Slices(self)
        self._job: Job | None = None
        self.sieve = Sieve()

    @property
    def busy(self) -> bool:
        """Whether more rows of the filter may follow those that are shown."""
        return self._slices.busy and self.sieve.query is None

    def set_filter(self, condition: str, text: str) -> None:
        """Shows the rows of a filter of the bar."""
        self.sift(Sieve(condition, text))

    @Slot(object)
    def sift(self, sieve: Sieve) -> None:
        """Shows the rows that pass; they stay until it is asked again, whatever is done to them."""
        self.sieve = sieve
        self.show_rows()

    def show_rows(self, *, gone: bool = False) -> None:
        """Looks for the rows that pass; ``gone``: some of those that are shown may be no more."""
        self.stop()
        if self.sieve == Sieve():
            self._show(self._project.order)
            return
        try:
            steps = rows_in_steps(self._project, self.sieve)
        except UserError as error:
            self._not_sifted(error)
            return
        if self.sieve.query is None:
            found, more = at_once(steps)
            if more is not None:
                self._slices.run(self._add(more), self.rows_added.emit, self._not_read)
            self._show(found)
            return
        if gone and not all(row in self._project.order for row in self._rows.ids):
            self._show([row for row in self._rows.ids if row in self._project.order])
        self._read_through(steps)

    def stop(self) -> None:
        """Gives up what is being looked for."""
        self._slices.stop()
        if self._job is not None:
            self._job.task.cancel()
            self._job = None

    def _read_through(self, steps: Iterator[list[RowId]]) -> None:
        """Looks into the text of every row that may pass; until it is through, what is shown stays."""
        sieve, rows = self.sieve, list[Row]()

        def look() -> None:
            self._job = self._jobs.run(
                lambda task: read_through(rows, sieve, task), self._sifted, self._not_sifted, beside=True
            )

        gathering = self._project.gather_now(chain.from_iterable(steps), rows)
        if self._project.is_small:
            for _ in gathering:
                pass
            look()
        else:
            self._slices.run(gathering, look, self._not_read)

    def _sifted(self, ids: list[RowId]) -> None:
        self._job = None
        self._show(ids)

    def _not_sifted(self, error: UserError) -> None:
        self._job = None
        self._show(self._project.order, self._words.error(error))

    def _show(self, ids: Sequence[RowId], why_all: str = "") -> None:
        self._rows.show(ids)
        self.rows_changed.emit()
        self.not_sifted.emit(why_all)

    def _add(self, steps: Iterator[list[RowId]]) -> Iterator[None]:
        for ids in steps:
            if ids:
                self._rows.add(ids)
                self.rows_added.emit()
            yield

    def _not_read(self, error: UserError) -> None:
        self.failed.emit(self._words.error(error))
