"""The scroll bar of a view with ticks on it: where in the whole text the findings, flags and threads are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from ui.theme import Theme
from ui.view.badges import badge_color
from ui.view.heights import RowHeights

_WIDTH = 14
_TICK = 4
_FINE = 4_096
"""Places that are told apart, whatever the height: more than there are pixels."""
_SOME = 500
"""Ticks that are placed at once."""
# Where several ticks fall on one pixel the most urgent is seen.
_URGENCY = (
    "term", "match", "inserted", "deleted", "translated", "confirmed", "approved", "hint", "thread", "warn", "rejected",
    "flag", "error",
)  # fmt: skip


class Minimap(QScrollBar):
    """A vertical scroll bar that shows ticks; a click beside the handle jumps there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._spots: dict[int, str] = {}
        """The most urgent kind at each place that has a tick, of ``_FINE`` places from the top to the bottom."""
        self._drawn = QPixmap()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn = QPixmap()
        self.update()

    def set_ticks(self, ticks: Iterable[tuple[int, str]], heights: RowHeights) -> None:
        """Takes the ticks as (row index, kind), and places them by the rows' heights."""
        for _ in self.read_ticks(ticks, heights):
            pass

    def read_ticks(self, ticks: Iterable[tuple[int, str]], heights: RowHeights) -> Iterator[None]:
        """The same, some ticks at a time: there may be one for each of very many rows."""
        about, scale = heights.outline(), _FINE / max(heights.total, 1)
        spots: dict[int, str] = {}
        for number, (index, kind) in enumerate(ticks, 1):
            spot = int(about(index) * scale)
            if spot not in spots or _urgency(kind) > _urgency(spots[spot]):
                spots[spot] = kind
            if not number % _SOME:
                yield
        if spots != self._spots:
            self._spots = spots
            self._drawn = QPixmap()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 60)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.paper)
        painter.fillRect(QRectF(0, 0, 1, self.height()), self._theme.hair)
        handle = self._handle()
        if handle is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            shade = QColor(self._theme.soft)
            shade.setAlphaF(0.45 if self.isSliderDown() or self.underMouse() else 0.25)
            painter.setBrush(shade)
            painter.drawRoundedRect(handle, 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._drawn.deviceIndependentSize().toSize() != self.size():
            self._draw_ticks()
        painter.drawPixmap(0, 0, self._drawn)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self._handle()
        if event.button() == Qt.MouseButton.LeftButton and handle and not handle.contains(event.position()):
            share = (event.position().y() - handle.height() / 2) / max(self.height() - handle.height(), 1)
            self.setValue(round(share * self.maximum()))
        super().mousePressEvent(event)

    def _handle(self) -> QRectF | None:
        if not self.maximum():
            return None
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )
        return QRectF(part).adjusted(3, 1, -2, -1)

    def _draw_ticks(self) -> None:
        """All ticks as one picture: they stay while the handle moves over them."""
        ratio = self.devicePixelRatioF()
        self._drawn = QPixmap(self.size() * ratio)
        self._drawn.setDevicePixelRatio(ratio)
        self._drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._drawn)
        for y, kind in self._places().items():
            painter.fillRect(QRectF(4, y, _WIDTH - 7, _TICK), badge_color(kind, self._theme))
        painter.end()

    def _places(self) -> dict[int, str]:
        """The kind to be seen at each pixel that has a tick."""
        scale = max(self.height() - _TICK, 1) / _FINE
        places: dict[int, str] = {}
        for spot, kind in self._spots.items():
            y = int(spot * scale)
            if _urgency(kind) > _urgency(places.get(y, "")):
                places[y] = kind
        return places


def _urgency(kind: str) -> int:
    return _URGENCY.index(kind) if kind in _URGENCY else -1
