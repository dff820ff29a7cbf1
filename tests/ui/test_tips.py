"""What names a key names the one in force: tips, cards and sentences follow another profile at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.test_whole_job import begin
from ui.window import MainWindow


def test_tips_follow_the_keys(
    window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Callable[[], None]
) -> None:
    begin(window, qtbot, pair, wait_idle)
    page, look = window.page, window.look
    assert page is not None

    def tips() -> list[str]:
        field = window.find_bar.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        return [
            field.toolTip(),
            page.filter_bar._text.toolTip(),
            page._hint_button.toolTip(),
            window.start_page._open_button.toolTip(),
            page.link_bar._hint.text(),
            window._words.say("terms.changed", term="X"),
            window._words.chord("fix-1"),
        ]

    keys = ("Ctrl+F", "Ctrl+Shift+F", "Ctrl+Shift+A", "Ctrl+O", "Space pins", "Ctrl+Z", "Ctrl+1")
    assert [key in tip for key, tip in zip(keys, tips(), strict=True)] == [True] * len(keys)
    own = (
        "anywhere find Ctrl+Alt+1", "anywhere filter Ctrl+Alt+2", "anywhere accept-cleaning Ctrl+Alt+3",
        "anywhere open Ctrl+Alt+4", "rows pin Ctrl+Alt+5", "anywhere undo Ctrl+Alt+6", "anywhere fix-1 Ctrl+Alt+7",
    )  # fmt: skip
    look.choose(replace(look.settings, own_keys=own))
    assert [f"Ctrl+Alt+{n}" in tip for n, tip in enumerate(tips(), 1)] == [True] * len(own)
    # Without a key the action is named.
    look.choose(replace(look.settings, own_keys=("anywhere undo",)))
    assert "“Undo” takes it back" in window._words.say("terms.changed", term="X")
