"""A line of row numbers on a card, each a way to its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.model import RowId
from app.words import Words
from ui.panels.cards import label, link

MOST = 8
"""Rows that stand on a card by their numbers."""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of the project and the number it is shown by."""

    id: RowId
    number: int


def first_rows(ids: Iterable[RowId], number: Callable[[RowId], int]) -> list[NamedRow]:
    """As many rows as stand on a card."""
    return [NamedRow(id_, number(id_)) for id_ in islice(ids, MOST)]


class RowLinks(QWidget):
    """``row_wanted(RowId)``. The first rows by their numbers, the others of the ``count`` only counted."""

    row_wanted = Signal(object)

    def __init__(self, rows: Sequence[NamedRow], count: int, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets: dict[QPushButton, RowId] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(label(words.say("panels.rows", n=count), rank="key"))
        for row in rows[:MOST]:
            button = link(str(row.number), words.say("panels.go-tip", n=row.number))
            button.clicked.connect(self._go)
            self._targets[button] = row.id
            line.addWidget(button)
        if count > MOST:
            line.addWidget(label(words.say("panels.rows-more", n=count - MOST), rank="key"))
        line.addStretch(1)

    @Slot()
    def _go(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton) and button in self._targets:
            self.row_wanted.emit(self._targets[button])
