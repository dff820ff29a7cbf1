"""The question before texts go that the disk would not take."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from app.words import Words


def may_lose(words: Words, texts: Sequence[str], parent: QWidget) -> bool:
    """Shows the texts, to be copied, and asks; to stay is the answer that Enter and Escape give."""
    box = QMessageBox(QMessageBox.Icon.Warning, words.say("window.error-title"), "", parent=parent)
    box.setText(words.say("window.lose", n=len(texts)))
    box.setDetailedText("\n\n".join(texts))
    lose = box.addButton(words.say("window.lose-them"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(words.say("window.stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is lose
