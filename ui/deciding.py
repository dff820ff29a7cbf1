"""The verbs about what people have answered to findings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.dialogs.decisions import DecisionsDialog
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.work import WorkPage


class Deciding(QObject):
    """Built for one session; its dialog stays beside the work and goes with it. ``said(str)``: for the status bar."""

    said = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session, self._page, self._look, self._words, self._window = session, page, look, words, window

    @Slot()
    def do_decisions(self) -> None:
        self._page.grid.commit()
        dialog = DecisionsDialog(self._look.theme, self._words, self._session, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session.destroyed.connect(dialog.close)
        dialog.show()
