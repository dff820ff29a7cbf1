"""Export driven by hand: what is offered, written, warned of and refused in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.model import Severity, Side, Span
from app.pipeline import Prepared, prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.words import Words
from ui.dialogs.export import ExportDialog
from ui.jobs import Jobs
from ui.theme import Theme


@pytest.fixture
def shown_paths() -> list[Path]:
    return []


@pytest.fixture
def make(
    qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, shown_paths: list[Path], tmp_path: Path
) -> Callable[[Project], ExportDialog]:
    def ask(parent: QWidget, title: str, suggestion: Path) -> Path | None:
        return tmp_path / "asked.md"

    def made(project: Project) -> ExportDialog:
        dialog = ExportDialog(theme, words, jobs, project, ask=ask, show=shown_paths.append)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made


@pytest.fixture
def dialog(make: Callable[[Project], ExportDialog], project: Project) -> ExportDialog:
    return make(project)


def press(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_word_file_beside_the_project_is_suggested(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    with qtbot.waitSignal(dialog.exported) as written:
        press(qtbot, dialog)
    assert written.args == [str(tmp_path / "cats.en.docx")]
    assert (tmp_path / "cats.en.docx").read_bytes().startswith(b"PK")
    assert "cats.en.docx" in dialog.message.text()


@pytest.mark.parametrize(
    ("kind", "format", "name"),
    [
        ("clean", "txt", "cats.en.txt"),
        ("clean", "md", "cats.en.md"),
        ("clean", "html", "cats.en.html"),
        ("bilingual", "xlsx", "cats.zh-en.xlsx"),
        ("bilingual", "docx", "cats.zh-en.docx"),
    ],
)
def test_each_kind_and_format_is_written(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, kind: str, format: str, name: str
) -> None:
    dialog._kind.setCurrentIndex(dialog._kind.findData(kind))
    dialog._format.setCurrentIndex(dialog._format.findData(format))
    with qtbot.waitSignal(dialog.exported):
        press(qtbot, dialog)
    assert (tmp_path / name).stat().st_size > 0


def test_the_preview_is_the_text_that_will_be_written(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog._format.setCurrentIndex(dialog._format.findData("txt"))
    with qtbot.waitSignal(dialog.exported):
        press(qtbot, dialog)
    assert dialog._preview.toPlainText() == (tmp_path / "cats.en.txt").read_text("utf-8-sig").strip()


def test_both_texts_are_previewed_by_row(dialog: ExportDialog) -> None:
    dialog._kind.setCurrentIndex(dialog._kind.findData("bilingual"))
    assert dialog._preview.toPlainText().startswith("1  第一段有猫。\nThe first part has a cat.")


def test_a_typed_ending_chooses_the_format_and_a_name_stays(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog._file.selectAll()
    dialog._file.insert("mine.md")
    assert dialog.format == "md"
    assert dialog.path == tmp_path / "mine.md"
    dialog._format.setCurrentIndex(dialog._format.findData("txt"))
    assert dialog.path == tmp_path / "mine.txt"


def test_a_name_without_an_ending_gets_one(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog._file.selectAll()
    dialog._file.insert("chapter 1.final")
    assert dialog.path == tmp_path / "chapter 1.final.docx"


def test_an_existing_file_is_replaced_only_when_asked_twice(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    there = tmp_path / "cats.en.docx"
    there.write_text("old")
    press(qtbot, dialog)
    assert "there already" in dialog.message.text()
    assert there.read_text() == "old"
    with qtbot.waitSignal(dialog.exported):
        press(qtbot, dialog)
    assert there.read_bytes().startswith(b"PK")


def test_what_the_platform_asked_about_is_not_asked_again(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    (tmp_path / "asked.md").write_text("old")
    dialog._browse()
    with qtbot.waitSignal(dialog.exported):
        press(qtbot, dialog)
    assert "first part" in (tmp_path / "asked.md").read_text("utf-8")


def test_a_missing_folder_is_said_and_nothing_else_happens(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog._file.selectAll()
    dialog._file.insert("no/such/folder/a.docx")
    press(qtbot, dialog)
    qtbot.waitUntil(lambda: "There is no folder" in dialog.message.text())
    assert dialog._export.isEnabled()


def test_an_empty_name_cannot_be_exported(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog._file.selectAll()
    qtbot.keyClick(dialog._file, Qt.Key.Key_Delete)
    assert not dialog._export.isEnabled()


def test_what_is_open_is_counted_but_does_not_stop(
    qtbot: QtBot, make: Callable[[Project], ExportDialog], project: Project
) -> None:
    project.survey()
    block = project.store.blocks(Side.TARGET)[0]
    project.flag(block.id, Span(0, 3), "terminology", Severity.MINOR, "")
    dialog = make(project)
    assert "1 flag," in dialog._open_points.text()
    assert "3 rows not confirmed" in dialog._open_points.text()
    assert dialog._open_points.property("tone") == "warn"
    assert dialog._export.isEnabled()


def test_before_the_checks_the_counts_say_so(dialog: ExportDialog) -> None:
    assert "have not been through" in dialog._open_points.text()


def test_the_written_file_can_be_shown_and_opened(
    qtbot: QtBot, dialog: ExportDialog, shown_paths: list[Path], tmp_path: Path
) -> None:
    with qtbot.waitSignal(dialog.exported):
        press(qtbot, dialog)
    dialog._show_button.click()
    dialog._open_button.click()
    assert shown_paths == [tmp_path, tmp_path / "cats.en.docx"]


def test_a_source_alone_has_no_clean_translation_yet(make: Callable[[Project], ExportDialog], tmp_path: Path) -> None:
    rules = shipped_rules()
    prepared: Prepared = prepare({Side.SOURCE: read_pasted("Erster Satz.")}, {Side.SOURCE: "de"}, rules)
    project = Project.create(tmp_path / "alone.enface", prepared, "Mara", rules, ["none"])
    try:
        dialog = make(project)
        assert not dialog._export.isEnabled()
        assert "no translation yet" in dialog._preview.placeholderText()
        dialog._kind.setCurrentIndex(dialog._kind.findData("bilingual"))
        assert dialog._export.isEnabled()
    finally:
        project.close()
