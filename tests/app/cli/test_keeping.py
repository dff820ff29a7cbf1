"""``enface verify``, and the backups the command line lists, restores, and makes before it writes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.cli.keeping import list_backups, restore_backup
from app.errors import UserError
from app.model import Side
from app.places import backups_path
from app.store import Store
from app.store.backups import BackupShelf, Kind
from app.words import Words, load_words

TARGET = "[ad_1]\n\nOne.\n\nTwo two."


@pytest.fixture
def words() -> Words:
    return load_words()


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    text, path = tmp_path / "t.txt", tmp_path / "work.enface"
    text.write_text(TARGET, "utf-8")
    assert main(["new", str(path), "--target", str(text)]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def cleaned(project: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["clean", str(project), "--apply"]) == 0
    capsys.readouterr()
    return project


def put_away(path: Path) -> int:
    store = Store.open(path, "Ann", read_only=True)
    try:
        return sum(block.excluded for block in store.blocks(Side.TARGET))
    finally:
        store.close()


def damage(path: Path, how: str) -> None:
    if how == "page":
        data = bytearray(path.read_bytes())
        data[4096:8192] = b"\xff" * 4096
        path.write_bytes(data)
        return
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA foreign_keys = OFF")
    # As after a crash: what the other checks see by themselves.
    raw.execute("DELETE FROM meta WHERE key = 'seal'")
    if how == "chain":
        raw.execute("DROP TRIGGER revision_no_update")
        raw.execute("UPDATE revision SET text = 'forged' WHERE seq = 2")
    elif how == "heads":
        raw.execute("UPDATE block SET head = NULL WHERE id = 2")
    else:
        raw.execute("UPDATE block SET row_id = 999 WHERE id = 2")
    raw.commit()
    raw.close()


def shape(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


# verify ---------------------------------------------------------------------------------------------------------


def test_a_sound_project_is_said_to_be_sound(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p.name: p.read_bytes() for p in project.parent.iterdir()}
    assert main(["verify", str(project)]) == 0
    assert "is sound: 3 revisions" in capsys.readouterr().out
    assert main(["verify", str(project), "--format", "json"]) == 0
    assert shape(capsys) == {"sound": True, "revisions": 3, "faults": []}
    assert {p.name: p.read_bytes() for p in project.parent.iterdir()} == before


@pytest.mark.parametrize(("how", "kind"), [
    ("page", "pages"), ("chain", "chain"), ("heads", "heads"), ("references", "references")
])  # fmt: skip
def test_a_fault_is_named_and_exits_with_1(
    how: str, kind: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(project, how)
    before = project.read_bytes()
    assert main(["verify", str(project), "--format", "json"]) == 1
    found = shape(capsys)
    assert not found["sound"]
    assert kind in {fault["kind"] for fault in found["faults"]}
    assert main(["verify", str(project)]) == 1
    assert "is not as it was written" in capsys.readouterr().out
    assert project.read_bytes() == before


def test_a_fault_deep_in_the_chain_is_seen_though_the_project_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, path = tmp_path / "long.txt", tmp_path / "long.enface"
    text.write_text("\n\n".join(f"Paragraph number {n}." for n in range(1_200)), "utf-8")
    assert main(["new", str(path), "--target", str(text)]) == 0
    damage(path, "chain")
    Store.open(path, "Ann").close()
    assert main(["verify", str(path)]) == 1


@pytest.mark.parametrize("content", [None, b"no project", b""])
def test_what_is_no_project_exits_with_2(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "work.enface"
    if content is not None:
        path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("enface: ")
    assert err.count("\n") == 1


def test_a_project_that_is_open_elsewhere_exits_with_2(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store.open(project, "Ann")
    assert main(["verify", str(project)]) == 2
    assert "is open elsewhere" in capsys.readouterr().err
    store.close()


# backups --------------------------------------------------------------------------------------------------------


def test_what_writes_keeps_a_backup_first(cleaned: Path, words: Words, capsys: pytest.CaptureFixture[str]) -> None:
    assert put_away(cleaned) == 1
    assert list_backups(cleaned, "json", words) == 0
    [backup] = shape(capsys)["backups"]
    assert (backup["number"], backup["kind"], backup["project"]) == (1, "schedule", str(cleaned))
    assert put_away(Path(backup["path"])) == 0
    assert list_backups(cleaned, "text", words) == 0
    out = capsys.readouterr().out
    assert "in time" in out
    assert "1 backup of" in out


def test_taking_a_change_back_keeps_a_backup_first(cleaned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(backups_path())
    assert main(["revert", str(cleaned), "2"]) == 0
    [backup] = BackupShelf(backups_path()).find(cleaned)
    assert (put_away(backup.path), put_away(cleaned)) == (1, 0)


def test_what_only_looks_keeps_none(project: Path, words: Words, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", str(project)]) == 0
    assert main(["check", str(project), "--fail-on", "critical"]) == 0
    assert BackupShelf(backups_path()).find(project) == []


def test_a_backup_that_fails_is_said_and_the_work_goes_on(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backups_path().parent.mkdir(parents=True, exist_ok=True)
    backups_path().write_text("a file stands here")
    assert main(["clean", str(project), "--apply"]) == 0
    assert "No backup of" in capsys.readouterr().err
    assert put_away(project) == 1


@pytest.mark.parametrize("which", ["latest", "1"])
def test_a_backup_is_restored_and_so_is_the_state_before(
    which: str, cleaned: Path, words: Words, capsys: pytest.CaptureFixture[str]
) -> None:
    assert restore_backup(cleaned, which, words) == 0
    assert "is kept" in capsys.readouterr().out
    assert put_away(cleaned) == 0
    assert BackupShelf(backups_path()).find(cleaned)[0].kind is Kind.RESTORE
    assert restore_backup(cleaned, "latest", words) == 0
    assert put_away(cleaned) == 1


def test_a_damaged_project_is_set_aside(cleaned: Path, words: Words, capsys: pytest.CaptureFixture[str]) -> None:
    damage(cleaned, "page")
    assert restore_backup(cleaned, "latest", words) == 0
    assert "is set aside: " in capsys.readouterr().out
    assert main(["verify", str(cleaned)]) == 0


@pytest.mark.parametrize("which", ["0", "2", "-1", "", "first", "¹", "9" * 5_000])
def test_a_number_that_is_not_in_the_list(which: str, cleaned: Path, words: Words) -> None:
    with pytest.raises(UserError) as caught:
        restore_backup(cleaned, which, words)
    assert caught.value.code == "no-such-backup"
    assert put_away(cleaned) == 1


def test_backups_of_a_project_that_is_gone(cleaned: Path, words: Words, capsys: pytest.CaptureFixture[str]) -> None:
    cleaned.unlink()
    assert restore_backup(cleaned, "latest", words) == 0
    assert put_away(cleaned) == 0
