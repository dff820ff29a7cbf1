"""The filter by keys: the line with more, an expression, a fault told in place, saved filters in menu and palette."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from app.model import RowState
from app.review.sieve import Sieve, saved_sieves
from app.settings import load_settings
from tests.ui.test_whole_job import begin, press, type_text
from ui.panels.narrow_bar import NarrowBar
from ui.window import MainWindow

Wait = Callable[[], None]
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Wait) -> MainWindow:
    begin(window, qtbot, pair, wait_idle)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def part(window: MainWindow, name: str) -> QComboBox:
    assert window.page is not None
    bar = window.page.filter_bar.findChild(NarrowBar)
    assert isinstance(bar, NarrowBar)
    found = bar.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def why(window: MainWindow) -> str:
    assert window.page is not None
    labels = window.page.filter_bar.findChildren(QLabel)
    return "".join(label.text() for label in labels if label.property("tone") == "error")


def test_an_expression_on_one_side(opened: MainWindow, qtbot: QtBot, wait_idle: Wait) -> None:
    session, page = opened.session, opened.page
    assert session is not None
    assert page is not None
    page.grid.setFocus()
    press(opened, qtbot, Qt.Key.Key_F, ALT_SHIFT)
    assert page.filter_bar.narrowing
    toggle = page.filter_bar.findChild(QToolButton, "regex")
    assert isinstance(toggle, QToolButton)
    toggle.setFocus()
    press(opened, qtbot, Qt.Key.Key_Space)
    part(opened, "side").setFocus()
    press(opened, qtbot, Qt.Key.Key_End)
    press(opened, qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    type_text(qtbot, r"\d.*\d")
    press(opened, qtbot, Qt.Key.Key_Return)
    assert session.search.sieve == Sieve(text=r"\d.*\d", regex=True, side="target")
    qtbot.waitUntil(lambda: len(session.rows.ids) == 2, timeout=5_000)
    assert why(opened) == ""
    # A fault is said where the words stand, and hides nothing.
    type_text(qtbot, "(")
    press(opened, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: why(opened) != "", timeout=5_000)
    assert len(session.rows.ids) == len(session.project.store.row_ids())
    # All rows again, by one key.
    page.grid.setFocus()
    press(opened, qtbot, Qt.Key.Key_A, ALT_SHIFT)
    assert session.search.sieve == Sieve()
    assert why(opened) == ""
    wait_idle()


def test_state_and_who(opened: MainWindow, qtbot: QtBot, wait_idle: Wait) -> None:
    session, page = opened.session, opened.page
    assert session is not None
    assert page is not None
    rows = session.project.store.row_ids()
    block = session.project.store.row(rows[2]).target[0]
    session.perform(lambda: session.project.edit(block.id, "Ann was here, and the rest is gone."))
    session.perform(lambda: session.project.set_state([rows[0], rows[2]], RowState.REJECTED))
    page.grid.setFocus()
    press(opened, qtbot, Qt.Key.Key_F, ALT_SHIFT)
    assert QApplication.focusWidget() is part(opened, "state")
    type_text(qtbot, "rej")
    press(opened, qtbot, Qt.Key.Key_Return)
    assert session.search.sieve.state == "rejected"
    assert len(session.rows.ids) == 2
    part(opened, "author").setFocus()
    press(opened, qtbot, Qt.Key.Key_Down)
    assert session.search.sieve.author == "Ann"
    assert list(session.rows.ids) == [rows[2]]
    part(opened, "since").setFocus()
    type_text(qtbot, "no such thing")
    press(opened, qtbot, Qt.Key.Key_Return)
    assert "no such thing" in why(opened)
    wait_idle()


def test_a_saved_filter_is_kept_and_found_in_the_palette(
    opened: MainWindow, qtbot: QtBot, wait_idle: Wait, tmp_path: Path
) -> None:
    session, page = opened.session, opened.page
    assert session is not None
    assert page is not None
    page.filter_bar.show_sieve(Sieve("changed", "Beijing", match_case=True))

    def name_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        field = dialog.findChild(QLineEdit)
        qtbot.keyClicks(field, "Capitals")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, name_it)
    opened.menus.actions["save-filter"].trigger()
    kept = saved_sieves(load_settings(tmp_path / "settings.json").filters)
    assert [(one.name, one.sieve) for one in kept] == [("Capitals", Sieve("changed", "Beijing", match_case=True))]
    page.filter_bar.choose("all")
    (entry,) = [entry for entry in opened.menus.entries() if "Capitals" in entry[1]]
    opened.menus.run(entry[0])
    wait_idle()
    assert session.search.sieve == Sieve("changed", "Beijing", match_case=True)
    # Forgotten, it is gone from menu, palette and settings.
    page.filter_bar.drop_wanted.emit("Capitals")
    assert [entry for entry in opened.menus.entries() if "Capitals" in entry[1]] == []
    assert load_settings(tmp_path / "settings.json").filters == ()
    opened.menus.actions["start"].trigger()
    assert opened.menus.extra == ()
