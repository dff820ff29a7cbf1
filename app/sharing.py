"""Does a folder belong to somebody else too: a cloud service that copies it, or another machine?

A live database there is copied half-written, or locked by a protocol that only pretends to. What is known of such
places is data: ``resources/places/shared.toml``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.resources import resource

_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW


def shared_by(path: Path) -> str:
    """What shares the folder of a file, by its name (``OneDrive``, ``nfs4``); "" when nothing is known to."""
    facts = tomllib.loads(resource("places", "shared.toml").read_text("utf-8"))
    folder = path.resolve().parent
    return _service(folder, facts) or _network(folder, facts["network"])


def _service(folder: Path, facts: Mapping[str, Any]) -> str:
    home = Path.home().resolve()
    for place in (folder, *folder.parents):
        name = place.name
        if any(_fits(name, pattern) for pattern in facts["names"]):
            return name
        if place.parent == home and name in facts["home_names"]:
            return name
        if any((place / marker).exists() for marker in facts["markers"]):
            return name
    return ""


def _fits(name: str, pattern: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def _network(folder: Path, kinds: Iterable[str]) -> str:
    if os.name == "nt":
        return _network_drive(folder)
    kind = kind_of(folder, _mounts())
    return kind if kind in kinds else ""


def kind_of(folder: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """The type of the file system a folder lies on, of ``(where, type)``: the deepest mount above it.

    The root is left out: a machine that runs from a network disk has no other place to offer.
    """
    places = [(where, kind) for where, kind in mounts if where != "/"]
    above = [(where, kind) for where, kind in places if folder == Path(where) or Path(where) in folder.parents]
    # The later of two on the same place hides the earlier.
    return max(enumerate(above), key=lambda item: (len(Path(item[1][0]).parts), item[0]))[1][1] if above else ""


def _mounts() -> list[tuple[str, str]]:
    try:
        if sys.platform == "darwin":
            said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
            return mac_mounts(said)
        return linux_mounts(Path("/proc/self/mounts").read_text("utf-8", "replace"))
    except (OSError, subprocess.SubprocessError):
        return []


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """``device where type options`` a line; blanks in a name are written in octal (fstab(5))."""
    lines = (line.split() for line in text.splitlines())
    return [(parts[1].replace("\\040", " ").replace("\\011", "\t"), parts[2]) for parts in lines if len(parts) > 2]


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """``device on where (type, options)`` a line."""
    found = []
    for line in text.splitlines():
        where, bracket, options = line.partition(" on ")[2].rpartition(" (")
        if bracket:
            found.append((where, options.split(",")[0].rstrip(")")))
    return found


def _network_drive(folder: Path) -> str:
    import ctypes

    if str(folder).startswith("\\\\"):
        return folder.drive
    system: Any = ctypes
    kind = system.windll.kernel32.GetDriveTypeW(os.fspath(folder.anchor))
    return folder.drive if kind == _REMOTE else ""
