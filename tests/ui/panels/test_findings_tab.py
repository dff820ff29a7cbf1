"""The list of findings: the gravest first, Enter goes to the row, keys ask for a fix or a no, a no is taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.findings import RowFinding
from app.project import Project
from app.queueing import queue
from app.review.decisions import Answer, Reach
from ui.panels.dock import Dock
from ui.panels.findings import FindingsTab
from ui.session import Session


@pytest.fixture
def tab(dock: Dock, qtbot: QtBot) -> FindingsTab:
    qtbot.waitUntil(dock.isActiveWindow)
    dock.show_tab("findings")
    found = dock.tab("findings")
    assert isinstance(found, FindingsTab)
    return found


def shown(tab: FindingsTab) -> list[list[str]]:
    model = tab.showing.model()
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def button(tab: FindingsTab, name: str) -> QPushButton:
    return next(one for one in tab.tools.findChildren(QPushButton) if one.text().startswith(name))


def test_the_gravest_comes_first(tab: FindingsTab, project: Project) -> None:
    rows = shown(tab)
    assert len(rows) == len(project.all_findings())
    assert rows[0] == [
        "3",
        "major",
        "Term" if "check.name.term" in tab.words else "term",
        "“Strategy 8-8” is wrong for “八八战略”: “Double-Eight Strategy”.",
        "Double-Eight Strategy",
    ]
    severities = [row[1] for row in rows]
    assert severities == sorted(severities)


def test_enter_goes_to_the_row(tab: FindingsTab, dock: Dock, qtbot: QtBot, project: Project) -> None:
    with qtbot.waitSignal(dock.row_wanted) as asked:
        qtbot.keyClick(tab.showing, Qt.Key.Key_Return)
    assert asked.args == [project.store.row_ids()[2]]


def test_arrows_walk_the_list(tab: FindingsTab, qtbot: QtBot) -> None:
    first = tab.showing.current
    qtbot.keyClick(tab.showing, Qt.Key.Key_Down)
    assert tab.showing.current is not first


@pytest.mark.parametrize(("key", "signal"), [(Qt.Key.Key_1, "fix_wanted"), (Qt.Key.Key_X, "dismiss_wanted")])
def test_keys_ask(tab: FindingsTab, dock: Dock, qtbot: QtBot, key: Qt.Key, signal: str) -> None:
    with qtbot.waitSignal(getattr(dock, signal)) as asked:
        qtbot.keyClick(tab.showing, key)
    found = asked.args[0]
    assert isinstance(found, RowFinding)
    assert found.finding.suggestions[0].text == "Double-Eight Strategy"


@pytest.mark.parametrize(("name", "signal"), [("Put in place", "fix_wanted"), ("Not an error", "dismiss_wanted")])
def test_buttons_ask(tab: FindingsTab, dock: Dock, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(dock, signal)):
        qtbot.mouseClick(button(tab, name), Qt.MouseButton.LeftButton)


def test_nothing_is_put_in_place_without_a_suggestion(tab: FindingsTab, dock: Dock, qtbot: QtBot) -> None:
    while tab.showing.current.finding.suggestions:
        tab.showing.go_to(tab.showing.currentIndex().row() + 1)
    assert not button(tab, "Put in place").isEnabled()
    with qtbot.assertNotEmitted(dock.fix_wanted):
        qtbot.keyClick(tab.showing, Qt.Key.Key_1)


def test_a_no_is_listed_and_taken_back(tab: FindingsTab, qtbot: QtBot, session: Session, project: Project) -> None:
    found = tab.showing.current
    count = len(project.all_findings())
    session.take(project.dismiss(found, Reach.SPOT, "the name of a film"))
    qtbot.waitUntil(lambda: len(shown(tab)) == count - 1)
    qtbot.mouseClick(button(tab, "Dismissed 1"), Qt.MouseButton.LeftButton)
    (row,) = shown(tab)
    assert row[0] == "3"
    assert row[3:5] == ["the name of a film", "this place"]
    assert row[5].startswith("Mei Lin · ")
    tab.showing.setFocus()
    qtbot.keyClick(tab.showing, Qt.Key.Key_Backspace)
    assert not shown(tab)
    assert len([one for one in project.all_findings() if one.open]) == count


def test_the_current_finding_outlives_a_refresh(
    tab: FindingsTab, qtbot: QtBot, session: Session, project: Project
) -> None:
    first, count = tab.showing.current, len(shown(tab))
    tab.showing.go_to(2)
    kept = tab.showing.current
    session.take(project.dismiss(first, Reach.SPOT))
    qtbot.waitUntil(lambda: len(shown(tab)) == count - 1)
    assert tab.showing.current == kept


def test_a_sorted_list_stays_sorted(tab: FindingsTab) -> None:
    tab.showing.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    numbers = [int(row[0]) for row in shown(tab)]
    assert numbers == sorted(numbers, reverse=True)
    tab.fill()
    assert [int(row[0]) for row in shown(tab)] == numbers


def test_look_here_first_says_where_why_and_what_may_be_left(
    tab: FindingsTab, dock: Dock, qtbot: QtBot, project: Project
) -> None:
    qtbot.mouseClick(button(tab, "Look here first"), Qt.MouseButton.LeftButton)
    items = queue(project)
    rows = shown(tab)
    assert [row[0] for row in rows] == [str(project.store.row_ids().index(item.row) + 1) for item in items]
    assert "major" in rows[0][2]
    assert not button(tab, "Put in place").isVisible()
    assert any("not known yet" in one.text() for one in tab.tools.findChildren(QLabel))
    with qtbot.waitSignal(dock.row_wanted) as asked:
        tab.showing.setFocus()
        qtbot.keyClick(tab.showing, Qt.Key.Key_Return)
    assert asked.args == [items[0].row]


def test_only_one_of_the_lists_is_in_sight(tab: FindingsTab, qtbot: QtBot) -> None:
    open_ = tab.showing
    first, second = button(tab, "Look here first"), button(tab, "Dismissed")
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    queue = tab.showing
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert not first.isChecked()
    assert tab.showing not in (open_, queue)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert tab.showing is open_


def test_how_often_a_check_was_right_stands_beside_it(
    tab: FindingsTab, qtbot: QtBot, session: Session, project: Project
) -> None:
    first = tab.showing.current
    project.take_over([Answer(first.finding.check, "other", "h", "fixed")])
    session.take(project.dismiss(first, Reach.SPOT))
    qtbot.mouseClick(button(tab, "Dismissed"), Qt.MouseButton.LeftButton)
    name = tab.words.say(f"check.name.{first.finding.check}")
    assert [row[1] for row in shown(tab)] == [f"{name} · 1/2 right"]


def test_a_dismissal_that_lapsed_is_told(tab: FindingsTab, session: Session, project: Project) -> None:
    first = tab.showing.current
    session.take(project.dismiss(first, Reach.SPOT, "the name of a film"))
    block = project.store.row(first.row).target[0]
    session.take(project.edit(block.id, block.text + " Indeed."))
    tab.fill()
    assert any("Dismissed before the text changed: the name of a film" in row[3] for row in shown(tab))
