"""The tab of revisions: what was changed in the project, newest first, word by word, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.model import RowId
from app.review.diff import Kind, Piece
from app.store.reading import Revision
from app.words import Words
from ui.models.columns import RIGHT, Column
from ui.models.table import ItemsModel
from ui.panels.inspector import local_time
from ui.panels.listing import Listing
from ui.panels.tab import Tab
from ui.panels.wording import excerpt, one_line, plain
from ui.session import Session
from ui.theme import Theme

_NEWEST = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A revision at its row. ``before`` is the text it took the place of; ``head`` says that it stands now."""

    revision: Revision
    row: RowId
    number: int
    before: str
    head: bool


class RevisionsTab(Tab):
    """The newest revisions of all rows, or every one of the active row, its import too."""

    name = "revisions"
    follows_current = True

    def __init__(self, session: Session, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, words, parent)
        self._list = self.add_listing(
            Listing(
                ItemsModel[Change](
                    (
                        Column("panels.column-row", _number, 56, RIGHT, sort=_row),
                        Column("panels.column-time", _time, 100, sort=_seq, tone=_soft, tooltip=_exact_time),
                        Column("panels.column-author", _author, 130, tooltip=_author),
                        Column("panels.column-origin", self._origin, 150, tone=_soft),
                        Column("panels.column-change", self._change, pieces=_pieces, tooltip=_text),
                    ),
                    _seq, words, self,
                ),
                theme, self.say("revisions-list"), self,
            )
        )  # fmt: skip
        self._only_row = self.switch(self.fill, self.say("only-row"), self.say("only-row-tip"))
        self._restore = self.button(self._restore_current, self.say("restore"), self.say("restore-tip"), "restore")
        self.end_bar((self._restore,))
        self._list.wanted.connect(self._go)
        self._list.moved.connect(self._enable)
        self._list.key("Backspace", self._restore_current)

    @property
    def listing(self) -> Listing:
        return self._list

    @Slot()
    def fill(self) -> None:
        changes = list(self._changes())
        self._list.set_items(changes)
        empty = "empty-row-revisions" if self._only_row.isChecked() else "empty-revisions"
        self.show_page(self._list, "" if changes else self.say(empty))
        self._enable()

    def _changes(self) -> Iterator[Change]:
        store = self.project.store
        if self._only_row.isChecked():
            row = self.session.current_row()
            blocks = row.source + row.target if row else ()
            revisions = [revision for block in blocks for revision in store.revisions(block.id)]
            revisions.sort(key=_newest)
        else:
            revisions = store.latest_revisions(_NEWEST)
        for revision in revisions:
            row_id: RowId | None = store.row_of(revision.block)
            if row_id is not None:
                before = store.revision_text(revision.parent) if revision.parent else ""
                head = store.block(revision.block).seq == revision.seq
                yield Change(revision, row_id, self.session.rows.number(row_id), before, head)

    @Slot()
    def _restore_current(self) -> None:
        change: Change | None = self._list.current
        if change is not None and self._restore.isEnabled():
            self.perform(partial(self.project.restore, change.revision.block, change.revision.seq))

    @Slot()
    def _enable(self) -> None:
        change: Change | None = self._list.current
        self._restore.setEnabled(change is not None and not change.head and not self.session.read_only)

    @Slot(object)
    def _go(self, change: Change) -> None:
        self.row_wanted.emit(change.row)

    # What the columns say

    def _origin(self, change: Change) -> str:
        said = self.say(f"origin-{change.revision.origin}")
        return self.say("origin-now", origin=said) if change.head else said

    def _change(self, change: Change) -> str:
        pieces = _pieces(change)
        if not pieces:
            return one_line(change.revision.text)
        old, new = plain(pieces, Kind.DELETED), plain(pieces, Kind.INSERTED)
        return self.say("before-after", before=one_line(old), after=one_line(new))


def _pieces(change: Change) -> tuple[Piece, ...]:
    """What the revision changed; nothing for an import, whose text is shown as it is."""
    return excerpt(change.before, change.revision.text) if change.revision.parent else ()


def _newest(revision: Revision) -> int:
    return -revision.seq


def _seq(change: Change) -> int:
    return change.revision.seq


def _row(change: Change) -> tuple[int, int]:
    return change.number, -change.revision.seq


def _number(change: Change) -> str:
    return str(change.number)


def _time(change: Change) -> str:
    return local_time(change.revision.at)


def _exact_time(change: Change) -> str:
    return change.revision.at


def _author(change: Change) -> str:
    return change.revision.author


def _text(change: Change) -> str:
    return change.revision.text


def _soft(change: Change) -> str:
    return "soft"
