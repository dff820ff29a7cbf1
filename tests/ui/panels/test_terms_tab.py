"""The ledger of terms: numbers that close, the wrong first, Enter on a place goes to its row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.project import Project
from glossary.model import Verdict
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


def chips(tab: TermsTab) -> list[str]:
    return [chip.text() for chip in tab.chips.values() if chip.isVisible()]


def test_chips_count_and_show_one_verdict_at_a_time(tab: TermsTab, qtbot: QtBot) -> None:
    assert chips(tab) == ["ok 3", "admitted 2", "forbidden 1"]
    qtbot.mouseClick(tab.chips[Verdict.FORBIDDEN], Qt.MouseButton.LeftButton)
    assert [group[0] for group in groups(tab)] == ["八八战略"]
    qtbot.mouseClick(tab.chips[Verdict.OK], Qt.MouseButton.LeftButton)
    assert [group[0] for group in groups(tab)] == ["市商务局", "全会精神"]
    assert [place[0] for place in places(tab, 0)] == ["row 1", "row 5"]
    assert groups(tab)[0][2] == "4 = 2 ok + 2 admitted"
    qtbot.mouseClick(tab.chips[Verdict.OK], Qt.MouseButton.LeftButton)
    assert len(groups(tab)) == 3


@pytest.mark.parametrize(
    ("modifier", "reach"), [(Qt.KeyboardModifier.NoModifier, "spot"), (Qt.KeyboardModifier.ShiftModifier, "term")]
)
def test_a_muted_place_is_exempt_and_speaks_again(
    tab: TermsTab, qtbot: QtBot, project: Project, modifier: Qt.KeyboardModifier, reach: str
) -> None:
    model = tab.outline.model()
    tab.outline.setCurrentIndex(model.index(0, 0, model.index(0, 0)))
    qtbot.keyClick(tab.outline, Qt.Key.Key_X, modifier)
    assert [decision.scope for decision in project.store.decisions()] == [reach]
    assert chips(tab) == ["ok 3", "admitted 2", "exempt 1"]
    closing = {group[0]: group[2] for group in groups(tab)}
    assert closing["八八战略"] == "1 = 1 exempt"
    assert sum(int(one.split(" = ")[0]) for one in closing.values()) == tab.count()
    assert [f.finding.term for f in project.all_findings() if f.open and f.finding.check == "term"] == []
    assert line(tab, tab.outline.currentIndex())[2].startswith("exempt")
    qtbot.keyClick(tab.outline, Qt.Key.Key_X)
    assert project.store.decisions() == []
    assert "forbidden 1" in chips(tab)


def test_a_place_that_is_right_cannot_be_muted(tab: TermsTab, qtbot: QtBot, project: Project) -> None:
    model = tab.outline.model()
    tab.outline.setCurrentIndex(model.index(0, 0, model.index(1, 0)))
    assert not tab.tools.findChildren(QPushButton, "mute-here")[0].isEnabled()
    qtbot.keyClick(tab.outline, Qt.Key.Key_X)
    assert project.store.decisions() == []


@pytest.mark.parametrize(("key", "signal"), [(Qt.Key.Key_E, "term_wanted"), (Qt.Key.Key_Delete, "term_unwanted")])
def test_keys_change_and_remove_the_entry(tab: TermsTab, dock: Dock, qtbot: QtBot, key: Qt.Key, signal: str) -> None:
    with qtbot.waitSignal(getattr(dock, signal)) as asked:
        qtbot.keyClick(tab.outline, key)
    assert asked.args[0].source[0].text == "八八战略"


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


def test_all_verdicts_at_once_take_no_room_from_the_tabs(tab: TermsTab) -> None:
    before = tab.tools.minimumSizeHint().width()
    for verdict, chip in tab.chips.items():
        chip.setText(f"{verdict} 12345")
        chip.show()
    assert tab.tools.minimumSizeHint().width() == before
