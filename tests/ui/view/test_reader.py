"""Read-through: prose only, the source of one paragraph beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.words import Words
from tests.ui.view.made_rows import ENGLISH, MadeRows
from ui.fonts import text_font
from ui.theme import Theme
from ui.view.model import CellRef, CellView, Mark, MarkKind, RowView, Side
from ui.view.reader import CHARACTERS, ReadingView


@pytest.fixture
def reader(qtbot: QtBot, theme: Theme, words: Words) -> ReadingView:
    view = ReadingView(theme, words)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


def rows_with_litter() -> MadeRows:
    rows = MadeRows(6)
    litter = CellView(500, "[ad_2]", excluded="litter", language="en")
    rows.changed[1] = RowView(2, 2, (), (litter,), "0:1", excluded=True)
    heading = CellView(501, "A Title", role="heading", level=1, language="en")
    body = CellView(502, ENGLISH, (Mark(4, 11, MarkKind.ERROR),), role="list-item", language="en")
    rows.changed[2] = RowView(3, 3, (CellView(503, "标题", language="zh"),), (litter, heading, body))
    return rows


def test_what_is_put_away_is_not_read(reader: ReadingView) -> None:
    reader.set_source(rows_with_litter())
    assert reader._box(1).paragraphs == ()
    assert reader._box(1).height == 1
    assert [paragraph.view.block_id for paragraph in reader._box(2).paragraphs] == [501, 502]
    assert len(reader._box(2).paragraphs[1].spans) == 1
    assert not reader.grab().isNull()


def test_keys_pass_over_what_is_not_read(reader: ReadingView, qtbot: QtBot) -> None:
    seen: list[int] = []
    reader.set_source(rows_with_litter())
    reader.current_changed.connect(seen.append)
    qtbot.keyClick(reader, Qt.Key.Key_Down)
    qtbot.keyClick(reader, Qt.Key.Key_Down)
    qtbot.keyClick(reader, Qt.Key.Key_Up)
    qtbot.keyClick(reader, Qt.Key.Key_Up)
    qtbot.keyClick(reader, Qt.Key.Key_Up)
    assert seen == [2, 3, 2, 0]


def test_the_source_stands_beside_the_current_paragraph_only(reader: ReadingView) -> None:
    reader.set_source(MadeRows(20))
    reader.set_current(3)
    assert [index for index in range(6) if reader._box(index).source] == [3]


def test_without_room_beside_it_the_source_stands_below(reader: ReadingView) -> None:
    reader.set_source(MadeRows(20))
    wide = reader._box(0)
    reader.resize(500, 700)
    narrow = reader._box(0)
    last = narrow.paragraphs[-1]
    assert wide.source
    assert narrow.source
    assert narrow.height >= last.top + last.flow.height + sum(flow.height for flow in narrow.source)
    assert not reader.grab().isNull()


def test_the_column_is_narrow_and_in_sight(reader: ReadingView) -> None:
    ideal = QFontMetricsF(text_font("", 2)).averageCharWidth() * CHARACTERS
    for width in (1600, 1100, 800, 560, 320):
        reader.resize(width, 700)
        column, beside = reader._column, reader._beside
        assert column.width() <= ideal + 1
        assert column.left() >= 0
        assert max(column.right(), beside.right() if beside.width() else 0) <= width


def test_enter_and_double_click_ask_for_the_editor(reader: ReadingView, qtbot: QtBot) -> None:
    asked: list[CellRef] = []
    reader.edit_requested.connect(asked.append)
    reader.set_source(rows_with_litter())
    reader.set_current(2)
    qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert asked == [CellRef(2, Side.TARGET, 1, 501)]
    area = reader.row_rect(3)
    assert area is not None
    point = QPoint(reader._column.left() + 5, area.top() + 20)
    qtbot.mouseDClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert asked[1:] == [CellRef(3, Side.TARGET, 0, 41)]
    assert reader.current_row == 3


def test_many_rows(reader: ReadingView) -> None:
    rows = MadeRows(100_000)
    reader.set_source(rows)
    assert rows.read < 60
    reader.set_current(99_999)
    area = reader.row_rect(99_999)
    assert area is not None
    assert area.bottom() < reader.viewport().height()
