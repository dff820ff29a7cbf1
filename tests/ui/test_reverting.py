"""Ctrl+Alt+Z in the real window: the changes to choose from, then the preview, then the text as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import pipeline
from app.model import Side
from app.project import Project
from app.readers import read_file
from app.review import search
from ui.dialogs.revert import RevertDialog
from ui.window import MainWindow

CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def test_a_replacement_is_taken_back_by_keys(
    qtbot: QtBot,
    window: MainWindow,
    pair: tuple[Path, Path],
    tmp_path: Path,
    wait_idle: Callable[[], None],
) -> None:
    documents = {side: read_file(path) for side, path in zip(Side, pair, strict=True)}
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, rules)
    project = Project.create(tmp_path / "work.enface", prepared, "Ann", rules, ["none"])
    before = [(block.id, block.text) for block in project.store.blocks(Side.TARGET)]
    project.replace_all(list(search.find(search.Query("The", "A"), before)))
    project.close()
    window.open_project(tmp_path / "work.enface")
    wait_idle()
    session, page = window.session, window.page
    assert session is not None
    assert page is not None
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, CHORD)
    assert page.dock.current == "revisions"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CHORD)
    [dialog] = window.findChildren(RevertDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(block.id, block.text) for block in session.project.store.blocks(Side.TARGET)] == before
    assert not dialog.isVisible()
    wait_idle()
