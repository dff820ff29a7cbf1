"""The short list under the caret: terms, figures and names that go on from what is typed. Tab takes one.

It never takes the focus and never opens while an input method composes; Enter and the letters stay the text's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.view.editor import CellEditor
from ui.view.typing import Completion, completions

_MOST = 6
_EDGE = 6
_SIZE = Qt.ItemDataRole.UserRole


class Completing(QListWidget):
    """Watches one editor. ``offers`` are for the text that is open."""

    def __init__(self, editor: CellEditor, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("completions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.offers: Sequence[str] = ()
        self._editor = editor
        editor.installEventFilter(self)
        editor.edited.connect(self._look)
        editor.caret_moved.connect(self._caret_moved)
        editor.lost_focus.connect(self.hide)
        self.itemClicked.connect(self._take)
        self.hide()

    @Slot()
    def _look(self) -> None:
        """Shows what fits the text before the caret."""
        start, end = self._editor.selection()
        fitting: list[Completion] = []
        if self._editor.awake and start == end and not self._editor.composition():
            fitting = completions(self._editor.text[:start], self.offers)[:_MOST]
        self.clear()
        for one in fitting:
            item = QListWidgetItem(one.text, self)
            item.setData(_SIZE, one.typed)
        self.setVisible(bool(fitting))
        if fitting:
            self.setCurrentRow(0)
            self._place()

    @Slot()
    def _caret_moved(self) -> None:
        if self.isVisible():
            self._look()

    def _place(self) -> None:
        """Under the caret, above it where there is no room below, and inside the rows."""
        area = self.parentWidget()
        if area is None:
            return
        width = min(max(self.sizeHintForColumn(0) + 4 * _EDGE, 120), area.width() - 2 * _EDGE)
        height = sum(self.sizeHintForRow(row) for row in range(self.count())) + 2 * _EDGE
        caret = self._editor.cursorRect()
        place = self._editor.mapTo(area, QPoint(caret.left(), caret.bottom() + 2))
        if place.y() + height > area.height():
            place = self._editor.mapTo(area, QPoint(caret.left(), caret.top() - height - 2))
        self.setGeometry(min(max(place.x(), 0), area.width() - width - _EDGE), max(place.y(), 0), width, height)
        self.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        """Puts the chosen text in the place of what was typed of it, as one step of undo."""
        # The list is filled anew, and the item gone, as soon as the caret moves.
        caret, text, typed = self._editor.selection()[1], item.text(), int(item.data(_SIZE))
        self._editor.select(caret - typed, caret)
        self._editor.insert(text)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible() and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        item = self.currentItem()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._editor.composition() or item is None:
            return False
        match event.key():
            case Qt.Key.Key_Tab:
                self._take(item)
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.setCurrentRow((self.currentRow() + step) % self.count())
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True
