"""Where things are kept when nobody says where: new projects in the user's documents, drafts with their data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.model import Imported, Side


def project_path(documents: Mapping[Side, Imported]) -> Path:
    """Where a new project is kept: in the user's documents, named after the translation, never over another file.

    Not beside the imported file: that may lie in a download folder, on a stick, or where nothing can be written.
    Raises UserError ``cannot-create`` when the folder cannot be made.
    """
    from platformdirs import user_documents_path

    names = [documents[side].name for side in (Side.TARGET, Side.SOURCE) if side in documents]
    stem = Path(names[0]).stem if names and names[0] else datetime.now().astimezone().strftime("%Y-%m-%d")
    folder = user_documents_path() / "Enface"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("cannot-create", file=str(folder), reason=error.strerror or "") from error
    path = folder / f"{stem}.enface"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.enface"
        number += 1
    return path


def drafts_path(identity: str) -> Path:
    """Where the half-typed texts of a project are kept: with the user's data, whatever folder the project lies in."""
    from platformdirs import user_data_path

    # The identity stands in a file that may come from anywhere: it must not choose the folder.
    name = hashlib.sha256(identity.encode()).hexdigest()[:32]
    return user_data_path("enface", appauthor=False) / "drafts" / f"{name}.drafts"


def live_path(project: Path) -> Path:
    """Where a project from a shared folder is worked on: with the user's data, a folder for each."""
    from platformdirs import user_data_path

    name = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return user_data_path("enface", appauthor=False) / "live" / name / "project.enface"


def backups_path() -> Path:
    """Where backups are kept: with the user's data, so that a project's folder can be lost and they are not."""
    from platformdirs import user_data_path

    return user_data_path("enface", appauthor=False) / "backups"


def vectors_path(fingerprint: str) -> Path:
    """Where the vectors that a model gave are kept: with the user's cache, a file for each model."""
    from platformdirs import user_cache_path

    name = hashlib.sha256(fingerprint.encode()).hexdigest()[:32]
    return user_cache_path("enface", appauthor=False) / "vectors" / f"{name}.vectors"
