"""Opening a project file: one connection that keeps everybody else out, durable at every commit.

The protocol and its measurements are in docs/reliability.md. ``locking_mode=EXCLUSIVE`` comes before the first
access; the file beside the project (``holder``) only *explains* who holds it, SQLite's own lock decides.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.errors import UserError
from app.files import sync_folder
from app.store.holder import holder_path, read_holder, write_holder
from app.store.leftover import leftover_fault
from app.store.log import log_path
from app.store.schema import APPLICATION_ID, VERSION, migrate, version_of
from app.store.seal import is_sealed, seal
from app.store.soundness import Fault, find_faults

Connect = Callable[..., sqlite3.Connection]
"""``sqlite3.connect``, or what stands in for it where a test cuts the power."""

Found = TypeVar("Found")

NONSENSE = (sqlite3.OperationalError, UnicodeDecodeError)
"""What is left of SQLite's faults once the disk's and the lock's are told: a schema or a text that cannot be ours."""

_CAUTION = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)
"""How a file is read that may be damaged, or made to do harm."""
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    *_CAUTION,
    # A COMMIT that also checkpoints can fail after the row is durable; checkpoints are explicit instead.
    "PRAGMA wal_autocheckpoint = 0",
    # fsync does not empty the drive's own cache on a Mac.
    *(("PRAGMA fullfsync = 1", "PRAGMA checkpoint_fullfsync = 1") if sys.platform == "darwin" else ()),
)

_QUICKLY_READ = 4 << 20
"""Bytes up to which a file is verified before anything is shown: a few hundredths of a second."""
_STEPS = 10_000
"""Steps of SQLite's machine between two questions whether to stop: about a millisecond."""


@dataclass(frozen=True, slots=True)
class Opened:
    """``copied``: the file was taken away from the log that belongs to it, as a copy made while it was open is."""

    connection: sqlite3.Connection
    copied: bool = False
    checked: bool = True
    """Whether the file is known to be sound; else it is only held, and nothing may be written."""


def create_connection(path: Path, shown: Path, connect: Connect = sqlite3.connect) -> sqlite3.Connection:
    """A new project file; ``shown`` is the path a person knows it by.

    Raises UserError when one is there already or the folder cannot be written.
    """
    if path.exists():
        raise UserError("project-exists", file=str(shown))
    try:
        path.touch(exist_ok=False)
    except OSError as error:
        raise UserError("cannot-create", file=str(shown), reason=error.strerror or "") from error
    connection = None
    try:
        connection = _connect(path, shown, connect)
        with explained(shown, path):
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _settle(connection)
        # SQLite syncs the file, not the folder that names it.
        sync_folder(path.parent)
    except BaseException:
        if connection is not None:
            connection.close()
        path.unlink(missing_ok=True)
        raise
    write_holder(path)
    return connection


def open_connection(
    path: Path,
    shown: Path,
    before_migration: Callable[[sqlite3.Connection], None],
    connect: Connect = sqlite3.connect,
) -> Opened:
    """The owner's connection, sound and of this version; nothing is written before both are known.

    ``before_migration`` is given the connection to an older file before it is changed. Raises UserError: not a
    project, damaged, newer, locked.
    """
    leftover = leftover_fault(path)
    if leftover is not None:
        # Opening would fold the log into the file, or drop the rest of it without a word.
        raise damaged(shown, leftover)
    alone = not log_path(path).exists() and not holder_path(path).exists()
    connection = _connect(path, shown, connect)
    try:
        with explained(shown, path):
            # Before the first access, or SQLite would share the file.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            demand_project(connection, shown)
            copied = alone and _expects_log(connection)
            if version_of(connection) > VERSION:
                raise UserError("project-newer", file=str(shown))
            demand_sound(connection, shown)
            if version_of(connection) < VERSION:
                before_migration(connection)
            _settle(connection)
    except NONSENSE as error:
        connection.close()
        raise UserError("damaged", file=str(shown), name=shown.name, fault=str(error)) from error
    except BaseException:
        connection.close()
        raise
    write_holder(path)
    return Opened(connection, copied)


def hold_connection(path: Path, shown: Path, connect: Connect = sqlite3.connect) -> Opened | None:
    """A connection to a project that was closed properly, which keeps writers out and writes nothing itself.

    The file is only held: others may read it, as whoever verifies it does, and :func:`settle_connection` makes it the
    owner's. None for a small file, and for one that has to be looked at first: an older or newer one, or one with a
    log beside it. Raises UserError: not a project, locked.
    """
    if path.stat().st_size < _QUICKLY_READ or log_path(path).exists():
        return None
    connection = _connect(path, shown, connect)
    try:
        with explained(shown, path):
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            demand_project(connection, shown)
            if version_of(connection) != VERSION or _expects_log(connection):
                connection.close()
                return None
            for pragma in _CAUTION:
                connection.execute(pragma)
            connection.execute("BEGIN IMMEDIATE")
    except NONSENSE as error:
        connection.close()
        raise UserError("damaged", file=str(shown), name=shown.name, fault=str(error)) from error
    except BaseException:
        connection.close()
        raise
    write_holder(path)
    return Opened(connection, checked=False)


