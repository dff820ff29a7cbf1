"""A slider over the history of the text: the marks of the rows show what changed since the moment it stands at."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.report.compare_page import moment_sentence
from app.review.moments import Moment, MomentKind, moments
from app.words import Words
from ui.dialogs.parts import explain, label
from ui.session import Session

_MOST = 300
"""Moments the slider goes through: the newest, and the import."""
_REST = 60
"""Milliseconds the slider rests before the rows follow it."""


class TimeLine(QWidget):
    """Left is the import, which the marks are of until somebody moves it; right is now, where nothing is marked."""

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self._moments: list[Moment] = []
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumWidth(200)
        explain(self.slider, words.say("compare.since"), words.say("compare.since-tip"))
        self.setFocusProxy(self.slider)
        self._said = label("", rank="soft")
        name = label(words.say("compare.since"), rank="soft")
        name.setBuddy(self.slider)
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 6, 18, 2)
        line.setSpacing(8)
        line.addWidget(name)
        line.addWidget(self.slider, 1)
        line.addWidget(self._said, 2)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._travel)
        self.slider.valueChanged.connect(self._moved)

    def fill(self) -> None:
        """Reads the moments there are by now; the one that was chosen stays chosen."""
        every = list(reversed(moments(self._session.project.store)))
        self._moments = every[:1] + every[1:][-_MOST:]
        chosen = self._session.baseline
        at = next((n for n, one in enumerate(self._moments) if chosen and one.changeset == chosen.changeset), 0)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(self._moments) - 1))
        self.slider.setValue(at)
        self.slider.blockSignals(False)
        self.slider.setEnabled(len(self._moments) > 1)
        self._tell(at)

    @property
    def said(self) -> str:
        """The moment in words."""
        return self._said.text()

    @Slot(int)
    def _moved(self, at: int) -> None:
        self._tell(at)
        self._rest.start()

    @Slot()
    def _travel(self) -> None:
        if self._moments and not self._session.closed:
            moment = self._moments[self.slider.value()]
            self._session.set_baseline(None if moment.kind is MomentKind.IMPORT else moment)

    def _tell(self, at: int) -> None:
        said = moment_sentence(self._moments[at], self._words) if self._moments else ""
        self._said.setText(said)
        self._said.setToolTip(said)
        self.slider.setAccessibleDescription(said)
