"""The dock over a small real project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.project import Project
from app.words import Words, load_words
from tests.ui.panels.made_project import make_project
from ui.jobs import Jobs
from ui.panels.dock import Dock
from ui.session import Session
from ui.theme import Theme, load_theme


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def session(qtbot: QtBot, project: Project, words: Words) -> Iterator[Session]:
    jobs = Jobs()
    session = Session(project, words, jobs)
    yield session
    jobs.shutdown()
    session.close()


@pytest.fixture
def dock(qtbot: QtBot, session: Session, theme: Theme, words: Words) -> Dock:
    """The dock, shown, with the keyboard."""
    dock = Dock(session, theme, words)
    qtbot.addWidget(dock)
    dock.resize(1000, 260)
    dock.show()
    qtbot.waitExposed(dock)
    dock.activateWindow()
    return dock
