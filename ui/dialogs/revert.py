"""Taking one change back: what goes back, with what newer words, and what is left, before anything is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model import Changes, ChangesetId
from app.review.diff import Piece
from app.review.revert import Item, Kind, change_sentence, summary
from app.words import Words
from ui.clock import local_time
from ui.dialogs.parts import Sheet, button, label, tell
from ui.models.columns import RIGHT, Column
from ui.models.table import CheckedModel, ItemsModel
from ui.panels.listing import Listing
from ui.panels.wording import excerpt, one_line
from ui.session import Session
from ui.theme import Theme


class RevertDialog(Sheet):
    """Stays open beside the work and follows it. ``row_wanted(RowId)``: the person wants to see a place in the text."""

    row_wanted = Signal(object)

    def __init__(
        self, theme: Theme, words: Words, session: Session, changeset: ChangesetId, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, words.say("revert.title"), parent)
        self._session = session
        self._plan = session.project.revert_plan(changeset)
        self._build()
        self._show()
        session.changed.connect(self._renew)
        self._ticks.ticked.connect(self._count)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.revert)
        self.resize(900, 560)
        (self._back if self._plan.of(Kind.CLEAN, Kind.MERGED) else self._left).setFocus()

    def _build(self) -> None:
        say, info = self._words.say, self._plan.changeset
        said = say("revert.head", change=change_sentence(info, self._words), who=info.author, when=local_time(info.at))
        head = label(said[:1].upper() + said[1:], wrap=True)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        self._said = label("", rank="soft", wrap=True)
        self.body.addWidget(head)
        self.body.addWidget(self._said)
        row, what = Column("panels.column-row", self._number, 76, RIGHT), Column("revert.column-what", self._what, 130)
        self._ticks = CheckedModel[Item](
            (
                row,
                what,
                Column("revert.column-how", self._how, 200, tone=_how_tone, tooltip=self._newest),
                Column("panels.column-change", _text, pieces=_pieces, tooltip=_then),
            ),
            _key, self._words, self,
        )  # fmt: skip
        self._back = Listing(self._ticks, self._theme, say("revert.back-list"), self)
        self._back.setAccessibleDescription(say("revert.back-list-tip"))
        self._back.key("Space", self._back.toggle_current)
        self.body.addWidget(self._back, 3)
        line = QHBoxLayout()
        self._left_head = label("", tone="warn", wrap=True)
        self._go = button(say("revert.go"), self._go_to_left, link=True, tip=say("revert.go-tip"))
        line.addWidget(self._left_head, 1)
        line.addWidget(self._go, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        model = ItemsModel[Item](
            (
                row,
                what,
                Column("revert.column-text", _text, tooltip=_then),
                Column("revert.column-why", self._why, 380, tooltip=self._why),
            ),
            _key, self._words, self,
        )  # fmt: skip
        self._left = Listing(model, self._theme, say("revert.left-list"), self)
        self.body.addWidget(self._left, 2)
        for listing in (self._back, self._left):
            listing.wanted.connect(self._wanted)
        self._revert = button("", self.revert, primary=True, tip=say("revert.revert-tip"))
        self.add_foot(button(self.say("close"), self.close_sheet), self._revert)

    # What is shown

    def _show(self) -> None:
        plan = self._plan
        conflicts = plan.of(Kind.CONFLICT)
        self._said.setText(summary(plan, self._words, done=False))
        items = plan.of(Kind.CLEAN, Kind.MERGED)
        self._back.set_items(items)
        self._back.setVisible(bool(items))
        self._left.set_items(conflicts)
        for part in (self._left, self._go):
            part.setVisible(bool(conflicts))
        tell(self._left_head, self._words.say("revert.left-head", n=len(conflicts)) if conflicts else "", "warn")
        self._count()

    @Slot()
    def _count(self) -> None:
        n = len(self._ticks.checked)
        self._revert.setText(self._words.say("revert.revert", n=n))
        self._revert.setEnabled(n > 0 and not self._session.read_only)

    @Slot()
    def _renew(self) -> None:
        """Something was written: what can go back is looked at again; ticks stay where they were."""
        if not self._session.closed:
            self._plan = self._session.project.revert_plan(self._plan.changeset.id)
            self._show()

    # What is done

    @Slot()
    def revert(self) -> None:
        """Takes back what is ticked as one step; stays open while something is left for the person."""
        if not self._revert.isEnabled():
            return
        n = len(self._ticks.checked)
        self._session.failed.connect(self.tell)
        done = self._session.perform(self._take_back)
        self._session.failed.disconnect(self.tell)
        if done:
            said = self._words.say("revert.went-back", n=n)
            self._session.said.emit(said)
            if not self._plan.of(Kind.CLEAN, Kind.MERGED, Kind.CONFLICT):
                self.accept()
            self.tell(said, "ok")

    def _take_back(self) -> Changes:
        return self._session.project.revert(self._plan, {item.key for item in self._ticks.checked})

    @Slot()
    def _go_to_left(self) -> None:
        self._wanted(self._left.current)

    @Slot(object)
    def _wanted(self, item: Item | None) -> None:
        if item is not None and item.row is not None:
            self.row_wanted.emit(item.row)

    @Slot()
    def close_sheet(self) -> None:
        self.close()

    # What the columns say

    def _number(self, item: Item) -> str:
        return str(self._session.rows.number(item.row)) if item.row is not None else ""

    def _what(self, item: Item) -> str:
        return self._words.say(f"revert.what-{item.what}")

    def _how(self, item: Item) -> str:
        return self._words.say(f"revert.kind-{item.kind}")

    def _why(self, item: Item) -> str:
        return self._newest(item) or self._words.say(f"revert.reason-{item.reason}")

    def _newest(self, item: Item) -> str:
        """Who wrote the newer words, where there are some."""
        if not item.who:
            return ""
        said = self._words.say(f"revert.reason-{item.reason}") if item.reason else self._how(item) + "."
        return self._words.say("revert.newer", reason=said, who=item.who, when=local_time(item.at))


def _key(item: Item) -> str:
    return item.key


def _text(item: Item) -> str:
    return one_line(item.now)


def _then(item: Item) -> str:
    return item.then


def _pieces(item: Item) -> tuple[Piece, ...]:
    return excerpt(item.now, item.then) if item.now != item.then else ()


def _how_tone(item: Item) -> str:
    return "warn" if item.kind is Kind.MERGED else "ok"
