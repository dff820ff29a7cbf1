"""Dictionaries of hunspell on this machine: where they are, which fit a language, and one of them asked word by word.

The library is an extra (``enface[spelling]``). Without it, or without a dictionary for the language, there is no
speller, and nothing is said of spelling.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_LARGEST = 64 << 20
"""Bytes of a dictionary; the largest there are have a third of that."""
_MOST = 8
"""Dictionaries of one language that are asked: English has that many countries."""
_KNOWN = 60_000
_OFFICES = ("/usr/lib/libreoffice", "/opt/libreoffice", "/Applications/LibreOffice.app/Contents/Resources")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A pair of files, ``en_GB.aff`` and ``en_GB.dic``; ``name`` is what both are called."""

    name: str
    folder: Path

    @property
    def tag(self) -> str:
        """The language as the rest of the program writes it: ``en-GB``."""
        return self.name.replace("_", "-")


def usual_folders() -> tuple[Path, ...]:
    """Where systems, LibreOffice and people keep dictionaries; also where the extra has its own. Some may not exist."""
    home = Path.home()
    spec = find_spec("hunspell")
    own = [Path(folder) / "dictionaries" for folder in (spec.submodule_search_locations or ())] if spec else []
    named = [Path(part) for part in os.environ.get("DICPATH", "").split(os.pathsep) if part]
    offices = [office for root in _OFFICES for office in Path(root).glob("share/extensions/dict-*")]
    return (
        *named,
        home / ".local/share/hunspell",
        home / "Library/Spelling",
        Path("/Library/Spelling"),
        Path("/usr/share/hunspell"),
        Path("/usr/share/myspell/dicts"),
        Path("/usr/share/myspell"),
        Path("/usr/local/share/hunspell"),
        Path("/opt/homebrew/share/hunspell"),
        *offices,
        *own,
    )


def find_dictionaries(folders: Iterable[Path]) -> tuple[Dictionary, ...]:
    """Every dictionary in some folders; of one name the first. A folder that is not there holds none."""
    found: dict[str, Dictionary] = {}
    for folder in folders:
        for path in _listed(folder):
            if path.with_suffix(".aff").is_file():
                found.setdefault(path.stem, Dictionary(path.stem, folder))
    return tuple(found.values())


def _listed(folder: Path) -> list[Path]:
    try:
        # Hyphenation patterns and thesauri have the same endings and other names.
        return sorted(p for p in folder.glob("*.dic") if not p.name.startswith(("hyph_", "th_")))
    except OSError:
        return []


def fitting(language: str, dictionaries: Iterable[Dictionary]) -> tuple[Dictionary, ...]:
    """Those of a language: of its country alone where it names one and there is that, else of every country."""
    base = language.split("-")[0].lower()
    own = [one for one in dictionaries if one.tag.split("-")[0].lower() == base]
    exact = [one for one in own if "-" in language and one.tag.lower() == language.lower()]
    return tuple((exact or own)[:_MOST]) if base else ()


class HunspellSpeller:
    """Some dictionaries asked as one: a word is known that one of them has. Build it with :func:`load_speller`.

    What was asked once is remembered, so that a word costs nothing the second time; safe to ask from several threads.
    """

    def __init__(self, engines: Sequence[Any]) -> None:
        self._engines = engines
        self._remembered = lru_cache(maxsize=_KNOWN)(self._ask)

    def knows(self, word: str) -> bool:
        return self._remembered(word)

    def _ask(self, word: str) -> bool:
        return any(engine.spell(word) for engine in self._engines)

    def suggest(self, word: str, most: int = 7) -> tuple[str, ...]:
        """What may have been meant, the likeliest first. May take a tenth of a second: never while somebody types."""
        # A word in curly apostrophes is answered in straight ones.
        curly = "’" in word
        found = (s.replace("'", "’") if curly else s for engine in self._engines for s in engine.suggest(word))
        return tuple(dict.fromkeys(found))[:most]


def load_speller(language: str, folders: Sequence[Path]) -> HunspellSpeller | None:
    """A speller for a language, None where the extra or a dictionary is missing, or none of them can be read.

    Takes a twentieth of a second for most languages, several for a few (Arabic).
    """
    engines = list(_load(fitting(language, find_dictionaries(folders))))
    return HunspellSpeller(engines) if engines else None


def _load(dictionaries: Iterable[Dictionary]) -> Iterator[Any]:
    try:
        from hunspell import Hunspell
    except ImportError:
        return
    for one in dictionaries:
        try:
            paths = [one.folder / f"{one.name}{suffix}" for suffix in (".aff", ".dic")]
            if all(path.stat().st_size <= _LARGEST for path in paths):
                yield Hunspell(one.name, hunspell_data_dir=str(one.folder), system_encoding="UTF-8")
        except (OSError, ValueError, LookupError):
            # Gone meanwhile, of no encoding there is: another may serve.
            continue
