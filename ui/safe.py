"""What the window does with backups: list, look at, restore; and the ways on where a project cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.model import Notice
from app.places import backups_path
from app.tasks import Task
from app.words import Words
from ui.dialogs.parts import Sheet
from ui.jobs import Jobs
from ui.look import Look

if TYPE_CHECKING:
    from app.project import Project
    from app.store.backups import Backup, BackupShelf
    from app.store.repair import Report
    from app.store.restoring import Restored
    from ui.dialogs.backups import BackupsDialog
    from ui.keeper import Keeper
    from ui.session import Session

# The empty window has this: what only its verbs need is imported by them, or before that while nobody waits
# (``ui/warming``).


class Host(Protocol):
    """What is asked of the window."""

    session: Session | None

    def open_project(self, path: Path) -> None: ...
    def look_at(self, project: Project, called: str) -> None: ...
    def do_start(self) -> None: ...
    def tell_error(self, sentence: str) -> None: ...


class Safe(QObject):
    """Built once by the window; ``watch`` is told of every project that is opened."""

    def __init__(self, host: Host, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._look = look
        self._words = words
        self._jobs = jobs
        self._window = window
        self._keeper: Keeper | None = None
        self._looking: Backup | None = None

    @cached_property
    def shelf(self) -> BackupShelf:
        from app.store.backups import BackupShelf

        return BackupShelf(backups_path())

    def watch(self, session: Session) -> None:
        """Keeps backups of a project, and offers what an earlier sitting typed, once it may be written."""
        self._keeper = None
        session.ready.connect(self._ready)
        session.unsound.connect(self._unsound)

    @Slot()
    def _ready(self) -> None:
        from ui.dialogs.recovered import offer_drafts
        from ui.keeper import Keeper

        session = self._host.session
        if session is None:
            return
        self._keeper = Keeper(session, self._words, self._jobs, self.shelf, session)
        self._keeper.failed.connect(session.said)
        self._keeper.keep_if_due()
        offer_drafts(session, self._look.theme, self._words, self._window)

    @Slot(object)
    def _unsound(self, error: UserError) -> None:
        """What was shown of a damaged file is taken away; the ways on are offered."""
        if self._host.session is not None:
            path = self._host.session.project.store.path
            self._host.do_start()
            self.offer(error, path)

    # Where a project cannot be opened

    def offer(self, error: UserError, path: Path) -> None:
        """Says why, and offers its newest backup, a restoring or a repair, as far as they help."""
        from ui.dialogs.rescue import BUSY, DAMAGED, LOST, RescueDialog

        backups = self.shelf.find(path) if error.code in (BUSY, DAMAGED, *LOST) else []
        if not backups and error.code != DAMAGED:
            self._host.tell_error(self._words.error(error))
            return
        dialog = RescueDialog(
            self._look.theme, self._words, error.code, self._words.error(error), backups, self._window
        )
        dialog.look_wanted.connect(self.look_at)
        dialog.restore_wanted.connect(partial(self._list, path, lambda: backups))
        dialog.repair_wanted.connect(partial(self.repair, path, backups))
        self._show(dialog)

    # Backups

    @Slot()
    def do_backups(self) -> None:
        session = self._host.session
        if session is None:
            return
        store = session.project.store
        looking = self._looking if self._looking is not None and self._looking.path == store.path else None
        path = looking.project if looking is not None else store.path
        find = partial(self.shelf.find, path, store.identity)
        dialog = self._list(path, find, can_keep=not session.read_only)
        session.destroyed.connect(dialog.close)
        if self._keeper is not None:
            dialog.keep_wanted.connect(self._keeper.keep_now)
            self._keeper.failed.connect(dialog.refused)
            self._keeper.kept.connect(dialog.kept)

    def _list(self, path: Path, find: Callable[[], list[Backup]], *, can_keep: bool = False) -> BackupsDialog:
        from ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self._look.theme, self._words, path, find, self._window, can_keep=can_keep)
        dialog.look_wanted.connect(self.look_at)
        dialog.restore_wanted.connect(partial(self._restore_to, path))
        self._show(dialog)
        return dialog

    @Slot(object)
    def look_at(self, backup: Backup) -> None:
        """Opens a backup read-only, in place of the project that is open."""
        from app.pipeline import shipped_rules
        from app.project import Project
        from ui.dialogs.backups import local

        try:
            project = Project.open(backup.path, self._look.settings.author, shipped_rules(), read_only=True)
        except UserError as error:
            self._host.tell_error(self._words.error(error))
            return
        facts = (("name", backup.project.name), ("when", local(backup.made)))
        project.store.notices = (Notice("looking-at-backup", facts),)
        self._looking = backup
        self._host.look_at(
            project, self._words.say("backups.called", name=backup.project.stem, when=local(backup.made))
        )

    def _restore_to(self, path: Path, backup: Backup) -> None:
        self.restore(backup, path)

    def restore(self, backup: Backup, path: Path) -> None:
        """Closes what is open, puts a backup in a project's place and opens it."""
        from app.store.restoring import restore

        was_open = self._host.session is not None
        self._host.do_start()
        if self._host.session is not None:
            return
        shelf = self.shelf

        def work(task: Task) -> Restored:
            task.begin("restore")
            return restore(shelf, backup, path)

        def failed(error: UserError) -> None:
            self._host.tell_error(self._words.error(error))
            if was_open and path.is_file():
                self._host.open_project(path)

        self._jobs.run(work, partial(self._restored, backup, path), failed)

    def _restored(self, backup: Backup, path: Path, done: Restored) -> None:
        from ui.dialogs.backups import local

        self._host.open_project(path)
        session = self._host.session
        if session is None:
            return
        said = self._words.say("backups.restored", file=path.name, when=local(backup.made))
        if done.aside is not None:
            said += " " + self._words.say("backups.before-aside", file=str(done.aside))
        session.said.emit(said)

    def repair(self, path: Path, backups: list[Backup]) -> None:
        """Makes a sound project of what can be read, and of its backups; opens it, and says what came from where."""
        from app.store.repair import repair

        def work(task: Task) -> Report:
            task.begin("repair")
            return repair(path, [backup.path for backup in backups], task, spare=self.shelf.folder)

        # What cannot be repaired at all can still be restored.
        self._jobs.run(work, self._repaired, lambda error: self.offer(error, path))

    def _repaired(self, report: Report) -> None:
        self._host.open_project(report.project)
        if report.repaired:
            from ui.dialogs.rescue import RepairedDialog

            self._show(RepairedDialog(self._look.theme, self._words, report, self._window))

    def _show(self, dialog: Sheet) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
