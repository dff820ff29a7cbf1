"""What a translator is helped with while typing, in the whole window: by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.test_whole_job import begin, press, row_of, type_text
from ui.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def city(window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Callable[[], None]) -> Callable[[], str]:
    """The row of the twelve companies open for editing; gives its text as it stands."""
    begin(window, qtbot, pair, wait_idle)
    assert window.page is not None
    grid = window.page.grid
    grid.set_current(row_of(window, "The city"))
    press(window, qtbot, Qt.Key.Key_Return)
    assert grid.mode == "text"

    def text() -> str:
        draft = grid.draft()
        assert draft is not None
        return draft.text

    return text


def test_quotation_marks_are_those_of_english(window: MainWindow, qtbot: QtBot, city: Callable[[], str]) -> None:
    type_text(qtbot, ' "So"')
    assert city().endswith(" “So”")


def test_straight_marks_stay_for_those_who_want_them(window: MainWindow, qtbot: QtBot, city: Callable[[], str]) -> None:
    press(window, qtbot, Qt.Key.Key_Escape)
    window.look._keep(replace(window.look.settings, smart_quotes=False))
    press(window, qtbot, Qt.Key.Key_Return)
    type_text(qtbot, ' "So"')
    assert city().endswith(' "So"')


def test_the_figure_that_is_missing_is_inserted_once(window: MainWindow, qtbot: QtBot, city: Callable[[], str]) -> None:
    type_text(qtbot, " ")
    press(window, qtbot, Qt.Key.Key_N, ALT)
    assert city().endswith(". 12")
    press(window, qtbot, Qt.Key.Key_N, ALT)
    assert city().endswith(". 12")


def test_a_figure_of_the_source_completes(window: MainWindow, qtbot: QtBot, city: Callable[[], str]) -> None:
    type_text(qtbot, " 1")
    press(window, qtbot, Qt.Key.Key_Tab)
    assert city().endswith(". 12")
    assert window.page is not None
    assert window.page.grid.mode == "text"


def test_keys_follow_the_settings_at_once(window: MainWindow, qtbot: QtBot, city: Callable[[], str]) -> None:
    assert window.menus.keymap.profile == "enface"
    window.look._keep(replace(window.look.settings, keymap="memoq", own_keys=("rows flag G",)))
    assert window.menus.keymap.profile == "memoq"
    assert window.menus.actions["add-term"].shortcut().toString() == "Ctrl+E"
    assert "G" in window.menus.keymap.single_keys(aligning=False)


def test_what_the_project_called_it_before_completes(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, wait_idle: Callable[[], None]
) -> None:
    source, target = tmp_path / "play.zh.txt", tmp_path / "play.en.txt"
    source.write_text("海鸥剧团来了。\n\n昨天下雨。\n\n海鸥剧团很好。\n\n大家都笑。\n\n我们看了海鸥剧团。\n", "utf-8")
    target.write_text(
        "The Seagull Players came.\n\nIt rained yesterday.\n\nThe Seagull Players are good.\n\nEverybody laughed.\n\n"
        "We saw the troupe.\n", "utf-8"
    )  # fmt: skip
    begin(window, qtbot, (source, target), wait_idle)
    assert window.page is not None
    grid = window.page.grid
    grid.set_current(row_of(window, "We saw"))
    press(window, qtbot, Qt.Key.Key_Return)
    type_text(qtbot, " Sea")
    press(window, qtbot, Qt.Key.Key_Tab)
    draft = grid.draft()
    assert draft is not None
    assert draft.text == "We saw the troupe. Seagull Players"
