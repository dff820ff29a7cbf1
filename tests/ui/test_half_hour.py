"""A reviewer's half hour with the shipped sample, by keys alone: every step is a key event, every step has an outcome.

Nothing here calls a verb: what is called only looks. A mouse event anywhere fails the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.model import Row, RowState, Severity, Side
from app.project import Project
from tests.ui.test_access import spoken
from ui.actions import ACTIONS
from ui.dialogs.compare import CompareDialog
from ui.dialogs.dismiss_many import DismissManyDialog
from ui.dialogs.replace import ReplaceDialog
from ui.dialogs.states import StatesDialog
from ui.dialogs.statistics import StatisticsDialog
from ui.session import Session
from ui.window import MainWindow
from ui.work import WorkPage

D = TypeVar("D", bound=QDialog)
Wait = Callable[[], None]
Step = str | Callable[[], None]
MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease)


class NoMouse(QObject):
    """Counts what a hand on the mouse would do."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.pressed += event.type() in MOUSE
        return False


class Hands:
    """Two hands on the keyboard of one window. ``used`` are the actions that the keys have started."""

    def __init__(self, window: MainWindow, qtbot: QtBot, wait_idle: Wait) -> None:
        self.window = window
        self.qtbot = qtbot
        self.settle = wait_idle
        self.used: set[str] = set()
        for id_, action in window.menus.actions.items():
            action.triggered.connect(partial(self._note, id_))

    def _note(self, id_: str, *_: object) -> None:
        self.used.add(id_)

    def press(self, *keys: str) -> None:
        """Keys for whatever has the keyboard: ``Ctrl+G``, ``A``."""
        for key in keys:
            QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))
            QApplication.processEvents()

    def enter(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)

    def answer(self, keys: str, *steps: Step) -> None:
        """Presses keys that ask something, and answers with keys (``"=text"`` types) what has come up."""
        done: list[bool] = []

        def act() -> None:
            asked = QApplication.activeModalWidget()
            if asked is None or not asked.isActiveWindow() or QApplication.focusWidget() is None:
                if asked is not None:
                    asked.activateWindow()
                QTimer.singleShot(20, act)
                return
            try:
                self._do(steps)
                done.append(not isValid(asked) or not asked.isVisible())
            finally:
                # Nothing may stay open that nobody is going to answer.
                if isValid(asked):
                    asked.close()

        QTimer.singleShot(0, act)
        self.press(*keys.split(" "))
        assert done == [True], f"{keys} has not been answered"
        self._home()

    def tab_to(self, name: str) -> None:
        """On by Tab to what a screen reader calls by a name."""
        for _ in range(40):
            focus = QApplication.focusWidget()
            if focus is not None and spoken(focus) == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} cannot be reached")

    def beside(self, keys: str, kind: type[D]) -> D:
        """Presses keys that open a sheet beside the work, and gives it."""
        self.press(*keys.split(" "))
        self.qtbot.waitUntil(lambda: bool(self.window.findChildren(kind)), timeout=10_000)
        (sheet,) = self.window.findChildren(kind)
        sheet.activateWindow()
        self.qtbot.waitUntil(sheet.isActiveWindow, timeout=10_000)
        self.settle()
        return sheet

    def close(self, sheet: QDialog) -> None:
        self.press("Esc")
        self._home()
        assert not isValid(sheet) or not sheet.isVisible()

    def _do(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if callable(step):
                step()
            elif step.startswith("="):
                self.enter(step[1:])
            else:
                self.press(step)

    def _home(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=10_000)

    # What can be seen

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    @property
    def project(self) -> Project:
        return self.session.project

    @property
    def page(self) -> WorkPage:
        assert self.window.page is not None
        return self.window.page

    @property
    def row(self) -> Row:
        row = self.session.current_row()
        assert row is not None
        return row

    @property
    def text(self) -> str:
        return self.row.text(Side.TARGET)

    @property
    def number(self) -> int:
        return self.session.rows.number(self.row.id)

    def away(self) -> bool:
        return self.row.excluded

    def is_(self, state: RowState) -> bool:
        return self.row.state is state

    def to_rows(self) -> None:
        """Round the panes until the rows have the keyboard."""
        for _ in range(5):
            if self.page.view.isAncestorOf(QApplication.focusWidget() or self.window):
                return
            self.press("F6")
        raise AssertionError("the rows cannot be reached")

    def go_to(self, number: int) -> None:
        """To a row by arrow keys, from wherever the keyboard is."""
        self.to_rows()
        for _ in range(40):
            if self.number == number:
                return
            self.press("Down" if self.number < number else "Up")
        raise AssertionError(f"row {number} cannot be reached")


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot, wait_idle: Wait) -> Iterator[Hands]:
    mouse = NoMouse()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(mouse)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Hands(window, qtbot, wait_idle)
    app.removeEventFilter(mouse)
    assert mouse.pressed == 0


