"""A pair that another program has aligned, opened in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.model import Side
from app.readers import read_pasted
from ui.dialogs.start import PairRequest
from ui.window import MainWindow


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(window, "tell_error", sentences.append)
    return sentences


def begin(window: MainWindow, alignment: Path) -> None:
    documents = {Side.SOURCE: read_pasted("甲。\n\n乙。\n丙。"), Side.TARGET: read_pasted("One.\nTwo and three.")}
    window.begin(PairRequest(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, alignment))


def test_its_links_become_rows(
    window: MainWindow, qtbot: QtBot, told: list[str], tmp_path: Path, wait_idle: Callable[[], None]
) -> None:
    (tmp_path / "pair.ladder").write_text("0\t0\t1\n1\t1\t1\n2\t1\t1\n4\t2\t1\n")
    begin(window, tmp_path / "pair.ladder")
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    wait_idle()
    assert window.session is not None
    store = window.session.project.store
    rows = store.rows(store.row_ids())
    assert [row.text(Side.SOURCE) for row in rows] == ["甲。", "乙。\n丙。"]
    assert [row.text(Side.TARGET) for row in rows] == ["One.", "Two and three."]
    assert told == []


def test_one_of_other_texts_is_told_in_a_sentence(
    window: MainWindow, qtbot: QtBot, told: list[str], tmp_path: Path
) -> None:
    (tmp_path / "pair.tsv").write_text("0\t0\n9\t1\n")
    begin(window, tmp_path / "pair.tsv")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "Line 2 of the alignment “pair.tsv” names unit 10 of a text that has 4" in told[0]
    assert window.session is None
