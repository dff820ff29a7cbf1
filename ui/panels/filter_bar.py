"""The bar above the rows: what to show, how many there are of each, and words to filter by."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.project import FILTERS
from app.words import Words

_TONES = {"all": "ink", "todo": "accent", "findings": "error", "flags": "flag", "cleaning": "warn", "links": "warn"}
_ALWAYS = ("all", "todo", "findings", "changed", "flags")
_TYPING = 250


class FilterBar(QWidget):
    """Emits ``filter_changed(condition, text)``; the counts are set by the window."""

    filter_changed = Signal(str, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._chips: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 8, 18, 8)
        layout.setSpacing(8)
        for name in FILTERS:
            chip = QPushButton()
            chip.setObjectName(name)
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chip.setProperty("tone", _TONES.get(name, ""))
            group.addButton(chip)
            layout.addWidget(chip)
            self._chips[name] = chip
        self._chips["all"].setChecked(True)
        layout.addStretch(1)
        self._shown = QLabel()
        self._shown.setProperty("rank", "soft")
        layout.addWidget(self._shown)
        self._text = QLineEdit()
        self._text.setPlaceholderText(words.say("window.filter-text"))
        self._text.setAccessibleName(words.say("window.filter-text"))
        self._text.setToolTip(words.say("window.filter-text") + " (Ctrl+Shift+F)")
        self._text.setClearButtonEnabled(True)
        self._text.setMaximumWidth(220)
        layout.addWidget(self._text)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING)
        self._wait.timeout.connect(self._tell)
        group.buttonClicked.connect(self._tell)
        self._text.textChanged.connect(self._wait_for_more)
        self._text.returnPressed.connect(self._tell)

    @property
    def condition(self) -> str:
        return next(name for name, chip in self._chips.items() if chip.isChecked())

    def choose(self, condition: str) -> None:
        """Switches to a filter as if its chip had been pressed."""
        self._chips[condition].setChecked(True)
        self._tell()

    def edit(self) -> None:
        """Puts the cursor into the text field."""
        self._text.setFocus()
        self._text.selectAll()

    def set_counts(self, counts: Mapping[str, int], shown: int, *, more: bool = False) -> None:
        """Shows how many rows there are of each; what is left out is not known yet, and is not made up. ``more``: those
        shown are still being looked for."""
        for name, chip in self._chips.items():
            said = self._words.say(f"window.filter.{name}", n=counts.get(name, "…"))
            chip.setText(said)
            chip.setAccessibleName(said)
            chip.setVisible(name in _ALWAYS or counts.get(name, 0) > 0 or chip.isChecked())
        self._shown.setText(self._words.say("window.row-of", shown=f"{shown}+" if more else shown, all=counts["all"]))

    @Slot()
    def _wait_for_more(self) -> None:
        self._wait.start()

    @Slot()
    def _tell(self) -> None:
        self._wait.stop()
        self.filter_changed.emit(self.condition, self._text.text())
