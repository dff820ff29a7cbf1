"""Links drawn between the sides: shape says how firm they are, rows are chosen, the side in focus stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.view.made_rows import CHINESE, MadeRows
from ui.theme import Theme
from ui.view.grid import ReviewGrid
from ui.view.model import CellView, RowView, Side, Tie


def drawn(grid: ReviewGrid, view: RowView) -> QImage:
    """The room between the sides of a row, as it is drawn."""
    rows = MadeRows(3)
    rows.changed[1] = view
    grid.set_source(rows)
    grid.set_linking(True)
    area, columns = grid.row_rect(1), grid.columns
    assert area is not None
    left = columns.source + columns.source_width + 12
    return grid.viewport().grab(area.adjusted(left, 0, columns.target - 12 - area.width(), 0)).toImage()


def inked(image: QImage, color: QColor) -> list[str]:
    """Each line of pixels: a point where a color near the wanted one was drawn."""

    def near(x: int, y: int) -> bool:
        own = image.pixelColor(x, y)
        return abs(own.red() - color.red()) + abs(own.green() - color.green()) + abs(own.blue() - color.blue()) < 60

    return ["".join("#" if near(x, y) else " " for x in range(image.width())) for y in range(image.height())]


def row(source: int = 1, target: int = 1, **given: object) -> RowView:
    ours = tuple(CellView(10 + n, CHINESE, language="zh-Hans") for n in range(source))
    theirs = tuple(CellView(20 + n, "A short text.", language="en") for n in range(target))
    return replace(RowView(2, 2, ours, theirs, f"{source}:{target}"), **given)  # type: ignore[arg-type]


def pieces(line: str) -> int:
    return len(line.split())


@pytest.mark.parametrize(
    ("tie", "role", "broken"),
    [(Tie.FIXED, "accent", False), (Tie.SURE, "soft", False), (Tie.UNSURE, "warn", True)],
)
def test_a_line_is_solid_or_dashed_as_the_link_is_firm(
    grid: ReviewGrid, theme: Theme, tie: Tie, role: str, broken: bool
) -> None:
    lines = inked(drawn(grid, row(tie=tie)), theme.color(role))
    longest = max(lines, key=lambda line: line.count("#"))
    assert longest.count("#") > 30
    assert (pieces(longest) > 4) is broken


def test_a_side_without_counterpart_ends_in_the_open(grid: ReviewGrid, theme: Theme) -> None:
    lines = inked(drawn(grid, row(target=0, tie=Tie.UNSURE)), theme.warn)
    width = len(lines[0])
    assert any("#" in line[: width // 3] for line in lines)
    assert not any("#" in line[width * 2 // 3 :] for line in lines)


def test_every_paragraph_has_its_line(grid: ReviewGrid, theme: Theme) -> None:
    lines = inked(drawn(grid, row(source=1, target=3)), theme.soft)
    right = [line[-3:].strip() != "" for line in lines]
    runs = sum(now and not before for before, now in zip([False, *right], right, strict=False))
    assert runs == 3


def test_the_side_in_focus_stays_from_row_to_row(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(MadeRows(5))
    grid.set_linking(True)
    grid.set_current(1, side=Side.SOURCE)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    cell = grid.current_cell
    assert cell is not None
    assert (cell.row_index, cell.side) == (2, Side.SOURCE)
    grid.set_linking(False)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    cell = grid.current_cell
    assert cell is not None
    assert cell.side is Side.TARGET


def test_rows_are_chosen_up_and_down_and_let_go(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(MadeRows(9))
    grid.set_linking(True)
    grid.set_current(4)
    chosen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(grid, key, Qt.KeyboardModifier.ShiftModifier)
        chosen.append(list(grid.chosen))
    assert chosen == [[4, 5], [4], [3, 4], [2, 3, 4]]
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert list(grid.chosen) == [3]


def test_a_click_with_shift_chooses_up_to_there(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(MadeRows(9))
    grid.set_linking(True)
    grid.set_current(1)
    area = grid.row_rect(3)
    assert area is not None
    where = area.topLeft()
    where.setX(grid.columns.target + 20)
    where.setY(area.top() + 20)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, where)
    assert list(grid.chosen) == [1, 2, 3]
    assert grid.mode == "grid"


def test_without_a_source_nothing_is_drawn(grid: ReviewGrid) -> None:
    grid.set_headings("", "English")
    grid.set_source(MadeRows(3))
    grid.set_linking(True)
    grid.viewport().grab()
    assert grid.columns.source_width == 0
