"""An input method and every key the editor handles: nothing that is being composed is ever lost, swallowed or doubled.

The events are those an input method sends: a pre-edit text that grows, and a commit. Keys with no chord belong to the
method while it composes; chords and what the window does by itself commit first.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.view.made_rows import ENGLISH
from tests.ui.view.test_grid_editor import compose, open_text, told
from ui.view.editor import _COMPOSING_KEYS, CellEditor
from ui.view.grid import ReviewGrid
from ui.view.model import Commit, Mark, MarkKind

K, M = Qt.Key, Qt.KeyboardModifier
CHORDS = M.ControlModifier, M.AltModifier, M.MetaModifier
NAMED = (
    K.Key_Return, K.Key_Enter, K.Key_Escape, K.Key_Tab, K.Key_Backtab, K.Key_Left, K.Key_Right, K.Key_Up, K.Key_Down,
    K.Key_Home, K.Key_End, K.Key_PageUp, K.Key_PageDown,
)  # fmt: skip


def state(grid: ReviewGrid, field: CellEditor) -> tuple[str, int, str, str]:
    return grid.mode, grid.current_row, field.text, field.composition()


def test_the_keys_here_are_those_the_editor_knows() -> None:
    assert set(NAMED) == set(_COMPOSING_KEYS)


@pytest.mark.parametrize("modifier", [M.NoModifier, M.ShiftModifier, M.KeypadModifier])
@pytest.mark.parametrize("key", NAMED)
def test_every_key_is_the_methods_while_it_composes(
    grid: ReviewGrid, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    field = open_text(grid, "中文")
    field.select(1, 1)
    compose(field, "guo")
    qtbot.keyClick(field, key, modifier)
    assert state(grid, field) == ("text", 1, "中文", "guo")
    compose(field, "", "国")
    assert state(grid, field) == ("text", 1, "中国文", "")
    assert field.selection() == (2, 2)


@pytest.mark.parametrize("key", NAMED)
def test_no_shortcut_of_the_window_takes_a_key_from_the_method(grid: ReviewGrid, key: Qt.Key) -> None:
    field = open_text(grid, "中")
    compose(field, "g")
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, M.NoModifier)
    QApplication.sendEvent(field, event)
    # Accepted: the key is not offered to shortcuts.
    assert event.isAccepted()


@pytest.mark.parametrize("text", ["a", "1", " ", "'", '"', "。"])
def test_a_letter_beside_what_is_composed_does_not_eat_it(grid: ReviewGrid, qtbot: QtBot, text: str) -> None:
    """Some methods hand letters they do not want on to the program, after their own commit."""
    field = open_text(grid, "中")
    compose(field, "guo")
    compose(field, "", "国")
    event = QKeyEvent(QKeyEvent.Type.KeyPress, K.Key_unknown, M.NoModifier, text)
    QApplication.sendEvent(field, event)
    assert field.text.startswith("中国")
    assert len(field.text) == 3
    assert field.composition() == ""


@pytest.mark.parametrize(
    ("preedits", "commit"),
    [
        (["n", "ni", "nih", "niha", "nihao"], "你好"),
        (["に", "にほ", "にほん", "日本"], "日本"),
        (["ㅎ", "하", "한"], "한"),
        (["´"], "é"),
        (["😀"], "😀"),
        (["x" * 300], "𠀀" * 20),
    ],
)
def test_what_grows_is_shown_and_only_the_commit_stays(grid: ReviewGrid, preedits: list[str], commit: str) -> None:
    drafts = told(grid.text_edited)
    field = open_text(grid, "中文")
    field.select(1, 1)
    for preedit in preedits:
        compose(field, preedit)
        assert (field.text, field.composition()) == ("中文", preedit)
    # Nothing is told of a text that is not there yet.
    assert drafts == []
    compose(field, "", commit)
    assert field.text == f"中{commit}文"
    assert [draft.text for draft in drafts] == [f"中{commit}文"]
    assert grid.commit()


def test_a_composition_given_up_leaves_the_text_as_it_was(grid: ReviewGrid) -> None:
    commits = told(grid.text_committed)
    field = open_text(grid, "中文")
    compose(field, "guo")
    compose(field, "")
    assert (field.text, field.composition()) == ("中文", "")
    grid.leave()
    assert commits == []


def test_what_is_composed_over_a_selection_replaces_it_once(grid: ReviewGrid) -> None:
    field = open_text(grid, "中文字")
    field.select(0, 2)
    compose(field, "ri")
    compose(field, "", "日")
    assert field.text == "日字"
    field.undo()
    field.undo()
    assert field.text == "中文字"


def test_one_undo_takes_a_committed_word_back(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, "中")
    compose(field, "guojia")
    compose(field, "", "国家")
    qtbot.keyClick(field, K.Key_Z, M.ControlModifier)
    assert field.text == "中"


@pytest.mark.parametrize("modifier", CHORDS)
@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter])
def test_a_chord_with_enter_goes_on_to_the_window(grid: ReviewGrid, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """The window's verb commits the text before it does anything; the editor must not make a line of it."""
    field = open_text(grid, "中")
    compose(field, "guo")
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, modifier, "\r")
    QApplication.sendEvent(field, event)
    assert field.text == "中"
    grid.commit()
    assert field.text == "中guo"


