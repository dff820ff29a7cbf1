"""What each action does with the texts of the open project: one slot per verb, named as the action is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.findings import RowFinding
from app.model import Block, BlockId, Changes, RevisionSeq, RowState, Span, Suggestion
from app.model import Side as CoreSide
from app.review.states import may, signed_as
from app.store.remarks import Flag
from app.words import Words
from ui.dialogs.dismiss import DismissDialog
from ui.dialogs.flag import FlagDialog
from ui.dialogs.history import HistoryDialog
from ui.going import Going
from ui.reverting import Reverting
from ui.session import Session
from ui.theme import Theme
from ui.tidying import Tidying
from ui.view.model import Commit, Side
from ui.view.typing import next_number
from ui.work import WorkPage


class Verbs(QObject):
    """The verbs of one session. ``said(str)`` carries a sentence for the status bar."""

    said = Signal(str)

    def __init__(
        self,
        session: Session,
        page: WorkPage,
        going: Going,
        tidying: Tidying,
        theme: Theme,
        words: Words,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._going = going
        self._tidying = tidying
        self._page = page
        self._theme = theme
        self._words = words
        self._window = parent
        self.reverting = Reverting(session, page, theme, words, parent)
        inspector = page.inspector
        inspector.fix_wanted.connect(self.fix)
        inspector.dismiss_wanted.connect(self.dismiss_finding)
        inspector.history_wanted.connect(self.do_history)
        inspector.insert_wanted.connect(self.insert)
        inspector.replied.connect(self.reply)
        inspector.resolve_toggled.connect(self.toggle_resolved)
        page.dock.fix_wanted.connect(self.fix_first)
        page.dock.dismiss_wanted.connect(self.dismiss_finding)
        page.grid.text_committed.connect(self.take_text)
        page.reader.edit_requested.connect(self.do_edit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = self.reverting.theme = theme

    # Text

    @Slot(object)
    def take_text(self, commit: Commit) -> None:
        """A text was finished in the grid: it becomes a revision; a row without a translation gets its first."""
        block = BlockId(commit.block_id)
        if block:
            # By block: the rows may have been counted anew since the text was opened.
            self._session.write(self._session.project.store.row_of(block), block, commit.text)
        elif commit.text.strip():
            self._session.write(self._session.rows.ids[commit.row_index], block, commit.text)

    @Slot()
    def do_edit(self) -> None:
        """Opens the translation; in align mode the side in focus."""
        self._page.read(False)
        cell = self._page.grid.current_cell
        self._page.grid.edit_current(cell.side if cell is not None and self._page.grid.linking else Side.TARGET)

    @Slot()
    def do_edit_source(self) -> None:
        self._page.read(False)
        self._page.grid.edit_current(Side.SOURCE)

    @Slot()
    def do_copy_source(self) -> None:
        row = self._session.current_row()
        if row is not None:
            self._page.grid.insert_text(row.text(CoreSide.SOURCE))

    @Slot()
    def do_save(self) -> None:
        """Everything is saved as it is done; the open text is, too, when somebody asks for it."""
        self._page.grid.commit()
        self._session.save_again()
        if not self._session.unsaved:
            self.said.emit(self._words.say("window.saved-now"))

    @Slot()
    def do_undo(self) -> None:
        self._page.grid.commit()
        what = self._session.project.history.undo_label
        if what and self._session.perform(self._session.project.undo):
            self.said.emit(self._words.say("window.undone", what=self._words.say(f"edits.{what}")))

    @Slot()
    def do_redo(self) -> None:
        self._page.grid.commit()
        what = self._session.project.history.redo_label
        if what and self._session.perform(self._session.project.redo):
            self.said.emit(self._words.say("window.redone", what=self._words.say(f"edits.{what}")))

    # Review

    @Slot()
    def do_confirm(self) -> None:
        """On a row with proposals: accepts them. Else confirms the row and goes to the next one to do."""
        self._page.grid.commit()
        proposals = self._tidying.proposals_here()
        if proposals:
            self._perform(partial(self._session.project.accept_cleaning, proposals))
        elif self._sign():
            self._going.do_next_todo()

    @Slot()
    def do_confirm_stay(self) -> None:
        self._page.grid.commit()
        self._sign()

    @Slot()
    def do_reject(self) -> None:
        """On a row with proposals: keeps the text. Else rejects the translation."""
        self._page.grid.commit()
        if self._tidying.proposals_here():
            self._tidying.do_keep()
        else:
            self._set_state(RowState.REJECTED)

    @Slot()
    def do_reopen(self) -> None:
        self._set_state(RowState.TODO)

    def _sign(self) -> bool:
        """Confirms the active row as the person's role does; what somebody further on has signed is signed."""
        row, signed = self._session.current_row(), signed_as(self._session.project.role)
        return row is not None and (row.state.rank > signed.rank or self._set_state(signed))

    def _set_state(self, state: RowState) -> bool:
        row, project = self._session.current_row(), self._session.project
        if row is None:
            return False
        if not may(project.role, row.state, state):
            self.said.emit(self._words.error(UserError("state-not-yours")))
            return False
        return self._session.perform(partial(project.set_state, [row.id], state))

    @Slot(object, object)
    def fix(self, found: RowFinding, suggestion: Suggestion) -> None:
        self._page.grid.commit()
        self._session.perform(partial(self._session.project.fix, found, suggestion))

    @Slot(object)
    def fix_first(self, found: RowFinding) -> None:
        if found.finding.suggestions:
            self.fix(found, found.finding.suggestions[0])

    def fix_number(self, number: int) -> None:
        """Puts the n-th suggestion of the active row in place; in a row that offers none, inserts its n-th term."""
        terms = self._page.inspector.terms
        if not self._page.inspector.offers.items and number <= len(terms) and terms[number - 1].form:
            self.insert(terms[number - 1].form)
            return
        if self._page.grid.commit():
            # What was typed may have changed what is offered; the person has to see it first.
            self._page.inspector.refresh()
            return
        offers = self._page.inspector.offers.items
        if number <= len(offers):
            self.fix(*offers[number - 1])
        else:
            self.said.emit(self._words.say("window.no-suggestion", n=number))

    @Slot(str)
    def insert(self, text: str) -> None:
        """Puts a text at the caret."""
        self._page.read(False)
        self._page.grid.insert_text(text)

    @Slot()
    def do_insert_number(self) -> None:
        """Inserts the first number of the source that the translation, as it is being typed, does not have yet."""
        row = self._session.current_row()
        if row is None:
            return
        draft = self._page.grid.draft()
        target = row.text(CoreSide.TARGET) if draft is None else draft.text
        number = next_number(row.text(CoreSide.SOURCE), target)
        if number:
            self.insert(number)
        else:
            self.said.emit(self._words.say("window.no-number"))

    @Slot()
    def do_fix_1(self) -> None:
        self.fix_number(1)

    @Slot()
    def do_fix_2(self) -> None:
        self.fix_number(2)

    @Slot()
    def do_fix_3(self) -> None:
        self.fix_number(3)

    @Slot()
    def do_fix_4(self) -> None:
        self.fix_number(4)

    @Slot()
    def do_fix_5(self) -> None:
        self.fix_number(5)

    @Slot()
    def do_fix_6(self) -> None:
        self.fix_number(6)

    @Slot()
    def do_fix_7(self) -> None:
        self.fix_number(7)

    @Slot()
    def do_fix_8(self) -> None:
        self.fix_number(8)

    @Slot()
    def do_fix_9(self) -> None:
        self.fix_number(9)

    @Slot()
    def do_dismiss(self) -> None:
        """Says no to the gravest open finding of the row."""
        found = self._open_findings()
        if found:
            self.dismiss_finding(found[0])

    @Slot(object)
    def dismiss_finding(self, found: RowFinding) -> None:
        dialog = DismissDialog(self._theme, self._words, found.finding, self._window)
        if dialog.exec() and (request := dialog.request()) is not None:
            project = self._session.project
            self._session.perform(partial(project.dismiss, found, request.reach, request.reason))
        dialog.deleteLater()

    @Slot()
    def do_flag(self) -> None:
        """Flags what is selected, or the whole paragraph."""
        self._page.grid.commit()
        selection = self._page.grid.selection()
        block = self._block()
        if selection is not None and selection.block_id and selection.end > selection.start:
            block = self._session.project.store.block(BlockId(selection.block_id))
            span = Span(selection.start, selection.end)
        elif block is not None:
            span = Span(0, len(block.text))
        else:
            return
        dialog = FlagDialog(self._theme, self._words, block.text[span.start : span.end], self._window)
        if dialog.exec() and (request := dialog.request()) is not None:
            self._session.perform(
                partial(self._session.project.flag, block.id, span, request.category, request.severity, request.comment)
            )
        dialog.deleteLater()

    @Slot()
    def do_comment(self) -> None:
        """Goes to the thread of the row, or opens one with a flag."""
        if not self._page.inspector.focus_reply():
            self.do_flag()

    @Slot(object, str)
    def reply(self, flag: Flag, text: str) -> None:
        self._session.perform(partial(self._session.project.reply, flag, text))

    @Slot(object)
    def toggle_resolved(self, flag: Flag) -> None:
        self._session.perform(partial(self._session.project.set_resolved, flag, not flag.resolved))

    @Slot()
    def do_history(self) -> None:
        self._page.grid.commit()
        block = self._block()
        if block is None:
            return
        revisions = self._session.project.store.revisions(block.id)
        dialog = HistoryDialog(self._theme, self._words, revisions, self._window)
        dialog.restore_wanted.connect(self._restore)
        self._restoring = block
        dialog.exec()
        dialog.deleteLater()

    @Slot(object)
    def _restore(self, seq: int) -> None:
        self._session.perform(partial(self._session.project.restore, self._restoring.id, RevisionSeq(seq)))

    # Shared

    def _perform(self, verb: partial[Changes]) -> bool:
        return self._session.perform(verb)

    def _open_findings(self) -> list[RowFinding]:
        if self._session.current is None:
            return []
        return [found for found in self._session.project.findings(self._session.current) if found.open]

    def _block(self) -> Block | None:
        """The block of the active cell, the first of the translation otherwise."""
        cell = self._page.grid.current_cell
        if cell is not None and cell.block_id and not self._page.reading:
            return self._session.project.store.block(BlockId(cell.block_id))
        row = self._session.current_row()
        if row is None:
            return None
        return next(iter(row.target + row.source), None)
