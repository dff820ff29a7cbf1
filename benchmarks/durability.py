"""What it costs that nothing is lost: a saved edit beside a bare write and fsync, and 100,000 revisions at open.

Usage: ``python -m benchmarks.durability [--folder FOLDER] [--edits 1000] [--revisions 100000 200000]``. The folder's
disk is the one measured. Wall times say what a person waits on this machine now; CPU times and the ratio to the bare
fsync of the same run, taken in turns, say what the program costs on any.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.model import Bead, Imported, ImportedBlock, Side
from app.review.edits import edit_text
from app.store import Store
from app.store import soundness as checks
from app.store.backups import BackupShelf, Kind

_PAGE = b"x" * 4096
_BLOCKS = 2_000
_TEXT = "The committee met in the afternoon and agreed on the text of the report, number {0}. " * 2


def project(path: Path, blocks: int = _BLOCKS) -> Store:
    texts = [_TEXT.format(number) for number in range(blocks)]
    side = Imported("t.txt", "txt", b"", "\n".join(texts), tuple(map(ImportedBlock, texts)))
    store = Store.create(path, "Ann")
    beads = [Bead((number,), (number,)) for number in range(blocks)]
    store.import_documents({Side.SOURCE: side, Side.TARGET: side}, {Side.TARGET: "en"}, beads, {})
    return store


def fill(path: Path, revisions: int) -> Store:
    """A project of so many revisions, written through the store in changesets of many blocks (quicker to make)."""
    store = project(path)
    ids = [block.id for block in store.blocks(Side.TARGET)]
    count, turn = 2 * _BLOCKS, 0
    while count < revisions:
        turn += 1
        chosen = ids[: min(len(ids), revisions - count)]
        store.apply(edit_text(store, {id_: _TEXT.format(f"{id_}.{turn}") for id_ in chosen}))
        count += len(chosen)
        store.rest()
    return store


def commits(folder: Path, edits: int) -> None:
    store = project(folder / "commits.enface", 200)
    ids = [block.id for block in store.blocks(Side.TARGET)]
    ways: dict[str, list[float]] = {"write + fdatasync of 4 KB": [], "write + fsync of 4 KB": [], "a saved edit": []}
    cpu = 0.0
    handle = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT)
    fdatasync = getattr(os, "fdatasync", os.fsync)
    for number in range(edits):
        edit = edit_text(store, {ids[number % len(ids)]: _TEXT.format(number)})
        began, spent = time.perf_counter(), time.process_time()
        store.apply(edit)
        cpu += time.process_time() - spent
        ways["a saved edit"].append(time.perf_counter() - began)
        for name, sync in (("write + fdatasync of 4 KB", fdatasync), ("write + fsync of 4 KB", os.fsync)):
            began = time.perf_counter()
            os.write(handle, _PAGE)
            sync(handle)
            ways[name].append(time.perf_counter() - began)
    os.close(handle)
    store.close()
    bare50, bare99 = _quantiles(ways["write + fsync of 4 KB"])
    print(f"{'commit':<28}{'p50 ms':>9}{'x fsync':>9}{'p99 ms':>9}{'x fsync':>9}")
    for name, times in ways.items():
        p50, p99 = _quantiles(times)
        print(f"{name:<28}{p50 * 1e3:>9.2f}{p50 / bare50:>9.1f}{p99 * 1e3:>9.2f}{p99 / bare99:>9.1f}")
    print(f"{'a saved edit, CPU':<28}{cpu / edits * 1e3:>9.2f}\n")


def _quantiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def openings(folder: Path, revisions: int) -> None:
    path = folder / f"{revisions}.enface"
    store = fill(path, revisions)
    store.close()
    print(f"{revisions:,} revisions, {path.stat().st_size / 1e6:.0f} MB: {'wall s':>{27 - len(str(revisions))}}  CPU s")
    opened: list[Store] = []
    _timed("open, verified", lambda: opened.append(Store.open(path, "Ann")))
    store = opened.pop()
    connection = store._connection
    for name, check in (
        ("  quick_check", lambda: connection.execute("PRAGMA quick_check(20)").fetchall()),
        ("  foreign_key_check", lambda: connection.execute("PRAGMA foreign_key_check").fetchall()),
        ("  heads", lambda: list(checks._heads(connection))),
        ("  chain, last 1,000", lambda: list(checks._chain(connection, checks.LINKS_AT_OPEN))),
        ("chain, all of it", lambda: list(checks._chain(connection, None))),
        ("everything, thorough", store.faults),
    ):
        _timed(name, check)
    images: list[bytes] = []
    _timed("image (owner's thread)", lambda: images.append(store.image()))
    shelf = BackupShelf(folder / "backups")
    _timed("backup, written and checked", lambda: shelf.keep(images[0], path, Kind.SCHEDULE))
    _killed(store, path, folder)
    store.close()
    print()


def _killed(store: Store, path: Path, folder: Path) -> None:
    """A project as a kill leaves it, with a log of 4 MB, and how long its next open takes."""
    ids = [block.id for block in store.blocks(Side.TARGET)]
    for turn in range(4):
        store.apply(edit_text(store, {id_: _TEXT.format(f"{turn} {id_}") for id_ in ids}))
    crashed = folder / "crashed.enface"
    # Reading it drops SQLite's lock on the open file; nobody else wants it here.
    for end in ("", "-wal"):
        crashed.with_name(crashed.name + end).write_bytes(path.with_name(path.name + end).read_bytes())
    opened: list[Store] = []
    _timed("open after a kill", lambda: opened.append(Store.open(crashed, "Ann")))
    opened[0].close()


def _timed(name: str, work: Callable[[], object]) -> None:
    began, spent = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    print(f"{name:<40}{wall:>10.3f}{cpu:>7.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--edits", type=int, default=1_000)
    parser.add_argument("--revisions", type=int, nargs="*", default=[100_000, 200_000])
    options = parser.parse_args()
    print(f"SQLite {sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        commits(Path(folder), options.edits)
        for revisions in options.revisions:
            openings(Path(folder), revisions)


if __name__ == "__main__":
    main()
