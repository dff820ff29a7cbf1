"""A fault of ours: one kind sentence, the report folded away, a button to copy it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.words import Words
from ui.dialogs.parts import Sheet, button, explain, label
from ui.theme import Theme


class CrashDialog(Sheet):
    """Tells of a bug without blaming anybody; ``report`` is what we would like to be sent."""

    def __init__(self, theme: Theme, words: Words, report: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("dialogs.crash.title"), parent)
        self.body.addWidget(label(self.say("crash.title"), rank="heading"))
        self.body.addWidget(label(self.say("crash.said"), wrap=True))
        self.body.addWidget(label(self.say("crash.ask"), rank="soft", wrap=True))
        self._details = button(self.say("crash.details"), self._fold, link=True)
        self.body.addWidget(self._details)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._report.setMinimumHeight(180)
        explain(self._report, self.say("crash.report"))
        self._report.hide()
        self.body.addWidget(self._report, 1)
        close = button(self.say("close"), self.accept, primary=True)
        close.setDefault(True)
        self.add_foot(close, left=(button(self.say("crash.copy"), self._copy),))
        self.setMinimumWidth(520)
        close.setFocus()

    @Slot()
    def _fold(self) -> None:
        folded = self._report.isHidden()
        self._report.setVisible(folded)
        self._details.setText(self.say("crash.details-hide" if folded else "crash.details"))
        self.adjustSize()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self.tell(self.say("crash.copied"), "ok")