def test_half_an_hour(hands: Hands, tmp_path: Path) -> None:
    open_the_sample(hands)
    clean(hands)
    look_at_the_links(hands)
    go_through_the_findings(hands)
    write(hands)
    judge(hands)
    filter_and_replace(hands)
    judge_many(hands)
    look_round(hands)
    hand_over(hands, tmp_path)
    known = {action.id for action in ACTIONS}
    assert hands.used <= known
    assert len(hands.used) >= 45, sorted(hands.used)


def open_the_sample(hands: Hands) -> None:
    hands.answer("Ctrl+Shift+P", "=open the sample", "Return")
    hands.qtbot.waitUntil(lambda: hands.window.session is not None, timeout=20_000)
    hands.settle()
    assert len(hands.session.rows.ids) == 19
    assert QApplication.focusWidget() is hands.page.grid.focusProxy()


def clean(hands: Hands) -> None:
    hands.press("Alt+1")
    proposed = len(hands.project.proposals())
    assert proposed > 5
    # The title is no litter: it is kept; everything else is put away at once.
    hands.go_to(2)
    hands.press("K")
    assert len(hands.project.proposals()) == proposed - 1
    hands.press("Ctrl+Shift+A")
    hands.settle()
    assert hands.project.proposals() == []
    hands.go_to(1)
    assert hands.away()
    hands.press("Ctrl+Z")
    assert not hands.away()
    hands.press("Ctrl+Shift+Z")
    assert hands.away()
    # One is brought back, and put away again.
    hands.go_to(18)
    hands.press("Del")
    assert not hands.away()
    hands.press("Del")
    assert hands.away()
    hands.settle()


def look_at_the_links(hands: Hands) -> None:
    hands.press("Alt+2")
    hands.go_to(13)
    rows = len(hands.session.rows.ids)
    hands.press("M")
    assert len(hands.session.rows.ids) == rows - 1
    hands.press("Ctrl+Z")
    assert len(hands.session.rows.ids) == rows
    hands.go_to(15)
    hands.press("S")
    assert [len(hands.row.source), len(hands.row.target)] == [1, 1]
    hands.press("Ctrl+Z")
    hands.go_to(15)
    assert len(hands.row.source) == 2
    hands.press("Space")
    assert hands.row.origin.value == "pinned"
    hands.press("Alt+3")
    hands.settle()


def go_through_the_findings(hands: Hands) -> None:
    hands.press("Shift+F8", "F8")
    hands.go_to(4)
    hands.press("Ctrl+1")
    assert "19th CPC Central Committee" in hands.text
    hands.settle()
    hands.press("Ctrl+1")
    assert "14th CPC Provincial Committee" in hands.text
    hands.settle()
    assert [f for f in hands.project.findings(hands.row.id) if f.open] == []
    hands.press("N")
    assert hands.number == 6
    # No error: the label of the form is "Information source".
    hands.answer("X", "2", "Tab", "=It is the name of the field.", "Return")
    assert [f for f in hands.project.findings(hands.row.id) if f.open] == []
    assert hands.project.answers()[-1].reason == "It is the name of the field."
    hands.press("F8")
    assert hands.number == 8
    hands.press("P")
    assert hands.number != 8


def write(hands: Hands) -> None:
    # A number, a term and a name, with the help of Tab; Escape leaves and saves.
    hands.go_to(11)
    hands.press("Return")
    assert hands.page.grid.mode == "text"
    hands.press("Ctrl+A", "Del")
    assert hands.text.startswith("The meeting emphasized")
    hands.enter("In the first three quarters, ")
    hands.press("Alt+N")
    hands.press("Ctrl+S")
    assert hands.text == "In the first three quarters, 86.4"
    hands.press("Ctrl+Z")
    hands.press("Esc")
    assert hands.text.startswith("The meeting emphasized")
    hands.go_to(12)
    hands.press("E")
    hands.press("Home")
    for _ in "The meeting deployed":
        hands.press("Shift+Right")
    hands.enter("The meeting set out")
    hands.press("Esc")
    assert hands.text == "The meeting set out four key tasks."
    # The history has the former text, and gives it back.
    hands.answer("H", "Down", partial(hands.tab_to, "Restore this version"), "Space")
    assert hands.text == "The meeting deployed four key tasks."
    hands.press("Ctrl+Z")
    assert hands.text == "The meeting set out four key tasks."
    hands.go_to(2)
    hands.press("Shift+F2")
    hands.press("Esc")
    hands.settle()


