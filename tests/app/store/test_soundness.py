"""Every kind of fault is seen, and a sound project has none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import Side
from app.review import edits
from app.store import Store
from app.store.soundness import LINKS_AT_OPEN, find_faults
from app.store.writing import revision_hash

DROP = "DROP TRIGGER revision_no_update", "DROP TRIGGER revision_no_delete"


def kinds(path: Path, *, thorough: bool = False) -> set[str]:
    raw = sqlite3.connect(path)
    found = {fault.kind for fault in find_faults(raw, thorough=thorough)}
    raw.close()
    return found


def tamper(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = OFF")
    # What the other checks see by themselves: a project that was not closed has no seal.
    raw.execute("DELETE FROM meta WHERE key = 'seal'")
    for statement in statements:
        raw.execute(statement)
    raw.close()


@pytest.fixture
def edited(store: Store, path: Path) -> Path:
    """A closed project of seven revisions: five of the import, two by hand."""
    block = store.blocks(Side.TARGET)[0].id
    store.apply(edits.edit_text(store, {block: "first"}))
    store.apply(edits.edit_text(store, {block: "First"}))
    store.close()
    return path


@pytest.mark.parametrize("thorough", [False, True])
def test_a_sound_project_has_no_fault(edited: Path, thorough: bool) -> None:
    assert kinds(edited, thorough=thorough) == set()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE revision SET text = 'x' WHERE seq = 6", {"chain"}),
        ("UPDATE revision SET author = 'x' WHERE seq = 1", {"chain"}),
        ("UPDATE revision SET prev_hash = '' WHERE seq = 7", {"chain"}),
        ("DELETE FROM revision WHERE seq = 6", {"chain"}),
        ("DELETE FROM revision WHERE seq = 7", {"heads"}),
        ("UPDATE block SET head = 3 WHERE head = 7", {"heads"}),
        ("UPDATE revision SET changeset_id = 99 WHERE seq = 7", {"references"}),
        ("UPDATE block SET row_id = 99 WHERE id = 1", {"references"}),
    ],
)
def test_what_was_changed_behind_our_back_is_seen_at_open(edited: Path, statement: str, kind: set[str]) -> None:
    tamper(edited, *DROP, statement)
    assert kinds(edited) == kind
    before = edited.read_bytes()
    with pytest.raises(UserError) as caught:
        Store.open(edited, "Ben")
    assert caught.value.code == "damaged"
    assert edited.read_bytes() == before


def test_a_gap_a_repair_has_recorded_is_no_fault(edited: Path) -> None:
    tamper(
        edited, *DROP, "DELETE FROM revision WHERE seq = 6", "INSERT INTO meta VALUES ('chain_gaps', '[7]')",
        "UPDATE revision SET parent = NULL WHERE parent = 6",
    )  # fmt: skip
    # The hash covers the parent, so that alone is still seen.
    assert kinds(edited) == {"chain"}


def test_the_start_of_a_long_log_is_looked_at_thoroughly_only(edited: Path) -> None:
    raw = sqlite3.connect(edited, isolation_level=None)
    *_, last = raw.execute("SELECT hash FROM revision ORDER BY seq")
    previous = last[0]
    raw.execute("DELETE FROM meta WHERE key = 'seal'")
    raw.execute("BEGIN")
    for number in range(LINKS_AT_OPEN + 5):
        fields = (f"{number:032}", 1, None, "x", "Ann", "2026", "edit")
        digest = revision_hash(previous, *fields)
        raw.execute(
            "INSERT INTO revision (uuid, block_id, parent, text, author, at, origin, changeset_id, prev_hash, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
            (*fields, previous, digest),
        )
        previous = digest
    raw.execute("UPDATE block SET head = (SELECT max(seq) FROM revision WHERE block_id = block.id)")
    raw.execute("COMMIT")
    raw.close()
    assert kinds(edited) == kinds(edited, thorough=True) == set()
    tamper(edited, *DROP, "UPDATE revision SET text = 'x' WHERE seq = 2")
    assert kinds(edited) == set()
    assert kinds(edited, thorough=True) == {"chain"}


SETTLED = "SELECT value FROM meta WHERE key = 'seal'"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET raw = x'00' WHERE side = 'target'",
        "UPDATE document SET text = 'x' WHERE side = 'source'",
        "UPDATE changeset SET label = 'x' WHERE id = 1",
        "UPDATE block SET excluded_by = 'x' WHERE id = 1",
        "UPDATE row SET state = 'confirmed' WHERE id = 1",
        "UPDATE meta SET value = 'fr' WHERE key = 'source_language'",
        "INSERT INTO decision VALUES (1, 'u', 'r', 'e', 't', 's', '', 'a', '2026')",
        "DROP INDEX idx_revision_block_id_seq",
        "UPDATE meta SET value = 'x' WHERE key = 'seal'",
    ],
)
def test_anything_changed_while_the_project_lay_closed_breaks_its_seal(edited: Path, statement: str) -> None:
    raw = sqlite3.connect(edited, isolation_level=None)
    raw.execute(statement)
    raw.close()
    assert kinds(edited) == {"seal"}


def test_the_seal_goes_with_the_first_write_and_comes_back_at_the_end(edited: Path) -> None:
    store = Store.open(edited, "Ben")
    connection = store._connection
    before = connection.execute(SETTLED).fetchone()
    assert before is not None
    store.apply(edits.edit_text(store, {store.blocks(Side.TARGET)[0].id: "once more"}))
    assert connection.execute(SETTLED).fetchone() is None
    store.close()
    with sqlite3.connect(edited) as raw:
        after = raw.execute(SETTLED).fetchone()
    raw.close()
    assert None is not after != before
    assert kinds(edited, thorough=True) == set()


def test_a_project_that_was_only_looked_through_keeps_its_seal(edited: Path) -> None:
    Store.open(edited, "Ben").close()
    before = edited.read_bytes()
    Store.open(edited, "Ben").close()
    with sqlite3.connect(edited) as raw:
        assert raw.execute(SETTLED).fetchone() is not None
    raw.close()
    assert len(edited.read_bytes()) == len(before)
