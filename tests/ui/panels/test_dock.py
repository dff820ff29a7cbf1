"""The dock shows five tabs with counts, fills only the one in sight, and says what would stand in an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app import pipeline
from app.model import Side
from app.project import Project
from app.readers import read_file
from app.words import Words
from tests.ui.panels.made_project import block_with
from ui.jobs import Jobs
from ui.panels.dock import Dock
from ui.session import Session
from ui.theme import Theme, load_theme

NAMES = ["findings", "terms", "consistency", "revisions", "cleaning"]


def titles(dock: Dock) -> list[str]:
    bar = dock.findChildren(QTabBar)[0]
    return [bar.tabText(number) for number in range(bar.count())]


def test_titles_count(dock: Dock, qtbot: QtBot, project: Project) -> None:
    findings, proposals = len(project.all_findings()), len(project.proposals())
    assert findings
    assert proposals
    expected = [f"Findings {findings}", "Terms 6", "Consistency 1", "Revisions", f"Cleaning {proposals}"]
    qtbot.waitUntil(lambda: titles(dock) == expected)


def test_a_change_is_counted(dock: Dock, qtbot: QtBot, session: Session, project: Project) -> None:
    qtbot.waitUntil(lambda: "Consistency 1" in titles(dock))
    for words in ("Municipal Commerce Bureau", "City Office of Commerce"):
        block = block_with(project, words)
        text = block.text.replace(words, "Municipal Bureau of Commerce")
        session.take(project.edit(block.id, text))
    qtbot.waitUntil(lambda: "Consistency" in titles(dock))


@pytest.mark.parametrize("name", NAMES)
def test_shows_a_tab_and_gives_it_the_keyboard(dock: Dock, qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(dock.isActiveWindow)
    dock.show_tab(name)
    assert dock.current == name
    focus = dock.focusWidget()
    assert focus is not None
    assert dock.tab(name).isAncestorOf(focus)


def test_next_tab_goes_round(dock: Dock) -> None:
    seen = []
    for _ in NAMES:
        dock.next_tab()
        seen.append(dock.current)
    assert seen == [*NAMES[1:], NAMES[0]]


def test_only_the_tab_in_sight_is_filled(
    dock: Dock, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: not dock.tab("findings").stale)
    filled = []
    for name in NAMES:
        monkeypatch.setattr(dock.tab(name), "fill", lambda name=name: filled.append(name))
    session.surveyor.surveyed.emit()
    dock.refresh()
    assert filled == ["findings"]
    assert dock.tab("terms").stale
    dock.show_tab("terms")
    dock.show_tab("terms")
    assert filled == ["findings", "terms"]


def test_a_hidden_dock_reads_nothing(
    dock: Dock, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    dock.hide()
    filled = []
    monkeypatch.setattr(dock.tab("findings"), "fill", lambda: filled.append(1))
    session.surveyor.surveyed.emit()
    dock.refresh()
    assert not filled
    dock.show()
    qtbot.waitUntil(lambda: bool(filled))


def test_every_widget_has_a_name(dock: Dock) -> None:
    for name in NAMES:
        dock.show_tab(name)
        assert dock.tab(name).accessibleName()
        for button in dock.findChildren(QPushButton):
            assert button.accessibleName() or not button.isVisible()
            assert button.toolTip() or not button.isVisible()
        focus = dock.focusWidget()
        assert isinstance(focus, QWidget)
        assert focus.accessibleName()


def test_takes_another_theme(dock: Dock, qtbot: QtBot, theme: Theme) -> None:
    before = dock.grab().toImage()
    dock.set_theme(load_theme("dark"))
    assert dock.grab().toImage() != before


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_tab_says_what_would_stand_there(
    qtbot: QtBot, tmp_path: Path, theme: Theme, words: Words, name: str
) -> None:
    (tmp_path / "plain.txt").write_text("One plain sentence.\n", "utf-8")
    documents = {Side.TARGET: read_file(tmp_path / "plain.txt")}
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(documents, {Side.TARGET: "en"}, rules, ["none"])
    project = Project.create(tmp_path / "plain.enface", prepared, "Mei Lin", rules, ["none"])
    jobs = Jobs()
    session = Session(project, words, jobs)
    dock = Dock(session, theme, words)
    qtbot.addWidget(dock)
    dock.show()
    dock.show_tab(name)
    unasked, waiting = words.say("panels.not-looked-at"), words.say("panels.wait")
    said = dock.tab(name).pages.currentWidget()
    assert isinstance(said, QLabel)
    assert (said.text() == unasked) is (name != "revisions")
    session.surveyor.survey()
    dock.tab(name).fill()
    assert (said.text() == waiting) is (name != "revisions")
    project.survey()
    session.surveyor.surveyed.emit()
    dock.refresh()
    assert said.text() not in ("", unasked, waiting)
    jobs.shutdown()
    session.close()


def test_a_closed_project_is_not_read_again(dock: Dock, session: Session) -> None:
    session.surveyor.surveyed.emit()
    session.close()
    dock.refresh()
