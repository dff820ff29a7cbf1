"""Frozen items in rows, columns as objects: the model of every plain table of the window."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.words import Words
from ui.models.columns import Column

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class ItemsModel(QAbstractTableModel, Generic[T]):
    """A table of items. ``key`` says which item is which, so that the current one is found again among new ones."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._words = words
        self._given: list[T] = []
        self._items: list[T] = []
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    # For Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return self.columns[index.column()].value(self._items[index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(column.title) if column.title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders by a column; -1 gives back the order the items came in. What is current stays so."""
        self._order = (column, order)
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [(self._key(self._items[index.row()]), index.column()) for index in old]
        self._arrange()
        rows = {self._key(item): row for row, item in enumerate(self._items)}
        self.changePersistentIndexList(old, [self.index(rows[key], at) for key, at in kept])
        self.layoutChanged.emit()

    # For us

    @property
    def items(self) -> Sequence[T]:
        """The items in the order they are shown."""
        return self._items

    def item(self, row: int) -> T | None:
        return self._items[row] if 0 <= row < len(self._items) else None

    def key(self, item: T) -> Hashable:
        return self._key(item)

    def row_of(self, key: Hashable) -> int:
        """Where the item of a key stands now, -1 if it is gone."""
        return next((row for row, item in enumerate(self._items) if self._key(item) == key), -1)

    def set_items(self, items: Iterable[T]) -> None:
        """Takes new items in the order asked for; nothing is said when they are the old ones."""
        new = list(items)
        if new == self._given:
            return
        self.beginResetModel()
        self._given = new
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        column, order = self._order
        self._items = list(self._given)
        if 0 <= column < len(self.columns):
            self._items.sort(key=self.columns[column].order, reverse=order is Qt.SortOrder.DescendingOrder)


class CheckedModel(ItemsModel[T]):
    """A table whose items can be ticked in the first column; a tick stays with its item through ``set_items``."""

    ticked = Signal()

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        words: Words,
        parent: QObject | None = None,
        *,
        first: Callable[[T], bool] | None = None,
    ) -> None:
        super().__init__(columns, key, words, parent)
        self._first = first
        self._ticks: dict[Hashable, bool] = {}

    @property
    def checked(self) -> list[T]:
        """The ticked items in the order they are shown."""
        return [item for item in self._items if self._ticks.get(self._key(item), False)]

    def set_items(self, items: Iterable[T]) -> None:
        """Takes new items; one that was not there before is ticked if ``first`` says so, or is not given."""
        new = list(items)
        ticks = self._ticks
        self._ticks = {}
        for item in new:
            key = self._key(item)
            self._ticks[key] = ticks[key] if key in ticks else (self._first is None or self._first(item))
        super().set_items(new)
        self.ticked.emit()

    def tick_where(self, wanted: Callable[[T], bool]) -> None:
        """Ticks those, and no others, as somebody else has decided: ``ticked`` is not emitted."""
        for row, item in enumerate(self._items):
            self._ticks[self._key(item)] = wanted(item)
            where = self.index(row, 0)
            self.dataChanged.emit(where, where, [Qt.ItemDataRole.CheckStateRole])

    def toggle(self, row: int) -> None:
        item = self.item(row)
        if item is not None:
            self._tick(row, not self._ticks.get(self._key(item), False))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            ticked = self._ticks.get(self._key(self._items[index.row()]), False)
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column() != 0:
            return False
        self._tick(index.row(), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _tick(self, row: int, ticked: bool) -> None:
        self._ticks[self._key(self._items[row])] = ticked
        where = self.index(row, 0)
        self.dataChanged.emit(where, where, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()
