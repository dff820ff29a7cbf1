"""The review grid: source and target side by side, one row per bead, one editor over the active target block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.words import Words
from ui.fonts import ZOOM_RANGE, number_font
from ui.theme import Theme
from ui.view.badges import BADGE_HEIGHT
from ui.view.cells import CellBox, RowBox, RowPainter, Styles, lay_out_row
from ui.view.columns import ROW_PADDING, Columns, fit_columns, split_at
from ui.view.editor import MARGIN, CellEditor
from ui.view.headings import HEADINGS_HEIGHT, Headings
from ui.view.model import CellRef, CellView, Commit, Draft, Mark, MarkHit, RowSource, Selection, Side
from ui.view.rows import RowsView

_SPLITTER_REACH = 6
_DRAG_BEGINS = 4


class ReviewGrid(RowsView[RowBox]):
    """Shows rows and lets one target block at a time be edited; it decides nothing and writes nothing.

    Positions in its signals are code points. In the mode "grid" plain keys move between rows; in "text" they type.
    """

    cell_activated = Signal(object)
    """CellRef: Enter or a double click on a cell; a target cell then opens by itself unless the grid is read-only."""
    text_committed = Signal(object)
    """Commit: a changed text is finished."""
    text_edited = Signal(object)
    """Draft: a text was changed by a key, a paste or an input method."""
    mode_changed = Signal(str)
    """"grid" or "text"."""
    selection_changed = Signal(object)
    """Selection, or None where nothing is selected and no text is open."""
    mark_clicked = Signal(object)
    """MarkHit."""
    zoom_changed = Signal(object)
    """The Side whose text was made larger or smaller."""
    split_changed = Signal(float)

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._words = words
        self._styles = Styles()
        self._painter = RowPainter(theme)
        self._split = 0.48
        self._names = ("", "")
        self._columns = fit_columns(800, self._split, 24)
        self._cell: tuple[Side, int] = (Side.TARGET, 0)
        self._read_only = False
        self._single_keys = True
        self._edited: CellView | None = None
        self._selection: Selection | None = None
        self._pressed: tuple[int, CellBox, int] | None = None
        self._press_point = QPoint()
        self._press_opens = False
        self._splitting = False
        self._headings = Headings(theme, self)
        self.setViewportMargins(0, HEADINGS_HEIGHT, 0, 0)
        self._editor = CellEditor(theme, self.viewport())
        self.setFocusProxy(self._editor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(words.say("view.grid.name"))
        self.setAccessibleDescription(words.say("view.grid.about"))
        self._editor.setAccessibleName(words.say("view.grid.name"))
        self._editor.left.connect(self.leave)
        self._editor.edited.connect(self._tell_draft)
        self._editor.lines_changed.connect(self._grow)
        self._editor.composing.connect(self._open_for_typing)
        self._editor.lost_focus.connect(self._focus_lost)
        self._editor.caret_moved.connect(self._tell_caret)
        self.current_changed.connect(self._describe_row)

    # What is shown

    def set_source(self, source: RowSource) -> None:
        self.leave()
        self._cell = (Side.TARGET, 0)
        self._fit(source.count())
        super().set_source(source)

    def set_headings(self, source: str, target: str) -> None:
        """Names over the two texts. A source named "" is a project without one: its column is not shown."""
        self._names = (source, target)
        self._headings.set_names(source, target)
        self._relay()

    def set_theme(self, theme: Theme) -> None:
        self._painter = RowPainter(theme)
        self._headings.set_theme(theme)
        self._editor.set_theme(theme)
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

    @property
    def read_only(self) -> bool:
        return self._read_only

    def set_read_only(self, read_only: bool) -> None:
        self.leave()
        self._read_only = read_only

    def set_single_keys(self, on: bool) -> None:
        """Whether single letters are verbs while the grid has the focus. Where they are not, an input method may write
        into the active cell at once; where they are, it is off until the cell is opened."""
        self._single_keys = on
        if not self._editor.awake:
            self._editor.sleep(input_method=not on)

    def set_paste_filter(self, paste_filter: Callable[[str], str]) -> None:
        """What pasted text goes through; by default it loses control characters and tabs."""
        self._editor.paste_filter = paste_filter

    def reset(self) -> None:
        self.leave()
        self._selection = None
        self._fit(self._source.count())
        super().reset()

    def refresh_rows(self, indexes: Iterable[int]) -> None:
        super().refresh_rows(indexes)
        cell = self._active_cell()
        if self._edited is None or cell is None or cell.view.block_id != self._edited.block_id:
            return
        if not self._is_dirty():
            # Changed elsewhere, e.g. undone by the window: the open text follows.
            self._edited = cell.view
            if cell.view.text != self._editor.text:
                self._editor.reload(cell.view.text, cell.view.marks)
                self._grow()
            else:
                self._editor.set_marks(cell.view.marks)

    def set_draft_marks(self, marks: Sequence[Mark]) -> None:
        """Marks for the text that is being typed, as it stands now."""
        self._editor.set_marks(marks)

    # The current cell

    @property
    def mode(self) -> str:
        return "text" if self._editor.awake else "grid"

    @property
    def current_cell(self) -> CellRef | None:
        """The current cell, None without rows."""
        view = self.current_view
        if view is None:
            return None
        side, number = self._cell
        cells = view.side(side)
        return CellRef(self._current, side, number, cells[number].block_id if number < len(cells) else 0)

    def set_current(
        self, index: int, cell: int = 0, *, side: Side = Side.TARGET, reveal: bool = True, keep_mode: bool = True
    ) -> None:
        """Makes a cell the current one. An open text is committed first; it stays the mode to be in text, so the new
        cell is opened, unless ``keep_mode`` is false."""
        if not self.count:
            return
        index = min(max(index, 0), self.count - 1)
        if index == self._current and (side, cell) == self._cell:
            if reveal:
                self.reveal(index)
            return
        reopen = self._editor.awake and keep_mode
        self.commit()
        self._sleep()
        self._cell = (side, cell)
        changed = self._set_row(index, reveal=reveal)
        cells = self._box(self._current).view.side(side)
        self._cell = (side, min(max(cell, 0), max(len(cells) - 1, 0)))
        self._update_row(self._current)
        self._place_editor()
        if changed:
            self._select(None)
            self.current_changed.emit(self._current)
        if not (reopen and self._wake(side)) and reopen:
            self.mode_changed.emit("grid")

    def _active_cell(self) -> CellBox | None:
        return self._box(self._current).cell(*self._cell) if 0 <= self._current < self.count else None

    def _describe_row(self, index: int) -> None:
        view = self.current_view
        if view is not None and index >= 0:
            source, target = (" ".join(cell.text for cell in view.side(side)) for side in Side)
            said = self._words.say("view.grid.row", number=view.number, source=source, target=target)
            self._editor.setAccessibleDescription(said)

    # Editing

    def edit_current(self, side: Side = Side.TARGET) -> bool:
        """Opens the current row's cell of a side for editing and says whether it could."""
        if self._editor.awake:
            return True
        if self._cell[0] is not side:
            self._cell = (side, 0)
        if not self._wake(side):
            return False
        self.mode_changed.emit("text")
        return True

    def leave(self) -> None:
        """Commits an open text and goes back to the grid."""
        if self._editor.awake:
            self.commit()
            self._sleep()
            self.mode_changed.emit("grid")

    def commit(self) -> bool:
        """Finishes what is composed and tells of a changed text, which stays open. Says whether it had changed."""
        if not self._editor.awake or self._edited is None:
            return False
        self._editor.finish_composing()
        if not self._is_dirty():
            return False
        text, block = self._editor.text, self._edited
        self._edited = CellView(block.block_id, text, self._editor.marks, block.role, block.level, "", block.language)
        self._editor.forget_undo()
        self.text_committed.emit(Commit(self._current, block.block_id, text))
        return True

    def insert_text(self, text: str) -> bool:
        """Puts a text at the caret of the open cell, opening it first where it is not. Says whether it could."""
        if not self._editor.awake and not self.edit_current():
            return False
        self._editor.finish_composing()
        self._editor.insert(text)
        self._editor.setFocus()
        return True

    def select(self, start: int, end: int) -> None:
        """Selects a stretch of the open text, or of the current cell where none is open."""
        cell = self._active_cell()
        if self._editor.awake:
            self._editor.select(start, end)
        elif cell is not None:
            self._select(Selection(cell.view.block_id, cell.side, start, end))

    def selection(self) -> Selection | None:
        """What is selected: in the open text (a caret is an empty stretch), else with the mouse in either side."""
        if self._editor.awake and self._edited is not None:
            return Selection(self._edited.block_id, self._cell[0], *self._editor.selection())
        return self._selection

    def selected_text(self) -> str:
        selection = self.selection()
        if selection is None:
            return ""
        if self._editor.awake:
            return self._editor.text[selection.start : selection.end]
        found = self._selected_cell()
        return found[1].view.text[selection.start : selection.end] if found else ""

    def draft(self) -> Draft | None:
        """The open text as it stands, None where none is open."""
        return Draft(self._edited.block_id, self._editor.text) if self._edited is not None else None

    def _is_dirty(self) -> bool:
        return self._edited is not None and self._editor.text != self._edited.text

    def _wake(self, side: Side) -> bool:
        if self._read_only or not 0 <= self._current < self.count:
            return False
        cell = self._box(self._current).cell(*self._cell)
        if cell is None or cell.view.excluded:
            return False
        self.reveal(self._current)
        self._select(None)
        self._edited = cell.view
        self._editor.wake(cell.view.text, cell.flow.style, cell.view.marks)
        self._editor.setAccessibleName(self._words.say("view.editor.name"))
        self._place_editor()
        self._editor.setFocus()
        self._update_row(self._current)
        self._tell_caret()
        return True

    def _sleep(self) -> None:
        if self._editor.awake:
            self._edited = None
            self._editor.sleep(input_method=not self._single_keys)
            self._editor.setAccessibleName(self._words.say("view.grid.name"))
            self.refresh_rows((self._current,))

    def _open_for_typing(self) -> None:
        self.edit_current()

    def _focus_lost(self) -> None:
        # Another window's turn: the text is safe and stays open. Another widget's: it is left.
        if QGuiApplication.focusWindow() is None or not self.isActiveWindow():
            self.commit()
        else:
            self.leave()

    def _tell_draft(self) -> None:
        if self._edited is not None:
            self.text_edited.emit(Draft(self._edited.block_id, self._editor.text))

    def _tell_caret(self) -> None:
        self.selection_changed.emit(self.selection())

    def _grow(self) -> None:
        """The open text needs another number of lines: its row follows, its top stays, the caret stays in sight."""
        super().refresh_rows((self._current,))
        area = self.row_rect(self._current)
        if area is not None and self._editor.awake:
            caret = self._editor.cursorRect().translated(self._editor.pos())
            below = caret.bottom() + ROW_PADDING - self.viewport().height()
            if below > 0:
                self.scroll_by(below)
            elif caret.top() < ROW_PADDING:
                self.scroll_by(caret.top() - ROW_PADDING)

    def _place_editor(self) -> None:
        cell = self._active_cell()
        area = self.row_rect(self._current) if cell is not None else None
        if cell is None or area is None:
            # Out of sight, but still there: it holds the keyboard focus.
            self._editor.setGeometry(0, -100, 10, 10)
            return
        height = cell.flow.height
        if self._editor.awake:
            height = self._editor.line_count * self._editor.style_of_text.line
        place = cell.area.translated(0, area.top())
        wanted = QRect(place.left(), place.top(), place.width(), height).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        if self._editor.geometry() != wanted:
            self._editor.setGeometry(wanted)

    # Rows

    def _make_box(self, index: int) -> RowBox:
        heights = None
        if index == self._current and self._editor.awake:
            heights = {self._cell: self._editor.line_count * self._editor.style_of_text.line}
        return lay_out_row(self._source.row(index), self._columns, self._styles, heights)

    def _paint_box(self, painter: QPainter, index: int, box: RowBox) -> None:
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
            editing=self._editor.awake,
            selected=selected,
        )

    def _arranged(self) -> None:
        self._place_editor()

    def _relay(self) -> None:
        self._fit(self.count)
        super()._relay()

    def _fit(self, count: int) -> None:
        digits = QFontMetricsF(number_font(bold=True)).horizontalAdvance("0" * len(str(max(count, 1))))
        width = self.viewport().width()
        # A project without a source has no source column; rows given before their headings have one.
        source = bool(self._names[0]) or not self._names[1]
        self._columns = fit_columns(width, self._split, round(digits), source=source)
        self._headings.set_columns(self._columns)

    @property
    def columns(self) -> Columns:
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._headings.setGeometry(0, 0, self.viewport().width(), HEADINGS_HEIGHT)
        self._fit(self.count)
        super().resizeEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._editor.awake or not self.count:
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected_text():
            QGuiApplication.clipboard().setText(self.selected_text())
            return
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 if plain:
                self._activate()
            case Qt.Key.Key_Right if plain:
                self._next_cell(1)
            case Qt.Key.Key_Left if plain:
                self._next_cell(-1)
            case Qt.Key.Key_E if plain and self._single_keys:
                self._activate()
            case _ if plain and event.text().isprintable() and event.text() and self.edit_current():
                self._editor.type_key(event)
            case _:
                super().keyPressEvent(event)

    def _activate(self) -> None:
        cell = self.current_cell
        if cell is not None:
            self.cell_activated.emit(cell)
            if cell.side is Side.TARGET:
                self.edit_current()

    def _next_cell(self, way: int) -> None:
        view = self.current_view
        if view is not None:
            side, number = self._cell
            self.set_current(self._current, min(max(number + way, 0), max(len(view.side(side)) - 1, 0)), side=side)

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self._on_splitter(point):
            self._splitting = True
            return
        index = self.index_at(point.y())
        if index < 0:
            return
        found = self._cell_at(point)
        self._press_point, self._pressed, self._press_opens = point, None, False
        if found is None:
            self.leave()
            self.set_current(index, reveal=False, keep_mode=False)
            return
        _, cell, inside = found
        was_current = index == self._current and self._cell == (cell.side, cell.number)
        self.leave()
        self.set_current(index, cell.number, side=cell.side, reveal=False, keep_mode=False)
        if event.button() == Qt.MouseButton.LeftButton:
            start = cell.flow.hit(inside)
            self._pressed = (index, cell, start)
            self._press_opens = was_current and cell.side is Side.TARGET and self._selection is None
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
        if self._press_opens and self.edit_current():
            self._editor.put_caret(found[2])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position().toPoint())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index, cell, inside = found
        self.set_current(index, cell.number, side=cell.side, reveal=False)
        self.cell_activated.emit(CellRef(index, cell.side, cell.number, cell.view.block_id))
        if cell.side is Side.TARGET and self.edit_current():
            self._editor.put_caret(inside)

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

    def _select(self, selection: Selection | None) -> None:
        if selection is not None and selection.start == selection.end:
            selection = None
        if selection != self._selection:
            self._selection = selection
            self.viewport().update()
            self.selection_changed.emit(selection)

    def _selected_cell(self) -> tuple[int, CellBox] | None:
        wanted = self._selection
        for index, _ in self._visible if wanted else ():
            for cell in self._box(index).cells:
                if wanted and cell.view.block_id == wanted.block_id and cell.side is wanted.side:
                    return index, cell
        return None


def _mark_at(cell: CellView, position: int) -> Mark | None:
    """The smallest mark at a code point."""
    found = [mark for mark in cell.marks if mark.start <= position < max(mark.end, mark.start + 1)]
    return min(found, key=_length, default=None)


def _length(mark: Mark) -> int:
    return mark.end - mark.start
