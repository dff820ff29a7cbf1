"""The palette ranks what is typed and runs by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.dialogs.palette import CommandPalette, Entry, ranked
from ui.theme import Theme

ENTRIES: list[Entry] = [
    ("open", "Open…", "Ctrl+O", True),
    ("confirm", "Confirm, go to the next row to do", "Ctrl+Return · A", True),
    ("redo", "Redo", "Ctrl+Y", False),
    ("find", "Find in both texts", "Ctrl+F", True),
    ("next", "Next finding", "F8 · N", True),
]


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme, words: Words) -> CommandPalette:
    made = CommandPalette(theme, words, ENTRIES)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", ["open", "confirm", "redo", "find", "next"]),
        ("  ", ["open", "confirm", "redo", "find", "next"]),
        ("fin", ["find", "next"]),
        ("FINDING", ["next", "find"]),
        ("confrim", ["confirm"]),
        ("qqqq", []),
    ],
)
def test_the_likest_commands_come_first(typed: str, ids: list[str]) -> None:
    assert [entry[0] for entry in ranked(ENTRIES, typed)] == ids


def test_type_and_enter_runs(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette._line, "find")
    with qtbot.waitSignal(palette.chosen) as ran:
        qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    assert ran.args == ["find"]
    assert not palette.isVisible()


def test_down_goes_on_and_skips_what_cannot_run(qtbot: QtBot, palette: CommandPalette) -> None:
    for _ in range(2):
        qtbot.keyClick(palette._line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as ran:
        qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    assert ran.args == ["find"]


def test_a_command_that_is_off_does_not_run(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette._line, "redo")
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_nothing_alike_is_said_and_escape_closes(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette._line, "qqqq")
    assert palette._nothing.isVisible()
    qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    with qtbot.waitSignal(palette.rejected):
        qtbot.keyClick(palette._line, Qt.Key.Key_Escape)
