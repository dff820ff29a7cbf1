"""One laid-out text: where its lines break, where they stand, how its marks are drawn.

The grid, the editor and the reading view share these functions: that is why nothing moves when the editor opens.
Marks are painted, never set as text formats: a format would split the shaping of a word and costs most of a frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTextLayout, QTextOption

from ui.fonts import alignment, line_height, text_font
from ui.theme import Theme
from ui.utf16 import Utf16Map
from ui.view.model import CellView, Mark, MarkKind

LINE_SEPARATOR = "\u2028"
"""How Qt writes a line end inside one paragraph; one code point like ours, so offsets stay the same."""

_UNQTLIKE = re.compile("[\n\r\u2029\ufdd0\ufdd1\ud800-\udfff]")
_GROUNDS = (MarkKind.FLAG, MarkKind.INSERTED, MarkKind.DELETED, MarkKind.MATCH)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the texts of a cell are set: ``line`` is the distance of baselines, ``baseline`` that of the first, in px."""

    font: QFont
    line: int
    baseline: int
    option: QTextOption


def text_style(language: str, zoom: int = 0, *, bold: bool = False) -> TextStyle:
    font = text_font(language, zoom, bold=bold)
    own, line = QFontMetricsF(font), line_height(font)
    direction, align = alignment(language)
    option = QTextOption(align)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # Whole pixels: letters keep the same shape wherever a row is scrolled to.
    return TextStyle(font, line, round((line - own.ascent() - own.descent()) / 2 + own.ascent()), option)


def is_bold(cell: CellView) -> bool:
    return cell.role == "heading"


