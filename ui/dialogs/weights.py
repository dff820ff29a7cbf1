"""What an error weighs in a project's score, and from which score on a text passes."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QGridLayout, QWidget

from app.model import Severity
from app.review.categories import category_name, load_categories
from app.review.score import Scale
from app.words import Words
from ui.dialogs.parts import Sheet, button, explain, label
from ui.theme import Theme

_HEAVIEST = 100.0


class WeightsDialog(Sheet):
    """``scale()`` is the new one once the dialog is accepted, None before."""

    def __init__(self, theme: Theme, words: Words, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("report.weigh-title"), parent)
        self._severities = {severity: self._box() for severity in Severity}
        self._categories = {category.id: self._box() for category in load_categories()}
        self._mark = self._box()
        self.body.addWidget(label(words.say("report.weigh-about"), rank="soft", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for row, (severity, box) in enumerate(self._severities.items()):
            self._put(grid, row, 0, words.say(f"report.severity-{severity}"), box)
        self._put(grid, len(self._severities), 0, words.say("report.weigh-mark"), self._mark)
        for row, (id_, box) in enumerate(self._categories.items()):
            self._put(grid, row, 2, words.say("report.weigh-category", name=category_name(words, id_)), box)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        keep = button(words.say("report.keep"), self.accept, primary=True)
        keep.setDefault(True)
        own = button(words.say("report.weigh-defaults"), self._set_defaults, link=True)
        self.add_foot(button(self.say("cancel"), self.reject), keep, left=(own,))
        self._set(scale)

    @staticmethod
    def _box() -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0, _HEAVIEST)
        box.setDecimals(2)
        return box

    @staticmethod
    def _put(grid: QGridLayout, row: int, column: int, name: str, box: QDoubleSpinBox) -> None:
        title = label(name)
        title.setBuddy(box)
        explain(box, name)
        grid.addWidget(title, row, column)
        grid.addWidget(box, row, column + 1)

    @Slot()
    def _set_defaults(self) -> None:
        self._set(Scale())

    def _set(self, scale: Scale) -> None:
        for severity, box in self._severities.items():
            box.setValue(scale.severities.get(severity, 0.0))
        for id_, box in self._categories.items():
            box.setValue(scale.categories.get(id_, 1.0))
        self._mark.setValue(scale.pass_mark)

    def scale(self) -> Scale | None:
        if self.result() != QDialog.DialogCode.Accepted:
            return None
        categories = {id_: box.value() for id_, box in self._categories.items() if box.value() != 1}
        return Scale({s: box.value() for s, box in self._severities.items()}, categories, self._mark.value())
