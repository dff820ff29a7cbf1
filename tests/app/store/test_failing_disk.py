"""A disk that fails at a known moment; ``tests/durability`` fails every moment there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.model import Bead, Side
from app.review.edits import edit_text
from app.store import Store
from tests.app.store.conftest import imported

Hits = Callable[[str], bool]


def failing(hits: Hits) -> Callable[..., sqlite3.Connection]:
    """A stand-in for ``sqlite3.connect``: statements that are hit fail as on a broken disk."""

    class Failing(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            if hits(sql):
                if self.in_transaction and sql.startswith("CREATE UNIQUE INDEX"):
                    # As SQLite does itself after some faults.
                    super().execute("ROLLBACK")
                raise broken()
            return super().execute(sql, parameters)

    def connect(path: Path, **options: Any) -> sqlite3.Connection:
        return sqlite3.connect(path, factory=Failing, **options)

    return connect


def broken() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


def refusing(path: Path, **options: Any) -> sqlite3.Connection:
    raise broken()


def code(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as told:
        work()
    return told.value.code


def test_a_project_that_could_not_be_made_leaves_nothing_behind(path: Path) -> None:
    assert code(lambda: Store.create(path, "Ann", connect=refusing)) == "cannot-open"
    assert list(path.parent.iterdir()) == []
    Store.create(path, "Ann").close()


def test_an_opening_that_failed_late_leaves_no_lock(store: Store, path: Path) -> None:
    store.close()
    late = failing(lambda sql: sql.startswith("SELECT key, value FROM meta"))
    assert code(lambda: Store.open(path, "Ann", connect=late)) == "disk-error"
    Store.open(path, "Ann").close()


def test_a_migration_that_failed_says_why(path: Path) -> None:
    # The second step fails, and the transaction with it: there is none left to take back.
    second = failing(lambda sql: sql.startswith("CREATE UNIQUE INDEX idx_changeset_uuid"))
    assert code(lambda: Store.create(path, "Ann", connect=second)) == "disk-error"


def test_what_cannot_be_read_is_said_in_words(store: Store, path: Path) -> None:
    store.close()
    broken_now = False
    again = Store.open(path, "Ann", connect=failing(lambda sql: broken_now))
    block = again.blocks(Side.TARGET)[0]
    changeset = again.apply(edit_text(again, {block.id: "first"}))[0]
    broken_now = True
    for ask in (
        again.settings, again.documents, again.sides, again.row_ids, again.flags, again.decisions, again.changesets,
        again.changed_rows, again.faults, again.latest_revisions, lambda: again.blocks(Side.TARGET),
        lambda: again.block(block.id), lambda: again.operations(changeset),
        lambda: again.revisions(block.id), lambda: again.next_id("row"),
    ):  # fmt: skip
        assert code(ask) == "disk-error"
    broken_now = False
    again.close()


def test_a_commit_that_went_through_unseen_is_found_by_the_second_attempt(path: Path) -> None:
    """It is reported as failed, and the file cannot be asked: the second attempt meets its own uuid."""
    deaf: list[str] = []

    class Deaf(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            done = super().execute(sql, parameters)
            if sql in deaf:
                deaf.remove(sql)
                raise broken()
            return done

    made = Store.create(path, "Ann", connect=lambda path, **options: sqlite3.connect(path, factory=Deaf, **options))
    made.import_documents({Side.TARGET: imported("one")}, {}, [Bead((), (0,))], {})
    block = made.blocks(Side.TARGET)[0]
    deaf += ["COMMIT", "SELECT id FROM changeset WHERE uuid = ?"]
    changeset, changes = made.apply(edit_text(made, {block.id: "first"}))
    assert deaf == []
    assert made.changesets(1)[0].id == changeset
    assert changes.blocks == {block.id}
    assert [revision.text for revision in made.revisions(block.id)] == ["one", "first"]
    made.close()
