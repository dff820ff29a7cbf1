"""Every control has a name for those who do not see it, and a place in the order of the Tab key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.words import Words, load_words
from tests.ui.test_whole_job import begin
from ui.dialogs.change_keys import ChangeKeysDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.flag import FlagDialog
from ui.dialogs.glossaries import GlossariesDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.palette import CommandPalette
from ui.dialogs.replace import ReplaceDialog
from ui.dialogs.settings import SettingsDialog
from ui.keymap import load_profile
from ui.window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
INNER = (QAbstractSpinBox, QComboBox, QHeaderView, QKeySequenceEdit, QAbstractSlider)
"""Controls whose own parts are theirs to name."""

STEERED = (CommandPalette, FlagDialog)
"""Dialogs whose list is moved in by the arrow keys of the field above it, which keeps the keyboard."""


def controls(page: QWidget) -> Iterator[QWidget]:
    for widget in page.findChildren(QWidget):
        parent = widget.parentWidget()
        inside = isinstance(parent, INNER) or isinstance(widget, QHeaderView)
        of_qt = widget.objectName().startswith("qt_") or (parent is not None and parent.objectName().startswith("qt_"))
        popup = widget.window() is not page.window()
        if isinstance(widget, CONTROLS) and widget.isVisibleTo(page) and not inside and not of_qt and not popup:
            yield widget


def spoken(widget: QWidget) -> str:
    """What a screen reader says: the name given, else a button's word. (Qt itself is not asked: PySide deletes
    the interface it hands out.)"""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def nameless(page: QWidget) -> list[str]:
    return [
        f"{type(w).__name__} {w.objectName()} in {type(w.parent()).__name__}: {w.toolTip()}"
        for w in controls(page)
        if not spoken(w)
    ]


def out_of_reach(page: QWidget) -> list[str]:
    """Controls that can be typed into or chosen from, but not reached by Tab."""
    fields = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
    return [
        f"{type(w).__name__} {spoken(w)}"
        for w in controls(page)
        if isinstance(w, fields) and w.isEnabled()
        and not w.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(w.parent(), STEERED)
    ]  # fmt: skip


@pytest.fixture(params=["en", "zh"])
def words(request: pytest.FixtureRequest) -> Words:
    return load_words(request.param)


def test_the_start_page(window: MainWindow) -> None:
    assert nameless(window) == []
    assert out_of_reach(window) == []


@pytest.mark.parametrize("mode", ["clean", "align", "review", "read"])
def test_every_mode_and_every_tab(
    window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Callable[[], None], mode: str
) -> None:
    begin(window, qtbot, pair, wait_idle)
    assert window.page is not None
    window.menus.actions[f"mode-{mode}"].trigger()
    for tab in ("findings", "terms", "consistency", "revisions", "cleaning"):
        window.page.dock.show_tab(tab)
        QApplication.processEvents()
        assert nameless(window) == []
        assert out_of_reach(window) == []


def test_every_dialog_of_a_project(
    window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Callable[[], None], words: Words
) -> None:
    begin(window, qtbot, pair, wait_idle)
    session, theme = window.session, window.look.theme
    assert session is not None
    made = [
        SettingsDialog(theme, words, Settings()),
        ChangeKeysDialog(theme, words, load_profile("enface")),
        KeysDialog(theme, words, window.menus.key_list()),
        CommandPalette(theme, words, window.menus.entries()),
        ReplaceDialog(theme, words, window.jobs, session),
        FlagDialog(theme, words, "text"),
        ExportDialog(theme, words, window.jobs, session.project),
        GlossariesDialog(theme, words, window.jobs, session),
    ]
    for dialog in made:
        qtbot.addWidget(dialog)
        assert nameless(dialog) == [], type(dialog).__name__
        assert out_of_reach(dialog) == [], type(dialog).__name__
    for dialog in made:
        dialog.close()
