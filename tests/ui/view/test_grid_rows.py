"""Many rows: few are laid out, the place never drifts, nothing jumps."""

from __future__ import annotations

import dataclasses
import random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.view.made_rows import ENGLISH, MadeRows, one_row
from ui.view.grid import ReviewGrid
from ui.view.model import CellView, RowView, Side


def top(grid: ReviewGrid, index: int) -> int:
    area = grid.row_rect(index)
    assert area is not None
    return area.top()


def tops(grid: ReviewGrid) -> list[tuple[int, int]]:
    return [(i, top(grid, i)) for i in range(grid.count) if grid.row_rect(i) is not None]


def test_opening_many_rows_lays_out_few(grid: ReviewGrid) -> None:
    rows = MadeRows(100_000)
    grid.set_source(rows)
    assert grid.count == 100_000
    assert rows.read < 60
    assert grid.current_row == 0


def test_no_rows(grid: ReviewGrid, qtbot: QtBot) -> None:
    seen: list[int] = []
    grid.current_changed.connect(seen.append)
    grid.set_source(MadeRows(0))
    assert seen == [-1]
    assert grid.current_row == -1
    assert grid.current_cell is None
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_X):
        qtbot.keyClick(grid, key)
    grid.reset()
    assert grid.mode == "grid"
    assert not grid.edit_current()


def test_to_the_end_and_back_does_not_drift(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(100_000))
    start = [(0, top(grid, 0)), (1, top(grid, 1))]
    chance = random.Random(1)
    moved = 0
    for _ in range(300):
        step = chance.randrange(1, 400)
        grid.scroll_by(step)
        moved += step
    grid.scroll_by(-moved)
    assert [(0, top(grid, 0)), (1, top(grid, 1))] == start
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = grid.row_rect(99_999)
    assert last is not None
    assert last.bottom() + 1 == grid.viewport().height()
    bar.setValue(0)
    assert [(0, top(grid, 0)), (1, top(grid, 1))] == start


def test_scrolling_up_from_a_jump_keeps_every_row_whole(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(100_000))
    grid.verticalScrollBar().setValue(3_000_000)
    for _ in range(100):
        grid.scroll_by(-37)
        index = grid.index_at(100)
        area, following = grid.row_rect(index), grid.row_rect(index + 1)
        assert area is not None
        assert following is not None
        assert area.bottom() + 1 == following.top()


def test_the_scroll_bar_and_the_rows_agree(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(50))
    for _ in range(90):
        grid.scroll_by(80)
    assert grid.verticalScrollBar().value() == grid.verticalScrollBar().maximum()
    assert grid.row_rect(49) is not None


@pytest.mark.parametrize("width", [500, 700, 1600])
def test_a_resize_keeps_the_current_row_in_place(grid: ReviewGrid, width: int) -> None:
    grid.set_source(MadeRows(1000))
    grid.set_current(500)
    grid.scroll_by(-120)
    before = top(grid, 500)
    grid.resize(width, 700)
    assert top(grid, 500) == before


def test_a_split_and_a_zoom_keep_the_current_row_in_place(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(1000))
    grid.set_current(500)
    grid.scroll_by(-120)
    before = top(grid, 500)
    grid.set_split(0.3)
    grid.set_zoom(Side.TARGET, 6)
    assert (grid.split, grid.zoom(Side.TARGET)) == (0.3, 6)
    assert top(grid, 500) == before


def test_refreshing_a_row_above_keeps_the_current_one_in_place(grid: ReviewGrid) -> None:
    rows = MadeRows(1000)
    grid.set_source(rows)
    grid.set_current(500)
    grid.scroll_by(-200)
    before, height = top(grid, 500), (grid.row_rect(499) or grid.rect()).height()
    view = rows.row(499)
    longer = dataclasses.replace(view.target[0], text=ENGLISH * 12)
    rows.changed[499] = dataclasses.replace(view, target=(longer,))
    grid.refresh_rows([499])
    assert top(grid, 500) == before
    grid.scroll_by(-300)
    assert (grid.row_rect(499) or grid.rect()).height() > height


def test_a_refresh_reads_only_what_it_must(grid: ReviewGrid, qtbot: QtBot) -> None:
    rows = MadeRows(1000)
    grid.set_source(rows)
    qtbot.waitUntil(lambda: not grid._prefetch.isActive())
    before = rows.read
    grid.refresh_rows([0, 900])
    assert rows.read == before + 1


def test_a_reset_keeps_the_row_by_its_id(grid: ReviewGrid, qtbot: QtBot) -> None:
    rows = MadeRows(1000)
    grid.set_source(rows)
    grid.set_current(500)
    grid.scroll_by(-100)
    before = top(grid, 500)
    seen: list[int] = []
    grid.current_changed.connect(seen.append)
    rows.ids = [row_id for row_id in rows.ids if row_id % 2]
    grid.reset()
    assert (grid.current_row, rows.row(grid.current_row).row_id) == (250, 501)
    assert top(grid, 250) == before
    assert seen == [250]


def test_a_reset_without_the_row_stays_near(grid: ReviewGrid) -> None:
    rows = MadeRows(10)
    grid.set_source(rows)
    grid.set_current(9)
    rows.ids = [1, 2, 3]
    grid.reset()
    assert grid.current_row == 2
    rows.ids = []
    grid.reset()
    assert grid.current_row == -1


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ([Qt.Key.Key_Down], 1),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up], 1),
        ([Qt.Key.Key_Up], 0),
        ([Qt.Key.Key_End], 999),
        ([Qt.Key.Key_End, Qt.Key.Key_Down], 999),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0),
    ],
)
def test_keys_move_rows(grid: ReviewGrid, qtbot: QtBot, keys: list[Qt.Key], row: int) -> None:
    grid.set_source(MadeRows(1000))
    for key in keys:
        qtbot.keyClick(grid, key)
    assert grid.current_row == row
    area = grid.row_rect(row)
    assert area is not None
    assert area.top() >= 0


