"""Cards of the inspector: a title in its colour, a sentence, what can be done with its key at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class Card(QFrame):
    """One card; ``tone`` is a role of the theme's style sheet (error, warn, hint, ok, flag, accent)."""

    def __init__(self, title: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setProperty("tone", tone)
        self.setAccessibleName(title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 12, 10)
        self._layout.setSpacing(4)
        self._layout.addWidget(label(title, tone=tone, bold=True))

    def say(self, text: str, *, rank: str = "") -> None:
        self._layout.addWidget(label(text, rank=rank))

    def offer(self, text: str, key: str, tooltip: str = "") -> QPushButton:
        """A thing to do, its key at the right. The caller connects the button."""
        line = QHBoxLayout()
        line.setContentsMargins(0, 2, 0, 0)
        button = link(elide(text, 44), tooltip or text)
        line.addWidget(button, 1, Qt.AlignmentFlag.AlignLeft)
        if key:
            line.addWidget(label(key, rank="key"), 0, Qt.AlignmentFlag.AlignRight)
        self._layout.addLayout(line)
        return button

    def add_row(self, *buttons: QWidget) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 2, 0, 0)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self._layout.addLayout(line)


def label(text: str, *, rank: str = "", tone: str = "", bold: bool = False) -> QLabel:
    """A label that wraps, is plain text whatever it holds, and can be copied from."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(
        QSizePolicy.Policy.Ignored if rank != "key" else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
    )
    if rank:
        made.setProperty("rank", rank)
    if tone:
        made.setProperty("tone", tone)
    if bold:
        font = made.font()
        font.setBold(True)
        made.setFont(font)
    return made


def link(text: str, tooltip: str = "") -> QPushButton:
    button = QPushButton(text.replace("&", "&&"))
    button.setProperty("link", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setToolTip(tooltip or text)
    button.setAccessibleName(tooltip or text)
    return button


def elide(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
