"""Which column is what is asked where the file does not say it, with the first rows in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.project import Project
from app.words import Words
from glossary.formats import Columns, Preview
from ui.dialogs.glossaries import GlossariesDialog
from ui.dialogs.mapping import MappingDialog
from ui.jobs import Jobs
from ui.session import Session
from ui.theme import Theme

TOP = Preview(
    (("Nr", "Chinesisch", "Wort", "Dazu"), ("1", "猫", "cat", "small"), ("2", "狗", "dog", ""), ("3", "", "hen", "")),
    Columns(("", "source", "", ""), header=True),
)


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, words: Words) -> MappingDialog:
    made = MappingDialog(theme, words, "pets", TOP, ("zh", "en"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def choose(dialog: MappingDialog, column: int, field: str) -> None:
    box = dialog._choices[column]
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def accept(dialog: MappingDialog) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == "Import")


def test_without_a_target_nothing_can_be_imported_and_the_reason_is_said(dialog: MappingDialog) -> None:
    assert not accept(dialog).isEnabled()
    assert "猫" in dialog._outcome.text()


def test_what_the_rows_would_become_is_said_at_every_choice(dialog: MappingDialog) -> None:
    choose(dialog, 2, "target")
    assert accept(dialog).isEnabled()
    assert dialog._outcome.text().startswith("Of the rows in sight come 2 entries. 1 is set aside: Line 4")
    dialog._header.setChecked(False)
    assert dialog._outcome.text().startswith("Of the rows in sight come 3 entries.")


def test_one_column_only_is_the_target_but_notes_may_be_several(dialog: MappingDialog) -> None:
    for column, field in ((2, "target"), (3, "target"), (0, "note"), (2, "note")):
        choose(dialog, column, field)
    assert dialog.columns == Columns(("note", "source", "note", "target"), header=True)


@pytest.mark.parametrize(
    ("rows", "columns", "sheets", "guessed", "plain"),
    [
        (("source", "target"), ("source", "target"), (), False, True),
        (("source", "target", ""), ("source", "target", ""), ("one",), False, True),
        (("source", "target", "colour"), ("source", "target", ""), (), False, False),
        (("source", "target"), ("source", "target"), ("one", "two"), False, False),
        (("source", "target"), ("source", "target"), (), True, False),
        (("source", "note"), ("source", "note"), (), False, False),
    ],
)
def test_when_there_is_nothing_to_ask(
    rows: tuple[str, ...], columns: tuple[str, ...], sheets: tuple[str, ...], guessed: bool, plain: bool
) -> None:
    assert Preview((rows,), Columns(columns), sheets, "utf-8", guessed).is_plain is plain
    assert not Preview((rows,), Columns(columns, header=False)).is_plain


# In the window of glossaries


@pytest.fixture
def glossaries(qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, session: Session) -> Iterator[GlossariesDialog]:
    made = GlossariesDialog(theme, words, jobs, session)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def asked(qtbot: QtBot, glossaries: GlossariesDialog, path: Path) -> MappingDialog:
    glossaries.files.take_in(path)
    qtbot.waitUntil(lambda: glossaries.files.mapping is not None, timeout=20_000)
    dialog = glossaries.files.mapping
    assert dialog is not None
    return dialog


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in (("About", [["Our pets"]]), ("Pets", [["N", "A", "B"], ["1", "猫", "cat"], ["2", "狗", "dog"]])):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    book.close()
    return path


def test_a_workbook_is_taken_in_as_its_columns_are_chosen(
    qtbot: QtBot, glossaries: GlossariesDialog, project: Project, tmp_path: Path
) -> None:
    dialog = asked(qtbot, glossaries, workbook(tmp_path / "pets.xlsx"))
    assert not accept(dialog).isEnabled()
    dialog._sheets.setCurrentIndex(1)
    dialog._sheets.activated.emit(1)
    qtbot.waitUntil(lambda: len(dialog._choices) == 3, timeout=20_000)
    choose(dialog, 0, "")
    choose(dialog, 1, "source")
    choose(dialog, 2, "target")
    dialog._header.setChecked(True)
    with qtbot.waitSignal(glossaries.files.said, timeout=20_000) as said:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert said.args[1] == "ok"
    (kept,) = project.glossaries
    assert [(concept.source[0].text, concept.preferred) for concept in kept.concepts] == [("猫", "cat"), ("狗", "dog")]
    project.undo()
    assert project.glossaries == ()


def test_an_encoding_that_was_guessed_can_be_chosen(
    qtbot: QtBot, glossaries: GlossariesDialog, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "pets.csv"
    path.write_bytes("source,target,note\n貓,cat,小貓咪\n鳥,bird,小鳥\n".encode("big5"))
    dialog = asked(qtbot, glossaries, path)
    assert dialog.encoding
    box = dialog._encodings
    box.setCurrentIndex(box.findData("big5hkscs"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: dialog._preview.rows[1][0] == "貓", timeout=20_000)
    with qtbot.waitSignal(glossaries.files.said, timeout=20_000):
        accept(dialog).click()
    assert project.glossaries[0].concepts[0].source[0].text == "貓"


def test_escape_takes_nothing_in(qtbot: QtBot, glossaries: GlossariesDialog, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "pets.csv"
    path.write_text("eins,zwei,drei\n猫,cat,x\n", "utf-8")
    dialog = asked(qtbot, glossaries, path)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert glossaries.files.mapping is None
    assert project.glossaries == ()
