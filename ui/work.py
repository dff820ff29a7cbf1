"""The page of an open project: filter bar, hint, rows or prose, dock below, inspector at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.check.facts import language_facts
from app.model import BlockId, Changes
from app.model import Side as CoreSide
from app.readers import clean_characters
from app.settings import Settings
from app.words import Words
from ui.dialogs.parts import restyle
from ui.fonts import TEXT_SIZE
from ui.jobs import Jobs
from ui.panels.dock import Dock
from ui.panels.filter_bar import FilterBar
from ui.panels.inspector import Inspector
from ui.panels.link_bar import LinkBar, alarms_of
from ui.panels.notice_bar import NoticeBar
from ui.remembering import Remembering
from ui.session import Session
from ui.theme import Theme
from ui.view.grid import ReviewGrid
from ui.view.model import Side
from ui.view.reader import ReadingView
from ui.view.typing import Quotes, source_words

_DOCK_HEIGHT = 210
_INSPECTOR_WIDTH = 330


class WorkPage(QWidget):
    """Lays the views of one session out and keeps them on the same row.

    ``clean_all_wanted()``, ``save_again_wanted()`` and ``save_elsewhere_wanted()`` come from the line above the rows;
    ``size_changed(Side, pixels)`` from Ctrl and the wheel.
    """

    clean_all_wanted = Signal()
    save_again_wanted = Signal()
    save_elsewhere_wanted = Signal()
    size_changed = Signal(object, int)

    def __init__(
        self, session: Session, jobs: Jobs, theme: Theme, words: Words, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self.filter_bar = FilterBar(words, self)
        self.grid = ReviewGrid(theme, words, self)
        self.reader = ReadingView(theme, words, self)
        self.inspector = Inspector(words, self)
        self.dock = Dock(session, theme, words, self)
        self.views = QStackedWidget(self)
        self.views.addWidget(self.grid)
        self.views.addWidget(self.reader)
        self._hint = QWidget(self)
        self._hint_text = QLabel()
        self._hint_text.setProperty("rank", "soft")
        self._hint_button = QPushButton(words.say("actions.accept-cleaning"))
        self._hint_button.clicked.connect(self.clean_all_wanted)
        self._again_button = QPushButton(words.say("window.save-again"))
        self._again_button.clicked.connect(self.save_again_wanted)
        self._elsewhere_button = QPushButton(words.say("window.save-elsewhere"))
        self._elsewhere_button.clicked.connect(self.save_elsewhere_wanted)
        self._remembering = Remembering(session, jobs)
        self.notices = NoticeBar(words, self)
        self.link_bar = LinkBar(words, self)
        self._lay_out()
        self._prepare(settings)
        session.search.rows_changed.connect(self._rows_changed)
        session.changed.connect(self._changed)
        session.surveyor.surveyed.connect(self._surveyed)
        session.surveyor.counted.connect(self._count)
        session.search.rows_added.connect(self._rows_added)
        session.ready.connect(self._may_write)
        session.baseline_changed.connect(self.refresh_marks)
        self.grid.current_changed.connect(self._grid_moved)
        self.reader.current_changed.connect(self._reader_moved)
        self._rows_changed()

    @property
    def reading(self) -> bool:
        return self.views.currentWidget() is self.reader

    @property
    def view(self) -> ReviewGrid | ReadingView:
        return self.reader if self.reading else self.grid

    def read(self, on: bool) -> None:
        """Switches between the rows and the running text; the current row stays."""
        if on == self.reading:
            return
        if on:
            self.grid.leave()
        index = self._index()
        self.views.setCurrentWidget(self.reader if on else self.grid)
        self.view.reset()
        if index >= 0:
            self.view.set_current(index)
        self.view.setFocus()

    def align(self, on: bool) -> None:
        """Draws the links, and shows the line of align mode, or leaves it."""
        self.link_bar.setVisible(on)
        if on == self.grid.linking:
            return
        self._session.rows.show_crossing = on
        self._session.rows.forget()
        self.grid.set_linking(on)
        self._count()

    def go_to(self, row: int) -> None:
        """Makes a row of the project the current one, showing all rows if the filter hides it."""
        if self._session.rows.index_of(row) < 0:
            self.filter_bar.choose("all")
        index = self._session.rows.index_of(row)
        if index >= 0:
            self.view.set_current(index)

    def tell_state(self, mode: str) -> None:
        """Says above the rows what a person should know of the project in a mode, the gravest thing alone."""
        session, say = self._session, self._words.say
        if session.unsaved:
            self.hint(say("window.not-saved", n=len(session.unsaved)), offer_saving=True)
            return
        proposals = len(session.project.proposals())
        note = session.project.alignment_note
        if mode == "align":
            self.hint("")
        elif proposals and mode != "read":
            self.hint(say("window.cleaning-hint", n=proposals), offer_cleaning=not session.read_only)
        elif mode == "clean" and session.project.surveyed:
            self.hint(say("window.clean-done"))
        elif note:
            self.hint(say("window.align-uncertain", note=say(note)))
        else:
            self.hint("")

    def hint(self, text: str, *, offer_cleaning: bool = False, offer_saving: bool = False) -> None:
        """The line above the rows, "" for none."""
        self._again_button.setVisible(offer_saving)
        self._elsewhere_button.setVisible(offer_saving)
        restyle(self._hint_text, "tone", "error" if offer_saving else "")
        self._hint.setVisible(bool(text))
        self._hint_text.setText(text)
        self._hint_button.setVisible(offer_cleaning)

    @Slot()
    def show_notices(self) -> None:
        """What should be known of how the project was opened, and why it can only be read."""
        store = self._session.project.store
        lines = [self._words.notice(notice) for notice in store.notices]
        if store.read_only and not store.checking:
            lines.insert(0, self._words.say(f"window.only-read.{store.read_only}"))
        self.notices.show_lines(lines)

    def set_theme(self, theme: Theme) -> None:
        for part in (self.grid, self.reader, self.dock):
            part.set_theme(theme)

    def heed(self, settings: Settings) -> None:
        """Takes over what a person chose: sizes, marks, keys."""
        self.set_sizes(settings)
        self._name_keys()

    def _name_keys(self) -> None:
        what, key = self._words.say("actions.accept-cleaning"), self._words.chord("accept-cleaning")
        self._hint_button.setToolTip(self._words.say("actions.with-key", what=what, keys=key) if key else what)
        self.link_bar.retell()
        self.dock.retell()
        self.inspector.refresh()

    def set_sizes(self, settings: Settings) -> None:
        """Sets the sizes of both texts, in pixels."""
        self.grid.set_zoom(Side.SOURCE, settings.source_size - TEXT_SIZE)
        self.grid.set_zoom(Side.TARGET, settings.target_size - TEXT_SIZE)
        self.reader.set_zoom(settings.target_size - TEXT_SIZE)
        self._smart_quotes = settings.smart_quotes

    @Slot(object)
    def _zoomed(self, side: Side) -> None:
        self.size_changed.emit(side, TEXT_SIZE + self.grid.zoom(side))

    @Slot()
    def refresh_marks(self) -> None:
        """Draws all rows anew, after a switch of what is marked."""
        self._session.rows.forget()
        self.view.refresh_rows(range(self._session.rows.count()))

    def _lay_out(self) -> None:
        line = QHBoxLayout(self._hint)
        line.setContentsMargins(18, 0, 18, 8)
        line.addWidget(self._hint_text, 1)
        line.addWidget(self._hint_button)
        line.addWidget(self._again_button)
        line.addWidget(self._elsewhere_button)
        texts = QWidget(self)
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self.notices)
        column.addWidget(self._hint)
        column.addWidget(self.link_bar)
        column.addWidget(self.views, 1)
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(texts)
        left.addWidget(self.dock)
        left.setStretchFactor(0, 1)
        left.setSizes([600, _DOCK_HEIGHT])
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(left)
        across.addWidget(self.inspector)
        across.setStretchFactor(0, 1)
        across.setSizes([1100, _INSPECTOR_WIDTH])
        for splitter in (left, across):
            splitter.setChildrenCollapsible(False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(across)
        self.hint("")

    def _prepare(self, settings: Settings) -> None:
        project = self._session.project
        source, target = (self._words.language_name(project.languages[side]) for side in CoreSide)
        # Without a source there is no column for it.
        self.grid.set_headings(source if project.has_source else "", target)
        self.grid.set_read_only(self._session.read_only)
        self.grid.set_paste_filter(_plain)
        self.heed(settings)
        self.grid.set_typing_help(self._quotes, self._offers)
        self.grid.zoom_changed.connect(self._zoomed)
        self.grid.set_source(self._session.rows)
        self.reader.set_source(self._session.rows)
        self.inspector.set_session(self._session)

    def _quotes(self, language: str) -> Quotes | None:
        marks = language_facts(language).quotes
        return marks[0] if marks and self._smart_quotes else None

    def _offers(self, side: Side) -> list[str]:
        """What a translation of the current row may want: its terms, what such words were called before, then figures
        and names of the source."""
        row = self._session.current_row()
        if side is not Side.TARGET or row is None:
            return []
        terms = [form for term in self.inspector.terms for form in term.forms]
        source = row.text(CoreSide.SOURCE)
        return [*terms, *self._remembering.offers(source), *source_words(source)]

    def _index(self) -> int:
        return -1 if self._session.current is None else self._session.rows.index_of(self._session.current)

    @Slot()
    def _rows_changed(self) -> None:
        self.view.reset()
        rows = self._session.rows
        if rows.count():
            self._session.set_current(rows.ids[max(self.view.current_row, 0)])
        else:
            self._session.set_current(None)
        self._count()

    @Slot()
    def _rows_added(self) -> None:
        if self.view.count:
            self.view.grow()
            self._count()
        elif self._session.rows.count():
            self._rows_changed()
        else:
            self._count()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        store = self._session.project.store
        touched = changes.rows | {store.row_of(block) for block in self._flag_blocks(changes)}
        if changes.decisions and self._session.current is not None:
            touched |= {self._session.current}
        self.view.refresh_rows(self._session.rows.forget(touched))
        self._count()

    def _flag_blocks(self, changes: Changes) -> list[BlockId]:
        flags = self._session.project.flags
        return [block for block, own in flags.items() if any(flag.id in changes.flags for flag in own)]

    @Slot()
    def _surveyed(self) -> None:
        self.view.refresh_rows(range(self._session.rows.count()))
        self._count()

    @Slot()
    def _may_write(self) -> None:
        if self.grid.read_only != self._session.read_only:
            self.grid.set_read_only(self._session.read_only)

    @Slot()
    def _count(self) -> None:
        """What is not known yet is not counted here: it would keep the window waiting."""
        project = self._session.project
        if self.grid.linking:
            self.link_bar.show_state(project.counts()["links"], alarms_of(project, self._words))
        counts = project.counts() if project.counted else {"all": len(project.order)}
        if not project.surveyed:
            counts = {name: n for name, n in counts.items() if name not in ("findings", "cleaning")}
        self.filter_bar.set_counts(counts, self._session.rows.count(), more=self._session.search.busy)

    @Slot(int)
    def _grid_moved(self, index: int) -> None:
        if not self.reading and 0 <= index < self._session.rows.count():
            self._session.set_current(self._session.rows.ids[index])

    @Slot(int)
    def _reader_moved(self, index: int) -> None:
        if self.reading and 0 <= index < self._session.rows.count():
            self._session.set_current(self._session.rows.ids[index])


def _plain(text: str) -> str:
    return clean_characters(text)[0].replace("\t", " ")
