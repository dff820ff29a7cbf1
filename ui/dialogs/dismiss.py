"""Not an error: how far the decision reaches, and why. 1, 2 or 3, then Enter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from app.model import Finding
from app.review.decisions import Reach
from app.words import Words
from ui.dialogs.parts import Sheet, button, explain, label
from ui.theme import Theme

_INDENT = 24


@dataclass(frozen=True, slots=True)
class DismissRequest:
    reach: Reach
    reason: str


class DismissDialog(Sheet):
    """Asks how far a *no* to a finding reaches; ``request()`` is the answer once it is accepted."""

    def __init__(self, theme: Theme, words: Words, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("dialogs.dismiss.title"), parent)
        self._finding = finding
        self._reaches = QButtonGroup(self)
        self._build()
        self.setMinimumWidth(480)
        self._reaches.button(0).setFocus()

    def _build(self) -> None:
        finding = self._finding
        self.body.addWidget(label(self._words.say(f"check.{finding.code}", **dict(finding.facts)), wrap=True))
        self.body.addSpacing(8)
        self.body.addWidget(label(self.say("dismiss.reach"), rank="section"))
        for number, reach in enumerate(Reach):
            choice = QRadioButton(self.say(f"dismiss.{reach}"))
            about = self._about(reach)
            explain(choice, self.say(f"dismiss.{reach}"), about)
            choice.setChecked(reach is Reach.SPOT)
            self._reaches.addButton(choice, number)
            below = label(about, rank="soft", wrap=True)
            below.setContentsMargins(_INDENT, 0, 0, 4)
            self.body.addWidget(choice)
            self.body.addWidget(below)
        self.body.addSpacing(8)
        self.body.addWidget(label(self.say("dismiss.reason"), rank="section"))
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(self.say("dismiss.reason-placeholder"))
        explain(self._reason, self.say("dismiss.reason"), self.say("dismiss.reason-placeholder"))
        self.body.addWidget(self._reason)
        self.body.addStretch(1)
        accept = button(self.say("dismiss.dismiss"), self.accept, primary=True, tip=self.say("dismiss.dismiss-tip"))
        accept.setDefault(True)
        self.add_foot(button(self.say("cancel"), self.reject), accept)

    def _about(self, reach: Reach) -> str:
        """What a reach means for this finding, in a sentence."""
        if reach is Reach.RULE:
            return self.say("dismiss.rule-about", about=self._words.say(f"check.about.{self._finding.check}"))
        if reach is Reach.TERM and not self._finding.term:
            return self.say("dismiss.evidence-about")
        return self.say(f"dismiss.{reach}-about", term=self._finding.term)

    def request(self) -> DismissRequest | None:
        """What was decided."""
        return DismissRequest(list(Reach)[self._reaches.checkedId()], self._reason.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1.value
        # A digit typed into the reason is taken there and never comes here.
        if not event.modifiers() and 0 <= number < len(Reach):
            chosen = self._reaches.button(number)
            chosen.setChecked(True)
            chosen.setFocus()
        else:
            super().keyPressEvent(event)
