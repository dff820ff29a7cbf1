"""Two texts side by side, to look at: columns, current cell, marks, selection with the mouse, zoom, splitter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.fonts import ZOOM_RANGE, number_font
from ui.theme import Theme
from ui.view.badges import BADGE_HEIGHT
from ui.view.cells import CellBox, RowBox, RowPainter, Styles, lay_out_row
from ui.view.columns import ROW_PADDING, Columns, fit_columns, split_at
from ui.view.headings import HEADINGS_HEIGHT, Headings
from ui.view.model import CellRef, CellView, Mark, MarkHit, RowSource, Selection, Side
from ui.view.rows import RowsView
from ui.view.ties import TiePainter

_SPLITTER_REACH = 6
_DRAG_BEGINS = 4


class CellGrid(RowsView[RowBox]):
    """Rows of cells in five columns with one current cell. It shows; :class:`ReviewGrid` edits."""

    cell_activated = Signal(object)
    """CellRef: Enter or a double click on a cell."""
    selection_changed = Signal(object)
    """Selection, or None where nothing is selected and no text is open."""
    mark_clicked = Signal(object)
    """MarkHit."""
    zoom_changed = Signal(object)
    """The Side whose text was made larger or smaller."""
    split_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._styles = Styles()
        self._painter = RowPainter(theme)
        self._ties = TiePainter(theme)
        self._linking = False
        self._chosen_from = -1
        self._split = 0.48
        self._names = ("", "")
        self._columns = fit_columns(800, self._split, 24)
        self._cell: tuple[Side, int] = (Side.TARGET, 0)
        self._selection: Selection | None = None
        self._told: Selection | None = None
        self._pressed: tuple[int, CellBox, int] | None = None
        self._press_point = QPoint()
        self._press_again = False
        self._splitting = False
        self._headings = Headings(theme, self)
        self.setViewportMargins(0, HEADINGS_HEIGHT, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    # What is shown

    def set_source(self, source: RowSource) -> None:
        self._cell = (Side.TARGET, 0)
        self._select(None)
        self._fit(source.highest())
        super().set_source(source)

    def set_headings(self, source: str, target: str) -> None:
        """Names over the two texts. A source named "" is a project without one: its column is not shown."""
        self._names = (source, target)
        self._headings.set_names(source, target)
        self._relay()

    def set_theme(self, theme: Theme) -> None:
        self._painter = RowPainter(theme)
        self._ties = TiePainter(theme)
        self._headings.set_theme(theme)
        super().set_theme(theme)

    @property
    def split(self) -> float:
        """The source's share of the width both texts have together."""
        return self._split

    def set_split(self, split: float) -> None:
        if split != self._split:
            self._split = split
            self._relay()
            self.split_changed.emit(split)

    def zoom(self, side: Side) -> int:
        return self._styles.zoom(side)

    def set_zoom(self, side: Side, zoom: int) -> None:
        """Makes one side's text ``zoom`` pixels larger than its base size, smaller if negative."""
        zoom = min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1])
        if zoom != self._styles.zoom(side):
            self._styles.set_zoom(side, zoom)
            self._relay()
            self.zoom_changed.emit(side)

    def reset(self) -> None:
        self._select(None)
        self._choose(-1)
        self._fit(self._source.highest())
        super().reset()

    # The current cell

    @property
    def current_cell(self) -> CellRef | None:
        """The current cell, None without rows."""
        view = self.current_view
        if view is None:
            return None
        side, number = self._cell
        cells = view.side(side)
        return CellRef(self._current, side, number, cells[number].block_id if number < len(cells) else 0)

    @property
    def linking(self) -> bool:
        """Whether links are drawn between the sides, and the side that is current stays so from row to row."""
        return self._linking

    def set_linking(self, on: bool) -> None:
        if on != self._linking:
            self._linking = on
            self._choose(-1)
            self._relay()

    @property
    def chosen(self) -> range:
        """The indexes of the rows a verb is for: those chosen with Shift, else the current one."""
        if self._current < 0:
            return range(0)
        other = self._chosen_from if self._chosen_from >= 0 else self._current
        return range(min(other, self._current), max(other, self._current) + 1)

    def extend(self, way: int) -> None:
        """Takes the next row above or below to the chosen ones, or lets the last one go."""
        start = self._chosen_from if self._chosen_from >= 0 else self._current
        self.set_current(self._current + way)
        self._choose(start)

    def _choose(self, start: int) -> None:
        if start != self._chosen_from:
            self._chosen_from = start
            self.viewport().update()

    def set_current(self, index: int, cell: int = 0, *, side: Side | None = None, reveal: bool = True) -> None:
        """Makes a cell the current one; its row comes into sight unless ``reveal`` is false.

        Without a side it is the translation's; while links are drawn, the one that was current.
        """
        if not self.count:
            return
        side = side or self.side_to_keep
        self._choose(-1)
        cells = self._box(min(max(index, 0), self.count - 1)).view.side(side)
        self._cell = (side, min(max(cell, 0), max(len(cells) - 1, 0)))
        changed = self._set_row(index, reveal=reveal)
        self._update_row(self._current)
        self._arranged()
        if changed:
            self._select(None)
            self.current_changed.emit(self._current)

    @property
    def side_to_keep(self) -> Side:
        """The side a plain move from row to row stays on."""
        return self._cell[0] if self._linking else Side.TARGET

    def _active_cell(self) -> CellBox | None:
        return self._box(self._current).cell(*self._cell) if 0 <= self._current < self.count else None

    # Rows

    @property
    def editing(self) -> bool:
        """Whether the current cell's text is drawn by an editor over it."""
        return False

    def _typed_height(self) -> int:
        """The height of the text in that editor."""
        raise NotImplementedError

    def _make_box(self, index: int) -> RowBox:
        heights = {self._cell: self._typed_height()} if self.editing and index == self._current else None
        return lay_out_row(self._source.row(index), self._columns, self._styles, heights)

    def _paint_box(self, painter: QPainter, index: int, box: RowBox) -> None:
        chosen = self._chosen_from >= 0 and index in self.chosen
        selected = None
        if self._selection is not None:
            cell = next((c for c in box.cells if c.view.block_id == self._selection.block_id), None)
            if cell is not None and cell.side is self._selection.side:
                positions = cell.flow.positions
                selected = (cell, positions.to_utf16(self._selection.start), positions.to_utf16(self._selection.end))
        self._painter.paint(
            painter,
            box,
            self._columns,
            self.viewport().width(),
            active=self._cell if index == self._current else None,
            editing=self.editing,
            selected=selected,
            chosen=chosen,
            linking=self._linking,
        )
        if self._linking and self._columns.source_width:
            ground = self._theme.active if chosen or index == self._current else self._theme.paper
            self._ties.paint(painter, box, self._columns, ground)

    def _relay(self) -> None:
        self._fit(self._source.highest())
        super()._relay()

    def _fit(self, highest: int) -> None:
        digits = QFontMetricsF(number_font(bold=True)).horizontalAdvance("0" * len(str(max(highest, 1))))
        width = self.viewport().width()
        # A project without a source has no source column; rows given before their headings have one.
        source = bool(self._names[0]) or not self._names[1]
        self._columns = fit_columns(width, self._split, round(digits), source=source, links=self._linking)
        self._headings.set_columns(self._columns)

    @property
    def columns(self) -> Columns:
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._headings.setGeometry(0, 0, self.viewport().width(), HEADINGS_HEIGHT)
        self._fit(self._source.highest())
        super().resizeEvent(event)

    # Mouse

    def _cell_at(self, point: QPoint) -> tuple[int, CellBox, QPointF] | None:
        """The cell at a point of the viewport, with the point counted from its text's top left."""
        index = self.index_at(point.y())
        area = self.row_rect(index) if index >= 0 else None
        if area is None:
            return None
        inside = point - area.topLeft()
        cell = self._box(index).cell_at(inside)
        return (index, cell, QPointF(inside - cell.area.topLeft())) if cell else None

    def _clicking(self) -> None:
        """Called before a click makes a cell the current one."""

    def _clicked_again(self, cell: CellBox, point: QPointF) -> None:
        """Called when the current cell is clicked, or any cell twice; the point is counted from its text."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self._on_splitter(point):
            self._splitting = True
            return
        index = self.index_at(point.y())
        if index < 0:
            return
        found = self._cell_at(point)
        self._press_point, self._pressed, self._press_again = point, None, False
        self._clicking()
        if found is None:
            self.set_current(index, reveal=False)
            return
        _, cell, inside = found
        was_current = index == self._current and self._cell == (cell.side, cell.number)
        chosen_from = self._chosen_from if self._chosen_from >= 0 else self._current
        self.set_current(index, cell.number, side=cell.side, reveal=False)
        if self._linking and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choose(chosen_from)
            return
        if event.button() == Qt.MouseButton.LeftButton:
            start = cell.flow.hit(inside)
            self._pressed = (index, cell, start)
            self._press_again = was_current and self._selection is None
            self._select(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._splitting:
            self.set_split(split_at(point.x(), self._columns))
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_selection(point)
        else:
            self._show_cursor(point)

    def _drag_selection(self, point: QPoint) -> None:
        if self._pressed is None or (point - self._press_point).manhattanLength() < _DRAG_BEGINS:
            return
        index, cell, start = self._pressed
        area = self.row_rect(index)
        if area is not None:
            end = cell.flow.hit(QPointF(point - area.topLeft() - cell.area.topLeft()))
            self._select(Selection(cell.view.block_id, cell.side, min(start, end), max(start, end)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._splitting = False
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._selection is not None:
            return
        index, cell, position = pressed
        found = self._cell_at(event.position().toPoint())
        if found is None or found[1].view.block_id != cell.view.block_id:
            return
        mark = _mark_at(cell.view, position) if cell.flow.contains(found[2]) else None
        if mark is not None:
            self.mark_clicked.emit(MarkHit(index, cell.view.block_id, cell.side, mark))
        if self._press_again:
            self._clicked_again(cell, found[2])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position().toPoint())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index, cell, inside = found
        self.set_current(index, cell.number, side=cell.side, reveal=False)
        self.cell_activated.emit(CellRef(index, cell.side, cell.number, cell.view.block_id))
        self._clicked_again(cell, inside)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            side = self._columns.side_at(round(event.position().x()))
            self.set_zoom(side, self.zoom(side) + (1 if event.angleDelta().y() > 0 else -1))
            event.accept()
        else:
            super().wheelEvent(event)

    def _on_splitter(self, point: QPoint) -> bool:
        return bool(self._columns.source_width) and abs(point.x() - self._columns.splitter) <= _SPLITTER_REACH

    def _show_cursor(self, point: QPoint) -> None:
        if self._on_splitter(point):
            shape = Qt.CursorShape.SplitHCursor
        else:
            shape = Qt.CursorShape.IBeamCursor if self._cell_at(point) else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tooltip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tooltip_at(self, point: QPoint) -> str:
        index = self.index_at(point.y())
        area = self.row_rect(index) if index >= 0 else None
        if area is None or point.x() < self._columns.badges:
            return ""
        badges = self._box(index).view.badges
        number = (point.y() - area.top() - ROW_PADDING) // BADGE_HEIGHT
        return badges[number].tooltip if 0 <= number < len(badges) else ""

    # Selection with the mouse

    def selection(self) -> Selection | None:
        """What is selected, None if nothing is."""
        return self._selection

    def selected_text(self) -> str:
        wanted = self._selection
        for index, _ in self._visible if wanted else ():
            for cell in self._box(index).cells:
                if wanted and cell.view.block_id == wanted.block_id and cell.side is wanted.side:
                    return cell.view.text[wanted.start : wanted.end]
        return ""

    def _select(self, selection: Selection | None) -> None:
        if selection is not None and selection.start == selection.end:
            selection = None
        if selection != self._selection:
            self._selection = selection
            self.viewport().update()
        self._tell_selection()

    def _tell_selection(self) -> None:
        now = self.selection()
        if now != self._told:
            self._told = now
            self.selection_changed.emit(now)


def _mark_at(cell: CellView, position: int) -> Mark | None:
    """The smallest mark at a code point."""
    found = [mark for mark in cell.marks if mark.start <= position < max(mark.end, mark.start + 1)]
    return min(found, key=_length, default=None)


def _length(mark: Mark) -> int:
    return mark.end - mark.start
