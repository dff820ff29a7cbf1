"""A project in a shared folder is worked on elsewhere; the folder gets whole files, swapped in at once.

A cloud service copies what it sees: of a live database, half a transaction. So the live file stays with the user's data
(``places.live_path``), and what lies in the shared folder is always a complete project that anybody can open.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.files import replace_file
from app.places import live_path
from app.sharing import shared_by
from app.store.connection import explained
from app.store.log import log_path


@dataclass(frozen=True, slots=True)
class Mirror:
    """``project`` is where a person put the file, ``live`` where it is worked on, ``service`` who shares the folder."""

    project: Path
    live: Path
    service: str

    @property
    def _note(self) -> Path:
        return self.live.with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Published:
    """Where a picture of the project went: into its place, or (``aside``) beside a file that is not ours any more."""

    path: Path
    changeset: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """A picture of the live file as of a changeset, or later, to be put into the shared folder.

    ``aside`` is where the last one went when the project there had become somebody else's.
    """

    mirror: Mirror
    picture: Callable[[], bytes]
    changeset: int
    at: datetime
    aside: Path | None = None

    def write(self) -> Published:
        """Swaps the picture in, never over a file that somebody else has changed; from any thread.

        Raises UserError when the folder cannot be written: the live file has everything.
        """
        project, aside, image = self.mirror.project, self.aside, self.picture()
        if aside is None and project.exists() and _digest(project) != _read(self.mirror).get("digest"):
            aside = _beside(project, self.at)
        if aside is not None:
            replace_file(aside, image)
            return Published(aside, self.changeset, aside=True)
        replace_file(project, image)
        # Newer work may be in the live file by now: who wrote it knows, and says so.
        _write(self.mirror, hashlib.sha256(image).hexdigest(), clean=False)
        return Published(project, self.changeset)


def mirror_of(path: Path) -> Mirror | None:
    """How a project is to be kept when its folder is shared, None when it lies on this machine's own disk."""
    service = shared_by(path)
    return Mirror(path, live_path(path), service) if service else None


def begin(mirror: Mirror) -> None:
    """Makes room for the live file of a new project. Raises UserError ``project-exists``, ``cannot-create``."""
    if mirror.project.exists():
        raise UserError("project-exists", file=str(mirror.project))
    if mirror.live.exists():
        # The project it belonged to was taken away; what was worked on is kept all the same.
        _set_aside(mirror, datetime.now().astimezone())
    _make_folder(mirror)


def fetch(mirror: Mirror, now: datetime) -> Path | None:
    """Makes the live file what it should be before it is opened.

    What was not published yet (a crash) is kept; when the shared file has changed elsewhere meanwhile, it is the
    project from now on, and what was here lies beside it: its path is returned. Raises UserError.
    """
    _make_folder(mirror)
    if not mirror.live.exists():
        _take(mirror)
        return None
    note = _read(mirror)
    if note.get("digest") == _digest(mirror.project):
        return None
    if note.get("clean"):
        _finish(mirror)
        _take(mirror)
        return None
    aside = _set_aside(mirror, now)
    _take(mirror)
    return aside


def _finish(mirror: Mirror) -> None:
    """Lets SQLite read what a crash has left in the log, into the file. Raises UserError while somebody is at work."""
    with explained(mirror.project):
        connection = sqlite3.connect(mirror.live, isolation_level=None, timeout=0.2)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()


def is_clean(mirror: Mirror) -> bool:
    """Whether everything in the live file had been published when it was last heard of."""
    return _read(mirror).get("clean") is True


def set_clean(mirror: Mirror, clean: bool) -> None:
    """Notes whether everything in the live file has been published."""
    _write(mirror, str(_read(mirror).get("digest")), clean=clean)


def _take(mirror: Mirror) -> None:
    log = log_path(mirror.project)
    try:
        data = mirror.project.read_bytes()
        if log.exists():
            # Opened in place once, by something that did not know better, and not closed.
            shutil.copyfile(log, log_path(mirror.live))
    except OSError as error:
        raise UserError("file-unreadable", name=mirror.project.name) from error
    replace_file(mirror.live, data)
    _write(mirror, hashlib.sha256(data).hexdigest(), clean=True)


def _set_aside(mirror: Mirror, now: datetime) -> Path:
    """Leaves the live file beside the project under a name that says what it is."""
    _finish(mirror)
    aside = _beside(mirror.project, now)
    replace_file(aside, mirror.live.read_bytes())
    mirror.live.unlink()
    return aside


def _beside(project: Path, now: datetime) -> Path:
    stem = f"{project.stem} (this computer {now.astimezone():%Y-%m-%d %H.%M})"
    path, number = project.with_name(stem + project.suffix), 2
    while path.exists():
        path = project.with_name(f"{stem} {number}{project.suffix}")
        number += 1
    return path


def _make_folder(mirror: Mirror) -> None:
    try:
        mirror.live.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("cannot-create", file=str(mirror.live.parent), reason=error.strerror or "") from error


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError("file-unreadable", name=path.name) from error


def _read(mirror: Mirror) -> dict[str, object]:
    try:
        note = json.loads(mirror._note.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _write(mirror: Mirror, digest: str, *, clean: bool) -> None:
    note = {"project": str(mirror.project), "digest": digest, "clean": clean}
    replace_file(mirror._note, json.dumps(note).encode())
