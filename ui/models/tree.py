"""Items in groups, two levels deep, columns as objects: the model of the ledger of terms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.words import Words
from ui.models.columns import Column

G = TypeVar("G")
T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_TOP = 0


@dataclass(frozen=True, slots=True)
class Level(Generic[T]):
    """How the items of a level are shown and told apart."""

    columns: tuple[Column[T], ...]
    key: Callable[[T], Hashable]


class GroupsModel(QAbstractItemModel, Generic[G, T]):
    """Groups with their items below them. The headings are those of the groups' columns."""

    def __init__(
        self,
        groups: Level[G],
        items: Level[T],
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.groups = groups
        self.items = items
        self._words = words
        self._content: list[tuple[G, tuple[T, ...]]] = []

    # For Qt: an index of an item carries the number of its group, counted from 1

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        group = index.internalId() if index.isValid() else _TOP
        return QModelIndex() if group == _TOP else self.createIndex(group - 1, 0, _TOP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._content)
        if parent.internalId() != _TOP or parent.column() != 0:
            return 0
        return len(self._content[parent.row()][1])

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(self.groups.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        group = index.internalId()
        if group == _TOP:
            return self.groups.columns[index.column()].value(self._content[index.row()][0], role)
        return self.items.columns[index.column()].value(self._content[group - 1][1][index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.groups.columns):
            return None
        column = self.groups.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(column.title) if column.title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        return None

    # For us

    @property
    def content(self) -> Sequence[tuple[G, tuple[T, ...]]]:
        return self._content

    def group(self, index: Index) -> G | None:
        """The group an index stands for, None for one of an item."""
        return self._content[index.row()][0] if index.isValid() and index.internalId() == _TOP else None

    def item(self, index: Index) -> T | None:
        """The item an index stands for, None for one of a group."""
        if not index.isValid() or index.internalId() == _TOP:
            return None
        return self._content[index.internalId() - 1][1][index.row()]

    def key(self, index: Index) -> Hashable:
        """What tells an index from all others, through ``set_content`` too; None for an invalid one."""
        item, group = self.item(index), self.group(index)
        if item is not None:
            return self.groups.key(self._content[index.internalId() - 1][0]), self.items.key(item)
        return (self.groups.key(group), None) if group is not None else None

    def find(self, key: Hashable) -> QModelIndex:
        """Where a key stands now; an invalid index if it is gone."""
        for row in range(len(self._content)):
            index = self.index(row, 0)
            if self.key(index) == key:
                return index
            for inner in range(self.rowCount(index)):
                if self.key(found := self.index(inner, 0, index)) == key:
                    return found
        return QModelIndex()

    def set_content(self, content: Iterable[tuple[G, tuple[T, ...]]]) -> None:
        """Takes new groups in the order they are shown; nothing is said when they are the old ones."""
        new = list(content)
        if new == self._content:
            return
        self.beginResetModel()
        self._content = new
        self.endResetModel()
