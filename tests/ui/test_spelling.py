"""Spelling in the window, by keys: underlines after a rest, suggestions, the project's own words, silence without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.words import load_words
from tests.app.spelled import ENGLISH, make_dictionary
from tests.ui.test_whole_job import begin, press, row_of, texts, type_text
from ui.spelling import Spelling
from ui.window import MainWindow

Wait = Callable[[], None]
MORE = "publishes news that must be carried out has companies them new last year took place said"
WORDS = (*ENGLISH, *MORE.split(" "))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window of this module has a dictionary."""
    folder = make_dictionary(tmp_path / "dictionaries", words=WORDS)
    made = MainWindow(Settings(author="Ann"), tmp_path / "settings.json", load_words(), [folder])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Wait) -> MainWindow:
    begin(window, qtbot, pair, wait_idle)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def misspelt(window: MainWindow) -> list[str]:
    """The words underlined in the open text."""
    assert window.page is not None
    grid = window.page.grid
    draft = grid.draft()
    assert draft is not None
    return [draft.text[mark.start : mark.end] for mark in grid.draft_marks() if mark.key == "spelling"]


def menu_of(qtbot: QtBot) -> QMenu:
    """The menu that has opened, once its suggestions are there."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=5_000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(lambda: menu.actions()[0].isEnabled(), timeout=5_000)
    return menu


def open_row(window: MainWindow, qtbot: QtBot, words: str) -> None:
    assert window.page is not None
    window.page.grid.setFocus()
    window.page.grid.set_current(row_of(window, words))
    press(window, qtbot, Qt.Key.Key_Return)


def test_a_slip_is_underlined_after_a_rest_and_mended_by_keys(
    opened: MainWindow, qtbot: QtBot, wait_idle: Wait
) -> None:
    open_row(opened, qtbot, "The city")
    type_text(qtbot, " and hte recieve")
    # The word at the caret is still being written.
    qtbot.waitUntil(lambda: misspelt(opened) == ["hte"], timeout=5_000)
    type_text(qtbot, " word ")
    qtbot.waitUntil(lambda: misspelt(opened) == ["hte", "recieve"], timeout=5_000)
    for _ in range(len("recieve word ")):
        press(opened, qtbot, Qt.Key.Key_Left)
    press(opened, qtbot, Qt.Key.Key_F7)
    menu = menu_of(qtbot)
    assert menu.actions()[0].text() == "receive"
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert opened.page is not None
    draft = opened.page.grid.draft()
    assert draft is not None
    assert draft.text.endswith(" and hte receive word ")
    wait_idle()


def test_from_the_rows_the_key_goes_to_the_next_slip(opened: MainWindow, qtbot: QtBot, wait_idle: Wait) -> None:
    session, page = opened.session, opened.page
    assert session is not None
    assert page is not None
    row = session.project.store.row_ids()[row_of(opened, "The the meeting")]
    block = session.project.store.row(row).target[0]
    session.perform(lambda: session.project.edit(block.id, "The metting was in Beijing."))
    wait_idle()
    assert [f.finding.check for f in session.project.findings(row) if f.open] == ["spelling"]
    page.grid.setFocus()
    page.grid.set_current(0)
    press(opened, qtbot, Qt.Key.Key_F7)
    menu = menu_of(qtbot)
    assert session.current == row
    assert page.grid.selected_text() == "metting"
    # The project's own word: no finding any more, here and everywhere; undo brings it back.
    add = next(action for action in menu.actions() if "project’s words" in action.text())
    while menu.activeAction() is not add:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert session.project.is_own_word("Metting")
    assert [f for f in session.project.findings(row) if f.open] == []
    press(opened, qtbot, Qt.Key.Key_F7)
    assert "No word is left" in opened.status._left.text()
    press(opened, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [f.finding.check for f in session.project.findings(row) if f.open] == ["spelling"]
    wait_idle()


def test_the_context_menu_offers_first_what_may_be_meant(opened: MainWindow, qtbot: QtBot, wait_idle: Wait) -> None:
    open_row(opened, qtbot, "The city")
    type_text(qtbot, " the wrod")
    editor = QApplication.focusWidget()
    assert editor is not None
    place = editor.mapToGlobal(QPoint(4, 4))
    QApplication.sendEvent(editor, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), place))
    menu = menu_of(qtbot)
    shown = [action.text() for action in menu.actions()]
    assert "word" in shown[:7]
    assert any("Paste" in text for text in shown)
    chosen = next(action for action in menu.actions() if action.text() == "word")
    while menu.activeAction() is not chosen:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert opened.page is not None
    opened.page.grid.leave()
    assert any(text.endswith(" the word") for text in texts(opened))
    wait_idle()


def test_switched_off_it_is_silent_at_once(opened: MainWindow, qtbot: QtBot, wait_idle: Wait) -> None:
    session = opened.session
    assert session is not None
    block = session.project.store.rows(session.rows.ids)[-1].target[0].id
    session.perform(lambda: session.project.edit(block, "A wrod."))
    wait_idle()

    def found() -> bool:
        return any(f.finding.check == "spelling" for f in session.project.all_findings())

    assert found()
    opened.look.choose(replace(opened.look.settings, spelling=False))
    wait_idle()
    assert not found()
    opened.look.choose(replace(opened.look.settings, spelling=True))
    wait_idle()
    assert found()


def test_without_a_dictionary_the_key_says_where_to_get_one(
    opened: MainWindow, qtbot: QtBot, wait_idle: Wait, tmp_path: Path
) -> None:
    assert opened.session is not None
    assert opened.page is not None
    opened.session.findChildren(Spelling)[0]._speller = None
    opened.page.grid.setFocus()
    press(opened, qtbot, Qt.Key.Key_F7)
    assert "settings say how" in opened.status._left.text()
