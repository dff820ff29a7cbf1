"""What a person replaced twice by hand: offered as a term and for the other places, never forced upon anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import pipeline
from app.model import Side
from app.project import Project
from app.readers import read_file
from glossary.formats import cells_of
from tests.ui.panels.made_project import block_with
from ui.panels.consistency import ConsistencyTab
from ui.panels.dock import Dock
from ui.panels.lessons import LessonCard
from ui.session import Session

SOURCE = """他们弘扬枫桥经验。

推广枫桥经验，再推广。

学习枫桥经验的会议。

枫桥经验很好，枫桥经验很新。

别的事情。
"""
TARGET = "\n\n".join(
    (
        "They promote the Maple Bridge Lesson.",
        "Spread the Maple Bridge Lesson, and again.",
        "A meeting on a maple bridge lesson.",
        "Maple Bridge Lessons are good.",
        "Something else about the Maple Bridge Lesson.",
    )
)
OLD, NEW = "Maple Bridge Lesson", "Fengqiao Model"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, text in (("source.txt", SOURCE), ("target.txt", TARGET)):
        (tmp_path / name).write_text(text, "utf-8")
    documents = {side: read_file(tmp_path / f"{side.value}.txt") for side in Side}
    languages = {Side.SOURCE: "zh", Side.TARGET: "en"}
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(documents, languages, rules, ["none"])
    made = Project.create(tmp_path / "small.enface", prepared, "Mei Lin", rules, glossaries=())
    made.survey()
    return made


def replace_twice(project: Project) -> None:
    for words in ("They promote", "Spread the"):
        block = block_with(project, words)
        project.edit(block.id, block.text.replace(OLD, NEW))
    project.survey()


@pytest.fixture
def tab(dock: Dock, qtbot: QtBot, project: Project) -> ConsistencyTab:
    qtbot.waitUntil(dock.isActiveWindow)
    replace_twice(project)
    dock.show_tab("consistency")
    found = dock.tab("consistency")
    assert isinstance(found, ConsistencyTab)
    return found


def card(tab: ConsistencyTab) -> LessonCard:
    (only,) = tab.lesson_cards
    return only


def apply_button(tab: ConsistencyTab) -> QPushButton:
    return next(one for one in tab.tools.findChildren(QPushButton) if one.text().startswith("Apply"))


def test_one_replacement_is_no_lesson(project: Project) -> None:
    block = block_with(project, "They promote")
    project.edit(block.id, block.text.replace(OLD, NEW))
    project.survey()
    assert project.lessons() == ()


def test_the_card_says_what_was_replaced_and_where(tab: ConsistencyTab) -> None:
    shown = card(tab)
    assert shown.accessibleName() == f"You replaced “{OLD}” by “{NEW}” in 2 places"
    assert [one.text() for one in shown.findChildren(QPushButton)][:2] == ["1", "2"]
    assert shown.preview.text() == "Replace it in the other 2 places…"
    assert tab.count() == 1


def test_it_is_entered_with_both_forms_filled_in(tab: ConsistencyTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.entry_wanted) as asked:
        qtbot.keyClick(card(tab).enter, Qt.Key.Key_Space)
    cells = cells_of(asked.args[0])
    assert (cells["source"], cells["target"], cells["forbidden"]) == ("枫桥经验", NEW, OLD)


def test_the_other_places_are_seen_and_replaced_as_one_change(tab: ConsistencyTab, project: Project) -> None:
    before = block_with(project, "A meeting").text
    card(tab).preview.click()
    model = tab.preview.model()
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == [
        "maple bridge lesson → Fengqiao Model",
        "Maple Bridge Lessons → Fengqiao Models",
    ]
    apply_button(tab).click()
    assert block_with(project, "A meeting").text == "A meeting on a Fengqiao Model."
    assert block_with(project, "Something else").text.endswith(f"{OLD}.")
    project.survey()
    assert project.lessons()[0].others == ()
    project.undo()
    assert block_with(project, "A meeting").text == before


def test_what_is_refused_is_not_offered_until_that_is_undone(tab: ConsistencyTab, project: Project) -> None:
    card(tab).refuse.click()
    assert tab.lesson_cards == []
    project.survey()
    assert project.lessons() == ()
    project.undo()
    assert len(project.lessons()) == 1


def test_what_the_glossary_has_is_offered_for_the_other_places_only(tab: ConsistencyTab, project: Project) -> None:
    project.add_concepts([project.lessons()[0].concept("")])
    project.survey()
    tab.fill()
    assert not card(tab).enter.isVisible()
    card(tab).preview.click()
    apply_button(tab).click()
    project.survey()
    tab.fill()
    assert tab.lesson_cards == []


def test_a_place_edited_meanwhile_is_left_alone(tab: ConsistencyTab, session: Session, project: Project) -> None:
    block = block_with(project, "A meeting")
    project.edit(block.id, "A meeting of another kind, on nothing.")
    card(tab).preview.click()
    assert [tab.preview.model().index(row, 0).data() for row in range(tab.preview.model().rowCount())] == ["4"]
