"""An open project without a window: the verbs of a person, and what the checks say of the rows as they stand now.

``ui/session`` wraps it with signals, the command line uses it as it is. Every verb returns the ``Changes`` it made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from app import pipeline
from app.answering import tuning_of
from app.check import Speller
from app.clean import RuleSet
from app.delivering import Delivering
from app.errors import UserError
from app.findings import FindingBook, RowFinding
from app.gathering import PAGE, Gathering
from app.history import History
from app.linking import SURE, remark_lines
from app.model import (
    BlockId,
    Changes,
    ChangesetId,
    Imported,
    ReviewRole,
    Row,
    RowId,
    Severity,
    Side,
)
from app.order import RowOrder
from app.pipeline import BlockProposal, Prepared, Snapshot, Survey
from app.places import backups_path
from app.review import decisions, revert, states
from app.review.decisions import CLEAN_RULE, Reach
from app.review.learning import LESSON, Lesson, entered
from app.review.quiet import quiet_below
from app.review.revert import RevertPlan
from app.review.terms import GlossaryReader, KeptGlossary
from app.standing import Standing
from app.store import Edit, Store
from app.store.backups import BackupShelf
from app.store.remarks import Flag
from app.store.store import Clock, utc_now
from app.tasks import Task
from glossary.census import Cluster
from glossary.formats import cells_of
from glossary.model import Glossary, LedgerEntry

FILTERS = ("all", "todo", "findings", "changed", "flags", "threads", "cleaning", "links")
_SMALL = 1_000
"""Rows that are read within a frame."""
_FEW = 2_000
"""Rows up to which names are looked for at every survey; beyond, when one row in ``_SHARE`` was written."""
_SHARE = 100
_VAST = 300_000
"""Rows beyond which a survey, a quarter of an hour for each million and gigabytes, is for the person to ask for."""
_SEARCHED = 1_000
"""Rows that are searched in between."""


class Surveyed(NamedTuple):
    """A survey, and what is known by it of each row."""

    survey: Survey
    book: FindingBook


class Project(Delivering):
    """Built by :meth:`create` or :meth:`open`; owned by one thread, as its store is."""

    def __init__(self, store: Store, rules: RuleSet) -> None:
        self.store = store
        self.history = History(store)
        self._rules = rules
        self._role = ReviewRole.REVIEWER
        settings = store.settings()
        self.languages = {side: settings.get(f"{side}_language", "") for side in Side}
        self.sides = store.sides()
        self._terms = GlossaryReader()
        self.glossaries = self._terms.read(store)
        context = pipeline.context_for((), self.languages[Side.SOURCE], self.languages[Side.TARGET])
        self.context = replace(context, tuning=tuning_of(settings))
        """What rows are checked with: the glossaries as the last survey compiled them."""
        self._outdated = bool(self.glossaries)
        self._quiet_below = quiet_below(store)
        self._decisions = decisions.index(store.decisions(), self._quiet_below)
        self._book = FindingBook(self.context, self._decisions, has_source=self.has_source)
        self._proposals: list[BlockProposal] | None = None
        self._littered: set[RowId] | None = None
        """The rows of those proposals."""
        self._counts: dict[str, int] | None = None
        self._lessons: tuple[Lesson, ...] | None = None
        self._standing = Standing(store, SURE)
        self.order = RowOrder(store)
        self._gathering = Gathering(store)
        self.flags: dict[BlockId, tuple[Flag, ...]] = {}
        self._read_flags()

    @classmethod
    def create(
        cls,
        path: Path,
        prepared: Prepared,
        author: str,
        rules: RuleSet,
        glossary_names: Sequence[str] = (),
        *,
        glossaries: Sequence[Glossary] | None = None,
        clock: Clock = utc_now,
    ) -> Project:
        """A new project file with the imported texts. Raises UserError; nothing is left behind when it does."""
        if glossaries is None:
            languages = prepared.languages
            glossaries = pipeline.choose_glossaries(
                glossary_names, languages.get(Side.SOURCE, ""), languages.get(Side.TARGET, "")
            )
        settings = {f"{side}_language": language for side, language in prepared.languages.items()}
        settings["alignment_note"] = prepared.alignment.note
        settings["alignment_remarks"] = remark_lines(prepared.alignment.remarks)
        # A translation can be begun where there is none: its document is there, empty.
        documents = {Side.TARGET: Imported("", "txt", b"", "", ()), **prepared.documents}
        store = Store.create(path, author, clock=clock)
        try:
            store.import_documents(
                documents,
                prepared.languages,
                prepared.alignment.beads,
                settings,
                [
                    (g.name, (g.source_language, g.target_language), [cells_of(concept) for concept in g.concepts])
                    for g in glossaries
                ],
            )
            return cls(store, rules)
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)
            raise

    @classmethod
    def open(
        cls, path: Path, author: str, rules: RuleSet, *, read_only: bool = False, patient: bool = False
    ) -> Project:
        """Opens a project file; an older one is backed up before it is converted. Raises UserError in words.

        A ``patient`` caller may be given a large one before it is verified (``store.checking``).
        """
        keep = BackupShelf(backups_path()).before_migration(path)
        store = Store.open(path, author, read_only=read_only, before_migration=keep, patient=patient)
        try:
            return cls(store, rules)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        self.store.close()

    @property
    def role(self) -> ReviewRole:
        return self._role

    def set_role(self, role: ReviewRole) -> None:
        """What is to do follows from the role; nothing is written."""
        self._role = role
        self._counts = None

    @property
    def alignment_note(self) -> str:
        """Why the alignment is not to be trusted: a code of the word catalogue, "" when it is."""
        return self.store.settings().get("alignment_note", "")

    @property
    def has_source(self) -> bool:
        return Side.SOURCE in self.sides

    # Checks --------------------------------------------------------------------------------------------------------

    @property
    def surveyed(self) -> bool:
        return self._book.surveys > 0

    @property
    def surveys(self) -> int:
        """How many surveys have been taken over; what is made of the whole document lasts from one to the next."""
        return self._book.surveys

    @property
    def words(self) -> int:
        """Words that would be exported, as of the last survey."""
        return self._book.words

    @property
    def terms(self) -> int:
        """Occurrences of terms, as of the last survey."""
        return self._book.terms

    def use_speller(self, speller: Speller | None) -> None:
        """Checks spelling with dictionaries of the translation's language, None for not; findings follow with the next
        survey."""
        self.context = pipeline.with_speller(self.context, speller)
        self._book.use(self.context)

    def gather(self) -> Iterator[None]:
        """Reads the rows a survey would have to, those it has not seen as they stand, some at a time.

        Whoever has the time goes through it before :meth:`snapshot`, which reads what is left.
        """
        return self._gathering.read_on(self.order)

    def snapshot(self) -> Snapshot:
        """The project as plain data, for a job to survey; reads only the rows that were written since the last one."""
        rows, unnamed = self._gathering.rows(self.order), self._gathering.unnamed
        # In a large document one row says little about names, and looking for them takes as long as all the checks.
        census = not self.surveyed or len(rows) <= _FEW or _SHARE * len(unnamed) >= len(rows)
        refused = {(d.rule, d.evidence, d.text_hash) for d in self.store.decisions() if d.rule.startswith(CLEAN_RULE)}
        return Snapshot(
            rows, self.context, self.has_source, self.languages, self._rules, frozenset(refused), census,
            self._gathering.given, self._book.learned, self.glossaries if self._outdated else None, self._book.kept,
        )  # fmt: skip

    def survey(self) -> None:
        """Cleans and checks the whole project here and now."""
        self.adopt(pipeline.survey(self.snapshot()))

    def surveying(self) -> Callable[[Task], Surveyed]:
        """The same for a job to do, as far as it can be done beside the project; :meth:`adopt` takes over the rest."""
        snapshot, renewed = self.snapshot(), self._book.renewed

        def look(task: Task) -> Surveyed:
            survey = pipeline.survey(snapshot, task=task)
            return Surveyed(survey, renewed(survey))

        return look

    def adopt(self, survey: Survey, book: FindingBook | None = None) -> None:
        """Takes over what a job found; rows that were written meanwhile are checked again."""
        if survey.context is not None:
            # Dictionaries may have come or gone while it was made, checks may have been switched off.
            self.context = replace(survey.context, spelling=self.context.spelling, tuning=self.context.tuning)
            # They may have changed once more meanwhile; what was compiled is nearer to them than what there was.
            self._outdated = survey.glossaries is not self.glossaries
        book = book or self._book.renewed(survey)
        book.succeed(self._book, self.context, self._decisions, survey)
        self._book = book
        if survey.clusters is not None:
            self._gathering.unnamed.clear()
        self._recheck(self._gathering.written)
        self._take_proposals(self._gathering.since)
        self._counts = self._lessons = None

    def findings(self, row: RowId) -> tuple[RowFinding, ...]:
        """The findings of a row, the gravest first, dismissed ones included with their decision."""
        return self._book.of(row)

    def all_findings(self) -> list[RowFinding]:
        """Every finding, in the order of the rows."""
        return [found for some in self.findings_in_steps() for found in some]

    def findings_in_steps(self) -> Iterator[list[RowFinding]]:
        """The same, those of the first rows first: a step may have none."""
        for rows in self.order.steps(PAGE):
            yield [found for row in rows if row in self._book.rows for found in self._book.of(row)]

    @property
    def open_count(self) -> int:
        return self._book.open_count

    @property
    def open_rows(self) -> dict[RowId, Severity]:
        """The rows with at least one open finding, and how grave the gravest is; whoever keeps them copies them."""
        return self._book.open_rows

    def is_open(self, row: RowId) -> bool:
        """Whether a row has an open finding."""
        return self._book.is_open(row)

    @property
    def grave_count(self) -> int:
        """Open findings that are major or worse."""
        return self._book.grave_count

    def ledger(self, row: RowId) -> tuple[LedgerEntry, ...]:
        return self._book.ledger(row)

    def ledger_now(self) -> dict[RowId, tuple[LedgerEntry, ...]]:
        """The ledger of every row as it stands, for a job."""
        return self._book.ledger_now()

    def clusters(self) -> tuple[Cluster, ...]:
        """What the document calls by several names, as of the last survey, by the ids of rows."""
        return self._book.clusters

    def lessons(self) -> tuple[Lesson, ...]:
        """What was replaced more than once by hand, as of the last survey, where something is left to offer."""
        if self._lessons is None:
            known = entered(self._book.learned.lessons, self.glossaries)
            self._lessons = tuple(
                replace(lesson, entered=lesson in known)
                for lesson in self._book.learned.lessons
                if (lesson.others or lesson not in known)
                and (Reach.TERM.value, LESSON, lesson.key, "") not in self._decisions.by_key
            )
        return self._lessons

    def view(self, row: Row) -> Row:
        """A row as the checks saw it: the spans of its findings refer to this one's text."""
        return self._book.view(row)

    # What is shown --------------------------------------------------------------------------------------------------

    def rows_where(self, condition: str, text: str = "") -> list[RowId]:
        """The rows of a filter, in order; ``text`` must occur in them, on either side, unless it is blank."""
        return [id_ for step in self.rows_found(condition, text) for id_ in step]

    def rows_found(self, condition: str, text: str = "") -> Iterator[list[RowId]]:
        """The same, those of the first rows first: a step may find none."""
        chosen = None if condition == "all" else frozenset(self._members(condition))
        needle = text.strip()
        for ids in self.order.steps(_SEARCHED):
            asked = ids if chosen is None else [id_ for id_ in ids if id_ in chosen]
            if needle:
                having = self.store.rows_with_text(needle, asked)
                asked = [id_ for id_ in asked if id_ in having]
            yield asked

    def rows_now(self, ids: Iterable[RowId]) -> tuple[Row, ...]:
        """Rows as they stand, for a job that reads them through; asks the store only for those it has not seen yet."""
        found: list[Row] = []
        for _ in self.gather_now(ids, found):
            pass
        return tuple(found)

    def gather_now(self, ids: Iterable[RowId], found: list[Row]) -> Iterator[None]:
        """The same, some at a time, into ``found``."""
        return self._gathering.rows_now(ids, found)

    def counts(self) -> dict[str, int]:
        """How many rows each filter shows; counted once after each change."""
        if self._counts is None:
            counts = {name: len(self._members(name)) for name in FILTERS if name not in ("all", "findings")}
            self._counts = {"all": len(self.order), "findings": self._book.open_row_count, **counts}
        return self._counts

    @property
    def is_small(self) -> bool:
        """Whether all rows can be read, or asked about, at once without anybody noticing."""
        return len(self.order) <= _SMALL

    @property
    def is_vast(self) -> bool:
        """Whether looking at the whole document is too much to be done unasked."""
        return len(self.order) > _VAST

    @property
    def counted(self) -> bool:
        """Whether :meth:`counts` need not go over a large document first."""
        return self.is_small or self._standing.known(states.waiting_for(self.role))

    def count_on(self) -> Iterator[None]:
        """Goes over the whole document for :meth:`counts`, some rows at a time."""
        if not self.counted:
            yield from self._standing.read(states.waiting_for(self.role), self.order.steps(PAGE))
        self._counts = None

    def changed_rows(self) -> set[RowId]:
        """The rows that no longer read as they were imported; whoever keeps them copies them."""
        return self._standing.changed()

    def todo_rows(self) -> set[RowId]:
        """The rows the person has still to do with, by their role, less those that were put away whole."""
        return self._standing.todo(states.waiting_for(self.role))

    def _members(self, condition: str) -> set[RowId]:
        match condition:
            case "todo":
                return self.todo_rows()
            case "findings":
                return set(self._book.open_rows)
            case "changed":
                return self._standing.changed()
            case "flags":
                return {self.store.row_of(id_) for id_, own in self.flags.items() if any(not f.resolved for f in own)}
            case "threads":
                return {self.store.row_of(id_) for id_, own in self.flags.items() if any(f.thread for f in own)}
            case "cleaning":
                return self._rows_with_litter()
            case "links":
                return {row.id for row in self._uncertain()}
        raise ValueError(f"no filter {condition}")

    # Undo ----------------------------------------------------------------------------------------------------------

    def undo(self) -> Changes:
        return self._refresh(self.history.undo())

    def redo(self) -> Changes:
        return self._refresh(self.history.redo())

    def revert_plan(self, changeset: ChangesetId) -> RevertPlan:
        """What taking a changeset back would do now. Raises UserError ``no-such-changeset`` or ``revert-import``."""
        return revert.plan(self.store, changeset)

    def revert(self, plan: RevertPlan, chosen: Collection[str] | None = None) -> Changes:
        """Takes back what a plan says can be, or the chosen items of it, by their keys, as one changeset.

        Raises UserError ``changed-since`` when the plan no longer holds.
        """
        if self.revert_plan(plan.changeset.id).items != plan.items:
            raise UserError("changed-since")
        edit = revert.edit_of(plan, chosen)
        return self._refresh(self.history.do(edit, reverts=plan.changeset.id))

    # ---------------------------------------------------------------------------------------------------------------

    def _expect(self, new: KeptGlossary) -> None:
        self._terms.expect(new)

    def _do(self, edit: Edit) -> Changes:
        return self._refresh(self.history.do(edit))

    def _refresh(self, changes: Changes) -> Changes:
        self._gathering.take(changes)
        if changes.structure:
            self.order = RowOrder(self.store)
        self._standing.take(changes)
        self._counts = self._lessons = None
        self._keep_proposals(changes)
        if changes.flags or changes.blocks:
            self._read_flags()
        if changes.terms:
            self.glossaries = self._terms.read(self.store)
            self._outdated = True
        if changes.decisions:
            self._read_decisions()
        if self.surveyed and changes.rows:
            self._recheck(changes.rows)
        return changes

    def _recheck(self, written: Collection[RowId]) -> None:
        rows = self.store.rows(sorted(written))
        self._book.forget(set(written).difference(row.id for row in rows))
        self._book.recheck(rows)
