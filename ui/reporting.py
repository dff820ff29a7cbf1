"""The verbs that look at a whole review: statistics, what differs between two moments, the state of many rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QInputDialog, QWidget

from app.words import Words
from ui.dialogs.compare import CompareDialog
from ui.dialogs.dismiss_many import DismissManyDialog
from ui.dialogs.flag_many import FlagManyDialog
from ui.dialogs.states import StatesDialog
from ui.dialogs.statistics import StatisticsDialog
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.work import WorkPage


class Reporting(QObject):
    """Built for one session; its dialogs stay beside the work and go with it. ``said(str)``: for the status bar."""

    said = Signal(str)

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

    @Slot()
    def do_set_states(self) -> None:
        """Shows what a state would change in the rows of the filter, and sets it where it is wanted."""
        self._open_bulk(StatesDialog(self._look.theme, self._words, self._session, self._window))

    @Slot()
    def do_dismiss_many(self) -> None:
        """Lists the findings of one check in the rows of the filter, to say no to them at once."""
        self._open_bulk(DismissManyDialog(self._look.theme, self._words, self._session, self._window))

    @Slot()
    def do_flag_many(self) -> None:
        """Lists the rows of the filter, to flag them at once."""
        self._open_bulk(FlagManyDialog(self._look.theme, self._words, self._session, self._window))

    @Slot()
    def do_reject_because(self) -> None:
        """Rejects the active row and keeps why."""
        self._page.grid.commit()
        row, say = self._session.current_row(), self._words.say
        if row is None:
            return
        why = self._session.project.rejection(row)
        before = why.reason if why is not None else ""
        title, name = say("bulk.reason-title"), say("bulk.reason")
        reason, given = QInputDialog.getText(self._window, title, name, text=before)
        if given:
            self._session.perform(partial(self._session.project.reject, [row.id], reason))

    def _open_bulk(self, dialog: StatesDialog | DismissManyDialog | FlagManyDialog) -> None:
        """What is being typed belongs to the rows that are listed."""
        if self._page.grid.commit():
            dialog.fill()
        dialog.row_wanted.connect(self._page.go_to)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session.destroyed.connect(dialog.close)
        dialog.show()
