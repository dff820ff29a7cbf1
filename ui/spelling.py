"""Spelling while one writes: underlines after a moment's rest, suggestions by a key or the context menu, own words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.check.facts import language_facts
from app.check.spelling import spelled_wrong
from app.errors import UserError
from app.model import Block, RowId, Side, Span
from app.spelling import HunspellSpeller, load_speller
from app.tasks import Task
from app.words import Words
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.view.model import Draft, Mark, MarkKind
from ui.work import WorkPage

_REST = 300
"""Milliseconds without a key before the open text is looked at: a word half typed is no word."""
_KEY = "spelling"


class Spelling(QObject):
    """Built for one session. ``said(str)`` carries a sentence for the status bar.

    Dictionaries are loaded in a job, once for a project and again when the settings name others.
    """

    said = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._page = page
        self._grid = page.grid
        self._look = look
        self._words = words
        self._jobs = jobs
        self._window = window
        self._speller: HunspellSpeller | None = None
        self._folders: Sequence[Path] = ()
        self._menu: QMenu | None = None
        self._word = ""
        self._draft: Draft | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._underline)
        self._grid.text_edited.connect(self._wait)
        self._grid.menu_asked.connect(self._offer_in)
        look.settings_changed.connect(self._load)
        self._load()

    # Dictionaries

    @Slot()
    def _load(self) -> None:
        """Fetches the dictionaries that the settings ask for, if they are others than before."""
        folders = self._look.dictionary_folders
        if self._session.closed or folders == self._folders:
            return
        self._folders = folders
        language = self._session.project.languages[Side.TARGET]

        def work(task: Task) -> HunspellSpeller | None:
            # The project will ask for them with the speller; read here, they keep no frame waiting.
            language_facts(language)
            return load_speller(language, folders)

        self._jobs.run(work, self._loaded, self._not_loaded, quiet=True)

    def _loaded(self, speller: HunspellSpeller | None) -> None:
        if self._session.closed or (speller is None and self._speller is None):
            return
        self._speller = speller
        self._session.project.use_speller(speller)
        self._session.surveyor.survey()

    def _not_loaded(self, error: UserError) -> None:
        self.said.emit(self._words.error(error))

    # Underlines of the open text

    @Slot(object)
    def _wait(self, draft: Draft) -> None:
        self._draft = draft
        if self._speller is not None:
            self._rest.start()

    @Slot()
    def _underline(self) -> None:
        """Marks the words of the open text; the caret's own word is still being written."""
        draft = self._grid.draft()
        selection = self._grid.selection()
        if draft is None or draft != self._draft or selection is None:
            return
        kept = [mark for mark in self._grid.draft_marks() if not self._is_spelling(mark)]
        wrong = [span for span in self._wrong(draft.text) if span.end != selection.end]
        made = [Mark(span.start, span.end, MarkKind.WARN, _KEY) for span in wrong]
        self._grid.set_draft_marks([*kept, *made])

    def _is_spelling(self, mark: Mark) -> bool:
        """Whether a mark is one of ours, or of the finding that the saved text had."""
        if mark.key == _KEY or self._session.current is None:
            return mark.key == _KEY
        kind, _, number = mark.key.partition(":")
        findings = self._session.project.findings(self._session.current)
        return kind == "finding" and int(number) < len(findings) and findings[int(number)].finding.check == "spelling"

    def _wrong(self, text: str) -> list[Span]:
        """The misspelt words of a text of the active row, less the project's own."""
        row, project = self._session.current_row(), self._session.project
        if row is None or self._speller is None:
            return []
        source = row.text(Side.SOURCE)
        return [
            s for s in spelled_wrong(text, source, project.context) if not project.is_own_word(text[s.start : s.end])
        ]

    # Suggestions

    @Slot()
    def do_spelling(self) -> None:
        """Offers what may have been meant: for the word at the caret or the next one, else in the next row."""
        if self._speller is None:
            self.said.emit(self._words.say("spelling.none"))
            return
        selection = self._grid.selection() if self._grid.mode == "text" else None
        if self._select_from(selection.start if selection is not None else 0) or self._select_in_next_row():
            self._show_menu()
        else:
            self.said.emit(self._words.say("spelling.nothing"))

    def _select_from(self, start: int) -> bool:
        """Opens the translation and selects the misspelt word at a place, else the next one, else the first."""
        if not any(self._wrong(block.text) for block in self._blocks()) and self._grid.mode != "text":
            return False
        self._page.read(False)
        if not self._grid.edit_current():
            return False
        draft = self._grid.draft()
        wrong = self._wrong(draft.text) if draft is not None else []
        span = next((span for span in wrong if span.end >= start), next(iter(wrong), None))
        if span is not None:
            self._grid.select(span.start, span.end)
        return span is not None

    def _blocks(self) -> Sequence[Block]:
        row = self._session.current_row()
        return row.included(Side.TARGET)[:1] if row is not None else ()

    def _select_in_next_row(self) -> bool:
        ids = self._session.rows.ids
        self._grid.leave()
        here = self._page.view.current_row
        for step in range(1, len(ids)):
            index = (here + step) % len(ids)
            if self._has_misspelt(ids[index]):
                self._page.view.set_current(index)
                return self._select_from(0)
        return False

    def _has_misspelt(self, row: RowId) -> bool:
        found = self._session.project.findings(row)
        return any(one.open and one.finding.check == "spelling" for one in found)

    def _show_menu(self) -> None:
        menu = QMenu(self._window)
        self._fill(menu, self._grid.selected_text(), None)
        menu.popup(self._grid.caret_place())

    @Slot(object, int)
    def _offer_in(self, menu: QMenu, position: int) -> None:
        """The context menu of the open text, at a misspelt word: what may have been meant stands first."""
        draft = self._grid.draft()
        if draft is None:
            return
        for span in self._wrong(draft.text):
            if span.start <= position <= span.end:
                self._grid.select(span.start, span.end)
                self._fill(menu, draft.text[span.start : span.end], menu.actions()[0] if menu.actions() else None)

    def _fill(self, menu: QMenu, word: str, before: QAction | None) -> None:
        """Puts the entries of a word into a menu; suggestions take a moment, and come when they are there."""
        speller = self._speller
        if speller is None:
            return
        self._menu, self._word = menu, word
        menu.aboutToHide.connect(self._menu_hidden)
        waiting = QAction(self._words.say("spelling.looking"), menu)
        waiting.setEnabled(False)
        add = QAction(self._words.say("spelling.add", word=word), menu)
        add.triggered.connect(self._add)
        line = QAction(menu)
        line.setSeparator(True)
        if before is None:
            menu.addActions([waiting, line, add])
        else:
            menu.insertActions(before, [waiting, add, line])

        def work(task: Task) -> tuple[str, ...]:
            return speller.suggest(word)

        self._jobs.run(work, partial(self._suggested, menu, waiting), self._not_loaded, quiet=True)

    def _suggested(self, menu: QMenu, waiting: QAction, found: tuple[str, ...]) -> None:
        if menu is not self._menu:
            return
        if not found:
            waiting.setText(self._words.say("spelling.no-suggestion"))
            return
        made = [QAction(one.replace("&", "&&"), menu) for one in found]
        for action, one in zip(made, found, strict=True):
            action.setData(one)
            action.triggered.connect(self._take)
        menu.insertActions(waiting, made)
        menu.removeAction(waiting)
        menu.setActiveAction(made[0])

    @Slot()
    def _menu_hidden(self) -> None:
        # An entry that was chosen is carried out after this.
        menu, self._menu = self._menu, None
        if menu is not None:
            menu.deleteLater()

    @Slot()
    def _take(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._grid.selected_text() == self._word:
            self._grid.insert_text(str(action.data()))

    @Slot()
    def _add(self) -> None:
        """The word is right in this project from now on; undo takes that back."""
        if self._session.perform(partial(self._session.project.add_word, self._word)):
            self.said.emit(self._words.say("spelling.added", word=self._word))
            self._draft = self._grid.draft()
            self._underline()
