"""The window: lays its parts out, opens and closes projects, connects. It decides nothing about texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

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

from app import pipeline, samples
from app.errors import UserError
from app.model import Imported, Side
from app.pipeline import Prepared
from app.project import Project
from app.settings import Settings, save_settings
from app.tasks import Task
from app.words import Words
from ui.actions import Condition
from ui.dialogs.export import ExportDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.palette import CommandPalette
from ui.dialogs.replace import FindBar, ReplaceDialog
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.start import PairRequest, StartPage
from ui.jobs import Jobs
from ui.menus import Menus
from ui.session import Session
from ui.status import StatusLine
from ui.theme import apply_theme, load_theme, theme_names
from ui.verbs import Verbs
from ui.view.model import Side as ViewSide
from ui.work import WorkPage

_TOOLS = ("open", "mode-clean", "mode-align", "mode-review", "mode-read", "export")
_MODES = ("clean", "align", "review", "read")


class MainWindow(QMainWindow):
    """One window, at most one open project. Built in ``ui/main``; ``settings_file`` is where choices are kept."""

    def __init__(self, settings: Settings, settings_file: Path, words: Words) -> None:
        super().__init__()
        self._settings = settings
        self._settings_file = settings_file
        self._words = words
        self._theme = load_theme(settings.theme)
        self._rules = pipeline.shipped_rules()
        self.jobs = Jobs(self)
        self.session: Session | None = None
        self.page: WorkPage | None = None
        self.verbs: Verbs | None = None
        self._mode = "review"
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("pages")
        self.setCentralWidget(self.pages)
        self.menus = Menus(self.menuBar(), words, self._theme, self)
        self.find_bar = FindBar(words, self)
        self._who = QLabel(settings.author)
        self._make_tool_bar()
        self.status = StatusLine(words, self)
        self.setStatusBar(self.status)
        self.start_page = StartPage(self._theme, words, self.jobs, settings, self)
        self.pages.addWidget(self.start_page)
        self._connect()
        self._apply_theme()
        self.resize(1440, 900)
        self._refresh()

    # Parts

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
        self.jobs.progress.connect(self.status.show_progress)
        self.jobs.crashed.connect(self._crashed)
        self.status.cancel_wanted.connect(self.jobs.cancel)
        self.start_page.pair_wanted.connect(self.begin)
        self.start_page.project_wanted.connect(self.open_project)
        self.start_page.sample_wanted.connect(self.open_sample)
        self.find_bar.find_changed.connect(self._find)
        self.find_bar.next_wanted.connect(self._find_next)
        self.find_bar.previous_wanted.connect(self._find_previous)
        self.menus.bind([self])

    # Projects

    @Slot(object)
    def open_project(self, path: Path) -> None:
        """Opens a project in place of the one that is open; on a fault that one stays."""
        if self.session is not None and self.session.project.store.path == path:
            return
        try:
            self._take(Project.open(path, self._settings.author, self._rules))
        except UserError as error:
            self.tell_error(self._words.error(error))

    @Slot(str)
    def open_sample(self, name: str) -> None:
        try:
            self.open_project(samples.copy_of(samples.find_sample(name)))
        except UserError as error:
            self.tell_error(self._words.error(error))

    @Slot(object)
    def begin(self, request: PairRequest) -> None:
        """Makes a project of imported texts beside the translation's file, after the long work in a job."""
        rules = self._rules
        documents, languages = dict(request.documents), dict(request.languages)

        def work(task: Task) -> Prepared:
            return pipeline.prepare(documents, languages, rules, task=task)

        self.jobs.run(work, self._make_project, self._job_failed)

    def _make_project(self, prepared: Prepared) -> None:
        author, rules = self._settings.author, self._rules
        try:
            path = project_path(prepared.documents)
            self._take(Project.create(path, prepared, author, rules))
        except UserError as error:
            self.tell_error(self._words.error(error))

    def _take(self, project: Project) -> None:
        if self.page is not None:
            self.page.grid.leave()
        if not self._may_lose():
            project.close()
            return
        self._let_go()
        self.session = Session(project, self._words, self.jobs, self)
        self.page = WorkPage(self.session, self._theme, self._words, self._settings, self)
        self.verbs = Verbs(self.session, self.page, self._theme, self._words, self)
        session, page, verbs = self.session, self.page, self.verbs
        session.failed.connect(self.tell_error)
        session.said.connect(self.status.say)
        verbs.said.connect(self.status.say)
        for signal in (session.changed, session.surveyed, session.current_changed, session.rows_changed):
            signal.connect(self._refresh)
        page.save_again_wanted.connect(session.save_again)
        page.grid.mode_changed.connect(self.status.set_mode)
        page.grid.mode_changed.connect(self.menus.set_mode)
        self.menus.bind([self, verbs])
        self.menus.listen(page.grid)
        self.status.set_session(session)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self._remember(self._settings.with_recent(project.store.path))
        self._set_mode("review")
        page.grid.setFocus()
        session.survey()

    def _let_go(self) -> None:
        """Commits what is being typed, closes the project and shows the start page."""
        if self.session is None or self.page is None:
            return
        self.page.grid.leave()
        self.status.set_session(None)
        self.menus.bind([self])
        self.pages.setCurrentWidget(self.start_page)
        self.pages.removeWidget(self.page)
        session, page, verbs = self.session, self.page, self.verbs
        self.session = self.page = self.verbs = None
        session.close()
        if verbs is not None:
            verbs.deleteLater()
        page.deleteLater()
        session.deleteLater()

    # Actions of the window

    def _may_lose(self) -> bool:
        """Asks before texts go that could not be saved; true where there are none."""
        if self.session is None or not self.session.unsaved:
            return True
        say = self._words.say
        box = QMessageBox(QMessageBox.Icon.Warning, say("window.error-title"), "", parent=self)
        box.setText(say("window.lose", n=len(self.session.unsaved)))
        box.setDetailedText("\n\n".join(self.session.unsaved.values()))
        lose = box.addButton(say("window.lose-them"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(say("window.stay"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        box.deleteLater()
        return box.clickedButton() is lose

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
    def do_export(self) -> None:
        if self.session is None or self.page is None:
            return
        self.page.grid.commit()
        dialog = ExportDialog(self._theme, self._words, self.jobs, self.session.project, self)
        dialog.exported.connect(self._exported)
        dialog.exec()
        dialog.deleteLater()

    @Slot(str)
    def _exported(self, path: str) -> None:
        self.status.say(self._words.say("cli.exported", file=path))

    @Slot()
    def do_settings(self) -> None:
        dialog = SettingsDialog(self._theme, self._words, self._settings, self)
        if dialog.exec() and (chosen := dialog.settings()) is not None:
            self._remember(chosen)
            self._theme = load_theme(chosen.theme)
            self._apply_theme()
            self._who.setText(chosen.author)
            if self.session is not None and self.page is not None:
                self.session.project.store.author = chosen.author
                self._set_sizes(chosen.source_size, chosen.target_size)
        dialog.deleteLater()

    @Slot()
    def do_theme(self) -> None:
        names = theme_names()
        name = names[(names.index(self._theme.name) + 1) % len(names)]
        self._remember(replace(self._settings, theme=name))
        self._theme = load_theme(name)
        self._apply_theme()

    @Slot()
    def do_quit(self) -> None:
        self.close()

    @Slot()
    def do_sample(self) -> None:
        self.open_sample("")

    @Slot()
    def do_find(self) -> None:
        self.find_bar.begin()

    @Slot()
    def do_replace(self) -> None:
        if self.session is None or self.page is None:
            return
        self.page.grid.commit()
        dialog = ReplaceDialog(self._theme, self._words, self.jobs, self.session, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.row_wanted.connect(self.page.go_to)
        self.session.destroyed.connect(dialog.close)
        dialog.show()

    @Slot()
    def do_filter(self) -> None:
        if self.page is not None:
            self.page.filter_bar.edit()

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
    def do_larger(self) -> None:
        self._set_sizes(self._settings.source_size + 1, self._settings.target_size + 1)

    @Slot()
    def do_smaller(self) -> None:
        self._set_sizes(self._settings.source_size - 1, self._settings.target_size - 1)

    def _set_sizes(self, source: int, target: int) -> None:
        source, target = min(max(source, 9), 32), min(max(target, 9), 32)
        self._remember(replace(self._settings, source_size=source, target_size=target))
        if self.page is not None:
            self.page.grid.set_zoom(ViewSide.SOURCE, source - 14)
            self.page.grid.set_zoom(ViewSide.TARGET, target - 14)
            self.page.reader.set_zoom(target - 14)

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

    @Slot()
    def do_palette(self) -> None:
        palette = CommandPalette(self._theme, self._words, self.menus.entries(), self)
        palette.chosen.connect(self._run)
        palette.exec()
        palette.deleteLater()

    @Slot(str)
    def _run(self, action: str) -> None:
        self.menus.actions[action].trigger()

    @Slot()
    def do_keys(self) -> None:
        dialog = KeysDialog(self._theme, self._words, self.menus.key_list(), self)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def do_about(self) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("enface")
        except PackageNotFoundError:
            number = ""
        QMessageBox.about(self, self._words.say("actions.about"), self._words.say("window.about.text", version=number))

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
        if mode in ("clean", "review"):
            self.page.dock.show_tab("cleaning" if mode == "clean" else "findings")
        self.page.dock.setVisible(mode != "read")
        self.status.set_mode("read" if mode == "read" else self.page.grid.mode)
        self._refresh()

    def _hint(self) -> None:
        if self.session is None or self.page is None:
            return
        say = self._words.say
        if self.session.unsaved:
            self.page.hint(say("window.not-saved", n=len(self.session.unsaved)), offer_saving=True)
            return
        proposals = len(self.session.project.proposals())
        note = self.session.project.alignment_note
        if self._mode == "align":
            self.page.hint(say("window.align-hint"))
        elif proposals and self._mode != "read":
            self.page.hint(say("window.cleaning-hint", n=proposals), offer_cleaning=not self.session.read_only)
        elif self._mode == "clean" and self.session.project.surveyed:
            self.page.hint(say("window.clean-done"))
        elif note:
            self.page.hint(say("window.align-uncertain", note=say(note)))
        else:
            self.page.hint("")

    # Finding

    @Slot(str)
    def _find(self, text: str) -> None:
        if self.session is None:
            return
        self._hits = self.session.project.rows_where("all", text) if text.strip() else []
        self.find_bar.set_count(len(self._hits) if text.strip() else None)

    @Slot()
    def _find_next(self) -> None:
        self._find_step(1)

    @Slot()
    def _find_previous(self) -> None:
        self._find_step(-1)

    def _find_step(self, way: int) -> None:
        if self.session is None or self.page is None or not self._hits:
            return
        numbers = [self.session.rows.number(row) for row in self._hits]
        here = self.session.rows.number(self.session.current) if self.session.current is not None else 0
        beyond = [n for n in (numbers if way > 0 else reversed(numbers)) if (n - here) * way > 0]
        wanted = beyond[0] if beyond else (numbers[0] if way > 0 else numbers[-1])
        self.page.go_to(self._hits[numbers.index(wanted)])

    # State

    @Slot()
    def _refresh(self) -> None:
        conditions = {Condition.PROJECT} if self.session is not None else set()
        if self.session is not None:
            project = self.session.project
            conditions |= {
                condition
                for condition, holds in (
                    (Condition.WRITABLE, not self.session.read_only),
                    (Condition.ROW, self.session.current is not None),
                    (Condition.UNDO, bool(project.history.undo_label)),
                    (Condition.REDO, bool(project.history.redo_label)),
                    (Condition.PROPOSALS, bool(project.proposals())),
                    (Condition.FINDING, self.session.current is not None and any(
                        found.open for found in project.findings(self.session.current)
                    )),
                )
                if holds
            }  # fmt: skip
            self.menus.name_undo(project.history.undo_label, project.history.redo_label)
            shown = self.session.rows
            marks = {"show-changes": shown.show_changes, "show-terms": shown.show_terms}
            title = self._words.say("window.title", name=project.store.path.stem)
        else:
            marks = {}
            title = self._words.say("window.title-empty")
        modes = {f"mode-{mode}": self.session is not None and mode == self._mode for mode in _MODES}
        self.menus.refresh(frozenset(conditions), marks | modes)
        self.find_bar.setEnabled(self.session is not None)
        self.setWindowTitle(title)
        self._hint()

    def _apply_theme(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._theme)
        self.menus.set_theme(self._theme)
        self.start_page.set_theme(self._theme)
        if self.page is not None and self.verbs is not None:
            self.page.set_theme(self._theme)
            self.verbs.set_theme(self._theme)

    def _remember(self, settings: Settings) -> None:
        self._settings = settings
        save_settings(settings, self._settings_file)
        self.start_page.set_recent(settings.recent)

    def _job_failed(self, error: UserError) -> None:
        self.tell_error(self._words.error(error))

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
        self.jobs.shutdown()
        self._let_go()
        super().closeEvent(event)


def project_path(documents: dict[Side, Imported] | object) -> Path:
    """Where a new project is kept: in the user's documents, named after the translation, never over another file.

    Not beside the imported file: that may lie in a download folder, on a stick, or where nothing can be written.
    """
    from platformdirs import user_documents_path

    names = [documents[side].name for side in (Side.TARGET, Side.SOURCE) if side in documents]  # type: ignore[index,operator]
    stem = Path(names[0]).stem if names and names[0] else datetime.now().astimezone().strftime("%Y-%m-%d")
    folder = user_documents_path() / "Enface"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("cannot-create", file=str(folder), reason=error.strerror or "") from error
    path = folder / f"{stem}.enface"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.enface"
        number += 1
    return path
