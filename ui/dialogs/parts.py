"""The few parts all dialogs are made of, so that they look and read alike: labels, buttons, a sheet with its foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.words import Words, plain
from ui.theme import Theme

EDGE = 20
GAP = 8
LINE = 28
"""The height of a line in a list: said to each item, for one filled before it is shown knows no style sheet yet."""


def label(text: str, *, rank: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """Plain text in one of the style sheet's ranks and tones; what stands in it is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("rank", rank)
    made.setProperty("tone", tone)
    return made


def button(
    text: str, slot: Callable[[], None], *, primary: bool = False, link: bool = False, tip: str = ""
) -> QPushButton:
    """A button with its word. ``slot`` is a bound method of a QObject; it is never pressed by Enter from elsewhere."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setProperty("link", link)
    made.setAutoDefault(False)
    explain(made, text, tip)
    made.clicked.connect(slot)
    return made


def explain(widget: QWidget, name: str, tip: str = "") -> None:
    """What a screen reader says of a widget, and what is shown when the pointer rests on it."""
    widget.setAccessibleName(plain(name))
    if tip:
        widget.setToolTip(tip)
        widget.setAccessibleDescription(tip)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Sets a property the style sheet looks at, and lets it look."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tell(target: QLabel, text: str, tone: str = "") -> None:
    """Shows a sentence in a label, and takes the label away where there is nothing to say."""
    target.setText(text)
    restyle(target, "tone", tone)
    target.setVisible(bool(text))


class Card(QPushButton):
    """A button as large as what lies in it: labels in a layout of its own."""

    def sizeHint(self) -> QSize:
        own = self.layout()
        return own.sizeHint() if own is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        own = self.layout()
        return own.minimumSize() if own is not None else super().minimumSizeHint()


class Sheet(QDialog):
    """A dialog with a body, a line for what went wrong, and a row of buttons with one primary among them."""

    def __init__(self, theme: Theme, words: Words, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self.setWindowTitle(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(EDGE, EDGE, EDGE, EDGE - 4)
        whole.setSpacing(GAP)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self.message = label("", wrap=True)
        self.message.hide()
        self.foot = QHBoxLayout()
        self.foot.setSpacing(GAP)
        whole.addLayout(self.body, 1)
        whole.addWidget(self.message)
        whole.addSpacing(GAP)
        whole.addLayout(self.foot)

    def add_foot(self, *buttons: QAbstractButton, left: tuple[QAbstractButton, ...] = ()) -> None:
        """Puts buttons into the foot: ``left`` ones at its beginning, the others at its end."""
        for one in left:
            self.foot.addWidget(one)
        self.foot.addStretch(1)
        for one in buttons:
            self.foot.addWidget(one)

    def tell(self, text: str, tone: str = "error") -> None:
        """Says what went wrong, or well, above the buttons; "" says nothing."""
        tell(self.message, text, tone)

    def tried(self, work: Callable[[], object]) -> bool:
        """Does something that may fail, and says in words why it did."""
        try:
            work()
        except UserError as error:
            self.tell(self._words.error(error))
            return False
        return True

    def say(self, key: str, **facts: str | int | float) -> str:
        """A sentence of ``dialogs.toml``."""
        return self._words.say(f"dialogs.{key}", **facts)
