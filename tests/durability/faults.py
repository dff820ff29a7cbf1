"""Fails every I/O call of scripted sessions, one at a time: once, and from then on for ever.

Usage: ``python -m tests.durability.faults [--faults 20000] [--seed 1] [--stride 1]``. Exit status 1 when anything
acknowledged is lost, anything is corrupt, or an error reaches the caller in no words.

An error raised in a VFS written in Python reaches the caller even where SQLite can do without the call: the store is
told of more faults than it would be, never of fewer.
"""

from __future__ import annotations

import errno
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count, islice
from random import Random
from unittest.mock import patch

import apsw
import click

from app.errors import UserError
from app.store import Store
from tests.durability.adapter import connector
from tests.durability.disk import Disk, ShortWriteError, Vfs
from tests.durability.platter import Platter
from tests.durability.session import PROJECT, Content, Session, WorkLostError, content_of, scratch

STEPS = 6
"""How much is done between opening and closing: a session is run anew for each of its faults."""

_CODES = {
    "open": apsw.SQLITE_CANTOPEN,
    "read": apsw.SQLITE_IOERR_READ,
    "write": apsw.SQLITE_IOERR_WRITE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "truncate": apsw.SQLITE_IOERR_TRUNCATE,
    "delete": apsw.SQLITE_IOERR_DELETE,
    "access": apsw.SQLITE_IOERR_ACCESS,
    "size": apsw.SQLITE_IOERR_FSTAT,
    "lock": apsw.SQLITE_IOERR_LOCK,
}
_PYTHON = ("fsync", "rename")


@dataclass(slots=True)
class Fault:
    """Makes the call of number ``at`` (0-based) fail. ``how``: EIO any call, FULL and SHORT what needs room."""

    at: int
    how: str
    for_ever: bool
    seen: int = 0
    fired: bool = False

    def __call__(self, call: str) -> None:
        self.seen += 1
        if self.seen <= self.at or (self.fired and not self.for_ever) or not suits(self.how, call):
            return
        self.fired = True
        if call in _PYTHON:
            raise OSError(errno.EIO if self.how == "EIO" else errno.ENOSPC, "as the test wants it")
        if self.how == "SHORT":
            raise ShortWriteError(apsw.SQLITE_FULL)
        raise apsw.exception_for(_CODES[call] if self.how == "EIO" else apsw.SQLITE_FULL)


def suits(how: str, call: str) -> bool:
    return how == "EIO" or call == "write" or (how == "FULL" and call in _PYTHON)


@dataclass(slots=True)
class Tally:
    """What became of the faults. ``told`` counts errors by code; ``present`` what was said not to be saved and is."""

    faults: int = 0
    quiet: int = 0
    told: Counter[str] = field(default_factory=Counter)
    present: int = 0
    wrong: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        self.faults += other.faults
        self.quiet += other.quiet
        self.told += other.told
        self.present += other.present
        self.wrong += other.wrong
        return self


def calls_of(seed: int) -> list[str]:
    """What the session of a seed asks of the disk when all goes well."""
    calls: list[str] = []
    with scratch() as root:
        disk = Disk(root)
        disk.trip = calls.append
        with _session(disk, seed) as session:
            session.run(STEPS)
    return calls


def faults_of(seed: int) -> Iterator[tuple[int, Fault]]:
    for at, call in enumerate(calls_of(seed)):
        for how in ("EIO", "FULL", "SHORT"):
            if suits(how, call):
                yield seed, Fault(at, how, for_ever=False)
                yield seed, Fault(at, how, for_ever=True)


