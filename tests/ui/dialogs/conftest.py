"""What every dialog is given: theme, words, jobs that end with the test, and a small project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.model import Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.words import Words, load_words
from ui.jobs import Jobs
from ui.session import Session
from ui.theme import Theme, load_theme

SOURCE = "第一段有猫。\n\n第二段有狗。\n\n第三段有猫和狗。"
TARGET = "The first part has a cat.\n\nThe second part has a dog.\n\nThe third part has a Cat and a dog."


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shutdown()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three rows of Chinese and English, about cats and dogs."""
    documents = {Side.SOURCE: read_pasted(SOURCE), Side.TARGET: read_pasted(TARGET)}
    languages = {Side.SOURCE: "zh", Side.TARGET: "en"}
    rules = shipped_rules()
    made = Project.create(tmp_path / "cats.enface", prepare(documents, languages, rules), "Mara", rules, ["none"])
    yield made
    made.close()


@pytest.fixture
def session(project: Project, words: Words, jobs: Jobs, qtbot: QtBot) -> Iterator[Session]:
    made = Session(project, words, jobs)
    yield made
    made.close()
