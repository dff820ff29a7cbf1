"""Is a project file sound, to the last revision? Looked at without writing to it, whatever state it is in."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.store.soundness import Fault, find_faults
from app.store.viewing import open_read_only


@dataclass(frozen=True, slots=True)
class Verified:
    """What a thorough check found, and over how many revisions the chain was followed (0 where it cannot be)."""

    faults: tuple[Fault, ...]
    revisions: int


def verify(path: Path) -> Verified:
    """Checks pages, references, heads and the whole chain. Raises UserError: no such file, not a project, locked."""
    if not path.is_file():
        raise UserError("no-such-file", file=str(path))
    try:
        with closing(open_read_only(path)) as connection:
            return _verified(connection)
    except UserError as error:
        if error.code != "damaged":
            raise
    with tempfile.TemporaryDirectory(prefix="enface-") as folder:
        copy = Path(folder) / "copy.enface"
        for suffix in ("", "-wal"):
            if (beside := path.with_name(path.name + suffix)).exists():
                shutil.copyfile(beside, copy.with_name(copy.name + suffix))
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            return _verified(connection)


def _verified(connection: sqlite3.Connection) -> Verified:
    try:
        faults = tuple(find_faults(connection, thorough=True))
        revisions = connection.execute("SELECT count(*) FROM revision").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return Verified((Fault("pages", str(error)),), 0)
    return Verified(faults, revisions)
