"""Looking without writing: newer files, older ones, read-only media, a log left by a crash, a holder."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import Side
from app.review import edits
from app.store import Store
from app.store.schema import VERSION

V1 = Path(__file__).parents[2] / "fixtures" / "projects" / "v1.enface"


def texts(store: Store) -> list[str]:
    return [block.text for block in store.blocks(Side.TARGET)]


def make_newer(path: Path, *more: str) -> None:
    raw = sqlite3.connect(path)
    for statement in (*more, "DELETE FROM meta WHERE key = 'seal'", f"PRAGMA user_version = {VERSION + 1}"):
        raw.execute(statement)
    raw.commit()
    raw.close()


def listing(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in path.parent.iterdir()}


def test_a_newer_file_is_shown_but_not_written(store: Store, path: Path) -> None:
    store.close()
    make_newer(path, "ALTER TABLE block ADD COLUMN colour TEXT", "CREATE TABLE spice (id INTEGER)")
    before = listing(path)
    opened = Store.open(path, "Ben")
    assert opened.read_only == "newer"
    assert texts(opened) == ["one", "two", "three"]
    opened.close()
    assert listing(path) == before


def test_a_newer_file_that_cannot_be_understood_is_refused_in_words(store: Store, path: Path) -> None:
    store.close()
    make_newer(path, "ALTER TABLE flag RENAME COLUMN quote TO quotation")
    with pytest.raises(UserError) as caught:
        Store.open(path, "Ben")
    assert caught.value.code == "project-newer"


def test_an_older_file_is_shown_as_it_would_be_after_its_migration(tmp_path: Path) -> None:
    path = tmp_path / "old.enface"
    shutil.copyfile(V1, path)
    opened = Store.open(path, "Ben", read_only=True)
    assert opened.identity
    assert len(texts(opened)) == 5
    opened.close()
    assert path.read_bytes() == V1.read_bytes()


def test_a_log_left_by_a_crash_is_read_with_the_file(store: Store, path: Path, tmp_path: Path) -> None:
    block = store.blocks(Side.TARGET)[0]
    store.apply(edits.edit_text(store, {block.id: "first"}))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in (path.name, path.name + "-wal"):
        shutil.copyfile(path.with_name(name), crashed / name)
    before = listing(crashed / path.name)
    opened = Store.open(crashed / path.name, "Ben", read_only=True)
    assert texts(opened) == ["first", "two", "three"]
    opened.close()
    assert listing(crashed / path.name) == before


@pytest.mark.parametrize("write", [False, True])
def test_what_somebody_holds_is_not_looked_at_behind_their_back(store: Store, path: Path, write: bool) -> None:
    if write:
        store.apply(edits.edit_text(store, {store.blocks(Side.TARGET)[0].id: "first"}))
    with pytest.raises(UserError) as caught:
        Store.open(path, "Ben", read_only=True)
    assert caught.value.code == "project-locked"


def test_nothing_can_be_written(store: Store, path: Path) -> None:
    store.close()
    opened = Store.open(path, "Ben", read_only=True)
    with pytest.raises(UserError) as caught:
        opened.apply(edits.edit_text(opened, {opened.blocks(Side.TARGET)[0].id: "x"}))
    assert caught.value.code == "project-read-only"
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened._connection.execute("DELETE FROM flag")
    opened.close()


def test_a_file_that_nobody_may_write_opens_for_reading(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    forbid(monkeypatch)
    opened = Store.open(path, "Ben")
    assert opened.read_only == "media"
    opened.close()


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse: Callable[..., bool] = lambda path, mode: False  # noqa: E731
    monkeypatch.setattr("os.access", refuse)
