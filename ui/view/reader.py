"""Read-through: the target as running prose in one calm column, the source of the current paragraph beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.fonts import ZOOM_RANGE, label_font, text_font
from ui.theme import Theme
from ui.view.cells import Styles
from ui.view.flow import Flow, TextStyle, lay_out, paint_grounds, paint_lines, spans_of, text_style
from ui.view.model import CellRef, CellView, Mark, RowView, Side
from ui.view.rows import RowsView

CHARACTERS = 72
"""The most characters a line of prose holds."""
_GAP = 14
_HEADING_GAP = 26
_EDGE = 40
_MARGIN_GAP = 40
_MARGIN_LEAST = 180
_PARAGRAPH_GAP = 10
_INDENT = 22


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the prose in its place in the row."""

    view: CellView
    flow: Flow
    spans: tuple[tuple[Mark, int, int], ...]
    top: int
    left: int


@dataclass(frozen=True, slots=True)
class ProseBox:
    """The exported paragraphs of one row; a row of which nothing is exported takes next to no room."""

    view: RowView
    paragraphs: tuple[Paragraph, ...]
    source: tuple[Flow, ...]
    height: int


class ReadingView(RowsView[ProseBox]):
    """Shows the translation as a reader will see it. The current row is the grid's: connect ``current_changed``."""

    edit_requested = Signal(object)
    """CellRef: Enter or a double click on a paragraph."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._styles = Styles()
        self._zoom = 2
        self._column = QRect(_EDGE, 0, 600, 0)
        self._beside = QRect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.say("view.reader.name"))
        self.setAccessibleDescription(words.say("view.reader.about"))
        self._styles.set_zoom(Side.TARGET, self._zoom)

    def set_zoom(self, zoom: int) -> None:
        """Makes the prose ``zoom`` pixels larger than the base size; it is 2 at first."""
        zoom = min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1])
        if zoom != self._zoom:
            self._zoom = zoom
            self._styles.set_zoom(Side.TARGET, zoom)
            self._relay()

    # Layout

    def _fit(self) -> None:
        """The column in the middle, room for the source at its right as far as there is any."""
        width = self.viewport().width()
        font = text_font("", self._zoom)
        ideal = round(QFontMetricsF(font).averageCharWidth() * CHARACTERS)
        column = min(ideal, max(width - 2 * _EDGE, 120))
        beside = min(width - 2 * _EDGE - column - _MARGIN_GAP, round(column * 0.6))
        if beside < _MARGIN_LEAST:
            beside = 0 if width < 640 else _MARGIN_LEAST
            column = min(column, width - 2 * _EDGE - (beside + _MARGIN_GAP if beside else 0))
        left = max((width - column - (beside + _MARGIN_GAP if beside else 0)) // 2, _EDGE)
        self._column = QRect(left, 0, column, 0)
        self._beside = QRect(left + column + _MARGIN_GAP, 0, beside, 0)

    def _make_box(self, index: int) -> ProseBox:
        view = self._source.row(index)
        paragraphs: list[Paragraph] = []
        y = 0
        for cell in view.target:
            if cell.excluded or not cell.text.strip():
                continue
            heading, indent = cell.role == "heading", _INDENT * (cell.level + 1) if cell.role == "list-item" else 0
            y += _HEADING_GAP if heading else _GAP
            flow = lay_out(cell.text, self._prose_style(cell), self._column.width() - indent)
            spans = tuple(spans_of(cell.marks, flow.positions))
            paragraphs.append(Paragraph(cell, flow, spans, y, self._column.left() + indent))
            y += flow.height
        source: tuple[Flow, ...] = ()
        if index == self._current and paragraphs:
            width = self._beside.width() or self._column.width()
            cells = (cell for cell in view.source if not cell.excluded)
            source = tuple(lay_out(c.text, self._styles.of(c, Side.SOURCE), width) for c in cells)
            needed = sum(flow.height + _PARAGRAPH_GAP for flow in source)
            y = max(y, paragraphs[0].top + needed - _PARAGRAPH_GAP) if self._beside.width() else y + _GAP + needed
        return ProseBox(view, tuple(paragraphs), source, y + _GAP if paragraphs else 1)

    def _prose_style(self, cell: CellView) -> TextStyle:
        if cell.role == "heading":
            larger = max(6 - 2 * max(cell.level, 1), 0)
            return text_style(cell.language, self._zoom + larger, bold=True)
        return self._styles.of(cell, Side.TARGET)

    def _set_row(self, index: int, *, reveal: bool) -> bool:
        # Only the current row carries its source beside it: both rows are laid out anew.
        before = self._current
        index = min(max(index, 0), self.count - 1)
        if index != before:
            self._boxes.pop(before, None)
            self._boxes.pop(index, None)
        changed = super()._set_row(index, reveal=False)
        if changed:
            self._arrange()
            self.viewport().update()
        if reveal:
            self.reveal(self._current)
        return changed

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    # Painting

    def _paint_box(self, painter: QPainter, index: int, box: ProseBox) -> None:
        theme = self._theme
        painter.fillRect(0, 0, self.viewport().width(), box.height, theme.paper)
        if not box.paragraphs:
            return
        if index == self._current:
            first, last = box.paragraphs[0], box.paragraphs[-1]
            bottom = last.top + last.flow.height
            area = QRectF(self._column.left() - 16, first.top - 6, self._column.width() + 32, bottom - first.top + 12)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.active)
            painter.drawRoundedRect(area, 8, 8)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(QRectF(area.left(), area.top() + 8, 3, area.height() - 16), 1.5, 1.5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            self._paint_source(painter, box)
        for paragraph in box.paragraphs:
            self._paint_paragraph(painter, paragraph)

    def _paint_paragraph(self, painter: QPainter, paragraph: Paragraph) -> None:
        theme, flow = self._theme, paragraph.flow
        painter.save()
        painter.translate(paragraph.left, paragraph.top)
        if paragraph.view.role == "list-item":
            painter.setPen(theme.soft)
            painter.setFont(flow.style.font)
            painter.drawText(QPointF(-14, flow.style.baseline), "•")
        paint_grounds(painter, flow.layout, flow.style, paragraph.spans, theme)
        painter.setPen(theme.soft if paragraph.view.role == "metadata" else theme.ink)
        flow.layout.draw(painter, QPointF(0, 0))
        paint_lines(painter, flow.layout, flow.style, paragraph.spans, theme)
        painter.restore()

    def _paint_source(self, painter: QPainter, box: ProseBox) -> None:
        x, y = self._beside.left(), box.paragraphs[0].top
        if not self._beside.width():
            # No room beside the column: the source stands under its paragraph.
            last = box.paragraphs[-1]
            x, y = self._column.left(), last.top + last.flow.height + _GAP
        painter.setPen(self._theme.soft)
        painter.setFont(label_font())
        for flow in box.source:
            flow.layout.draw(painter, QPointF(x, y))
            y += flow.height + _PARAGRAPH_GAP

    # Moving: rows of which nothing is read are passed over

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self._request_edit()
        elif plain and event.key() == Qt.Key.Key_Down:
            self._step(1)
        elif plain and event.key() == Qt.Key.Key_Up:
            self._step(-1)
        else:
            super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        index = self._current + way
        while 0 <= index < self.count and not self._box(index).paragraphs:
            index += way
        if 0 <= index < self.count:
            self.set_current(index)

    def _request_edit(self) -> None:
        box = self._box(self._current)
        shown = box.paragraphs[0].view.block_id if box.paragraphs else 0
        number = next((i for i, cell in enumerate(box.view.target) if cell.block_id == shown), 0)
        self.edit_requested.emit(CellRef(self._current, Side.TARGET, number, shown))

    # Mouse

    def _click(self, point: QPoint) -> bool:
        index = self.index_at(point.y())
        if index < 0 or not self._box(index).paragraphs:
            return False
        if self._set_row(index, reveal=False):
            self.current_changed.emit(index)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._click(event.position().toPoint()):
            self._request_edit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom + (1 if event.angleDelta().y() > 0 else -1))
            event.accept()
        else:
            super().wheelEvent(event)
