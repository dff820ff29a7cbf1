"""The verbs of terms: a new one from what is selected, one changed or removed, and the glossaries of the project."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.model import ConceptId
from app.model import Side as CoreSide
from app.words import Words
from glossary.formats import cells_of
from glossary.formats.cells import join_cell
from glossary.model import Concept
from ui.dialogs.glossaries import GlossariesDialog
from ui.dialogs.glossary_items import glossary_choices
from ui.dialogs.term import TermDialog
from ui.jobs import Jobs
from ui.look import Look
from ui.panels.terms import TermsTab
from ui.session import Session
from ui.view.model import Selection
from ui.work import WorkPage


class Terming(QObject):
    """Built for one session. ``said(str)`` carries a sentence for the status bar."""

    said = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._page = page
        self._look = look
        self._words = words
        self._jobs = jobs
        self._window = window
        self._selected: dict[CoreSide, str] = {}
        self._lessons: frozenset[str] | None = None
        page.grid.selection_changed.connect(self._remember)
        session.current_changed.connect(self._forget)
        page.inspector.term_wanted.connect(self.change)
        page.dock.term_wanted.connect(self.change)
        page.dock.term_unwanted.connect(self.remove)
        page.dock.entry_wanted.connect(self.enter)
        session.surveyor.surveyed.connect(self._tell_lessons)

    # The selection: one side at a time is selected in the window, but a term has two

    @Slot(object)
    def _remember(self, selection: Selection | None) -> None:
        if selection is None:
            return
        side = CoreSide(selection.side.value)
        if selection.end > selection.start:
            self._selected[side] = " ".join(self._page.grid.selected_text().split())
        else:
            self._selected.pop(side, None)

    @Slot()
    def _forget(self) -> None:
        self._selected.clear()

    # Verbs

    @Slot()
    def do_add_term(self) -> None:
        """A new term of what was selected last on each side of the active row."""
        columns = {CoreSide.SOURCE: "source", CoreSide.TARGET: "target"}
        cells = {columns[side]: join_cell([(text, False)]) for side, text in self._selected.items()}
        self._page.grid.commit()
        self._open(cells, None)

    @Slot()
    def do_edit_term(self) -> None:
        concept = self._concept()
        if concept is not None:
            self.change(concept)

    @Slot()
    def do_remove_term(self) -> None:
        concept = self._concept()
        if concept is not None:
            self.remove(concept)

    @Slot()
    def do_glossaries(self) -> None:
        self._page.grid.commit()
        dialog = GlossariesDialog(self._look.theme, self._words, self._jobs, self._session, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session.destroyed.connect(dialog.close)
        dialog.show()

    @Slot(object)
    def change(self, concept: Concept) -> None:
        """Opens the dialog on a concept of the project."""
        if self._session.read_only:
            return
        self._page.grid.commit()
        self._open(cells_of(concept), ConceptId(int(concept.id)))

    @Slot(object)
    def enter(self, concept: Concept) -> None:
        """Opens the dialog on a concept that is not there yet, filled in."""
        self._page.grid.commit()
        self._open(cells_of(concept), None)

    @Slot()
    def _tell_lessons(self) -> None:
        """A replacement made for the second time is told once, in the status bar: it is offered, it does not ask."""
        lessons = self._session.project.lessons()
        known, self._lessons = self._lessons, frozenset(lesson.key for lesson in lessons)
        new = [lesson for lesson in lessons if known is not None and lesson.key not in known]
        if new:
            lesson = new[0]
            old, left = lesson.forbidden, len(lesson.others)
            key = "terms.learned" if left else "terms.learned-all"
            self.said.emit(self._words.say(key, old=old, new=lesson.preferred, n=left))

    @Slot(object)
    def remove(self, concept: Concept) -> None:
        """Takes a concept out of its glossary; undo brings it back, so nobody is asked."""
        if self._session.perform(partial(self._session.project.remove_concepts, [ConceptId(int(concept.id))])):
            self.said.emit(self._words.say("terms.removed", term=cells_of(concept)["source"]))

    def _concept(self) -> Concept | None:
        """The term the person means: the chosen one of the list of terms, else the first of the active row."""
        dock = self._page.dock
        tab = dock.tab(TermsTab.name)
        if isinstance(tab, TermsTab) and tab.isVisible() and tab.isAncestorOf(self._window.focusWidget() or dock):
            return tab.concept
        terms = self._page.inspector.terms
        if terms:
            return terms[0].concept
        self.said.emit(self._words.say("terms.none-here"))
        return None

    def _open(self, cells: dict[str, str], id_: ConceptId | None) -> None:
        dialog = TermDialog(
            self._look.theme, self._words, self._jobs, self._session, cells, id_, self._window,
            into=glossary_choices(self._session.project, self._words),
        )  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self.said)
        self._session.destroyed.connect(dialog.close)
        dialog.open()
