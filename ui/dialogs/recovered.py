"""What was typed when the program ended: each text against what is saved, to be taken over, kept or thrown away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextEdit, QVBoxLayout, QWidget

from app.recovery import Recovered
from app.review.diff import word_diff
from app.words import Words
from ui.dialogs.history import local_time
from ui.dialogs.marked import diff_runs, runs_html
from ui.dialogs.parts import LINE, Sheet, button, explain, label, tell
from ui.fonts import text_font
from ui.session import Session
from ui.theme import Theme

_START = 60
"""Code points of a text shown in the list."""


def offer_drafts(session: Session, theme: Theme, words: Words, parent: QWidget) -> RecoveredDialog | None:
    """Shows what an earlier sitting left, over the window; None where there is nothing."""
    found = session.drafts.recovered() if session.drafts is not None else ()
    if not found:
        return None
    dialog = RecoveredDialog(theme, words, session, found, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.said.connect(session.said)
    session.destroyed.connect(dialog.close)
    dialog.open()
    return dialog


class RecoveredDialog(Sheet):
    """Escape decides later. ``said(str)``: what was done, for the status bar."""

    said = Signal(str)

    def __init__(
        self, theme: Theme, words: Words, session: Session, found: Sequence[Recovered], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, words.say("recovered.title"), parent)
        self._session = session
        self._found = list(found)
        self._sure = False
        self._build()
        self.resize(920, 480)
        self._fill()
        self._list.setFocus()

    def _build(self) -> None:
        say = self._words.say
        self.body.addWidget(label(say("recovered.about", n=len(self._found)), wrap=True))
        self._list = QListWidget()
        explain(self._list, say("recovered.list"), say("recovered.list-tip"))
        self._list.currentRowChanged.connect(self._show)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 0, 0, 0)
        self._about = label("", rank="soft", wrap=True)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(text_font(""))
        explain(self._text, say("recovered.text"))
        column.addWidget(self._about)
        column.addWidget(self._text, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(right)
        both.setSizes([350, 530])
        self.body.addWidget(both, 1)
        self._throw = button(say("recovered.throw"), self.throw_away, tip=say("recovered.throw-tip"))
        self._take = button(say("recovered.take"), self.take_over, primary=True, tip=say("recovered.take-tip"))
        copy = button(say("recovered.copy"), self._copy, link=True)
        later = button(say("recovered.later"), self.reject, tip=say("recovered.later-tip"))
        self.add_foot(later, self._take, left=(self._throw, copy))

    def _fill(self) -> None:
        for found in self._found:
            item = QListWidgetItem(self._said(found))
            item.setSizeHint(QSize(0, LINE))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            # A text without a place cannot be taken over, and must not be thrown away with the others by mistake.
            item.setCheckState(Qt.CheckState.Checked if found.row is not None else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.itemChanged.connect(self._ticked_anew)
        self._list.setCurrentRow(0)
        self._ticked_anew()

    def _said(self, found: Recovered) -> str:
        start = " ".join(found.draft.text[: 2 * _START].split())[:_START] or self._words.say("recovered.erased")
        if found.row is None:
            return self._words.say("recovered.loose", start=start)
        return self._words.say("recovered.row", number=found.number, start=start)

    @Slot(int)
    def _show(self, row: int) -> None:
        found = self._found[row]
        when = local_time(found.draft.at)
        say = self._words.say
        if found.row is None:
            tell(self._about, say("recovered.gone", when=when), "warn")
        elif found.changed:
            tell(self._about, say("recovered.changed", when=when), "warn")
        elif not found.block:
            tell(self._about, say("recovered.typed-new", when=when))
        else:
            tell(self._about, say("recovered.typed", when=when))
        self._text.setHtml(runs_html(diff_runs(word_diff(found.saved, found.draft.text)), self._theme))

    # Choosing

    def ticked(self) -> list[Recovered]:
        """The texts that are ticked, in order."""
        checked = Qt.CheckState.Checked
        return [found for row, found in enumerate(self._found) if self._list.item(row).checkState() == checked]

    @Slot()
    def _ticked_anew(self) -> None:
        ticked = self.ticked()
        self._take.setEnabled(any(found.row is not None for found in ticked))
        self._throw.setEnabled(bool(ticked))
        self._sure = False
        self._throw.setText(self._words.say("recovered.throw"))
        self.tell("")

    @Slot()
    def take_over(self) -> None:
        """Saves the ticked texts as revisions, one by one, until one cannot be saved; all others wait."""
        taken = 0
        for found in self.ticked():
            if found.row is None:
                continue
            if not self._session.write(found.row, found.block, found.draft.text):
                break
            self._session.forget_draft(found)
            taken += 1
        if taken:
            self.said.emit(self._words.say("recovered.taken", n=taken))
        self.accept()

    @Slot()
    def throw_away(self) -> None:
        """Asks in its own line first: a text that was typed cannot be made again."""
        ticked = self.ticked()
        if not self._sure:
            self._sure = True
            self._throw.setText(self._words.say("recovered.throw-sure"))
            self.tell(self._words.say("recovered.throw-ask", n=len(ticked)), "warn")
            return
        for found in ticked:
            self._session.forget_draft(found)
        self.accept()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._found[self._list.currentRow()].draft.text)
        self.tell(self._words.say("recovered.copied"), "ok")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._take.isEnabled():
                self.take_over()
        elif not enter:
            super().keyPressEvent(event)
