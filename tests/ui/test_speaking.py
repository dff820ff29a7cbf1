"""Qt's own buttons speak the language of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from app.resources import languages
from ui.speaking import speak


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def button_text(button: QMessageBox.StandardButton) -> str:
    box = QMessageBox()
    made = box.addButton(button)
    text = made.text()
    box.deleteLater()
    return text


def test_buttons_are_translated(app: QApplication) -> None:
    assert button_text(QMessageBox.StandardButton.Cancel) == "Cancel"
    assert speak(app, "zh")
    assert "取消" in button_text(QMessageBox.StandardButton.Cancel)


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_every_language_of_ours_has_words_of_qt(app: QApplication, language: str) -> None:
    assert speak(app, language)
