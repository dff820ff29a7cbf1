"""A table of two levels to be walked by keyboard: Right opens a group, Enter on an item goes to it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView, QWidget

from ui.models.tree import GroupsModel, Index
from ui.panels.cells import CellDelegate
from ui.panels.listing import widths
from ui.theme import Theme

_ROW = 30


class _OneLine(CellDelegate):
    """Rows of one height: a tree of thousands is laid out at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW)


class Outline(QTreeView):
    """Shows a ``GroupsModel``. ``wanted(item)``: Enter or a double click on an item; on a group it opens and closes."""

    wanted = Signal(object)

    def __init__(self, model: GroupsModel[Any, Any], theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = model
        self._delegate = _OneLine(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setIndentation(20)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setHighlightSections(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.activated.connect(self._activate)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.viewport().update()

    def set_content(self, content: Iterable[tuple[Any, tuple[Any, ...]]]) -> None:
        """Shows new groups; what was open stays open, and what was current stays so if it is still there."""
        model, at = self._groups, self.verticalScrollBar().value()
        was = model.key(self.currentIndex())
        opened: set[Hashable] = {
            model.key(index) for row in range(model.rowCount()) if self.isExpanded(index := model.index(row, 0))
        }
        model.set_content(content)
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            self.setExpanded(index, model.key(index) in opened)
        found = model.find(was) if was is not None else QModelIndex()
        self.setCurrentIndex(found if found.isValid() else model.index(0, 0))
        self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for number, width in enumerate(widths(self._groups.groups.columns, self.viewport().width())):
            self.header().resizeSection(number, width)

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        item = self._groups.item(index)
        if item is not None:
            self.wanted.emit(item)
        else:
            first = index.siblingAtColumn(0)
            self.setExpanded(first, not self.isExpanded(first))
