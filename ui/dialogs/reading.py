"""What a drop field does in a job: read a file or a paste, guess its language, list the encodings it could have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.model import Imported, Side
from app.tasks import Task

# The start page has this, and reads nothing before it is painted: the readers are imported by the job that needs them.


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as it was read. ``encodings`` are those the person may choose instead, the one used among them; empty
    where there is no choice (a Word file, pasted text)."""

    imported: Imported
    language: str
    encodings: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether any text was found in it."""
        return bool(self.imported.blocks)


def read_path(path: Path, task: Task) -> Reading:
    """Reads a file. Raises UserError and Cancelled."""
    from app.readers import read_file_apart

    return _reading(read_file_apart(path, task))


def read_clip(text: str, html: str, task: Task) -> Reading:
    """Reads what was pasted. Raises UserError and Cancelled."""
    from app.readers import read_pasted_apart

    imported = read_pasted_apart(text, html, task)
    return Reading(imported, _language(imported))


def read_again(before: Imported, encoding: str, format: str, task: Task) -> Reading:
    """Reads the same bytes with the person's choice over the guess. Raises UserError and Cancelled."""
    from app.readers import read_apart

    return _reading(read_apart(before.name, before.raw, task, encoding=encoding, format=format))


def _reading(imported: Imported) -> Reading:
    from app.readers import FORMATS, guess_encoding

    choosable = tuple(entry.id for entry in FORMATS if entry.encoding)
    if imported.format not in choosable:
        return Reading(imported, _language(imported))
    candidates = guess_encoding(imported.raw).candidates
    encodings = tuple(dict.fromkeys((imported.encoding, *candidates)))
    return Reading(imported, _language(imported), encodings, choosable)


def _language(imported: Imported) -> str:
    # Imported here: all stages come with it, and the start page reads nothing yet.
    from app.pipeline import detect_languages

    return detect_languages({Side.SOURCE: imported}, {})[Side.SOURCE]
