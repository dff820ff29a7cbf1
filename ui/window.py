"""The window: lays its parts out, opens and closes projects, connects. It decides nothing about texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from app.settings import Settings, role_of
from app.words import Words
from ui.actions import Condition
from ui.dialogs.find_bar import FindBar
from ui.dialogs.start import PairRequest, StartPage
from ui.dialogs.unsaved import may_lose
from ui.finder import Finder
from ui.helping import Helping
from ui.jobs import Jobs
from ui.look import Look
from ui.menus import Menus
from ui.opening import Opening
from ui.safe import Safe
from ui.status import StatusLine
from ui.theme import Theme

if TYPE_CHECKING:
    from app.project import Project
    from ui.desk import Desk
    from ui.publisher import Publisher
    from ui.session import Session
    from ui.verbs import Verbs
    from ui.work import WorkPage

# What only a project needs is imported where one is opened or made, or before that while nobody waits (``ui/warming``).
# It would take as long as everything else until the empty window is painted.

_TOOLS = ("open", "mode-clean", "mode-align", "mode-review", "mode-read", "export")
_MODES = ("clean", "align", "review", "read")


class MainWindow(QMainWindow):
    """One window, at most one open project; choices go to ``settings_file``, dictionaries are looked for in folders."""

    def __init__(
        self, settings: Settings, settings_file: Path, words: Words, dictionaries: Sequence[Path] = ()
    ) -> None:
        super().__init__()
        self.session: Session | None = None
        self.page: WorkPage | None = None
        self._desk: Desk | None = None
        self._words = words
        self.look = Look(settings, settings_file, words, self, dictionaries)
        self.jobs = Jobs(self)
        self.safe = Safe(self, self.look, words, self.jobs, self)
        self._mode = "review"
        self._called = ""
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("pages")
        self.setCentralWidget(self.pages)
        self.menus = Menus(self.menuBar(), words, self.look.theme, self.look.keymap, self)
        self._opening = Opening(self, self.look, words, self.jobs)
        self.find_bar = FindBar(words, self)
        self._finder = Finder(self.find_bar, self.look, words, self.jobs, self)
        self._always = (self, self.look, self.safe, self._finder, Helping(self.menus, self.look, words, self))
        """What answers actions whether a project is open or not."""
        self._who = QLabel(settings.author)
        self._make_tool_bar()
        self.status = StatusLine(words, self)
        self.setStatusBar(self.status)
        self.start_page = StartPage(self.look.theme, words, self.jobs, settings, self)
        self.pages.addWidget(self.start_page)
        self._connect()
        self.resize(1440, 900)
        self.look.restore_place()
        self._refresh()

    # Parts

    @property
    def verbs(self) -> Verbs | None:
        return self._desk.verbs if self._desk is not None else None

    @property
    def publisher(self) -> Publisher | None:
        return self._desk.publisher if self._desk is not None else None

    def _make_tool_bar(self) -> None:
        bar = QToolBar(self)
        bar.setMovable(False)
        bar.setObjectName("tools")
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        for id_ in _TOOLS:
            button = QToolButton(bar)
            button.setDefaultAction(self.menus.actions[id_])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setText(self._words.say(f"window.tool.{id_.removeprefix('mode-')}"))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.addWidget(button)
        space = QWidget(bar)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        bar.addWidget(self.find_bar)
        self._who.setContentsMargins(18, 0, 6, 0)
        self._who.setProperty("rank", "soft")
        bar.addWidget(self._who)

    def _connect(self) -> None:
        self.look.theme_changed.connect(self._wear)
        self.look.settings_changed.connect(self._heed)
        self.jobs.progress.connect(self.status.show_progress)
        self.jobs.crashed.connect(self._crashed)
        self.status.cancel_wanted.connect(self.jobs.cancel)
        self.start_page.pair_wanted.connect(self.begin)
        self.start_page.project_wanted.connect(self.open_project)
        self.start_page.sample_wanted.connect(self.open_sample)
        self.menus.bind(self._always)

    # Projects

    @Slot(object)
    def open_project(self, path: Path) -> None:
        """Opens a project in place of the one that is open; on a fault that one stays."""
        self._opening.open(path)

    @Slot(str)
    def open_sample(self, name: str) -> None:
        self._opening.open_sample(name)

    @Slot(object)
    def begin(self, request: PairRequest) -> None:
        """Makes a project of imported texts, and opens it."""
        self._opening.begin(request)

    def look_at(self, project: Project, called: str) -> None:
        """Shows a project under another name than its file's, and does not remember it: a backup."""
        self.take(project, called)

    def take(self, project: Project, called: str = "") -> None:
        """Puts an open project in place of the one before, if a person lets that go."""
        from ui.desk import Desk

        if self.page is not None:
            self.page.grid.leave()
        if not self._may_lose():
            project.close()
            return
        self._let_go()
        self._called = called or project.store.path.stem
        project.set_role(role_of(self.look.settings))
        self._desk = Desk(project, self.look, self._words, self.jobs, self.menus, self)
        self.session, self.page = self._desk.session, self._desk.page
        session, page = self.session, self.page
        self._desk.said.connect(self.status.say)
        self._desk.failed.connect(self.tell_error)
        self._desk.moved.connect(self._move)
        surveyed, shown = session.surveyor.surveyed, session.search.rows_changed
        for signal in (session.changed, surveyed, session.current_changed, shown):
            signal.connect(self._refresh)
        page.grid.mode_changed.connect(self._tell_mode)
        page.grid.mode_changed.connect(self.menus.set_mode)
        self.menus.bind([*self._always, *self._desk.parts])
        self.menus.listen(page.grid)
        self.status.set_session(session)
        self._finder.set_session(session, page)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if not called:
            self.look.remember(project.store.path)
        self._set_mode("review")
        page.grid.setFocus()
        self.safe.watch(session)
        session.begin(self.safe.shelf)

    @Slot(object)
    def _move(self, path: Path) -> None:
        """Goes on with the copy of the project at another place, and saves there what the first one did not take."""
        if self.session is None or self.page is None:
            return
        self.page.grid.leave()
        texts = dict(self.session.unsaved)
        self.session.unsaved.clear()
        self.open_project(path)
        if self.session.checking:
            # It takes them as soon as it may be written.
            self.session.unsaved.update(texts)
            return
        for (row, block), text in texts.items():
            self.session.write(row, block, text)

    def _let_go(self) -> None:
        """Commits what is being typed, closes the project and shows the start page."""
        if self.session is None or self.page is None:
            return
        self.page.grid.leave()
        self.status.set_session(None)
        self._finder.set_session(None, None)
        self.menus.bind(self._always)
        self.menus.listen(None)
        self.pages.setCurrentWidget(self.start_page)
        self.pages.removeWidget(self.page)
        desk = self._desk
        self._desk = self.session = self.page = None
        if desk is not None:
            desk.clear()

    # Actions of the window

    def _may_lose(self) -> bool:
        """Asks before texts go that could not be saved; true where there are none."""
        unsaved = self.session.unsaved if self.session is not None else {}
        return not unsaved or may_lose(self._words, list(unsaved.values()), self)

    @Slot()
    def do_start(self) -> None:
        if self.page is not None:
            self.page.grid.leave()
        if self._may_lose():
            self._let_go()
        self._refresh()

    @Slot()
    def do_open(self) -> None:
        say = self._words.say
        name, _ = QFileDialog.getOpenFileName(self, say("window.open-title"), "", say("window.open-filter"))
        if name:
            self.open_project(Path(name))

    @Slot()
    def do_quit(self) -> None:
        self.close()

    @Slot()
    def do_sample(self) -> None:
        self.open_sample("")

    @Slot()
    def do_show_changes(self) -> None:
        self._toggle_marks("show_changes")

    @Slot()
    def do_show_terms(self) -> None:
        self._toggle_marks("show_terms")

    def _toggle_marks(self, name: str) -> None:
        if self.session is not None and self.page is not None:
            setattr(self.session.rows, name, not getattr(self.session.rows, name))
            self.page.refresh_marks()
            self._refresh()

    @Slot()
    def do_next_pane(self) -> None:
        """F6: rows, inspector, dock, filter, and round again."""
        if self.page is None:
            return
        panes = [self.page.view, self.page.inspector, self.page.dock, self.page.filter_bar]
        focus = QApplication.focusWidget()
        here = next((i for i, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), 0)
        pane = panes[(here + 1) % len(panes)]
        if pane is self.page.filter_bar:
            self.page.filter_bar.edit()
        else:
            pane.setFocus(Qt.FocusReason.TabFocusReason)

    # Modes

    @Slot()
    def do_mode_clean(self) -> None:
        self._set_mode("clean")

    @Slot()
    def do_mode_align(self) -> None:
        self._set_mode("align")

    @Slot()
    def do_mode_review(self) -> None:
        self._set_mode("review")

    @Slot()
    def do_mode_read(self) -> None:
        self._set_mode("read")

    def _set_mode(self, mode: str) -> None:
        """A mode is a way to look at the same rows: what is filtered, which tab is open, rows or prose."""
        if self.page is None:
            return
        self._mode = mode
        self.page.read(mode == "read")
        self.page.align(mode == "align")
        self.menus.set_aligning(mode == "align")
        if mode in ("clean", "review"):
            self.page.dock.show_tab("cleaning" if mode == "clean" else "findings")
        else:
            self.page.view.setFocus()
        self.page.dock.setVisible(mode in ("clean", "review"))
        self._tell_mode()
        self._refresh()

    @Slot()
    def _tell_mode(self) -> None:
        """The mode stands in the status line: what the keys do depends on it."""
        if self.page is not None:
            rows = "align" if self._mode == "align" else "grid"
            texts = self.page.grid.mode == "text"
            self.status.set_mode("read" if self.page.reading else "text" if texts else rows)

    # State

    @Slot()
    def _refresh(self) -> None:
        marks: dict[str, bool] = {}
        title = self._words.say("window.title-empty")
        if self.session is not None:
            history, rows = self.session.project.history, self.session.rows
            self.menus.name_undo(history.undo_label, history.redo_label)
            marks = {"show-changes": rows.show_changes, "show-terms": rows.show_terms}
            title = self._words.say("window.title", name=self._called)
        modes = {f"mode-{mode}": self.session is not None and mode == self._mode for mode in _MODES}
        holds = self.session.conditions() if self.session is not None else frozenset[Condition]()
        self.menus.refresh(holds, marks | modes)
        self.setWindowTitle(title)
        if self.page is not None:
            self.page.tell_state(self._mode)

    @Slot(object)
    def _wear(self, theme: Theme) -> None:
        self.menus.set_theme(theme)
        self.start_page.set_theme(theme)
        if self._desk is not None:
            self._desk.set_theme(theme)

    @Slot(object)
    def _heed(self, settings: Settings) -> None:
        """Takes over what a person chose: who signs, how large the texts are, what was open lately."""
        self._who.setText(settings.author)
        self.start_page.heed(settings)
        self.menus.set_keymap(self.look.keymap)
        if self.session is not None and self.page is not None:
            self.session.project.store.author = settings.author
            self.session.set_role(role_of(settings))
            self.page.heed(settings)

    @Slot(object)
    def _crashed(self, error: BaseException) -> None:
        # A bug in a job is a bug here: the hook that shows faults of ours gets it.
        raise error

    @Slot(str)
    def tell_error(self, sentence: str) -> None:
        """One plain sentence on what did not work."""
        box = QMessageBox(QMessageBox.Icon.Warning, self._words.say("window.error-title"), sentence, parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()
        box.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.page is not None:
            self.page.grid.commit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None:
            self.page.grid.leave()
        if not self._may_lose():
            event.ignore()
            return
        self.look.keep_place()
        self.jobs.shutdown()
        self._let_go()
        super().closeEvent(event)
