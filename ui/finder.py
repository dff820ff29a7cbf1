"""Find in both texts: the field in the tool bar, going from row to row with what was typed, and replacing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.model import RowId
from app.words import Words
from ui.dialogs.find_bar import FindBar
from ui.jobs import Jobs
from ui.look import Look
from ui.slices import Slices, at_once

if TYPE_CHECKING:
    from ui.session import Session
    from ui.work import WorkPage


class Finder(QObject):
    """Leads from hit to hit through the rows of the open project; the bar tells how many there are."""

    def __init__(self, bar: FindBar, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        look.settings_changed.connect(bar.retell)
        self._bar = bar
        self._look = look
        self._words = words
        self._jobs = jobs
        self._window = window
        self._session: Session | None = None
        self._page: WorkPage | None = None
        self._hits: list[RowId] = []
        self._search = Slices(self)
        bar.find_changed.connect(self.find)
        bar.next_wanted.connect(self.find_next)
        bar.previous_wanted.connect(self.find_previous)
        bar.setEnabled(False)

    def set_session(self, session: Session | None, page: WorkPage | None) -> None:
        self._search.stop()
        self._session, self._page, self._hits = session, page, []
        self._bar.setEnabled(session is not None)

    @Slot()
    def do_find(self) -> None:
        self._bar.begin()

    @Slot()
    def do_replace(self) -> None:
        from ui.dialogs.replace import ReplaceDialog

        if self._session is None or self._page is None:
            return
        self._page.grid.commit()
        dialog = ReplaceDialog(self._look.theme, self._words, self._jobs, self._session, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.row_wanted.connect(self._page.go_to)
        self._session.destroyed.connect(dialog.close)
        dialog.show()

    @Slot(str)
    def find(self, text: str) -> None:
        if self._session is not None:
            self._search.stop()
            self._hits = []
            if not text.strip():
                self._bar.set_count(None)
                return
            self._hits, more = at_once(self._session.project.rows_found("all", text))
            if more is not None:
                self._search.run(self._find_more(more), self._found, self._not_read)
            self._bar.set_count(len(self._hits), more=more is not None)

    def _find_more(self, steps: Iterator[list[RowId]]) -> Iterator[None]:
        for ids in steps:
            self._hits += ids
            self._bar.set_count(len(self._hits), more=True)
            yield

    def _found(self) -> None:
        self._bar.set_count(len(self._hits))

    def _not_read(self, error: UserError) -> None:
        if self._session is not None:
            self._session.failed.emit(self._session.words.error(error))

    @Slot()
    def find_next(self) -> None:
        self._step(1)

    @Slot()
    def find_previous(self) -> None:
        self._step(-1)

    def _step(self, way: int) -> None:
        """To the next hit in the order of the text, from the last one to the first."""
        if self._session is None or self._page is None or not self._hits:
            return
        rows = self._session.rows
        here = rows.number(self._session.current) if self._session.current is not None else 0
        ordered = self._hits if way > 0 else list(reversed(self._hits))
        self._page.go_to(next((row for row in ordered if (rows.number(row) - here) * way > 0), ordered[0]))
