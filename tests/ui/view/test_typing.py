"""Quotation marks of the language, words to complete, figures still to come: tables of what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.view.test_grid_editor import open_text
from ui.view.completing import Completing
from ui.view.editor import CellEditor
from ui.view.grid import ReviewGrid
from ui.view.typing import Completion, completions, next_number, smart_mark, source_words

ENGLISH, GERMAN, FRENCH = ("“", "”"), ("„", "“"), ("«", "»")


@pytest.mark.parametrize(
    ("before", "typed", "quotes", "mark"),
    [
        ("", '"', ENGLISH, "“"),
        ("He said ", '"', ENGLISH, "“"),
        ("He said “yes", '"', ENGLISH, "”"),
        ("He said “yes.", '"', ENGLISH, "”"),
        ("(", '"', ENGLISH, "“"),
        ("15", '"', ENGLISH, '"'),
        ("don", "'", ENGLISH, "’"),
        ("a ", "'", ENGLISH, "‘"),
        ("6", "'", ENGLISH, "'"),
        ("Er sagte ", '"', GERMAN, "„"),
        ("„ja", '"', GERMAN, "“"),
        ("geht", "'", GERMAN, "’"),
        ("", "'", GERMAN, "'"),
        ("l", "'", FRENCH, "’"),
        ("会议强调，", '"', ENGLISH, "“"),
        ("践行", '"', ENGLISH, "“"),
        ("践行“八八战略", '"', ENGLISH, "”"),
        ("他说：“好。", '"', ENGLISH, "”"),
    ],
)
def test_straight_marks_become_those_of_the_language(
    before: str, typed: str, quotes: tuple[str, str], mark: str
) -> None:
    assert smart_mark(before, typed, quotes) == mark


TERMS = ("Fifth Plenary Session", "Fiftieth Anniversary", "leading Party members group", "2020", "12,500", "GDP")


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ("", []),
        ("F", []),
        ("the Fi", [("Fifth Plenary Session", 2), ("Fiftieth Anniversary", 2)]),
        ("the fifth", [("Fifth Plenary Session", 5)]),
        ("the Fifth Plen", [("Fifth Plenary Session", 10)]),
        ("the Fifth Plenary Session", []),
        ("misleading", []),
        ("In 2", [("2020", 1)]),
        ("In 1", [("12,500", 1)]),
        ("xGD", []),
        ("GD", [("GDP", 2)]),
        ("of ", []),
    ],
)
def test_what_goes_on_from_what_is_typed(before: str, offered: list[tuple[str, int]]) -> None:
    assert completions(before, TERMS) == [Completion(*one) for one in offered]


def test_one_chinese_character_is_enough_and_needs_no_space_before() -> None:
    assert completions("会议在临", ("临溪市商务局",)) == [Completion("临溪市商务局", 1)]


def test_figures_and_names_of_a_source() -> None:
    assert source_words("2020年，GDP增长3.5%，OpenAI在B座。") == ["2020", "3.5", "GDP", "OpenAI"]


@pytest.mark.parametrize(
    ("source", "target", "number"),
    [
        ("12家，新增3家", "", "12"),
        ("12家，新增3家", "12 firms", "3"),
        ("3和3", "3", "3"),
        ("3和3", "3 and 3", ""),
        ("", "", ""),
    ],
)
def test_the_next_figure(source: str, target: str, number: str) -> None:
    assert next_number(source, target) == number


@pytest.fixture
def field(grid: ReviewGrid) -> CellEditor:
    """An open English text with quotation marks and three words to complete."""
    grid.set_typing_help(lambda language: ENGLISH if language == "en" else None, lambda _: TERMS)
    return open_text(grid, "")


def offered(grid: ReviewGrid) -> list[str]:
    found = grid.viewport().findChild(Completing)
    assert isinstance(found, Completing)
    return [found.item(i).text() for i in range(found.count())] if found.isVisible() else []


def test_typed_marks_turn_and_undo_makes_them_straight(qtbot: QtBot, field: CellEditor) -> None:
    qtbot.keyClicks(field, 'He: "I don\'t."')
    assert field.text == "He: “I don’t.”"
    field.undo()
    assert field.text.endswith('."')


def test_tab_takes_the_offer_and_enter_leaves_the_text(qtbot: QtBot, grid: ReviewGrid, field: CellEditor) -> None:
    qtbot.keyClicks(field, "the fif")
    assert offered(grid) == ["Fifth Plenary Session", "Fiftieth Anniversary"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text == "the Fiftieth Anniversary"
    assert offered(grid) == []
    qtbot.keyClicks(field, " fif")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert grid.mode == "grid"
    assert offered(grid) == []


def test_escape_closes_the_offer_first(qtbot: QtBot, grid: ReviewGrid, field: CellEditor) -> None:
    qtbot.keyClicks(field, "GD")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (offered(grid), grid.mode) == ([], "text")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert grid.mode == "grid"


def test_nothing_is_offered_while_an_input_method_composes(qtbot: QtBot, grid: ReviewGrid, field: CellEditor) -> None:
    qtbot.keyClicks(field, "GD")
    assert offered(grid)
    QApplication.sendEvent(field, QInputMethodEvent("wei", []))
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(field, key)
        assert field.composition() == "wei"
        assert grid.mode == "text"
    commit = QInputMethodEvent()
    commit.setCommitString("为")
    QApplication.sendEvent(field, commit)
    assert field.text == "GD为"
    assert offered(grid) == []
