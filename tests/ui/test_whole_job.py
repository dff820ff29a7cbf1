"""The whole job as a user does it: two files in, cleaned, fixed, edited, flagged, restored, exported, read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.model import RowState, Side
from app.readers import read_file
from ui.dialogs.dismiss import DismissDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.flag import FlagDialog
from ui.dialogs.history import HistoryDialog
from ui.window import MainWindow

Pair = tuple[Path, Path]
Wait = Callable[[], None]


def begin(window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait) -> None:
    """Drops the two files and presses the button, as the start page offers."""
    for side, path in zip(Side, pair, strict=True):
        window.start_page.field(side).take_path(path)
    wait_idle()
    window.start_page.begin()
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    wait_idle()


def press(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key for whatever has the keyboard."""
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def type_text(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def texts(window: MainWindow) -> list[str]:
    assert window.session is not None
    store = window.session.project.store
    return [row.text(Side.TARGET) for row in store.rows(store.row_ids())]


def row_of(window: MainWindow, words: str) -> int:
    return next(i for i, text in enumerate(texts(window)) if words in text)


def with_dialog(
    window: MainWindow, qtbot: QtBot, kind: type[QDialog], act: Callable[[QDialog], None], trigger: Callable[[], None]
) -> None:
    """Opens a dialog that waits for its answer, and gives it."""
    met: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and not dialog.isActiveWindow():
            dialog.activateWindow()
        if not isinstance(dialog, kind) or not dialog.isActiveWindow():
            QTimer.singleShot(20, answer)
            return
        met.append(type(dialog).__name__)
        act(dialog)
        if dialog.isVisible():
            met.append("still open")
            dialog.reject()

    QTimer.singleShot(0, answer)
    trigger()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert met == [kind.__name__]


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_whole_job(window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait, tmp_path: Path) -> None:
    begin(window, qtbot, pair, wait_idle)
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    grid = page.grid

    # Cleaning: what goes stays in sight, greyed, and one key brings it back.
    assert [item.block.text for item in session.project.proposals()] == ["[ad_1]"]
    press(window, qtbot, Qt.Key.Key_A, CTRL | SHIFT)
    wait_idle()
    away = next(i for i in range(session.rows.count()) if session.rows.row(i).excluded)
    assert session.rows.row(away).target[0].excluded
    grid.set_current(away)
    press(window, qtbot, Qt.Key.Key_Delete)
    assert not session.rows.row(away).excluded
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert session.rows.row(away).excluded
    wait_idle()

    # A term by key, and back.
    mayor = row_of(window, "mayor")
    grid.set_current(mayor)
    assert "Double-Eight Strategy" in page.inspector.offers.items[0][1].text
    press(window, qtbot, Qt.Key.Key_1, CTRL)
    assert "Double-Eight Strategy" in texts(window)[mayor]
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert "Strategy 8-8" in texts(window)[mayor]
    press(window, qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert "Double-Eight Strategy" in texts(window)[mayor]

    # Edit in place: open, type, confirm and go on.
    city = row_of(window, "The city")
    grid.set_current(city)
    press(window, qtbot, Qt.Key.Key_Return)
    assert grid.mode == "text"
    press(window, qtbot, Qt.Key.Key_A, CTRL)
    type_text(qtbot, "The city has 12 companies, 3 of them new.")
    press(window, qtbot, Qt.Key.Key_Return, CTRL)
    assert texts(window)[city] == "The city has 12 companies, 3 of them new."
    assert session.project.store.rows(session.project.store.row_ids())[city].state is RowState.CONFIRMED
    assert grid.current_row != city
    press(window, qtbot, Qt.Key.Key_Escape)
    wait_idle()

    # Flag a span with a category and a comment.
    grid.set_current(city)
    start = texts(window)[city].index("companies")
    grid.select(start, start + 9)

    def flag(dialog: QDialog) -> None:
        for field in dialog.findChildren(QPlainTextEdit):
            field.setPlainText("Or firms?")
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CTRL)

    with_dialog(window, qtbot, FlagDialog, flag, lambda: press(window, qtbot, Qt.Key.Key_F))
    [flags] = session.project.flags.values()
    assert (flags[0].quote, flags[0].thread[0].text) == ("companies", "Or firms?")

    # A finding that is none.
    beijing = row_of(window, "Beijing")
    grid.set_current(beijing)
    before = len([f for f in session.project.findings(session.rows.ids[beijing]) if f.open])

    def dismiss(dialog: QDialog) -> None:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_1)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    with_dialog(window, qtbot, DismissDialog, dismiss, lambda: press(window, qtbot, Qt.Key.Key_X))
    assert len([f for f in session.project.findings(session.rows.ids[beijing]) if f.open]) == before - 1

    # History, and an earlier version back.
    grid.set_current(city)

    def restore(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        first = session.project.store.revisions(session.rows.row(city).target[0].block_id)[0]  # type: ignore[arg-type]
        dialog.restore_wanted.emit(first.seq)
        dialog.close()

    with_dialog(window, qtbot, HistoryDialog, restore, lambda: press(window, qtbot, Qt.Key.Key_H))
    assert texts(window)[city] == "The city has 13 companies, 3 of them new last year."
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert texts(window)[city] == "The city has 12 companies, 3 of them new."

    # Export, and read the file back.
    out = tmp_path / "out.docx"

    def export(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setText(str(out))
        dialog.export()
        qtbot.waitUntil(out.exists, timeout=10_000)
        qtbot.waitUntil(lambda: not window.jobs.busy, timeout=10_000)
        dialog.close()

    with_dialog(window, qtbot, ExportDialog, export, lambda: press(window, qtbot, Qt.Key.Key_E, CTRL | SHIFT))
    assert [block.text for block in read_file(out).blocks] == [
        "Linxi publishes news",
        "The mayor said that Double-Eight Strategy must be carried out.",
        "The city has 12 companies, 3 of them new.",
        "The the meeting took place in Beijing.",
    ]


def test_what_was_typed_is_kept_when_the_window_is_closed_and_opened_again(
    window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait
) -> None:
    begin(window, qtbot, pair, wait_idle)
    assert window.page is not None
    assert window.session is not None
    path = window.session.project.store.path
    window.page.grid.set_current(0)
    press(window, qtbot, Qt.Key.Key_Return)
    press(window, qtbot, Qt.Key.Key_End, CTRL)
    type_text(qtbot, " today")
    window.menus.actions["start"].trigger()
    assert window.pages.currentWidget() is window.start_page
    window.open_project(path)
    wait_idle()
    assert texts(window)[0] == "Linxi publishes news today"


@pytest.mark.parametrize("side", [Side.TARGET, Side.SOURCE])
def test_one_side_alone_is_enough(side: Side, window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait) -> None:
    window.start_page.field(side).take_path(pair[0] if side is Side.SOURCE else pair[1])
    wait_idle()
    window.start_page.begin()
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    wait_idle()
    assert window.page is not None
    assert window.session is not None
    if side is Side.SOURCE:
        window.page.grid.set_current(1)
        press(window, qtbot, Qt.Key.Key_Return)
        type_text(qtbot, "The mayor spoke.")
        press(window, qtbot, Qt.Key.Key_Return, CTRL)
        assert texts(window)[1] == "The mayor spoke."
    else:
        assert any(found.finding.check == "term" for found in window.session.project.all_findings())


def test_every_mode_shows_the_same_row(window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait) -> None:
    begin(window, qtbot, pair, wait_idle)
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    page.grid.set_current(2)
    current = session.current
    for mode in ("clean", "align", "read", "review"):
        window.menus.actions[f"mode-{mode}"].trigger()
        assert session.current == current
        assert window.menus.actions[f"mode-{mode}"].isChecked()
        assert page.reading is (mode == "read")


def test_split_and_merge_by_single_keys(window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait) -> None:
    begin(window, qtbot, pair, wait_idle)
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    count = session.rows.count()
    page.grid.set_current(2)
    press(window, qtbot, Qt.Key.Key_M)
    assert session.rows.count() == count - 1
    press(window, qtbot, Qt.Key.Key_S)
    assert session.rows.count() == count
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    press(window, qtbot, Qt.Key.Key_Z, CTRL)
    assert session.rows.count() == count


def test_a_single_letter_typed_into_the_text_is_text(
    window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait
) -> None:
    begin(window, qtbot, pair, wait_idle)
    assert window.page is not None
    window.page.grid.set_current(0)
    press(window, qtbot, Qt.Key.Key_Return)
    press(window, qtbot, Qt.Key.Key_A, CTRL)
    type_text(qtbot, "amsfrx")
    press(window, qtbot, Qt.Key.Key_Escape)
    assert texts(window)[0] == "amsfrx"


def test_the_filter_keeps_a_row_that_was_just_confirmed(
    window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait
) -> None:
    begin(window, qtbot, pair, wait_idle)
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    page.filter_bar.choose("todo")
    before = list(session.rows.ids)
    page.grid.set_current(0)
    press(window, qtbot, Qt.Key.Key_Return, CTRL)
    assert list(session.rows.ids) == before
    assert page.grid.current_row == 1
    page.filter_bar.choose("todo")
    assert len(session.rows.ids) == len(before) - 1


def test_a_locked_project_is_one_sentence_and_the_open_one_stays(
    window: MainWindow, qtbot: QtBot, pair: Pair, wait_idle: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(window, qtbot, pair, wait_idle)
    told: list[str] = []
    monkeypatch.setattr(window, "tell_error", told.append)
    other = tmp_path / "other.enface"
    other.write_text("this is no project" * 50)
    window.open_project(other)
    assert len(told) == 1
    assert "not an Enface project" in told[0]
    assert window.session is not None
    assert isinstance(window.page, QWidget)
