"""A migration, cut at every operation it makes of the disk: is what is left a file of one version, whole?

Usage: ``python -m tests.durability.halves [--seeds 100]``. Exit status 1 when anything is half, or the control is not.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import click

from app.store import Store
from app.store.backups import BackupShelf
from app.store.schema import MIGRATIONS, VERSION, Migration, version_of
from app.store.seal import unseal
from app.store.soundness import find_faults
from tests.durability.adapter import connector
from tests.durability.disk import Disk, Vfs
from tests.durability.notes import Entry
from tests.durability.platter import cut_points, sweep
from tests.durability.session import PROJECT, scratch

PROJECTS = Path(__file__).parents[1] / "fixtures" / "projects"
Migrate = Callable[[sqlite3.Connection], bool]


def counted(connection: sqlite3.Connection) -> None:
    """A step as a later version may have one: a column more, filled from what is there, record by record."""
    connection.execute("ALTER TABLE block ADD COLUMN length INTEGER")
    for id_, text in connection.execute(
        "SELECT b.id, r.text FROM block b JOIN revision r ON r.seq = b.head"
    ).fetchall():
        connection.execute("UPDATE block SET length = ? WHERE id = ?", (len(text), id_))


def noted(connection: sqlite3.Connection) -> None:
    """Another: a table more, and every setting kept in it too."""
    connection.execute("CREATE TABLE note (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.execute("INSERT INTO note SELECT key, value FROM meta")


IMAGES: dict[str, bytes | None] = {
    "new": None,
    **{f"v{number}": (PROJECTS / f"v{number}.enface").read_bytes() for number in range(1, VERSION + 1)},
}
"""Every file there may be to begin with: none, and one of each released version."""
STEPS: tuple[Migration, ...] = (*MIGRATIONS, counted, noted)


def in_pieces(connection: sqlite3.Connection) -> bool:
    """The control: the same steps, each statement its own transaction."""
    version = version_of(connection)
    for number, step in enumerate(STEPS[version:], version + 1):
        step(connection)
        connection.execute("PRAGMA application_id = 0x456E6661")
        connection.execute(f"PRAGMA user_version = {number}")
    return True


@contextmanager
def later_version(migrate: Migrate | None = None) -> Iterator[None]:
    """A program that is two versions on."""
    with (
        patch("app.store.schema.MIGRATIONS", STEPS),
        patch("app.store.schema.VERSION", len(STEPS)),
        patch("app.store.connection.VERSION", len(STEPS)),
        patch("app.store.connection.migrate", migrate) if migrate else nullcontext(),
    ):
        yield


def opening_of(image: bytes | None, migrate: Migrate | None = None) -> list[Entry]:
    """The notes of a file being made or brought up to date, until it is open; with its backup."""
    with scratch() as root:
        disk = Disk(root)
        name = f"migration-{id(disk)}"
        vfs = Vfs(name, disk)

        def connect(path: Path, **options: Any) -> sqlite3.Connection:
            connection = connector(name)(path, **options)
            # What a step draws by lot is the same every time: or two files could not be held side by side.
            connection.create_function("randomblob", 1, bytes)
            return connection

        if image is not None:
            disk.lay(PROJECT, image)
        with disk.watching(), later_version(migrate):
            if image is None:
                store = Store.create(root / PROJECT, "Ann", connect=connect)
            else:
                hook = BackupShelf(root / "backups").before_migration(root / PROJECT)
                store = Store.open(root / PROJECT, "Ann", before_migration=hook, connect=connect)
            log = list(disk.log)
            store.close()
        vfs.unregister()
    return log


def reference(image: bytes | None) -> dict[int, str]:
    """What the whole file of each version holds, from the one it begins with to the newest."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.create_function("randomblob", 1, bytes)
        if image is not None:
            connection.deserialize(image)
        first = version_of(connection)
        found = {first: _all_of(connection)}
        for number, step in enumerate(STEPS[first:], first + 1):
            if first:
                unseal(connection)
            step(connection)
            found[number] = _all_of(connection)
    return found


def states_after_cuts(log: list[Entry], whole: dict[int, str], seeds: int) -> Counter[str]:
    """What is found after a cut at every operation: a version, ``nothing``, or what is wrong with it."""
    found: Counter[str] = Counter()
    with scratch() as folder:
        for cut, platter in sweep(log, cut_points(log)):
            for seed in range(seeds):
                files = platter.image(Random(f"{cut} {seed}"))
                found[_state(folder / PROJECT, files, whole)] += 1
    return found


def _state(path: Path, files: dict[str, bytes], whole: dict[int, str]) -> str:
    for old in path.parent.iterdir():
        old.unlink()
    for name, data in files.items():
        if name.startswith(PROJECT):
            (path.parent / name).write_bytes(data)
    if not path.exists():
        return "nothing"
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # Else the log could not be read without an index beside it, which the store never has.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            version = version_of(connection)
            if _all_of(connection) != whole.get(version):
                return f"half: version {version}"
            fault = next(find_faults(connection, thorough=True), None) if version else None
    except sqlite3.Error as error:
        return f"half: {error!r}"
    if fault is not None:
        return f"half: {fault}"
    if 0 < min(whole) < version and not _kept_before(files, whole):
        return "half: migrated without its backup"
    return f"version {version}" if version else "nothing"


def _kept_before(files: dict[str, bytes], whole: dict[int, str]) -> bool:
    """Whether the backup of the old file is there, whole."""
    for name, data in files.items():
        if data and name.endswith("-migration.enface"):
            try:
                with closing(sqlite3.connect(":memory:")) as connection:
                    connection.deserialize(data)
                    return _all_of(connection) == whole[min(whole)]
            except sqlite3.DatabaseError:
                return False
    return False


def _all_of(connection: sqlite3.Connection) -> str:
    """Every table and index with all it holds."""
    schema = connection.execute("SELECT name, type, sql FROM sqlite_master ORDER BY name").fetchall()
    digest = hashlib.md5(repr(schema).encode(), usedforsecurity=False)
    for name, kind, _ in schema:
        if kind == "table":
            records = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            digest.update(repr(records).encode())
    return digest.hexdigest()


@click.command()
@click.option("--seeds", default=100, show_default=True, help="How often each operation is cut.")
def main(seeds: int) -> None:
    half, seen = 0, 0
    for name, image in IMAGES.items():
        for migrate in (None, in_pieces):
            states = states_after_cuts(opening_of(image, migrate), reference(image), seeds)
            halves = sum(number for state, number in states.items() if state.startswith("half"))
            whole = ", ".join(f"{state} {number:,}" for state, number in sorted(states.items()) if "half" not in state)
            control = "control, in pieces, " if migrate else ""
            click.echo(f"{control}{name}: {states.total():,} cuts: {whole}; half {halves:,}")
            if migrate:
                seen += halves
            else:
                half += halves
    sys.exit(1 if half or not seen else 0)


if __name__ == "__main__":
    main()
