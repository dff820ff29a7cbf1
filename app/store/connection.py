"""Opening a project file: one connection that keeps everybody else out, durable at every commit.

The protocol and its measurements are in docs/architecture.md (store). ``locking_mode=EXCLUSIVE`` comes before the first
access; the lock file beside the project only *explains* who holds it, SQLite's own lock decides.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.errors import UserError
from app.store.schema import APPLICATION_ID, VERSION, migrate, version_of

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    # A COMMIT that also checkpoints can fail after the row is durable; checkpoints are explicit instead.
    "PRAGMA wal_autocheckpoint = 0",
)


def create_connection(path: Path) -> sqlite3.Connection:
    """A new project file. Raises UserError when one is there already or the folder cannot be written."""
    if path.exists():
        raise UserError("project-exists", file=str(path))
    try:
        path.touch(exist_ok=False)
    except OSError as error:
        raise UserError("cannot-create", file=str(path), reason=error.strerror or "") from error
    try:
        return _connect(path, new=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_connection(path: Path) -> sqlite3.Connection:
    """The owner's connection, migrated to this version. Raises UserError: not a project, damaged, newer, locked."""
    return _connect(path, new=False)


def _connect(path: Path, *, new: bool) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=0.2)
    except sqlite3.Error as error:
        raise UserError("cannot-open", file=str(path), reason=str(error)) from error
    try:
        with explained(path):
            # Before the first access, or SQLite would share the file.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            if not new:
                _demand_project(connection, path)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            _demand_sound(connection, path)
            if migrate(connection, str(path)):
                # A new file carries our mark itself from now on, not only its log.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # Takes the lock now, not at the first write.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    _write_holder(path)
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection that can change nothing, for media and files that cannot be written.

    ``immutable`` is only true to the file when no write-ahead log stands beside it; with one the data is copied into
    memory first.
    """
    wal = path.with_name(path.name + "-wal")
    with explained(path):
        if wal.exists() and wal.stat().st_size:
            raise UserError("project-unfinished", file=str(path))
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        try:
            _demand_project(connection, path)
            _demand_sound(connection, path)
            version = version_of(connection)
            if version != VERSION:
                raise UserError("project-newer" if version > VERSION else "project-older", file=str(path))
        except BaseException:
            connection.close()
            raise
    return connection


def close_connection(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Leaves one file behind that can be mailed or opened from read-only media."""
    try:
        if not read_only:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        # The log stays beside the file and is read at the next open: nothing is lost, it is only less tidy.
        pass
    finally:
        connection.close()
        if not read_only:
            holder_path(path).unlink(missing_ok=True)


def holder_path(path: Path) -> Path:
    return path.with_name(path.name + "-holder")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite raises because of the machine or the file into one sentence; our own faults pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        facts = {"file": str(path), "name": path.name}
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise UserError("project-locked", who=_holder(path), **facts) from error
        if code == sqlite3.SQLITE_FULL:
            raise UserError("disk-full", **facts) from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            raise UserError("project-read-only", **facts) from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise UserError("not-a-project" if code == sqlite3.SQLITE_NOTADB else "damaged", **facts) from error
        if code == sqlite3.SQLITE_IOERR:
            raise UserError("disk-error", reason=str(error), **facts) from error
        raise


def _demand_project(connection: sqlite3.Connection, path: Path) -> None:
    """Comes before anything that writes: a file that is not ours stays as it is, not even its journal is switched.

    Asked through SQLite, not by reading the file: closing a file handle would drop this process's locks on it (POSIX).
    """
    if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise UserError("not-a-project", file=str(path))


def _demand_sound(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise UserError("damaged", file=str(path))


def _write_holder(path: Path) -> None:
    record = {"who": _user(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    try:
        holder_path(path).write_text(json.dumps(record), "utf-8")
    except OSError:
        # The note only explains; without it a second opener reads "another window".
        return


def _holder(path: Path) -> str:
    try:
        record = json.loads(holder_path(path).read_text("utf-8"))
        since = datetime.fromisoformat(record["since"]).astimezone().strftime("%Y-%m-%d %H:%M")
        return f"{record['who']} on {record['host']}, since {since}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another window"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER", "somebody")
