"""The report is folded until it is asked for, and copied whole."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.dialogs.crash import CrashDialog
from ui.theme import Theme


def test_the_report_unfolds_and_is_copied(qtbot: QtBot, theme: Theme, words: Words) -> None:
    dialog = CrashDialog(theme, words, "Traceback: <b>boo</b>")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog._report.isVisible()
    dialog._details.click()
    assert dialog._report.isVisible()
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy the report")
    copy.click()
    assert QGuiApplication.clipboard().text() == "Traceback: <b>boo</b>"
    assert "Copied" in dialog.message.text()
    dialog._details.click()
    assert not dialog._report.isVisible()
