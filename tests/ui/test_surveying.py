"""When the whole document is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from app.model import Side
from app.readers import read_file
from ui.dialogs.start import PairRequest
from ui.window import MainWindow


def test_a_closed_session_looks_at_nothing_any_more(
    qtbot: QtBot, window: MainWindow, pair: tuple[Path, Path], wait_idle: Callable[[], None]
) -> None:
    documents = {Side.SOURCE: read_file(pair[0]), Side.TARGET: read_file(pair[1])}
    window.begin(PairRequest(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}))
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    wait_idle()
    session = window.session
    assert session is not None
    seen = QSignalSpy(session.surveyor.surveyed)
    session.close()
    session.surveyor.survey()
    assert session.closed
    # A backup may still be on its way.
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
    assert seen.count() == 0
