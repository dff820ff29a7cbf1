"""Backups: only what stands the check is kept, the same thing once, thinned out with age, found again, put back."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import Bead, BlockId, RowState, Side
from app.pipeline import shipped_rules
from app.places import backups_path
from app.project import Project
from app.review import edits
from app.store import Store
from app.store.backups import Backup, BackupShelf, Content, Kind, first_fault, superfluous
from app.store.restoring import restore
from tests.app.store.conftest import imported

V1 = Path(__file__).parents[2] / "fixtures" / "projects" / "v1.enface"


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 21, 45, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def shelf(tmp_path: Path, hands: Hands) -> BackupShelf:
    return BackupShelf(tmp_path / "backups", hands)


def write(store: Store, text: str) -> None:
    block = next(block for block in store.blocks(Side.TARGET))
    store.apply(edits.edit_text(store, {BlockId(block.id): text}))


def texts(path: Path) -> list[str]:
    opened = Store.open(path, "Ben", read_only=True)
    try:
        return [block.text for block in opened.blocks(Side.TARGET)]
    finally:
        opened.close()


def keep(shelf: BackupShelf, store: Store, kind: Kind = Kind.SCHEDULE) -> Backup | None:
    return shelf.keep(store.image(), store.path, kind)


def kept(shelf: BackupShelf, store: Store, kind: Kind = Kind.SCHEDULE) -> Backup:
    backup = keep(shelf, store, kind)
    assert backup is not None
    return backup


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        work()
    return caught.value.code


# Keeping --------------------------------------------------------------------------------------------------------


def test_a_backup_is_a_project_that_opens_and_says_where_it_came_from(store: Store, shelf: BackupShelf) -> None:
    backup = kept(shelf, store)
    assert texts(backup.path) == ["one", "two", "three"]
    assert (backup.made, backup.kind, backup.project) == (shelf.clock(), Kind.SCHEDULE, store.path)
    assert (backup.identity, backup.revisions) == (store.identity, 5)
    assert len(backup.head) == 64
    assert backup.size == backup.path.stat().st_size
    assert shelf.find(store.path) == [backup]


def test_the_same_content_is_kept_once_and_again_when_its_backup_is_not_sound_any_more(
    store: Store, shelf: BackupShelf, hands: Hands
) -> None:
    first = kept(shelf, store)
    hands.move(hours=1)
    assert keep(shelf, store, Kind.ASKED) is None
    write(store, "uno")
    second = kept(shelf, store)
    assert shelf.find(store.path) == [second, first]
    data = bytearray(second.path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    second.path.write_bytes(data)
    assert first_fault(kept(shelf, store).path) == ""


def test_a_flag_alone_makes_another_content(store: Store, shelf: BackupShelf) -> None:
    kept(shelf, store)
    rows = store.rows(store.row_ids())
    store.apply(edits.set_state(rows[:1], RowState.CONFIRMED))
    kept(shelf, store)


def broken_chain(image: bytes, path: Path) -> bytes:
    path.write_bytes(image)
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER revision_no_update")
    raw.execute("UPDATE revision SET text = 'forged' WHERE seq = 2")
    raw.commit()
    raw.close()
    return path.read_bytes()


@pytest.mark.parametrize("how", ["chain", "page", "cut", "text", "nothing"])
def test_what_is_not_sound_is_not_kept(how: str, store: Store, shelf: BackupShelf, tmp_path: Path) -> None:
    sound = kept(shelf, store)
    write(store, "uno")
    image = store.image()
    images: dict[str, Callable[[], bytes]] = {
        "chain": lambda: broken_chain(image, tmp_path / "forged.enface"),
        "page": lambda: image[:8192] + bytes(4096) + image[12288:],
        "cut": lambda: image[: len(image) // 2],
        "text": lambda: b"no project at all" * 100,
        "nothing": lambda: b"",
    }
    bad = images[how]()
    assert code_of(lambda: shelf.keep(bad, store.path, Kind.SCHEDULE)) == "backup-unsound"
    assert files(shelf.folder) == sorted([sound.path.name, sound.path.with_suffix(".json").name])


def test_what_the_disk_does_not_take_leaves_no_half_file(
    store: Store, shelf: BackupShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert code_of(lambda: keep(shelf, store)) == "disk-full"
    assert files(shelf.folder) == []
    kept(shelf, store)


def test_a_folder_that_cannot_be_is_a_sentence(store: Store, shelf: BackupShelf) -> None:
    shelf.folder.write_text("a file stands here")
    assert code_of(lambda: keep(shelf, store)) == "backup-failed"
    assert shelf.find(store.path) == []
    assert shelf.due(store.path, store.identity)


def test_what_a_killed_program_was_writing_is_swept_away(store: Store, shelf: BackupShelf) -> None:
    first = kept(shelf, store)
    (first.path.parent / ".new-0123").write_bytes(b"half")
    assert shelf.find(store.path) == [first]
    write(store, "uno")
    kept(shelf, store)
    assert not (first.path.parent / ".new-0123").exists()


@pytest.mark.parametrize("name", ["x" * 240, "翻" * 80, "a.b. ", "-", "ümläut 'quoted' $HOME"])
def test_any_name_a_project_can_have(name: str, shelf: BackupShelf, tmp_path: Path) -> None:
    store = Store.create(tmp_path / f"{name}.enface", "Ann")
    try:
        backup = kept(shelf, store)
        assert shelf.find(store.path) == [backup]
    finally:
        store.close()


# Found again ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("note", [None, "", "{", "[]", '{"project": 7}', json.dumps({"project": "x", "identity": 1})])
def test_a_lost_or_garbled_note_does_not_hide_a_backup(note: str | None, store: Store, shelf: BackupShelf) -> None:
    backup = kept(shelf, store, Kind.MIGRATION)
    beside = backup.path.with_suffix(".json")
    beside.unlink()
    if note is not None:
        beside.write_text(note)
    assert shelf.find(store.path) == [backup]


def test_a_project_that_was_moved_finds_its_backups_by_identity(
    store: Store, path: Path, shelf: BackupShelf, tmp_path: Path
) -> None:
    backup = kept(shelf, store)
    store.close()
    moved = tmp_path / "elsewhere.enface"
    path.rename(moved)
    assert shelf.find(moved) == [backup]
    assert shelf.find(moved, store.identity) == [backup]
    assert shelf.find(path) == [backup]
    assert shelf.due(moved, store.identity)
    assert shelf.find(tmp_path / "stranger.enface") == []


def test_a_link_leads_to_the_backups_of_the_file(store: Store, path: Path, shelf: BackupShelf, tmp_path: Path) -> None:
    backup = kept(shelf, store)
    link = tmp_path / "link.enface"
    link.symlink_to(path)
    assert shelf.find(link) == [backup]


# In time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "due"),
    [
        ({"minutes": 0}, False),
        ({"minutes": 14, "seconds": 59}, False),
        ({"minutes": 15}, True),
        ({"days": 3}, True),
        ({"minutes": -1}, True),
        ({"days": -4000}, True),
    ],
)
def test_a_backup_is_due_after_a_quarter_of_an_hour_and_when_the_clock_was_set_back(
    by: dict[str, float], due: bool, store: Store, shelf: BackupShelf, hands: Hands
) -> None:
    assert shelf.due(store.path, store.identity)
    kept(shelf, store)
    hands.move(**by)
    assert shelf.due(store.path, store.identity) is due


def test_a_clock_set_back_changes_nothing_in_the_order(store: Store, shelf: BackupShelf, hands: Hands) -> None:
    kept(shelf, store)
    hands.move(days=-4000)
    write(store, "uno")
    second = kept(shelf, store)
    assert shelf.find(store.path)[0] == second
    assert not shelf.due(store.path, store.identity)


# Thinned out ----------------------------------------------------------------------------------------------------


def made(*at: datetime, kind: Kind = Kind.SCHEDULE) -> list[Backup]:
    """Backups made at these times, given in the order of making; returned the newest first."""
    content = Content("id", 2, "", "", 0)
    backups = [
        Backup(Path(f"{number}.enface"), time, number, kind, Path("work.enface"), 0, content)
        for number, time in enumerate(at, 1)
    ]
    return backups[::-1]


def simulate(times: list[datetime]) -> list[Backup]:
    """What is left after each backup was followed by a thinning out."""
    left: list[Backup] = []
    for backup in reversed(made(*times)):
        left = [backup, *left]
        gone = superfluous(left)
        left = [one for one in left if one not in gone]
    return left


def test_two_years_and_a_half_of_work_leave_recent_daily_and_monthly_backups() -> None:
    start = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)
    times = [start + timedelta(days=day, minutes=15 * part) for day in range(900) for part in range(3)]
    left = simulate(times)
    at = [backup.made for backup in left]
    assert at[:10] == times[::-1][:10]
    days = sorted({time.date() for time in times}, reverse=True)
    months = sorted({(time.year, time.month) for time in times}, reverse=True)
    assert len({time.date() for time in at[:10]}) == 4
    assert [time.date() for time in at[10:20]] == days[4:14]
    assert [(time.year, time.month) for time in at[20:]] == months[1:24]
    for time in at[10:]:
        assert (time.hour, time.minute) == (9, 30), "the last one of its day"


def test_days_without_work_do_not_use_backups_up() -> None:
    start = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
    weekly = [start + timedelta(weeks=week, minutes=15 * part) for week in range(14) for part in range(4)]
    assert {backup.made.date() for backup in simulate(weekly)} == {time.date() for time in weekly}


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.SCHEDULE}))
def test_what_was_kept_for_a_reason_outlives_the_schedule(kind: Kind) -> None:
    start = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
    reasons = made(*(start + timedelta(minutes=minute) for minute in range(8)), kind=kind)
    later = made(*(start + timedelta(hours=1, minutes=minute) for minute in range(50)))
    gone = superfluous([*later, *reasons])
    assert [backup for backup in reasons if backup not in gone] == reasons[:5]


def test_the_newest_one_stays_whatever_its_date() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    times = [now + timedelta(days=day) for day in range(60)] + [datetime(1980, 1, 1, tzinfo=UTC)]
    backups = made(*times)
    assert backups[0] not in superfluous(backups)
    assert superfluous(backups[:1]) == []
    assert superfluous([]) == []


def test_files_go_with_their_notes(store: Store, shelf: BackupShelf, hands: Hands) -> None:
    for number in range(14):
        write(store, f"text {number}")
        kept(shelf, store)
        hands.move(minutes=15)
    left = shelf.find(store.path)
    assert len(left) == 10
    assert files(shelf.folder) == sorted(
        name for backup in left for name in (backup.path.name, backup.path.with_suffix(".json").name)
    )
    assert all(first_fault(backup.path) == "" for backup in left)


# Put back -------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_states(store: Store, shelf: BackupShelf, hands: Hands) -> Backup:
    """A backup of the first state of a project, which is closed and reads "uno" now."""
    backup = kept(shelf, store)
    hands.move(minutes=20)
    write(store, "uno")
    return backup


def test_restoring_keeps_what_was_there(two_states: Backup, store: Store, path: Path, shelf: BackupShelf) -> None:
    store.close()
    done = restore(shelf, two_states, path)
    assert texts(path) == ["one", "two", "three"]
    assert done.aside is None
    assert done.kept is not None
    assert done.kept.kind is Kind.RESTORE
    assert texts(done.kept.path) == ["uno", "two", "three"]
    again = restore(shelf, done.kept, path)
    assert again.kept is not None
    assert texts(path) == ["uno", "two", "three"]


def test_restoring_over_what_a_crash_left_keeps_the_log_too(
    two_states: Backup, store: Store, path: Path, shelf: BackupShelf, tmp_path: Path
) -> None:
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    for name in (path.name, f"{path.name}-wal"):
        shutil.copyfile(path.with_name(name), crashed.with_name(name))
    assert crashed.with_name(f"{path.name}-wal").stat().st_size
    done = restore(shelf, two_states, crashed)
    assert done.kept is not None
    assert texts(done.kept.path) == ["uno", "two", "three"]
    assert [p.name for p in crashed.parent.iterdir()] == [path.name]
    opened = Store.open(crashed, "Ben")
    assert [block.text for block in opened.blocks(Side.TARGET)] == ["one", "two", "three"]
    assert opened.faults() == []
    opened.close()


def test_a_log_damaged_in_its_middle_is_set_aside_whole(
    two_states: Backup, store: Store, path: Path, shelf: BackupShelf, tmp_path: Path
) -> None:
    for text in ("dos", "tres", "cuatro"):
        write(store, text)
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    log = crashed.with_name(f"{path.name}-wal")
    shutil.copyfile(path, crashed)
    data = bytearray(path.with_name(log.name).read_bytes())
    data[len(data) // 2] ^= 0xFF
    log.write_bytes(data)
    done = restore(shelf, two_states, crashed)
    assert done.aside is not None
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == data
    assert texts(crashed) == ["one", "two", "three"]


def damage(path: Path, how: str) -> None:
    if how == "page":
        data = bytearray(path.read_bytes())
        data[4096:] = os.urandom(len(data) - 4096)
        path.write_bytes(data)
    elif how == "not ours":
        path.write_bytes(b"something else entirely")
    elif how == "chain":
        path.write_bytes(broken_chain(path.read_bytes(), path))
    else:
        path.write_bytes(b"")


@pytest.mark.parametrize("how", ["page", "not ours", "chain", "empty"])
def test_restoring_over_a_damaged_file_sets_it_aside_with_its_log(
    how: str, two_states: Backup, store: Store, path: Path, shelf: BackupShelf
) -> None:
    store.close()
    damage(path, how)
    before = path.read_bytes()
    path.with_name(f"{path.name}-wal").write_bytes(b"a log")
    done = restore(shelf, two_states, path)
    assert done.kept is None
    assert done.aside is not None
    assert done.aside.name == "work.enface.damaged-2026-11-22-220500"
    assert done.aside.read_bytes() == before
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == b"a log"
    assert texts(path) == ["one", "two", "three"]


def test_restoring_what_is_gone(two_states: Backup, store: Store, path: Path, shelf: BackupShelf) -> None:
    store.close()
    path.unlink()
    done = restore(shelf, two_states, path)
    assert (done.kept, done.aside) == (None, None)
    assert texts(path) == ["one", "two", "three"]


def test_nothing_is_restored_while_somebody_holds_the_project(
    two_states: Backup, store: Store, path: Path, shelf: BackupShelf
) -> None:
    before = files(shelf.folder)
    assert code_of(lambda: restore(shelf, two_states, path)) == "project-locked"
    assert files(shelf.folder) == before
    write(store, "dos")
    store.close()
    assert texts(path) == ["dos", "two", "three"]


def test_a_damaged_backup_is_refused(two_states: Backup, store: Store, path: Path, shelf: BackupShelf) -> None:
    store.close()
    two_states.path.write_bytes(two_states.path.read_bytes()[:9000])
    assert code_of(lambda: restore(shelf, two_states, path)) == "backup-damaged"
    assert texts(path) == ["uno", "two", "three"]


def test_a_project_in_a_shared_folder_is_restored_where_it_is_worked_on_too(own_home: Path, shelf: BackupShelf) -> None:
    path = own_home / "Dropbox" / "work.enface"
    path.parent.mkdir()
    store = Store.create(path, "Ann")
    store.import_documents({Side.TARGET: imported("one")}, {}, [Bead((), (0,))], {})
    backup = kept(shelf, store)
    write(store, "uno")
    assert code_of(lambda: restore(shelf, backup, path)) == "project-locked"
    store.close()
    done = restore(shelf, backup, path)
    assert done.kept is not None
    assert texts(done.kept.path) == ["uno"]
    opened = Store.open(path, "Ben")
    assert [block.text for block in opened.blocks(Side.TARGET)] == ["one"]
    opened.close()
    assert texts(path) == ["one"]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("how", ["sound", "not ours"])
def test_a_full_disk_leaves_the_project_and_its_log_as_they_are(
    how: str, two_states: Backup, store: Store, path: Path, shelf: BackupShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    if how != "sound":
        damage(path, how)
        path.with_name(f"{path.name}-wal").write_bytes(b"a log")
    before = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}

    def full(path: Path, data: bytes) -> None:
        raise UserError("disk-full", name=path.name)

    monkeypatch.setattr("app.store.restoring.replace_file", full)
    assert code_of(lambda: restore(shelf, two_states, path)) == "disk-full"
    after = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
    assert {name: after[name] for name in before} == before


# Before a migration ---------------------------------------------------------------------------------------------


def test_an_older_file_is_backed_up_as_it_was(shelf: BackupShelf, tmp_path: Path) -> None:
    path = tmp_path / "old.enface"
    shutil.copyfile(V1, path)
    Store.open(path, "Ann", before_migration=shelf.before_migration(path)).close()
    [backup] = shelf.find(path)
    assert (backup.kind, backup.content.version, backup.project) == (Kind.MIGRATION, 1, path)
    assert first_fault(backup.path) == ""
    raw = sqlite3.connect(backup.path)
    assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    raw.close()


def test_without_a_backup_nothing_is_migrated(shelf: BackupShelf, tmp_path: Path) -> None:
    path = tmp_path / "old.enface"
    shutil.copyfile(V1, path)
    before = path.read_bytes()
    shelf.folder.write_text("a file stands here")
    keep = shelf.before_migration(path)
    assert code_of(lambda: Store.open(path, "Ann", before_migration=keep)) == "backup-failed-migration"
    assert path.read_bytes() == before


def test_opening_an_older_project_leaves_a_sound_backup_of_it(tmp_path: Path) -> None:
    path = tmp_path / "old.enface"
    shutil.copyfile(V1, path)
    for _ in range(2):
        Project.open(path, "Ann", shipped_rules()).close()
    [backup] = BackupShelf(backups_path()).find(path)
    assert (backup.kind, backup.content.version) == (Kind.MIGRATION, 1)
    assert first_fault(backup.path) == ""
