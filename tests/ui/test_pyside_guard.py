"""PySide6 6.12.0 on Python 3.11 drops a reference to None with every void call and dies after a few thousand."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot


def test_void_calls_keep_their_hands_off_none(qtbot: QtBot) -> None:
    image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    bar = QScrollBar()
    qtbot.addWidget(bar)
    color = QColor("#000000")
    before = sys.getrefcount(None)
    painter = QPainter(image)
    for number in range(5000):
        painter.fillRect(0, 0, 1, 1, color)
        painter.setPen(color)
        painter.setOpacity(1.0)
        bar.setValue(number % 99)
    painter.end()
    assert abs(sys.getrefcount(None) - before) < 500
