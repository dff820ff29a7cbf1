"""Every key of every profile, pressed: it starts its own action, in the rows, in the open text and in align mode."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.test_whole_job import begin
from ui.keymap import Keymap, Where, load_profile, profiles
from ui.window import MainWindow


class Recorder(QObject):
    """Answers every action by noting it."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("do_"):
            raise AttributeError(name)
        return partial(self._note, name.removeprefix("do_").replace("_", "-"))

    def _note(self, action: str, *_: object) -> None:
        self.started.append(action)


@pytest.fixture
def recorder(window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Callable[[], None]) -> Recorder:
    """Stands behind every action of a window with an open project."""
    begin(window, qtbot, pair, wait_idle)
    made = Recorder()
    window.menus.bind([made])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return made


def pressed(window: MainWindow, recorder: Recorder, key: str) -> list[str]:
    """The actions that a key starts where the keyboard is now, all of them being possible."""
    recorder.started.clear()
    for action in window.menus.actions.values():
        action.setEnabled(True)
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(key))
    return list(recorder.started)


def wrong(window: MainWindow, recorder: Recorder, keymap: Keymap, *places: Where) -> list[tuple[str, str, list[str]]]:
    own = keymap.single_keys(aligning=Where.ALIGN in places)
    keys = [(k, a) for (a, where), of in keymap.keys.items() if where is Where.ANYWHERE for k in of]
    keys += own.items() if Where.ROWS in places else ()
    assert len(keys) > 50
    return [(key, action, got) for key, action in keys if (got := pressed(window, recorder, key)) != [action]]


@pytest.mark.parametrize("profile", sorted(profiles()))
def test_every_key_starts_its_action(window: MainWindow, recorder: Recorder, profile: str) -> None:
    page = window.page
    assert page is not None
    keymap = load_profile(profile)
    window.menus.set_keymap(keymap)
    page.grid.setFocus()
    assert wrong(window, recorder, keymap, Where.ANYWHERE, Where.ROWS) == []
    window.menus.set_aligning(True)
    assert wrong(window, recorder, keymap, Where.ANYWHERE, Where.ROWS, Where.ALIGN) == []
    window.menus.set_aligning(False)
    # In the text only chords; and a letter is a letter.
    page.grid.set_current(1)
    page.grid.edit_current()
    assert page.grid.mode == "text"
    assert wrong(window, recorder, keymap, Where.ANYWHERE) == []
    assert [key for key in keymap.single_keys(aligning=False) if pressed(window, recorder, key)] == []


def test_keys_change_while_a_project_is_open(window: MainWindow, recorder: Recorder) -> None:
    assert window.page is not None
    window.page.grid.setFocus()
    keymap = load_profile("enface")
    changed = keymap.taking(("flag", Where.ROWS), ["R"]).taking(("comment", Where.ANYWHERE), ["Ctrl+T"])
    window.menus.set_keymap(changed)
    assert [pressed(window, recorder, key) for key in ("R", "Ctrl+T", "Ctrl+M")] == [["flag"], ["comment"], []]
    window.menus.set_keymap(keymap)
    assert [pressed(window, recorder, key) for key in ("R", "F", "Ctrl+T")] == [["reject"], ["flag"], ["split"]]


def test_the_sheet_of_keys_and_the_palette_show_the_keys_in_force(window: MainWindow) -> None:
    window.menus.set_keymap(load_profile("enface").taking(("flag", Where.ROWS), ["R"]))
    sheet = {text: (chord, single) for _, text, chord, single in window.menus.key_list()}
    assert sheet["Flag…"] == ("Ctrl+Shift+M", "R")
    assert sheet["Reject"] == ("Alt+R", "")
    assert next(keys for id_, _, keys, _ in window.menus.entries() if id_ == "flag") == "Ctrl+Shift+M · R"
    assert window.menus.actions["flag"].toolTip() == "Flag (Ctrl+Shift+M · R)"
