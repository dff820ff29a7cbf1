"""What belongs to one open project: its session, its page, and all that answers actions on it.

The window makes one when it takes a project over; importing this imports all that a project needs.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.project import Project
from app.words import Words
from ui.deciding import Deciding
from ui.filing import Filing
from ui.glossary import Terming
from ui.going import Going
from ui.jobs import Jobs
from ui.linking import Linking
from ui.look import Look
from ui.menus import Menus
from ui.publisher import Publisher
from ui.reporting import Reporting
from ui.session import Session
from ui.sifting import Sifting
from ui.spelling import Spelling
from ui.theme import Theme
from ui.tidying import Tidying
from ui.verbs import Verbs
from ui.work import WorkPage


class Desk(QObject):
    """``said(str)`` and ``failed(str)``: sentences. ``moved(Path)``: a copy elsewhere is to be gone on with."""

    said = Signal(str)
    failed = Signal(str)
    moved = Signal(object)

    def __init__(self, project: Project, look: Look, words: Words, jobs: Jobs, menus: Menus, window: QWidget) -> None:
        super().__init__(window)
        self.session = session = Session(project, words, jobs, window)
        self.page = page = WorkPage(session, jobs, look.theme, words, look.settings, window)
        going = Going(session, page, look, words, jobs, window)
        tidying = Tidying(session, page, look, words, jobs, window)
        self.verbs = Verbs(session, page, going, tidying, look.theme, words, window)
        self._filing = Filing(session, page, look, words, jobs, window)
        sifting = Sifting(session, page, look, words, menus, window)
        # Each built alike.
        kinds = (Terming, Linking, Reporting, Deciding, Spelling)
        others = [going, tidying, *(of(session, page, look, words, jobs, window) for of in kinds)]
        self.parts: tuple[QObject, ...] = (self.verbs, self.verbs.reverting, self._filing, sifting, *others)
        """What answers actions."""
        for part in (session, self.verbs, self._filing, sifting, *others):
            part.said.connect(self.said)
        self.publisher = Publisher(session, words, jobs, session)
        self.publisher.failed.connect(self.said)
        self.publisher.noticed.connect(page.show_notices)
        session.failed.connect(self.failed)
        self._filing.failed.connect(self.failed)
        self._filing.moved.connect(self.moved)
        page.size_changed.connect(look.take_size)
        page.save_again_wanted.connect(session.save_again)
        page.save_elsewhere_wanted.connect(self._filing.save_elsewhere)
        page.grid.text_edited.connect(session.take_draft)
        page.show_notices()

    def set_theme(self, theme: Theme) -> None:
        self.page.set_theme(theme)
        self.verbs.set_theme(theme)

    def clear(self) -> None:
        """Closes the project and takes all this away."""
        self.session.close()
        for part in (self.verbs, self._filing, self.page, self.session, self):
            part.deleteLater()
