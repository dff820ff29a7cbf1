"""One side's field on the start page: a file dropped, chosen or pasted; what it was taken for, and how to say no."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.model import Side
from app.tasks import Task
from app.words import Words
from ui.dialogs.files import AskFile, ask_file
from ui.dialogs.parts import GAP, button, explain, label, restyle, tell
from ui.dialogs.reading import Reading, read_again, read_clip, read_path
from ui.dialogs.taken import Taken
from ui.icons import icon, icon_pixmap
from ui.jobs import Job, Jobs
from ui.theme import Theme

PROJECT_SUFFIX = ".enface"
_PICTURE = 32


class Phase(Enum):
    EMPTY = "empty"
    READING = "reading"
    FAILED = "failed"
    FILLED = "filled"


class DropField(QFrame):
    """Holds at most one text. ``changed()``: it holds another one, or is read with other choices.

    ``project_dropped(Path)``: a project file was put here; ``also_dropped(Path)``: a second file came with the first.
    """

    changed = Signal()
    project_dropped = Signal(object)
    also_dropped = Signal(object)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        jobs: Jobs,
        side: Side,
        parent: QWidget | None = None,
        *,
        choose: AskFile = ask_file,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._jobs = jobs
        self._job: Job | None = None
        self._choose = choose
        self.side = side
        self.phase = Phase.EMPTY
        self.reading: Reading | None = None
        self.setProperty("drop", True)
        self.setAcceptDrops(True)
        self.setMinimumSize(320, 236)
        explain(self, words.say(f"start.{side}"))
        self._build()
        self.set_theme(theme)
        self._show()

    def _build(self) -> None:
        say = self._words.say
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 12, 16)
        head = QHBoxLayout()
        head.addWidget(label(say(f"start.{self.side}"), rank="section"))
        head.addStretch(1)
        self._clear = QToolButton()
        explain(self._clear, say("start.clear"), say("start.clear"))
        self._clear.clicked.connect(self.clear)
        keeps = self._clear.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(keeps)
        head.addWidget(self._clear)
        whole.addLayout(head)

        self._empty = QWidget()
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(0, 0, 4, 0)
        empty.setSpacing(GAP)
        self._picture = QLabel()
        self._title = label("", rank="heading")
        self._formats = label(say("start.formats"), rank="soft")
        self._error = label("", wrap=True)
        empty.addStretch(1)
        for line in (self._picture, self._title, self._formats, self._error):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            empty.addWidget(line)
        choices = QHBoxLayout()
        self._choose_button = button(say("start.choose"), self.choose, tip=say("start.choose-tip"))
        self._paste_button = button(say("start.paste"), self.paste, link=True, tip=say("start.paste-tip"))
        choices.addStretch(1)
        choices.addWidget(self._choose_button)
        choices.addWidget(self._paste_button)
        choices.addStretch(1)
        empty.addLayout(choices)
        empty.addStretch(1)
        whole.addWidget(self._empty, 1)

        self._taken = Taken(self._words, self.side)
        self._taken.read_again.connect(self._read_again)
        self._taken.language_changed.connect(self.changed)
        whole.addWidget(self._taken, 1)
        self.setFocusProxy(self._choose_button)

    def set_theme(self, theme: Theme) -> None:
        self._clear.setIcon(icon("close", theme.soft))
        self._picture.setPixmap(icon_pixmap("document", theme.soft, _PICTURE))

    @property
    def language(self) -> str | None:
        """The language chosen for the text, "" for not known, None while what is typed is none."""
        return self._taken.language

    @property
    def ready(self) -> bool:
        """Whether there is a text to review here."""
        return self.phase is Phase.FILLED and self.reading is not None and self.reading.usable

    @property
    def busy(self) -> bool:
        """Whether a text is being read, for the first time or again."""
        return self._job is not None

    # Putting a text in

    @Slot()
    def choose(self) -> None:
        """Asks for a file."""
        path = self._choose(self, self._words.say("start.choose-title"), self._words.say("start.choose-filter"))
        if path is not None:
            self.take_path(path)

    @Slot()
    def paste(self) -> None:
        """Takes what is on the clipboard: files, a page, or text."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._fail(self._words.say("start.paste-nothing"))

    def take(self, data: QMimeData) -> bool:
        """Takes files or text that were dropped or pasted; False when there is nothing of the kind in it."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.take_path(paths[0])
            if len(paths) > 1:
                self.also_dropped.emit(paths[1])
            return True
        text, html = data.text(), data.html()
        if not text.strip() and not html.strip():
            return False

        def work(task: Task) -> Reading:
            return read_clip(text, html, task)

        self._begin(self._words.say("start.reading-paste"), work)
        return True

    def take_path(self, path: Path) -> None:
        """Reads a file in a job; a project file is handed on instead."""
        if path.suffix.lower() == PROJECT_SUFFIX:
            self.project_dropped.emit(path)
            return

        def work(task: Task) -> Reading:
            return read_path(path, task)

        self._begin(self._words.say("start.reading", name=path.name), work)

    def put(self, reading: Reading | None, language: str = "") -> None:
        """Puts a text in that was read before, as it is: how two fields swap theirs."""
        self._stop()
        self.reading = reading
        self.phase = Phase.FILLED if reading is not None else Phase.EMPTY
        if reading is not None:
            self._taken.show_reading(reading, language)
        self._show()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Empties the field; a reading under way is given up."""
        self.put(None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, str)
    def _read_again(self, encoding: str, format: str) -> None:
        if self.reading is None:
            return
        before = self.reading.imported

        def work(task: Task) -> Reading:
            return read_again(before, encoding, format, task)

        self._stop()
        self._job = self._jobs.run(work, self._filled, self._not_again)
        self.changed.emit()

    def _begin(self, said: str, work: Callable[[Task], Reading]) -> None:
        self._stop()
        self.reading = None
        self.phase = Phase.READING
        self._show()
        self._title.setText(said)
        self._job = self._jobs.run(work, self._filled, self._failed)
        self.changed.emit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.task.cancel()
            self._job = None

    def _filled(self, reading: Reading) -> None:
        self.put(reading, reading.language)

    def _failed(self, error: UserError) -> None:
        if self.phase is Phase.READING:
            self._fail(self._words.error(error))

    def _not_again(self, error: UserError) -> None:
        self._job = None
        if self.reading is not None:
            self._taken.show_reading(self.reading, self.language or "")
            self._taken.tell_error(self._words.error(error))
        self.changed.emit()

    def _fail(self, said: str) -> None:
        self._stop()
        self.reading = None
        self.phase = Phase.FAILED
        self._show()
        tell(self._error, said, "error")
        self.changed.emit()

    def _show(self) -> None:
        filled = self.phase is Phase.FILLED
        reading = self.phase is Phase.READING
        self._empty.setVisible(not filled)
        self._taken.setVisible(filled)
        self._clear.setVisible(self.phase is not Phase.EMPTY)
        self._title.setText(self._words.say("start.drop"))
        tell(self._error, "")
        self._formats.setVisible(not reading)
        self._choose_button.setEnabled(not reading)
        self._paste_button.setEnabled(not reading)
        self.setFocusProxy(self._taken if filled else self._choose_button)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasUrls() or data.hasText() or data.hasHtml():
            event.acceptProposedAction()
            restyle(self, "over", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, "over", False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, "over", False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()
