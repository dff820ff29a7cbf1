"""Plots in rich text, drawn as lines and letters wherever the text is drawn: sharp on every screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPyTextObject, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtSvg import QSvgRenderer

PLOT = int(QTextFormat.ObjectTypes.UserObject) + 1
_NAME = int(QTextFormat.Property.UserProperty) + 1
_PIXELS = 96.0
"""Pixels of an inch: what the sizes of plots are given in."""


class PlotObjects(QPyTextObject):
    """What the layout of one document asks how large a plot is, and to draw it."""

    def __init__(self, plots: Mapping[str, QSvgRenderer], parent: QObject) -> None:
        super().__init__(parent)
        self._plots = plots

    def intrinsicSize(self, document: QTextDocument, position: int, format: QTextFormat) -> QSizeF:
        size = QSizeF(self._plots[str(format.property(_NAME))].defaultSize())
        device = document.documentLayout().paintDevice()
        return size * (device.logicalDpiX() / _PIXELS) if device is not None else size

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, format: QTextFormat
    ) -> None:
        self._plots[str(format.property(_NAME))].render(painter, rect)


def place_plots(document: QTextDocument) -> None:
    """Puts the plots in the places of the pictures that stand for them: those whose name begins with ``plot:``."""
    places: list[tuple[int, str]] = []
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            named = fragment.charFormat().toImageFormat().name() if fragment.charFormat().isImageFormat() else ""
            if named.startswith("plot:"):
                places.append((fragment.position(), named))
            fragments += 1
        block = block.next()
    for position, name in places:
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        plot = QTextCharFormat()
        plot.setObjectType(PLOT)
        plot.setProperty(_NAME, name)
        cursor.insertText("\ufffc", plot)
