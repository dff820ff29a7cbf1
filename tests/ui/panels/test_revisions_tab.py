"""The list of revisions: newest first, word by word, only one row if asked, and back to any of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.model import BlockId
from app.project import Project
from app.review.diff import Kind
from app.store import Origin
from tests.ui.panels.made_project import block_with
from ui.models.columns import PIECES_ROLE
from ui.panels.dock import Dock
from ui.panels.revisions import RevisionsTab
from ui.session import Session
from ui.view.model import MarkKind


@pytest.fixture
def blocks(project: Project) -> list[BlockId]:
    """Two blocks that were edited, the first one twice."""
    first, second = block_with(project, "Strategy 8-8"), block_with(project, "summed")
    project.edit(first.id, first.text.replace("Strategy 8-8", "Strategy 88"))
    project.edit(first.id, first.text.replace("Strategy 8-8", "Double-Eight Strategy"))
    project.edit(second.id, second.text.replace("at the end", "at last"))
    return [first.id, second.id]


@pytest.fixture
def tab(blocks: list[BlockId], dock: Dock, qtbot: QtBot) -> RevisionsTab:
    qtbot.waitUntil(dock.isActiveWindow)
    dock.show_tab("revisions")
    found = dock.tab("revisions")
    assert isinstance(found, RevisionsTab)
    return found


def shown(tab: RevisionsTab) -> list[tuple[str, str, str]]:
    """Row, author, origin of every line."""
    model = tab.listing.model()
    return [
        (model.index(row, 0).data(), model.index(row, 2).data(), model.index(row, 3).data())
        for row in range(model.rowCount())
    ]


def button(tab: RevisionsTab, name: str) -> QPushButton:
    return next(one for one in tab.tools.findChildren(QPushButton) if one.text() == name)


def test_the_newest_comes_first(tab: RevisionsTab) -> None:
    assert shown(tab) == [
        ("6", "Mei Lin", "edit, current"),
        ("3", "Mei Lin", "edit, current"),
        ("3", "Mei Lin", "edit"),
    ]


def test_shows_what_came_and_what_went(tab: RevisionsTab) -> None:
    pieces = tab.listing.model().index(0, 4).data(PIECES_ROLE)
    changed = [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind is not Kind.EQUAL]
    assert changed == [(Kind.DELETED, "the end"), (Kind.INSERTED, "last")]


def test_only_this_row_follows_the_person(tab: RevisionsTab, qtbot: QtBot, session: Session, project: Project) -> None:
    qtbot.mouseClick(button(tab, "Only this row"), Qt.MouseButton.LeftButton)
    assert not shown(tab)
    session.set_current(project.store.row_ids()[2])
    qtbot.waitUntil(lambda: len(shown(tab)) == 4)
    assert {row for row, _, _ in shown(tab)} == {"3"}
    assert "import" in [origin for _, _, origin in shown(tab)]
    session.set_current(project.store.row_ids()[0])
    qtbot.waitUntil(lambda: [origin for _, _, origin in shown(tab)] == ["import, current"] * 2)


def test_restores(tab: RevisionsTab, qtbot: QtBot, project: Project, blocks: list[BlockId]) -> None:
    assert not button(tab, "Restore").isEnabled()
    tab.listing.go_to(2)
    qtbot.mouseClick(button(tab, "Restore"), Qt.MouseButton.LeftButton)
    assert "Strategy 88 " in project.store.block(blocks[0]).text
    assert shown(tab)[0] == ("3", "Mei Lin", "restored version, current")
    tab.listing.setFocus()
    tab.listing.go_to(1)
    assert not button(tab, "Restore").isEnabled()
    tab.listing.go_to(2)
    qtbot.keyClick(tab.listing, Qt.Key.Key_Backspace)
    assert "Double-Eight Strategy" in project.store.block(blocks[0]).text


def test_enter_goes_to_the_row(tab: RevisionsTab, dock: Dock, qtbot: QtBot, project: Project) -> None:
    with qtbot.waitSignal(dock.row_wanted) as asked:
        qtbot.keyClick(tab.listing, Qt.Key.Key_Return)
    assert asked.args == [project.store.row_ids()[5]]


def test_every_origin_has_its_word(tab: RevisionsTab) -> None:
    for origin in Origin:
        assert tab.say(f"origin-{origin}")


def changes(tab: RevisionsTab) -> list[tuple[str, str]]:
    """What was done and what took it back, of every line of the list of changes."""
    model = tab.changes.model()
    return [(model.index(row, 3).data(), model.index(row, 4).data()) for row in range(model.rowCount())]


def test_changes_stand_one_by_one(tab: RevisionsTab, qtbot: QtBot, project: Project) -> None:
    qtbot.mouseClick(button(tab, "By change"), Qt.MouseButton.LeftButton)
    assert changes(tab)[:3] == [("edit: 1 paragraph", "")] * 3
    assert changes(tab)[-1][0].startswith("import: ")
    newest = project.store.changesets(1)[0].id
    tab.perform(lambda: project.revert(project.revert_plan(newest)))
    assert changes(tab)[:2] == [
        ("change taken back: 1 paragraph", f"takes back {newest}"),
        ("edit: 1 paragraph", f"taken back by {newest + 1}"),
    ]


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Return])
def test_a_change_is_chosen_by_keys(tab: RevisionsTab, dock: Dock, qtbot: QtBot, project: Project, key: Qt.Key) -> None:
    tab.show_changes()
    tab.changes.go_to(1)
    with qtbot.waitSignal(dock.revert_wanted) as asked:
        qtbot.keyClick(tab.changes, key)
    assert asked.args == [project.store.changesets()[1].id]


def test_the_change_of_a_text_can_be_taken_back(tab: RevisionsTab, dock: Dock, qtbot: QtBot, project: Project) -> None:
    tab.listing.go_to(2)
    with qtbot.waitSignal(dock.revert_wanted) as asked:
        qtbot.mouseClick(button(tab, "Revert this change…"), Qt.MouseButton.LeftButton)
    assert asked.args == [project.store.changesets()[2].id]


def test_the_import_and_a_project_that_cannot_be_written_are_not_reverted(
    tab: RevisionsTab, qtbot: QtBot, project: Project
) -> None:
    tab.show_changes()
    assert button(tab, "Revert this change…").isEnabled()
    tab.changes.go_to(len(changes(tab)) - 1)
    assert not button(tab, "Revert this change…").isEnabled()
    tab.changes.go_to(0)
    project.store.read_only = "asked"
    tab.fill()
    assert not button(tab, "Revert this change…").isEnabled()


def test_who_wrote_which_words_of_the_row(tab: RevisionsTab, session: Session, blocks: list[BlockId]) -> None:
    session.set_current(session.project.store.row_of(blocks[0]))
    button(tab, "Authors").click()
    model = tab._writers.model()
    told = [tuple(model.index(row, column).data() for column in (0, 1, 3)) for row in range(model.rowCount())]
    assert ("Double-Eight", "Mei Lin", "edit") in [(words.strip(), who, how) for words, who, how in told]
    assert told[0][2] == "import"
    assert "".join(words for words, _, _ in told).startswith("The meeting asked")
    # What brought the chosen words can be taken back from here.
    place = next(n for n, (words, _, _) in enumerate(told) if "Double-Eight" in words)
    tab._writers.setCurrentIndex(model.index(place, 0))
    assert tab.changeset is not None
    button(tab, "Authors").click()
    assert len(shown(tab)) == 3


def test_the_slider_marks_what_changed_since_a_moment(
    tab: RevisionsTab, session: Session, blocks: list[BlockId], qtbot: QtBot
) -> None:
    rows = session.rows
    here = rows.index_of(session.project.store.row_of(blocks[0]))
    there = rows.index_of(session.project.store.row_of(blocks[1]))

    def marked(index: int) -> str:
        cell = rows.row(index).target[0]
        return "|".join(cell.text[m.start : m.end] for m in cell.marks if m.kind is MarkKind.INSERTED).strip()

    assert marked(here) == "Double-Eight"
    assert marked(there) == "last"
    slider = tab.time_line.slider
    assert slider.value() == 0
    assert "as it was delivered" in tab.time_line.said
    with qtbot.waitSignal(session.baseline_changed):
        slider.setFocus()
        qtbot.keyClick(slider, Qt.Key.Key_Right)
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    rows.forget()
    assert (marked(here), marked(there)) == ("", "last")
    with qtbot.waitSignal(session.baseline_changed):
        qtbot.keyClick(slider, Qt.Key.Key_End)
    rows.forget()
    assert (marked(here), marked(there)) == ("", "")
    with qtbot.waitSignal(session.baseline_changed):
        qtbot.keyClick(slider, Qt.Key.Key_Home)
    rows.forget()
    assert marked(there) == "last"
