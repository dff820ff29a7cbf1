"""A real window on texts of the tests' own, for tests that press keys as a user would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.words import load_words
from ui.session import Session
from ui.window import MainWindow

SOURCE = """临溪市发布新闻

市长指出，要践行“八八战略”。

全市共有12家企业，去年新增3家。

会议在北京举行。
"""
TARGET = """Linxi publishes news

[ad_1]

The mayor said that Strategy 8-8 must be carried out.

The city has 13 companies, 3 of them new last year.

The the meeting took place in Beijing.
"""


@pytest.fixture(autouse=True)
def no_session_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session left open would look at a closed project in the middle of some later test."""
    made: list[Session] = []
    build = Session.__init__

    def remembered(self: Session, *given: Any, **named: Any) -> None:
        build(self, *given, **named)
        made.append(self)

    monkeypatch.setattr(Session, "__init__", remembered)
    yield
    assert all(session.closed for session in made)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Settings(author="Ann"), tmp_path / "settings.json", load_words())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "source.zh.txt", tmp_path / "target.en.txt"
    source.write_text(SOURCE, "utf-8")
    target.write_text(TARGET, "utf-8")
    return source, target


@pytest.fixture
def wait_idle(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    """Waits until no job runs and the findings are those of the text as it stands."""

    def wait() -> None:
        def rested() -> bool:
            session = window.session
            return not window.jobs.busy and (session is None or session.settled)

        qtbot.waitUntil(rested, timeout=20_000)

    return wait
