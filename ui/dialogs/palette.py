"""All commands in one list: type a part, Enter runs it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget
from rapidfuzz import fuzz

from app.words import Words
from ui.dialogs.parts import LINE, Sheet, explain, label, tell
from ui.theme import Theme

Entry = tuple[str, str, str, bool]
"""id, text, key, whether it can be run now"""
_ID = Qt.ItemDataRole.UserRole
_ALIKE = 75
"""From how many percent on a part of a command counts as what was typed."""
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def ranked(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that are like what was typed, the likest first; all of them in their order for nothing typed."""
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return list(entries)
    scored = [(_score(entry[1].casefold(), wanted), entry) for entry in entries]
    # A stable sort: equals stay in the order of the menus.
    return [entry for score, entry in sorted(scored, key=_highest_first) if score >= _ALIKE]


def _score(text: str, wanted: str) -> float:
    begins = any(word.startswith(wanted) for word in text.split()) or text.startswith(wanted)
    return fuzz.partial_ratio(wanted, text) + (20 if begins else 10 if wanted in text else 0)


def _highest_first(scored: tuple[float, Entry]) -> float:
    return -scored[0]


class CommandPalette(Sheet):
    """``chosen(str)``: the id of the command to run; it comes when the palette is closed already."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("dialogs.palette.title"), parent)
        self._entries = entries
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.say("palette.placeholder"))
        explain(self._line, self.say("palette.placeholder"))
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._fill)
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        explain(self._list, self.say("palette.list"))
        self._list.itemClicked.connect(self._run)
        self._nothing = label("", wrap=True)
        for part in (self._line, self._list, self._nothing):
            self.body.addWidget(part)
        self.resize(560, 460)
        self._fill("")

    @Slot(str)
    def _fill(self, typed: str) -> None:
        found = ranked(self._entries, typed)
        self._list.clear()
        for id_, text, key, enabled in found:
            made = QTreeWidgetItem(self._list, [text, key])
            made.setData(0, _ID, id_)
            made.setSizeHint(0, QSize(0, LINE))
            made.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.setForeground(1, self._theme.soft)
            if not enabled:
                made.setDisabled(True)
                made.setForeground(0, self._theme.edge)
                made.setForeground(1, self._theme.edge)
        first = next((row for row, entry in enumerate(found) if entry[3]), 0)
        if (item := self._list.topLevelItem(first)) is not None:
            self._list.setCurrentItem(item)
        tell(self._nothing, "" if found else self.say("palette.nothing"), "")

    @Slot(QTreeWidgetItem)
    def _run(self, item: QTreeWidgetItem) -> None:
        if not item.isDisabled():
            self.accept()
            self.chosen.emit(str(item.data(0, _ID)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Typing and choosing are one movement: the keys of the list work in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._line:
            if event.key() in _MOVES:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self._list.currentItem()
                if item is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)
