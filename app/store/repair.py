"""What is wrong with a project file, and a sound one made of what can be read: the damaged files stay, set aside."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path

from app.errors import UserError
from app.files import replace_file, sync_folder
from app.store.completing import complete, insert, new_project
from app.store.connection import single_file
from app.store.holder import read_holder
from app.store.leftover import faults_of_copy, is_held
from app.store.mending import mend
from app.store.pages import Pages
from app.store.salvage import Layout, Salvage, layout_of, salvage
from app.store.schema import APPLICATION_ID, VERSION, migrate
from app.store.soundness import Fault, find_faults
from app.store.store import Clock, utc_now
from app.tasks import Task

_PLAUSIBLE = 1000
"""A version further ahead is damage."""
_BESIDE = ("-wal", "-journal")

_MISSING = {
    "document": "SELECT count(DISTINCT document_id) FROM block WHERE document_id NOT IN (SELECT id FROM document)",
    "row": "SELECT count(DISTINCT row_id) FROM block WHERE row_id NOT IN (SELECT id FROM row)",
    "changeset": "SELECT max(coalesce((SELECT max(id) FROM changeset), 0),"
    " coalesce((SELECT max(changeset_id) FROM revision), 0)) - (SELECT count(*) FROM changeset)",
    "block": "SELECT max(coalesce((SELECT max(id) FROM block), 0),"
    " coalesce((SELECT max(block_id) FROM revision), 0)) - (SELECT count(*) FROM block)",
    "revision": "SELECT max(coalesce((SELECT max(seq) FROM revision), 0), coalesce((SELECT max(head) FROM block), 0))"
    " - (SELECT count(*) FROM revision)",
    "glossary": "SELECT count(DISTINCT glossary_id) FROM concept WHERE glossary_id NOT IN (SELECT id FROM glossary)",
    "flag": "SELECT count(DISTINCT flag_id) FROM comment WHERE flag_id NOT IN (SELECT id FROM flag)",
}
"""How many records must have been there and are not: gaps in what is never taken away, references that lead nowhere."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with a project, and how many rows of each table can be read all the same."""

    faults: tuple[Fault, ...]
    readable: tuple[tuple[str, int], ...]
    identity: str
    """Names the project in what is kept of it elsewhere, "" where that cannot be read."""

    @property
    def sound(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class TableCount:
    """Where the rows of a table came from: read in their place, found in loose pages, told by the project's own
    history, taken from a backup. ``lost`` as far as can be known; ``made`` had to be filled in anew."""

    table: str
    read: int
    loose: int
    history: int
    backup: int
    lost: int
    made: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a repair did. ``project`` is the sound file, ``aside`` the folder with the damaged ones; None for neither:
    the project was sound, or it could not be replaced where it lies and ``project`` is elsewhere.

    ``texts`` are paragraphs given the imported text because no version was left, ``empty`` those left without one;
    ``dropped`` flags and comments on what is gone; ``gaps`` the places where the chain of versions begins anew.
    """

    project: Path
    aside: Path | None = None
    repaired: bool = False
    tables: tuple[TableCount, ...] = ()
    texts: int = 0
    empty: int = 0
    dropped: int = 0
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class _Patient:
    """A project as its files are now, read once."""

    path: Path
    main: bytes
    beside: dict[str, bytes]
    faults: tuple[Fault, ...]
    found: Salvage
    version: int


def examine(path: Path, task: Task | None = None) -> Diagnosis:
    """Looks at a copy; the project is not touched.

    Raises UserError: no such file, not a project, newer, or ``project-locked`` while somebody holds it.
    """
    patient = _examined(path, task or Task())
    readable = tuple((table, len(rows)) for table, rows in patient.found.tables.items())
    return Diagnosis(patient.faults, readable, patient.found.value("identity"))


def repair(
    path: Path, backups: Sequence[Path], task: Task, *, spare: Path | None = None, clock: Clock = utc_now
) -> Report:
    """Sets the damaged files aside and puts a sound project in their place; a sound one stays as it is.

    ``backups`` are asked in their order for what cannot be read. Where the folder cannot be written the sound project
    goes to ``spare``. Raises UserError as :func:`examine`, ``repair-failed``, and what ``replace_file`` raises; the
    project is as it was then.
    """
    patient = _examined(path, task)
    if not patient.faults:
        return Report(patient.path)
    now = clock().astimezone(UTC)
    task.begin("repair")
    with closing(new_project(patient.version)) as connection:
        report = _rebuild(connection, patient, backups, now.isoformat(timespec="seconds").replace("+00:00", "Z"))
        image = single_file(connection.serialize())
    task.check()
    return _swapped(patient, image, report, f"damaged-{clock().astimezone():%Y-%m-%dT%H%M}", spare)


def _examined(path: Path, task: Task) -> _Patient:
    if not path.is_file():
        raise UserError("no-such-file", file=str(path))
    path = path.resolve()
    # Before the file is read: closing it would drop this process's own locks on it (POSIX).
    if is_held(path):
        raise UserError("project-locked", file=str(path), name=path.name, who=read_holder(path))
    try:
        main = path.read_bytes()
        beside = {end: _beside(path, end).read_bytes() for end in _BESIDE if _beside(path, end).is_file()}
    except OSError as error:
        raise UserError("file-unreadable", name=str(path)) from error
    pages = Pages(main, beside.get("-wal", b""))
    marked = pages.page(1)[68:72] == APPLICATION_ID.to_bytes(4, "big")
    said = int.from_bytes(pages.page(1)[60:64], "big") if marked else VERSION
    if VERSION < said < VERSION + _PLAUSIBLE:
        raise UserError("project-newer", file=str(path))
    version = said if 0 < said < VERSION else VERSION
    with closing(new_project(version)) as connection:
        found = salvage(pages, layout_of(connection), task)
    if not marked:
        version = _version_of(found)
    if not found.is_project and not marked:
        raise UserError("not-a-project", file=str(path))
    faults = faults_of_copy(main, beside, partial(_everything, version))
    if not marked:
        faults.append(Fault("pages", "the mark of a project is gone"))
    if pages.log.damaged:
        faults.append(Fault("log", f"{pages.log.ignored} changes behind a damaged frame"))
    faults += [Fault("values", f"{number} of {table}") for table, number in found.refused.items()]
    return _Patient(path, main, beside, tuple(faults), found, version)


def _everything(version: int, connection: sqlite3.Connection) -> Iterator[Fault]:
    """Every fault, that of a schema which SQLite can read and which is not ours among them."""
    yield from find_faults(connection, thorough=True)
    with closing(new_project(version)) as sound:
        if _schema(connection) != _schema(sound):
            yield Fault("pages", "the schema")


def _schema(connection: sqlite3.Connection) -> tuple[Layout, list[tuple[str, ...]]]:
    # Not as text: how that is set is up to the library which wrote it.
    things = connection.execute("SELECT type, name, tbl_name FROM sqlite_schema ORDER BY 1, 2, 3").fetchall()
    return layout_of(connection), things


def _version_of(found: Salvage) -> int:
    """The version of a file whose header is gone: without a trace of the tables that came later, it is from before."""
    version = VERSION
    while version > 1:
        with closing(new_project(version)) as new, closing(new_project(version - 1)) as old:
            later = layout_of(new).keys() - layout_of(old).keys()
        if not later or any(table not in found.torn or found.tables[table] for table in later):
            break
        version -= 1
    return version


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _rebuild(connection: sqlite3.Connection, patient: _Patient, backups: Sequence[Path], now: str) -> Report:
    """Fills an empty project with what was found, what backups and the history have besides, and mends the rest."""
    found = patient.found
    read = Counter({table: insert(connection, table, rows.values()) for table, rows in found.tables.items()})
    layout = _converted(connection, patient)
    backup, history = complete(connection, found, backups, layout)
    if not connection.execute("SELECT 1 FROM document UNION ALL SELECT 1 FROM revision").fetchone():
        raise UserError("nothing-readable", file=str(patient.path))
    lost = {table: connection.execute(query).fetchone()[0] for table, query in _MISSING.items()}
    _name(connection)
    made = mend(connection, now)
    faults = list(find_faults(connection, thorough=True))
    if faults:
        raise UserError("repair-failed", file=str(patient.path), fault=f"{faults[0].kind}: {faults[0].where}")
    tables = tuple(
        TableCount(
            table, read[table] - min(found.loose[table], read[table]), min(found.loose[table], read[table]),
            history[table], backup[table], max(lost.get(table, 0), 0), made[table],
        )
        for table in layout
    )  # fmt: skip
    gaps = connection.execute("SELECT json_array_length(value) FROM meta WHERE key = 'chain_gaps'").fetchone()
    dropped = made["-flag"] + made["-comment"]
    return Report(patient.path, None, True, tables, made["text"], made["-text"], dropped, gaps[0] if gaps else 0)


def _converted(connection: sqlite3.Connection, patient: _Patient) -> Layout:
    """Brings what was found of an older project up to this version; what that could not make may be missing."""
    before = layout_of(connection).keys()
    try:
        migrate(connection)
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError("repair-failed", file=str(patient.path), fault=str(error)) from error
    connection.execute("PRAGMA foreign_keys = OFF")
    layout = layout_of(connection)
    if "meta" in patient.found.torn:
        patient.found.torn.update(layout.keys() - before)
    return layout


def _name(connection: sqlite3.Connection) -> None:
    """The settings a project cannot be without, where none are left."""
    if not connection.execute("SELECT 1 FROM meta WHERE key = 'identity'").fetchone():
        connection.execute("INSERT INTO meta VALUES ('identity', lower(hex(randomblob(16))))")
        connection.execute(
            "INSERT OR IGNORE INTO meta SELECT side || '_language', language FROM document WHERE language IS NOT NULL"
        )


def _swapped(patient: _Patient, image: bytes, report: Report, mark: str, spare: Path | None) -> Report:
    """Everything is kept aside before the sound project takes the name; a log must be gone by then, or SQLite would
    read it into the new file."""
    path = patient.path
    if spare is not None and not os.access(path.parent, os.W_OK):
        target = _free(spare, path.name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError("cannot-create", file=str(spare), reason=error.strerror or "") from error
        replace_file(target, image)
        return replace(report, project=target)
    aside = _free(path.parent, f"{path.name}.{mark}")
    try:
        aside.mkdir()
    except OSError as error:
        raise UserError("cannot-create", file=str(aside), reason=error.strerror or "") from error
    for end, data in (("", patient.main), *patient.beside.items()):
        replace_file(aside / (path.name + end), data)
    sync_folder(path.parent)
    for end in (*_BESIDE, "-shm"):
        _beside(path, end).unlink(missing_ok=True)
    replace_file(path, image)
    return replace(report, aside=aside)


def _free(folder: Path, name: str) -> Path:
    """A name nothing has yet."""
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{Path(name).stem}-{number}{Path(name).suffix}", number + 1
    return path
