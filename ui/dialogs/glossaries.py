"""The glossaries of a project: left in the order in which they count, right their concepts, filtered and changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.errors import UserError
from app.model import Changes, ConceptId, Side
from app.review.duplicates import find_duplicates
from app.tasks import Task
from app.words import Words
from glossary.formats import cells_of
from glossary.model import Concept
from ui.dialogs.glossary_files import GlossaryFiles
from ui.dialogs.glossary_items import (
    Entry,
    GlossaryLine,
    entries_of,
    entry_columns,
    entry_key,
    filtered,
    glossary_choices,
    glossary_columns,
    line_key,
    lines_of,
)
from ui.dialogs.parts import GAP, Sheet, button, explain, label
from ui.dialogs.term import TermDialog
from ui.jobs import Jobs
from ui.models.table import ItemsModel
from ui.panels.listing import Listing
from ui.session import Session
from ui.theme import Theme

_PAUSE = 120
"""Milliseconds of rest after a key before the table is filtered."""


class GlossariesDialog(Sheet):
    """Stays open beside the work and follows it."""

    duplicates_found = Signal()

    def __init__(self, theme: Theme, words: Words, jobs: Jobs, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("terms.glossaries-title"), parent)
        self._session = session
        self._jobs = jobs
        self._lines: list[GlossaryLine] = []
        self._groups: list[tuple[Concept, ...]] = []
        self._shown: Sequence[Entry] = ()
        self.files = GlossaryFiles(session, theme, words, jobs, self)
        self.files.said.connect(self.tell)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self._filter)
        self._build()
        session.changed.connect(self._changed)
        self.resize(1280, 680)
        self._read()
        self._filter_field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the table's: passed on, it would press the default button of the dialog it has just opened."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # Parts

    def _build(self) -> None:
        say = self._words.say
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.setChildrenCollapsible(False)
        across.addWidget(self._build_left())
        across.addWidget(self._build_right())
        across.setStretchFactor(1, 1)
        across.setSizes([330, 910])
        self.body.addWidget(across, 1)
        self.add_foot(button(self.say("close"), self.reject))
        for listing in (self.glossaries, self.entries):
            listing.key("Ctrl+Z", self._undo)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self._filter_field.setFocus)
        self._about.setText(say("terms.order-about"))

    def _build_left(self) -> QWidget:
        say = self._words.say
        side, layout = _column(right=GAP)
        layout.addWidget(label(say("terms.glossaries"), rank="section"))
        model = ItemsModel[GlossaryLine](glossary_columns(self._words), line_key, self._words, self)
        self.glossaries = Listing(model, self._theme, say("terms.glossaries"), side)
        self.glossaries.setSortingEnabled(False)
        self.glossaries.key("Alt+Up", self._up)
        self.glossaries.key("Alt+Down", self._down)
        self.glossaries.key("Del", self._remove_glossary)
        self.glossaries.moved.connect(self._turn)
        layout.addWidget(self.glossaries, 1)
        self._about = label("", rank="soft", wrap=True)
        layout.addWidget(self._about)
        buttons = QHBoxLayout()
        self._move_up = button(say("terms.up"), self._up, tip=say("terms.up-tip"))
        self._move_down = button(say("terms.down"), self._down, tip=say("terms.down-tip"))
        self._import = button(say("terms.import"), self.files.ask_import, tip=say("terms.import-tip"))
        self._export = button(say("terms.export"), self._ask_export, tip=say("terms.export-tip"))
        self._drop = button(say("terms.remove"), self._remove_glossary, tip=say("terms.remove-glossary-tip"))
        for one in (self._move_up, self._move_down, self._import, self._export, self._drop):
            buttons.addWidget(one)
        layout.addLayout(buttons)
        return side

    def _build_right(self) -> QWidget:
        say = self._words.say
        side, layout = _column(left=GAP)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self._filter_field = QLineEdit()
        self._filter_field.setClearButtonEnabled(True)
        self._filter_field.setPlaceholderText(say("terms.filter"))
        explain(self._filter_field, say("terms.filter"), say("terms.filter-tip"))
        self._filter_field.textChanged.connect(self._later)
        self._filter_field.returnPressed.connect(self._to_table)
        self._twice = QPushButton(say("terms.duplicates"))
        self._twice.setCheckable(True)
        self._twice.setAutoDefault(False)
        self._twice.setProperty("chip", True)
        explain(self._twice, say("terms.duplicates"), say("terms.duplicates-tip"))
        self._twice.clicked.connect(self._look_for_duplicates)
        self._count = label("", rank="soft")
        head.addWidget(self._filter_field, 1)
        head.addWidget(self._twice)
        head.addWidget(self._count)
        layout.addLayout(head)
        model = ItemsModel[Entry](entry_columns(), entry_key, self._words, self)
        self.entries = Listing(model, self._theme, say("terms.entries"), side)
        self.entries.key("Del", self._delete)
        self.entries.key("Ins", self._new)
        self.entries.wanted.connect(self._change)
        self.entries.moved.connect(self._enable)
        layout.addWidget(self.entries, 1)
        buttons = QHBoxLayout()
        self._new_button = button(say("terms.new-term"), self._new, tip=say("terms.new-term-tip"))
        self._change_button = button(say("terms.change-term"), self._change_current, tip=say("terms.change-term-tip"))
        self._delete_button = button(say("terms.delete-term"), self._delete, tip=say("terms.delete-term-tip"))
        self._merge = button(say("terms.merge"), self._merge_current, tip=say("terms.merge-tip"))
        self._merge_all = button("", self._merge_every, tip=say("terms.merge-all-tip"))
        for one in (self._new_button, self._change_button, self._delete_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self._merge)
        buttons.addWidget(self._merge_all)
        layout.addLayout(buttons)
        return side

    # What is shown

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.terms and not self._session.closed:
            self._read()

    def _read(self) -> None:
        self._lines = lines_of(self._session.project, self._words)
        self.glossaries.set_items(self._lines)
        if self._twice.isChecked():
            self._look_for_duplicates()
        else:
            self._turn()

    @Slot()
    def _turn(self) -> None:
        """Shows the concepts of the chosen glossary, or those that are there twice in any."""
        line = self.glossaries.current
        if self._twice.isChecked():
            order = [concept.id for group in self._groups for concept in group]
            by_id = {entry.concept.id: entry for entry in entries_of(self._lines)}
            self._shown = [by_id[id_] for id_ in order if id_ in by_id]
        else:
            self._shown = entries_of([line] if line is not None else [])
        self._filter()

    @Slot()
    def _later(self) -> None:
        self._rest.start()

    @Slot()
    def _filter(self) -> None:
        self._rest.stop()
        found = filtered(self._shown, self._filter_field.text())
        self.entries.set_items(found)
        self._count.setText(self._words.say("terms.shown-of", shown=len(found), n=len(self._shown)))
        self._enable()

    @Slot()
    def _to_table(self) -> None:
        self._filter()
        self.entries.setFocus()

    @Slot()
    def _enable(self) -> None:
        may = not self._session.read_only
        line, twice = self.glossaries.current, self._twice.isChecked()
        at = self._lines.index(line) if line in self._lines else -1
        self._move_up.setEnabled(may and at > 0)
        self._move_down.setEnabled(may and 0 <= at < len(self._lines) - 1)
        self._import.setEnabled(may)
        self._export.setEnabled(line is not None)
        self._drop.setEnabled(may and line is not None)
        chosen = self.entries.current is not None
        self._new_button.setEnabled(may)
        for one in (self._change_button, self._delete_button):
            one.setEnabled(may and chosen)
        for one in (self._merge, self._merge_all):
            one.setVisible(twice)
            one.setEnabled(may and bool(self._groups) and (chosen or one is self._merge_all))
        self._merge_all.setText(self._words.say("terms.merge-all", n=len(self._groups)))

    # Glossaries

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, way: int) -> None:
        ids = [line.id for line in self._lines]
        at = self._lines.index(self.glossaries.current) if self.glossaries.current in self._lines else -1
        if at >= 0 and 0 <= at + way < len(ids):
            ids[at], ids[at + way] = ids[at + way], ids[at]
            self._session.perform(partial(self._session.project.order_glossaries, ids))

    @Slot()
    def _remove_glossary(self) -> None:
        line = self.glossaries.current
        if line is not None and self._session.perform(partial(self._session.project.remove_glossary, line.id)):
            self.tell(self._words.say("terms.glossary-removed", name=line.name, n=line.count), "")

    @Slot()
    def _ask_export(self) -> None:
        if self.glossaries.current is not None:
            self.files.ask_export(self.glossaries.current)

    # Concepts

    @Slot()
    def _new(self) -> None:
        self._open({}, None)

    @Slot()
    def _change_current(self) -> None:
        if self.entries.current is not None:
            self._change(self.entries.current)

    @Slot(object)
    def _change(self, entry: Entry) -> None:
        if not self._session.read_only:
            self._open(cells_of(entry.concept), ConceptId(int(entry.concept.id)))

    def _open(self, cells: dict[str, str], id_: ConceptId | None) -> None:
        line = self.glossaries.current
        into = glossary_choices(self._session.project, self._words, line.id if line is not None else None)
        dialog = TermDialog(self._theme, self._words, self._jobs, self._session, cells, id_, self, into=into)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self._say)
        dialog.open()

    @Slot()
    def _delete(self) -> None:
        entry = self.entries.current
        if entry is not None:
            ids = [ConceptId(int(entry.concept.id))]
            if self._session.perform(partial(self._session.project.remove_concepts, ids)):
                self._say(self._words.say("terms.removed", term=cells_of(entry.concept)["source"]))

    @Slot()
    def _undo(self) -> None:
        """Takes back what was done last, where it was done to terms: texts are not to change from here."""
        project = self._session.project
        what = project.history.undo_label
        if what.startswith(("term-", "glossary-")) and self._session.perform(project.undo):
            self._say(self._words.say("window.undone", what=self._words.say(f"edits.{what}")))

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.tell(sentence, "")

    # Duplicates

    @Slot()
    def _look_for_duplicates(self) -> None:
        """Looks in a job for concepts of one source term; what the table held before is shown when it is let go."""
        self._groups = []
        if not self._twice.isChecked():
            self._turn()
            return
        project = self._session.project
        concepts = [concept for line in self._lines for concept in line.glossary.concepts]
        language = project.languages[Side.SOURCE]

        def work(task: Task) -> list[tuple[Concept, ...]]:
            return find_duplicates(concepts, language)

        self._jobs.run(work, self._found, self._failed, quiet=True, beside=True)

    def _found(self, groups: list[tuple[Concept, ...]]) -> None:
        self._groups = groups
        self._turn()
        self._say("" if groups else self._words.say("terms.no-duplicates"))
        self.duplicates_found.emit()

    def _failed(self, error: UserError) -> None:
        self.tell(self._words.error(error))

    @Slot()
    def _merge_current(self) -> None:
        entry = self.entries.current
        if entry is not None:
            self._join([group for group in self._groups if any(one.id == entry.concept.id for one in group)])

    @Slot()
    def _merge_every(self) -> None:
        self._join(self._groups)

    def _join(self, groups: Sequence[tuple[Concept, ...]]) -> None:
        if groups and self._session.perform(partial(self._session.project.merge_concepts, groups)):
            self._say(self._words.say("terms.merged", n=len(groups)))


def _column(left: int = 0, right: int = 0) -> tuple[QWidget, QVBoxLayout]:
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(left, 0, right, 0)
    layout.setSpacing(GAP)
    return side, layout
