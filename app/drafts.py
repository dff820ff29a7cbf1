"""The draft journal: what is being typed reaches a file key by key, so that a killed program loses at most one.

One append-only file for each project. Every line checks itself, so a torn or foreign one is skipped and costs nothing
but itself. The journal serves typing and never disturbs it: a disk that refuses it is remembered, not raised.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from app.model import BlockId, RevisionSeq, RowId

_COMPACT = 4 << 20
"""Bytes from which on a journal is written anew, if most of it is past."""
_READ = 64 << 20
"""Bytes read at most: the newest. Ours never grows so far, so that only a foreign file is cut."""
_LONGEST = 8 << 20
"""Bytes of one line at most; a longer text is not kept."""
_BEYOND = 1 << 62
"""No id of a project file is so large."""
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

Key = tuple[RowId, BlockId]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it stood after a key. ``block`` 0 is a row without a translation; ``base`` is the revision the typing
    began from, 0 if there was none; ``at`` is UTC, ISO 8601."""

    row: RowId
    block: BlockId
    base: RevisionSeq
    text: str
    at: str

    @property
    def key(self) -> Key:
        return key_of(self.row, self.block)


def key_of(row: RowId, block: BlockId) -> Key:
    """What a draft belongs to: its block, wherever that has moved since; without one, the row."""
    return (RowId(0), block) if block else (row, block)


class DraftJournal:
    """The drafts of one project. All but :meth:`sync` belong to one thread.

    What an earlier sitting left stands beside what is typed now, also for the same text, until it is forgotten. The
    file is made by the first draft and goes when the journal is closed without any. Two programs that type into copies
    of one project share it: each then only appends, and takes nothing of the other's away.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1
        self._size = 0
        self._guard = threading.Lock()
        self.working = True
        """Whether the last draft reached the file."""
        self._pending = _read(path)
        self._sitting = 1 + max((sitting for sitting, _ in self._pending), default=0)

    def keep(self, draft: Draft) -> None:
        """Appends a draft; it takes the place of the one before it for the same text."""
        self._pending[self._sitting, draft.key] = draft
        self.working = self._append(_line(self._sitting, draft))

    def drop(self, row: RowId, block: BlockId) -> None:
        """Forgets what was typed in this sitting into a text that is saved by now, or reads as it did."""
        self._drop(self._sitting, key_of(row, block))

    def forget(self, draft: Draft) -> None:
        """Forgets one of :meth:`pending`, whichever sitting it is from."""
        for sitting, key in [where for where, own in self._pending.items() if own == draft]:
            self._drop(sitting, key)

    def pending(self) -> tuple[Draft, ...]:
        """The last draft of each text and sitting, in the order in which they were begun."""
        return tuple(self._pending.values())

    def sync(self) -> None:
        """Waits until the disk has what was kept. May be called from any thread; a closed journal has nothing."""
        with self._guard:
            # A handle of its own: whoever types is not kept waiting, and a close does not pull the file away.
            file = os.dup(self._file) if self._file >= 0 else -1
        if file >= 0:
            try:
                getattr(os, "fdatasync", os.fsync)(file)
            except OSError:
                self.working = False
            finally:
                os.close(file)

    def close(self) -> None:
        """Lets the file go; closing twice is closing once."""
        emptied = not self._pending and self._file >= 0 and self._empty()
        self._let_go()
        if emptied:
            try:
                self._path.unlink(missing_ok=True)
            except OSError:
                return

    # ----------------------------------------------------------------------------------------------------------------

    def _drop(self, sitting: int, key: Key) -> None:
        if self._pending.pop((sitting, key), None) is None:
            return
        if self._pending or not self._empty():
            self._append(_record((sitting, *key)))

    def _append(self, line: bytes) -> bool:
        """Whether the whole line reached the file: in one write, so that no other line comes between."""
        if len(line) > _LONGEST:
            return False
        try:
            if self._file < 0:
                self._open()
            written = os.write(self._file, line)
            self._size += written
            if self._size > _COMPACT and self._alone():
                self._compact()
        except OSError:
            return False
        return written == len(line)

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, _FLAGS, 0o600)
        with self._guard:
            self._file = file
        self._size = os.fstat(file).st_size

    def _let_go(self) -> None:
        with self._guard:
            file, self._file = self._file, -1
        if file >= 0:
            os.close(file)

    def _alone(self) -> bool:
        """Whether the file holds what this journal read and wrote, and nothing else."""
        return os.fstat(self._file).st_size == self._size

    def _empty(self) -> bool:
        """Cuts the file to nothing, and says whether it could."""
        try:
            if self._file < 0:
                self._open()
            if not self._alone():
                return False
            os.ftruncate(self._file, 0)
        except OSError:
            return False
        self._size = 0
        return True

    def _compact(self) -> None:
        """Writes what is pending aside and swaps it in, once the file is mostly past."""
        lines = b"".join(_line(sitting, draft) for (sitting, _), draft in self._pending.items())
        if 2 * len(lines) > self._size:
            return
        aside = self._path.with_suffix(".tmp")
        with aside.open("wb") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        self._let_go()
        aside.replace(self._path)
        self._open()


def _line(sitting: int, draft: Draft) -> bytes:
    return _record((sitting, *astuple(draft)))


def _record(record: tuple[int | str, ...]) -> bytes:
    """A record as a line that checks itself. It *begins* with the line end: what a torn write left stays alone."""
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"\n%08x %s" % (zlib.crc32(data), data)


def _read(path: Path) -> dict[tuple[int, Key], Draft]:
    pending: dict[tuple[int, Key], Draft] = {}
    for record in _records(_lines(path)):
        match record:
            case [int(sitting), int(row), int(block), int(base), str(text), str(at)] if max(row, block, base) < _BEYOND:
                draft = Draft(RowId(row), BlockId(block), RevisionSeq(base), text, at)
                pending[sitting, draft.key] = draft
            case [int(sitting), int(row), int(block)]:
                pending.pop((sitting, (RowId(row), BlockId(block))), None)
    return pending


def _lines(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _READ, 0))
            return file.read(_READ).split(b"\n")
    except (OSError, ValueError):
        return []


def _records(lines: Iterable[bytes]) -> Iterator[object]:
    for line in lines:
        check, _, data = line.partition(b" ")
        if check != b"%08x" % zlib.crc32(data):
            continue
        try:
            yield json.loads(data.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            continue
