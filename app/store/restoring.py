"""Putting a backup in the place of a project: what is there now is kept first, whatever state it is in."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from app.errors import UserError
from app.files import replace_file, sync_folder
from app.store.backups import Backup, BackupShelf, Kind, first_fault, real_path
from app.store.connection import explained
from app.store.holder import read_holder
from app.store.mirror import mirror_of, set_clean
from app.store.repair import examine
from app.store.viewing import open_read_only

_UNREADABLE = ("damaged", "not-a-project", "project-newer", "backup-unsound")
_LOGS = ("-wal", "-journal", "-shm")
"""What SQLite would read into whatever file lies beside it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of the state before: a backup of it, or a file set aside; neither where it had been kept already."""

    kept: Backup | None
    aside: Path | None


def restore(shelf: BackupShelf, backup: Backup, project: Path) -> Restored:
    """Swaps a backup in for a project that nobody holds; drafts and other backups stay as they are.

    Raises UserError ``backup-damaged`` when the backup is not sound, ``project-locked`` while somebody holds the
    project, and what ``replace_file`` raises; the project is as it was then.
    """
    project = real_path(project)
    if first_fault(backup.path):
        raise UserError("backup-damaged", file=str(backup.path))
    data = backup.path.read_bytes()
    mirror = mirror_of(project)
    if mirror is None or not mirror.live.exists():
        return _put(shelf, data, project, project)
    # What is worked on lies elsewhere and is the newer one; the shared file follows.
    live = _put(shelf, data, mirror.live, project)
    shared = _put(shelf, data, project, project)
    set_clean(mirror, clean=True)
    return Restored(live.kept or shared.kept, live.aside or shared.aside)


def _put(shelf: BackupShelf, data: bytes, place: Path, project: Path) -> Restored:
    aside, kept = _free_name(shelf, place), None
    set_aside = place.is_file() and not place.stat().st_size
    # An empty file is not even opened: SQLite would throw the log beside it away.
    if place.exists() and not set_aside:
        try:
            # Thoroughly: a log that is damaged in its middle opens well, and a repair could still read its end.
            set_aside = not examine(place).sound
            if not set_aside:
                with closing(open_read_only(place)) as connection:
                    image = connection.serialize()
                kept = shelf.keep(image, project, Kind.RESTORE)
                _fold(place)
        except UserError as error:
            if error.code == "project-locked":
                raise UserError(
                    "project-locked", file=str(project), name=project.name, who=read_holder(project)
                ) from error
            if error.code not in _UNREADABLE:
                raise
            set_aside = True
    with _logs_away(place, aside):
        if set_aside:
            _copy(place, aside)
        replace_file(place, data)
    return Restored(kept, aside if set_aside else None)


def _fold(project: Path) -> None:
    """Takes the log of a sound project into its file, as a close would; raises ``project-locked`` if it is held."""
    with explained(project), closing(sqlite3.connect(project, isolation_level=None, timeout=0.2)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")


@contextmanager
def _logs_away(project: Path, aside: Path) -> Iterator[None]:
    """Moves the logs of a damaged project away: SQLite would read them into the file that takes its place."""
    moved = []
    try:
        for suffix in _LOGS:
            log, away = project.with_name(project.name + suffix), aside.with_name(aside.name + suffix)
            if log.exists():
                os.replace(log, away)
                moved.append((log, away))
        yield
    except BaseException:
        for log, away in moved:
            with suppress(OSError):
                os.replace(away, log)
        raise
    sync_folder(project.parent)


def _copy(project: Path, aside: Path) -> None:
    try:
        shutil.copy2(project, aside)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise UserError("cannot-create", file=str(aside), reason=error.strerror or "") from error
    sync_folder(aside.parent)


def _free_name(shelf: BackupShelf, project: Path) -> Path:
    stamp = f"{shelf.clock().astimezone(UTC):%Y-%m-%d-%H%M%S}"
    number = 1
    while True:
        path = project.with_name(f"{project.name}.damaged-{stamp}" + (f"-{number}" if number > 1 else ""))
        if not path.exists():
            return path
        number += 1