def menu_is_asked_for(grid: ReviewGrid, field: CellEditor) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    place = field.mapToGlobal(QPoint(2, 2))
    QApplication.sendEvent(field.viewport(), QContextMenuEvent(reason, QPoint(2, 2), place))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def mouse_is_pressed(grid: ReviewGrid, field: CellEditor) -> None:
    from PySide6.QtTest import QTest

    QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def marks_change(grid: ReviewGrid, field: CellEditor) -> None:
    grid.set_draft_marks([Mark(0, 1, MarkKind.WARN)])


def text_is_inserted(grid: ReviewGrid, field: CellEditor) -> None:
    grid.insert_text("")


def rows_are_refreshed(grid: ReviewGrid, field: CellEditor) -> None:
    grid.refresh_rows((1,))


def text_is_scrolled_and_resized(grid: ReviewGrid, field: CellEditor) -> None:
    grid.resize(grid.width() - 60, grid.height())
    grid.scroll_by(5)


def method_is_switched(grid: ReviewGrid, field: CellEditor) -> None:
    QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImQueryAll)


@pytest.mark.parametrize(
    "event",
    [
        menu_is_asked_for, mouse_is_pressed, marks_change, text_is_inserted, rows_are_refreshed,
        text_is_scrolled_and_resized, method_is_switched,
    ],
)  # fmt: skip
def test_nothing_that_happens_meanwhile_loses_a_syllable(
    grid: ReviewGrid, event: Callable[[ReviewGrid, CellEditor], None]
) -> None:
    commits = told(grid.text_committed)
    field = open_text(grid, "中")
    compose(field, "guo")
    event(grid, field)
    grid.leave()
    assert commits == [Commit(1, 901, "中guo")]


def test_a_paste_follows_what_was_composed(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, "中")
    compose(field, "guo")
    compose(field, "", "国")
    data = QMimeData()
    data.setText("人")
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(field, K.Key_V, M.ControlModifier)
    assert field.text == "中国人"


def test_completions_stay_away_from_a_composition(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_typing_help(lambda _language: None, lambda _side: ["guojia", "国家"])
    field = open_text(grid, "")
    compose(field, "guo")
    assert not grid._completing.isVisible()
    qtbot.keyClick(field, K.Key_Tab)
    assert state(grid, field) == ("text", 1, "", "guo")
    compose(field, "", "国")
    assert grid._completing.isVisible()
    qtbot.keyClick(field, K.Key_Tab)
    assert field.text == "国家"


def test_the_candidates_follow_the_caret_through_lines_and_scrolling(grid: ReviewGrid) -> None:
    field = open_text(grid, ENGLISH * 3)
    places = []
    for at in (0, len(ENGLISH), len(ENGLISH) * 3):
        field.select(at, at)
        compose(field, "ni")
        places.append(field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).y())
        compose(field, "")
    assert places == sorted(places)
    assert places[0] < places[-1]
