"""The bar above the rows: what to show, how many there are of each, words to filter by, and a line with more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.project import FILTERS
from app.review.sieve import SavedSieve, Sieve
from app.sifting import Choices
from app.words import Words
from ui.dialogs.parts import explain, tell
from ui.panels.narrow_bar import NarrowBar

_TONES = {"all": "ink", "todo": "accent", "findings": "error", "flags": "flag", "cleaning": "warn", "links": "warn"}
_ALWAYS = ("all", "todo", "findings", "changed", "flags")
_TYPING = 250


class FilterBar(QWidget):
    """Emits ``sieve_changed(Sieve)``; the counts are set by the window. ``opened()``: the line with more is shown and
    wants its choices. ``save_wanted()`` and ``drop_wanted(str)`` are about saved filters."""

    sieve_changed = Signal(object)
    opened = Signal()
    save_wanted = Signal()
    drop_wanted = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._chips: dict[str, QPushButton] = {}
        self._saved: tuple[SavedSieve, ...] = ()
        self.saved_actions: list[QAction] = []
        self._group = QButtonGroup(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        layout = QHBoxLayout()
        layout.setContentsMargins(18, 8, 18, 8)
        layout.setSpacing(8)
        for name in FILTERS:
            layout.addWidget(self._chip(name))
        self._chips["all"].setChecked(True)
        layout.addStretch(1)
        self._shown = QLabel()
        self._shown.setProperty("rank", "soft")
        layout.addWidget(self._shown)
        self._text = QLineEdit()
        self._text.setClearButtonEnabled(True)
        self._text.setMaximumWidth(220)
        self._text.setPlaceholderText(words.say("window.filter-text"))
        layout.addWidget(self._text)
        self._more = QToolButton(self)
        self._more.setCheckable(True)
        layout.addWidget(self._more)
        self.menu = QMenu(self)
        self._saved_button = QToolButton(self)
        self._saved_button.setText(words.say("filter.saved") + " ▾")
        self._saved_button.setMenu(self.menu)
        self._saved_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        explain(self._saved_button, words.say("filter.saved"), words.say("filter.saved-tip"))
        layout.addWidget(self._saved_button)
        whole.addLayout(layout)
        self._why = QLabel()
        self._why.setContentsMargins(18, 0, 18, 8)
        self._narrow = NarrowBar(words, self)
        self._narrow.hide()
        whole.addWidget(self._narrow)
        whole.addWidget(self._why)
        tell(self._why, "")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING)
        self._wait.timeout.connect(self._tell)
        self._group.buttonClicked.connect(self._tell)
        self._text.textChanged.connect(self._wait_for_more)
        self._text.returnPressed.connect(self._tell)
        self._narrow.changed.connect(self._tell)
        self._more.toggled.connect(self._open)
        self._name_more(Sieve())
        self.set_keys("", "")

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton()
        chip.setObjectName(name)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setProperty("tone", _TONES.get(name, ""))
        self._group.addButton(chip)
        self._chips[name] = chip
        return chip

    @property
    def condition(self) -> str:
        return next(name for name, chip in self._chips.items() if chip.isChecked())

    @property
    def sieve(self) -> Sieve:
        return self._narrow.over(Sieve(self.condition, self._text.text()))

    def choose(self, condition: str) -> None:
        """Shows the rows of a filter and nothing narrower: its words and everything else are cleared."""
        self.show_sieve(Sieve(condition))

    def show_sieve(self, sieve: Sieve) -> None:
        """Sets all parts to those of a sieve, a saved one for example, and applies it."""
        self._chips[sieve.condition if sieve.condition in self._chips else "all"].setChecked(True)
        self._text.blockSignals(True)
        self._text.setText(sieve.text)
        self._text.blockSignals(False)
        self._narrow.show_sieve(sieve)
        self._tell()

    def edit(self) -> None:
        """Puts the cursor into the text field."""
        self._text.setFocus()
        self._text.selectAll()

    def narrow(self) -> None:
        """Opens the line with more, or closes it; what is chosen there stays."""
        self._more.toggle()
        if self._more.isChecked():
            self._narrow.begin()

    def show_saved(self) -> None:
        """Opens the menu of saved filters, for a key."""
        self._saved_button.showMenu()

    @property
    def narrowing(self) -> bool:
        return self._more.isChecked()

    def offer(self, choices: Choices) -> None:
        self._narrow.offer(choices)

    def set_keys(self, words: str, more: str) -> None:
        """The keys of the field and of the line with more, as a person reads them, "" for none."""
        for part, name, key in ((self._text, "window.filter-text", words), (self._more, "filter.more", more)):
            said = self._words.say(name)
            explain(part, said, self._words.say("actions.with-key", what=said, keys=key) if key else said)

    def set_counts(self, counts: Mapping[str, int], shown: int, *, more: bool = False) -> None:
        """Shows how many rows there are of each; what is left out is not known yet, and is not made up. ``more``: those
        shown are still being looked for."""
        for name, chip in self._chips.items():
            said = self._words.say(f"window.filter.{name}", n=counts.get(name, "…"))
            chip.setText(said)
            chip.setAccessibleName(said)
            chip.setVisible(name in _ALWAYS or counts.get(name, 0) > 0 or chip.isChecked())
        self._shown.setText(self._words.say("window.row-of", shown=f"{shown}+" if more else shown, all=counts["all"]))

    def set_saved(self, saved: Sequence[SavedSieve]) -> None:
        """Fills the menu of saved filters."""
        self._saved = tuple(saved)
        say = self._words.say
        self.menu.clear()
        self.saved_actions = []
        for number, one in enumerate(self._saved):
            made = self.menu.addAction(one.name.replace("&", "&&"))
            made.setData(number)
            made.setObjectName(f"filter:{one.name}")
            made.setToolTip(say("filter.palette", name=one.name))
            made.triggered.connect(self._take_saved)
            self.saved_actions.append(made)
        if self._saved:
            self.menu.addSeparator()
        self.menu.addAction(say("filter.save")).triggered.connect(self.save_wanted)
        drop = self.menu.addMenu(say("filter.drop"))
        drop.setEnabled(bool(self._saved))
        for one in self._saved:
            made = drop.addAction(one.name.replace("&", "&&"))
            made.setData(one.name)
            made.triggered.connect(self._drop_saved)

    @Slot(str)
    def say_why(self, sentence: str) -> None:
        """Says why a filter could not be applied and all rows are shown, "" when it was."""
        tell(self._why, sentence, "error")

    @Slot()
    def _take_saved(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_sieve(self._saved[int(action.data())].sieve)

    @Slot()
    def _drop_saved(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.drop_wanted.emit(str(action.data()))

    @Slot(bool)
    def _open(self, on: bool) -> None:
        if on:
            self.opened.emit()
        self._narrow.setVisible(on)

    def _name_more(self, sieve: Sieve) -> None:
        """A part that is set in the closed line shows in the button's number."""
        n = sieve.narrowing
        self._more.setText(self._words.say("filter.more-set", n=n) if n else self._words.say("filter.more"))

    @Slot()
    def _wait_for_more(self) -> None:
        self._wait.start()

    @Slot()
    def _tell(self) -> None:
        self._wait.stop()
        sieve = self.sieve
        self._name_more(sieve)
        self.sieve_changed.emit(sieve)
