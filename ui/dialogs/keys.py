"""All keys on one sheet, by menu, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget

from app.words import Words
from ui.dialogs.parts import Sheet, button, label
from ui.theme import Theme

KeyEntry = tuple[str, str, str, str]
"""menu, text, key that works everywhere, key that works in the rows"""
_COLUMNS = 2
CHANGE = 2
"""The result of the dialog when the keys are to be changed."""


def in_columns(entries: Sequence[KeyEntry], columns: int) -> list[list[tuple[str, list[KeyEntry]]]]:
    """The groups in their order, each whole, spread over columns of about one length."""
    groups = [(name, list(of_group)) for name, of_group in groupby(entries, key=_group)]
    left = sum(len(own) + 2 for _, own in groups)
    result: list[list[tuple[str, list[KeyEntry]]]] = [[]]
    height = 0
    for name, own in groups:
        size = len(own) + 2
        room = left / (columns - len(result) + 1)
        if result[-1] and len(result) < columns and height + size / 2 > room:
            left -= height
            height = 0
            result.append([])
        result[-1].append((name, own))
        height += size
    return result


def _group(entry: KeyEntry) -> str:
    return entry[0]


class KeysDialog(Sheet):
    """Shows every action that has a key."""

    def __init__(self, theme: Theme, words: Words, entries: Sequence[KeyEntry], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("dialogs.keys.title"), parent)
        self.body.addWidget(label(self.say("keys.about"), rank="soft", wrap=True))
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 8, 12, 0)
        columns.setSpacing(36)
        for of_column in in_columns(entries, _COLUMNS):
            columns.addLayout(self._column(of_column), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setAccessibleName(self.say("keys.title"))
        self.body.addWidget(area, 1)
        change = button(self.say("keys.change"), self._change, tip=self.say("keys.change-tip"))
        self.add_foot(button(self.say("close"), self.accept), left=(change,))
        self.resize(1250, 720)

    @Slot()
    def _change(self) -> None:
        self.done(CHANGE)

    def _column(self, groups: Sequence[tuple[str, list[KeyEntry]]]) -> QGridLayout:
        """Some menus, one below the other: what, the single key, the chord."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        row = 0
        for name, entries in groups:
            grid.addWidget(label(name, rank="section"), row, 0)
            for column, heading in ((1, "grid"), (2, "anywhere")):
                if any(entry[4 - column] for entry in entries):
                    grid.addWidget(_right(label(self.say(f"keys.{heading}"), rank="key")), row, column)
            for _, text, key, grid_key in entries:
                row += 1
                grid.addWidget(label(text), row, 0)
                grid.addWidget(_right(label(grid_key, tone="accent")), row, 1)
                grid.addWidget(_right(label(key, rank="soft")), row, 2)
            row += 2
            grid.setRowMinimumHeight(row - 1, 14)
        grid.setRowStretch(row, 1)
        return grid


def _right(text: QLabel) -> QLabel:
    text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return text
