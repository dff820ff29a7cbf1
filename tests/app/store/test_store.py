"""The project file: what is written is there after reopening, nothing newer is overwritten, faults are one sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import RowId, RowState, Side
from app.review import edits
from app.store import Create, Delete, Edit, Origin, SetField, Store
from app.store.ops import dump_ops, load_ops
from app.store.writing import revision_hash


def test_import_makes_rows_of_blocks(store: Store) -> None:
    rows = store.rows(store.row_ids())
    assert [([b.text for b in row.source], [b.text for b in row.target]) for row in rows] == [
        (["甲"], ["one"]),
        (["乙"], ["two", "three"]),
    ]
    assert rows[1].confidence == 0.5
    assert rows[1].text(Side.TARGET) == "two\nthree"


def test_an_edit_is_a_revision_with_who_and_when_and_survives_reopening(store: Store, path: Path) -> None:
    block = store.rows(store.row_ids())[0].target[0]
    store.apply(edits.edit_text(store, {block.id: "first"}))
    store.close()
    again = Store.open(path, "Ben")
    try:
        history = again.revisions(block.id)
        assert [(r.text, r.author, r.origin) for r in history] == [("one", "Ann", "import"), ("first", "Ann", "edit")]
        assert history[1].parent == history[0].seq
        assert history[1].at.endswith("Z")
        assert again.block(block.id).text == "first"
        assert again.changed_rows() == set(again.row_ids()[:1])
    finally:
        again.close()


def test_revisions_refuse_update_and_delete(store: Store, path: Path) -> None:
    store.close()
    raw = sqlite3.connect(path)
    for statement in ("UPDATE revision SET text = 'x'", "DELETE FROM revision"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)
    raw.close()


def test_the_hash_chain_holds(store: Store, path: Path) -> None:
    block = store.rows(store.row_ids())[0].target[0]
    store.apply(edits.edit_text(store, {block.id: "first"}))
    store.close()
    raw = sqlite3.connect(path)
    previous = ""
    query = "SELECT prev_hash, uuid, block_id, parent, text, author, at, origin, hash FROM revision ORDER BY seq"
    for prev, *fields, digest in raw.execute(query):
        assert prev == previous
        assert digest == revision_hash(prev, *fields)
        previous = digest
    raw.close()


def test_a_stale_edit_is_refused_whole(store: Store) -> None:
    row = store.rows(store.row_ids())[0]
    stale = Edit(
        "edit",
        Origin.EDIT,
        (
            SetField("row", row.id, "state", "todo", "confirmed"),
            SetField("block", row.target[0].id, "text", "not what stands there", "x"),
        ),
    )
    with pytest.raises(UserError) as caught:
        store.apply(stale)
    assert caught.value.code == "changed-since"
    assert store.row(row.id).state is RowState.TODO


def test_a_full_disk_is_a_sentence_and_loses_nothing(store: Store) -> None:
    block = store.rows(store.row_ids())[0].target[0]
    connection = store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError) as caught:
        store.apply(edits.edit_text(store, {block.id: "long " * 20_000}))
    assert caught.value.code == "disk-full"
    assert store.block(block.id).text == "one"
    connection.execute("PRAGMA max_page_count = 1000000")
    store.apply(edits.edit_text(store, {block.id: "long " * 20_000}))
    assert store.block(block.id).text.startswith("long")


def test_a_second_opener_is_told_who_holds_it(store: Store, path: Path) -> None:
    with pytest.raises(UserError) as caught:
        Store.open(path, "Ben")
    assert caught.value.code == "project-locked"
    assert "since" in str(caught.value.facts["who"])


def test_one_file_is_left_behind(store: Store, path: Path) -> None:
    store.close()
    assert [p.name for p in path.parent.iterdir()] == ["work.enface"]


def test_read_only_reads_and_refuses_writes(store: Store, path: Path) -> None:
    store.close()
    reader = Store.open(path, "Ben", read_only=True)
    row = reader.row(reader.row_ids()[0])
    with pytest.raises(UserError) as caught:
        reader.apply(edits.set_state([row], RowState.CONFIRMED))
    assert caught.value.code == "project-read-only"
    reader.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"plain text, not a database at all" * 40, "not-a-project"), (b"", "not-a-project")],
)
def test_other_files_are_refused(path: Path, content: bytes, code: str) -> None:
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        Store.open(path, "Ben")
    assert caught.value.code == code
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE mine (x)")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Store.open(path, "Ben")
    assert caught.value.code == "not-a-project"
    assert path.read_bytes() == before


def test_damage_is_seen_at_open(store: Store, path: Path) -> None:
    store.close()
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        Store.open(path, "Ben")
    assert caught.value.code == "damaged"
    assert path.read_bytes() == bytes(data)


def test_creating_over_a_file_is_refused(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(UserError) as caught:
        Store.create(path, "Ann")
    assert caught.value.code == "project-exists"
    assert path.read_text() == "mine"


def test_operations_survive_their_record() -> None:
    ops = (
        SetField("block", 1, "text", "a", "b"),
        SetField("row", 2, "confidence", 0.5, 1.0),
        Create("flag", 3, {"id": 3, "quote": "“é”"}),
        Delete("row", 4, {"id": 4, "position": 1.5}),
    )
    assert load_ops(dump_ops(ops)) == ops


@pytest.mark.parametrize(
    "op",
    [SetField("revision", 1, "text", "a", "b"), Create("document", 1, {}), SetField("row", 1, "uuid", "a", "b")],
)
def test_operations_touch_only_what_they_may(store: Store, op: SetField | Create) -> None:
    with pytest.raises((ValueError, KeyError)):
        store.apply(Edit("edit", Origin.EDIT, (op,)))


def test_rows_read_in_the_order_asked(store: Store) -> None:
    ids = store.row_ids()
    assert [row.id for row in store.rows([ids[1], ids[0], RowId(99)])] == [ids[1], ids[0]]


@pytest.mark.parametrize("read_only", [False, True])
def test_the_log_of_a_file_that_was_emptied_is_kept(store: Store, path: Path, tmp_path: Path, read_only: bool) -> None:
    store.apply(edits.edit_text(store, {store.blocks(Side.TARGET)[0].id: "first"}))
    emptied = tmp_path / "emptied.enface"
    log = emptied.with_name("emptied.enface-wal")
    emptied.write_bytes(b"")
    log.write_bytes(path.with_name(path.name + "-wal").read_bytes())
    before = log.read_bytes()
    with pytest.raises(UserError) as caught:
        Store.open(emptied, "Ben", read_only=read_only)
    assert caught.value.code == "damaged"
    assert log.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version = 1",  # an older number over tables of today
        "UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE key = 'identity'",
    ],
)
def test_a_file_that_makes_no_sense_is_damaged_in_words(
    store: Store, path: Path, statement: str, read_only: bool
) -> None:
    store.close()
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM meta WHERE key = 'seal'")
    raw.execute(statement)
    raw.commit()
    raw.close()
    with pytest.raises(UserError) as caught:
        Store.open(path, "Ben", read_only=read_only)
    assert caught.value.code == "damaged"
