"""What a power cut may leave of a folder: the notes played back up to the cut, and a choice for all nobody synced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from random import Random

from tests.durability.notes import (
    Begun,
    Entry,
    Kept,
    Make,
    Pending,
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

SECTOR = 512
"""What a drive writes whole or not at all, in bytes."""
_MEMORY = 400
"""After how many changes nobody synced the oldest reach the disk by themselves."""
_FATES = ("keep", "drop", "tear")


class Platter:
    """What is on the disk for certain, and what so far only the system's memory knows.

    ``lying`` is the control: a drive that says yes to every sync and does nothing.
    """

    def __init__(self, *, lying: bool = False) -> None:
        self._lying = lying
        self._names: dict[str, int] = {}
        self._files: dict[int, bytearray] = {}
        self._waiting: list[Pending] = []
        self.allowed: dict[str, tuple[Promise, ...]] = {}
        """What each file may hold after a cut here: what was promised last, and what was about to be."""

    def take(self, entry: Entry) -> None:
        match entry:
            case Make(_, file):
                self._files[file] = bytearray()
                self._waiting.append(entry)
            case Write() | Resize() | Unlink() | Rename():
                self._waiting.append(entry)
                if len(self._waiting) > _MEMORY:
                    # Nothing stays in memory for ever, not even where nobody syncs.
                    self._reach_disk(self._waiting[: _MEMORY // 2])
            case Begun(promise):
                self.allowed[promise.name] = (*self.allowed.get(promise.name, (Promise(promise.name),)), promise)
            case Kept(promise):
                self.allowed[promise.name] = (promise,)
            case Restart(files, first):
                self._waiting.clear()
                self._names = {name: number for number, name in enumerate(files, first)}
                self._files = {number: bytearray(data) for number, data in enumerate(files.values(), first)}
            case SyncFailed(file, seed):
                self._reach_disk(self._of_file(file), Random(seed))
            case Sync(file) if not self._lying:
                self._reach_disk(self._of_file(file))
            case SyncNames(folder) if not self._lying:
                self._reach_disk([change for change in self._waiting if _folder_changed(change) == folder])

    @property
    def at_risk(self) -> bool:
        """Whether there is anything nobody synced."""
        return bool(self._waiting)

    def image(self, rng: Random) -> dict[str, bytes]:
        """The files as they may be found when the power goes now.

        Each write nobody synced is kept, dropped or torn; so are changes of size and of names. Three moods besides:
        the disk got nothing, everything, or everything up to a moment.
        """
        waiting, names = self._waiting, dict(self._names)
        files = dict(self._files)
        for file in {change.file for change in waiting if isinstance(change, Write | Resize)}:
            files[file] = bytearray(files[file])
        mood = rng.choice(("any", "any", "in order", "nothing", "everything"))
        stop = {"nothing": 0, "in order": rng.randrange(len(waiting) + 1)}.get(mood, len(waiting))
        filler = rng.choice((b"\0", None))
        for index, change in enumerate(waiting):
            if mood == "any":
                fate = rng.choice(_FATES)
            else:
                fate = "keep" if index < stop else "tear" if index == stop and mood == "in order" else "drop"
            _carry_out(change, fate, names, files, filler, rng)
        return {name: bytes(files[file]) for name, file in names.items()}

    def _of_file(self, file: int) -> list[Pending]:
        return [change for change in self._waiting if isinstance(change, Write | Resize) and change.file == file]

    def _reach_disk(self, changes: list[Pending], rng: Random | None = None) -> None:
        gone = set(map(id, changes))
        self._waiting = [change for change in self._waiting if id(change) not in gone]
        for change in changes:
            fate = "keep" if rng is None else rng.choice(_FATES)
            _carry_out(change, fate, self._names, self._files, b"\0", rng or Random(0))


def sweep(log: Iterable[Entry], cuts: Sequence[int], *, lying: bool = False) -> Iterator[tuple[int, Platter]]:
    """The platter as it is before each of the entries ``cuts`` numbers, in order."""
    platter, position = Platter(lying=lying), 0
    entries = iter(log)
    for cut in sorted(cuts):
        while position < cut:
            platter.take(next(entries))
            position += 1
        yield cut, platter


def cut_points(log: Sequence[Entry]) -> list[int]:
    """Every operation the power can go before; what is only a note for us is none."""
    return [index for index, entry in enumerate(log) if not isinstance(entry, Begun | Kept | Restart)]


def _carry_out(
    change: Pending, fate: str, names: dict[str, int], files: dict[int, bytearray], filler: bytes | None, rng: Random
) -> None:
    match change:
        case Write(file, offset, data):
            _write(files[file], offset, data, fate, filler, rng)
        case Resize(file, size) if fate == "keep":
            _grow(files[file], size, filler, rng)
            del files[file][size:]
        case Make(name, file) if fate == "keep":
            names[name] = file
        case Unlink(name) if fate == "keep":
            names.pop(name, None)
        case Rename(name, to, file) if fate == "keep":
            names.pop(name, None)
            names[to] = file


def _write(held: bytearray, offset: int, data: bytes, fate: str, filler: bytes | None, rng: Random) -> None:
    end = offset + len(data)
    if fate == "keep":
        _grow(held, offset, filler, rng)
        held[offset:end] = data
    elif fate == "tear":
        for start, stop in _torn(offset, end, rng):
            _grow(held, start, filler, rng)
            held[start:stop] = data[start - offset : stop - offset]
    elif rng.random() < 0.3:
        # The size may be on the disk before what makes it up.
        _grow(held, end, filler, rng)


def _torn(start: int, end: int, rng: Random) -> list[tuple[int, int]]:
    """Some sectors of a write: its first ones, or any."""
    edges = [start, *range((start // SECTOR + 1) * SECTOR, end, SECTOR), end]
    sectors = [(low, high) for low, high in pairwise(edges) if low < high]
    if rng.random() < 0.5:
        return sectors[: rng.randrange(len(sectors) + 1)]
    return [sector for sector in sectors if rng.random() < 0.5]


def _grow(held: bytearray, size: int, filler: bytes | None, rng: Random) -> None:
    """Up to a size; what lies between may be zeros or what was on the disk before."""
    missing = size - len(held)
    if missing > 0:
        held.extend(rng.randbytes(missing) if filler is None else filler * missing)


def _folder_changed(change: Pending) -> str | None:
    match change:
        case Make(name) | Unlink(name) | Rename(_, name):
            return folder_of(name)
    return None
