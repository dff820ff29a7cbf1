"""Cards of the inspector: a title in its colour, a sentence, what can be done with its key at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

_NARROW = 60


class Card(QFrame):
    """One card; ``tone`` is a role of the theme's style sheet (error, warn, hint, ok, flag, accent)."""

    def __init__(self, title: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setProperty("tone", tone)
        self.setAccessibleName(title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 8, 10, 8)
        self._layout.setSpacing(3)
        self._head = QHBoxLayout()
        self._head.addWidget(label(title, tone=tone, bold=True), 1)
        self._layout.addLayout(self._head)

    def say(self, text: str, *, rank: str = "") -> None:
        self._layout.addWidget(label(text, rank=rank))

    def offer(self, text: str, key: str, tooltip: str = "") -> QPushButton:
        """A thing to do, its key at the right. The caller connects the button."""
        line = QHBoxLayout()
        line.setContentsMargins(0, 1, 0, 0)
        button = link(text, tooltip)
        line.addWidget(button, 1)
        if key:
            line.addWidget(label(key, rank="key"), 0, Qt.AlignmentFlag.AlignRight)
        self._layout.addLayout(line)
        return button

    def aside(self, button: QPushButton) -> None:
        """A lesser thing to do, at the right of the title."""
        self._head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def add_row(self, *widgets: QWidget) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 2, 0, 0)
        for widget in widgets:
            line.addWidget(widget, 1)
        self._layout.addLayout(line)


class Link(QPushButton):
    """A button that reads like a link and ends in … where there is no room for all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("link", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(_NARROW, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        option.text = shown.replace("&", "&&")
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)


def label(text: str, *, rank: str = "", tone: str = "", bold: bool = False) -> QLabel:
    """A label that wraps, is plain text whatever it holds, and can be copied from."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(rank != "key")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
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
    button = Link(" ".join(text.split()))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    # The rows keep the keyboard: a click here must not end what is being typed there before it is taken.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(tooltip or text)
    button.setAccessibleName(tooltip or text)
    return button


def elide(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
