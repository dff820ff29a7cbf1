"""Backups of a project: each is opened and checked before it counts, found by the project's file or its identity.

A project has a folder of its own. A backup is a project file that can be opened as it is; its name says when it was
made, as which one, and why, and a note beside it the rest. Order is by the running number: clocks can be set back.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from app.errors import UserError
from app.files import replace_file, sync_folder
from app.store import records
from app.store.connection import explained, single_file
from app.store.log import log_path
from app.store.schema import version_of
from app.store.soundness import find_faults
from app.store.store import Clock, utc_now
from app.tasks import Task

EVERY = timedelta(minutes=15)
"""How old the last backup may be while work goes on."""
_PAGES = 1_024
"""Pages of the file that are copied between two questions whether to stop."""
_RECENT, _DAYS, _MONTHS, _EACH = 10, 14, 24, 5

_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{4,})-([a-z]+)\.enface")
_TIME = "%Y%m%dT%H%M%SZ"


class Kind(StrEnum):
    """Why a backup was made: in time, before a migration, a repair or a restoring, or because a person asked."""

    SCHEDULE = "schedule"
    MIGRATION = "migration"
    REPAIR = "repair"
    RESTORE = "restore"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a project file, short: two files with the same content hold the same work.

    ``head`` is the hash of the newest revision, ``changeset`` the uuid of the newest changeset; "" for none.
    """

    identity: str
    version: int
    head: str
    changeset: str
    revisions: int


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. ``made`` is UTC, ``project`` the file it was made from, ``size`` in bytes."""

    path: Path
    made: datetime
    number: int
    kind: Kind
    project: Path
    size: int
    content: Content

    @property
    def identity(self) -> str:
        return self.content.identity

    @property
    def head(self) -> str:
        return self.content.head

    @property
    def revisions(self) -> int:
        return self.content.revisions


@dataclass(frozen=True, slots=True)
class Begun:
    """A copy of a project that has no name yet: it counts once :meth:`BackupShelf.finish` has checked it."""

    path: Path
    project: Path
    content: Content


class BackupShelf:
    """All backups of this user, below ``folder``; ``clock`` is injected by tests."""

    def __init__(self, folder: Path, clock: Clock = utc_now) -> None:
        self.folder = folder
        self.clock = clock

    def keep(self, image: bytes, project: Path, kind: Kind) -> Backup | None:
        """Keeps a project, given as the bytes of its file; None when the newest sound backup holds the same already.

        Older backups are thinned out afterwards. Raises UserError ``backup-unsound`` when the copy does not stand a
        thorough check, ``disk-full`` or ``backup-failed`` when it cannot be written; nothing is left behind then.
        """
        project = real_path(project)
        content = _content_of_image(image, project)
        with _written(project, self._folder_of(project)) as aside:
            replace_file(aside, single_file(image))
        return self.finish(Begun(aside, project, content), kind)

    def begin(self, connection: sqlite3.Connection, project: Path, task: Task) -> Begun:
        """Copies a project that stands still (``Store.aside``, or held), through a connection beside its owner's.

        Raises what :meth:`keep` raises, and Cancelled.
        """
        project = real_path(project)
        with (
            _written(project, self._folder_of(project)) as aside,
            closing(sqlite3.connect(aside, isolation_level=None)) as copy,
        ):
            content = _content(connection)
            connection.backup(copy, pages=_PAGES, progress=lambda *_: task.check())
            # The file of an open project says that a log stands beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        return Begun(aside, project, content)

    def finish(self, begun: Begun, kind: Kind) -> Backup | None:
        """Checks a copy and gives it its name; None, as with :meth:`keep`, where it holds nothing new."""
        project, content = begun.project, begun.content
        there = self._in(self._folder_of(project), project)
        newest = next((backup for backup in there if backup.identity == content.identity), None)
        if newest is not None and newest.content == content and first_fault(newest.path) == "":
            begun.path.unlink(missing_ok=True)
            return None
        number = max((backup.number for backup in there), default=0) + 1
        made = self.clock().astimezone(UTC).replace(microsecond=0)
        path = self._folder_of(project) / f"{made:{_TIME}}-{number:04}-{kind}.enface"
        with _written(project, path.parent, begun.path) as aside:
            if fault := first_fault(aside):
                raise UserError("backup-unsound", file=str(project), fault=fault)
            os.replace(aside, path)
            sync_folder(path.parent)
        backup = Backup(path, made, number, kind, project, path.stat().st_size, content)
        with suppress(UserError):
            # Without its note a backup is read itself: slower, nothing else.
            replace_file(_note_of(path), json.dumps({"project": str(project), **asdict(content)}).encode())
        for old in superfluous([backup, *(b for b in there if b.identity == content.identity)]):
            _remove(old)
        _sweep(path.parent)
        return backup

    def before_migration(self, project: Path) -> Callable[[sqlite3.Connection], None]:
        """What is called with an older file before it is converted: without a backup it stays as it is.

        It raises UserError ``damaged`` for a file that is not sound, ``backup-failed-migration`` if it cannot be kept.
        """

        def keep(connection: sqlite3.Connection) -> None:
            try:
                self.keep(connection.serialize(), project, Kind.MIGRATION)
            except UserError as error:
                if error.code == "backup-unsound":
                    raise UserError("damaged", **{**error.facts, "file": str(project)}) from error
                raise UserError("backup-failed-migration", file=str(project), folder=str(self.folder)) from error

        return keep

    def due(self, project: Path, identity: str) -> bool:
        """Whether the last backup of this file is too old, or there is none; one from the future counts as old."""
        project = real_path(project)
        for backup in self._in(self._folder_of(project), project):
            if backup.identity == identity:
                return not timedelta(0) <= self.clock() - backup.made < EVERY
        return True

    def find(self, project: Path, identity: str = "") -> list[Backup]:
        """The backups made from this file, the newest first, then those of its identity made from other files.

        The identity is asked of the file where it is not known.
        """
        project = real_path(project)
        identity = identity or identity_of(project)
        own = self._folder_of(project)
        others: list[Backup] = []
        if identity:
            for folder in sorted(_folders(self.folder) - {own}):
                name = Path(folder.name.rsplit("-", 1)[0] + ".enface")
                others += [backup for backup in self._in(folder, name) if backup.identity == identity]
        return self._in(own, project) + sorted(others, key=_made, reverse=True)

    def _folder_of(self, project: Path) -> Path:
        stem = project.stem.encode("utf-8", "replace")[:80].decode("utf-8", "ignore").rstrip(". ")
        return self.folder / f"{stem}-{hashlib.sha256(os.fsencode(project)).hexdigest()[:8]}"

    def _in(self, folder: Path, project: Path) -> list[Backup]:
        """The backups in a folder, the newest first; ``project`` stands for what a lost note would have said."""
        try:
            paths = list(folder.iterdir())
        except OSError:
            return []
        backups = [backup for path in paths if (backup := _read(path, project)) is not None]
        return sorted(backups, key=_number, reverse=True)


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """Which backups of one project, given the newest first, are not needed any more; never the newest.

    Kept are the ten newest, the newest of each of the last fourteen days and twenty-four months on which there are
    any, and the last five of each kind that somebody may look for: before a migration, a repair, a restoring, or asked.
    """
    kept = set(backups[:_RECENT])
    for period, limit in (("%Y-%m-%d", _DAYS), ("%Y-%m", _MONTHS)):
        newest: dict[str, Backup] = {}
        for backup in backups:
            newest.setdefault(backup.made.strftime(period), backup)
        kept.update(list(newest.values())[:limit])
    for kind in set(Kind) - {Kind.SCHEDULE}:
        kept.update([backup for backup in backups if backup.kind is kind][:_EACH])
    return [backup for backup in backups if backup not in kept]


def real_path(project: Path) -> Path:
    """The file itself, whatever links lead to it: what a backup remembers."""
    return Path(os.path.realpath(project))


def identity_of(project: Path) -> str:
    """The identity in a project file that may be damaged or gone; "" where it cannot be read, or is being written."""
    log = log_path(project)
    if not project.is_file() or log.exists():
        return ""
    try:
        with closing(sqlite3.connect(f"{project.as_uri()}?mode=ro", uri=True, timeout=0.2)) as connection:
            return records.settings(connection).get("identity", "")
    except sqlite3.Error:
        return ""


def first_fault(path: Path) -> str:
    """What a thorough check finds first in a file that nobody writes to, "" for a sound one."""
    try:
        with _opened(path) as connection:
            fault = next(find_faults(connection, thorough=True), None)
    except (sqlite3.Error, ValueError, TypeError) as error:
        return str(error) or type(error).__name__
    return f"{fault.kind}: {fault.where}" if fault is not None else ""


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


@contextmanager
def _written(project: Path, folder: Path, aside: Path | None = None) -> Iterator[Path]:
    """A file that is written aside, or was; it goes again, and the reason is said in words, where that fails."""
    aside = aside or folder / f".new-{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with explained(project):
            yield aside
    except BaseException as error:
        with suppress(OSError):
            aside.unlink()
        if isinstance(error, UserError) and error.code in ("backup-unsound", "disk-full"):
            raise
        if isinstance(error, UserError | OSError | sqlite3.Error):
            raise UserError("backup-failed", file=str(project), folder=str(folder)) from error
        raise


def _content_of_image(image: bytes, project: Path) -> Content:
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(single_file(image))
            return _content(connection)
    except (sqlite3.Error, ValueError) as error:
        raise UserError("backup-unsound", file=str(project), fault=str(error)) from error


def _content(connection: sqlite3.Connection) -> Content:
    head = connection.execute("SELECT hash FROM revision ORDER BY seq DESC LIMIT 1").fetchone()
    changeset = connection.execute("SELECT uuid FROM changeset ORDER BY id DESC LIMIT 1").fetchone()
    revisions = connection.execute("SELECT count(*) FROM revision").fetchone()[0]
    identity = records.settings(connection).get("identity", "")
    return Content(
        identity, version_of(connection), head[0] if head else "", changeset[0] if changeset else "", revisions
    )


def _read(path: Path, project: Path) -> Backup | None:
    """A backup by its name and its note; where the note is lost or garbled, by what is in the file itself."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        made = datetime.strptime(named[1], _TIME).replace(tzinfo=UTC)
        kind, size = Kind(named[3]), path.stat().st_size
    except (ValueError, OSError):
        return None
    noted = _noted(path)
    if noted is None:
        try:
            with _opened(path) as connection:
                noted = project, _content(connection)
        except (sqlite3.Error, ValueError):
            return None
    return Backup(path, made, int(named[2]), kind, noted[0], size, noted[1])


def _noted(path: Path) -> tuple[Path, Content] | None:
    try:
        note = json.loads(_note_of(path).read_text("utf-8"))
        texts = [note[name] for name in ("project", "identity", "head", "changeset")]
        version, revisions = note["version"], note["revisions"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not all(isinstance(text, str) for text in texts) or not (type(version) is type(revisions) is int):
        return None
    return Path(texts[0]), Content(texts[1], version, texts[2], texts[3], revisions)


def _note_of(path: Path) -> Path:
    return path.with_suffix(".json")


def _remove(backup: Backup) -> None:
    for path in (_note_of(backup.path), backup.path):
        with suppress(OSError):
            path.unlink()


def _sweep(folder: Path) -> None:
    """Takes away what a killed program was still writing."""
    with suppress(OSError):
        for path in folder.glob(".*"):
            path.unlink()


def _folders(folder: Path) -> set[Path]:
    try:
        return {path for path in folder.iterdir() if path.is_dir()}
    except OSError:
        return set()


def _number(backup: Backup) -> int:
    return backup.number


def _made(backup: Backup) -> datetime:
    return backup.made
