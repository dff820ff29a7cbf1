"""The verbs over a whole review, by their keys in a real window; and what a key does for each role."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog
from pytestqt.qtbot import QtBot

from app.model import ReviewRole, RowState
from app.settings import Settings, role_of
from tests.ui.panels.made_project import make_project
from ui.dialogs.compare import CompareDialog
from ui.dialogs.states import StatesDialog
from ui.dialogs.statistics import StatisticsDialog
from ui.session import Session
from ui.view.model import BadgeKind
from ui.window import MainWindow

CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Session:
    """The small project, open at its first row."""
    project = make_project(tmp_path)
    project.close()
    window.open_project(project.store.path)
    assert window.session is not None
    opened = window.session
    qtbot.waitUntil(lambda: opened.settled and opened.project.surveyed, timeout=20_000)
    return opened


@pytest.mark.parametrize(
    ("key", "kind"),
    [(Qt.Key.Key_I, StatisticsDialog), (Qt.Key.Key_D, CompareDialog), (Qt.Key.Key_B, StatesDialog)],
)
def test_each_opens_by_its_chord_and_goes_with_the_project(
    window: MainWindow, session: Session, qtbot: QtBot, key: Qt.Key, kind: type[QDialog]
) -> None:
    qtbot.keyClick(window.page.grid if window.page else window, key, CHORD)
    (dialog,) = window.findChildren(kind)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        window.do_start()


@pytest.mark.parametrize(
    ("role", "state", "badge"),
    [
        (ReviewRole.TRANSLATOR, RowState.TRANSLATED, BadgeKind.TRANSLATED),
        (ReviewRole.REVIEWER, RowState.CONFIRMED, BadgeKind.CONFIRMED),
        (ReviewRole.APPROVER, RowState.APPROVED, BadgeKind.APPROVED),
    ],
)
def test_confirming_signs_as_the_role_does(
    window: MainWindow, session: Session, qtbot: QtBot, role: ReviewRole, state: RowState, badge: BadgeKind
) -> None:
    assert window.page is not None
    session.project.set_role(role)
    first = session.rows.ids[0]
    qtbot.keyClick(window.page.grid, Qt.Key.Key_A)
    assert session.project.store.row(first).state is state
    assert session.rows.row(0).badges[0].kind is badge
    assert session.current != first


def test_nobody_undoes_what_one_further_on_has_signed(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    assert window.page is not None
    first = session.rows.ids[0]
    session.project.set_role(ReviewRole.APPROVER)
    session.perform(lambda: session.project.set_state([first], RowState.APPROVED))
    session.project.set_role(ReviewRole.REVIEWER)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_R)
    assert session.project.store.row(first).state is RowState.APPROVED
    # Confirming what is approved is no fault: it goes on to the next row.
    qtbot.keyClick(window.page.grid, Qt.Key.Key_A)
    assert session.project.store.row(first).state is RowState.APPROVED
    assert session.current != first


def test_a_rejection_asks_for_its_reason(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    assert window.page is not None

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("Not our term")
        dialog.accept()

    QTimer.singleShot(0, window, answer)
    qtbot.keyClick(window.page.grid, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert session.rows.row(0).badges[0].tooltip == "rejected: Not our term (Ann)"


@pytest.mark.parametrize(
    ("kept", "role"),
    [("reviewer", ReviewRole.REVIEWER), ("approver", ReviewRole.APPROVER), ("proof-reader", ReviewRole.REVIEWER)],
)
def test_the_role_is_that_of_the_settings(kept: str, role: ReviewRole) -> None:
    assert role_of(Settings(role=kept)) is role


def test_another_role_has_other_things_to_do_at_once(window: MainWindow, session: Session) -> None:
    session.perform(lambda: session.project.set_state(session.rows.ids[:2], RowState.CONFIRMED))
    before = session.project.counts()["todo"]
    window.look.settings_changed.emit(Settings(author="Ann", role="approver"))
    assert session.project.counts()["todo"] == before + 2
