"""A pair that another program has aligned, or that a dictionary helps to align, opened in the window."""

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


def test_a_dictionary_is_read_for_the_pair(
    window: MainWindow, qtbot: QtBot, told: list[str], tmp_path: Path, wait_idle: Callable[[], None]
) -> None:
    source = [
        " ".join(f"{letter}{sound}k" for sound in ("ama", "one", "uru", "ibi", "eso", "alu")) for letter in "bdfglm"
    ]
    target = [" ".join(word[::-1] for word in line.split()) for line in source]
    pairs = [
        pair for one, two in zip(source, target, strict=True) for pair in zip(one.split(), two.split(), strict=True)
    ]
    (tmp_path / "own.tsv").write_text("".join(f"{one}\t{two}\n" for one, two in pairs), "utf-8")
    del target[2]
    documents = {Side.SOURCE: read_pasted("\n".join(source)), Side.TARGET: read_pasted("\n".join(target))}
    languages = {Side.SOURCE: "hu", Side.TARGET: "en"}
    window.begin(PairRequest(documents, languages, dictionary=tmp_path / "own.tsv"))
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    wait_idle()
    assert window.session is not None
    store = window.session.project.store
    texts = [(row.text(Side.SOURCE), row.text(Side.TARGET)) for row in store.rows(store.row_ids())]
    assert texts == [(one, "" if n == 2 else target[n - (n > 2)]) for n, one in enumerate(source)]
    assert told == []


def test_a_dictionary_that_is_gone_is_told_in_a_sentence(
    window: MainWindow, qtbot: QtBot, told: list[str], tmp_path: Path
) -> None:
    documents = {Side.SOURCE: read_pasted("Mok."), Side.TARGET: read_pasted("Zin.")}
    languages = {Side.SOURCE: "hu", Side.TARGET: "en"}
    window.begin(PairRequest(documents, languages, dictionary=tmp_path / "gone.tsv"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "gone.tsv" in told[0]
