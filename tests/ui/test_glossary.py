"""Terms in the real window by keys: selected on both sides, entered, found, taken back; inserted by their number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import pipeline
from app.model import Side
from app.project import Project
from app.readers import read_file
from glossary.formats import concept_of
from glossary.model import Glossary
from ui.dialogs.glossaries import GlossariesDialog
from ui.dialogs.term import TermDialog
from ui.panels.terms import TermsTab
from ui.view.model import Selection
from ui.view.model import Side as ViewSide
from ui.window import MainWindow

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TERMS = (
    {"source": "市长", "target": "mayor", "status": "preferred"},
    {"source": "北京", "target": "Beijing", "status": "preferred"},
    {"source": "会议", "target": "conference", "status": "preferred"},
)


@pytest.fixture
def work(
    qtbot: QtBot, window: MainWindow, pair: tuple[Path, Path], tmp_path: Path, wait_idle: Callable[[], None]
) -> MainWindow:
    """The window on five rows with three terms, checked, the keyboard in the rows."""
    documents = {side: read_file(path) for side, path in zip(Side, pair, strict=True)}
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, rules)
    glossary = Glossary("base", "zh", "en", tuple(concept_of(cells, "") for cells in TERMS))
    Project.create(tmp_path / "work.enface", prepared, "Ann", rules, glossaries=[glossary]).close()
    window.open_project(tmp_path / "work.enface")
    wait_idle()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def term_findings(window: MainWindow) -> list[tuple[str, str]]:
    assert window.session is not None
    found = window.session.project.all_findings()
    return [(one.finding.term, one.finding.verdict) for one in found if one.finding.check == "term"]


def go_to(window: MainWindow, words: str) -> None:
    """Makes the row with some words of the translation the active one."""
    assert window.session is not None
    assert window.page is not None
    store = window.session.project.store
    window.page.go_to(next(row.id for row in store.rows(store.row_ids()) if words in row.text(Side.TARGET)))
    window.page.grid.setFocus()


def select(window: MainWindow, side: Side, words: str) -> None:
    """Selects words of the active row as the mouse does."""
    assert window.session is not None
    assert window.page is not None
    row = window.session.current_row()
    assert row is not None
    block = next(block for block in row.side(side) if words in block.text)
    start = block.text.index(words)
    window.page.grid._select(Selection(block.id, ViewSide(side.value), start, start + len(words)))


def dialog_of(qtbot: QtBot, window: MainWindow) -> TermDialog:
    (dialog,) = window.findChildren(TermDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def text(window: MainWindow) -> str:
    assert window.session is not None
    row = window.session.current_row()
    assert row is not None
    return row.text(Side.TARGET)


def test_a_term_is_made_of_what_is_selected_found_and_taken_back(
    qtbot: QtBot, work: MainWindow, wait_idle: Callable[[], None]
) -> None:
    assert work.page is not None
    before = term_findings(work)
    go_to(work, "The city has")
    select(work, Side.SOURCE, "企业")
    select(work, Side.TARGET, "companies")
    qtbot.keyClick(work.page.grid, Qt.Key.Key_T, CTRL | SHIFT)
    dialog = dialog_of(qtbot, work)
    assert (dialog._fields["source"].text(), dialog._fields["target"].text()) == ("企业", "companies")
    dialog._fields["target"].setText("enterprise")
    dialog._fields["forbidden"].setFocus()
    qtbot.keyClicks(dialog._fields["forbidden"], "companies")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog._fields["forbidden"], Qt.Key.Key_Return)
    wait_idle()
    assert sorted(term_findings(work)) == sorted([*before, ("企业", "forbidden")])
    with qtbot.waitActive(work):
        work.activateWindow()  # a window manager would do so
    qtbot.keyClick(work.page.grid, Qt.Key.Key_Z, CTRL)
    wait_idle()
    assert term_findings(work) == before


def test_the_open_text_gives_its_selection_too(qtbot: QtBot, work: MainWindow) -> None:
    assert work.page is not None
    go_to(work, "The mayor said")
    select(work, Side.SOURCE, "战略")
    assert work.page.grid.edit_current()
    at = text(work).index("Strategy")
    work.page.grid.select(at, at + len("Strategy"))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_T, CTRL | SHIFT)
    dialog = dialog_of(qtbot, work)
    assert (dialog._fields["source"].text(), dialog._fields["target"].text()) == ("战略", "Strategy")
    dialog.reject()


def test_what_was_selected_in_another_row_is_forgotten(qtbot: QtBot, work: MainWindow) -> None:
    assert work.page is not None
    go_to(work, "The mayor said")
    select(work, Side.SOURCE, "战略")
    go_to(work, "The city has")
    qtbot.keyClick(work.page.grid, Qt.Key.Key_T, CTRL | SHIFT)
    dialog = dialog_of(qtbot, work)
    assert dialog._fields["source"].text() == ""
    dialog.reject()


def test_a_number_inserts_a_term_at_the_caret_where_no_suggestion_stands(
    qtbot: QtBot, work: MainWindow, wait_idle: Callable[[], None]
) -> None:
    assert work.page is not None
    go_to(work, "The mayor said")
    assert work.page.inspector.offers.items == []
    assert "Ctrl+1" in [label.text() for label in work.page.inspector.findChildren(QLabel)]
    before = text(work)
    assert work.page.grid.edit_current()
    work.page.grid.select(0, 3)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, CTRL)
    work.page.grid.leave()
    assert text(work) == "mayor" + before[3:]
    wait_idle()


def test_a_suggestion_comes_before_the_terms(qtbot: QtBot, work: MainWindow, wait_idle: Callable[[], None]) -> None:
    assert work.page is not None
    go_to(work, "The the meeting")
    assert work.page.inspector.offers.items
    assert [term.form for term in work.page.inspector.terms] == ["conference", "Beijing"]
    qtbot.keyClick(work.page.grid, Qt.Key.Key_1, CTRL)
    assert "conference" not in text(work)
    wait_idle()
    assert not work.page.inspector.offers.items
    qtbot.keyClick(work.page.grid, Qt.Key.Key_2, CTRL)
    work.page.grid.leave()
    assert text(work).count("Beijing") == 2
    wait_idle()


def test_a_term_of_the_row_is_changed_by_its_button(
    qtbot: QtBot, work: MainWindow, wait_idle: Callable[[], None]
) -> None:
    assert work.page is not None
    go_to(work, "The the meeting")
    assert ("会议", "missing") in term_findings(work)
    qtbot.keyClick(work.page.grid, Qt.Key.Key_T, CTRL | ALT)
    dialog = dialog_of(qtbot, work)
    assert dialog._fields["source"].text() == "会议"
    qtbot.keyClicks(dialog._fields["admitted"], "meeting")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog._fields["admitted"], Qt.Key.Key_Return)
    wait_idle()
    assert ("会议", "missing") not in term_findings(work)


def test_delete_in_the_ledger_removes_the_entry(qtbot: QtBot, work: MainWindow, wait_idle: Callable[[], None]) -> None:
    assert work.page is not None
    assert work.session is not None
    work.page.dock.show_tab("terms")
    tab = work.page.dock.tab("terms")
    assert isinstance(tab, TermsTab)
    assert tab.concept is not None
    removed = tab.concept.source[0].text
    qtbot.keyClick(tab.outline, Qt.Key.Key_Delete)
    wait_idle()
    kept = [one.source[0].text for glossary in work.session.project.glossaries for one in glossary.concepts]
    assert sorted([removed, *kept]) == sorted(cells["source"] for cells in TERMS)
    work.session.perform(work.session.project.undo)
    wait_idle()
    assert len(work.session.project.glossaries[0].concepts) == 3


def test_the_glossaries_are_opened_by_their_chord_and_go_with_the_project(qtbot: QtBot, work: MainWindow) -> None:
    assert work.page is not None
    qtbot.keyClick(work.page.grid, Qt.Key.Key_G, CTRL | ALT)
    (dialog,) = work.findChildren(GlossariesDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.glossaries.current.name == "base"
    with qtbot.waitSignal(dialog.finished):
        work.do_start()
