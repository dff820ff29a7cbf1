"""The open project as a QObject: the one place where Changes become a signal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import UserError
from app.model import BlockId, Changes, ReviewRole, Row, RowId
from app.project import Project
from app.recovery import Recovered
from app.review.moments import Moment
from app.store.backups import BackupShelf, Begun
from app.words import Words
from ui.actions import Condition
from ui.drafting import Drafting
from ui.jobs import Jobs
from ui.models.rows import Rows
from ui.search import Search
from ui.surveying import Surveyor
from ui.verifying import Verification
from ui.view.model import Draft


class Session(QObject):
    """One open project. Views connect to its signals and call :meth:`perform` with a verb of the project; ``search`` is
    which rows are shown, through ``surveyor`` comes what the checks say.

    ``changed(Changes)``: something was written. ``current_changed(row id)``. ``failed(str)`` and ``said(str)``:
    sentences. ``ready()``: the file was found sound, it may be written from now on; ``unsound(UserError)``: it was not.
    ``baseline_changed()``: changes are marked since another moment.
    """

    changed = Signal(object)
    ready = Signal()
    unsound = Signal(object)
    current_changed = Signal(object)
    failed = Signal(str)
    said = Signal(str)
    baseline_changed = Signal()

    def __init__(self, project: Project, words: Words, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.words = words
        self.jobs = jobs
        self._closed = False
        self._verification: Verification | None = None
        self.begun: Begun | None = None
        """The backup that was begun while the file was verified."""
        self.unsaved: dict[tuple[RowId, BlockId], str] = {}
        """Texts the file would not take, by row and block (0: a row without one): kept here until it does."""
        self.drafts: Drafting | None = None
        """What is being typed, key by key; nothing is typed into a project that can only be read."""
        if not self.read_only:
            self._keep_drafts()
        self.baseline: Moment | None = None
        self.current: RowId | None = None
        self.saved_at = ""
        self.rows = Rows(project, words, self.unsaved)
        self.search = Search(project, self.rows, words, jobs, self)
        self.surveyor = Surveyor(project, words, jobs, self)
        self.search.failed.connect(self.failed)
        self.surveyor.failed.connect(self.failed)
        # Before anybody else hears of it: the rows that are drawn for it shall be fresh.
        self.surveyor.surveyed.connect(self._forget_rows)
        self.surveyor.turned.connect(self._turned)
        self.search.show_rows()

    @property
    def closed(self) -> bool:
        return self._closed

    @property
    def read_only(self) -> bool:
        return bool(self.project.store.read_only)

    @property
    def checking(self) -> bool:
        """Whether the file is still being verified; until then it can only be read."""
        return self.project.store.checking

    @property
    def settled(self) -> bool:
        """Whether what is known of the rows is known of their texts as they stand."""
        return self.surveyor.settled and not self.checking

    def begin(self, shelf: BackupShelf) -> None:
        """What is wanted of a project once its first rows are in sight: is the file sound, what is there to find.

        While it is verified, a backup that is due can be begun without anybody waiting; ``begun`` is it.
        """
        if self.checking:
            self._verification = Verification(self.project.store, shelf, self.jobs, self)
            self._verification.sound.connect(self._sound)
            self._verification.unsound.connect(self.unsound)
        else:
            self.ready.emit()
        self.surveyor.survey()

    @Slot(object)
    def _sound(self, begun: Begun | None) -> None:
        self.begun = begun
        self._keep_drafts()
        self.ready.emit()
        self.changed.emit(Changes(settings=True))
        if self.unsaved:
            self.save_again()

    @Slot()
    def _forget_rows(self) -> None:
        self.rows.forget()

    @Slot()
    def _turned(self) -> None:
        self.changed.emit(Changes(settings=True))

    def _keep_drafts(self) -> None:
        self.drafts = Drafting(self.project.store, self)
        self.changed.connect(self.drafts.look_again)
        self.drafts.refused.connect(self._drafts_refused)

    def current_row(self) -> Row | None:
        """The active row as it stands now, None when there is none."""
        if self.current is None:
            return None
        rows = self.project.store.rows([self.current])
        return rows[0] if rows else None

    def set_current(self, row: RowId | None) -> None:
        if row != self.current:
            self.current = row
            self.current_changed.emit(row)

    def perform(self, verb: Callable[[], Changes]) -> bool:
        """Carries out a verb; says in words why it could not, and then nothing has changed."""
        try:
            changes = verb()
        except UserError as error:
            self.failed.emit(self.words.error(error))
            return False
        self.take(changes)
        return True

    def write(self, row: RowId, block: BlockId, text: str) -> bool:
        """Saves a text of a row; what the disk will not take stays in sight and in :attr:`unsaved`."""
        stored = self.project.store.row(row)
        if not block and stored.target:
            # The row got its first text a moment ago, from the same open editor.
            block = stored.target[0].id
        verb = partial(self.project.edit, block, text) if block else partial(self.project.write_target, row, text)
        saved = self.perform(verb)
        if saved:
            self.unsaved.pop((row, block), None)
            self.unsaved.pop((row, BlockId(0)), None)
            if self.drafts is not None:
                self.drafts.drop(row, block)
        else:
            self.unsaved[row, block] = text
            self.changed.emit(Changes(rows=frozenset({row})))
        return saved

    @Slot(object)
    def take_draft(self, typed: Draft) -> None:
        """The open text of the current row was changed by a key, a paste or an input method: not lost from here on."""
        if self.drafts is not None and self.current is not None:
            self.drafts.take(self.current, BlockId(typed.block_id), typed.text)

    def forget_draft(self, found: Recovered) -> None:
        """A recovered text was taken over, or thrown away."""
        if self.drafts is not None:
            self.drafts.forget(found)

    @Slot()
    def _drafts_refused(self) -> None:
        self.said.emit(self.words.say("recovered.not-kept"))

    def set_baseline(self, moment: Moment | None) -> None:
        """Marks what changed since a moment, since the import for None."""
        if moment != self.baseline:
            self.baseline = moment
            self.rows.baseline = moment.changeset if moment is not None else None
            self.rows.show_changes = True
            self.baseline_changed.emit()

    def set_role(self, role: ReviewRole) -> None:
        """Another role has other things to do: what counts them is told."""
        if role is not self.project.role:
            self.project.set_role(role)
            self.changed.emit(Changes(settings=True))

    def save_again(self) -> None:
        """Tries once more to save what could not be saved, one by one, until one fails."""
        for (row, block), text in list(self.unsaved.items()):
            if not self.write(row, block, text):
                return
        self.changed.emit(Changes(settings=True))

    def take(self, changes: Changes) -> None:
        """Tells everybody what was written."""
        if changes == Changes():
            return
        self.saved_at = self.project.store.now()
        if changes.structure:
            self.search.show_rows(gone=True)
        if changes.structure or changes.blocks or changes.rows or changes.terms or changes.settings:
            self.surveyor.look_again()
        self.changed.emit(changes)

    def close(self) -> None:
        """Lets the project go."""
        self._closed = True
        self.search.stop()
        self.surveyor.stop()
        if self._verification is not None:
            self._verification.stop()
        if self.drafts is not None:
            self.drafts.close()
        try:
            self.project.close()
        except UserError as error:
            # The shared folder did not take it; the file on this machine is whole, and is put there next time.
            self.failed.emit(self.words.say("window.not-published", reason=self.words.error(error)))

    def conditions(self) -> frozenset[Condition]:
        """What is true of the project at this moment, for the actions that need it."""
        project, current = self.project, self.current
        holds = {
            Condition.PROJECT: True,
            Condition.WRITABLE: not self.read_only,
            Condition.ROW: current is not None,
            Condition.PAIR: project.has_source,
            Condition.UNDO: bool(project.history.undo_label),
            Condition.REDO: bool(project.history.redo_label),
            Condition.PROPOSALS: bool(project.proposals()),
            Condition.FINDING: current is not None and project.is_open(current),
        }
        return frozenset(condition for condition, true in holds.items() if true)
