"""A file that may be chosen for two texts, an alignment or a dictionary. A link while none is, then its name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.words import Words
from ui.dialogs.files import AskFile
from ui.dialogs.parts import button, explain, label
from ui.icons import icon
from ui.theme import Theme

_LONGEST = 40
"""Characters of a file's name that are shown; the tooltip has the rest."""


class FileChoice(QWidget):
    """``path`` is the file chosen, None for none. ``name`` is that of its sentences, ``start.<name>``,
    ``start.<name>-title`` and the like."""

    changed = Signal()

    def __init__(self, words: Words, name: str, choose: AskFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._key = f"start.{name}"
        self._choose = choose
        self.path: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._ask = button(words.say(self._key), self.ask, link=True, tip=words.say(f"{self._key}-tip"))
        self._name = label("")
        self._clear = QToolButton()
        explain(self._clear, words.say(f"{self._key}-clear"), words.say(f"{self._key}-clear"))
        self._clear.clicked.connect(self.clear)
        for part in (self._ask, self._name, self._clear):
            row.addWidget(part)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._clear.setIcon(icon("close", theme.soft))

    def set_possible(self, possible: bool) -> None:
        """Whether there is something that a file could serve; without it none is kept."""
        self.setVisible(possible)
        if not possible:
            self.clear()

    @Slot()
    def ask(self) -> None:
        say = self._words.say
        path = self._choose(self, say(f"{self._key}-title"), say(f"{self._key}-filter"))
        if path is not None:
            self._take(path)

    @Slot()
    def clear(self) -> None:
        self._take(None)

    def _take(self, path: Path | None) -> None:
        if path != self.path:
            self.path = path
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        chosen = self.path is not None
        name = self.path.name if self.path is not None else ""
        name = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        self._name.setText(self._words.say(f"{self._key}-by", name=name) if chosen else "")
        self._name.setToolTip(str(self.path or ""))
        self._ask.setVisible(not chosen)
        self._name.setVisible(chosen)
        self._clear.setVisible(chosen)
