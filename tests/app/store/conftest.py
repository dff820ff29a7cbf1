"""A small project for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model import Bead, Imported, ImportedBlock, Side
from app.store import Store


def imported(*texts: str) -> Imported:
    return Imported("text.txt", "txt", "\n".join(texts).encode(), "\n".join(texts), tuple(map(ImportedBlock, texts)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.enface"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.create(path, "Ann")
    opened.import_documents(
        {Side.SOURCE: imported("甲", "乙"), Side.TARGET: imported("one", "two", "three")},
        {Side.SOURCE: "zh", Side.TARGET: "en"},
        [Bead((0,), (0,)), Bead((1,), (1, 2), 0.5)],
        {"source_language": "zh"},
    )
    yield opened
    opened.close()
