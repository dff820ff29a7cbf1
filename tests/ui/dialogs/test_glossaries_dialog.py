"""The window of glossaries: their order, their concepts in a table, files in and out, entries that are there twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model import Side
from app.project import Project
from app.words import Words
from glossary.formats import concept_of, read_glossary
from glossary.model import Concept, Glossary
from ui.dialogs.glossaries import GlossariesDialog
from ui.dialogs.term import TermDialog
from ui.jobs import Jobs
from ui.panels.listing import Listing
from ui.session import Session
from ui.theme import Theme

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def concept(source: str, target: str, **cells: str) -> Concept:
    return concept_of({"source": source, "target": target, "status": "preferred", **cells}, "")


@pytest.fixture
def dialog(
    qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, session: Session, project: Project
) -> Iterator[GlossariesDialog]:
    project.add_glossary(Glossary("pets", "zh", "en", (concept("猫", "cat", note="small"), concept("狗", "dog"))))
    project.add_glossary(Glossary("farm", "zh", "en", (concept("马", "horse"), concept("狗", "hound"))))
    made = GlossariesDialog(theme, words, jobs, session)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def shown(listing: Listing, column: int = 0) -> list[str]:
    model = listing.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_concepts_of_the_chosen_glossary_are_shown(qtbot: QtBot, dialog: GlossariesDialog) -> None:
    assert shown(dialog.glossaries) == ["pets", "farm"]
    assert shown(dialog.glossaries, 2) == ["2", "2"]
    assert shown(dialog.entries) == ["猫", "狗"]
    dialog.glossaries.setFocus()
    qtbot.keyClick(dialog.glossaries, Qt.Key.Key_Down)
    assert shown(dialog.entries) == ["马", "狗"]


def test_alt_and_an_arrow_change_what_counts_more(qtbot: QtBot, dialog: GlossariesDialog, project: Project) -> None:
    dialog.glossaries.setFocus()
    qtbot.keyClick(dialog.glossaries, Qt.Key.Key_Down, ALT)
    assert shown(dialog.glossaries) == ["farm", "pets"]
    assert dialog.glossaries.current.name == "pets"
    assert [glossary.name for glossary in project.glossaries] == ["farm", "pets"]
    qtbot.keyClick(dialog.glossaries, Qt.Key.Key_Down, ALT)
    assert shown(dialog.glossaries) == ["farm", "pets"]
    qtbot.keyClick(dialog.glossaries, Qt.Key.Key_Up, ALT)
    assert shown(dialog.glossaries) == ["pets", "farm"]


@pytest.mark.parametrize(("typed", "found"), [("DOG", ["狗"]), ("small cat", ["猫"]), ("狗", ["狗"]), ("cat dog", [])])
def test_typing_filters_on_both_sides_and_in_notes(
    qtbot: QtBot, dialog: GlossariesDialog, typed: str, found: list[str]
) -> None:
    dialog._filter_field.setText(typed)  # no key press has a Chinese character
    qtbot.keyClick(dialog._filter_field, Qt.Key.Key_Return)
    assert shown(dialog.entries) == found
    assert dialog._count.text() == f"{len(found)} of 2"


def test_enter_changes_and_delete_deletes(
    qtbot: QtBot, dialog: GlossariesDialog, session: Session, project: Project
) -> None:
    dialog.entries.setFocus()
    qtbot.keyClick(dialog.entries, Qt.Key.Key_Return)
    (term,) = dialog.findChildren(TermDialog)
    qtbot.waitUntil(term.isActiveWindow)
    qtbot.keyClicks(term._fields["admitted"], "kitty")
    with qtbot.waitSignal(term.accepted):
        qtbot.keyClick(term._fields["admitted"], Qt.Key.Key_Return)
    assert shown(dialog.entries, 2) == ["kitty", ""]
    with qtbot.waitActive(dialog):
        dialog.activateWindow()  # a window manager would do so
    dialog.entries.setFocus()
    qtbot.keyClick(dialog.entries, Qt.Key.Key_Delete)
    assert shown(dialog.entries) == ["狗"]
    session.perform(project.undo)
    assert shown(dialog.entries) == ["猫", "狗"]


def test_a_new_term_goes_into_the_glossary_in_sight(qtbot: QtBot, dialog: GlossariesDialog, project: Project) -> None:
    dialog.entries.setFocus()
    qtbot.keyClick(dialog.entries, Qt.Key.Key_Insert)
    (term,) = dialog.findChildren(TermDialog)
    qtbot.waitUntil(term.isActiveWindow)
    qtbot.keyClicks(term._fields["source"], "X")
    qtbot.keyClicks(term._fields["target"], "y")
    with qtbot.waitSignal(term.accepted):
        qtbot.keyClick(term._fields["target"], Qt.Key.Key_Return)
    assert shown(dialog.entries) == ["猫", "狗", "X"]
    assert [len(glossary.concepts) for glossary in project.glossaries] == [3, 2]


def test_entries_that_are_there_twice_are_merged(
    qtbot: QtBot, dialog: GlossariesDialog, session: Session, project: Project
) -> None:
    with qtbot.waitSignal(dialog.duplicates_found):
        dialog._twice.click()
    assert list(zip(shown(dialog.entries), shown(dialog.entries, 4), strict=True)) == [("狗", "pets"), ("狗", "farm")]
    with qtbot.waitSignal(dialog.duplicates_found):
        dialog._merge.click()
    assert shown(dialog.entries) == []
    assert [[one.source[0].text for one in glossary.concepts] for glossary in project.glossaries] == [
        ["猫", "狗"], ["马"],
    ]  # fmt: skip
    assert [term.text for term in project.glossaries[0].concepts[1].target] == ["dog", "hound"]
    with qtbot.waitSignal(dialog.duplicates_found):
        session.perform(project.undo)
    assert len(shown(dialog.entries)) == 2


def test_a_file_is_taken_in_without_its_bad_rows(
    qtbot: QtBot, dialog: GlossariesDialog, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "birds.csv"
    path.write_text("source,target,status\n鸟,bird,preferred\n,nothing,preferred\n鸡,hen,preferred\n", "utf-8")
    with qtbot.waitSignal(dialog.files.said, timeout=20_000) as said:
        dialog.files.take_in(path)
    assert said.args[1] == "warn"
    assert "2 entries were taken in" in dialog.message.text()
    assert "1 row could not be read" in dialog.message.text()
    assert "Line 3" in dialog.message.text()
    assert shown(dialog.glossaries) == ["pets", "farm", "birds"]
    kept = project.glossaries[2]
    assert (kept.source_language, kept.target_language, len(kept.concepts)) == ("zh", "en", 2)


def test_a_file_that_is_no_glossary_is_said(qtbot: QtBot, dialog: GlossariesDialog, tmp_path: Path) -> None:
    with qtbot.waitSignal(dialog.files.said, timeout=20_000) as said:
        dialog.files.take_in(tmp_path / "none.csv")
    assert said.args[1] == "error"
    assert shown(dialog.glossaries) == ["pets", "farm"]


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "tbx", "utx"])
def test_a_glossary_is_written_and_read_back(
    qtbot: QtBot, dialog: GlossariesDialog, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out.zh-en.{suffix}"
    with qtbot.waitSignal(dialog.files.said, timeout=20_000) as said:
        dialog.files.write(dialog.glossaries.current, path)
    assert said.args[1] in ("ok", "warn")
    read = read_glossary(path, languages=("zh", "en")).glossary
    assert [(one.source[0].text, one.preferred) for one in read.concepts] == [("猫", "cat"), ("狗", "dog")]


def test_a_glossary_is_removed_and_comes_back(qtbot: QtBot, dialog: GlossariesDialog) -> None:
    dialog.glossaries.setFocus()
    qtbot.keyClick(dialog.glossaries, Qt.Key.Key_Delete)
    assert shown(dialog.glossaries) == ["farm"]
    qtbot.keyClick(dialog.glossaries, Qt.Key.Key_Z, CTRL)
    assert shown(dialog.glossaries) == ["pets", "farm"]


def test_undo_here_never_touches_a_text(qtbot: QtBot, dialog: GlossariesDialog, project: Project) -> None:
    block = project.store.blocks(Side.TARGET)[0]
    project.edit(block.id, "Another text.")
    dialog.entries.setFocus()
    qtbot.keyClick(dialog.entries, Qt.Key.Key_Z, CTRL)
    assert project.store.block(block.id).text == "Another text."
