"""Ticks beside the rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.view.made_rows import MadeRows
from ui.view.grid import ReviewGrid
from ui.view.heights import RowHeights
from ui.view.minimap import Minimap


def test_the_most_urgent_kind_is_seen_where_several_meet(grid: ReviewGrid) -> None:
    minimap = grid.verticalScrollBar()
    assert isinstance(minimap, Minimap)
    minimap.set_ticks([(0, "hint"), (1, "error"), (2, "term"), (90_000, "flag")], RowHeights(100_000, 40))
    places = minimap._places()
    assert list(places.values()) == ["error", "flag"]
    assert list(places)[1] > 0.8 * minimap.height()


def test_a_click_jumps(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(MadeRows(10_000))
    bar = grid.verticalScrollBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, bar.height() // 2))
    middle = grid.index_at(grid.viewport().height() // 2)
    assert 4500 < middle < 5500
