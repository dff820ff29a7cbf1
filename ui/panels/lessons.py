"""A card of the consistency tab: what a person replaced more than once by hand, and the two things to make of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.review.learning import Lesson
from app.words import Words
from ui.panels.cards import label, link
from ui.panels.row_links import NamedRow, RowLinks


class LessonCard(QFrame):
    """``entry_wanted(Lesson)``, ``preview_wanted(LessonCard)``, ``unwanted(Lesson)``, ``row_wanted(RowId)``.

    ``rows`` are the first of the ``count`` rows of the edits; :meth:`tell` is told of the places that still read as
    before.
    """

    entry_wanted = Signal(object)
    preview_wanted = Signal(object)
    unwanted = Signal(object)
    row_wanted = Signal(object)

    def __init__(
        self,
        lesson: Lesson,
        rows: Sequence[NamedRow],
        count: int,
        words: Words,
        *,
        read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self._words = words

        def say(key: str, **facts: str | int) -> str:
            return words.say(f"panels.{key}", **facts)

        title = say("lesson", old=lesson.forbidden, new=lesson.preferred, n=len(lesson.places))
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 18, 12)
        layout.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(title, bold=True), 1)
        layout.addLayout(head)
        about = QHBoxLayout()
        about.setSpacing(14)
        if lesson.source:
            about.addWidget(label(say("lesson-source", term=lesson.source), rank="soft"))
        links = RowLinks(rows, count, words)
        links.row_wanted.connect(self.row_wanted)
        about.addWidget(links, 1)
        layout.addLayout(about)
        line = QHBoxLayout()
        line.setSpacing(18)
        self.enter = link(say("lesson-enter"), say("lesson-enter-tip"))
        self.enter.setVisible(not lesson.entered)
        self.preview = link("", say("lesson-preview-tip"))
        self.refuse = link(say("lesson-refuse"), say("lesson-refuse-tip"))
        for button, slot in ((self.enter, self._enter), (self.preview, self._show), (self.refuse, self._refuse)):
            button.clicked.connect(slot)
            button.setEnabled(not read_only)
            line.addWidget(button)
        line.addStretch(1)
        layout.addLayout(line)
        self.tell(len(lesson.others))

    def tell(self, left: int) -> None:
        """How many places still read as before: what the survey found, until each has been looked at again."""
        text = self._words.say("panels.lesson-preview", n=left)
        self.preview.setText(text)
        self.preview.setAccessibleName(text)
        self.preview.setVisible(left > 0)

    @Slot()
    def _enter(self) -> None:
        self.entry_wanted.emit(self.lesson)

    @Slot()
    def _show(self) -> None:
        self.preview_wanted.emit(self)

    @Slot()
    def _refuse(self) -> None:
        self.unwanted.emit(self.lesson)