@dataclass(frozen=True, slots=True)
class Flow:
    """A text laid out in a width; the origin is the top left of its first line."""

    layout: QTextLayout
    style: TextStyle
    positions: Utf16Map
    width: int
    height: int

    @property
    def last_line_width(self) -> float:
        count = self.layout.lineCount()
        return self.layout.lineAt(count - 1).naturalTextWidth() if count else 0.0

    def hit(self, point: QPointF) -> int:
        """The code point nearest to a point."""
        return self.positions.to_code_point(line_hit(self.layout, self.style, point))

    def contains(self, point: QPointF) -> bool:
        """Whether a point is on letters, not in the empty rest of a line."""
        number = int(point.y() // self.style.line)
        if not 0 <= number < self.layout.lineCount():
            return False
        text = self.layout.lineAt(number).naturalTextRect()
        return text.left() <= point.x() <= text.right()


def to_qt(text: str) -> str:
    """A block's text as Qt shall hold it, character for character: its line ends do not begin a new paragraph, and
    what Qt would take for the end of a frame or drop is shown as unknown."""
    return _UNQTLIKE.sub(_as_qt, text)


def _as_qt(found: re.Match[str]) -> str:
    return LINE_SEPARATOR if found[0] in "\n\r\u2029" else "\ufffd"


def from_qt(text: str) -> str:
    return text.replace("\u2029", "\n").replace(LINE_SEPARATOR, "\n")


def lay_out(text: str, style: TextStyle, width: int) -> Flow:
    """Breaks a text into lines of a width in pixels."""
    layout = QTextLayout(to_qt(text), style.font)
    layout.setTextOption(style.option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line = layout.createLine()
    layout.endLayout()
    place_lines(layout, style)
    return Flow(layout, style, Utf16Map(layout.text()), width, max(layout.lineCount(), 1) * style.line)


def place_lines(layout: QTextLayout, style: TextStyle, left: float = 0.0) -> None:
    """Puts the baselines at even distances, whatever fallback fonts a line contains."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        line.setPosition(QPointF(left, number * style.line + style.baseline - line.ascent()))


def line_hit(layout: QTextLayout, style: TextStyle, point: QPointF) -> int:
    """The UTF-16 position nearest to a point, where the gaps between lines belong to the line above and below."""
    if not layout.lineCount():
        return 0
    number = min(max(int(point.y() // style.line), 0), layout.lineCount() - 1)
    line = layout.lineAt(number)
    position: int = line.xToCursor(point.x())
    last = number == layout.lineCount() - 1
    # The position after a broken line's last character is drawn at the start of the next one.
    return position if last or position < line.textStart() + line.textLength() else position - 1


def stretches(layout: QTextLayout, style: TextStyle, start: int, end: int) -> Iterator[QRectF]:
    """The rectangles a stretch of text covers, one per line, each as high as a line. UTF-16 positions."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first >= last:
            continue
        one, other = _x(line.cursorToX(first)), _x(line.cursorToX(last))
        # The space at which a line breaks is not seen, so it is not marked either.
        seen = line.naturalTextRect()
        left, right = max(min(one, other), seen.left()), min(max(one, other), seen.right())
        if right > left:
            yield QRectF(left, number * style.line, right - left, style.line)


def _x(answer: object) -> float:
    # PySide answers (x, position), its type stubs say float.
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]


def paint_grounds(
    painter: QPainter, layout: QTextLayout, style: TextStyle, spans: Iterable[tuple[Mark, int, int]], theme: Theme
) -> None:
    """Draws what lies under the text. ``spans`` are marks with their UTF-16 positions; the origin is the text's."""
    for mark, start, end in spans:
        if mark.kind in _GROUNDS:
            color = theme.flag_ground if mark.kind is MarkKind.FLAG else theme.color(mark.kind.value)
            for area in stretches(layout, style, start, end):
                painter.fillRect(area.adjusted(-1, 1, 1, -1), color)


def paint_lines(
    painter: QPainter, layout: QTextLayout, style: TextStyle, spans: Iterable[tuple[Mark, int, int]], theme: Theme
) -> None:
    """Draws what lies over and under the letters: waves for errors and warnings, dots for hints and terms, strokes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    under = style.baseline + 3.0
    for mark, start, end in spans:
        for area in stretches(layout, style, start, end):
            y = area.top() + under
            if mark.kind is MarkKind.ERROR or mark.kind is MarkKind.WARN:
                _wave(painter, area.left(), area.right(), y, theme.color(mark.kind.value))
            elif mark.kind is MarkKind.HINT:
                _dots(painter, area.left(), area.right(), y, theme.hint, 1.6)
            elif mark.kind is MarkKind.TERM:
                _dots(painter, area.left(), area.right(), y, theme.accent, 1.0)
            elif mark.kind is MarkKind.FLAG:
                painter.fillRect(QRectF(area.left(), y - 0.5, area.width(), 1.5), theme.flag)
            elif mark.kind is MarkKind.DELETED:
                middle = area.top() + style.baseline - style.font.pixelSize() * 0.32
                painter.fillRect(QRectF(area.left(), middle, area.width(), 1.2), theme.error)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_strike(painter: QPainter, flow: Flow, color: QColor) -> None:
    """Strikes a whole text through: what cleaning has put away."""
    offset = flow.style.baseline - flow.style.font.pixelSize() * 0.32
    for area in stretches(flow.layout, flow.style, 0, flow.positions.utf16_length):
        painter.fillRect(QRectF(area.left(), area.top() + offset, area.width(), 1), color)


def spans_of(marks: Iterable[Mark], positions: Utf16Map) -> list[tuple[Mark, int, int]]:
    """Marks with their UTF-16 positions; what reaches beyond the text is cut."""
    return [(mark, positions.to_utf16(mark.start), positions.to_utf16(mark.end)) for mark in marks]


def _wave(painter: QPainter, left: float, right: float, y: float, color: QColor) -> None:
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        step = min(x + 3.0, right)
        path.quadTo(QPointF((x + step) / 2, y - 2.2 if up else y + 2.2), QPointF(step, y))
        x, up = step, not up
    painter.setPen(QPen(color, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _dots(painter: QPainter, left: float, right: float, y: float, color: QColor, size: float) -> None:
    pen = QPen(color, size, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, 3.2 / size])
    painter.setPen(pen)
    painter.drawLine(QPointF(left + 1, y), QPointF(right - 1, y))
