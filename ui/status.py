"""The line at the bottom: mode, saved time, what is left, languages, words; progress of long work, with Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from app.model import Side
from app.words import Words
from ui.clock import local_time
from ui.jobs import Progress

if TYPE_CHECKING:
    from ui.session import Session

_SAID = 6_000


class StatusLine(QStatusBar):
    """``cancel_wanted()``: the person wants the long work to stop."""

    cancel_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._session: Session | None = None
        self._mode = "grid"
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 0, 14, 0)
        self._left = QLabel()
        self._right = QLabel()
        self.addWidget(self._left, 1)
        self._bar = QProgressBar()
        self._bar.setMaximumWidth(140)
        self._bar.setTextVisible(False)
        self._what = QLabel()
        self._cancel = QPushButton(words.say("window.cancel"))
        self._cancel.setProperty("link", True)
        self._cancel.clicked.connect(self.cancel_wanted)
        for part in (self._what, self._bar, self._cancel):
            self.addPermanentWidget(part)
            part.hide()
        self.addPermanentWidget(self._right)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID)
        self._said.timeout.connect(self.refresh)

    def set_session(self, session: Session | None) -> None:
        self._session = session
        self._said.stop()
        if session is not None:
            session.changed.connect(self.refresh)
            session.surveyor.surveyed.connect(self.refresh)
            session.surveyor.counted.connect(self.refresh)
            session.baseline_changed.connect(self.refresh)
        self.refresh()

    @Slot(str)
    def set_mode(self, mode: str) -> None:
        self._mode = mode
        self.refresh()

    @Slot(str)
    def say(self, text: str) -> None:
        """Shows a sentence for some seconds in place of the rest."""
        self._left.setText(text)
        self._said.start()

    @Slot(object)
    def show_progress(self, progress: Progress | None) -> None:
        for part in (self._what, self._bar, self._cancel):
            part.setVisible(progress is not None)
        if progress is None:
            return
        what = self._words.say(f"task.{progress.label}")
        if progress.total:
            done, total = progress.done, progress.total
            self._what.setText(self._words.say("window.progress-of", what=what, done=done, total=total))
        else:
            self._what.setText(self._words.say("window.progress", what=what))
        self._bar.setMaximum(progress.total)
        self._bar.setValue(progress.done)

    @Slot()
    def refresh(self) -> None:
        if self._said.isActive():
            return
        if self._session is None:
            self._left.setText("")
            self._right.setText("")
            return
        # Imported here: the whole pipeline comes with it, and a project is open by now.
        from app.report.compare_page import moment_sentence

        say, session = self._words.say, self._session
        project = session.project
        parts = [say(f"window.mode-{self._mode}")]
        if session.checking:
            parts.append(say("window.checking"))
        elif session.read_only:
            parts.append(say("window.read-only"))
        elif session.saved_at:
            parts.append(say("window.saved", time=local_time(session.saved_at)))
        else:
            parts.append(say("window.unsaved"))
        parts.append(say("window.todo", n=project.counts()["todo"] if project.counted else "…"))
        parts.append(say("window.blockers", n=project.grave_count if project.surveyed else "…"))
        names = {side: self._words.language_name(project.languages[side]) for side in Side}
        if project.has_source:
            parts.append(say("window.languages", source=names[Side.SOURCE], target=names[Side.TARGET]))
        else:
            parts.append(say("window.target-only", target=names[Side.TARGET]))
        parts.append(say("window.words", n=f"{project.words:,}" if project.surveyed else "…"))
        self._left.setText(" · ".join(parts))
        since = session.baseline
        said = say("window.baseline-since", moment=moment_sentence(since, self._words)) if since else ""
        self._right.setText(said or say("window.baseline"))