def suffer(seed: int, fault: Fault) -> Tally:
    """Runs a session with one fault to its end, heals the disk, and opens what is there."""
    tally = Tally(faults=1)
    with scratch() as root:
        disk = Disk(root, trip=fault)
        with _session(disk, seed) as session:
            try:
                _live(session, fault, tally)
            except (sqlite3.Error, OSError, apsw.Error) as error:
                tally.wrong.append(f"in no words: {error!r}")
            except WorkLostError as error:
                tally.wrong.append(f"lost: {error}")
            if session.is_open:
                # The disk is still broken, and nobody is there to close well.
                session.store._connection.close()
            disk.trip = lambda call: None
            platter = Platter()
            for entry in disk.log:
                platter.take(entry)
            _look(disk, platter, tally)
    tally.quiet += not tally.told
    tally.wrong = [f"seed {seed}, {fault}: {what}" for what in tally.wrong]
    return tally


def _live(session: Session, fault: Fault, tally: Tally) -> None:
    for step in session.plan(STEPS):
        try:
            step(session)
            continue
        except UserError as error:
            tally.told[error.code] += 1
        if fault.for_ever:
            if not session.is_open or step is Session.begin_text:
                return
            continue
        try:
            step(session)
        except UserError as error:
            tally.wrong.append(f"{step.__name__} fails again: {error}")
            return


def _look(disk: Disk, platter: Platter, tally: Tally) -> None:
    """Is everything there that somebody was told is saved, and nothing but that?"""
    for name, promises in platter.allowed.items():
        path = disk.root / name
        if name == PROJECT:
            kept = [promise.value for promise in promises if isinstance(promise.value, Content)]
            _look_at_project(disk, kept[0] if kept else None, tally)
        elif not any(promise.value == (path.read_bytes() if path.exists() else None) for promise in promises):
            tally.wrong.append(f"{name} is neither the old nor the new file")


def _look_at_project(disk: Disk, kept: Content | None, tally: Tally) -> None:
    try:
        with closing(Store.open(disk.root / PROJECT, "Ann")) as store:
            faults, found = store.faults(), content_of(store._connection)
    except (UserError, sqlite3.Error) as error:
        if kept is not None or not isinstance(error, UserError) or error.code != "no-such-file":
            tally.wrong.append(f"does not open: {error!r}")
        return
    if faults:
        tally.wrong.append(f"corrupt: {faults}")
    elif kept is not None and found.holds(kept):
        return
    elif kept is None or found.changesets > kept.changesets:
        tally.present += 1
    else:
        tally.wrong.append(f"lost: {found} for {kept}")


@contextmanager
def _session(disk: Disk, seed: int) -> Iterator[Session]:
    name = f"faults-{id(disk)}"
    vfs = Vfs(name, disk)
    try:
        # Where one failure follows another, SQLite tells one; apsw would tell the other here.
        untold = patch.object(sys, "unraisablehook", lambda *error: None)
        with disk.watching(), untold, patch("app.store.store._LONG_LOG", 20_000):
            yield Session(disk, Random(seed), connector(name), dull=True)
    finally:
        vfs.unregister()


def run(pairs: Iterable[tuple[int, Fault]]) -> Tally:
    total = Tally()
    for seed, fault in pairs:
        total += suffer(seed, fault)
    return total


def every_fault(seed: int, stride: int = 1) -> Iterator[tuple[int, Fault]]:
    """The faults of one session after the other, without end."""
    return islice((pair for number in count(seed * 1_000) for pair in faults_of(number)), 0, None, stride)


@click.command()
@click.option("--faults", default=20_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--stride", default=1, show_default=True, help="Only every so manieth fault.")
def main(faults: int, seed: int, stride: int) -> None:
    started = time.monotonic()
    tally = run(islice(every_fault(seed, stride), faults))
    for what in tally.wrong:
        click.echo(what)
    told = ", ".join(f"{code} {number}" for code, number in tally.told.most_common())
    click.echo(
        f"{tally.faults:,} faults in {time.monotonic() - started:,.0f} s: {len(tally.wrong)} wrong (lost, corrupt, in "
        f"no words or stuck), {tally.present} there though said not to be; {tally.quiet:,} raised nothing; told: {told}"
    )
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()
