"""The list of answers: take any back, hand them on, say from when on a check is quiet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model import Side
from app.project import Project
from app.review.decisions import Reach
from app.words import Words
from ui.dialogs.decisions import DecisionsDialog
from ui.session import Session
from ui.theme import Theme

Make = Callable[[], DecisionsDialog]


@pytest.fixture
def dismissed(session: Session) -> Session:
    """Two doubled words that somebody answered: one for its place, one for good."""
    project = session.project
    for block, text in zip(project.store.blocks(Side.TARGET), ("The the cat.", "A dog and and a cat."), strict=False):
        project.edit(block.id, text)
    project.survey()
    first, second = (found for found in project.all_findings() if found.finding.check == "doubled-word")
    project.dismiss(first, Reach.SPOT, "a title")
    project.dismiss(second, Reach.TERM, "a song")
    return session


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, dismissed: Session, tmp_path: Path) -> Make:
    def made() -> DecisionsDialog:
        dialog = DecisionsDialog(
            theme,
            words,
            dismissed,
            open_file=lambda *_: tmp_path / "answers.json",
            save_file=lambda *_: tmp_path / "answers.json",
        )
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return made


def open_of(project: Project) -> list[str]:
    return [found.finding.code for found in project.all_findings() if found.open]


def test_any_answer_can_be_taken_back_and_the_finding_asks_again(make: Make, dismissed: Session, qtbot: QtBot) -> None:
    dialog = make()
    assert [line.decision.reason for line in dialog._model.items] == ["a song", "a title"]
    assert not dialog._take_back.isEnabled()
    before = len(open_of(dismissed.project))
    qtbot.keyClick(dialog._list, Qt.Key.Key_Space)
    assert dialog._take_back.text() == "Take one back"
    qtbot.mouseClick(dialog._take_back, Qt.MouseButton.LeftButton)
    assert [line.decision.reason for line in dialog._model.items] == ["a title"]
    assert len(open_of(dismissed.project)) == before + 1
    dismissed.perform(dismissed.project.undo)
    assert len(dialog._model.items) == 2


def test_an_answer_whose_text_has_changed_says_so(make: Make, dismissed: Session) -> None:
    block = dismissed.project.store.blocks(Side.TARGET)[0]
    dismissed.perform(lambda: dismissed.project.edit(block.id, "The the old cat."))
    dismissed.project.survey()
    dialog = make()
    assert [line.lapsed for line in dialog._model.items] == [False, True]


def test_answers_go_out_and_come_in_again(make: Make, dismissed: Session, tmp_path: Path) -> None:
    dialog = make()
    dialog.export_file()
    assert "2 answers" in dialog.message.text()
    dismissed.perform(lambda: dismissed.project.take_back(*dismissed.project.answers()))
    assert not dialog._model.items
    dialog.import_file()
    assert len(dialog._model.items) == 2
    (tmp_path / "answers.json").write_text("no answers", "utf-8")
    failed: list[str] = []
    dismissed.failed.connect(failed.append)
    dialog.import_file()
    assert failed
    assert len(dialog._model.items) == 2


def test_the_precision_of_quiet_checks_is_kept_in_the_project(make: Make, dismissed: Session) -> None:
    project = dismissed.project
    for n in range(10):
        block = project.store.blocks(Side.TARGET)[0]
        project.edit(block.id, f"The the cat {n}.")
        project.survey()
        found = next(f for f in project.all_findings() if f.finding.check == "doubled-word" and f.decision is None)
        project.dismiss(found, Reach.SPOT)
    dialog = make()
    assert project.quiet_checks == {"doubled-word"}
    assert "quiet" in dialog._records.text()
    dialog._precision.setValue(0)
    dialog._sink()
    assert not project.quiet_checks
    assert project.store.settings()["quiet_below"] == "0"
