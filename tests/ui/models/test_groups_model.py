"""A tree of two levels says what its columns say, finds things again by key, and keeps Qt's rules."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.models.columns import Column
from ui.models.tree import GroupsModel, Level

WORDS = Words({"panels.column-term": "Term"})


@dataclass(frozen=True)
class Word:
    text: str


def said(word: Word) -> str:
    return word.text


def shout(word: Word) -> str:
    return word.text.upper()


FRUIT = (Word("fruit"), (Word("apple"), Word("plum")))
STONE = (Word("stone"), (Word("flint"),))
EMPTY: tuple[Word, tuple[Word, ...]] = (Word("air"), ())


@pytest.fixture
def model() -> GroupsModel[Word, Word]:
    columns: tuple[Column[Word], ...] = (Column("panels.column-term", shout), Column("", shout))
    items: tuple[Column[Word], ...] = (Column("", said), Column("", said))
    made = GroupsModel[Word, Word](Level(columns, said), Level(items, said), WORDS)
    made.set_content([FRUIT, STONE, EMPTY])
    return made


def test_keeps_the_rules(model: GroupsModel[Word, Word], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.set_content([STONE])
    qtmodeltester.check(model)


def test_both_levels_say_what_their_columns_say(model: GroupsModel[Word, Word]) -> None:
    fruit = model.index(0, 0)
    plum = model.index(1, 1, fruit)
    assert (fruit.data(), plum.data()) == ("FRUIT", "plum")
    assert model.rowCount(fruit) == 2
    assert model.rowCount(plum) == 0
    assert plum.parent() == fruit
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Term"
    assert (model.group(fruit), model.item(fruit)) == (Word("fruit"), None)
    assert (model.group(plum), model.item(plum)) == (None, Word("plum"))


def test_finds_again_by_key(model: GroupsModel[Word, Word]) -> None:
    flint = model.key(model.index(0, 0, model.index(1, 0)))
    stone = model.key(model.index(1, 0))
    model.set_content([STONE])
    assert model.find(flint).data() == "flint"
    assert model.find(stone) == model.index(0, 0)
    assert not model.find("gone").isValid()
    assert model.key(QModelIndex()) is None


def test_old_content_is_no_news(model: GroupsModel[Word, Word], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_content([FRUIT, STONE, EMPTY])
