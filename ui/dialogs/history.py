"""All versions of a paragraph: what each one changed, any two against each other, who wrote what, and a way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.review.blame import Written, blame, writer_at
from app.review.diff import word_diff
from app.store import Origin
from app.store.changes import Revision
from app.words import Words
from ui.dialogs.marked import Run, diff_runs, runs_html
from ui.dialogs.parts import LINE, Sheet, button, explain, label
from ui.fonts import text_font
from ui.theme import Theme
from ui.utf16 import Utf16Map

_GROUNDS = ("inserted", "match", "flag_ground", "selection", "hover")
"""The grounds of the words of later versions, in turn: whose they are is said in words, too."""
_SHOWN = 60
_TIME = "%Y-%m-%d %H:%M"


def local_time(at: str) -> str:
    """A stored UTC time as the person's own date and hour."""
    return datetime.fromisoformat(at).astimezone().strftime(_TIME)


class HistoryDialog(Sheet):
    """``restore_wanted(RevisionSeq)``: the version that is to be the newest one; the dialog is closed by then."""

    restore_wanted = Signal(object)

    def __init__(
        self, theme: Theme, words: Words, revisions: Sequence[Revision], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, words.say("dialogs.history.title"), parent)
        self._revisions = sorted(revisions, key=_seq, reverse=True)
        self._written: tuple[Written, ...] = ()
        self._map = Utf16Map("")
        self._build()
        self.resize(920, 460)
        if self._revisions:
            self._list.setCurrentRow(0)
        self._list.setFocus()

    def _build(self) -> None:
        self._list = QListWidget()
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        explain(self._list, self.say("history.list"), self.say("history.list-tip"))
        for row, revision in enumerate(self._revisions):
            said = self._said(revision)
            item = QListWidgetItem(self.say("history.current", version=said) if row == 0 else said)
            item.setToolTip(" ".join(revision.text.split())[:300])
            item.setSizeHint(QSize(0, LINE))
            self._list.addItem(item)
        self._list.itemSelectionChanged.connect(self._show)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 0, 0, 0)
        self._about = label("", rank="soft", wrap=True)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(text_font(""))
        explain(self._text, self.say("history.text"))
        self._who = QPushButton(self._words.say("blame.who"))
        self._who.setCheckable(True)
        self._who.setAutoDefault(False)
        self._who.setProperty("chip", True)
        explain(self._who, self._words.say("blame.who"), self._words.say("blame.who-tip"))
        self._who.clicked.connect(self._show)
        self._text.cursorPositionChanged.connect(self._tell_writer)
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        head.addWidget(self._who, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._text, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(right)
        both.setSizes([410, 470])
        self.body.addWidget(both, 1)
        self._restore = button(self.say("history.restore"), self._restore_chosen, tip=self.say("history.restore-tip"))
        self.add_foot(self._restore, button(self.say("close"), self.reject, primary=True))

    def _said(self, revision: Revision) -> str:
        origin = self._words.say(f"panels.origin-{revision.origin}")
        return self.say("history.version", when=local_time(revision.at), who=revision.author, origin=origin)

    def _chosen(self) -> list[int]:
        """The chosen rows, the newest first: the current one and at most one other."""
        rows = sorted(index.row() for index in self._list.selectedIndexes())
        return rows if len(rows) < 3 else [rows[0], rows[-1]]

    @Slot()
    def _show(self) -> None:
        rows = self._chosen()
        self._restore.setEnabled(len(rows) == 1 and rows[0] > 0)
        if not rows:
            self._about.clear()
            self._text.clear()
            return
        newer = self._revisions[rows[0]]
        self._written = ()
        if self._who.isChecked():
            self._show_writers(rows[0])
            return
        older = self._older(rows)
        self._about.setText(self._compared(rows, older, newer))
        runs = diff_runs(word_diff(older.text, newer.text)) if older is not None else (Run(newer.text),)
        self._text.setHtml(runs_html(runs, self._theme))

    def _show_writers(self, row: int) -> None:
        """The chosen version by who wrote its words: those of the import plain, those of each later one on a ground."""
        written = blame(reversed(self._revisions[row:]))
        later = sorted({w.revision.seq for w in written if w.revision.origin != Origin.IMPORT})
        grounds = {seq: _GROUNDS[number % len(_GROUNDS)] for number, seq in enumerate(later)}
        runs = [Run(w.text, grounds.get(w.revision.seq, "")) for w in written]
        self._text.setHtml(runs_html(runs, self._theme))
        self._written = written
        self._map = Utf16Map(self._revisions[row].text)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._tell_writer()

    @Slot()
    def _tell_writer(self) -> None:
        """Says of the word at the caret who wrote it, when, and in which change."""
        if not self._who.isChecked():
            return
        found = writer_at(self._written, self._map.to_code_point(self._text.textCursor().position()))
        if found is None:
            self._about.setText(self._words.say("blame.nobody"))
            return
        revision = found.revision
        said = self._words.say(
            "blame.wrote",
            text=_short(found.text),
            who=revision.author,
            when=local_time(revision.at),
            origin=self._words.say(f"panels.origin-{revision.origin}"),
            number=revision.changeset,
        )
        self._about.setText(said)

    def _older(self, rows: Sequence[int]) -> Revision | None:
        """What the newest chosen version is compared with: the other one chosen, else the one before it."""
        at = rows[1] if len(rows) == 2 else rows[0] + 1
        return self._revisions[at] if at < len(self._revisions) else None

    def _compared(self, rows: Sequence[int], older: Revision | None, newer: Revision) -> str:
        if older is None:
            return self.say("history.first")
        if older.text == newer.text:
            return self.say("history.same")
        if len(rows) == 1:
            return self.say("history.against-previous")
        return self.say("history.against", older=local_time(older.at), newer=local_time(newer.at))

    @Slot()
    def _restore_chosen(self) -> None:
        seq = self._revisions[self._chosen()[0]].seq
        self.accept()
        self.restore_wanted.emit(seq)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _seq(revision: Revision) -> int:
    return revision.seq
