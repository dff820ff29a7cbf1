"""The open project as a file: what is exported, a copy, and a way on when its own disk takes nothing any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.files import replace_file
from app.project import Project
from app.tasks import Task
from app.words import Words
from ui.dialogs.export import ExportDialog
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.work import WorkPage

_SUFFIX = ".enface"


class Filing(QObject):
    """Built for one session. ``moved(Path)``: work is to go on there. ``said`` and ``failed``: words."""

    moved = Signal(object)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._look = look
        self._words = words
        self._jobs = jobs
        self._window = window

    @property
    def _project(self) -> Project:
        return self._session.project

    @Slot()
    def do_export(self) -> None:
        self._page.grid.commit()
        dialog = ExportDialog(self._look.theme, self._words, self._jobs, self._project, self._window)
        dialog.exported.connect(self._exported)
        dialog.exec()
        dialog.deleteLater()

    @Slot(str)
    def _exported(self, path: str) -> None:
        self.said.emit(self._words.say("cli.exported", file=path))

    @Slot()
    def do_save_copy(self) -> None:
        """Asks for a place and writes the project there as it stands; work goes on in the first one."""
        path = self._ask("window.copy-title")
        if path is not None:
            self._write(path, lambda: self.said.emit(self._words.say("window.copied", file=str(path))))

    @Slot()
    def save_elsewhere(self) -> None:
        """Asks for a place on another disk; work goes on there."""
        path = self._ask("window.elsewhere-title")
        if path is not None:
            self._write(path, lambda: self.moved.emit(path))

    def _ask(self, title: str) -> Path | None:
        say, here = self._words.say, self._project.store.path
        name, _ = QFileDialog.getSaveFileName(self._window, say(title), here.name, say("window.open-filter"))
        if not name:
            return None
        path = Path(name) if name.endswith(_SUFFIX) else Path(name + _SUFFIX)
        if path.resolve() == here.resolve():
            self.failed.emit(say("window.copy-onto-itself"))
            return None
        return path

    def _write(self, path: Path, then: Callable[[], None]) -> None:
        try:
            picture = self._project.store.picture()
        except UserError as error:
            self.failed.emit(self._words.error(error))
            return

        def work(task: Task) -> None:
            replace_file(path, picture())

        self._jobs.run(work, lambda _: then(), lambda error: self.failed.emit(self._words.error(error)))
