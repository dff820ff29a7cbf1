"""A project's file read by a job while its owner goes on writing: what is written goes to the log, the file stays.

The owner keeps everybody out, so that no other connection may take part in its locks or read its log. Right after the
log has been moved into the file (a checkpoint, and there are none but ours) the file alone is the whole project, and it
stays that until the next one. A connection that is told the file is immutable may read it then: it neither locks nor
looks for a log. SQLite itself sees to it that closing it leaves this process's locks alone, which a plain handle would
drop (POSIX).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import TypeVar

from app.errors import Cancelled, UserError
from app.store.connection import explained
from app.tasks import Task

Answer = TypeVar("Answer")
Reading = Callable[[sqlite3.Connection, Task], Answer]
"""What reads a project through a connection of its own; it asks the task often, for the file may be closed."""


class Still:
    """Built by the store, which moves its log through it alone; :meth:`read` is for any thread, the rest the owner's.

    ``path`` is the file, ``shown`` the one a person knows it by.
    """

    def __init__(self, path: Path, shown: Path) -> None:
        self._path = path
        self._shown = shown
        self._resting = Lock()
        """Whoever has it may move the log, or rely on nobody's moving it."""
        self._closing = Task()
        self._closed = Event()
        self._whole = False
        self._file = _which(path)

    def holds_all(self, connection: sqlite3.Connection) -> bool:
        """Whether the file has everything that was written, after moving the log, and still goes by its name: one that
        was taken away, or has another in its place, lives on in its owner's connection alone."""
        return self.move_log(connection) and self._is_there()

    def _is_there(self) -> bool:
        return self._file is not None and _which(self._path) == self._file

    def move_log(self, connection: sqlite3.Connection) -> bool:
        """Moves the log into the file; false where it could not be, or a job is reading: it stays as it is then."""
        if not self._resting.acquire(blocking=False):
            return False
        try:
            busy, frames, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            # Without a log (-1) what is written goes into the file itself.
            self._whole = not busy and frames >= 0
        except sqlite3.OperationalError:
            # Some of it may have been moved: until that succeeds the file is nothing without its log.
            self._whole = False
        finally:
            self._resting.release()
        return self._whole

    @contextmanager
    def ending(self) -> Iterator[None]:
        """The file is closed within: a job that reads it stops first, and begins anew with the closed file."""
        self._closing.cancel()
        try:
            with self._resting:
                yield
        finally:
            self._closed.set()

    def read(self, then: Reading[Answer]) -> Answer:
        """What ``then`` makes of the project as it was when its log was last moved, or was closed.

        Raises UserError, and whatever ``then`` raises.
        """
        if not self._closing.cancelled:
            try:
                with self._resting, explained(self._shown, self._path):
                    self._closing.check()
                    if not self._whole:
                        raise self._unread("checkpoint")
                    return self._through("mode=ro&immutable=1", then, self._closing)
            except Cancelled:
                pass
        self._closed.wait()
        with explained(self._shown, self._path):
            return self._through("mode=ro", then, Task())

    def _through(self, how: str, then: Reading[Answer], task: Task) -> Answer:
        if not self._is_there():
            raise self._unread("moved")
        uri = f"{self._path.resolve().as_uri()}?{how}"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0.2)) as connection:
            return then(connection, task)

    def _unread(self, reason: str) -> UserError:
        return UserError("disk-error", file=str(self._shown), name=self._shown.name, reason=reason)


def _which(path: Path) -> tuple[int, int] | None:
    """What tells a file from another under the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
