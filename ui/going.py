"""The verbs that go somewhere: to the next row to do, to a finding, to what is most worth a look."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.model import RowId
from app.queueing import queue
from app.words import Words
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.work import WorkPage


class Going(QObject):
    """Built for one session. ``said(str)``: for the status bar."""

    said = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session, self._page, self._words = session, page, words
        page.dock.row_wanted.connect(page.go_to)

    @Slot()
    def do_next_todo(self) -> None:
        todo = self._session.project.todo_rows()
        if not self._go(1, todo):
            self.said.emit(self._words.say("window.no-more-todo"))

    @Slot()
    def do_check_all(self) -> None:
        self._page.grid.commit()
        self._session.surveyor.check_all()

    @Slot()
    def do_next_finding(self) -> None:
        self._go_to_finding(1)

    @Slot()
    def do_previous_finding(self) -> None:
        self._go_to_finding(-1)

    @Slot()
    def do_next_worth(self) -> None:
        """The row behind the current one in the queue, else its first."""
        rows = [item.row for item in queue(self._session.project)]
        ids = self._session.rows.ids
        at = self._page.view.current_row
        here = ids[at] if 0 <= at < len(ids) else None
        wanted = rows[rows.index(here) + 1 :] if here in rows else rows
        places = {row: index for index, row in enumerate(ids)}
        row = next((row for row in wanted if row in places), None)
        if row is None:
            self.said.emit(self._words.say("window.no-more-worth"))
        else:
            self._page.view.set_current(places[row])

    def _go_to_finding(self, way: int) -> None:
        if not self._go(way, set(self._session.project.open_rows)):
            self.said.emit(self._words.say("window.no-more-findings"))

    def _go(self, way: int, wanted: set[RowId]) -> bool:
        ids = self._session.rows.ids
        at = self._page.view.current_row
        for step in range(1, len(ids)):
            index = (at + way * step) % len(ids)
            if ids[index] in wanted:
                self._page.view.set_current(index)
                return True
        return False
