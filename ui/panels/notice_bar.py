"""What a person should know of the project as it was opened: lines above the rows that stay until they are put away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.words import Words


class NoticeBar(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setProperty("card", "true")
        card.setProperty("tone", "hint")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 0, 18, 8)
        whole.addWidget(card)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        close = QPushButton(words.say("window.notice-close"))
        close.setToolTip(words.say("window.notice-close-tip"))
        close.clicked.connect(self.dismiss)
        across = QHBoxLayout(card)
        across.setContentsMargins(14, 8, 10, 8)
        across.addLayout(self._lines, 1)
        across.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._shown: tuple[str, ...] = ()
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in it, put away or not."""
        return self._shown

    def show_lines(self, lines: Sequence[str]) -> None:
        """Shows the sentences; the same ones again stay put away."""
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for line in lines:
            label = QLabel(line)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.addWidget(label)
        self.setVisible(bool(lines))

    @Slot()
    def dismiss(self) -> None:
        self.hide()
