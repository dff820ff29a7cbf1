"""The list of cleaning: ticks, one key each for yes and no, all at once, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.model import Side
from app.pipeline import shipped_rules
from app.project import Project
from app.words import Words
from tests.ui.panels.made_project import block_with, make_project
from ui.jobs import Jobs
from ui.panels.cleaning import CleaningTab
from ui.panels.dock import Dock
from ui.session import Session
from ui.theme import Theme


@pytest.fixture
def tab(dock: Dock, qtbot: QtBot) -> CleaningTab:
    qtbot.waitUntil(dock.isActiveWindow)
    dock.show_tab("cleaning")
    found = dock.tab("cleaning")
    assert isinstance(found, CleaningTab)
    return found


def shown(tab: CleaningTab) -> list[list[str]]:
    model = tab.showing.model()
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def ticks(tab: CleaningTab) -> list[bool]:
    model, role = tab.showing.model(), Qt.ItemDataRole.CheckStateRole
    return [model.index(row, 0).data(role) == Qt.CheckState.Checked for row in range(model.rowCount())]


def button(tab: CleaningTab, name: str) -> QPushButton:
    return next(one for one in tab.tools.findChildren(QPushButton) if one.text().startswith(name))


def press(qtbot: QtBot, tab: CleaningTab, name: str) -> None:
    qtbot.mouseClick(button(tab, name), Qt.MouseButton.LeftButton)


def test_says_what_goes_and_why(tab: CleaningTab) -> None:
    rows = shown(tab)
    assert rows[0] == [
        "2", "translation", "paragraph goes", "[ad_1]", tab.words.say("clean.ad-code"),
    ]  # fmt: skip
    assert "The source has it too: “浏览次数：”." in rows[1][4]
    assert "The translation has it too: “Views:”." in rows[2][4]
    assert rows[3][2] == "text is mended"


def test_what_both_texts_have_is_not_ticked_by_itself(tab: CleaningTab) -> None:
    assert ticks(tab) == [True, False, False, True]
    assert button(tab, "Accept checked").text() == "Accept checked (2)"


def test_space_ticks(tab: CleaningTab, qtbot: QtBot) -> None:
    qtbot.keyClick(tab.showing, Qt.Key.Key_Space)
    assert ticks(tab) == [False, False, False, True]
    assert button(tab, "Accept checked").text() == "Accept checked (1)"


def test_a_click_on_the_box_ticks(tab: CleaningTab, qtbot: QtBot) -> None:
    view = tab.showing
    place = view.visualRect(view.model().index(1, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 15, place.center().y()))
    assert ticks(tab)[1]


def test_accepts_what_is_ticked_as_one_change(tab: CleaningTab, qtbot: QtBot, project: Project) -> None:
    press(qtbot, tab, "Accept checked")
    assert block_with(project, "[ad_1]").excluded_by == "ad-code"
    assert "&nbsp;" not in "".join(block.text for block in project.store.blocks(Side.TARGET))
    assert len(shown(tab)) == 2
    project.undo()
    assert not block_with(project, "[ad_1]").excluded
    assert block_with(project, "&nbsp;")


def test_accepts_the_current_one(tab: CleaningTab, qtbot: QtBot, project: Project) -> None:
    qtbot.keyClick(tab.showing, Qt.Key.Key_A)
    assert block_with(project, "[ad_1]").excluded
    assert shown(tab)[0][3] == "Views:"
    assert tab.showing.current.block.text == "Views:"


@pytest.mark.parametrize("key", [Qt.Key.Key_R, Qt.Key.Key_K])
def test_keeps_the_current_one_and_proposes_it_again(
    tab: CleaningTab, qtbot: QtBot, project: Project, session: Session, key: Qt.Key
) -> None:
    qtbot.keyClick(tab.showing, key)
    assert shown(tab)[0][3] == "Views:"
    press(qtbot, tab, "Decided 1")
    assert [row[2:4] for row in shown(tab)] == [["kept", "[ad_1]"]]
    with qtbot.waitSignal(session.surveyor.surveyed):
        press(qtbot, tab, "Propose again")
    assert "[ad_1]" in [item.block.text for item in project.proposals()]


def test_accepts_all(tab: CleaningTab, qtbot: QtBot, project: Project) -> None:
    press(qtbot, tab, "Accept all")
    assert not project.proposals()
    assert not button(tab, "Accept all").isEnabled()


def test_brings_back(tab: CleaningTab, qtbot: QtBot, project: Project) -> None:
    press(qtbot, tab, "Accept checked")
    press(qtbot, tab, "Decided 1")
    assert shown(tab) == [["2", "translation", "put away", "[ad_1]", "advertisement code"]]
    tab.showing.setFocus()
    qtbot.keyClick(tab.showing, Qt.Key.Key_Backspace)
    assert not shown(tab)
    assert not block_with(project, "[ad_1]").excluded


def test_enter_goes_to_the_row(tab: CleaningTab, dock: Dock, qtbot: QtBot, project: Project) -> None:
    with qtbot.waitSignal(dock.row_wanted) as asked:
        qtbot.keyClick(tab.showing, Qt.Key.Key_Return)
    assert asked.args == [project.store.row_ids()[1]]


def test_every_rule_has_its_name_and_its_sentence(words: Words) -> None:
    for rule in shipped_rules().rules:
        assert f"clean.name.{rule.id}" in words
        assert f"clean.{rule.id}" in words


def test_a_project_to_read_is_not_changed(qtbot: QtBot, tmp_path: Path, theme: Theme, words: Words) -> None:
    make_project(tmp_path).close()
    project = Project.open(tmp_path / "small.enface", "Reader", shipped_rules(), read_only=True)
    project.survey()
    jobs = Jobs()
    session = Session(project, words, jobs)
    dock = Dock(session, theme, words)
    qtbot.addWidget(dock)
    dock.show()
    dock.activateWindow()
    qtbot.waitUntil(dock.isActiveWindow)
    dock.show_tab("cleaning")
    tab = dock.tab("cleaning")
    assert isinstance(tab, CleaningTab)
    with qtbot.assertNotEmitted(session.failed):
        for key in (Qt.Key.Key_A, Qt.Key.Key_R):
            qtbot.keyClick(tab.showing, key)
    assert len(shown(tab)) == 4
    for name in ("Accept all", "Accept checked", "Keep"):
        assert not button(tab, name).isEnabled()
    dock.show_tab("findings")
    with qtbot.assertNotEmitted(dock.fix_wanted):
        qtbot.keyClick(dock.focusWidget(), Qt.Key.Key_1)
    jobs.shutdown()
    session.close()
    session.close()
