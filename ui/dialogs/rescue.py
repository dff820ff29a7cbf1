"""A project that cannot be opened: why, in one sentence, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.store.backups import Backup
from app.words import Words
from ui.dialogs.backups import local
from ui.dialogs.parts import Sheet, button, label
from ui.theme import Theme

BUSY = "project-locked"
DAMAGED = "damaged"
LOST = ("not-a-project", "no-such-file")
"""What a backup can stand in for, besides."""


class RescueDialog(Sheet):
    """``look_wanted(Backup)``: the newest one. ``restore_wanted()``: one is to be chosen. ``repair_wanted()``."""

    look_wanted = Signal(object)
    restore_wanted = Signal()
    repair_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        code: str,
        sentence: str,
        backups: Sequence[Backup],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, words.say("window.error-title"), parent)
        self._newest = backups[0] if backups else None
        say = words.say
        self.body.addWidget(label(sentence, wrap=True))
        ways = []
        if code == DAMAGED:
            ways.append(button(say("backups.repair"), self._repair, tip=say("backups.repair-tip")))
        if self._newest is not None:
            when = local(self._newest.made)
            if code != BUSY:
                ways.append(button(say("backups.restore-one"), self._restore, tip=say("backups.restore-one-tip")))
            ways.append(button(say("backups.look-newest", when=when), self._look, tip=say("backups.look-tip")))
            about = say("backups.rescue-busy" if code == BUSY else "backups.rescue", when=when)
            self.body.addWidget(label(about, rank="soft", wrap=True))
        self.body.addStretch(1)
        close = button(say("dialogs.close"), self.reject)
        self.add_foot(close, *ways)
        close.setFocus()
        self.setMinimumWidth(620)

    @Slot()
    def _look(self) -> None:
        self.accept()
        self.look_wanted.emit(self._newest)

    @Slot()
    def _restore(self) -> None:
        self.accept()
        self.restore_wanted.emit()

    @Slot()
    def _repair(self) -> None:
        self.accept()
        self.repair_wanted.emit()
