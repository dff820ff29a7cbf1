"""The tab of revisions: what was changed, newest first, text by text or change by change, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model import ChangesetId, RowId
from app.review.blame import Written, blame
from app.review.diff import Kind, Piece
from app.store import Origin
from app.store.changes import ChangesetInfo, Revision
from app.words import Words
from ui.clock import local_time
from ui.models.columns import RIGHT, Column
from ui.models.table import ItemsModel
from ui.panels.changes import ChangesList
from ui.panels.listing import Listing
from ui.panels.tab import Tab
from ui.panels.time_line import TimeLine
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
        self._by_change = self.switch(
            self.fill, self.words.say("revert.by-change"), self.words.say("revert.by-change-tip")
        )
        self._by_writer = self.switch(self.fill, words.say("blame.authors"), words.say("blame.list-tip"))
        self._writers = self.add_listing(
            Listing(
                ItemsModel[Written](
                    (
                        Column("blame.column-words", _words, tooltip=_words),
                        Column("panels.column-author", _writer, 150),
                        Column("panels.column-time", _when, 110, tone=_written_soft, tooltip=_exactly_when),
                        Column("panels.column-origin", self._how, 150, tone=_written_soft),
                    ),
                    _stretch, words, self,
                ),
                theme, words.say("blame.list"), self,
            )
        )  # fmt: skip
        self._writers.moved.connect(self._enable)
        self._writers.key("Backspace", self.revert_current)
        self._changes_list = ChangesList(theme, words, self)
        self.add_listing(self._changes_list)
        self._revert = self.button(
            self.revert_current, self.words.say("revert.revert-this"), self.words.say("revert.revert-this-tip"), "undo"
        )
        self._restore = self.button(self._restore_current, self.say("restore"), self.say("restore-tip"), "restore")
        self.end_bar((self._revert, self._restore))
        self._changes_list.wanted.connect(self.revert_current)
        self._changes_list.moved.connect(self._enable)
        self._changes_list.key("Backspace", self.revert_current)
        self._list.wanted.connect(self._go)
        self._list.moved.connect(self._enable)
        self._list.key("Backspace", self._restore_current)
        self.time_line = TimeLine(session, words, self)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertWidget(0, self.time_line)

    @property
    def listing(self) -> Listing:
        return self._list

    @property
    def changes(self) -> Listing:
        return self._changes_list

    def show_changes(self) -> None:
        """Shows what was done change by change, with the keyboard in it."""
        self._by_change.setChecked(True)
        self._by_writer.setChecked(False)
        self.fill()
        self.take_focus()

    @property
    def changeset(self) -> ChangesetId | None:
        """The change chosen in the list in sight, None where there is none, or it is the import."""
        if self._by_change.isChecked():
            info: ChangesetInfo | None = self._changes_list.current
            return info.id if info is not None and info.ops else None
        chosen: Change | Written | None = (self._writers if self._by_writer.isChecked() else self._list).current
        revision = chosen.revision if chosen is not None else None
        return revision.changeset if revision is not None and revision.origin != Origin.IMPORT else None

    @Slot()
    def fill(self) -> None:
        self.time_line.fill()
        by_change, by_writer = self._by_change.isChecked(), self._by_writer.isChecked()
        self._only_row.setEnabled(not by_change and not by_writer)
        self._by_change.setEnabled(not by_writer)
        self._restore.setVisible(not by_change and not by_writer)
        if by_writer:
            written = self._written()
            self._writers.set_items(written)
            self.show_page(self._writers, "" if written else self.words.say("blame.empty"))
            self._enable()
            return
        if by_change:
            self._changes_list.set_items(self.project.store.changesets(_NEWEST))
            self.show_page(self._changes_list)
            self._enable()
            return
        changes = list(self._changes())
        self._list.set_items(changes)
        empty = "empty-row-revisions" if self._only_row.isChecked() else "empty-revisions"
        self.show_page(self._list, "" if changes else self.say(empty))
        self._enable()

    def _changes(self) -> Iterator[Change]:
        store = self.project.store
        if self._only_row.isChecked():
            row = self.session.current_row()
            own = row.source + row.target if row else ()
            revisions = [revision for block in own for revision in store.revisions(block.id)]
            revisions.sort(key=_newest)
        else:
            revisions = store.latest_revisions(_NEWEST)
        blocks = list({revision.block: None for revision in revisions})
        rows, heads = store.rows_of(blocks), store.some_blocks(blocks)
        before = store.revision_texts([revision.parent for revision in revisions if revision.parent])
        for revision in revisions:
            id_ = revision.block
            if id_ in rows:
                given = before[revision.parent] if revision.parent else ""
                head = heads[id_].seq == revision.seq
                yield Change(revision, rows[id_], self.session.rows.number(rows[id_]), given, head)

    def _written(self) -> list[Written]:
        """The translation of the active row in stretches, each with the revision its words came with."""
        row = self.session.current_row()
        return [one for block in (row.target if row else ()) for one in blame(self.project.store.revisions(block.id))]

    @Slot()
    def _restore_current(self) -> None:
        change: Change | None = self._list.current
        if change is not None and self._restore.isEnabled():
            self.perform(partial(self.project.restore, change.revision.block, change.revision.seq))

    @Slot()
    def revert_current(self) -> None:
        """Asks for the chosen change to be taken back."""
        if self.changeset is not None and not self.session.read_only:
            self.revert_wanted.emit(self.changeset)

    @Slot()
    def _enable(self) -> None:
        self._revert.setEnabled(self.changeset is not None and not self.session.read_only)
        change: Change | None = self._list.current
        self._restore.setEnabled(change is not None and not change.head and not self.session.read_only)

    @Slot(object)
    def _go(self, change: Change) -> None:
        self.row_wanted.emit(change.row)

    # What the columns say

    def _origin(self, change: Change) -> str:
        said = self.say(f"origin-{change.revision.origin}")
        return self.say("origin-now", origin=said) if change.head else said

    def _how(self, written: Written) -> str:
        return self.say(f"origin-{written.revision.origin}")

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


def _stretch(written: Written) -> tuple[int, int]:
    return written.revision.block, written.span.start


def _words(written: Written) -> str:
    return one_line(written.text)


def _writer(written: Written) -> str:
    return written.revision.author


def _when(written: Written) -> str:
    return local_time(written.revision.at)


def _exactly_when(written: Written) -> str:
    return written.revision.at


def _written_soft(written: Written) -> str:
    return "soft"
