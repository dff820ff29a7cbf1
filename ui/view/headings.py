"""The quiet headings over the columns: the names of the two languages. They stay on top while the rows scroll."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.fonts import label_font
from ui.theme import Theme
from ui.view.columns import Columns

HEADINGS_HEIGHT = 28


class Headings(QWidget):
    """Draws the names over the columns it was last given."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = ("", "")
        self._columns: Columns | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_names(self, source: str, target: str) -> None:
        self._names = (source, target)
        self.update()

    def set_columns(self, columns: Columns) -> None:
        self._columns = columns
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.paper)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.hair)
        if self._columns is not None:
            painter.setPen(self._theme.soft)
            painter.setFont(label_font(bold=True))
            source, target = self._names
            if self._columns.source_width:
                painter.drawText(QPointF(self._columns.source, 18), source)
            painter.drawText(QPointF(self._columns.target, 18), target)
        painter.end()
