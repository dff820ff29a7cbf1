"""The small field of Ctrl+F: what to look for, in how many rows it is, the next and the previous one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.words import Words
from ui.dialogs.parts import explain, label
from ui.icons import icon

_WIDTH = 250


class FindBar(QWidget):
    """``find_changed(str)``, ``next_wanted()``, ``previous_wanted()``, ``closed()``; the window finds and counts."""

    find_changed = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._line = QLineEdit()
        self._line.setPlaceholderText(words.say("dialogs.find.placeholder"))
        self._line.setFixedWidth(_WIDTH)
        self._line.textChanged.connect(self._typed)
        self._count = label("", rank="soft")
        self._count.setContentsMargins(6, 0, 6, 0)
        row.addWidget(self._count)
        row.addWidget(self._line)
        self._previous = self._button("previous")
        self._previous.clicked.connect(self.previous_wanted)
        self._next = self._button("next")
        self._next.clicked.connect(self.next_wanted)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        self.setFocusProxy(self._line)
        self._tint()
        self.retell()
        self.set_count(None)

    def _button(self, name: str) -> QToolButton:
        made = QToolButton()
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        explain(made, self._words.say(f"dialogs.find.{name}"), self._words.say(f"dialogs.find.{name}"))
        return made

    @Slot()
    def retell(self) -> None:
        """Names the keys in force."""
        explain(self._line, self._words.say("dialogs.find.name"), self._words.say("dialogs.find.tip"))

    @property
    def text(self) -> str:
        return self._line.text()

    def begin(self, text: str = "") -> None:
        """Puts the caret into the field, its text ready to be typed over; ``text`` in it unless that is empty."""
        if text:
            self._line.setText(text)
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def set_count(self, rows: int | None, *, more: bool = False) -> None:
        """Tells in how many rows the text is, ``more`` while others are looked for; None while nothing is."""
        say = self._words.say
        if more:
            said = say("dialogs.find.count", n=f"{rows}+")
        else:
            said = "" if rows is None else say("dialogs.find.count", n=rows) if rows else say("dialogs.find.nothing")
        self._count.setText(said)
        for made in (self._previous, self._next):
            made.setEnabled(bool(rows))

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.find_changed.emit(text)

    def _tint(self) -> None:
        # The palette is the theme's: the icons follow it, whichever theme is put on.
        color = self.palette().placeholderText().color()
        self._previous.setIcon(icon("previous", color))
        self._next.setIcon(icon("next", color))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_next"):
            self._tint()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._line.clear()
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_wanted if back else self.next_wanted).emit()
        else:
            super().keyPressEvent(event)