def settle_connection(connection: sqlite3.Connection, shown: Path, path: Path) -> None:
    """Makes a connection that only held a file its owner's; the file was found sound. Raises UserError."""
    with explained(shown, path):
        connection.execute("COMMIT")
        _settle(connection)


def look_beside(path: Path, stopped: Callable[[], bool], then: Callable[[sqlite3.Connection], Found]) -> Fault | Found:
    """The first fault of a file that this process holds and does not write to; what ``then`` makes of a sound one.

    It reads through a connection of its own, so that it may run on another thread; ``stopped`` is asked now and then,
    and ends it with an ``sqlite3.OperationalError``.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0.2)) as connection:
        for pragma in _CAUTION:
            connection.execute(pragma)
        connection.set_progress_handler(stopped, _STEPS)
        return next(find_faults(connection), None) or then(connection)


def close_connection(connection: sqlite3.Connection, path: Path) -> None:
    """Leaves one file behind, sealed, that can be mailed or opened from read-only media."""
    try:
        if not is_sealed(connection):
            connection.execute("BEGIN IMMEDIATE")
            seal(connection)
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.ProgrammingError):
            raise
        # The log stays beside the file and is read at the next open: nothing is lost, it is only less tidy.
    finally:
        connection.close()
        holder_path(path).unlink(missing_ok=True)


def demand_body(path: Path) -> None:
    """An empty file with a log beside it: SQLite would throw the log away, which has all there is left."""
    log = log_path(path)
    if not path.stat().st_size and log.exists() and log.stat().st_size:
        raise UserError("damaged", file=str(path), name=path.name)


def is_writable(path: Path) -> bool:
    """Whether the file and its folder take writes: the write-ahead log has to be made beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def single_file(image: bytes) -> bytes:
    """A serialised project as it may lie alone: in write-ahead mode it would ask for a log where none can be made.

    Bytes 18 and 19 of the header are the file format's write and read version (SQLite file format, 1.3.3).
    """
    return image[:18] + b"\x01\x01" + image[20:]


@contextmanager
def explained(path: Path, held: Path | None = None) -> Iterator[None]:
    """Turns what SQLite raises because of the machine or the file into one sentence; our own faults pass through.

    ``path`` is the one a person knows, ``held`` the file that is locked when that is another one.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        # A text that cannot be decoded has no code of SQLite's.
        unread = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0
        code = getattr(error, "sqlite_errorcode", unread) & 0xFF
        facts = {"file": str(path), "name": path.name}
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise UserError("project-locked", who=read_holder(held or path), **facts) from error
        if code == sqlite3.SQLITE_FULL:
            raise UserError("disk-full", **facts) from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            raise UserError("project-read-only", **facts) from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise UserError("not-a-project" if code == sqlite3.SQLITE_NOTADB else "damaged", **facts) from error
        if code == sqlite3.SQLITE_IOERR:
            raise UserError("disk-error", reason=str(error), **facts) from error
        raise


def demand_project(connection: sqlite3.Connection, path: Path) -> None:
    """Comes before anything that writes: a file that is not ours stays as it is, not even its journal is switched.

    Asked through SQLite, not by reading the file: closing a file handle would drop this process's locks on it (POSIX).
    """
    if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise UserError("not-a-project", file=str(path))


def demand_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Raises UserError ``damaged`` with the first fault found; the file is as it was."""
    fault = next(find_faults(connection), None)
    if fault is not None:
        raise damaged(path, fault)


def damaged(path: Path, fault: Fault) -> UserError:
    """What a person is told of a file with a fault."""
    return UserError("damaged", file=str(path), name=path.name, fault=f"{fault.kind}: {fault.where}")


def _expects_log(connection: sqlite3.Connection) -> bool:
    """Whether the file says that a log stands beside it: it does while it is open, and after a crash; never when it was
    closed. A crash leaves the log (or, while closing, the holder's note) and a copy of the one file neither."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def _connect(path: Path, shown: Path, connect: Connect) -> sqlite3.Connection:
    try:
        return connect(path, isolation_level=None, timeout=0.2)
    except sqlite3.Error as error:
        raise UserError("cannot-open", file=str(shown), reason=str(error)) from error


def _settle(connection: sqlite3.Connection) -> None:
    """Sets the connection up, brings the file to this version and takes the lock for good."""
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if migrate(connection):
        # A new file carries our mark itself from now on, not only its log.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # Takes the lock now, not at the first write.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("COMMIT")
