"""A damaged project becomes a sound one: nothing made up, nothing a backup has left out, the damaged files kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import Severity, Side, Span
from app.review import edits, flags, links, terms
from app.store import Store
from app.store.pages import Pages
from app.store.repair import Report, examine, repair
from app.store.schema import VERSION
from app.store.soundness import find_faults
from app.tasks import Task
from glossary.model import Concept, Glossary, Term

PAGE = 4096
FIXTURES = Path(__file__).parents[2] / "fixtures" / "projects"


def clock() -> datetime:
    return datetime(2026, 11, 22, 22, 43, tzinfo=UTC)


def repaired(path: Path, *backups: Path) -> Report:
    return repair(path, backups, Task(), clock=clock)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: sorted(connection.execute(f'SELECT * FROM "{name}"')) for name in names}
    # It is set anew when the project is closed, over what is there then.
    return rows | {"meta": [row for row in rows["meta"] if row[0] != "seal"]}


def counts(report: Report, column: str) -> dict[str, int]:
    return {count.table: getattr(count, column) for count in report.tables if getattr(count, column)}


def zero(path: Path, *tables: str) -> None:
    """Wipes out the root page of each table: these projects are small, it is the only one."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        roots = [connection.execute(query, (table,)).fetchone() for table in tables]
    data = bytearray(path.read_bytes())
    for (root,) in roots:
        data[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(data)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "backup.enface"


@pytest.fixture
def damaged(store: Store, path: Path, backup: Path) -> Callable[..., Path]:
    """A project with a backup made half-way, and pages of tables wiped out."""
    block = store.blocks(Side.TARGET)[0]
    store.apply(edits.edit_text(store, {block.id: "first"}))
    store.apply(flags.add_flag(store, store.block(block.id), Span(0, 5), "style", Severity.MINOR, "Why?"))
    backup.parent.mkdir()
    backup.write_bytes(store.image())
    store.apply(edits.edit_text(store, {block.id: "First"}))
    store.apply(links.merge(store, store.rows(store.row_ids())).edit)
    store.apply(flags.set_resolved(store.flags()[0], True))
    store.close()

    def wipe(*tables: str) -> Path:
        zero(path, *tables)
        return path

    return wipe


def test_a_sound_project_is_said_to_be_and_left_alone(store: Store, path: Path) -> None:
    store.close()
    before = path.read_bytes()
    assert examine(path).sound
    assert not repaired(path).repaired
    assert (path.read_bytes(), sorted(p.name for p in path.parent.iterdir())) == (before, [path.name])


def test_examining_touches_nothing(damaged: Callable[..., Path]) -> None:
    path = damaged("revision")
    before = {p: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
    found = examine(path)
    assert not found.sound
    assert dict(found.readable)["block"] == 5
    assert {p: p.read_bytes() for p in path.parent.iterdir() if p.is_file()} == before


@pytest.mark.parametrize("table", ["meta", "document", "row", "changeset", "block", "flag", "comment", "revision"])
def test_with_a_backup_everything_it_had_is_back(damaged: Callable[..., Path], backup: Path, table: str) -> None:
    path = damaged()
    before = content(path)
    damaged(table)
    report = repaired(path, backup)
    after = content(path)
    for name, rows in before.items():
        if name == table == "revision":
            # Seven were made, six of them before the backup.
            assert after[name] == rows[:6]
        elif table == "changeset" and name == "changeset":
            assert set(rows) - set(after[name]) == set(rows[3:])
        elif table == "revision" and name in ("meta", "block"):
            continue
        else:
            assert [row for row in after[name] if row[0] != "chain_gaps"] == rows, name
    assert counts(report, "backup")[table] if table != "revision" else 6


def test_what_was_done_since_the_backup_is_not_undone_by_it(damaged: Callable[..., Path], backup: Path) -> None:
    path = damaged("row", "flag")
    report = repaired(path, backup)
    with closing(sqlite3.connect(path)) as connection:
        # Merged away since: not lost, so not brought back.
        assert connection.execute("SELECT count(*) FROM row").fetchone() == (1,)
        assert connection.execute("SELECT origin FROM row").fetchone() == ("manual",)
        assert connection.execute("SELECT state FROM flag").fetchone() == ("resolved",)
    assert counts(report, "backup") == {"row": 1, "flag": 1}
    assert counts(report, "lost") == {}


def test_the_history_alone_gives_back_what_a_person_made(damaged: Callable[..., Path]) -> None:
    path = damaged()
    before = content(path)
    damaged("flag", "comment")
    report = repaired(path)
    assert content(path) == before
    assert counts(report, "history") == {"flag": 1, "comment": 1}


def test_lost_paragraphs_go_back_to_their_places_in_rows_of_their_own(damaged: Callable[..., Path]) -> None:
    path = damaged("block")
    report = repaired(path)
    assert counts(report, "made")["block"] == 5
    store = Store.open(path, "Ben")
    assert [block.text for block in store.blocks(Side.TARGET)] == ["甲", "乙", "First", "two", "three"]
    assert len(store.row_ids()) == 6
    store.close()


def test_without_any_version_a_paragraph_reads_as_it_was_imported_or_is_empty(
    damaged: Callable[..., Path],
) -> None:
    path = damaged("revision")
    report = repaired(path)
    assert (report.texts, report.empty) == (0, 5)
    assert counts(report, "lost")["revision"] == 7
    with closing(sqlite3.connect(path)) as connection:
        assert list(find_faults(connection, thorough=True)) == []
        assert connection.execute("SELECT DISTINCT author, origin FROM revision").fetchall() == [("Enface", "restore")]


@pytest.mark.parametrize("tables", [("row",), ("changeset",), ("document",), ("meta",), ("row", "block", "changeset")])
def test_alone_it_is_sound_again_and_opens(damaged: Callable[..., Path], tables: tuple[str, ...]) -> None:
    path = damaged()
    revisions = content(path)["revision"]
    damaged(*tables)
    report = repaired(path)
    assert report.repaired
    assert content(path)["revision"] == revisions
    store = Store.open(path, "Ben")
    assert store.faults() == []
    store.apply(edits.edit_text(store, {store.blocks(Side.TARGET)[-1].id: "goes on"}))
    store.close()
    assert not repaired(path).repaired


def test_the_chain_begins_anew_where_a_version_is_lost(store: Store, path: Path) -> None:
    block = store.blocks(Side.TARGET)[0].id
    for text in ("first", "First"):
        store.apply(edits.edit_text(store, {block: text}))
    store.close()
    data = bytearray(path.read_bytes())
    (page,) = {r.pages[0] for n in range(1, len(data) // PAGE + 1) for r in Pages(bytes(data)).records(n)
               if len(r.values) == 11 and r.rowid == 6}  # fmt: skip
    at = data.index(b"first", (page - 1) * PAGE, page * PAGE)
    data[at : at + 5] = b"wrong"
    path.write_bytes(data)
    report = repaired(path)
    assert (report.gaps, counts(report, "lost")) == (1, {"revision": 1})
    assert [row[0] for row in content(path)["revision"]] == [1, 2, 3, 4, 5, 7]
    assert ("chain_gaps", "[7]") in content(path)["meta"]
    assert examine(path).sound


def test_the_damaged_files_are_set_aside_as_they_were(damaged: Callable[..., Path]) -> None:
    path = damaged("revision")
    path.with_name(path.name + "-wal").write_bytes(b"what a crash left")
    before = path.read_bytes()
    report = repaired(path)
    assert report.aside is not None
    assert report.aside.name.startswith(f"{path.name}.damaged-2026-11-2")
    assert (report.aside / path.name).read_bytes() == before
    assert (report.aside / f"{path.name}-wal").read_bytes() == b"what a crash left"
    # SQLite would read it into the new file.
    assert not path.with_name(path.name + "-wal").exists()


def test_where_the_folder_cannot_be_written_the_sound_project_goes_elsewhere(
    damaged: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = damaged("row")
    before = path.read_bytes()
    # Not by its mode: root may write everywhere.
    monkeypatch.setattr(os, "access", lambda where, mode: where != path.parent)
    report = repair(path, (), Task(), spare=tmp_path / "spare")
    assert (report.project, report.aside) == (tmp_path / "spare" / path.name, None)
    assert examine(report.project).sound
    assert path.read_bytes() == before


def test_a_log_damaged_in_its_middle_is_seen_and_read_past(store: Store, path: Path) -> None:
    block = store.blocks(Side.TARGET)[0].id
    for number in range(6):
        store.apply(edits.edit_text(store, {block: f"text {number}"}))
    log = path.with_name(path.name + "-wal")
    files = path.read_bytes(), bytearray(log.read_bytes())
    store.close()
    before = content(path)["revision"]
    # The commits after the import, each of a few frames: the second one's first frame.
    frames = [at for at in range(32, len(files[1]), PAGE + 24) if any(files[1][at + 4 : at + 8])]
    files[1][frames[1] + 24 + PAGE + 24 + 100] ^= 0xFF
    path.write_bytes(files[0])
    log.write_bytes(files[1])
    assert "log" in {fault.kind for fault in examine(path).faults}
    assert (path.read_bytes(), log.read_bytes()) == (files[0], bytes(files[1]))
    repaired(path)
    assert set(content(path)["revision"]) <= set(before)
    assert content(path)["revision"][-1] == before[-1]


def test_a_backup_is_known_by_any_record_it_shares(damaged: Callable[..., Path], backup: Path) -> None:
    report = repaired(damaged("meta", "revision", "changeset", "block"), backup)
    assert counts(report, "backup")["revision"] == 6


def test_a_backup_of_another_project_is_not_used(damaged: Callable[..., Path], tmp_path: Path) -> None:
    path = damaged("meta")
    other = Store.create(tmp_path / "other.enface", "Eve")
    other.close()
    report = repaired(path, tmp_path / "other.enface", tmp_path / "not there.enface")
    assert counts(report, "backup") == {}


def test_a_project_somebody_holds_is_not_touched(store: Store, path: Path) -> None:
    for look in (examine, repaired):
        with pytest.raises(UserError) as caught:
            look(path)
        assert caught.value.code == "project-locked"
    assert store.faults() == []


@pytest.mark.parametrize("data", [b"", b"just words\n" * 1000, bytes(9_000), b"SQLite format 3\0" + bytes(5_000)])
def test_what_is_no_project_is_refused_and_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.enface"
    path.write_bytes(data)
    for look in (examine, repaired):
        with pytest.raises(UserError) as caught:
            look(path)
        assert caught.value.code == "not-a-project"
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("letter.enface", data)]


@pytest.mark.parametrize("lost", [(), (1,)], ids=["with its header", "without"])
@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_an_older_project_is_repaired_into_one_of_this_version(tmp_path: Path, version: int, lost: tuple[int]) -> None:
    sound, path = tmp_path / "sound.enface", tmp_path / "work.enface"
    for copy in (sound, path):
        copy.write_bytes((FIXTURES / f"v{version}.enface").read_bytes())
    zero(path, "comment")
    data = path.read_bytes()
    for page in lost:
        data = data[: (page - 1) * PAGE] + bytes(PAGE) + data[page * PAGE :]
    path.write_bytes(data)
    Store.open(sound, "Ben").close()
    repaired(path)
    random = {"identity"} if version == 1 else set()
    for table, rows in content(sound).items():
        after = content(path)[table]
        if table in ("glossary", "concept") and version < 3:
            # Made anew from the settings, under new uuids.
            rows, after = [(r[0], *r[2:]) for r in rows], [(r[0], *r[2:]) for r in after]
        assert [r for r in after if r[0] not in random] == [r for r in rows if r[0] not in random], table


def test_with_nothing_left_and_no_backup_there_is_nothing_to_repair(
    damaged: Callable[..., Path], backup: Path, path: Path
) -> None:
    damaged("meta", "document", "revision", "block")
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        repaired(path)
    assert caught.value.code == "nothing-readable"
    assert path.read_bytes() == before
    assert counts(repaired(path, backup), "backup")["revision"] == 6


def glossaries(path: Path) -> list[tuple[str, list[str]]]:
    store = Store.open(path, "Ben", read_only=True)
    found = [(kept.name, [c.cells["source"] for c in kept.concepts]) for kept in store.glossaries()]
    store.close()
    return found


@pytest.mark.parametrize("version", ["v1", "v2", "v3", "v4"])
def test_terms_of_every_version_are_saved(tmp_path: Path, version: str) -> None:
    path = tmp_path / "old.enface"
    path.write_bytes((Path(__file__).parents[2] / "fixtures" / "projects" / f"{version}.enface").read_bytes())
    before = glossaries(path)
    zero(path, "flag")
    repaired(path)
    assert glossaries(path) == before
    assert len(before[-1][1]) > 100


def test_terms_without_their_glossary_get_one(store: Store, path: Path) -> None:
    concept = Concept("市长", (Term("市长"),), (Term("mayor"),))
    store.apply(terms.add_glossary(store, terms.as_kept(Glossary("base", "zh", "en", (concept,)))))
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        # The history would tell its name.
        raw.execute("UPDATE changeset SET ops = '[]'")
    zero(path, "glossary")
    repaired(path)
    assert glossaries(path) == [("", ["市长"])]


@pytest.mark.parametrize("was", [b"excluded_by", b"idx_flag_block_id", b"revision_no_delete"])
def test_a_name_that_is_garbled_in_the_schema_is_damage(store: Store, path: Path, was: bytes) -> None:
    store.close()
    before = content(path)
    data = bytearray(path.read_bytes())
    at = data.rindex(was)
    data[at + 3] = 0x8E if was == b"excluded_by" else ord("x")
    path.write_bytes(data)
    assert repaired(path).repaired
    assert content(path) == before


def test_a_newer_project_is_left_to_a_newer_enface(damaged: Callable[..., Path]) -> None:
    path = damaged("row")
    data = path.read_bytes()
    path.write_bytes(data[:60] + (VERSION + 1).to_bytes(4, "big") + data[64:])
    for look in (examine, repaired):
        with pytest.raises(UserError) as caught:
            look(path)
        assert caught.value.code == "project-newer"
