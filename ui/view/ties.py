"""The links of align mode: lines from every paragraph of a row to its counterparts, drawn by how sure they are.

Solid and strong where a person has fixed them, solid where they are sure, dashed where somebody should look; a side
without counterpart ends in an open circle. The shape says all of it, so that colour is never alone.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.fonts import number_font
from ui.theme import Theme
from ui.view.cells import CellBox, RowBox
from ui.view.columns import FIELD_MARGIN, Columns
from ui.view.model import RowView, Side, Tie

_STUB = 0.4
"""How far a line without counterpart reaches from the middle to its own side."""
_CROSSING = "×"
_LEVEL = 4
"""Two ends of a line this near each other stand level: fonts differ by as much."""


class TiePainter:
    """Draws the link of a row into the room between its sides; the painter's origin is the row's top left."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._font = number_font()
        self._metrics = QFontMetricsF(self._font)

    def paint(self, painter: QPainter, box: RowBox, columns: Columns, ground: QColor) -> None:
        left, right = columns.source + columns.source_width + FIELD_MARGIN + 5, columns.target - FIELD_MARGIN - 5
        cells = [cell for cell in box.cells if cell.view.block_id]
        ends = {side: [_middle(cell) for cell in cells if cell.side is side] for side in Side}
        x = {Side.SOURCE: float(left), Side.TARGET: float(right)}
        knot = QPointF((left + right) / 2, sum(y for own in ends.values() for y in own) / max(len(cells), 1))
        color = self._color(box.view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen(box.view, color))
        if ends[Side.SOURCE] and ends[Side.TARGET]:
            one = len(cells) == 2
            for side in Side:
                for y in ends[side]:
                    level = knot.y() if abs(y - knot.y()) <= _LEVEL / 2 else y
                    painter.drawPath(_curve(QPointF(x[side], level), knot, straight=one))
            self._paint_label(painter, box.view, knot, color, ground)
        else:
            for cell in cells:
                self._paint_stub(painter, QPointF(x[cell.side], _middle(cell)), knot.x())
        painter.setPen(QPen(color, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for cell in cells:
            at = x[cell.side]
            painter.drawLine(QPointF(at, cell.area.top()), QPointF(at, cell.area.bottom()))
        painter.restore()

    def _paint_stub(self, painter: QPainter, end: QPointF, middle: float) -> None:
        tip = middle + (end.x() - middle) * _STUB
        painter.drawLine(end, QPointF(tip, end.y()))
        painter.setPen(QPen(painter.pen().color(), painter.pen().widthF()))
        painter.drawEllipse(QPointF(tip + (3.5 if tip < middle else -3.5), end.y()), 3.5, 3.5)

    def _paint_label(self, painter: QPainter, view: RowView, knot: QPointF, color: QColor, ground: QColor) -> None:
        """How many stand beside how many, whether the link crosses another, how sure it is: on the line."""
        parts = [view.link] if view.link != "1:1" else []
        parts += [_CROSSING] if view.crosses else []
        if view.tie is Tie.UNSURE and view.confidence is not None:
            parts.append(f"{view.confidence:.2f}".removeprefix("0"))
        if not parts and not view.pinned:
            return
        text = " ".join(parts)
        pin = 14.0 if view.pinned else 0.0
        width = self._metrics.horizontalAdvance(text) + pin
        area = QRectF(knot.x() - width / 2 - 4, knot.y() - 9, width + 8, 18)
        painter.fillRect(area, ground)
        painter.setFont(self._font)
        painter.setPen(color)
        painter.drawText(area.adjusted(4 + pin, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        if view.pinned:
            painter.setPen(QPen(color, 1.4))
            head = QPointF(area.left() + 9, knot.y() - 3)
            painter.setBrush(color)
            painter.drawEllipse(head, 3.0, 3.0)
            painter.drawLine(head, head + QPointF(0, 9))

    def _color(self, view: RowView) -> QColor:
        if view.excluded:
            return self._theme.edge
        return {Tie.FIXED: self._theme.accent, Tie.SURE: self._theme.soft, Tie.UNSURE: self._theme.warn}[view.tie]

    def _pen(self, view: RowView, color: QColor) -> QPen:
        pen = QPen(color, 2.2 if view.tie is Tie.FIXED else 1.4)
        if view.tie is Tie.UNSURE and not view.excluded:
            pen.setDashPattern([4.0, 3.0])
        return pen


def _middle(cell: CellBox) -> float:
    return (cell.area.top() + cell.area.bottom()) / 2


def _curve(end: QPointF, knot: QPointF, *, straight: bool) -> QPainterPath:
    """From a paragraph to the knot, level at both ends; ``straight`` through the knot where it ties only two."""
    half = (end.x() + knot.x()) / 2
    path = QPainterPath(end)
    path.cubicTo(QPointF(half, end.y()), QPointF(half, (end.y() + knot.y()) / 2 if straight else knot.y()), knot)
    return path
