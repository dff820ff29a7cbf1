"""A box to choose a language in: the common ones by name, any other by its code."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from app.words import Words
from ui.dialogs.parts import explain

_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_KEYS = "languages."


def language_codes(words: Words) -> tuple[str, ...]:
    """The languages that have a name in the word catalogue, by name."""
    codes = (key.removeprefix(_KEYS) for key in words.keys if key.startswith(_KEYS))
    return tuple(sorted(codes, key=lambda code: words.say(f"{_KEYS}{code}")))


def language_name(words: Words, code: str) -> str:
    """A language in words, its code where it has none; "" for a language that is not known."""
    key = f"{_KEYS}{code}"
    return words.say(key) if key in words else code


class LanguageBox(QComboBox):
    """Holds a BCP 47 code: "" for not known, None while what is typed is neither a name nor a code."""

    changed = Signal()

    def __init__(self, words: Words, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem(words.say("start.language-unknown"), "")
        for code in language_codes(words):
            self.addItem(f"{language_name(words, code)} ({code})", code)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        explain(self, name, words.say("start.language-tip"))
        self.editTextChanged.connect(self._typed)

    def code(self) -> str | None:
        text = self.currentText().strip()
        for index in range(self.count()):
            if text.casefold() in (self.itemText(index).casefold(), self.itemText(index).split(" (")[0].casefold()):
                return str(self.itemData(index))
        return text if _CODE.fullmatch(text) else None if text else ""

    def set_code(self, code: str) -> None:
        index = self.findData(code)
        if index >= 0:
            self.setCurrentIndex(index)
        else:
            self.setEditText(code)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.changed.emit()
