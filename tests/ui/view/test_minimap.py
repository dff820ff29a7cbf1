"""Ticks beside the rows."""

from __future__ import annotations

from collections.abc import Iterator

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


class Ticked(MadeRows):
    """Rows each of which has a tick."""

    kind = "error"

    def minimap(self) -> Iterator[tuple[int, str]]:
        index = 0
        while index < self.count():
            yield index, self.kind
            index += 1


def test_rows_that_come_while_the_ticks_are_placed_wait_for_the_next_time(grid: ReviewGrid, qtbot: QtBot) -> None:
    rows = Ticked(2_000)
    grid.set_source(rows)
    rows.ids = range(1, 4_001)
    grid.grow()
    minimap = grid.verticalScrollBar()
    assert isinstance(minimap, Minimap)
    qtbot.waitUntil(lambda: bool(minimap._spots), timeout=5_000)
    assert grid.count == 4_000


def test_ticks_of_rows_that_were_replaced_are_given_up(grid: ReviewGrid, qtbot: QtBot) -> None:
    rows = Ticked(2_000)
    grid.set_source(rows)
    rows.ids, rows.kind = (1, 2), "flag"
    grid.reset()
    minimap = grid.verticalScrollBar()
    assert isinstance(minimap, Minimap)
    assert not grid._placing.busy
    assert set(minimap._spots.values()) == {"flag"}
