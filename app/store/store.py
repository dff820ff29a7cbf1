"""The open project file: how it is opened, written, kept and left; a write returns what it changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.errors import UserError
from app.model import Bead, Changes, ChangesetId, Imported, Notice, Side
from app.store import connection as opening
from app.store import mirror as mirroring
from app.store import writing
from app.store.answers import Answers
from app.store.holder import holder_path, other_holder, write_holder
from app.store.log import log_path
from app.store.mirror import Mirror, Publication, Published, mirror_of
from app.store.ops import Edit, Origin
from app.store.seal import is_sealed, unseal
from app.store.soundness import Fault, find_faults
from app.store.still import Reading, Still
from app.store.viewing import open_read_only
from app.tasks import Task

_LONG_LOG = 1 << 20
"""Bytes of write-ahead log from which on it is worth moving into the file."""
_LONGEST_LOG = 8 << 20
"""Bytes from which on a log is moved whoever waits: it is read through when a crash has left it."""

CHECKING = "checking"

Clock = Callable[[], datetime]
_Answer = TypeVar("_Answer")


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store(Answers):
    """One project file, owned by the thread that opened it.

    Build it with :meth:`create` or :meth:`open`; ``author`` signs what is written, ``clock`` is injected by tests.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        author: str,
        *,
        read_only: str = "",
        mirror: Mirror | None = None,
        notices: tuple[Notice, ...] = (),
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(connection, path)
        self._clock = clock
        self._closed = False
        self._live = mirror.live if mirror else path
        self._still = Still(self._live, path)
        self.mirror = mirror
        """Where the project really lives when its own folder is shared with others; None when it lives in its place."""
        self.notices = notices
        """What the person should know of how it was opened."""
        self.author = author
        self.read_only = read_only
        """Why nothing can be written: ``asked``, ``media``, ``newer``, or ``checking`` until :meth:`settle`; "" when
        it can."""
        try:
            self.identity = self.settings().get("identity", "")
            """Names the project in what is kept of it elsewhere: drafts, backups."""
            self._sealed = not read_only and self._read(is_sealed)
            self._published = self.newest_changeset() if mirror is None or mirroring.is_clean(mirror) else -1
        except BaseException:
            # Else the file would stay locked by nobody.
            connection.close()
            raise
        self._aside: Path | None = None

    @classmethod
    def create(
        cls, path: Path, author: str, *, clock: Clock = utc_now, connect: opening.Connect = sqlite3.connect
    ) -> Store:
        """A new, empty project. Raises UserError when the file exists or cannot be made."""
        mirror = mirror_of(path)
        if mirror is not None:
            mirroring.begin(mirror)
        connection = opening.create_connection(mirror.live if mirror else path, path, connect)
        notices = (Notice("worked-elsewhere", (("service", mirror.service),)),) if mirror else ()
        return cls(connection, path, author, mirror=mirror, notices=notices, clock=clock)

    @classmethod
    def open(
        cls,
        path: Path,
        author: str,
        *,
        read_only: bool = False,
        before_migration: Callable[[sqlite3.Connection], None] = lambda connection: None,
        clock: Clock = utc_now,
        connect: opening.Connect = sqlite3.connect,
        patient: bool = False,
    ) -> Store:
        """Opens a project; one that cannot be written, or comes from a newer Enface, is opened for reading.

        ``before_migration`` is where a backup of an older file is made. A ``patient`` caller reads a large project
        before it is verified, and writes after :meth:`settle`. Raises UserError in words.
        """
        if not path.is_file():
            raise UserError("no-such-file", file=str(path))
        opening.demand_body(path)
        why = "asked" if read_only else "" if opening.is_writable(path) else "media"
        if not why:
            try:
                return cls._open_to_write(path, author, before_migration, clock, connect, patient)
            except UserError as error:
                if error.code != "project-newer":
                    raise
                why = "newer"
        return cls(open_read_only(path), path, author, read_only=why, clock=clock)

    @classmethod
    def _open_to_write(
        cls,
        path: Path,
        author: str,
        before_migration: Callable[[sqlite3.Connection], None],
        clock: Clock,
        connect: opening.Connect,
        patient: bool,
    ) -> Store:
        mirror = mirror_of(path)
        if mirror is None:
            held = opening.hold_connection(path, path, connect) if patient else None
            opened = held or opening.open_connection(path, path, before_migration, connect)
            copied = (Notice("copied-open"),) if opened.copied else ()
            why = "" if opened.checked else CHECKING
            return cls(opened.connection, path, author, read_only=why, notices=copied, clock=clock)
        notices = [Notice("worked-elsewhere", (("service", mirror.service),))]
        aside = mirroring.fetch(mirror, clock())
        if aside is not None:
            notices.append(Notice("changed-elsewhere", (("file", aside.name),)))
        who = other_holder(path)
        if who:
            notices.append(Notice("maybe-open", (("who", who),)))
        connection = opening.open_connection(mirror.live, path, before_migration, connect).connection
        write_holder(path)
        return cls(connection, path, author, mirror=mirror, notices=tuple(notices), clock=clock)

    def close(self) -> None:
        """Checkpoints and leaves one file behind; closing twice is closing once.

        Raises UserError when a shared folder does not take the file: it is whole on this machine then.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if self.mirror is not None and self.unpublished:
                self.published(self.publication().write())
        finally:
            if self.read_only:
                self._connection.close()
                if self.checking:
                    holder_path(self._live).unlink(missing_ok=True)
            else:
                with self._still.ending():
                    opening.close_connection(self._connection, self._live)
            if self.mirror is not None:
                holder_path(self.path).unlink(missing_ok=True)

    # Verifying ---------------------------------------------------------------------------------------------------

    @property
    def checking(self) -> bool:
        """Whether the file still has to be verified before anything is written to it."""
        return self.read_only == CHECKING

    def verification(self, then: Callable[[sqlite3.Connection, Task], _Answer]) -> Callable[[Task], Fault | _Answer]:
        """The looking for the first fault, for a job to do while the project is read: it has its own connection.

        Where there is no fault, ``then`` may read from that connection too, and what it returns is returned.
        """
        path = self._live

        def look(task: Task) -> Fault | _Answer:
            task.begin("verify")
            try:
                return opening.look_beside(path, lambda: task.cancelled, lambda beside: then(beside, task))
            except sqlite3.OperationalError:
                task.check()
                raise

        return look

    def settle(self) -> None:
        """Takes the file over for writing, as no fault was found in it. Raises UserError."""
        opening.settle_connection(self._connection, self.path, self._live)
        self.read_only = ""
        self._sealed = self._read(is_sealed)

    def damaged(self, fault: Fault) -> UserError:
        """What a person is told of a fault."""
        return opening.damaged(self.path, fault)

    # Writing -----------------------------------------------------------------------------------------------------

    def import_documents(
        self,
        documents: Mapping[Side, Imported],
        languages: Mapping[Side, str],
        beads: Iterable[Bead],
        settings: Mapping[str, str],
        glossaries: Iterable[tuple[str, tuple[str, str], Iterable[Mapping[str, str]]]] = (),
    ) -> None:
        """The first content of a project: both sides, their rows, settings and glossaries, in one transaction.

        A glossary is its name, its two languages, and a line of cells by column for each concept.
        """
        with self._transaction():
            stamp = writing.add_changeset(
                self._connection, "import", self.author, self.now(), Origin.IMPORT, (), None, writing.new_uuid()
            )
            for side, imported in documents.items():
                writing.add_document(self._connection, imported, side, languages.get(side, ""), stamp)
            writing.add_rows(self._connection, beads)
            for key, value in settings.items():
                writing.set_setting(self._connection, key, value)
            for name, pair, concepts in glossaries:
                writing.add_glossary(self._connection, name, pair, concepts)
        # What stands in the log alone cannot be told from a change that a power cut interrupted.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if self.mirror is not None:
            self.published(self.publication().write())

    def apply(self, edit: Edit, *, reverts: ChangesetId | None = None) -> tuple[ChangesetId, Changes]:
        """Carries out an edit as one changeset; all of it or nothing.

        A write the disk refused is tried once more under the same uuid. Raises UserError ``changed-since`` when
        something newer would be overwritten, ``project-read-only``, ``disk-full`` or ``disk-error`` when the file
        cannot take it.
        """
        self.rest(_LONGEST_LOG)
        identity, at = writing.new_uuid(), self.now()
        try:
            return self._apply(edit, reverts, identity, at)
        except UserError as error:
            if error.code != "disk-error":
                raise
            return self._apply(edit, reverts, identity, at)

    def _apply(self, edit: Edit, reverts: ChangesetId | None, identity: str, at: str) -> tuple[ChangesetId, Changes]:
        changes = None
        try:
            with self._transaction():
                stamp = writing.add_changeset(
                    self._connection, edit.label, self.author, at, edit.origin, edit.ops, reverts, identity
                )
                changes = writing.apply_ops(self._connection, edit.ops, stamp)
        except (UserError, sqlite3.IntegrityError):
            # A COMMIT that failed may have reached the file: it is asked before anybody is told "not saved". When it
            # could not be asked, the second attempt finds its own uuid there.
            kept = self._changeset(identity)
            if kept is None:
                raise
            return kept, changes or self._read(writing.changes_of, edit.ops)
        return ChangesetId(stamp.changeset), changes

    def set_setting(self, key: str, value: str, label: str) -> Changes:
        """Sets what belongs to the project and to no text. The log tells it by its label; no undo takes it back (what
        shall be undone is an operation on ``meta``).

        Raises what :meth:`apply` raises.
        """
        with self._transaction():
            identity = writing.new_uuid()
            writing.add_changeset(self._connection, label, self.author, self.now(), Origin.REVIEW, (), None, identity)
            writing.set_setting(self._connection, key, value)
        return Changes(settings=True)

    def _changeset(self, identity: str) -> ChangesetId | None:
        try:
            query = "SELECT id FROM changeset WHERE uuid = ?"
            record = self._connection.execute(query, (identity,)).fetchone()
        except sqlite3.Error:
            return None
        return ChangesetId(record[0]) if record else None

    # Keeping -----------------------------------------------------------------------------------------------------

    def rest(self, longest: int = _LONG_LOG) -> None:
        """What is done while nobody waits: a long write-ahead log goes into the file; refused, it stays as it is."""
        log = log_path(self._live)
        if not self.read_only and log.exists() and log.stat().st_size > longest:
            self._still.move_log(self._connection)

    def aside(self, then: Reading[_Answer]) -> Callable[[], _Answer]:
        """What ``then`` reads of the project, for a job to do: all that was written till now, through a connection of
        its own. Raises UserError.

        It goes on after :meth:`close`, with the closed file. Where the log cannot be moved, as onto a full disk, or
        the file was taken away, it is a picture in memory that is read.
        """
        if not self.read_only and self._still.holds_all(self._connection):
            return partial(self._still.read, then)
        image = self.image()

        def read() -> _Answer:
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
                connection.deserialize(image)
                return then(connection, Task())

        return read

    @property
    def unpublished(self) -> bool:
        """Whether a shared folder lacks something that was written."""
        return self.mirror is not None and self._published != self.newest_changeset()

    def publication(self) -> Publication:
        """What a shared folder is to be given, for a job to write; :meth:`published` is told of its end."""
        assert self.mirror is not None
        return Publication(self.mirror, self.picture(), self.newest_changeset(), self._clock(), self._aside)

    def published(self, done: Published) -> None:
        """Takes note of what a shared folder has now; a copy beside it (``aside``) is told as a notice."""
        if done.aside and self._aside is None:
            self._aside = done.path
            self.notices = (*self.notices, Notice("published-aside", (("file", done.path.name),)))
        self._published = done.changeset
        if self.mirror is not None and not self.unpublished:
            mirroring.set_clean(self.mirror, True)

    def picture(self) -> Callable[[], bytes]:
        """The same as :meth:`image`, for a job to take: in a large project that is some tenths of a second."""
        return self.aside(lambda beside, _: opening.single_file(beside.serialize()))

    def image(self) -> bytes:
        """The whole project as the bytes of a file, here and now."""
        with opening.explained(self.path):
            return opening.single_file(self._connection.serialize())

    def faults(self) -> list[Fault]:
        """Everything that is not as it was written; the file is read through for it."""
        with opening.explained(self.path):
            return list(find_faults(self._connection, thorough=True))

    # Time --------------------------------------------------------------------------------------------------------

    def now(self) -> str:
        """The time this project's records carry: UTC, ISO 8601."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def set_clock(self, clock: Clock) -> None:
        """Lets the shipped samples date their history."""
        self._clock = clock

    # -------------------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.checking:
            raise UserError("still-checking")
        if self.read_only:
            raise UserError("project-read-only", file=str(self.path))
        if self.mirror is not None and not self.unpublished:
            mirroring.set_clean(self.mirror, False)
        with opening.explained(self.path, self._live):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                if self._sealed:
                    unseal(self._connection)
                yield
                self._connection.execute("COMMIT")
                self._sealed = False
            except BaseException:
                if self._connection.in_transaction:
                    # What failed is said, not that taking it back failed too.
                    with suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")
                raise
