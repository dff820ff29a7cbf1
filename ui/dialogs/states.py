"""One state for all rows of the filter: what would change is seen, row by row, before anything does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.model import RowState
from app.review.states import StateChange, may, signed_as, state_changes
from app.words import Words
from ui.dialogs.parts import Sheet, button, explain, label, tell
from ui.models.columns import RIGHT, Column
from ui.models.table import CheckedModel
from ui.panels.listing import Listing
from ui.panels.wording import one_line
from ui.session import Session
from ui.theme import Theme


class StatesDialog(Sheet):
    """Stays open beside the work and follows it. ``row_wanted(RowId)``: the person wants to see a place in the text."""

    row_wanted = Signal(object)

    def __init__(self, theme: Theme, words: Words, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("bulk.title"), parent)
        self._session = session
        self._build()
        self.resize(860, 560)
        self.fill()
        session.changed.connect(self.fill)
        session.rows_changed.connect(self.fill)
        session.surveyed.connect(self.fill)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.set_states)
        self._list.setFocus()

    def _build(self) -> None:
        say = self._words.say
        self._about = label("", rank="soft", wrap=True)
        self.body.addWidget(self._about)
        self._state = QComboBox()
        # First of all what the person's own signature makes.
        role = self._session.project.role
        own = signed_as(role)
        for state in (own, *(state for state in RowState if state is not own and may(role, state, state))):
            self._state.addItem(say(f"bulk.set-{state}"), state)
        explain(self._state, say("bulk.state"))
        self._reason_name = label(say("bulk.reason"), rank="soft")
        self._reason = QLineEdit()
        self._reason_name.setBuddy(self._reason)
        explain(self._reason, say("bulk.reason"), say("bulk.reason-tip"))
        title = label(say("bulk.state"), rank="soft")
        title.setBuddy(self._state)
        line = QHBoxLayout()
        line.setSpacing(8)
        for part, stretch in ((title, 0), (self._state, 0), (self._reason_name, 0), (self._reason, 1)):
            line.addWidget(part, stretch)
        line.addStretch(1)
        self.body.addLayout(line)
        self._said = label("", wrap=True)
        self.body.addWidget(self._said)
        self._model = CheckedModel[StateChange](
            (
                Column("bulk.column-row", _number, 76, RIGHT, sort=_order),
                Column("bulk.column-before", self._before, 110),
                Column("bulk.column-open", self._open, 130, tone=_tone),
                Column("bulk.column-text", _text, tooltip=_whole),
            ),
            _key, self._words, self, first=_safe,
        )  # fmt: skip
        self._list = Listing(self._model, self._theme, say("bulk.list"), self)
        self._list.setAccessibleDescription(say("bulk.list-tip"))
        self._list.key("Space", self._list.toggle_current)
        self._list.wanted.connect(self._go)
        self._model.ticked.connect(self._count)
        self.body.addWidget(self._list, 1)
        self._left = label("", tone="warn", wrap=True)
        self.body.addWidget(self._left)
        self._set = button("", self.set_states, primary=True, tip=say("bulk.go-tip"))
        self.add_foot(button(self.say("close"), self.close_sheet), self._set)
        self._state.currentIndexChanged.connect(self.fill)

    @property
    def state(self) -> RowState:
        return RowState(self._state.currentData())

    def choose(self, state: RowState) -> None:
        self._state.setCurrentIndex(self._state.findData(state))

    @Slot()
    def fill(self) -> None:
        """Looks again at what the chosen state would change; ticks stay where they were."""
        if self._session.closed:
            return
        project, shown = self._session.project, self._session.rows.ids
        rows = project.store.rows(list(shown))
        numbered = [(self._session.rows.number(row.id), row) for row in rows]
        changes = state_changes(numbered, self.state, project.open_rows, project.role)
        self._about.setText(self._words.say("bulk.about", n=len(shown), shown=len(shown)))
        for part in (self._reason, self._reason_name):
            part.setVisible(self.state is RowState.REJECTED)
        say = self._words.say
        self._said.setText(say("bulk.would", n=len(changes), shown=len(shown)) if changes else say("bulk.nothing"))
        self._list.set_items(changes)
        left = self.state.signed and any(change.open for change in changes)
        tell(self._left, say("bulk.open-left") if left else "", "warn")
        self._count()

    @Slot()
    def _count(self) -> None:
        n = len(self._model.checked)
        self._set.setText(self._words.say("bulk.go", n=n))
        self._set.setEnabled(n > 0 and not self._session.read_only)

    @Slot()
    def set_states(self) -> None:
        """Sets the state of what is ticked, as one step."""
        if not self._set.isEnabled():
            return
        project, rows = self._session.project, [change.row for change in self._model.checked]
        rejecting = self.state is RowState.REJECTED
        verb = partial(project.reject, rows, self._reason.text()) if rejecting else partial(
            project.set_state, rows, self.state
        )  # fmt: skip
        if self._session.perform(verb):
            said = self._words.say("bulk.done", n=len(rows))
            self._session.said.emit(said)
            self.tell(said, "ok")

    @Slot(object)
    def _go(self, change: StateChange) -> None:
        self.row_wanted.emit(change.row)

    @Slot()
    def close_sheet(self) -> None:
        self.close()

    def _before(self, change: StateChange) -> str:
        return self._words.say(f"states.{change.before}")

    def _open(self, change: StateChange) -> str:
        return self._words.say("bulk.has-open") if change.open else ""


def _safe(change: StateChange) -> bool:
    """What is ticked at first: nobody confirms by the way what a check still asks about."""
    return not (change.open and change.after.signed)


def _key(change: StateChange) -> tuple[int, RowState]:
    return change.row, change.after


def _number(change: StateChange) -> str:
    return str(change.number)


def _order(change: StateChange) -> int:
    return change.number


def _tone(change: StateChange) -> str:
    return "warn"


def _text(change: StateChange) -> str:
    return one_line(change.text)


def _whole(change: StateChange) -> str:
    return change.text
