"""The places a search found, as a table: row, before, after, and whether each is to be replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.model import BlockId, Span
from app.review.search import Match
from app.words import Words
from ui.dialogs.marked import RUNS, Run

_HEADINGS = ("row", "before", "after")
_CONTEXT = 28
"""Code points shown before a hit; what comes after it is cut by the column."""
_AFTER = 80
_Index = QModelIndex | QPersistentModelIndex


class MatchModel(QAbstractTableModel):
    """``texts`` and ``numbers`` are given with the matches: cells are made when they are painted."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._matches: Sequence[Match] = ()
        self._texts: Mapping[BlockId, str] = {}
        self._numbers: Mapping[BlockId, int] = {}
        self._left: set[Match] = set()
        self._checkable = True

    def show(
        self,
        matches: Sequence[Match],
        texts: Mapping[BlockId, str],
        numbers: Mapping[BlockId, int],
        *,
        checkable: bool,
    ) -> None:
        """Shows other matches; what a person had left out stays left out."""
        self.beginResetModel()
        self._matches, self._texts, self._numbers, self._checkable = matches, texts, numbers, checkable
        self._left &= set(matches)
        self.endResetModel()

    def place(self, row: int) -> Match:
        return self._matches[row]

    def chosen(self) -> list[Match]:
        """The matches that are ticked, in order."""
        return [match for match in self._matches if match not in self._left] if self._checkable else []

    def choose(self, chosen: bool) -> None:
        """Ticks all, or none."""
        self._left = set() if chosen else set(self._matches)
        self._tell(0, len(self._matches) - 1)

    def toggle(self, row: int) -> None:
        self._left ^= {self._matches[row]}
        self._tell(row, row)

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole])

    # Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._matches)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADINGS) if self._checkable else len(_HEADINGS) - 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"dialogs.replace.{_HEADINGS[section]}")
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        tick = self._checkable and index.isValid() and index.column() == 0
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tick else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match, column = self._matches[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == 0 and self._checkable:
            return Qt.CheckState.Unchecked if match in self._left else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._numbers[match.block]) if column == 0 else "".join(run.text for run in self._runs(index))
        if role == RUNS and column > 0:
            return self._runs(index)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def _runs(self, index: _Index) -> tuple[Run, ...]:
        match = self._matches[index.row()]
        middle = Run(match.found, "match") if index.column() == 1 else Run(match.replacement, "inserted")
        return _in_context(self._texts[match.block], match.span, middle)


def _in_context(text: str, span: Span, middle: Run) -> tuple[Run, ...]:
    """A hit among its neighbours, on one line."""
    start = max(span.start - _CONTEXT, 0)
    if start and (space := text.find(" ", start, span.start)) >= 0:
        start = space + 1  # whole words only, where words have spaces between them
    before = ("…" if start else "") + text[start : span.start]
    after = text[span.end : span.end + _AFTER] + ("…" if span.end + _AFTER < len(text) else "")
    return tuple(Run(run.text.replace("\n", " "), run.ground) for run in (Run(before), middle, Run(after)) if run.text)
