"""Damages one random page in each of many projects: is it seen, what is read back, is anything made up?

Usage: ``python -m tests.durability.damage [--projects 1000] [--seed 1] [--jobs 1]``. Exit status 1 when a repair makes
something up, when less than 99 % of the readable revisions come back, when anything a backup holds is missing after a
repair with it, or when a project that was refused was written to.

A revision is readable when none of its bytes lie on the damaged page. ``seen``: the project is not opened;
``harmless``: it opens and holds what it held; ``unseen``: it opens and something in it is another. ``cut short``: the
last change in the log a crash left is gone, which nobody can tell from a change that a power cut interrupted. A page is
a page of the file, or a frame of such a log.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click

from app.errors import UserError
from app.store import Store
from app.store.completing import new_project
from app.store.mending import AUTHOR
from app.store.pages import LEAF, Pages
from app.store.repair import repair
from app.store.salvage import Layout, Row, fits, layout_of, proven
from app.tasks import Task
from tests.durability.projects import Made, hasty, make

PAGE = 4096
_FRAME = 24
ISSUE = ("bit", "bytes", "zero")
"""What the promise is about; the others are reported apart."""
EXTRA = ("other", "cut")

_COUNTERS = ("outcomes", "unseen", "touched", "readable", "recovered", "rows", "rows_alone", "rows_with_backup")

Content = Mapping[str, Mapping[object, Row]]


@dataclass(slots=True)
class Tally:
    """What came of it, by sort of damage where there are several numbers."""

    projects: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    readable: Counter[str] = field(default_factory=Counter)
    recovered: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    rows_alone: Counter[str] = field(default_factory=Counter)
    rows_with_backup: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        self.projects += other.projects
        self.wrong += other.wrong
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        return self

    @property
    def sound(self) -> bool:
        return not self.wrong and not self.touched and self.share() >= 0.99

    def share(self, kinds: tuple[str, ...] = ISSUE) -> float:
        readable = sum(self.readable[kind] for kind in kinds)
        return sum(self.recovered[kind] for kind in kinds) / readable if readable else 1.0

    def of(self, outcome: str, kinds: tuple[str, ...] = ISSUE) -> int:
        return sum(self.outcomes[kind, outcome] for kind in kinds)

    def __str__(self) -> str:
        lines = [f"{self.projects} projects"]
        for kind in (*ISSUE, *EXTRA):
            said = ", ".join(f"{self.outcomes[kind, o]} {o}" for o in ("seen", "harmless", "cut short", "unseen"))
            lines.append(
                f"{kind:6} {said}; readable revisions recovered: {self.recovered[kind]} of {self.readable[kind]}"
                f" ({self.share((kind,)):.3%})"
            )
        lines.append(f"all of {', '.join(ISSUE)}: {self.share():.4%}")
        lines.append("unseen, by where: " + (", ".join(f"{k} {n}" for k, n in self.unseen.most_common()) or "nowhere"))
        lines.append("refused, but written to: " + (", ".join(f"{k} {n}" for k, n in self.touched.items()) or "none"))
        for table, number in (+self.rows).items():
            alone, backed = (t[table] / number for t in (self.rows_alone, self.rows_with_backup))
            lines.append(f"rows as they were, {table:10} alone {alone:8.3%}  with a backup {backed:8.3%}")
        return "\n".join([*lines, *(f"WRONG {line}" for line in self.wrong[:40])])


def run(projects: int, seed: int) -> Tally:
    """Makes and damages that many projects, each by one sort of the issue and one extra."""
    tally = Tally()
    with closing(new_project()) as connection:
        layout = layout_of(connection)
    with tempfile.TemporaryDirectory(prefix="enface-damage-") as folder:
        for number in range(seed, seed + projects):
            random = Random(number)
            made = make(Path(folder) / f"{number}", random)
            content = _content_of(Path(folder) / "sound", made.main, made.log)
            for kind in (ISSUE[number % len(ISSUE)], random.choice(EXTRA)):
                case = _Case(Path(folder) / f"{number}-{kind}", made, content, layout, kind, f"{number} {kind}")
                case.judge(random, tally)
            tally.projects += 1
    return tally


class _Case:
    """One project, damaged once."""

    def __init__(self, folder: Path, made: Made, content: Content, layout: Layout, kind: str, name: str) -> None:
        self.folder, self.made, self.content, self.layout, self.kind, self.name = (
            folder, made, content, layout, kind, name,
        )  # fmt: skip
        self.touched = ""
        folder.mkdir()
        self.path = folder / "work.enface"

    def judge(self, random: Random, tally: Tally) -> None:
        main, log, damaged = damage(self.made, self.kind, random)
        self._lay(main, log)
        outcome, where = self._opened()
        if outcome == "unseen" and Pages(main, log).log.ignored == 1:
            outcome, where = "cut short", ""
        tally.outcomes[self.kind, outcome] += 1
        if self.touched:
            tally.touched[f"{self.touched} ({self.kind})"] += 1
        if where:
            tally.unseen["a log cut off" if Pages(main, log).log.damaged else where] += 1
        lying = _lying(self.made, self.layout)
        readable = {seq for seq, pages in lying.items() if not damaged & pages}
        if lying.keys() != self.content["revision"].keys():
            tally.wrong.append(f"{self.name}: the page reader and SQLite do not read the same")
        if outcome == "cut short":
            shutil.rmtree(self.folder)
            return
        for backups in ((), (self.folder / "backup.enface",)):
            self._lay(main, log)
            for path in backups:
                path.write_bytes(self.made.backup)
            try:
                repair(self.path, backups, Task())
                Store.open(self.path, "Cid", connect=hasty).close()
            except UserError as error:
                gone = error.code == "nothing-readable" and not readable and not backups
                if outcome != "harmless" and not gone:
                    tally.wrong.append(f"{self.name}: not repaired: {error}")
                continue
            after = _content_of(self.folder / "read", self.path.read_bytes(), b"")
            self._compare(after, readable, bool(backups), tally)
        shutil.rmtree(self.folder)

    def _lay(self, main: bytes, log: bytes) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.path.write_bytes(main)
        if log:
            self.path.with_name(self.path.name + "-wal").write_bytes(log)

    def _opened(self) -> tuple[str, str]:
        """Whether the damage is seen at open, and if not, in which table something is another."""
        files = [path for path in (self.path, self.path.with_name(self.path.name + "-wal")) if path.exists()]
        before = [path.read_bytes() for path in files]
        try:
            Store.open(self.path, "Cid", connect=hasty).close()
        except UserError as error:
            if [path.read_bytes() for path in files if path.exists()] != before:
                self.touched = error.code
            return "seen", ""
        except (sqlite3.Error, ValueError, TypeError) as error:
            return "unseen", f"raised {type(error).__name__}"
        try:
            after = _content_of(self.folder / "read", self.path.read_bytes(), b"")
        except (sqlite3.Error, UnicodeDecodeError):
            return "unseen", "the schema"
        others = [table for table in self.content if after.get(table) != self.content[table]]
        return ("unseen", "+".join(others)) if others else ("harmless", "")

    def _compare(self, after: Content, readable: set[int], backed: bool, tally: Tally) -> None:
        before = self.content["revision"]
        revisions = after["revision"]
        back = sum(revisions.get(seq) == before[seq] for seq in readable)
        invented = [seq for seq, row in revisions.items() if row != before.get(seq) and row[5] != AUTHOR]
        if invented:
            tally.wrong.append(f"{self.name}: revisions that never were: {invented[:5]}")
        if not backed:
            tally.readable[self.kind] += len(readable)
            tally.recovered[self.kind] += back
            if back < len(readable):
                tally.wrong.append(f"{self.name}: {len(readable) - back} readable revisions are not back")
        else:
            kept = _content_of(self.folder / "kept", self.made.backup, b"")
            for table in ("revision", "changeset"):
                if kept[table].keys() - after[table].keys():
                    tally.wrong.append(f"{self.name}: {table} of the backup is missing")
            for table in self.content:
                gone = (kept[table].keys() & self.content[table].keys()) - after[table].keys()
                if gone:
                    tally.wrong.append(f"{self.name}: {table} {sorted(gone, key=str)[:5]} of the backup missing")
        if self.kind in ISSUE:
            for table, rows in self.content.items():
                (tally.rows_with_backup if backed else tally.rows_alone)[table] += sum(
                    after[table].get(key) == row for key, row in rows.items()
                )
                tally.rows[table] += 0 if backed else len(rows)


def damage(made: Made, kind: str, random: Random) -> tuple[bytes, bytes, set[int]]:
    """The files with one page damaged (a cut takes those behind with it), and which pages of the project these are;
    none where the log holds a newer one."""
    pages, frames = len(made.main) // PAGE, len(made.log) // (PAGE + _FRAME)
    # A file cut off at its first page is empty.
    chosen = random.randrange(1, pages) if kind == "cut" else random.randrange(pages + frames)
    if chosen < pages:
        at = chosen * PAGE
        hit = set(range(chosen + 1, pages + 1)) if kind == "cut" else {chosen + 1}
        damaged = hit - Pages(made.main, made.log).log.pages.keys()
        return _CHANGES[kind](made.main, at, PAGE, random), made.log, damaged
    at = 32 + (chosen - pages) * (PAGE + _FRAME)
    number = int.from_bytes(made.log[at : at + 4], "big")
    return made.main, _CHANGES[kind](made.log, at, PAGE + _FRAME, random), {number}


def _bit(data: bytes, at: int, size: int, random: Random) -> bytes:
    place = at + random.randrange(size)
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def _bytes(data: bytes, at: int, size: int, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randrange(2, 33)):
        changed[at + random.randrange(size)] = random.randrange(256)
    return bytes(changed)


def _zero(data: bytes, at: int, size: int, random: Random) -> bytes:
    return data[:at] + bytes(size) + data[at + size :]


def _other(data: bytes, at: int, size: int, random: Random) -> bytes:
    begin = at % size
    other = begin + size * random.randrange((len(data) - begin) // size)
    return data[:at] + data[other : other + size] + data[at + size :]


def _cut(data: bytes, at: int, size: int, random: Random) -> bytes:
    return data[:at]


_CHANGES: Mapping[str, Callable[[bytes, int, int, Random], bytes]] = {
    "bit": _bit, "bytes": _bytes, "zero": _zero, "other": _other, "cut": _cut,
}  # fmt: skip


def _lying(made: Made, layout: Layout) -> dict[int, set[int]]:
    """The pages each revision lies on."""
    pages = Pages(made.main, made.log)
    gone = pages.free()
    found: dict[int, set[int]] = {}
    for number in range(2, len(pages) + 1):
        if number in gone or pages.kind(number) != LEAF:
            continue
        for record in pages.records(number):
            if fits(record, layout["revision"]) and proven((record.rowid, *record.values[1:])):
                found[record.rowid] = set(record.pages)
    return found


def _content_of(folder: Path, main: bytes, log: bytes) -> Content:
    """Every row of every table as SQLite reads it, by its key."""
    folder.mkdir()
    copy = folder / "copy.enface"
    copy.write_bytes(main)
    if log:
        copy.with_name(copy.name + "-wal").write_bytes(log)
    with closing(sqlite3.connect(copy)) as connection:
        # Text that is none any more is another text, not an error.
        connection.text_factory = _text
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        content = {name: {row[0]: row for row in connection.execute(f'SELECT * FROM "{name}"')} for name in names}
        # Closing sets it anew.
        content["meta"].pop("seal", None)
    shutil.rmtree(folder)
    return content


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@click.command()
@click.option("--projects", default=1000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--jobs", default=1, show_default=True)
def main(projects: int, seed: int, jobs: int) -> None:
    """One random page of each project is damaged, twice: once as the issue says, once worse."""
    began = time.monotonic()
    tally = Tally()
    share = -(-projects // (jobs * 4))
    starts = range(seed, seed + projects, share)
    sizes = [min(share, seed + projects - start) for start in starts]
    with ProcessPoolExecutor(jobs) as pool:
        for part in pool.map(run, sizes, starts):
            tally += part
    click.echo(f"{tally}\n{time.monotonic() - began:.0f} s")
    sys.exit(not tally.sound)


if __name__ == "__main__":
    main()
