"""A card of the consistency tab: what a person replaced more than once by hand, and the two things to make of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model import Side, Span
from app.project import Project
from app.review.learning import Lesson, standing
from app.review.search import Match
from app.words import Words
from glossary.inflect_into import inflect_into
from glossary.language.inflection import Inflection
from glossary.model import Span as TermSpan
from ui.panels.cards import label, link
from ui.panels.renderings import Harmonised
from ui.panels.row_links import NamedRow, RowLinks


def places_left(project: Project, lesson: Lesson) -> list[Harmonised]:
    """What would be replaced where a text still reads as before; capitals, articles and plurals follow the place."""
    language = project.languages[Side.TARGET]
    inflection = Inflection(language)
    found: list[Harmonised] = []
    for id_, (start, end) in lesson.others:
        place = Span(start, end)
        block = project.store.block(id_)
        if block.excluded or place not in list(standing(lesson.forbidden, lesson.preferred, block.text, language)):
            # Edited since the survey.
            continue
        span, new = inflect_into(lesson.preferred, block.text, TermSpan(start, end), language, inflection)
        match = Match(id_, Span(*span), block.text[span.start : span.end], new)
        if match.found != new:
            found.append(Harmonised(match, project.store.row_of(id_), block.text))
    return found


class LessonCard(QFrame):
    """``entry_wanted(Lesson)``, ``preview_wanted(LessonCard)``, ``unwanted(Lesson)``, ``row_wanted(RowId)``.

    ``rows`` are those of the edits, ``left`` counts the places that still read as before.
    """

    entry_wanted = Signal(object)
    preview_wanted = Signal(object)
    unwanted = Signal(object)
    row_wanted = Signal(object)

    def __init__(
        self,
        lesson: Lesson,
        rows: Sequence[NamedRow],
        left: int,
        words: Words,
        *,
        read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lesson = lesson

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
        links = RowLinks(rows, words)
        links.row_wanted.connect(self.row_wanted)
        about.addWidget(links, 1)
        layout.addLayout(about)
        line = QHBoxLayout()
        line.setSpacing(18)
        self.enter = link(say("lesson-enter"), say("lesson-enter-tip"))
        self.enter.setVisible(not lesson.entered)
        self.preview = link(say("lesson-preview", n=left), say("lesson-preview-tip"))
        self.preview.setVisible(left > 0)
        self.refuse = link(say("lesson-refuse"), say("lesson-refuse-tip"))
        for button, slot in ((self.enter, self._enter), (self.preview, self._show), (self.refuse, self._refuse)):
            button.clicked.connect(slot)
            button.setEnabled(not read_only)
            line.addWidget(button)
        line.addStretch(1)
        layout.addLayout(line)

    @Slot()
    def _enter(self) -> None:
        self.entry_wanted.emit(self.lesson)

    @Slot()
    def _show(self) -> None:
        self.preview_wanted.emit(self)

    @Slot()
    def _refuse(self) -> None:
        self.unwanted.emit(self.lesson)
