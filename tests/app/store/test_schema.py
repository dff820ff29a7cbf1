"""A project of every released version opens, for ever, with all that was in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.model import Side
from app.store import Store
from app.store.schema import VERSION

PROJECTS = Path(__file__).parents[2] / "fixtures" / "projects"


def test_there_is_a_project_of_every_version() -> None:
    assert {path.stem for path in PROJECTS.glob("*.enface")} == {f"v{number}" for number in range(1, VERSION + 1)}


def content(store: Store) -> dict[str, Any]:
    return {
        "rows": [
            [row.state, row.origin, [block.text for block in row.source], [block.text for block in row.target]]
            for row in store.rows(store.row_ids())
        ],
        "excluded": [block.text for block in store.blocks(Side.TARGET) if block.excluded],
        "revisions": [[r.text, r.author, r.at, r.origin] for r in reversed(store.latest_revisions())],
        "flags": [[f.quote, f.category, f.severity, [c.text for c in f.thread]] for f in store.flags()],
        "decisions": [[d.rule, d.reason] for d in store.decisions()],
    }


@pytest.mark.parametrize("path", sorted(PROJECTS.glob("*.enface")), ids=lambda path: path.stem)
def test_it_opens_with_all_that_was_in_it(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copyfile(path, copy)
    for _ in range(2):
        store = Store.open(copy, "Ann")
        assert content(store) == json.loads(path.with_suffix(".json").read_text("utf-8"))
        assert store.faults() == []
        assert len(store.identity) == 32
        store.close()
