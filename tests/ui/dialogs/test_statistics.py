"""The statistics page: counted in a job, follows the work, saved as page, PDF or JSON, weighed as the person likes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.model import Severity, Side, Span
from app.review.score import Scale
from app.words import Words
from ui.dialogs.statistics import StatisticsDialog
from ui.dialogs.weights import WeightsDialog
from ui.jobs import Jobs
from ui.session import Session
from ui.theme import Theme

Make = Callable[[Path | None], StatisticsDialog]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, session: Session) -> Make:
    def made(path: Path | None) -> StatisticsDialog:
        def ask(_parent: QWidget, _title: str, _suggestion: Path) -> Path | None:
            return path

        block = session.project.store.blocks(Side.TARGET)[0]
        session.project.flag(block.id, Span(4, 9), "awkward", Severity.MAJOR, "Why <this>?")
        session.project.survey()
        dialog = StatisticsDialog(theme, words, jobs, session, ask=ask)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.report is not None)
        return dialog

    return made


def test_it_shows_the_score_and_what_people_wrote_as_they_wrote_it(make: Make) -> None:
    dialog = make(None)
    shown = dialog._page.toPlainText()
    assert "76.19 of 100" in shown
    assert "Why <this>?" in shown


def test_it_follows_a_survey(make: Make, session: Session, qtbot: QtBot) -> None:
    dialog = make(None)
    session.project.edit(session.project.store.blocks(Side.TARGET)[0].id, "The first part has 2 cats.")
    session.surveyor.survey()
    qtbot.waitUntil(lambda: dialog.report is not None and len(dialog.report.edits) == 1)
    assert "2 cats" in dialog._page.toPlainText()


@pytest.mark.parametrize(("name", "beginning"), [("r.html", b"<!DOCTYPE html>"), ("r.pdf", b"%PDF-"), ("r.json", b"{")])
def test_it_is_saved_as_its_name_says(make: Make, tmp_path: Path, name: str, beginning: bytes, qtbot: QtBot) -> None:
    dialog = make(tmp_path / name)
    qtbot.mouseClick(dialog._save, Qt.MouseButton.LeftButton)
    assert (tmp_path / name).read_bytes().startswith(beginning)
    assert name in dialog.message.text()


def test_a_place_that_cannot_be_written_is_said(make: Make, tmp_path: Path) -> None:
    dialog = make(tmp_path / "nowhere" / "r.html")
    dialog.save()
    assert dialog.message.text()
    assert dialog.message.property("tone") == "error"


def test_other_weights_are_kept_and_counted(make: Make, session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make(tmp_path / "r.json")
    dialog.use(Scale({**Scale().severities, Severity.MAJOR: 1.0}, {}, 90.0))
    qtbot.waitUntil(lambda: dialog.report is not None and dialog.report.delivered.penalty == 1)
    dialog.save()
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["weights"]["pass_mark"] == 90
    session.project.survey()


def test_weights_are_typed_and_may_be_set_back(theme: Theme, words: Words, qtbot: QtBot) -> None:
    given = Scale({**Scale().severities, Severity.MINOR: 2.0}, {"style": 0.5}, 95.0)
    dialog = WeightsDialog(theme, words, given)
    qtbot.addWidget(dialog)
    assert dialog.scale() is None
    dialog.accept()
    assert dialog.scale() == given
    dialog._set_defaults()
    assert dialog.scale() == Scale()
    boxes = dialog.findChildren(QDoubleSpinBox)
    assert all(box.accessibleName() for box in boxes)


def test_other_weights_can_be_undone(make: Make, session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make(tmp_path / "r.json")
    dialog.use(Scale(Scale().severities, {}, 12.0))
    qtbot.waitUntil(lambda: dialog.report is not None and dialog.report.scale.pass_mark == 12)
    assert session.project.history.undo_label == "scale"
    session.perform(session.project.undo)
    qtbot.waitUntil(lambda: dialog.report is not None and dialog.report.scale == Scale())


def test_the_plots_of_a_pdf_are_drawn_and_no_pictures(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = make(tmp_path / "r.pdf")
    document = dialog._document
    assert document is not None
    assert document.toPlainText().count("\ufffc") > 0
    dialog.save()
    printed = (tmp_path / "r.pdf").read_bytes()
    assert b"/Font" in printed
    assert b"/Subtype /Image" not in printed
