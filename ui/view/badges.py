"""The state column: each kind has a shape of its own, so that colour is never alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.theme import Theme
from ui.view.model import BadgeKind

BADGE_HEIGHT = 22
SHAPE = 12


def badge_color(kind: str, theme: Theme) -> QColor:
    """The colour of a badge, a mark or a tick of the minimap by its kind."""
    roles = {"translated": "soft", "confirmed": "ok", "approved": "ok", "rejected": "error"}
    roles |= {"thread": "soft", "inserted": "ok", "deleted": "error"}
    roles |= {"term": "accent", "match": "accent"}
    return theme.color(roles.get(kind, kind))


def paint_badge(painter: QPainter, kind: BadgeKind, area: QRectF, theme: Theme) -> None:
    """Draws a badge's shape of 12 px in the middle of an area."""
    color = badge_color(kind, theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center() - QPointF(SHAPE / 2, SHAPE / 2))
    painter.setPen(QPen(color, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match kind:
        case BadgeKind.CONFIRMED:
            painter.drawPolyline(_points((1.5, 6.5), (4.5, 9.5), (10.5, 2.5)))
        case BadgeKind.APPROVED:
            painter.drawPolyline(_points((0.5, 7), (2.8, 9.5), (7.5, 3)))
            painter.drawPolyline(_points((6, 8.6), (6.8, 9.5), (11.5, 3)))
        case BadgeKind.TRANSLATED:
            painter.drawLine(QPointF(1.5, 6), QPointF(10, 6))
            painter.drawPolyline(_points((6.8, 2.8), (10, 6), (6.8, 9.2)))
        case BadgeKind.REJECTED:
            painter.drawLine(QPointF(2.5, 2.5), QPointF(9.5, 9.5))
            painter.drawLine(QPointF(9.5, 2.5), QPointF(2.5, 9.5))
        case BadgeKind.ERROR:
            painter.setBrush(color)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QRectF(1, 1, 10, 10))
        case BadgeKind.WARN:
            painter.setBrush(color)
            painter.drawPolygon(_points((6, 2), (10.6, 10), (1.4, 10)))
        case BadgeKind.HINT:
            painter.drawEllipse(QRectF(2.5, 2.5, 7, 7))
        case BadgeKind.FLAG:
            painter.setBrush(color)
            painter.drawPolygon(_points((3, 1.5), (10, 3.8), (3, 6.3)))
            painter.drawLine(QPointF(3, 1.5), QPointF(3, 11))
        case BadgeKind.THREAD:
            painter.setPen(QPen(color, 1.3))
            painter.drawPath(_bubble())
    painter.restore()


def _points(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _bubble() -> QPainterPath:
    path = QPainterPath(QPointF(1, 1.5))
    for x, y in ((11, 1.5), (11, 8.5), (6, 8.5), (3.5, 11), (3.5, 8.5), (1, 8.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    return path
