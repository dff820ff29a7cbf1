"""The ledger of terms: numbers that close, the wrong first, Enter on a place goes to its row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.project import Project
from ui.panels.dock import Dock
from ui.panels.terms import TermsTab


@pytest.fixture
def tab(dock: Dock, qtbot: QtBot) -> TermsTab:
    qtbot.waitUntil(dock.isActiveWindow)
    dock.show_tab("terms")
    found = dock.tab("terms")
    assert isinstance(found, TermsTab)
    return found


def line(tab: TermsTab, index: QModelIndex) -> list[str]:
    return [index.siblingAtColumn(column).data() for column in range(3)]


def groups(tab: TermsTab) -> list[list[str]]:
    model = tab.outline.model()
    return [line(tab, model.index(row, 0)) for row in range(model.rowCount())]


def places(tab: TermsTab, group: int) -> list[list[str]]:
    model = tab.outline.model()
    parent = model.index(group, 0)
    return [line(tab, model.index(row, 0, parent)) for row in range(model.rowCount(parent))]


def test_the_numbers_close(tab: TermsTab) -> None:
    assert groups(tab) == [
        ["八八战略", "Double-Eight Strategy", "1 = 1 forbidden"],
        ["市商务局", "Municipal Bureau of Commerce", "4 = 2 ok + 2 admitted"],
        ["全会精神", "guiding principles", "1 = 1 ok"],
    ]
    assert sum(int(closing.split(" = ")[0]) for _, _, closing in groups(tab)) == tab.count()


def test_a_concept_opens_to_its_places(tab: TermsTab) -> None:
    assert places(tab, 0) == [["row 3", "Strategy 8-8", "forbidden → Double-Eight Strategy"]]
    assert [place[:2] for place in places(tab, 1)] == [
        ["row 1", "Municipal Bureau of Commerce"],
        ["row 3", "Municipal Commerce Bureau"],
        ["row 5", "Municipal Bureau of Commerce"],
        ["row 6", "City Office of Commerce"],
    ]


def test_keys_open_and_go(tab: TermsTab, dock: Dock, qtbot: QtBot, project: Project) -> None:
    qtbot.keyClick(tab.outline, Qt.Key.Key_Return)
    assert tab.outline.isExpanded(tab.outline.model().index(0, 0))
    qtbot.keyClick(tab.outline, Qt.Key.Key_Down)
    with qtbot.waitSignal(dock.row_wanted) as asked:
        qtbot.keyClick(tab.outline, Qt.Key.Key_Return)
    assert asked.args == [project.store.row_ids()[2]]


def test_only_what_is_wrong(tab: TermsTab, qtbot: QtBot) -> None:
    (switch,) = tab.tools.findChildren(QPushButton)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert [group[0] for group in groups(tab)] == ["八八战略"]
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert len(groups(tab)) == 3


def test_what_was_open_stays_open(tab: TermsTab, project: Project) -> None:
    model = tab.outline.model()
    tab.outline.expand(model.index(1, 0))
    tab.outline.setCurrentIndex(model.index(2, 0, model.index(1, 0)))
    (found,) = (one for one in project.all_findings() if one.finding.term == "八八战略")
    project.fix(found, found.finding.suggestions[0])
    tab.fill()
    assert groups(tab)[0] == ["市商务局", "Municipal Bureau of Commerce", "4 = 2 ok + 2 admitted"]
    assert tab.outline.isExpanded(model.index(0, 0))
    assert line(tab, tab.outline.currentIndex())[0] == "row 5"
