"""One term, several names: the winner is chosen or written, each change is seen before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton, QTabBar
from pytestqt.qtbot import QtBot

from app import pipeline
from app.model import Side
from app.project import Project
from app.readers import read_file
from app.words import Words
from tests.ui.panels.made_project import block_with
from ui.jobs import Jobs
from ui.panels.consistency import ConsistencyTab
from ui.panels.dock import Dock
from ui.session import Session
from ui.theme import Theme


@pytest.fixture
def tab(dock: Dock, qtbot: QtBot) -> ConsistencyTab:
    qtbot.waitUntil(dock.isActiveWindow)
    dock.show_tab("consistency")
    found = dock.tab("consistency")
    assert isinstance(found, ConsistencyTab)
    return found


def targets(project: Project) -> str:
    return "\n".join(block.text for block in project.store.blocks(Side.TARGET))


def button(tab: ConsistencyTab, name: str) -> QPushButton:
    return next(one for one in tab.tools.findChildren(QPushButton) if one.text().startswith(name))


def preview(tab: ConsistencyTab) -> list[tuple[str, str]]:
    model = tab.preview.model()
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def test_a_card_counts_the_names(tab: ConsistencyTab) -> None:
    (card,) = tab.cards
    assert card.accessibleName() == "市商务局: one term, 3 names"
    assert [radio.text() for radio in card.findChildren(QRadioButton)] == [
        "2 × Municipal Bureau of Commerce",
        "1 × Municipal Commerce Bureau",
        "1 × City Office of Commerce",
    ]
    assert card.wanted == ""
    assert not any(radio.isChecked() for radio in card.findChildren(QRadioButton))
    assert card.preview.text() == "Preview 0 changes"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Municipal Commerce Bureau", "Preview 3 changes"),
        ("Bureau of Commerce", "Preview 4 changes"),
        ("", "Preview 0 changes"),
        ("  ", "Preview 0 changes"),
    ],
)
def test_any_name_can_win(tab: ConsistencyTab, wanted: str, expected: str) -> None:
    (card,) = tab.cards
    card.field.setText(wanted)
    assert card.preview.text() == expected
    assert card.preview.isEnabled() is not expected.startswith("Preview 0")
    assert [radio.isChecked() for radio in card.findChildren(QRadioButton)].count(True) == (
        1 if wanted == "Municipal Commerce Bureau" else 0
    )


def test_choosing_a_name_writes_it(tab: ConsistencyTab, qtbot: QtBot) -> None:
    (card,) = tab.cards
    radio = card.findChildren(QRadioButton)[2]
    radio.setFocus()
    qtbot.keyClick(radio, Qt.Key.Key_Space)
    assert card.wanted == "City Office of Commerce"


def test_a_row_number_goes_to_its_row(tab: ConsistencyTab, dock: Dock, qtbot: QtBot, project: Project) -> None:
    link = next(one for one in tab.cards[0].findChildren(QPushButton) if one.text() == "5")
    assert link.accessibleName() == "Go to row 5"
    with qtbot.waitSignal(dock.row_wanted) as asked:
        link.click()
    assert asked.args == [project.store.row_ids()[4]]


def test_what_is_ticked_is_applied_as_one_change(
    tab: ConsistencyTab, qtbot: QtBot, session: Session, project: Project
) -> None:
    tab.cards[0].field.setText("Municipal Bureau of Commerce")
    qtbot.keyClick(tab.cards[0].field, Qt.Key.Key_Return)
    assert preview(tab) == [
        ("3", "Municipal Commerce Bureau → Municipal Bureau of Commerce"),
        ("6", "City Office of Commerce → Municipal Bureau of Commerce"),
    ]
    assert button(tab, "Apply").text() == "Apply 2 changes"
    qtbot.keyClick(tab.preview, Qt.Key.Key_Space)
    assert button(tab, "Apply").text() == "Apply 1 change"
    qtbot.keyClick(tab.preview, Qt.Key.Key_Space)
    with qtbot.waitSignal(session.said) as said:
        button(tab, "Apply").click()
    assert said.args == ["2 places now read “Municipal Bureau of Commerce”."]
    assert targets(project).count("Municipal Bureau of Commerce") == 4
    assert not tab.cards
    project.undo()
    assert block_with(project, "Municipal Commerce Bureau")
    assert block_with(project, "City Office of Commerce")


def test_capitals_follow_the_place(tab: ConsistencyTab, project: Project) -> None:
    tab.cards[0].field.setText("bureau of commerce")
    tab.cards[0].preview.click()
    button(tab, "Apply").click()
    assert targets(project).count("The bureau of commerce") == 2
    assert "\nBureau of commerce: its director" in targets(project)


def test_escape_changes_nothing(tab: ConsistencyTab, qtbot: QtBot, project: Project) -> None:
    before = targets(project)
    tab.cards[0].field.setText("Municipal Bureau of Commerce")
    tab.cards[0].preview.click()
    qtbot.keyClick(tab.preview, Qt.Key.Key_Escape)
    assert targets(project) == before
    assert not button(tab, "Apply").isVisible()
    assert tab.cards[0].isVisible()


def test_a_preview_follows_the_text(tab: ConsistencyTab, session: Session, project: Project) -> None:
    tab.cards[0].field.setText("Municipal Bureau of Commerce")
    tab.cards[0].preview.click()
    block = block_with(project, "City Office of Commerce")
    session.take(project.edit(block.id, "The Municipal Bureau of Commerce summed the meeting up."))
    tab.fill()
    assert [row for row, _ in preview(tab)] == ["3"]


def test_what_was_typed_stays(tab: ConsistencyTab, session: Session, project: Project) -> None:
    tab.cards[0].field.setText("Bureau of Commerce")
    block = block_with(project, "City Office of Commerce")
    session.take(project.edit(block.id, "In the end, the City Office of Commerce summed the meeting up."))
    tab.fill()
    assert tab.cards[0].wanted == "Bureau of Commerce"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is too large to be done at once."""
    monkeypatch.setattr("app.project._SMALL", 2)
    monkeypatch.setattr("app.harmonising._SOME", 1)


