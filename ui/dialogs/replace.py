"""Find and replace: every place is listed as it stands and as it will stand, and goes only while it is ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from app.errors import UserError
from app.model import BlockId, Changes, RowId, Side
from app.review.search import Match, Query, find
from app.tasks import Task
from app.words import Words
from ui.dialogs.find_bar import FindBar
from ui.dialogs.marked import MarkedDelegate
from ui.dialogs.matches import MatchModel
from ui.dialogs.parts import Sheet, button, explain, label
from ui.jobs import Job, Jobs
from ui.panels.cells import CellDelegate
from ui.session import Session
from ui.theme import Theme

__all__ = ["FindBar", "ReplaceDialog"]

_MOST = 10_000
"""What the search stops at."""
_PAUSE = 200
"""Milliseconds of rest after a key before the search begins."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is searched: exported blocks of the chosen sides in the order of their rows."""

    texts: Mapping[BlockId, str]
    rows: Mapping[BlockId, RowId]


class ReplaceDialog(Sheet):
    """Stays open beside the work. ``row_wanted(RowId)``: the person wants to see a place in the text."""

    row_wanted = Signal(object)

    def __init__(self, theme: Theme, words: Words, jobs: Jobs, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("dialogs.replace.title"), parent)
        self._jobs = jobs
        self._session = session
        self._job: Job | None = None
        self._texts: Texts | None = None
        self._model = MatchModel(words, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self.search)
        self._build()
        self._model.dataChanged.connect(self._refresh)
        self._model.modelReset.connect(self._refresh)
        session.changed.connect(self._changed)
        session.search.rows_changed.connect(self._rows_changed)
        self.resize(820, 560)
        self._count.setText(self.say("replace.idle"))
        self._refresh()

    def _build(self) -> None:
        self._find = QLineEdit()
        explain(self._find, self.say("replace.find"), self.say("replace.find-tip"))
        self._with = QLineEdit()
        explain(self._with, self.say("replace.with"), self.say("replace.with-tip"))
        self._side = QComboBox()
        explain(self._side, self.say("replace.side"))
        for name in ("target", "source", "both"):
            self._side.addItem(self.say(f"replace.side-{name}"), name)
        self._options = {
            name: QCheckBox(self.say(f"replace.{name}")) for name in ("match-case", "whole-words", "regex", "keep-case")
        }
        self._options["keep-case"].setToolTip(self.say("replace.keep-case-tip"))
        self._options["keep-case"].setChecked(True)
        self._shown_only = QCheckBox(self.say("replace.shown-only"))
        self._shown_only.setToolTip(self.say("replace.shown-only-tip"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate((("find", self._find), ("with", self._with))):
            grid.addWidget(label(self.say(f"replace.{name}"), rank="soft"), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(label(self.say("replace.side"), rank="soft"), 2, 0)
        options = QHBoxLayout()
        options.setSpacing(16)
        options.addWidget(self._side)
        for box in self._options.values():
            box.toggled.connect(self._schedule)
            options.addWidget(box)
        self._shown_only.toggled.connect(self._side_changed)
        options.addWidget(self._shown_only)
        options.addStretch(1)
        grid.addLayout(options, 2, 1)
        self.body.addLayout(grid)

        head = QHBoxLayout()
        self._count = label("", rank="soft")
        self._all = button(self.say("replace.all"), self._take_all, link=True)
        self._none = button(self.say("replace.none"), self._take_none, link=True)
        head.addWidget(self._count, 1)
        head.addWidget(self._all)
        head.addWidget(self._none)
        self.body.addLayout(head)
        self._table = self._make_table()
        self.body.addWidget(self._table, 1)

        self._replace = button("", self.replace, primary=True, tip=self.say("replace.replace-tip"))
        self.add_foot(button(self.say("close"), self.close_sheet), self._replace)
        self._find.textChanged.connect(self._schedule)
        self._find.returnPressed.connect(self._to_list)
        self._with.textChanged.connect(self._schedule)
        self._side.currentIndexChanged.connect(self._side_changed)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setItemDelegate(MarkedDelegate(self._theme, table))
        table.setItemDelegateForColumn(0, CellDelegate(self._theme, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        explain(table, self.say("replace.list"), self.say("replace.list-tip"))
        table.doubleClicked.connect(self._wanted)
        for key, slot in ((Qt.Key.Key_Space, self._toggle), (Qt.Key.Key_Return, self._want_current)):
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        return table

    def open_with(self, text: str = "") -> None:
        """Shows the dialog with the find field ready to be typed over, ``text`` in it unless that is empty."""
        if text:
            self._find.setText(text)
        self.show()
        self.raise_()
        self.activateWindow()
        self._find.setFocus()
        self._find.selectAll()

    # Finding

    @property
    def query(self) -> Query:
        case, words, regex, keep = (box.isChecked() for box in self._options.values())
        return Query(self._find.text(), self._with.text(), case, words, regex, keep and self._may_keep_case)

    @property
    def _may_keep_case(self) -> bool:
        """Who tells capitals from small letters, or writes an expression, means the replacement as it is typed."""
        return self._replacing and not any(self._options[name].isChecked() for name in ("match-case", "regex"))

    @property
    def _replacing(self) -> bool:
        return self._side.currentData() == "target" and not self._session.read_only

    @Slot()
    def _schedule(self) -> None:
        self._options["keep-case"].setEnabled(self._may_keep_case)
        self._rest.start()

    @Slot()
    def _side_changed(self) -> None:
        self._texts = None
        self._with.setEnabled(self._replacing)
        self._with.setPlaceholderText("" if self._replacing else self.say("replace.find-only"))
        self._schedule()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        self._texts = self._texts and self._after(self._texts, changes)
        if self.isVisible():
            self._schedule()

    @Slot()
    def _rows_changed(self) -> None:
        if self._shown_only.isChecked():
            self._side_changed()

    @Slot()
    def search(self) -> None:
        """Looks for what is typed, in a job over the texts as they stand now."""
        if self._session.closed:
            return
        self._rest.stop()
        self._stop()
        if self._texts is None:
            self._texts = self._read()
        texts, query = self._texts, self.query

        def work(task: Task) -> list[Match]:
            return list(find(query, texts.texts.items(), task))

        self._job = self._jobs.run(work, self._found, self._failed, quiet=True, beside=True)

    def _read(self) -> Texts:
        store, side = self._session.project.store, self._side.currentData()
        sides = tuple(Side) if side == "both" else (Side(side),)
        texts: dict[BlockId, str] = {}
        rows: dict[BlockId, RowId] = {}
        for row in store.rows(list(self._session.rows.ids) if self._shown_only.isChecked() else store.row_ids()):
            for block in (block for side in sides for block in row.included(side)):
                texts[block.id] = block.text
                rows[block.id] = row.id
        return Texts(texts, rows)

    def _after(self, texts: Texts, changes: Changes) -> Texts | None:
        """The texts with what was written since, so that not every edit reads the whole project; None to read anew."""
        if changes.structure or not changes.blocks <= texts.rows.keys():
            return None
        blocks = [self._session.project.store.block(id_) for id_ in changes.blocks]
        if any(block.excluded for block in blocks):
            return None
        return Texts({**texts.texts, **{block.id: block.text for block in blocks}}, texts.rows)

    def _found(self, matches: Sequence[Match]) -> None:
        self._job = None
        if self._texts is None:
            return
        if self.message.property("tone") == "error":
            self.tell("")
        numbers = {match.block: self._session.rows.number(self._texts.rows[match.block]) for match in matches}
        self._model.show(matches, self._texts.texts, numbers, checkable=self._replacing)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, 84)
        self._count.setText(self._counted(len(matches)))

    def _counted(self, n: int) -> str:
        if not self._find.text():
            return self.say("replace.idle")
        if not n:
            return self.say("replace.nothing")
        return self.say("replace.found-most" if n >= _MOST else "replace.found", n=n)

    def _failed(self, error: UserError) -> None:
        self._job = None
        self._model.show((), {}, {}, checkable=self._replacing)
        self._count.setText("")
        self.tell(self._words.error(error))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.task.cancel()
            self._job = None

    # Choosing and replacing

    @Slot()
    def _refresh(self) -> None:
        n = len(self._model.chosen())
        self._replace.setText(self.say("replace.replace", n=n))
        self._replace.setEnabled(bool(n) and bool(self._find.text()))
        for one in (self._all, self._none):
            one.setVisible(self._replacing and self._model.rowCount() > 0)

    @Slot()
    def _take_all(self) -> None:
        self._model.choose(True)

    @Slot()
    def _take_none(self) -> None:
        self._model.choose(False)

    @Slot()
    def _toggle(self) -> None:
        if self._replacing and self._table.currentIndex().isValid():
            self._model.toggle(self._table.currentIndex().row())

    @Slot()
    def replace(self) -> None:
        """Carries out the ticked replacements as one step; what is still being searched for is waited for."""
        if self._job is not None or self._rest.isActive() or not self._replace.isEnabled():
            return
        n = len(self._model.chosen())
        self._session.failed.connect(self.tell)
        if self._session.perform(self._replace_chosen):
            self.tell(self.say("replace.done", n=n), "ok")
        self._session.failed.disconnect(self.tell)

    def _replace_chosen(self) -> Changes:
        return self._session.project.replace_all(self._model.chosen())

    # Going there

    @Slot()
    def _to_list(self) -> None:
        if self._model.rowCount():
            self._table.setFocus()
            self._table.setCurrentIndex(self._model.index(max(self._table.currentIndex().row(), 0), 0))

    @Slot()
    def _want_current(self) -> None:
        self._wanted(self._table.currentIndex())

    @Slot(QModelIndex)
    def _wanted(self, index: QModelIndex) -> None:
        if index.isValid() and self._texts is not None:
            self.row_wanted.emit(self._texts.rows[self._model.place(index.row()).block])

    # Events

    @Slot()
    def close_sheet(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._rest.stop()
        self._stop()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.replace()
        elif not enter:
            super().keyPressEvent(event)