def test_pages_go_down_and_up_through_everything(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(MadeRows(200))
    seen = [0]
    while grid.current_row < 199 and len(seen) < 300:
        qtbot.keyClick(grid, Qt.Key.Key_PageDown)
        assert grid.current_row > seen[-1]
        assert grid.row_rect(grid.current_row) is not None
        seen.append(grid.current_row)
    assert grid.current_row == 199
    while grid.current_row and len(seen) < 300:
        qtbot.keyClick(grid, Qt.Key.Key_PageUp)
        seen.append(grid.current_row)
    assert grid.current_row == 0


def test_the_current_row_in_the_middle_on_wish(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(1000))
    grid.center_current = True
    grid.set_current(300)
    area = grid.row_rect(300)
    assert area is not None
    assert abs(area.center().y() - grid.viewport().height() // 2) <= 1


def test_a_row_taller_than_the_window_is_reached_whole(grid: ReviewGrid) -> None:
    rows = one_row(CellView(901, ENGLISH * 90, language="en"))
    grid.set_source(rows)
    grid.set_current(1)
    area = grid.row_rect(1)
    assert area is not None
    assert area.height() > grid.viewport().height()
    assert area.top() == 0
    grid.scroll_by(area.height())
    assert grid.row_rect(2) is not None


def test_left_and_right_move_between_the_cells_of_a_side(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(one_row(CellView(901, "one", language="en"), CellView(902, "two", language="en")))
    grid.set_current(1)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    cell = grid.current_cell
    assert cell is not None
    assert (cell.cell, cell.block_id) == (1, 902)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.current_row == 1


def test_a_project_without_a_source_has_one_text(grid: ReviewGrid) -> None:
    grid.set_headings("", "English")
    grid.set_source(MadeRows(5))
    assert grid.columns.source_width == 0
    assert grid.columns.target_width > 800


def test_everything_paints(grid: ReviewGrid) -> None:
    excluded = CellView(903, "[ad_2] " * 30, excluded="litter: ad marker", language="en")
    arabic = CellView(904, "وأشار الاجتماع إلى", language="ar")
    rows = one_row(CellView(901, "", language="en"), CellView(902, "Title", role="heading"), excluded, arabic)
    rows.changed[0] = RowView(1, 1, (), (), "0:0", excluded=True, pinned=True)
    grid.set_source(rows)
    assert not grid.grab().isNull()


def test_the_splitter_is_dragged(grid: ReviewGrid, qtbot: QtBot) -> None:
    heard: list[float] = []
    grid.set_source(MadeRows(50))
    grid.split_changed.connect(heard.append)
    start = QPoint(grid.columns.splitter, 100)
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for x in (20, 60, 100):
        qtbot.mouseMove(grid.viewport(), start + QPoint(x, 0))
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(100, 0))
    assert abs(grid.columns.splitter - start.x() - 100) <= 1
    assert heard[-1] == grid.split
    qtbot.mouseMove(grid.viewport(), QPoint(100, 100))
    assert abs(grid.columns.splitter - start.x() - 100) <= 1


@pytest.mark.parametrize(("x", "side"), [(100, Side.SOURCE), (800, Side.TARGET)])
def test_the_wheel_zooms_the_side_under_it(grid: ReviewGrid, x: int, side: Side) -> None:
    grid.set_source(MadeRows(50))
    place, none = QPointF(x, 100), QPoint()
    control = Qt.KeyboardModifier.ControlModifier
    event = QWheelEvent(
        place, place, none, QPoint(0, 120), Qt.MouseButton.NoButton, control, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(grid.viewport(), event)
    assert grid.zoom(side) == 1
    assert grid.zoom(Side.TARGET if side is Side.SOURCE else Side.SOURCE) == 0
    assert top(grid, 0) == 0


def test_a_badge_says_what_it_means(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(50))
    grid.set_current(6)
    area = grid.row_rect(6)
    assert area is not None
    assert grid._tooltip_at(QPoint(grid.columns.badges + 8, area.top() + 20)) == "two"
    assert grid._tooltip_at(QPoint(grid.columns.badges + 8, area.top() + 50)) == ""
    assert grid._tooltip_at(QPoint(grid.columns.target, area.top() + 20)) == ""


def test_a_screen_reader_hears_the_row(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(50))
    grid.set_current(3)
    proxy = grid.focusProxy()
    assert proxy is not None
    assert proxy.accessibleDescription().startswith("Row 4: 会议强调")


def test_numbers_have_room_for_the_last_row_though_a_filter_hides_it(grid: ReviewGrid) -> None:
    rows = MadeRows(3)
    grid.set_source(rows)
    narrow = grid.columns.source
    rows.ids = [1, 2, 300_000]
    grid.reset()
    assert grid.columns.source > narrow


def test_the_current_row_stays_in_sight_when_the_rows_get_less_room(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(60))
    grid.resize(900, 600)
    lowest = max(index for index in range(60) if grid.row_rect(index) is not None) - 1
    grid.set_current(lowest)
    grid.resize(900, 400)
    area = grid.row_rect(lowest)
    assert area is not None
    assert area.bottom() <= grid.viewport().height()
    # Who has scrolled away to read is left where they are.
    grid.set_current(0)
    grid.scroll_by(4_000)
    assert grid.row_rect(0) is None
    grid.resize(900, 300)
    assert grid.row_rect(0) is None