def judge(hands: Hands) -> None:
    hands.go_to(12)
    hands.press("A")
    assert hands.project.store.row(hands.session.rows.ids[11]).state is RowState.CONFIRMED
    assert hands.number == 13
    hands.press("Ctrl+Shift+Return")
    assert hands.number == 13
    assert hands.is_(RowState.CONFIRMED)
    hands.press("Ctrl+U")
    assert hands.is_(RowState.TODO)
    hands.press("R")
    assert hands.is_(RowState.REJECTED)
    hands.answer("Shift+R", "=Which month?", "Return")
    reason = hands.project.rejection(hands.row)
    assert reason is not None
    assert reason.reason == "Which month?"
    hands.go_to(16)
    hands.answer("F", "=register", "Return", "=Too stiff.", "Alt+3", "Ctrl+Return")
    (flag,) = hands.project.flags_of(hands.row)
    assert (flag.category, flag.severity, [c.text for c in flag.thread]) == (
        "register", Severity.MAJOR, ["Too stiff."],
    )  # fmt: skip
    hands.press("C")
    hands.enter("I would say: shall.")
    hands.press("Return")
    (flag,) = hands.project.flags_of(hands.row)
    assert [c.text for c in flag.thread] == ["Too stiff.", "I would say: shall."]
    hands.to_rows()
    hands.press("T")
    assert hands.row.id in hands.project.todo_rows()
    hands.press("L")
    hands.settle()


def filter_and_replace(hands: Hands) -> None:
    hands.press("Ctrl+Shift+F")
    hands.enter("bureau")
    hands.press("Return")
    few = len(hands.session.rows.ids)
    assert 0 < few < 19
    hands.press("Alt+Shift+F")
    hands.enter("reje")
    hands.press("Return")
    assert len(hands.session.rows.ids) == 0
    hands.press("Alt+Shift+A")
    assert len(hands.session.rows.ids) == 19
    hands.press("Alt+Shift+F")
    hands.press("Ctrl+F")
    hands.enter("Committee")
    hands.press("Return")
    assert "Committee" in hands.text
    sheet = hands.beside("Ctrl+H", ReplaceDialog)
    hands.enter("Linxi ")
    hands.press("Tab")
    hands.enter("Lin-xi ")
    hands.settle()
    hands.qtbot.waitUntil(lambda: sheet._replace.isEnabled() and sheet._job is None and not sheet._rest.isActive())
    hands.press("Ctrl+Return")
    hands.close(sheet)
    assert not any("Linxi " in b.text for b in hands.project.store.blocks(Side.TARGET) if not b.excluded)
    hands.to_rows()
    hands.press("Ctrl+Z")
    assert any("Linxi " in b.text for b in hands.project.store.blocks(Side.TARGET) if not b.excluded)
    hands.settle()


def judge_many(hands: Hands) -> None:
    answered = hands.beside("Alt+Shift+N", DismissManyDialog)
    before = len(hands.project.answers())
    hands.press("Ctrl+Return")
    hands.close(answered)
    assert len(hands.project.answers()) > before
    sheet = hands.beside("Ctrl+Shift+B", StatesDialog)
    hands.press("Ctrl+Return")
    hands.close(sheet)
    states = [row.state for row in hands.project.store.rows(hands.session.rows.ids)]
    assert states.count(RowState.CONFIRMED) > 5
    hands.to_rows()
    hands.press("Ctrl+Z")
    hands.settle()


def look_round(hands: Hands) -> None:
    shown = hands.session.rows.show_changes
    hands.press("Alt+C")
    assert hands.session.rows.show_changes is not shown
    hands.press("Alt+T")
    size = hands.window.look.settings.target_size
    hands.press("Ctrl++")
    assert hands.window.look.settings.target_size == size + 1
    hands.press("Ctrl+-")
    theme = hands.window.look.theme.name
    hands.press("Alt+D")
    assert hands.window.look.theme.name != theme
    hands.press("Alt+4")
    assert hands.page.reading
    hands.press("Down", "A")
    hands.press("Alt+3")
    assert hands.page.view is hands.page.grid
    hands.answer("F1", "Esc")
    compared = hands.beside("Ctrl+Shift+D", CompareDialog)
    hands.qtbot.waitUntil(lambda: compared.comparison is not None)
    assert compared.comparison is not None
    assert len(compared.comparison.differences) > 0
    hands.close(compared)
    counted = hands.beside("Ctrl+Shift+I", StatisticsDialog)
    hands.qtbot.waitUntil(lambda: counted.report is not None, timeout=10_000)
    hands.close(counted)


def hand_over(hands: Hands, folder: Path) -> None:
    clean_copy = folder / "out.txt"

    def name_it() -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QWidget)
        hands.press("Ctrl+A")
        hands.enter(str(clean_copy))

    written_there = partial(hands.qtbot.waitUntil, lambda: clean_copy.exists() and not hands.window.jobs.busy)
    hands.answer("Ctrl+Shift+E", partial(hands.tab_to, "File"), name_it, "Ctrl+Return", written_there, "Esc")
    written = clean_copy.read_text("utf-8")
    assert "The meeting set out four key tasks." in written
    assert "19th CPC Central Committee" in written
    assert "[ad_1]" not in written
    assert "Copyright" not in written
    hands.press("Ctrl+W")
    assert hands.window.page is None
