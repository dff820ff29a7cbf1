"""Align mode by key: every verb as a person presses it, in a real window, and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QListWidget
from pytestqt.qtbot import QtBot

from app.model import Bead, LinkOrigin, Role, RowState, Side
from app.project import Project
from tests.app.linked import content, make, rows, shape
from ui.dialogs.realign import RealignDialog
from ui.dialogs.reshape import ReshapeDialog
from ui.session import Session
from ui.view.model import Side as ViewSide
from ui.view.model import Tie
from ui.window import MainWindow
from ui.work import WorkPage

Wait = Callable[[], None]
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
BEADS = (
    Bead((0,), (0,), 0.9),
    Bead((1,), (1,), 0.5),
    Bead((2,), (2,), 0.3),
    *(Bead((n,), (n,), 0.9) for n in range(3, 7)),
)
START = ["临溪|The ci", "市长|The ma", "第二|On the", "会议|The me", "参加|35 peo", "浏览|Views:", "最后|In the"]


class Bench:
    """An open window in align mode, and what a test asks of it."""

    def __init__(self, window: MainWindow, qtbot: QtBot, wait: Wait) -> None:
        assert window.session is not None
        assert window.page is not None
        self.window, self.qtbot, self.wait = window, qtbot, wait
        self.session: Session = window.session
        self.page: WorkPage = window.page
        self.project: Project = window.session.project

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    @property
    def shape(self) -> list[str]:
        return shape(self.project)

    @property
    def cell(self) -> tuple[int, ViewSide, int]:
        cell = self.page.grid.current_cell
        assert cell is not None
        return cell.row_index, cell.side, cell.cell


@pytest.fixture
def bench(window: MainWindow, qtbot: QtBot, wait_idle: Wait, tmp_path: Path) -> Bench:
    project = make(tmp_path, BEADS)
    path = project.store.path
    project.close()
    window.open_project(path)
    qtbot.waitUntil(window.isActiveWindow)
    wait_idle()
    made = Bench(window, qtbot, wait_idle)
    made.press(Qt.Key.Key_2, ALT)
    made.page.grid.set_current(1)
    return made


Press = tuple[Qt.Key, Qt.KeyboardModifier]


ROWS = {
    "merge": ["临溪|The ci", "市长 第二|The ma On the"],
    "move-up": ["临溪|The ci The ma", "市长|", "第二|On the"],
    "move-down": ["临溪|The ci", "市长|", "第二|The ma On the"],
    "swap": ["临溪|The ci", "市长|On the", "第二|The ma"],
    "gap": ["临溪|The ci", "市长|", "第二|The ma", "会议|On the"],
    "unlink": ["临溪|The ci", "市长|", "|The ma", "第二|On the"],
    "pin": START[:3],
}


@pytest.mark.parametrize(
    ("label", "key", "chord"),
    [
        ("merge", (Qt.Key.Key_M, NONE), (Qt.Key.Key_J, CTRL)),
        ("move-up", (Qt.Key.Key_U, NONE), (Qt.Key.Key_Up, ALT | SHIFT)),
        ("move-down", (Qt.Key.Key_D, NONE), (Qt.Key.Key_Down, ALT | SHIFT)),
        ("swap", (Qt.Key.Key_X, NONE), (Qt.Key.Key_X, ALT | SHIFT)),
        ("gap", (Qt.Key.Key_G, NONE), (Qt.Key.Key_G, ALT | SHIFT)),
        ("unlink", (Qt.Key.Key_K, NONE), (Qt.Key.Key_K, ALT | SHIFT)),
        ("pin", (Qt.Key.Key_Space, NONE), (Qt.Key.Key_L, CTRL)),
    ],
)
@pytest.mark.parametrize("by", ["key", "chord"])
def test_a_verb_by_key_and_by_chord(bench: Bench, by: str, label: str, key: Press, chord: Press) -> None:
    before = content(bench.project)
    bench.press(*(key if by == "key" else chord))
    assert bench.project.history.undo_label == label
    assert bench.shape[: len(ROWS[label])] == ROWS[label]
    bench.press(Qt.Key.Key_Z, CTRL)
    assert content(bench.project) == before


UP = ["The city of Linxi held a meeting. The mayor spoke.", "He said there were 12 companies in 2020."]
DOWN = ["The city of Linxi held a meeting.", "The mayor spoke."]


@pytest.mark.parametrize(
    ("key", "modifier", "target"),
    [
        (Qt.Key.Key_U, SHIFT, UP),
        (Qt.Key.Key_PageUp, ALT | SHIFT, UP),
        (Qt.Key.Key_D, SHIFT, DOWN),
        (Qt.Key.Key_PageDown, ALT | SHIFT, DOWN),
    ],
)
def test_a_sentence_by_key(bench: Bench, key: Qt.Key, modifier: Qt.KeyboardModifier, target: list[str]) -> None:
    bench.press(key, modifier)
    assert [row.text(Side.TARGET) for row in rows(bench.project)[:2]] == target


def test_tab_goes_to_the_other_side_and_the_keys_act_there(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Tab)
    assert bench.cell == (1, ViewSide.SOURCE, 0)
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Up)
    assert bench.cell == (1, ViewSide.SOURCE, 0)
    bench.press(Qt.Key.Key_U)
    assert bench.shape[:3] == ["临溪 市长|The ci", "|The ma", "第二|On the"]
    bench.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert bench.cell[1] is ViewSide.TARGET
    bench.press(Qt.Key.Key_U)
    assert bench.shape[:2] == ["临溪 市长|The ci The ma", "第二|On the"]
    assert bench.cell[0] == 0


def test_a_paragraph_is_cut_at_the_cursor_and_then_the_row_is_split(bench: Bench) -> None:
    before = content(bench.project)
    bench.press(Qt.Key.Key_S)
    assert bench.page.grid.mode == "text"
    bench.press(Qt.Key.Key_Home)
    for _ in "The mayor spoke.":
        bench.press(Qt.Key.Key_Right)
    bench.press(Qt.Key.Key_T, CTRL)
    assert [block.text for block in rows(bench.project)[1].target] == [
        "The mayor spoke.",
        "He said there were 12 companies in 2020.",
    ]
    assert bench.cell == (1, ViewSide.TARGET, 1)
    assert bench.page.grid.mode == "grid"
    bench.press(Qt.Key.Key_S)
    assert bench.shape[:4] == ["临溪|The ci", "市长|The ma", "|He sai", "第二|On the"]
    bench.press(Qt.Key.Key_Z, CTRL)
    bench.press(Qt.Key.Key_J)
    assert rows(bench.project)[1].text(Side.TARGET) == "The mayor spoke. He said there were 12 companies in 2020."
    for _ in range(2):
        bench.press(Qt.Key.Key_Z, CTRL)
    assert content(bench.project) == before


def test_what_was_typed_before_a_cut_is_kept(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Tab)
    bench.press(Qt.Key.Key_Return)
    assert bench.page.grid.mode == "text"
    bench.press(Qt.Key.Key_Home)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "Yes.")
    bench.press(Qt.Key.Key_T, CTRL)
    assert [block.text[:5] for block in rows(bench.project)[1].source] == ["Yes.", "市长讲话。"]


def test_rows_are_chosen_with_shift_and_act_together(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Down, SHIFT)
    bench.press(Qt.Key.Key_Down, SHIFT)
    assert list(bench.page.grid.chosen) == [1, 2, 3]
    bench.press(Qt.Key.Key_Space)
    assert [row.origin for row in rows(bench.project)[1:4]] == [LinkOrigin.PINNED] * 3
    assert list(bench.page.grid.chosen) == [1, 2, 3]
    before = bench.shape
    bench.press(Qt.Key.Key_L)
    assert bench.shape == before, "what is pinned stays"
    bench.press(Qt.Key.Key_Space)
    bench.press(Qt.Key.Key_L)
    assert bench.shape[1] == "市长 第二 会议|The ma On the The me"
    assert len(bench.page.grid.chosen) == 1


def test_esc_lets_chosen_rows_go(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Down, SHIFT)
    bench.press(Qt.Key.Key_Escape)
    assert list(bench.page.grid.chosen) == [2]


def test_two_rows_that_stand_apart_are_linked(bench: Bench) -> None:
    bench.press(Qt.Key.Key_L)
    assert "2" in bench.page.link_bar.waiting
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_L)
    assert bench.shape[1:3] == ["市长 会议|The ma The me", "第二|On the"]
    assert bench.cell[0] == 1
    assert bench.page.link_bar.waiting == ""
    assert [bench.session.rows.row(n).crosses for n in range(4)] == [False, True, True, False]


def test_a_row_that_waits_is_let_go_by_the_same_key_or_when_it_is_gone(bench: Bench) -> None:
    bench.press(Qt.Key.Key_L)
    bench.press(Qt.Key.Key_L)
    assert bench.page.link_bar.waiting == ""
    bench.page.grid.set_current(2)
    bench.press(Qt.Key.Key_L)
    bench.press(Qt.Key.Key_Up)
    bench.press(Qt.Key.Key_M)
    assert bench.page.link_bar.waiting == ""


def test_weak_links_in_turn_the_least_sure_first(bench: Bench) -> None:
    bench.page.grid.set_current(5)
    seen = []
    for _ in range(3):
        bench.press(Qt.Key.Key_N)
        seen.append(bench.cell[0])
    assert seen == [2, 1, 2]
    bench.press(Qt.Key.Key_F9, SHIFT)
    assert bench.cell[0] == 1
    bench.press(Qt.Key.Key_P)
    bench.press(Qt.Key.Key_Space)
    bench.press(Qt.Key.Key_N)
    assert bench.cell[0] == 1


def test_how_firm_a_link_is_can_be_seen(bench: Bench) -> None:
    bench.project.set_pinned(rows(bench.project)[0].id, True)
    bench.session.take(bench.project.set_state([rows(bench.project)[3].id], RowState.CONFIRMED))
    bench.session.rows.forget()
    ties = [bench.session.rows.row(n).tie for n in range(5)]
    assert ties == [Tie.FIXED, Tie.UNSURE, Tie.UNSURE, Tie.FIXED, Tie.SURE]


def preview(bench: Bench, key: Press = (Qt.Key.Key_R, NONE)) -> RealignDialog:
    bench.press(*key)
    bench.qtbot.waitUntil(lambda: bool(bench.window.findChildren(RealignDialog)), timeout=20_000)
    [dialog] = bench.window.findChildren(RealignDialog)
    bench.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.mark.parametrize("key", [(Qt.Key.Key_R, NONE), (Qt.Key.Key_R, CTRL | SHIFT)])
def test_aligned_anew_after_a_look_at_it_and_back_in_one_step(bench: Bench, key: Press) -> None:
    bench.press(Qt.Key.Key_G)
    shifted = content(bench.project)
    bench.page.grid.set_current(2)
    dialog = preview(bench, key)
    assert content(bench.project) == shifted
    assert "市长讲话" in dialog.shown
    bench.press(Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.project.history.undo_label == "realign")
    assert bench.shape == START
    bench.wait()
    bench.window.activateWindow()
    bench.qtbot.waitUntil(bench.window.isActiveWindow)
    bench.press(Qt.Key.Key_Z, CTRL)
    assert content(bench.project) == shifted
    bench.wait()


def test_a_preview_that_is_refused_changes_nothing(bench: Bench) -> None:
    bench.press(Qt.Key.Key_G)
    before = content(bench.project)
    preview(bench)
    bench.press(Qt.Key.Key_Escape)
    assert content(bench.project) == before
    bench.wait()


def test_what_would_stay_is_said_without_a_preview(bench: Bench) -> None:
    bench.press(Qt.Key.Key_R)
    bench.wait()
    assert bench.window.findChildren(RealignDialog) == []
    assert bench.shape == START


def test_a_paragraph_is_made_a_heading_by_key(bench: Bench) -> None:
    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ReshapeDialog):
            QTimer.singleShot(20, choose)
            return
        listed = dialog.findChild(QListWidget)
        assert isinstance(listed, QListWidget)
        assert listed.currentRow() == 0
        bench.qtbot.keyClick(listed, Qt.Key.Key_Down)
        bench.qtbot.keyClick(listed, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)
    bench.press(Qt.Key.Key_B)
    assert rows(bench.project)[1].target[0].shape.role is Role.HEADING
    assert rows(bench.project)[1].source[0].shape.role is Role.PARAGRAPH


def test_out_of_align_mode_the_keys_are_those_of_the_review(bench: Bench) -> None:
    bench.press(Qt.Key.Key_3, ALT)
    assert not bench.page.grid.linking
    assert bench.page.link_bar.isHidden()
    bench.page.grid.setFocus()
    bench.press(Qt.Key.Key_R)
    assert rows(bench.project)[1].state is RowState.REJECTED
    bench.press(Qt.Key.Key_Down, SHIFT)
    assert len(bench.page.grid.chosen) == 1


def test_the_source_is_corrected_in_place(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F2, SHIFT)
    bench.press(Qt.Key.Key_End)
    bench.qtbot.keyClicks(QApplication.focusWidget(), "!")
    bench.press(Qt.Key.Key_Escape)
    assert rows(bench.project)[1].text(Side.SOURCE).endswith("!")


def test_what_a_key_cannot_do_is_said_without_a_box(bench: Bench) -> None:
    before = content(bench.project)
    bench.page.grid.set_current(0)
    bench.press(Qt.Key.Key_U)
    assert bench.window.status.findChildren(QLabel)[0].text() == bench.session.words.say("linking.no-row-above")
    bench.press(Qt.Key.Key_J)
    assert bench.window.status.findChildren(QLabel)[0].text() == bench.session.words.say("errors.join-nothing")
    assert content(bench.project) == before