@pytest.mark.usefixtures("large")
def test_in_a_large_project_nobody_waits_for_the_cards(dock: Dock, qtbot: QtBot, project: Project) -> None:
    dock.show_tab("consistency")
    tab = dock.tab("consistency")
    assert isinstance(tab, ConsistencyTab)
    assert not tab.cards
    qtbot.waitUntil(lambda: len(tab.cards) == 1)
    (card,) = tab.cards
    card.field.setText("Municipal Commerce Bureau")
    assert card.preview.text() == "Preview the changes…"
    qtbot.waitUntil(lambda: card.preview.text() == "Preview 3 changes")
    card.field.setText("")
    assert card.preview.text() == "Preview 0 changes"
    card.field.setText("Municipal Bureau of Commerce")
    card.preview.click()
    qtbot.waitUntil(lambda: len(preview(tab)) == 2)
    button(tab, "Apply").click()
    assert targets(project).count("Municipal Bureau of Commerce") == 4


@pytest.mark.usefixtures("large")
def test_in_a_large_project_the_title_is_counted_while_another_tab_is_open(
    dock: Dock, qtbot: QtBot, session: Session
) -> None:
    dock.show_tab("findings")
    dock.refresh()
    qtbot.waitUntil(lambda: "Consistency 1" in titles(dock))


def titles(dock: Dock) -> list[str]:
    bar = dock.findChild(QTabBar)
    assert isinstance(bar, QTabBar)
    return [bar.tabText(number) for number in range(bar.count())]


@pytest.fixture
def named(tmp_path: Path, qtbot: QtBot, words: Words, theme: Theme) -> Iterator[ConsistencyTab]:
    """The tab over a translation alone, in which two names of one session are found without any term."""
    (tmp_path / "named.txt").write_text(NAMED, "utf-8")
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare({Side.TARGET: read_file(tmp_path / "named.txt")}, {Side.TARGET: "en"}, rules)
    glossaries = pipeline.choose_glossaries([], "zh", "en")
    project = Project.create(tmp_path / "named.enface", prepared, "Ann", rules, glossaries=glossaries)
    project.survey()
    jobs = Jobs()
    session = Session(project, words, jobs)
    tab = ConsistencyTab(session, theme, words)
    qtbot.addWidget(tab)
    tab.fill()
    yield tab
    jobs.shutdown()
    session.close()


NAMED = """The Fifth Plenary Session of the XIX Central Committee of the Party was held.

Study the spirit of the Fifth Plenary Session of the XIX Party Central Committee.
"""
RIGHT = "Fifth Plenary Session of the 19th CPC Central Committee"


def test_names_of_no_term_have_a_card_with_the_glossary_s_name(named: ConsistencyTab) -> None:
    (card,) = named.cards
    assert [radio.text() for radio in card.findChildren(QRadioButton)] == [
        "1 × Fifth Plenary Session of the XIX Central Committee of the Party",
        "1 × Fifth Plenary Session of the XIX Party Central Committee",
        f"{RIGHT} (as in the glossary)",
    ]
    assert (card.wanted, named.count()) == ("", 1)


def test_names_of_no_term_are_given_one(named: ConsistencyTab) -> None:
    (card,) = named.cards
    card.findChildren(QRadioButton)[2].click()
    assert card.wanted == RIGHT
    card.preview.click()
    assert len(preview(named)) == 2
    button(named, "Apply").click()
    project = named.session.project
    assert targets(project).count(RIGHT) == 2
    assert project.store.changesets(1)[0].label == "harmonise"
