"""Views to test, shown and without rows."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.words import Words, load_words
from ui.theme import Theme, load_theme
from ui.view.grid import ReviewGrid


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


@pytest.fixture
def grid(qtbot: QtBot, theme: Theme, words: Words) -> ReviewGrid:
    """A shown grid of 1000 × 700 with the names of its sides, still without rows."""
    view = ReviewGrid(theme, words)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.set_headings("中文", "English")
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    return view
