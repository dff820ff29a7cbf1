"""The second line of the filter: which side, how words are read, state, finding, flag, who, since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.review.categories import category_name
from app.review.sieve import Sieve
from app.sifting import Choices
from app.words import Words
from ui.dialogs.parts import button, explain
from ui.panels.wording import check_name

_TOGGLES = ("match_case", "whole_words", "regex")
_DAYS = (0, 7, 30)


class NarrowBar(QWidget):
    """``changed()``: a part was chosen. The parts are read with :meth:`over` and set with :meth:`show_sieve`."""

    changed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 0, 18, 8)
        line.setSpacing(8)
        self._boxes = {name: self._box(name) for name in ("side", "state", "check", "category", "author", "since")}
        self._toggles = {name: self._toggle(name) for name in _TOGGLES}
        line.addWidget(self._boxes["side"])
        for toggle in self._toggles.values():
            line.addWidget(toggle)
        for name in ("state", "check", "category", "author", "since"):
            line.addWidget(self._boxes[name], 1)
        self._since = self._boxes["since"]
        # A date, or the number of a change, can be typed.
        self._since.setEditable(True)
        self._since.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field = self._since.lineEdit()
        if field is not None:
            field.setPlaceholderText(self._said("since"))
            field.setAccessibleName(self._said("since"))
            field.editingFinished.connect(self.changed)
        self._clear: QPushButton = button(self._said("clear"), self.clear, link=True, tip=self._said("clear-tip"))
        line.addWidget(self._clear)
        self._fill("side", [(self._said(f"side-{side}"), side) for side in ("source", "target")])

    def _said(self, key: str) -> str:
        return self._words.say(f"filter.{key}")

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setMinimumContentsLength(11 if name == "since" else 5)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        explain(box, self._said(name), self._said(f"{name}-tip"))
        box.activated.connect(self.changed)
        return box

    def _toggle(self, name: str) -> QToolButton:
        said = name.replace("_", "-")
        made = QToolButton(self)
        made.setObjectName(name)
        made.setCheckable(True)
        made.setText(self._said(f"{said}-sign"))
        explain(made, self._said(said), self._said(f"{said}-tip"))
        made.toggled.connect(self.changed)
        return made

    def offer(self, choices: Choices) -> None:
        """Takes what there is to choose from in this project; what is chosen stays chosen."""
        say = self._words.say
        self._fill("state", [(say(f"states.{state}"), state) for state in choices.states])
        self._fill("check", [(check_name(self._words, check), check) for check in choices.checks])
        self._fill("category", [(category_name(self._words, id_), id_) for id_ in choices.categories])
        self._fill("author", [(name, name) for name in choices.authors])
        days = [(self._words.say("filter.days", n=n) if n else self._said("today"), f"days:{n}") for n in _DAYS]
        named = [(self._words.say("filter.moment", name=name), name) for name in choices.moments]
        self._fill("since", [(self._said("import"), "import"), *days, *named])

    def _fill(self, name: str, entries: Iterable[tuple[str, str]]) -> None:
        box, chosen = self._boxes[name], self._chosen(name)
        box.clear()
        box.addItem(self._said(f"any-{name}") if name != "since" else "", "")
        for text, data in entries:
            box.addItem(text, data)
        self._choose(name, chosen)

    def _chosen(self, name: str) -> str:
        box = self._boxes[name]
        if box.isEditable() and (at := box.findText(box.currentText())) < 0:
            return box.currentText().strip()
        at = box.currentIndex() if not box.isEditable() else at
        return str(box.itemData(at) or "")

    def _choose(self, name: str, value: str) -> None:
        box = self._boxes[name]
        at = box.findData(value)
        if at < 0 and box.isEditable():
            box.setEditText(value)
            return
        if at < 0:
            # Of another project, or nothing of it is left: it is still what is asked for.
            box.addItem(value, value)
            at = box.count() - 1
        box.setCurrentIndex(at)

    def over(self, sieve: Sieve) -> Sieve:
        """A sieve with the parts of this line."""
        toggles = {name: toggle.isChecked() for name, toggle in self._toggles.items()}
        return replace(sieve, **{name: self._chosen(name) for name in self._boxes}, **toggles)  # type: ignore[arg-type]

    def show_sieve(self, sieve: Sieve) -> None:
        """Shows the parts of a sieve, without telling of it."""
        for name, toggle in self._toggles.items():
            toggle.blockSignals(True)
            toggle.setChecked(bool(getattr(sieve, name)))
            toggle.blockSignals(False)
        for name in self._boxes:
            self._choose(name, str(getattr(sieve, name)))

    @Slot()
    def clear(self) -> None:
        self.show_sieve(Sieve())
        self.changed.emit()

    def begin(self) -> None:
        """Puts the keyboard into the first part."""
        self._boxes["state"].setFocus()
