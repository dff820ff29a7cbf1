"""A table to be walked by keyboard: whole rows, one current item that outlives a refresh, Enter acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from ui.models.columns import Column
from ui.models.table import CheckedModel, ItemsModel
from ui.panels.cells import CellDelegate
from ui.theme import Theme

_ROW = 30
_LEAST = 120
_WRAPS = 200
"""Columns as wide as this hold sentences: they may go on in the next line."""
_WIDE_PART = 0.5
"""How much of a small room columns with a wide wish may take together."""
_MEASURED = 200
"""Tables longer than this keep rows of one line: measuring every text would be felt."""


def widths(columns: Sequence[Column[Any]], room: int) -> list[int]:
    """The widths of columns in a room: those without one share what is left, wide ones give way where it is little."""
    narrow = sum(column.width for column in columns if column.width < _WRAPS)
    wide = sum(column.width for column in columns if column.width >= _WRAPS)
    free = sum(not column.width for column in columns)
    left = max(room - narrow, 0)
    share = min(1.0, left * _WIDE_PART / wide) if wide and free else 1.0
    rest = (left - int(wide * share)) // max(1, free)
    return [
        max(_LEAST, rest) if not column.width else int(column.width * share) if column.width >= _WRAPS else column.width
        for column in columns
    ]


class Listing(QTableView):
    """Shows an ``ItemsModel``. ``wanted(item)``: Enter or a double click. ``moved(item)``: another one is current."""

    wanted = Signal(object)
    moved = Signal(object)

    def __init__(self, model: ItemsModel[Any], theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self._delegate = CellDelegate(theme, self)
        self._tall: set[int] = set()
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(0)
        self._measure.timeout.connect(self.fit_rows)
        header.sectionResized.connect(self._fit_later)
        model.layoutChanged.connect(self._fit_later)
        self.activated.connect(self._activate)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.viewport().update()

    def key(self, keys: str, slot: Callable[[], None]) -> None:
        """Lets a key do something while the table has the focus. ``slot`` is a bound method of a QObject."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)

    @property
    def current(self) -> Any:
        """The item the cursor is on, None in an empty table."""
        return self._items.item(self.currentIndex().row())

    def set_items(self, items: Iterable[Any]) -> None:
        """Shows new items. The current one stays if it is still there, else the one in its place is current."""
        was, row = self.current, self.currentIndex().row()
        at = self.verticalScrollBar().value()
        self._items.set_items(items)
        found = self._items.row_of(self._items.key(was)) if was is not None else -1
        self.go_to(found if found >= 0 else min(max(row, 0), self._items.rowCount() - 1))
        self.fit_rows()
        self.verticalScrollBar().setValue(at)
        self.scrollTo(self.currentIndex())

    def go_to(self, row: int) -> None:
        """Makes a row current; one that is not there makes none current."""
        self.selectionModel().setCurrentIndex(
            self._items.index(row, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )

    @Slot()
    def toggle_current(self) -> None:
        """Turns the tick of the current item, in a table that has ticks."""
        if isinstance(self._items, CheckedModel):
            self._items.toggle(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @Slot()
    def fit_rows(self) -> None:
        """Makes rows as high as their longest text needs, in tables short enough to measure."""
        count = self._items.rowCount()
        short = count <= _MEASURED and self.width() > _LEAST
        columns = enumerate(self._items.columns)
        free = [n for n, column in columns if not column.width or column.width >= _WRAPS] if short else []
        option = QStyleOptionViewItem()
        for row in range(count) if free else sorted(self._tall):
            height = _ROW
            for column in free:
                option.rect.setRect(0, 0, self.columnWidth(column), _ROW)
                height = max(height, self._delegate.sizeHint(option, self._items.index(row, column)).height())
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
            (self._tall.add if height > _ROW else self._tall.discard)(row)

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        for number, width in enumerate(widths(self._items.columns, self.viewport().width())):
            if header.sectionSize(number) != width:
                header.resizeSection(number, width)
        self._measure.start()

    @Slot()
    def _fit_later(self) -> None:
        self._measure.start()

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        item = self._items.item(index.row())
        if item is not None:
            self.wanted.emit(item)

    @Slot()
    def _tell(self) -> None:
        self.moved.emit(self.current)
