"""What dialogs about many rows have in common: what would change is listed and ticked before anything does."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import Words
from ui.dialogs.parts import Sheet, button, label
from ui.models.columns import Column
from ui.models.table import CheckedModel
from ui.panels.listing import Listing
from ui.session import Session
from ui.theme import Theme

T = TypeVar("T")


class BulkSheet(Sheet, Generic[T]):
    """Stays open beside the work and follows it. ``row_wanted(RowId)``: the person wants to see a place in the text.

    ``name`` is the table of its words in ``bulk.toml``, "" for those at its top. Whoever derives from it puts fields
    into ``line``, fills the list in :meth:`fill` and carries it out in :meth:`carry_out`.
    """

    row_wanted = Signal(object)

    def __init__(self, theme: Theme, words: Words, session: Session, name: str, parent: QWidget | None = None) -> None:
        self._name = f"bulk.{name}." if name else "bulk."
        super().__init__(theme, words, words.say(self._name + "title"), parent)
        self._session = session
        self._about = label("", rank="soft", wrap=True)
        self.body.addWidget(self._about)
        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        self.body.addLayout(self.line)
        self._said = label("", wrap=True)
        self.body.addWidget(self._said)
        self._left = label("", tone="warn", wrap=True)
        self.resize(860, 560)

    def build(
        self, columns: Sequence[Column[T]], key: Callable[[T], Hashable], first: Callable[[T], bool] | None = None
    ) -> None:
        """Lays out the list and the buttons; ``first`` says what is ticked when it is listed."""
        self._model = CheckedModel[T](columns, key, self._words, self, first=first)
        self._list = Listing(self._model, self._theme, self.word("list"), self)
        self._list.setAccessibleDescription(self._words.say("bulk.list-tip"))
        self._list.key("Space", self._list.toggle_current)
        self._list.wanted.connect(self._go)
        self._model.ticked.connect(self._count)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._left)
        self._set = button("", self.finish, primary=True, tip=self._words.say("bulk.go-tip"))
        self.add_foot(button(self.say("close"), self.close_sheet), self._set)
        for signal in (self._session.changed, self._session.search.rows_changed, self._session.surveyor.surveyed):
            signal.connect(self.renew)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.finish)
        self.fill()
        self._list.setFocus()

    def word(self, key: str, **facts: str | int | float) -> str:
        """A sentence of its own table."""
        return self._words.say(self._name + key, **facts)

    def add_field(self, name: str, field: QWidget, stretch: int = 0) -> QWidget:
        """Puts a field with its name into the line; returns the name's label."""
        title = label(name, rank="soft")
        title.setBuddy(field)
        self.line.addWidget(title)
        self.line.addWidget(field, stretch)
        return title

    @Slot()
    def renew(self) -> None:
        """What signals are connected to: PySide would call an overridden slot of a sheet that is long gone."""
        self.fill()

    def fill(self) -> None:
        """Looks again at what would change; ticks stay where they were."""
        raise NotImplementedError

    def carry_out(self, ticked: Sequence[T]) -> bool:
        """Does it, as one step, and says whether it could."""
        raise NotImplementedError

    def row_of(self, item: T) -> int:
        """The row that an item is about."""
        raise NotImplementedError

    @property
    def ready(self) -> bool:
        """Whether what the fields say is enough to begin."""
        return True

    @Slot()
    def finish(self) -> None:
        """Carries out what is ticked, as one step."""
        ticked = self._model.checked
        if self._set.isEnabled() and self.carry_out(ticked):
            said = self.word("done", n=len(ticked))
            self._session.said.emit(said)
            self.tell(said, "ok")

    @Slot()
    def _count(self) -> None:
        n = len(self._model.checked)
        self._set.setText(self.word("go", n=n))
        self._set.setEnabled(n > 0 and self.ready and not self._session.read_only)

    @Slot(object)
    def _go(self, item: T) -> None:
        self.row_wanted.emit(self.row_of(item))

    @Slot()
    def close_sheet(self) -> None:
        self.close()
