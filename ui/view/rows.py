"""The scrolling heart of both views: rows laid out only when seen, an anchor that cannot drift, blit scrolling.

The place is (row, offset): the row at the top of the viewport and how far it is scrolled out. Heights of rows not yet
seen are estimates that only the scroll bar believes. Measured: research notes of the project, budget in benchmarks/.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.slices import Slices
from ui.theme import Theme
from ui.view.heights import RowHeights
from ui.view.minimap import Minimap
from ui.view.model import EmptyRows, RowSource, RowView

KEPT_ROWS = 200
"""Laid-out rows that are kept: about 400 texts."""
_ESTIMATE = 62
_WHEEL_STEP = 60
_PAGE_OVERLAP = 40


class Box(Protocol):
    """A row laid out: what a view makes of it."""

    @property
    def view(self) -> RowView: ...

    @property
    def height(self) -> int: ...


B = TypeVar("B", bound=Box)


class RowsView(QAbstractScrollArea, Generic[B]):
    """A list of rows of any height, with one current row. Subclasses lay out one row and paint one row."""

    current_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source: RowSource = EmptyRows()
        self._heights = RowHeights(0, _ESTIMATE)
        self._boxes: OrderedDict[int, B] = OrderedDict()
        self._anchor = (0, 0)
        self._visible: list[tuple[int, int]] = []
        self._current = -1
        self._current_id: int | None = None
        self._down = True
        self._syncing = False
        self.center_current = False
        self._minimap = Minimap(theme, self)
        self.setVerticalScrollBar(self._minimap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._minimap.setSingleStep(_WHEEL_STEP)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Every pixel is painted by us: only then may Qt move the pixels that are already there.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._placing = Slices(self)
        self._prefetch = QTimer(self)
        self._prefetch.setInterval(0)
        self._prefetch.timeout.connect(self._lay_out_ahead)
        self._ticks_later = QTimer(self)
        self._ticks_later.setInterval(200)
        self._ticks_later.setSingleShot(True)
        self._ticks_later.timeout.connect(self._read_ticks)

    # What a subclass gives

    def _make_box(self, index: int) -> B:
        raise NotImplementedError

    def _paint_box(self, painter: QPainter, index: int, box: B) -> None:
        """Paints a row; the painter's origin is its top left."""
        raise NotImplementedError

    def _arranged(self) -> None:
        """Called when rows have moved or changed: a subclass puts its child widgets in place."""

    # Rows

    def set_source(self, source: RowSource) -> None:
        """Shows other rows, from the top; the first becomes the current one."""
        self._source = source
        self._anchor, self._current, self._current_id = (0, 0), -1, None
        self._reload()
        if source.count():
            self.set_current(0)
        else:
            self.current_changed.emit(-1)

    def reset(self) -> None:
        """Reads all rows anew: they were replaced, filtered or moved. The current row keeps its place if it is left."""
        place = self._place()
        index = self._source.index_of(self._current_id) if self._current_id is not None else -1
        moved = index != self._current
        if index < 0:
            index = min(max(self._current, 0), self._source.count() - 1)
        top = place[1] if place[0] == self._current else 0
        self._current = index
        self._anchor = (max(index, 0), -top)
        self._reload()
        self._current_id = self._boxes_row(index).row_id if index >= 0 else None
        if moved:
            self.current_changed.emit(index)

    def grow(self) -> None:
        """Takes in rows that have come at the end; those that are there stay as they are."""
        # Ticks are placed by the heights that were there: those of the new rows come with the next look.
        self._placing.stop()
        self._heights.grow(self._source.count())
        if self._visible and self._visible[-1][1] + self._heights[self._visible[-1][0]] < self.viewport().height():
            self._arrange()
            self.viewport().update()
        else:
            self._sync_bar()
        self._ticks_later.start()

    def refresh_rows(self, indexes: Iterable[int]) -> None:
        """Lays out these rows anew; the current row stays where it is on the screen."""
        place = self._place()
        for index in indexes:
            self._boxes.pop(index, None)
        self._restore(place)
        self._ticks_later.start()

    def _reload(self) -> None:
        self._boxes.clear()
        self._heights = RowHeights(self._source.count(), _ESTIMATE)
        self._arrange()
        self._read_ticks()
        self.viewport().update()

    def _relay(self) -> None:
        """Everything is to be laid out anew: width, fonts or theme have changed."""
        place = self._place()
        self._boxes.clear()
        self._restore(place)

    def _box(self, index: int) -> B:
        box = self._boxes.get(index)
        if box is None:
            box = self._boxes[index] = self._make_box(index)
            self._heights.set(index, box.height)
            while len(self._boxes) > KEPT_ROWS:
                self._boxes.popitem(last=False)
        else:
            self._boxes.move_to_end(index)
        return box

    def _boxes_row(self, index: int) -> RowView:
        return self._box(index).view

    # Place

    @property
    def count(self) -> int:
        return len(self._heights)

    def row_rect(self, index: int) -> QRect | None:
        """Where a row stands in the viewport, None if it is not seen."""
        for number, top in self._visible:
            if number == index:
                return QRect(0, top, self.viewport().width(), self._box(index).height)
        return None

    def index_at(self, y: int) -> int:
        """The row at a height of the viewport, -1 if there is none."""
        return next((index for index, top in reversed(self._visible) if top <= y < top + self._heights[index]), -1)

    def _place(self) -> tuple[int, int]:
        """The row that shall stay where it is, with its top: the current one if it is seen, else the first seen."""
        for index, top in self._visible:
            if index == self._current:
                return index, top
        return self._visible[0] if self._visible else (0, 0)

    def _restore(self, place: tuple[int, int]) -> None:
        self._anchor = (place[0], -place[1])
        self._arrange()
        self.viewport().update()

    def _arrange(self) -> None:
        """Normalises the anchor, lays out what is seen, tells the scroll bar."""
        height, count = self.viewport().height(), len(self._heights)
        self._visible = []
        if count:
            row, offset = self._normal(*self._anchor)
            bottom = self._fill(row, offset)
            if bottom < height:
                row, offset = self._normal(row, offset - (height - bottom))
                self._fill(row, offset)
            self._anchor = (row, offset)
        self._sync_bar()
        self._arranged()
        self._prefetch.start()

    def _normal(self, row: int, offset: int) -> tuple[int, int]:
        """The same place, written so that the offset lies within the row; the first row's top is the upper end."""
        row = min(max(row, 0), len(self._heights) - 1)
        while offset < 0 and row > 0:
            row -= 1
            offset += self._box(row).height
        offset = max(offset, 0)
        while row < len(self._heights) - 1 and offset >= self._box(row).height:
            offset -= self._box(row).height
            row += 1
        return row, offset

    def _fill(self, row: int, offset: int) -> int:
        height, top = self.viewport().height(), -offset
        self._visible = []
        while row < len(self._heights) and top < height:
            self._visible.append((row, top))
            top += self._box(row).height
            row += 1
        return top

    def _sync_bar(self) -> None:
        self._syncing = True
        height, bar = self.viewport().height(), self._minimap
        bar.setPageStep(height)
        bar.setRange(0, max(self._heights.total - height, 0))
        if not bar.isSliderDown():
            row, offset = self._anchor
            bar.setValue(self._heights.prefix(min(row, len(self._heights))) + offset)
        self._syncing = False

    # Scrolling

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._syncing or not dy:
            return
        if self._minimap.isSliderDown() or abs(dy) > 2 * self.viewport().height():
            self._anchor = self._heights.find(self._minimap.value())
            if self._minimap.value() >= self._minimap.maximum():
                # The end is the last row's foot, whatever the estimates of the rows before it say.
                self._anchor = (len(self._heights) - 1, self._heights[len(self._heights) - 1])
            self._arrange()
            self.viewport().update()
        else:
            self.scroll_by(-dy)

    def scroll_by(self, pixels: int) -> None:
        """Moves the rows up by pixels; what stays in sight is moved, only what is new is painted."""
        self._down = pixels > 0
        before = dict(self._visible)
        self._anchor = (self._anchor[0], self._anchor[1] + pixels)
        self._arrange()
        moves = {top - before[index] for index, top in self._visible if index in before}
        if len(moves) == 1 and abs(move := moves.pop()) < self.viewport().height():
            if move:
                self.viewport().scroll(0, move)
                self._arranged()
        else:
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().y() or round(event.angleDelta().y() / 120 * _WHEEL_STEP * 1.5)
        if pixels:
            self.scroll_by(-pixels)
        event.accept()

    def _lay_out_ahead(self) -> None:
        """One row per idle moment, in the direction of the last move first, a page each way."""
        if not self._visible:
            self._prefetch.stop()
            return
        first, last = self._visible[0][0], self._visible[-1][0]
        page = len(self._visible) + 2
        ahead, behind = range(last + 1, min(last + 1 + page, self.count)), range(first - 1, max(first - page, -1), -1)
        for index in (*ahead, *behind) if self._down else (*behind, *ahead):
            if index not in self._boxes:
                self._box(index)
                return
        self._prefetch.stop()
        self._sync_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._relay()
            return
        seen = self.row_rect(self._current) is not None
        self._arrange()
        self.viewport().update()
        if seen and event.size().height() < event.oldSize().height():
            # A line has opened above the rows, or the dock below: whoever is at work here still sees where.
            self.reveal(self._current)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        clip = event.rect()
        bottom = 0
        for index, top in self._visible:
            box = self._box(index)
            bottom = top + box.height
            if top <= clip.bottom() and bottom > clip.top():
                painter.translate(0, top)
                self._paint_box(painter, index, box)
                painter.translate(0, -top)
        if bottom <= clip.bottom():
            painter.fillRect(QRect(0, bottom, self.viewport().width(), clip.bottom() - bottom + 1), self._theme.paper)
        painter.end()

    def set_theme(self, theme: Theme) -> None:
        """Draws in other colours; the place stays."""
        self._theme = theme
        self._minimap.set_theme(theme)
        self.viewport().update()

    def _read_ticks(self) -> None:
        self._placing.stop()
        steps = self._minimap.read_ticks(self._source.minimap(), self._heights)
        # What is little is seen at once.
        for _ in islice(steps, 1):
            self._placing.run(steps)

    def _update_row(self, index: int) -> None:
        area = self.row_rect(index)
        if area is not None:
            self.viewport().update(area)

    # The current row

    @property
    def current_row(self) -> int:
        """The index of the current row, -1 if there are no rows."""
        return self._current

    @property
    def current_view(self) -> RowView | None:
        return self._box(self._current).view if 0 <= self._current < self.count else None

    def _set_row(self, index: int, *, reveal: bool) -> bool:
        """Makes a row the current one and says whether it was another before."""
        if not self.count:
            return False
        index = min(max(index, 0), self.count - 1)
        changed = index != self._current
        before, self._current = self._current, index
        self._current_id = self._box(index).view.row_id
        if reveal:
            self.reveal(index)
        if changed:
            self._update_row(before)
            self._update_row(index)
        return changed

    def set_current(self, index: int) -> None:
        """Makes a row the current one and brings it into sight."""
        if self._set_row(index, reveal=True):
            self.current_changed.emit(self._current)

    def reveal(self, index: int) -> None:
        """Brings a row into sight with the smallest move, or into the middle where ``center_current`` is set."""
        area, wanted = self.row_rect(index), self._wanted_top(index)
        if area is None:
            self._anchor = (index, -wanted)
            self._arrange()
            self.viewport().update()
        elif area.top() != wanted:
            self.scroll_by(area.top() - wanted)

    def _wanted_top(self, index: int) -> int:
        """Where the top of a row shall be for it to be seen."""
        room, area = self.viewport().height() - self._box(index).height, self.row_rect(index)
        if self.center_current:
            return max(room // 2, 0)
        if area is not None:
            # A row taller than the window stays wherever it fills it.
            return min(area.top(), 0) if room < 0 else min(max(area.top(), 0), room)
        if abs(index - self._anchor[0]) > len(self._visible) + 1:
            return max(room // 3, 0)
        return 0 if index < self._anchor[0] else max(room, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._move_key(Qt.Key(event.key())):
            event.ignore()

    def _move_key(self, key: Qt.Key) -> bool:
        """Moves the current row by a plain key and says whether the key was one that moves."""
        match key:
            case Qt.Key.Key_Down:
                self.set_current(self._current + 1)
            case Qt.Key.Key_Up:
                self.set_current(self._current - 1)
            case Qt.Key.Key_Home:
                self.set_current(0)
            case Qt.Key.Key_End:
                self.set_current(self.count - 1)
            case Qt.Key.Key_PageDown:
                self._page(1)
            case Qt.Key.Key_PageUp:
                self._page(-1)
            case _:
                return False
        return True

    def _page(self, way: int) -> None:
        """A page on: the current row's place on the screen stays, so the eye need not search."""
        area = self.row_rect(self._current)
        if area is None:
            self.reveal(self._current)
            area = self.row_rect(self._current) or QRect()
        eye = min(max(area.top(), 0), self.viewport().height() - 1)
        before = self._anchor
        self.scroll_by(way * max(self.viewport().height() - _PAGE_OVERLAP, _PAGE_OVERLAP))
        if self._anchor == before:
            self.set_current(self.count - 1 if way > 0 else 0)
        else:
            index = self.index_at(eye)
            self.set_current(index if index >= 0 and index != self._current else self._current + way)
