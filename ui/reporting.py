"""The verbs that look back: statistics, and what differs between two moments."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.words import Words
from ui.dialogs.compare import CompareDialog
from ui.dialogs.statistics import StatisticsDialog
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.work import WorkPage


class Reporting(QObject):
    """Built for one session; its dialogs stay beside the work and go with it."""

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._page = page
        self._look = look
        self._words = words
        self._jobs = jobs
        self._window = window

    @Slot()
    def do_statistics(self) -> None:
        self._page.grid.commit()
        self._open(StatisticsDialog(self._look.theme, self._words, self._jobs, self._session, self._window))

    @Slot()
    def do_compare(self) -> None:
        self._page.grid.commit()
        dialog = CompareDialog(self._look.theme, self._words, self._jobs, self._session, self._window)
        dialog.row_wanted.connect(self._page.go_to)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session.destroyed.connect(dialog.close)
        dialog.show()
