"""A folder whose every write is noted; ``Platter`` plays the notes back up to a cut.

SQLite works on real files through :class:`Vfs`; what it does is noted in order. Python's own file work (an export, a
backup) is noted where it becomes durable or visible, at ``os.fsync`` and ``os.replace``: what a file held then and was
not yet notednot yet noted is a write that nobody has synced.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import apsw

from tests.durability.notes import (
    Begun,
    Entry,
    Kept,
    Make,
    Promise,
    Rename,
    Resize,
    Restart,
    Sync,
    SyncFailed,
    SyncNames,
    Unlink,
    Write,
    folder_of,
)
from tests.durability.platter import Platter

Trip = Callable[[str], None]
"""Told of each call before it is carried out; raises to make it fail."""


@dataclass(slots=True)
class Disk:
    """The folder as the session sees it, and the notes of all that was done to it."""

    root: Path
    log: list[Entry] = field(default_factory=list)
    trip: Trip = lambda call: None
    _files: dict[str, int] = field(default_factory=dict)
    _noted: dict[int, bytes] = field(default_factory=dict)
    _count: int = 0

    def lay(self, name: str, data: bytes) -> None:
        """The one file that was there all along."""
        self._lay({name: data})

    def _lay(self, files: dict[str, bytes]) -> None:
        for name, data in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_bytes(data)
        self.log.append(Restart(files, self._count))
        self._files = {name: number for number, name in enumerate(files, self._count)}
        self._count += len(files)

    def restart(self, rng: Random) -> dict[str, tuple[Promise, ...]]:
        """Cuts the power now, with nothing open, and leaves in the folder what that may leave; returns the promises."""
        platter = Platter()
        for entry in self.log:
            platter.take(entry)
        files = platter.image(rng)
        for path in self.root.rglob("*"):
            if path.is_file():
                # The one way to take a file away that is not noted.
                os.remove(path)
        self._lay(files)
        return platter.allowed

    @contextmanager
    def promised(self, name: str) -> Iterator[Promise]:
        """Around work that ends with somebody being told it is saved."""
        promise = Promise(name)
        self.log.append(Begun(promise))
        yield promise
        self.log.append(Kept(promise))

    @contextmanager
    def spared(self) -> Iterator[None]:
        """While the test itself looks: nothing fails."""
        trip, self.trip = self.trip, lambda call: None
        yield
        self.trip = trip

    def name_of(self, path: str) -> str | None:
        """Relative to the folder, None for what lies elsewhere (SQLite's temporary files)."""
        try:
            return Path(path).relative_to(self.root).as_posix()
        except ValueError:
            return None

    def opened(self, name: str) -> int:
        if name not in self._files:
            self._files[name] = self._count
            self.log.append(Make(name, self._count))
            self._count += 1
        return self._files[name]

    def unlinked(self, name: str) -> None:
        if self._files.pop(name, None) is not None:
            self.log.append(Unlink(name))

    def renamed(self, name: str, to: str) -> None:
        file = self._files.pop(name)
        self._files[to] = file
        self.log.append(Rename(name, to, file))

    def catch_up(self, name: str) -> int:
        """Notes what Python wrote to a file since it was last asked for; nobody has synced that."""
        file = self.opened(name)
        data, noted = (self.root / name).read_bytes(), self._noted.get(file, b"")
        if not data.startswith(noted):
            self.log.append(Resize(file, 0))
            noted = b""
        if len(data) > len(noted):
            self.log.append(Write(file, len(noted), data[len(noted) :]))
        self._noted[file] = data
        return file

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notes what Python does to files of the folder by the calls that make it durable or visible."""
        fsync, replace, unlink = os.fsync, os.replace, os.unlink

        def noted_fsync(handle: int) -> None:
            self.trip("fsync")
            fsync(handle)
            status = os.fstat(handle)
            for path in (self.root, *self.root.rglob("*")):
                if os.path.samestat(status, path.stat()):
                    name = path.relative_to(self.root).as_posix()
                    self.log.append(SyncNames(name) if path.is_dir() else Sync(self.catch_up(name)))

        def noted_replace(source: Any, target: Any) -> None:
            self.trip("rename")
            name, to = self.name_of(os.fspath(source)), self.name_of(os.fspath(target))
            if name is not None:
                self.catch_up(name)
            replace(source, target)
            if name is not None and to is not None:
                self.renamed(name, to)

        def noted_unlink(path: Any, **options: Any) -> None:
            unlink(path, **options)
            name = self.name_of(os.fspath(path))
            if name is not None:
                self.unlinked(name)

        with (
            patch.object(os, "fsync", noted_fsync),
            patch.object(os, "fdatasync", noted_fsync, create=True),
            patch.object(os, "replace", noted_replace),
            patch.object(os, "unlink", noted_unlink),
        ):
            yield


class Vfs(apsw.VFS):
    """SQLite's own VFS of the system, with every call noted on its way down."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, "")
        self.disk = disk

    def excepthook(self, *error: object) -> bool:
        """Called for what fails while another failure is on its way up: one is told, as by SQLite."""
        return True

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        self.disk.trip("open")
        return VfsFile(self.disk, name, flags)

    def xAccess(self, pathname: str, flags: int) -> bool:
        self.disk.trip("access")
        return super().xAccess(pathname, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.disk.trip("delete")
        super().xDelete(filename, syncdir)
        name = self.disk.name_of(filename)
        if name is not None:
            self.disk.unlinked(name)
            if syncdir:
                self.disk.log.append(SyncNames(folder_of(name)))


class VfsFile(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.disk = disk
        self.name = None if path is None else disk.name_of(path)
        self.file = None if self.name is None else disk.opened(self.name)
        new_log = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
        # os_unix.c syncs the folder with the first sync of a new journal or log (UNIXFILE_DIRSYNC).
        self.syncs_folder = bool(flags[0] & new_log and flags[0] & apsw.SQLITE_OPEN_CREATE)

    def excepthook(self, *error: object) -> bool:
        """As :meth:`Vfs.excepthook`."""
        return True

    def xRead(self, amount: int, offset: int) -> bytes:
        self.disk.trip("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:
        try:
            self.disk.trip("write")
        except ShortWriteError as short:
            half = bytes(data)[: len(data) // 2]
            super().xWrite(half, offset)
            self._note(half, offset)
            raise apsw.exception_for(short.code) from None
        super().xWrite(data, offset)
        self._note(bytes(data), offset)

    def _note(self, data: bytes, offset: int) -> None:
        if self.file is not None:
            self.disk.log.append(Write(self.file, offset, data))

    def xTruncate(self, newsize: int) -> None:
        self.disk.trip("truncate")
        super().xTruncate(newsize)
        if self.file is not None:
            self.disk.log.append(Resize(self.file, newsize))

    def xSync(self, flags: int) -> None:
        try:
            self.disk.trip("sync")
        except SyncLostError as lost:
            if self.file is not None:
                self.disk.log.append(SyncFailed(self.file, lost.seed))
            raise apsw.exception_for(apsw.SQLITE_IOERR_FSYNC) from None
        # The real sync is left out: no power is cut here but the one in the notes.
        if self.file is None or self.name is None:
            return
        self.disk.log.append(Sync(self.file))
        if self.syncs_folder:
            self.syncs_folder = False
            self.disk.log.append(SyncNames(folder_of(self.name)))

    def xFileSize(self) -> int:
        self.disk.trip("size")
        return super().xFileSize()

    def xLock(self, level: int) -> None:
        self.disk.trip("lock")
        super().xLock(level)


class ShortWriteError(Exception):
    """Raised by a trip: the first half is written, then the call fails with ``code``."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SyncLostError(Exception):
    """Raised by a trip: the sync fails, and what was waiting for it is lost or not, for good."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.seed = seed
