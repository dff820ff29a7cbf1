"""The lines above the rows in align mode: what the keys do, what waits to be linked, what is wrong with the links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model import RowId
from app.project import Project
from app.words import Words
from ui.dialogs.parts import button, label

_MOST_ALARMS = 4


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something is wrong with a run of links: a sentence, and where it begins, None if nobody can say."""

    text: str
    row: RowId | None = None


class LinkBar(QWidget):
    """``row_wanted(RowId)``: the person wants to see an alarm's rows. ``weak_wanted()``: the next weak link.
    ``let_go()``: the row that waits to be linked shall not."""

    row_wanted = Signal(object)
    weak_wanted = Signal()
    let_go = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._alarms: tuple[Alarm, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 0, 18, 8)
        whole.setSpacing(6)
        self._hint = label("", rank="soft", wrap=True)
        self._weak = button("", self.weak_wanted.emit, link=True, tip=words.say("linking.next-weak-tip"))
        line = QHBoxLayout()
        line.addWidget(self._hint, 1)
        line.addWidget(self._weak, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(line)
        self._wait = _card("hint")
        self._wait_text = label("", wrap=True)
        _fill(self._wait, self._wait_text, button(words.say("linking.let-go"), self.let_go.emit))
        whole.addWidget(self._wait)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(6)
        whole.addLayout(self._cards)
        self._wait.hide()
        self.hide()
        self.retell()

    def retell(self) -> None:
        """Names the keys in force."""
        self._hint.setText(self._words.say("linking.hint"))

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        return self._alarms

    @property
    def waiting(self) -> str:
        """What is said of the row that waits to be linked, "" where none does."""
        return "" if self._wait.isHidden() else self._wait_text.text()

    def show_waiting(self, text: str) -> None:
        """Says which row waits to be linked with another; "" says nothing."""
        self._wait_text.setText(text)
        self._wait.setVisible(bool(text))

    def show_state(self, weak: int, alarms: Sequence[Alarm]) -> None:
        """``weak`` is the number of links worth a look."""
        self._weak.setVisible(weak > 0)
        self._weak.setText(self._words.say("linking.weak-left", n=weak))
        if tuple(alarms) == self._alarms:
            return
        self._alarms = tuple(alarms)
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for alarm in self._alarms:
            self._cards.addWidget(self._alarm_card(alarm))

    def _alarm_card(self, alarm: Alarm) -> QFrame:
        card = _card("warn")
        go = None
        if alarm.row is not None:
            go = QPushButton(self._words.say("linking.show-rows"))
            go.setAutoDefault(False)
            go.clicked.connect(partial(self.row_wanted.emit, alarm.row))
        _fill(card, label(alarm.text, wrap=True), go)
        return card


def _card(tone: str) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    card.setProperty("tone", tone)
    return card


def _fill(card: QFrame, text: QLabel, press: QPushButton | None) -> None:
    line = QHBoxLayout(card)
    line.setContentsMargins(14, 8, 10, 8)
    line.addWidget(text, 1)
    if press is not None:
        line.addWidget(press, 0, Qt.AlignmentFlag.AlignTop)


def alarms_of(project: Project, words: Words) -> list[Alarm]:
    """What the aligner itself says of its result, and where to look first."""
    alarms: list[Alarm] = []
    positions = project.store.row_positions()
    note = project.alignment_note
    if note:
        alarms.append(Alarm(words.say(note), min(project.weak_rows(), key=positions.__getitem__, default=None)))
    numbers = {id_: n for n, id_ in enumerate(positions, 1)}
    for kind, first, last in project.alignment_remarks()[:_MOST_ALARMS]:
        alarms.append(Alarm(words.say(f"align.{kind}", first=numbers[first], last=numbers[last]), first))
    return alarms
