"""How a cell of a table is drawn: tick, icon, then words in their tone, or a text with what came and what went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.review.diff import Kind, Piece
from ui.fonts import number_font, ui_font
from ui.icons import icon
from ui.models.columns import BOLD_ROLE, ICON_ROLE, PIECES_ROLE, TONE_ROLE
from ui.theme import Theme
from ui.utf16 import Utf16Map

Index = QModelIndex | QPersistentModelIndex

_PAD = 8
_PAD_Y = 5
_ICON = 16
_TICK = 14
_GAP = 6
_LINES = 3
_ROOM = 4_000
"""More of a text than any cell can show; what is longer is cut before it is laid out."""


class CellDelegate(QStyledItemDelegate):
    """Draws cells by the roles of ``ui.models.columns``, in as many lines as the cell is high."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[tuple[str, str], QIcon] = {}

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._icons.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        self._ground(painter, option, index)
        area = QRectF(rect.adjusted(_PAD, 0, -_PAD, 0))
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        if tick is not None:
            self._tick(painter, tick_rect(rect), Qt.CheckState(tick) is Qt.CheckState.Checked)
            area.setLeft(area.left() + _TICK + _GAP)
        name = index.data(ICON_ROLE)
        if name:
            place = QRectF(area.left(), area.top() + (area.height() - _ICON) / 2, _ICON, _ICON)
            self._icon(name, index.data(TONE_ROLE) or "ink").paint(painter, place.toRect())
            area.setLeft(area.left() + _ICON + _GAP)
        self._text(painter, index, area)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or as many as the text takes in the option's width, three at most."""
        rect: QRect = option.rect
        width = rect.width() - 2 * _PAD
        font = self._font(index)
        lines = self._layout(index, font, width, _LINES).lineCount() if width > 0 else 1
        return QSize(max(width, 0) + 2 * _PAD, max(1, lines) * _line(font) + 2 * _PAD_Y)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the tick, or on its cell, turns it; Space is the table's own."""
        if index.data(Qt.ItemDataRole.CheckStateRole) is None or isinstance(event, QKeyEvent):
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            rect: QRect = option.rect
            if tick_rect(rect).adjusted(-_PAD, -_PAD, _PAD, _PAD).contains(event.position().toPoint()):
                role = Qt.ItemDataRole.CheckStateRole
                ticked = Qt.CheckState(index.data(role)) is Qt.CheckState.Checked
                where = index.model().index(index.row(), index.column())
                return index.model().setData(where, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked, role)
        return False

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state, rect = option.state, option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.active)
            view = option.widget
            if index.column() == 0 and isinstance(view, QAbstractItemView) and view.hasFocus():
                painter.fillRect(QRect(0, rect.top(), 3, rect.height()), self._theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.hover)
        painter.setPen(QPen(self._theme.hair, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _text(self, painter: QPainter, index: Index, area: QRectF) -> None:
        font = self._font(index)
        height = _line(font)
        layout = self._layout(index, font, area.width(), max(1, int((area.height() - _PAD_Y) // height)))
        top = area.top() + (area.height() - max(1, layout.lineCount()) * height) / 2
        painter.setPen(self._theme.color(index.data(TONE_ROLE) or "ink"))
        painter.setClipRect(area.adjusted(0, 0, 1, 0))
        layout.draw(painter, QPointF(area.left(), top))

    def _layout(self, index: Index, font: QFont, width: float, most: int) -> QTextLayout:
        pieces: Sequence[Piece] | None = index.data(PIECES_ROLE)
        text = "".join(piece.text for piece in pieces) if pieces else str(index.data() or "")
        text = text[:_ROOM].replace("\n", " ")
        option = QTextOption(_align(index) & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(fitted(text, font, width, most), font)
        layout.setTextOption(option)
        if pieces:
            layout.setFormats(self._formats(pieces, text))
        _break(layout, width, most, _line(font))
        return layout

    def _formats(self, pieces: Sequence[Piece], text: str) -> list[QTextLayout.FormatRange]:
        units, at, found = Utf16Map(text), 0, []
        for piece in pieces:
            end = at + len(piece.text)
            if piece.kind is not Kind.EQUAL:
                made = QTextLayout.FormatRange()
                made.start = units.to_utf16(at)
                made.length = units.to_utf16(end) - made.start
                made.format = self._change(piece.kind)
                found.append(made)
            at = end
        return found

    def _change(self, kind: Kind) -> QTextCharFormat:
        shown = QTextCharFormat()
        shown.setForeground(self._theme.ink)
        if kind is Kind.DELETED:
            shown.setBackground(self._theme.deleted)
            shown.setFontStrikeOut(True)
        else:
            shown.setBackground(self._theme.inserted)
        return shown

    def _font(self, index: Index) -> QFont:
        if _align(index) & Qt.AlignmentFlag.AlignRight:
            return number_font()
        return ui_font(bold=bool(index.data(BOLD_ROLE)))

    def _icon(self, name: str, tone: str) -> QIcon:
        key = (name, tone)
        if key not in self._icons:
            self._icons[key] = icon(name, self._theme.color(tone))
        return self._icons[key]

    def _tick(self, painter: QPainter, box: QRect, ticked: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge: QColor = self._theme.accent if ticked else self._theme.soft
        painter.setPen(QPen(edge, 1))
        painter.setBrush(self._theme.accent if ticked else self._theme.raised)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if ticked:
            painter.setPen(QPen(self._theme.on_accent, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corner = QPointF(box.topLeft())
            marks = [corner + QPointF(x, y) for x, y in ((3.5, 7.5), (6, 10), (10.5, 4.5))]
            painter.drawPolyline(marks)
        painter.restore()


def tick_rect(cell: QRect) -> QRect:
    """Where the tick of a cell stands."""
    return QRect(cell.left() + _PAD, cell.center().y() - _TICK // 2 + 1, _TICK, _TICK)


def _align(index: Index) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)


def _line(font: QFont) -> int:
    return round(font.pixelSize() * 1.45)


def fitted(text: str, font: QFont, width: float, most: int) -> str:
    """The text as far as it fits into a number of lines, an ellipsis at its end where it had to be cut."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) <= width:
        return text
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    _break(layout, width, most, 0)
    start = Utf16Map(text).to_code_point(layout.lineAt(layout.lineCount() - 1).textStart())
    return text[:start] + metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width)


def _break(layout: QTextLayout, width: float, most: int, height: int) -> None:
    """Breaks a text into lines of a width, ``most`` of them."""
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, number * height + (height - line.height()) / 2))
    layout.endLayout()
