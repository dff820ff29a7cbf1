"""What a filled drop field shows: the file, what it was taken for, and boxes to say otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from app.model import Side
from app.words import Words
from ui.dialogs.language_box import LanguageBox
from ui.dialogs.parts import GAP, explain, label, restyle, tell
from ui.dialogs.reading import Reading
from ui.fonts import text_font

_LINES = 3
_PREVIEW = 160
"""Code points of the beginning that are shown: enough to see whether the letters are right."""


class Taken(QWidget):
    """``read_again(encoding, format)``: another choice was made. ``language_changed()``."""

    read_again = Signal(str, str)
    language_changed = Signal()

    def __init__(self, words: Words, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        say = words.say
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 4, 0)
        whole.setSpacing(GAP)
        self._name = label("", rank="heading", wrap=True)
        self._facts = label("", rank="soft")
        self._preview = label("", wrap=True)
        self._notices = label("", wrap=True)
        self._language = LanguageBox(words, f"{say(f'start.{side}')}: {say('start.language')}")
        self._language.changed.connect(self._language_typed)
        self._format = QComboBox()
        explain(self._format, f"{say(f'start.{side}')}: {say('start.format')}", say("start.format-tip"))
        self._encoding = QComboBox()
        explain(self._encoding, f"{say(f'start.{side}')}: {say('start.encoding')}", say("start.encoding-tip"))
        for box in (self._format, self._encoding):
            box.activated.connect(self._chosen)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._rows = {}
        for row, (name, box) in enumerate(
            (("language", self._language), ("format", self._format), ("encoding", self._encoding))
        ):
            title = label(say(f"start.{name}"), rank="soft")
            title.setBuddy(box)
            box.setMinimumWidth(120)
            grid.addWidget(title, row, 0)
            grid.addWidget(box, row, 1)
            self._rows[name] = (title, box)
        for part in (self._name, self._facts, self._preview):
            whole.addWidget(part)
        whole.addLayout(grid)
        whole.addWidget(self._notices)
        whole.addStretch(1)
        self.setFocusProxy(self._language)

    @property
    def language(self) -> str | None:
        return self._language.code()

    def show_reading(self, reading: Reading, language: str) -> None:
        """Shows a text and what it was taken for."""
        imported, say = reading.imported, self._words.say
        self._name.setText(imported.name or say("start.pasted"))
        count = say("start.paragraphs", n=len(imported.blocks))
        self._facts.setText(f"{say(f'writers.format.{imported.format}')} · {count}")
        self._preview.setFont(text_font(language))
        tell(self._preview, _beginning([block.text for block in imported.blocks[:_LINES]]))
        tell(self._notices, "\n".join(map(self._words.notice, imported.notices)), "warn")
        self._fill("format", self._format, reading.formats, imported.format)
        self._fill("encoding", self._encoding, reading.encodings, imported.encoding)
        self._language.set_code(language)

    def tell_error(self, said: str) -> None:
        """Says why another choice could not be followed; what was read before stays."""
        tell(self._notices, said, "error")

    def _fill(self, name: str, box: QComboBox, choices: Sequence[str], chosen: str) -> None:
        box.clear()
        for choice in choices:
            box.addItem(self._choice(name, choice), choice)
        box.setCurrentIndex(box.findData(chosen))
        for part in self._rows[name]:
            part.setVisible(bool(choices))

    def _choice(self, name: str, choice: str) -> str:
        if name == "format":
            return self._words.say(f"writers.format.{choice}")
        key = f"start.encodings.{choice}"
        return f"{choice} – {self._words.say(key)}" if key in self._words else choice

    @Slot()
    def _chosen(self) -> None:
        self.read_again.emit(self._encoding.currentData(), self._format.currentData())

    @Slot()
    def _language_typed(self) -> None:
        if (line := self._language.lineEdit()) is not None:
            restyle(line, "invalid", self.language is None)
        self.language_changed.emit()


def _beginning(texts: Sequence[str]) -> str:
    text = "\n".join(" ".join(text.split()) for text in texts)
    return text if len(text) <= _PREVIEW else text[:_PREVIEW].rstrip() + "…"
