"""A table of items says what its columns say, keeps ticks and keys, and keeps Qt's rules."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.models.columns import RIGHT, TONE_ROLE, Column
from ui.models.table import CheckedModel, ItemsModel

WORDS = Words({"panels.column-row": "Row", "panels.column-text": "Text"})


@dataclass(frozen=True)
class Item:
    id: int
    text: str


def number(item: Item) -> str:
    return str(item.id)


def by_number(item: Item) -> int:
    return item.id


def said(item: Item) -> str:
    return item.text


def tone(item: Item) -> str:
    return "error" if item.id > 9 else ""


COLUMNS: tuple[Column[Item], ...] = (
    Column("panels.column-row", number, 50, RIGHT, sort=by_number),
    Column("panels.column-text", said, tooltip=said, tone=tone),
)
ITEMS = [Item(2, "b"), Item(10, "a"), Item(1, "C")]


@pytest.fixture
def model() -> ItemsModel[Item]:
    made = ItemsModel[Item](COLUMNS, by_number, WORDS)
    made.set_items(ITEMS)
    return made


def shown(model: ItemsModel[Item]) -> list[int]:
    return [item.id for item in model.items]


def test_keeps_the_rules(model: ItemsModel[Item], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.sort(1)
    model.set_items([])
    qtmodeltester.check(model)


def test_cells_say_what_columns_say(model: ItemsModel[Item]) -> None:
    assert model.index(1, 0).data() == "10"
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == "a"
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    assert model.index(1, 1).data(TONE_ROLE) == "error"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Text"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (-1, Qt.SortOrder.AscendingOrder, [2, 10, 1]),
        (0, Qt.SortOrder.AscendingOrder, [1, 2, 10]),
        (0, Qt.SortOrder.DescendingOrder, [10, 2, 1]),
        (1, Qt.SortOrder.AscendingOrder, [10, 2, 1]),
    ],
)
def test_sorts_by_a_column(model: ItemsModel[Item], column: int, order: Qt.SortOrder, expected: list[int]) -> None:
    model.sort(column, order)
    assert shown(model) == expected


def test_new_items_come_in_the_order_asked_for(model: ItemsModel[Item]) -> None:
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_items([*ITEMS, Item(5, "d")])
    assert shown(model) == [10, 5, 2, 1]
    assert model.row_of(5) == 1
    assert model.row_of(99) == -1
    assert model.item(9) is None


def test_old_items_are_no_news(model: ItemsModel[Item], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_items(list(ITEMS))


def checked_model() -> CheckedModel[Item]:
    made = CheckedModel[Item](COLUMNS, by_number, WORDS, first=small)
    made.set_items(ITEMS)
    return made


def small(item: Item) -> bool:
    return item.id < 10


def test_ticks_keep_the_rules(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(checked_model())


def test_a_tick_stays_with_its_item(qtbot: QtBot) -> None:
    model = checked_model()
    assert [item.id for item in model.checked] == [2, 1]
    with qtbot.waitSignal(model.ticked):
        model.toggle(0)
    model.set_items([Item(1, "C"), Item(2, "b"), Item(3, "new")])
    assert [item.id for item in model.checked] == [1, 3]


def test_only_the_first_column_is_ticked() -> None:
    model = checked_model()
    role = Qt.ItemDataRole.CheckStateRole
    assert model.setData(model.index(1, 0), Qt.CheckState.Checked, role)
    assert not model.setData(model.index(1, 1), Qt.CheckState.Checked, role)
    assert not model.setData(QModelIndex(), Qt.CheckState.Checked, role)
    assert model.index(1, 0).data(role) == Qt.CheckState.Checked
    assert model.index(1, 1).data(role) is None
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.flags(model.index(1, 1)) & Qt.ItemFlag.ItemIsUserCheckable
