"""The backups of a project: when, why, how much; to be looked at, put in its place, or made now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.store.backups import Backup
from app.words import Words
from ui.dialogs.parts import LINE, Sheet, button, explain, label, tell
from ui.theme import Theme

_COLUMNS = ("when", "why", "revisions", "size", "from")
_NUMBERS = (2, 3)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def local(made: datetime) -> str:
    """The time of a backup as the person's own date and hour."""
    return made.astimezone().strftime("%Y-%m-%d %H:%M")


class BackupsDialog(Sheet):
    """``look_wanted(Backup)`` and ``restore_wanted(Backup)``: the dialog is closed by then. ``keep_wanted()``."""

    look_wanted = Signal(object)
    restore_wanted = Signal(object)
    keep_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        project: Path,
        find: Callable[[], Sequence[Backup]],
        parent: QWidget | None = None,
        *,
        can_keep: bool = True,
    ) -> None:
        super().__init__(theme, words, words.say("backups.title", name=project.stem), parent)
        self._project = project
        self._find = find
        self._backups: Sequence[Backup] = ()
        self._sure = False
        self._can_keep = can_keep
        self._build()
        self.resize(860, 460)
        self._fill()
        self._list.setFocus()

    def _build(self) -> None:
        say = self._words.say
        self._about = label("", rank="soft", wrap=True)
        self.body.addWidget(self._about)
        self._list = QTableWidget(0, len(_COLUMNS))
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setShowGrid(False)
        self._list.setWordWrap(False)
        self._list.setTabKeyNavigation(False)
        self._list.verticalHeader().hide()
        self._list.verticalHeader().setDefaultSectionSize(LINE)
        for column, name in enumerate(_COLUMNS):
            title = QTableWidgetItem(say(f"backups.column-{name}"))
            title.setTextAlignment(_RIGHT if column in _NUMBERS else _LEFT)
            self._list.setHorizontalHeaderItem(column, title)
        header = self._list.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        explain(self._list, say("backups.list"))
        self._list.currentCellChanged.connect(self._chosen_anew)
        self._list.cellActivated.connect(self._look)
        self.body.addWidget(self._list, 1)
        self._keep = button(say("backups.keep"), self._keep_now, tip=say("backups.keep-tip"))
        self._keep.setVisible(self._can_keep)
        self._restore = button(say("backups.restore"), self._restore_chosen, tip=say("backups.restore-tip"))
        self._look_button = button(say("backups.look"), self._look, primary=True, tip=say("backups.look-tip"))
        close = button(say("dialogs.close"), self.reject)
        self.add_foot(close, self._restore, self._look_button, left=(self._keep,))

    def _fill(self) -> None:
        self._backups = self._find()
        self._list.setRowCount(len(self._backups))
        for row, backup in enumerate(self._backups):
            cells = (
                local(backup.made),
                self._words.say(f"backups.kind-{backup.kind}"),
                f"{backup.revisions:,}",
                self._words.say("backups.size", size=f"{backup.size / 1e6:.1f}"),
                str(backup.project),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if column in _NUMBERS else _LEFT)
                item.setToolTip(text)
                self._list.setItem(row, column, item)
        tell(self._about, self._words.say("backups.about" if self._backups else "backups.none"))
        self._list.setCurrentCell(0, 0)
        self._chosen_anew()

    def chosen(self) -> Backup | None:
        """The backup under the cursor."""
        row = self._list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    @Slot()
    def _chosen_anew(self) -> None:
        self._sure = False
        self._restore.setText(self._words.say("backups.restore"))
        self.tell("")
        for one in (self._restore, self._look_button):
            one.setEnabled(self.chosen() is not None)

    @Slot()
    def _look(self) -> None:
        if (backup := self.chosen()) is not None:
            self.accept()
            self.look_wanted.emit(backup)

    @Slot()
    def _restore_chosen(self) -> None:
        """Says what will happen in its own line first, and does it when pressed again."""
        backup = self.chosen()
        if backup is None:
            return
        if not self._sure:
            self._sure = True
            self._restore.setText(self._words.say("backups.restore-sure"))
            facts = {"name": self._project.name, "when": local(backup.made)}
            self.tell(self._words.say("backups.restore-ask", **facts), "warn")
            return
        self.accept()
        self.restore_wanted.emit(backup)

    @Slot()
    def _keep_now(self) -> None:
        self._keep.setEnabled(False)
        self.keep_wanted.emit()

    @Slot(object)
    def kept(self, backup: Backup | None) -> None:
        """The backup that was asked for is made; None where the newest one held everything already."""
        self._keep.setEnabled(True)
        self._fill()
        self.tell(self._words.say("backups.kept" if backup is not None else "backups.kept-already"), "ok")

    @Slot(str)
    def refused(self, sentence: str) -> None:
        """The backup that was asked for could not be made."""
        self._keep.setEnabled(True)
        self.tell(sentence)
