"""One state for all rows of the filter: what would change is seen, row by row, before anything does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.model import RowState
from app.review.states import StateChange, may, signed_as, state_changes
from app.words import Words
from ui.dialogs.bulk import BulkSheet
from ui.dialogs.parts import explain, tell
from ui.models.columns import RIGHT, Column
from ui.panels.wording import one_line
from ui.session import Session
from ui.theme import Theme


class StatesDialog(BulkSheet[StateChange]):
    """The states offered are those the person's role may set."""

    def __init__(self, theme: Theme, words: Words, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, session, "", parent)
        self._state = QComboBox()
        # First of all what the person's own signature makes.
        role = session.project.role
        own = signed_as(role)
        for state in (own, *(state for state in RowState if state is not own and may(role, state, state))):
            self._state.addItem(self.word(f"set-{state}"), state)
        explain(self._state, self.word("state"))
        self._reason = QLineEdit()
        explain(self._reason, self.word("reason"), self.word("reason-tip"))
        self.add_field(self.word("state"), self._state)
        self._reason_name = self.add_field(self.word("reason"), self._reason, 1)
        self.line.addStretch(1)
        self.build(
            (
                Column("bulk.column-row", _number, 76, RIGHT, sort=_order),
                Column("bulk.column-before", self._before, 110),
                Column("bulk.column-open", self._open, 130, tone=_tone),
                Column("bulk.column-text", _text, tooltip=_whole),
            ),
            _key, _safe,
        )  # fmt: skip
        self._state.currentIndexChanged.connect(self.renew)

    @property
    def state(self) -> RowState:
        return RowState(self._state.currentData())

    def choose(self, state: RowState) -> None:
        self._state.setCurrentIndex(self._state.findData(state))

    def fill(self) -> None:
        if self._session.closed:
            return
        project, shown = self._session.project, self._session.rows.ids
        rows = project.store.rows(list(shown))
        numbered = [(self._session.rows.number(row.id), row) for row in rows]
        changes = state_changes(numbered, self.state, project.open_rows, project.role)
        self._about.setText(self.word("about", n=len(shown), shown=len(shown)))
        for part in (self._reason, self._reason_name):
            part.setVisible(self.state is RowState.REJECTED)
        n = len(changes)
        self._said.setText(self.word("would", n=n, shown=len(shown)) if changes else self.word("nothing"))
        self._list.set_items(changes)
        left = self.state.signed and any(change.open for change in changes)
        tell(self._left, self.word("open-left") if left else "", "warn")
        self._count()

    def carry_out(self, ticked: Sequence[StateChange]) -> bool:
        project, rows = self._session.project, [change.row for change in ticked]
        if self.state is RowState.REJECTED:
            return self._session.perform(partial(project.reject, rows, self._reason.text()))
        return self._session.perform(partial(project.set_state, rows, self.state))

    def row_of(self, item: StateChange) -> int:
        return item.row

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
