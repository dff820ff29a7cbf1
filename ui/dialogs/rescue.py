"""A project that cannot be opened: why, in one sentence, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.store.backups import Backup
from app.words import Words
from ui.dialogs.backups import local
from ui.dialogs.parts import Sheet, button, label
from ui.theme import Theme

if TYPE_CHECKING:
    from app.store.repair import Report

BUSY = "project-locked"
DAMAGED = "damaged"
LOST = ("not-a-project", "no-such-file")
"""What a backup can stand in for, besides."""
_SOURCES = ("read", "loose", "history", "backup", "made", "lost")
_MENDED = ("texts", "empty", "dropped", "gaps")


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
        if self._newest is not None:
            when = local(self._newest.made)
            if code != BUSY:
                ways.append(button(say("backups.restore-one"), self._restore, tip=say("backups.restore-one-tip")))
            look = say("backups.look-newest", when=when)
            ways.append(button(look, self._look, primary=code == BUSY, tip=say("backups.look-tip")))
            about = say("backups.rescue-busy" if code == BUSY else "backups.rescue", when=when)
            self.body.addWidget(label(about, rank="soft", wrap=True))
        if code == DAMAGED:
            ways.append(button(say("backups.repair"), self._repair, primary=True, tip=say("backups.repair-tip")))
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


class RepairedDialog(Sheet):
    """What a repair could save, in counts, and where the damaged files are."""

    def __init__(self, theme: Theme, words: Words, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("backups.repaired-title"), parent)
        say = words.say
        counts = {name: sum(getattr(count, name) for count in report.tables) for name in _SOURCES}
        lines = [say("backups.repaired", name=report.project.name), say("backups.repaired-from", **counts)]
        lines += [say(f"doctor.{name}", n=n) for name in _MENDED if (n := getattr(report, name))]
        if report.aside is not None:
            lines.append(say("doctor.aside", folder=str(report.aside)))
        else:
            lines.append(say("doctor.elsewhere", file=str(report.project)))
        for line in lines:
            self.body.addWidget(label(line, wrap=True))
        self.add_foot(button(say("dialogs.close"), self.accept, primary=True))
        self.setMinimumWidth(560)
