"""What a term would do here, shown while it is typed: places, how many agree, what would be said anew, examples."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.model import Changes
from app.review.diff import Kind, Piece
from app.tasks import Task
from app.trial import Example, Trial, TrialRow, trial, trial_rows
from app.words import Words
from glossary.model import Concept, Span
from ui.dialogs.parts import explain, label, restyle
from ui.jobs import Job, Jobs
from ui.models.columns import RIGHT, Column
from ui.models.table import ItemsModel
from ui.panels.listing import Listing
from ui.panels.wording import RIGHT_VERDICTS, VERDICT_TONE
from ui.session import Session
from ui.theme import Theme

_PAUSE = 250
"""Milliseconds of rest after a key before the rows are looked at."""
_BEFORE, _ROOM = 16, 140
"""How much of a text is shown before the term, and in all."""


class Sandbox(QWidget):
    """Tries concepts on the open project in quiet jobs; the next one throws the last one away. ``tried(Trial)``."""

    tried = Signal(object)

    def __init__(self, session: Session, theme: Theme, words: Words, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self._jobs = jobs
        self._job: Job | None = None
        self._concept: Concept | None = None
        self._rows: tuple[TrialRow, ...] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self._begin)
        self._head = label("", rank="soft", wrap=True)
        explain(self._head, words.say("terms.sandbox"))
        columns: tuple[Column[Example], ...] = (
            Column("panels.column-row", _number, 60, RIGHT),
            Column("terms.column-source", _source, pieces=_source_pieces, tooltip=_whole_source),
            Column("terms.column-target", _target, pieces=_target_pieces, tooltip=_whole_target),
            Column("panels.column-verdict", self._verdict, 190, tone=_tone),
        )
        model = ItemsModel[Example](columns, _key, words, self)
        self.examples = Listing(model, theme, words.say("terms.sandbox-list"), self)
        self.examples.setSortingEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(words.say("terms.sandbox"), rank="section"))
        layout.addWidget(self._head)
        layout.addWidget(self.examples, 1)
        session.changed.connect(self._changed)
        self._say(words.say("terms.sandbox-idle"))

    @property
    def sentence(self) -> str:
        return self._head.text()

    def try_concept(self, concept: Concept | None) -> None:
        """Shows what a concept would do, after a moment of rest; None for one that cannot be tried."""
        if concept == self._concept:
            return
        self._concept = concept
        self.stop()
        if concept is None:
            self._say(self._words.say("terms.sandbox-idle"))
            self.examples.set_items(())
        else:
            self._rest.start()

    def stop(self) -> None:
        """Lets go of what is being looked at."""
        self._rest.stop()
        if self._job is not None:
            self._job.task.cancel()
            self._job = None

    @Slot()
    def _begin(self) -> None:
        concept, project = self._concept, self._session.project
        if concept is None or self._session.closed:
            return
        if self._rows is None:
            # Not the snapshot of the project: whoever takes that is expected to survey it.
            self._rows = trial_rows(project.store.rows(project.store.row_ids()), has_source=project.has_source)
        rows, context = self._rows, project.context

        def work(task: Task) -> Trial:
            return trial(concept, rows, context, task)

        self._job = self._jobs.run(work, partial(self._show, concept), self._failed, quiet=True, beside=True)

    def _show(self, concept: Concept, found: Trial) -> None:
        if concept is not self._concept:
            return
        self._job = None
        self._say(summary(found, self._words))
        restyle(self._head, "tone", "warn" if sum(found.new.values()) else "ok" if found.total else "")
        self.examples.set_items(found.examples)
        self.tried.emit(found)

    def _failed(self, error: UserError) -> None:
        self._say(self._words.error(error))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        self._rows = None

    def _say(self, sentence: str) -> None:
        self._head.setText(sentence)
        restyle(self._head, "tone", "")

    def _verdict(self, example: Example) -> str:
        said = self._words.say(f"inspector.verdict.{example.entry.verdict}")
        return self._words.say("terms.new-finding", verdict=said) if example.new else said


def summary(found: Trial, words: Words) -> str:
    """A trial in a sentence or two: the places with numbers that close, and how many findings would be new."""
    hidden = words.say("terms.hidden", n=found.hidden) if found.hidden else ""
    if not found.total:
        return hidden or words.say("terms.places-none")
    parts = [words.say("terms.agree", n=found.agreeing)]
    parts += [
        words.say("panels.verdict-count", n=count, verdict=words.say(f"inspector.verdict.{verdict}"))
        for verdict, count in found.verdicts.items()
        if verdict not in RIGHT_VERDICTS
    ]
    said = words.say("terms.places", n=found.total, parts=words.listed(parts))
    new = sum(found.new.values())
    anew = words.say("terms.new", n=new) if new else words.say("terms.new-none")
    return words.sentences((said, anew, hidden))


def _number(example: Example) -> str:
    return str(example.row.number)


def _whole_source(example: Example) -> str:
    return example.row.source or ""


def _whole_target(example: Example) -> str:
    return example.row.target


def _source_pieces(example: Example) -> tuple[Piece, ...]:
    return _around(example.row.source or "", example.entry.source)


def _target_pieces(example: Example) -> tuple[Piece, ...]:
    return _around(example.row.target, example.entry.target)


def _source(example: Example) -> str:
    return "".join(piece.text for piece in _source_pieces(example))


def _target(example: Example) -> str:
    return "".join(piece.text for piece in _target_pieces(example))


def _around(text: str, span: Span | None) -> tuple[Piece, ...]:
    """The text about a place, the place marked."""
    if span is None:
        return (Piece(Kind.EQUAL, text[:_ROOM]),)
    start = max(0, span.start - _BEFORE)
    before = ("…" if start else "") + text[start : span.start]
    return (
        Piece(Kind.EQUAL, before),
        Piece(Kind.INSERTED, text[span.start : span.end]),
        Piece(Kind.EQUAL, text[span.end : start + _ROOM]),
    )


def _tone(example: Example) -> str:
    return VERDICT_TONE[example.entry.verdict]


def _key(example: Example) -> tuple[object, ...]:
    return example.row.row, example.entry.source, example.entry.target
