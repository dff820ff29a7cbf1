"""Opening a project only to look at it: nothing is written, neither to the file nor beside it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from app.errors import UserError
from app.store import changes, records, remarks, texts
from app.store.connection import NONSENSE, demand_project, demand_sound, explained
from app.store.leftover import leftover_fault
from app.store.log import log_path
from app.store.schema import VERSION, migrate, version_of


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection that can change nothing: the file itself on read-only media, else a picture of it in memory.

    ``immutable`` is only true to the file when no write-ahead log stands beside it; with a log, both are copied aside
    and read there. An older file is brought up to this version in memory, a newer one is shown as far as it can be
    understood. Raises UserError: not a project, damaged, locked, or ``project-newer`` when it cannot be understood.
    """
    try:
        return _look(path)
    except NONSENSE as error:
        raise UserError("damaged", file=str(path), name=path.name, fault=str(error)) from error


def _look(path: Path) -> sqlite3.Connection:
    with explained(path):
        connection = _open(path)
        try:
            if version_of(connection) < VERSION:
                connection = _in_memory(connection)
                migrate(connection)
            connection.execute("PRAGMA query_only = ON")
            _demand_understood(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path) -> sqlite3.Connection:
    log = log_path(path)
    if log.exists() and log.stat().st_size:
        _demand_free(path)
        leftover = leftover_fault(path)
        if leftover is not None:
            raise UserError("damaged", file=str(path), name=path.name, fault=f"{leftover.kind}: {leftover.where}")
        return _opened_aside(path, log)
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=0.2)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN:
            raise
        # Left by a crash on what is now read-only: there can be no log file, and there is none.
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        return _checked(connection, path)
    return _in_memory(_checked(connection, path))


def _demand_free(path: Path) -> None:
    """A log that somebody is writing to cannot be copied; one that nobody holds can."""
    index = path.with_name(path.name + "-shm")
    was_there = index.exists()
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=0.2)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN:
            raise
    finally:
        connection.close()
        if not was_there:
            # SQLite made it to ask; an owner never has one.
            index.unlink(missing_ok=True)


def _opened_aside(path: Path, log: Path) -> sqlite3.Connection:
    with tempfile.TemporaryDirectory(prefix="enface-") as folder:
        copy = Path(folder) / "copy.enface"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, log_path(copy))
        connection = sqlite3.connect(copy, isolation_level=None)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return _in_memory(_checked(connection, path))


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        demand_project(connection, path)
        demand_sound(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(memory)
    except BaseException:
        memory.close()
        raise
    finally:
        connection.close()
    return memory


def _demand_understood(connection: sqlite3.Connection, path: Path) -> None:
    """Reads one of everything: a later Enface may have added what we need not know, or changed what we do."""
    try:
        records.settings(connection)
        texts.rows(connection, texts.row_ids(connection)[:1])
        remarks.flags(connection)
        remarks.decisions(connection)
        changes.latest_revisions(connection, 1)
    except (sqlite3.OperationalError, ValueError, TypeError) as error:
        if version_of(connection) > VERSION:
            raise UserError("project-newer", file=str(path)) from error
        raise
