"""The open project as a QObject: the one place where Changes become a signal, and where a survey is started."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.model import BlockId, Changes, ReviewRole, Row, RowId
from app.project import Project, Surveyed
from app.recovery import Recovered
from app.review.moments import Moment
from app.review.sieve import Sieve
from app.sifting import read_through, rows_in_steps
from app.store.backups import BackupShelf, Begun
from app.store.soundness import Fault
from app.tasks import Task
from app.words import Words
from ui.actions import Condition
from ui.drafting import Drafting
from ui.jobs import Job, Jobs
from ui.models.rows import Rows
from ui.slices import Slices, at_once
from ui.view.model import Draft

_SETTLE = 400
"""Milliseconds of rest after an edit before the whole document is looked at again."""


class Session(QObject):
    """One open project. Views connect to its signals and call :meth:`perform` with a verb of the project.

    ``changed(Changes)``: something was written. ``rows_changed()``: the list of rows is another one;
    ``rows_added()``: it has got longer, or is complete. ``surveyed()``:
    findings, ledger and proposals are fresh. ``counted()``: how many rows are to do, changed and so on is known.
    ``current_changed(row id)``. ``failed(str)`` and ``said(str)``: sentences. ``ready()``: the file was found sound, it
    may be written from now on; ``unsound(UserError)``: it was not. ``baseline_changed()``: changes are marked since
    another moment. ``not_sifted(str)``: why the filter cannot be applied, "" when it could.
    """

    changed = Signal(object)
    rows_changed = Signal()
    surveyed = Signal()
    counted = Signal()
    rows_added = Signal()
    ready = Signal()
    unsound = Signal(object)
    current_changed = Signal(object)
    failed = Signal(str)
    said = Signal(str)
    not_sifted = Signal(str)
    baseline_changed = Signal()

    def __init__(self, project: Project, words: Words, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.words = words
        self._jobs = jobs
        self._surveying = False
        self._asked = False
        self._again = False
        self._began = 0.0
        self._closed = False
        self._job: Job | None = None
        self._verifying: Job | None = None
        self._shelf: BackupShelf | None = None
        self.begun: Begun | None = None
        self.unsaved: dict[tuple[RowId, BlockId], str] = {}
        """Texts the file would not take, by row and block (0: a row without one): kept here until it does."""
        self.drafts: Drafting | None = None
        """What is being typed, key by key; nothing is typed into a project that can only be read."""
        self._slices = Slices(self)
        self._search = Slices(self)
        if not self.read_only:
            self._keep_drafts()
        self.rows = Rows(project, words, self.unsaved)
        self.sieve = Sieve()
        self.baseline: Moment | None = None
        self._sifting: Job | None = None
        self.current: RowId | None = None
        self.saved_at = ""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self.survey)
        self._show()

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
        return not (self._surveying or self._settle.isActive() or self.checking)

    def begin(self, shelf: BackupShelf) -> None:
        """What is wanted of a project once its first rows are in sight: is the file sound, what is there to find.

        While it is verified, a backup that is due can be begun without anybody waiting; ``begun`` is it.
        """
        if self.checking:
            self._shelf = shelf
            # With the next events: the worker would take the interpreter from the painting of the rows.
            QTimer.singleShot(0, self, self._verify)
        else:
            self.ready.emit()
        self.survey()

    @Slot()
    def _verify(self) -> None:
        """Looks whether the file is sound. Nothing may be written to one that nobody has looked at: a Cancel that was
        meant for this only delays it."""
        if not self._closed:
            work = self.project.store.verification(self._copying())
            self._verifying = self._jobs.run(work, self._verified, self._not_verified, stopped=self._verify)

    def _copying(self) -> Callable[[sqlite3.Connection, Task], Begun | None]:
        store, shelf = self.project.store, self._shelf
        if shelf is None or not shelf.due(store.path, store.identity):
            return lambda _beside, _task: None
        path = store.path

        def copy(beside: sqlite3.Connection, task: Task) -> Begun | None:
            try:
                return shelf.begin(beside, path, task)
            except UserError:
                # It is tried once more, and said then.
                return None

        return copy

    def _verified(self, found: Fault | Begun | None) -> None:
        if self._closed:
            return
        store = self.project.store
        try:
            if isinstance(found, Fault):
                raise store.damaged(found)
            store.settle()
        except UserError as error:
            self.unsound.emit(error)
            return
        self.begun = found
        self._keep_drafts()
        self.ready.emit()
        self.changed.emit(Changes(settings=True))
        if self.unsaved:
            self.save_again()

    def _not_verified(self, error: UserError) -> None:
        if not self._closed:
            self.unsound.emit(error)

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
            self._show(gone=True)
        if changes.structure or changes.blocks or changes.rows or changes.terms:
            self._settle.start()
        self.changed.emit(changes)

    def set_filter(self, condition: str, text: str) -> None:
        """Shows the rows of a filter of the bar."""
        self.sift(Sieve(condition, text))

    @Slot(object)
    def sift(self, sieve: Sieve) -> None:
        """Shows the rows that pass; they stay until it is asked again, whatever is done to them."""
        self.sieve = sieve
        self._show()

    def _show(self, *, gone: bool = False) -> None:
        """Looks for the rows that pass; ``gone``: some of those that are shown may be no more."""
        self._search.stop()
        if self._sifting is not None:
            self._sifting.task.cancel()
            self._sifting = None
        if self.sieve == Sieve():
            self._show_rows(self.project.order)
            return
        try:
            steps = rows_in_steps(self.project, self.sieve)
        except UserError as error:
            self._show_rows(self.project.order, self.words.error(error))
            return
        if self.sieve.query is None:
            found, more = at_once(steps)
            if more is not None:
                self._search.run(self._show_more(more), self.rows_added.emit, self._not_read)
            self._show_rows(found)
            return
        if gone and not all(row in self.project.order for row in self.rows.ids):
            self._show_rows([row for row in self.rows.ids if row in self.project.order])
        self._read_through(steps)

    def _read_through(self, steps: Iterator[list[RowId]]) -> None:
        """Looks into the text of every row that may pass; until it is through, what is shown stays."""
        sieve, rows = self.sieve, list[Row]()

        def look() -> None:
            self._sifting = self._jobs.run(lambda task: read_through(rows, sieve, task), self._sifted, self._not_sifted)

        gathering = self.project.gather_now(chain.from_iterable(steps), rows)
        if self.project.is_small:
            for _ in gathering:
                pass
            look()
        else:
            self._search.run(gathering, look, self._not_read)

    def _sifted(self, ids: list[RowId]) -> None:
        self._sifting = None
        if not self._closed:
            self._show_rows(ids)

    def _not_sifted(self, error: UserError) -> None:
        self._sifting = None
        if not self._closed:
            self._show_rows(self.project.order, self.words.error(error))

    def _show_rows(self, ids: Sequence[RowId], why_all: str = "") -> None:
        self.rows.show(ids)
        self.rows_changed.emit()
        self.not_sifted.emit(why_all)

    @property
    def searching(self) -> bool:
        """Whether more rows of the filter may follow those that are shown."""
        return self._search.busy and self.sieve.query is None

    def _show_more(self, steps: Iterator[list[RowId]]) -> Iterator[None]:
        for ids in steps:
            if ids:
                self.rows.add(ids)
                self.rows_added.emit()
            yield

    def _not_read(self, error: UserError) -> None:
        self.failed.emit(self.words.error(error))

    @Slot()
    def survey(self) -> None:
        """Looks at the whole document in a job; asked for while one runs, it is done once more after it."""
        if self._closed:
            return
        if self._surveying:
            self._again = True
            return
        self._settle.stop()
        self._surveying = True
        if self.project.is_vast and not self._asked:
            self._slices.run(self._count(), self._counted, self._survey_failed)
            return
        steps = self._gather()
        if self.project.is_small:
            for _ in steps:
                pass
            self._look_through()
        else:
            self._slices.run(steps, self._look_through, self._survey_failed)

    def _gather(self) -> Iterator[None]:
        """Reads what is not known of the rows, a little at a time: only the owner of the file can."""
        yield from self._count()
        yield from self.project.gather()

    def _count(self) -> Iterator[None]:
        if not self.project.counted:
            yield from self.project.count_on()
            self.counted.emit()

    def _counted(self) -> None:
        self._surveying = False
        self.changed.emit(Changes(settings=True))

    @property
    def surveying(self) -> bool:
        """Whether findings are on their way; they may not be after a Cancel, and in a vast project before somebody asks
        for them."""
        return self._surveying and not (self.project.is_vast and not self._asked)

    def check_all(self) -> None:
        """A person asks for the whole project to be looked at."""
        self._asked = True
        self.survey()
        self.changed.emit(Changes(settings=True))

    def _look_through(self) -> None:
        work = self.project.surveying()
        quiet = self.project.surveyed
        self._began = perf_counter()
        self._job = self._jobs.run(
            work, self._adopt, self._survey_failed, quiet=quiet, stopped=self._survey_stopped, yields=True
        )

    def _adopt(self, found: Surveyed) -> None:
        self._surveying = False
        if self._closed:
            return
        # What takes long is done less often: the row that was written is checked at once in any case.
        self._settle.setInterval(max(_SETTLE, round((perf_counter() - self._began) * 500)))
        self.project.adopt(*found)
        self.project.store.rest()
        self.rows.forget()
        self.surveyed.emit()
        if self._again:
            self._again = False
            self._settle.start()

    def _survey_failed(self, error: UserError) -> None:
        self._surveying = False
        self.failed.emit(self.words.error(error))

    def _survey_stopped(self) -> None:
        """The person did not want to wait: what is known stays as it is until something is written. One that only gave
        way to what somebody waits for is begun anew behind it."""
        self._surveying = False
        if self._closed:
            return
        if self._job is not None and self._job.gave_way:
            self._settle.start()
        else:
            self.changed.emit(Changes(settings=True))

    def close(self) -> None:
        """Lets the project go; what was still being looked at is of no use any more."""
        self._closed = True
        self._settle.stop()
        self._slices.stop()
        self._search.stop()
        for job in (self._job, self._verifying, self._sifting):
            if job is not None:
                job.task.cancel()
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
