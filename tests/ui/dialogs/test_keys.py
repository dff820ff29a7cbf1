"""The sheet of keys shows every entry once, whole groups in columns."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.dialogs.keys import KeyEntry, KeysDialog, in_columns
from ui.theme import Theme


def entries(*sizes: int) -> list[KeyEntry]:
    return [(f"menu {g}", f"action {g}.{i}", "Ctrl+X", "X" if i else "") for g, n in enumerate(sizes) for i in range(n)]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ((5, 7, 12, 1, 5, 11, 3), [3, 4]),
        ((20, 1, 1), [1, 2]),
        ((1, 1, 20), [2, 1]),
        ((3,), [1]),
    ],
)
def test_groups_stay_whole_and_columns_alike(sizes: tuple[int, ...], groups: list[int]) -> None:
    columns = in_columns(entries(*sizes), 2)
    assert [len(column) for column in columns] == groups
    assert [entry for column in columns for _, own in column for entry in own] == entries(*sizes)


def test_every_key_is_shown(qtbot: QtBot, theme: Theme, words: Words) -> None:
    dialog = KeysDialog(theme, words, [("File", "Open", "Ctrl+O", ""), ("Review", "Confirm", "Ctrl+Return", "A")])
    qtbot.addWidget(dialog)
    texts = [item.text() for item in dialog.findChildren(QLabel)]
    assert {"File", "Open", "Ctrl+O", "Review", "Confirm", "Ctrl+Return", "A"} <= set(texts)
    assert texts.count("in the rows") == 1
