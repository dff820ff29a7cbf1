"""One row of the grid: laid out once, painted often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout

from ui.fonts import key_font, label_font, number_font
from ui.theme import Theme
from ui.view.badges import BADGE_HEIGHT, SHAPE, paint_badge
from ui.view.columns import CELL_GAP, FIELD_MARGIN, FIELD_RISE, ROW_PADDING, Columns
from ui.view.flow import (
    Flow,
    TextStyle,
    is_bold,
    lay_out,
    paint_grounds,
    paint_lines,
    paint_strike,
    spans_of,
    stretches,
    text_style,
)
from ui.view.model import CellView, Mark, RowView, Side

EXCLUDED_OPACITY = 0.45
_RULE_GAP = 24
_LINK_LINE = 16


class Styles:
    """The text styles of a view, made once per language, weight and zoom."""

    def __init__(self) -> None:
        self._zoom = {Side.SOURCE: 0, Side.TARGET: 0}
        self._made: dict[tuple[str, int, bool], TextStyle] = {}

    def zoom(self, side: Side) -> int:
        return self._zoom[side]

    def set_zoom(self, side: Side, zoom: int) -> None:
        self._zoom[side] = zoom

    def of(self, cell: CellView, side: Side) -> TextStyle:
        key = (cell.language, self._zoom[side], is_bold(cell))
        if key not in self._made:
            self._made[key] = text_style(cell.language, self._zoom[side], bold=is_bold(cell))
        return self._made[key]


@dataclass(frozen=True, slots=True)
class CellBox:
    """A block's text in its place: ``area`` is that of the text, relative to the row's top left."""

    side: Side
    number: int
    view: CellView
    flow: Flow
    spans: tuple[tuple[Mark, int, int], ...]
    area: QRect

    @property
    def field(self) -> QRect:
        """The field drawn round the text where it is the active one."""
        return self.area.adjusted(-FIELD_MARGIN, -FIELD_RISE, FIELD_MARGIN, FIELD_RISE)


@dataclass(frozen=True, slots=True)
class RowBox:
    """A row laid out for the columns it was made for."""

    view: RowView
    cells: tuple[CellBox, ...]
    height: int

    def cell(self, side: Side, number: int) -> CellBox | None:
        return next((cell for cell in self.cells if cell.side is side and cell.number == number), None)

    def cell_at(self, point: QPoint) -> CellBox | None:
        """The cell whose field a point of the row is in, else None."""
        return next((cell for cell in self.cells if cell.field.contains(point)), None)


def lay_out_row(
    view: RowView, columns: Columns, styles: Styles, heights: Mapping[tuple[Side, int], int] | None = None
) -> RowBox:
    """Lays out a row. ``heights`` gives cells a height of their own: that of the text being typed in them."""
    cells: list[CellBox] = []
    bottom = 0
    for side in Side:
        width = columns.width(side)
        y = ROW_PADDING
        for number, cell in enumerate(view.side(side) if width else ()):
            style = styles.of(cell, side)
            flow = lay_out(cell.text, style, width)
            height = (heights or {}).get((side, number), flow.height)
            if cell.excluded and not _rule_fits(cell, flow):
                height += style.line
            area = QRect(columns.left(side), y, width, height)
            cells.append(CellBox(side, number, cell, flow, tuple(spans_of(cell.marks, flow.positions)), area))
            y += height + CELL_GAP
        bottom = max(bottom, y - CELL_GAP)
    line = cells[0].flow.style.line if cells else BADGE_HEIGHT
    state = len(view.badges) * BADGE_HEIGHT + ROW_PADDING
    # Under the link stand how sure it is and the pin, where there are such.
    link = ROW_PADDING + line + _LINK_LINE * (_says_confidence(view) + view.pinned) - ROW_PADDING // 2
    return RowBox(view, tuple(cells), max(bottom, state, link, ROW_PADDING + line) + ROW_PADDING)


def _says_confidence(view: RowView) -> bool:
    return view.confidence is not None and view.confidence < 0.995


def _rule_width(cell: CellView) -> float:
    # Measured in the label's own font; a layout of one short line is cheap and cached with the row.
    layout = QTextLayout(cell.excluded, label_font())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.naturalTextWidth()


def _rule_fits(cell: CellView, flow: Flow) -> bool:
    return flow.last_line_width + _RULE_GAP + _rule_width(cell) <= flow.width


class RowPainter:
    """Draws rows in a theme. The painter's origin is the row's top left."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._number, self._number_bold = number_font(), number_font(bold=True)
        self._link, self._label, self._key = number_font(), label_font(), key_font()

    def paint(
        self,
        painter: QPainter,
        box: RowBox,
        columns: Columns,
        width: int,
        *,
        active: tuple[Side, int] | None,
        editing: bool,
        selected: tuple[CellBox, int, int] | None,
        chosen: bool = False,
        linking: bool = False,
    ) -> None:
        """``active`` is the current cell of the current row, None in every other row; the text of a cell in
        ``editing`` is left to the editor above it. ``selected`` is a cell with UTF-16 positions, ``chosen``
        a row among several. While ``linking`` the links are drawn by others, and the active cell is marked strongly,
        for the keys act on it."""
        theme, view = self._theme, box.view
        ground = theme.active if active or chosen else theme.paper
        painter.fillRect(0, 0, width, box.height, ground)
        painter.fillRect(0, box.height - 1, width, 1, theme.hair)
        if active or chosen:
            painter.fillRect(0, 0, 3, box.height - 1, theme.accent)
        self._paint_margin(painter, box, columns, active=active is not None, link=not linking)
        for cell in box.cells:
            if active == (cell.side, cell.number):
                self.paint_field(painter, QRectF(cell.field), strong=editing or linking)
                if editing:
                    continue
            self._paint_cell(painter, cell, selected if selected and selected[0] is cell else None)
        for side in Side:
            if columns.width(side) and not view.side(side):
                if linking and active is not None and active[0] is side:
                    field = QRectF(columns.left(side), ROW_PADDING, columns.width(side), BADGE_HEIGHT)
                    margins = -FIELD_MARGIN, -FIELD_RISE, FIELD_MARGIN, FIELD_RISE
                    self.paint_field(painter, field.adjusted(*margins), strong=True)
                painter.setFont(self._label)
                painter.setPen(theme.soft)
                painter.drawText(QPointF(columns.left(side), ROW_PADDING + 16), "—")
        self._paint_badges(painter, box, columns)

    def paint_field(self, painter: QPainter, area: QRectF, *, strong: bool) -> None:
        """The field the active text sits in: with the accent line while it is edited, quiet otherwise."""
        theme = self._theme
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(theme.accent if strong else theme.edge)
        painter.setBrush(theme.raised if strong else theme.paper)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)

    def _paint_margin(self, painter: QPainter, box: RowBox, columns: Columns, *, active: bool, link: bool) -> None:
        theme, view = self._theme, box.view
        baseline = ROW_PADDING + (box.cells[0].flow.style.baseline if box.cells else 16)
        painter.setOpacity(EXCLUDED_OPACITY if view.excluded else 1.0)
        painter.setFont(self._number_bold if active else self._number)
        painter.setPen(theme.accent if active else theme.soft)
        painter.drawText(QPointF(columns.number, baseline), str(view.number))
        if columns.source_width and link:
            painter.setFont(self._link)
            painter.setPen(theme.soft)
            painter.drawText(QPointF(columns.link, baseline), view.link)
            below = baseline + float(_LINK_LINE)
            if _says_confidence(view):
                painter.drawText(QPointF(columns.link, below), f"{view.confidence:.2f}".removeprefix("0"))
                below += _LINK_LINE
            if view.pinned:
                self._paint_pin(painter, QPointF(columns.link + 4, below - 4))
        painter.setOpacity(1.0)

    def _paint_pin(self, painter: QPainter, middle: QPointF) -> None:
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(self._theme.soft)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle - QPointF(0, 2), 2.5, 2.5)
        painter.drawLine(middle + QPointF(0, 0.5), middle + QPointF(0, 5))
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)

    def _paint_cell(self, painter: QPainter, cell: CellBox, selected: tuple[CellBox, int, int] | None) -> None:
        theme, flow = self._theme, cell.flow
        painter.save()
        painter.translate(cell.area.topLeft())
        if cell.view.excluded:
            painter.setOpacity(EXCLUDED_OPACITY)
        paint_grounds(painter, flow.layout, flow.style, cell.spans, theme)
        if selected:
            for area in stretches(flow.layout, flow.style, selected[1], selected[2]):
                painter.fillRect(area, theme.selection)
        painter.setPen(theme.soft if cell.view.role == "metadata" else theme.ink)
        flow.layout.draw(painter, QPointF(0, 0))
        if cell.view.excluded:
            paint_strike(painter, flow, theme.ink)
        else:
            paint_lines(painter, flow.layout, flow.style, cell.spans, theme)
        painter.setOpacity(1.0)
        if cell.view.excluded:
            self._paint_rule(painter, cell)
        painter.restore()

    def _paint_rule(self, painter: QPainter, cell: CellBox) -> None:
        flow = cell.flow
        painter.setFont(self._label)
        painter.setPen(self._theme.soft)
        y = flow.height - flow.style.line + flow.style.baseline
        if _rule_fits(cell.view, flow):
            x = flow.last_line_width + _RULE_GAP if flow.positions.utf16_length else 0.0
            painter.drawText(QPointF(x, y), cell.view.excluded)
        else:
            painter.drawText(QPointF(0, y + flow.style.line), cell.view.excluded)

    def _paint_badges(self, painter: QPainter, box: RowBox, columns: Columns) -> None:
        y = ROW_PADDING
        for badge in box.view.badges:
            paint_badge(painter, badge.kind, QRectF(columns.badges, y, BADGE_HEIGHT, BADGE_HEIGHT), self._theme)
            if badge.count > 1:
                painter.setFont(self._key)
                painter.setPen(self._theme.soft)
                left = columns.badges + (BADGE_HEIGHT + SHAPE) / 2 + 4
                painter.drawText(QPointF(left, y + BADGE_HEIGHT / 2 + 4), str(badge.count))
            y += BADGE_HEIGHT
