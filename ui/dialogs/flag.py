"""Flag: what kind of error, how grave, and a comment. All of it by keys: type, choose, Ctrl+Enter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.model import Severity
from app.review.categories import category_name, load_categories
from app.words import Words
from ui.dialogs.parts import GAP, LINE, Sheet, button, explain, label, tell
from ui.theme import Theme

_QUOTE = 240
_ID = Qt.ItemDataRole.UserRole
_TONES = {Severity.NEUTRAL: "", Severity.MINOR: "warn", Severity.MAJOR: "error", Severity.CRITICAL: "error"}


@dataclass(frozen=True, slots=True)
class FlagRequest:
    """A flag as the person wants it; ``category`` is an MQM id of either level."""

    category: str
    severity: Severity
    comment: str


class FlagDialog(Sheet):
    """Asks for a flag on a quoted text; ``request()`` is the answer once it is accepted."""

    def __init__(self, theme: Theme, words: Words, quote: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("dialogs.flag.title"), parent)
        self._severities = QButtonGroup(self)
        self._build(" ".join(quote.split()))
        self._fill("")
        self.resize(520, 560)
        self._search.setFocus()

    def _build(self, quote: str) -> None:
        shown = quote if len(quote) <= _QUOTE else quote[:_QUOTE].rstrip() + "…"
        quoted = label(f"“{shown}”", wrap=True)
        explain(quoted, self.say("flag.quote"))
        self.body.addWidget(quoted)
        self.body.addSpacing(GAP)
        self.body.addWidget(label(self.say("flag.category"), rank="section"))
        self._search = QLineEdit()
        self._search.setClearButtonEnabled(True)
        self._search.setPlaceholderText(self.say("flag.category-tip"))
        explain(self._search, self.say("flag.category"), self.say("flag.category-tip"))
        self._search.installEventFilter(self)
        self._search.textChanged.connect(self._fill)
        self.body.addWidget(self._search)
        self._tree = QTreeWidget()
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        explain(self._tree, self.say("flag.category"))
        self._tree.currentItemChanged.connect(self._refresh)
        self.body.addWidget(self._tree, 1)
        self._nothing = label("", wrap=True)
        self.body.addWidget(self._nothing)

        self.body.addWidget(label(self.say("flag.severity"), rank="section"))
        row = QHBoxLayout()
        for number, severity in enumerate(Severity):
            row.addWidget(self._severity_button(number, severity))
        row.addStretch(1)
        self.body.addLayout(row)

        self.body.addWidget(label(self.say("flag.comment"), rank="section"))
        self._comment = QPlainTextEdit()
        self._comment.setTabChangesFocus(True)
        self._comment.setFixedHeight(76)
        self._comment.setPlaceholderText(self.say("flag.comment-placeholder"))
        explain(self._comment, self.say("flag.comment"))
        self.body.addWidget(self._comment)
        self._flag = button(self.say("flag.flag"), self.accept, primary=True, tip=self.say("flag.flag-tip"))
        self.add_foot(button(self.say("cancel"), self.reject), self._flag)
        accept = QShortcut(QKeySequence("Ctrl+Return"), self)
        accept.activated.connect(self._flag.click)
        also = QShortcut(QKeySequence("Ctrl+Enter"), self)
        also.activated.connect(self._flag.click)

    def _severity_button(self, number: int, severity: Severity) -> QPushButton:
        made = QPushButton(self.say(f"severity.{severity}"))
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("chip", True)
        made.setProperty("tone", _TONES[severity])
        made.setChecked(severity is Severity.MINOR)
        # Not the button's own shortcut, which presses it visibly and takes effect a tenth of a second late.
        shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
        shortcut.activated.connect(made.click)
        explain(made, self.say(f"severity.{severity}"), self.say(f"severity.{severity}-tip"))
        self._severities.addButton(made, number)
        return made

    def request(self) -> FlagRequest | None:
        """What was asked for; None while no kind of error is chosen."""
        item = self._tree.currentItem()
        if item is None:
            return None
        severity = list(Severity)[self._severities.checkedId()]
        return FlagRequest(str(item.data(0, _ID)), severity, self._comment.toPlainText().strip())

    @Slot(str)
    def _fill(self, text: str) -> None:
        """Shows the kinds with the beginnings of words typed in their name or id; the first that fits is chosen."""
        wanted = text.casefold().replace("-", " ").split()
        self._tree.clear()
        best: QTreeWidgetItem | None = None
        for category in load_categories():
            whole = self._fits(category.id, wanted)
            kinds = [kind for kind in category.kinds if whole or self._fits(kind, wanted)]
            if not whole and not kinds:
                continue
            top = self._item(self._tree.invisibleRootItem(), category.id)
            top.setExpanded(bool(wanted))
            for kind in kinds:
                self._item(top, kind)
            best = best or (top if whole else top.child(0))
        if best is not None:
            self._tree.setCurrentItem(best)
        tell(self._nothing, "" if best is not None else self.say("flag.category-none"), "warn")
        self._refresh()

    def _item(self, parent: QTreeWidgetItem, id_: str) -> QTreeWidgetItem:
        made = QTreeWidgetItem(parent, [category_name(self._words, id_)])
        made.setData(0, _ID, id_)
        made.setSizeHint(0, QSize(0, LINE))
        return made

    def _fits(self, id_: str, wanted: list[str]) -> bool:
        name = f"{id_} {category_name(self._words, id_)}".casefold().replace("-", " ").split()
        return all(any(own.startswith(word) for own in name) for word in wanted)

    @Slot()
    def _refresh(self) -> None:
        self._flag.setEnabled(self._tree.currentItem() is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and the like go from the search field to the tree: typing and choosing are one movement."""
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in moves:
                self._tree.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._comment.setFocus()
                return True
        return super().eventFilter(watched, event)
