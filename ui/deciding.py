"""The verbs about the checks: what they are to do, and what people have answered to them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.dialogs.checklist import ChecklistDialog
from ui.dialogs.checks import ChecksDialog
from ui.dialogs.decisions import DecisionsDialog
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.work import WorkPage

T = TypeVar("T", DecisionsDialog, ChecksDialog, ChecklistDialog)


class Deciding(QObject):
    """Built for one session; its dialogs stay beside the work and go with it. ``said(str)``: for the status bar."""

    said = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session, self._page, self._look, self._words, self._window = session, page, look, words, window

    @Slot()
    def do_decisions(self) -> None:
        self._stay_beside(DecisionsDialog)

    @Slot()
    def do_checks(self) -> None:
        self._stay_beside(ChecksDialog).rules_wanted.connect(self.do_checklist)

    @Slot()
    def do_checklist(self) -> None:
        self._stay_beside(ChecklistDialog)

    def _stay_beside(self, kind: type[T]) -> T:
        """Opens a dialog that stays beside the work, and goes with its session."""
        self._page.grid.commit()
        dialog = kind(self._look.theme, self._words, self._session, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session.destroyed.connect(dialog.close)
        dialog.show()
        return dialog
