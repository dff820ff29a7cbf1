"""What was done to a folder, as a list of notes: by SQLite, by Python, and what somebody was promised in between."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Make:
    """A name for a new, empty file."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Write:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Unlink:
    name: str


@dataclass(frozen=True, slots=True)
class Rename:
    name: str
    to: str
    file: int


@dataclass(frozen=True, slots=True)
class Sync:
    file: int


@dataclass(frozen=True, slots=True)
class SyncFailed:
    """The system threw away what it could not write, and will not try again; ``seed`` says what reached the disk."""

    file: int
    seed: int


@dataclass(frozen=True, slots=True)
class SyncNames:
    folder: str


@dataclass(frozen=True, slots=True)
class Restart:
    """The power went and came back: this is all there is now, and all of it is on the disk."""

    files: dict[str, bytes]
    first: int
    """The number of the first file; the others follow."""


@dataclass(slots=True, eq=False)
class Promise:
    """What a file holds once somebody was told so. ``value`` is known only after the work; None is "nothing yet"."""

    name: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Begun:
    promise: Promise


@dataclass(frozen=True, slots=True)
class Kept:
    promise: Promise


Pending = Make | Write | Resize | Unlink | Rename
Entry = Pending | Sync | SyncFailed | SyncNames | Restart | Begun | Kept


def folder_of(name: str) -> str:
    """The folder a name lies in, as the notes call it."""
    return name.rpartition("/")[0] or "."
