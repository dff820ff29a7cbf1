"""A term typed in or changed, with what it would do here below it. By keys alone: Tab, Enter takes it, Esc leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.model import ConceptId, GlossaryId
from app.review.duplicates import merged
from app.trial import complaints, same_source
from app.words import Words
from glossary.errors import GlossaryError
from glossary.formats import cells_of, concept_of, matching_cell, matching_of
from glossary.model import Concept, Confidence, Match, Status
from ui.dialogs.parts import Sheet, button, explain, label, tell
from ui.dialogs.sandbox import Sandbox
from ui.jobs import Jobs
from ui.session import Session
from ui.theme import Theme

_FORMS = (
    "source",
    "target",
    "admitted",
    "first",
    "deprecated",
    "deprecated_anywhere",
    "forbidden",
    "forbidden_anywhere",
)
_ABOUT = ("domain", "citation", "note")
_SELDOM = "deprecated_anywhere"
"""A field that is shown only where something stands in it."""
_NEW = "new"
_LINE = 28


class TermDialog(Sheet):
    """``cells`` fill the fields at first; ``id_`` is that of the concept that is changed, None for a new one.

    ``into`` are the glossaries to choose from, None for the project's own. ``kept(str)`` says what was done.
    """

    kept = Signal(str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        jobs: Jobs,
        session: Session,
        cells: Mapping[str, str],
        id_: ConceptId | None = None,
        parent: QWidget | None = None,
        *,
        into: Sequence[tuple[GlossaryId | None, str]] = (),
    ) -> None:
        title = words.say("terms.title-change" if id_ is not None else "terms.title-add")
        super().__init__(theme, words, title, parent)
        self._session = session
        self._cells = dict(cells)
        self._id = id_
        self._twin: Concept | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._matching: dict[Match, QCheckBox] = {}
        self._sandbox = Sandbox(session, theme, words, jobs, self)
        self._build(into)
        self.resize(860, 740)
        self._typed()
        first = next((name for name in ("source", "target") if not self._fields[name].text()), "target")
        self._fields[first].setFocus()

    # Parts

    def _build(self, into: Sequence[tuple[GlossaryId | None, str]]) -> None:
        say = self._words.say
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        names = [name for name in (*_FORMS, *_ABOUT) if name != _SELDOM or self._cells.get(name)]
        for row, name in enumerate(names):
            field = self._fields[name] = QLineEdit(self._cells.get(name, "").replace("\n", " "))
            field.setPlaceholderText(say(f"terms.{name}-placeholder") if name in _FORMS[:3] else "")
            explain(field, say(f"terms.{name}"), say(f"terms.{name}-tip"))
            field.textChanged.connect(self._typed)
            field.setMinimumHeight(_LINE)
            caption = label(say(f"terms.{name}"), rank="soft")
            caption.setBuddy(field)
            grid.addWidget(caption, row, 0)
            grid.addWidget(field, row, 1)
        self._sure = QComboBox()
        for confidence in Confidence:
            self._sure.addItem(say(f"glossary.confidence.{confidence}"), confidence.value)
        self._sure.setCurrentIndex(max(0, self._sure.findData(self._cells.get("confidence", ""))))
        explain(self._sure, say("terms.confidence"), say("terms.confidence-tip"))
        self._ambiguous = QCheckBox(say("terms.ambiguous"))
        self._ambiguous.setChecked(self._cells.get("ambiguous") == "yes")
        explain(self._ambiguous, say("terms.ambiguous"), say("terms.ambiguous-tip"))
        self._into = QComboBox()
        for id_, name in into:
            self._into.addItem(name, id_)
        explain(self._into, say("terms.into"), say("terms.into-tip"))
        self._sure.currentIndexChanged.connect(self._typed)
        self._ambiguous.toggled.connect(self._typed)
        line = QHBoxLayout()
        line.setSpacing(16)
        for widget in (self._sure, self._ambiguous):
            line.addWidget(widget)
        line.addStretch(1)
        if len(into) > 1 and self._id is None:
            line.addWidget(label(say("terms.into"), rank="soft"))
            line.addWidget(self._into)
        grid.addWidget(label(say("terms.confidence"), rank="soft"), len(names), 0)
        grid.addLayout(line, len(names), 1)
        grid.addWidget(label(say("terms.matching"), rank="soft"), len(names) + 1, 0)
        grid.addLayout(self._matching_line(), len(names) + 1, 1)
        self.body.addLayout(grid)
        self._hint = label(say("terms.pattern-hint"), rank="soft", wrap=True)
        self.body.addWidget(self._hint)
        self._wrong = label("", wrap=True)
        self.body.addWidget(self._wrong)
        self.body.addLayout(self._twin_line())
        self.body.addWidget(self._sandbox, 1)
        accept = "terms.change" if self._id is not None else "terms.add"
        self._accept = button(say(accept), self._take, primary=True, tip=say(f"{accept}-tip"))
        self._accept.setDefault(True)
        self.add_foot(button(self.say("cancel"), self.reject), self._accept)

    def _matching_line(self) -> QHBoxLayout:
        """How the term is looked for where it is not as usual."""
        say = self._words.say
        line = QHBoxLayout()
        line.setSpacing(16)
        chosen = matching_of(self._cells.get("matching", ""))
        for match in Match:
            box = self._matching[match] = QCheckBox(say(f"terms.match-{match}"))
            box.setChecked(match in chosen)
            explain(box, say(f"terms.match-{match}"), say(f"terms.match-{match}-tip"))
            box.toggled.connect(self._typed)
            line.addWidget(box)
        line.addStretch(1)
        return line

    def _twin_line(self) -> QHBoxLayout:
        say = self._words.say
        line = QHBoxLayout()
        self._twin_said = label("", wrap=True)
        self._join = button(say("terms.join"), self._take_joined, tip=say("terms.join-tip"))
        self._replace = button(say("terms.replace"), self._take_replaced, tip=say("terms.replace-tip"))
        line.addWidget(self._twin_said, 1)
        line.addWidget(self._join)
        line.addWidget(self._replace)
        return line

    # What is typed

    @property
    def sandbox(self) -> Sandbox:
        return self._sandbox

    def _typed_cells(self) -> dict[str, str]:
        cells = {name: field.text().strip() for name, field in self._fields.items()}
        if cells["note"] == self._cells.get("note", "").replace("\n", " "):
            # Nothing was typed into it: its lines stay as they were.
            cells["note"] = self._cells.get("note", "")
        cells["confidence"] = "" if self._sure.currentData() == Confidence.HIGH else self._sure.currentData()
        cells["ambiguous"] = "yes" if self._ambiguous.isChecked() else ""
        cells["matching"] = matching_cell(frozenset(match for match, box in self._matching.items() if box.isChecked()))
        return {k: v for k, v in (self._cells | {"status": Status.PREFERRED.value} | cells).items() if v}

    def _concept(self) -> Concept:
        """The concept as it is typed. Raises GlossaryError."""
        concept = concept_of(self._typed_cells(), "")
        return replace(concept, id=_NEW if self._id is None else str(self._id))

    @Slot()
    def _typed(self) -> None:
        """After each key: what is wrong is said at once, what it would do after a moment."""
        concept, wrong, may = None, [], True
        try:
            concept = self._concept()
        except GlossaryError as error:
            may = False
            wrong += [self._fault(error)]
        if concept is not None:
            found = complaints(concept, self._session.project.context.source_language)
            wrong += [self._words.say(f"errors.{one.code}", **dict(one.facts)) for one in found]
            may = not any(one.refused for one in found)
        self._hint.setVisible(any("{" in field.text() or "｛" in field.text() for field in self._fields.values()))
        tell(self._wrong, "\n".join(filter(None, wrong)), "warn" if may else "error")
        self._accept.setEnabled(may)
        self._sandbox.try_concept(concept if may else None)
        self._look_for_twin(concept if may else None)

    def _fault(self, error: GlossaryError) -> str:
        """What is wrong with the entry as a whole, "" for one that is only not finished."""
        key = f"terms.{error.code}"
        return self._words.say(key, **error.facts) if key in self._words else ""

    def _look_for_twin(self, concept: Concept | None) -> None:
        context = self._session.project.context
        self._twin = same_source(concept, context) if concept is not None else None
        said = ""
        if self._twin is not None:
            shown = cells_of(self._twin)
            said = self._words.say("terms.twin", term=shown["source"], target=shown.get("target", "–"))
        tell(self._twin_said, said, "warn")
        for one in (self._join, self._replace):
            one.setVisible(self._twin is not None and self._id is None)

    # What is decided

    @Slot()
    def _take(self) -> None:
        self._keep(self._concept(), self._id)

    @Slot()
    def _take_joined(self) -> None:
        if self._twin is not None:
            self._keep(merged([self._twin, self._concept()]), ConceptId(int(self._twin.id)))

    @Slot()
    def _take_replaced(self) -> None:
        if self._twin is not None:
            self._keep(self._concept(), ConceptId(int(self._twin.id)))

    def _keep(self, concept: Concept, instead: ConceptId | None) -> None:
        """Enters a concept, or puts it in the place of another; where that cannot be, the dialog stays."""
        project = self._session.project
        if instead is None:
            verb = partial(project.add_concepts, [concept], self._into.currentData())
        else:
            verb = partial(project.change_concept, instead, concept)
        if self._session.perform(verb):
            said = "terms.added" if instead is None else "terms.changed"
            self.kept.emit(self._words.say(said, term=cells_of(concept)["source"]))
            self.accept()

    def done(self, result: int) -> None:
        self._sandbox.stop()
        super().done(result)
