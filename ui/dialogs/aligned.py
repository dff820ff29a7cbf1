"""For two texts that another program has aligned: which file says how. A link while none is chosen, then its name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.words import Words
from ui.dialogs.files import AskFile
from ui.dialogs.parts import button, explain, label
from ui.icons import icon
from ui.theme import Theme

_LONGEST = 40
"""Characters of a file's name that are shown; the tooltip has the rest."""


class AlignmentChoice(QWidget):
    """``path`` is the file chosen, None for none: then the texts are aligned here."""

    def __init__(self, words: Words, choose: AskFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._choose = choose
        self.path: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._ask = button(words.say("start.aligned"), self.ask, link=True, tip=words.say("start.aligned-tip"))
        self._name = label("")
        self._clear = QToolButton()
        explain(self._clear, words.say("start.aligned-clear"), words.say("start.aligned-clear"))
        self._clear.clicked.connect(self.clear)
        for part in (self._ask, self._name, self._clear):
            row.addWidget(part)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._clear.setIcon(icon("close", theme.soft))

    def set_possible(self, possible: bool) -> None:
        """Whether there are two texts that a file could align; without them none is kept."""
        self.setVisible(possible)
        if not possible:
            self.clear()

    @Slot()
    def ask(self) -> None:
        say = self._words.say
        path = self._choose(self, say("start.aligned-title"), say("start.aligned-filter"))
        if path is not None:
            self.path = path
            self._show()

    @Slot()
    def clear(self) -> None:
        self.path = None
        self._show()

    def _show(self) -> None:
        chosen = self.path is not None
        name = self.path.name if self.path is not None else ""
        name = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        self._name.setText(self._words.say("start.aligned-by", name=name) if chosen else "")
        self._name.setToolTip(str(self.path or ""))
        self._ask.setVisible(not chosen)
        self._name.setVisible(chosen)
        self._clear.setVisible(chosen)
