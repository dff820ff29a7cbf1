"""What a crash left beside a project is looked at in a copy first: opening it folds the log into the file for good.

SQLite takes a log up to the first frame that is not whole and drops the rest without a word, and it folds even a log
that belongs to a file found damaged. Neither may happen to what somebody was told is saved.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

from app.store.log import log_path
from app.store.pages import MAGIC, Pages
from app.store.schema import APPLICATION_ID
from app.store.soundness import Fault, find_faults

Look = Callable[[sqlite3.Connection], Iterable[Fault]]


def leftover_fault(path: Path) -> Fault | None:
    """The first fault of a project with a log beside it, None for a sound one, one without a log, or one that somebody
    holds: that is for the opening to find out. Nothing is touched."""
    log = log_path(path)
    try:
        # A file that is held is not even read: closing it would drop this process's own locks on it (POSIX).
        if not log.exists() or not log.stat().st_size or is_held(path):
            return None
        main, frames = path.read_bytes(), log.read_bytes()
    except OSError:
        return None
    pages = Pages(main, frames)
    if pages.log.damaged:
        return Fault("log", f"{pages.log.ignored} changes behind a frame that is not whole")
    if main[: len(MAGIC)] in (b"", MAGIC) and pages.page(1)[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        # Another program's file, or a project whose making was cut short: opening it says so.
        return None
    return next(iter(faults_of_copy(main, {"-wal": frames})), None)


def is_held(path: Path) -> bool:
    """Whether somebody has the project open."""
    index = path.with_name(path.name + "-shm")
    was_there = index.exists()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    finally:
        if not was_there:
            # SQLite made it to ask; an owner never has one.
            with suppress(OSError):
                index.unlink(missing_ok=True)
    return False


def faults_of_copy(main: bytes, beside: dict[str, bytes], look: Look = find_faults) -> list[Fault]:
    """What is wrong with a file and what lies beside it (by its ending), looked for in a copy."""
    with tempfile.TemporaryDirectory(prefix="enface-") as folder:
        copy = Path(folder) / "copy.enface"
        for end, data in (("", main), *beside.items()):
            copy.with_name(copy.name + end).write_bytes(data)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            try:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA cell_size_check = ON")
                return list(look(connection))
            except (sqlite3.Error, ValueError, TypeError, AttributeError) as error:
                # A garbled schema names no such table; a garbled value is no number or no text.
                return [Fault("pages", str(error))]
