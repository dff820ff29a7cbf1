"""``enface doctor``: what it says, what it touches, and its exit codes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.cli import main
from app.model import Side
from app.places import backups_path
from app.review import edits
from app.store import Store
from app.store.backups import BackupShelf, Kind
from app.store.completing import new_project
from app.store.salvage import layout_of
from app.words import load_words

PAGE = 4096
FIXTURE = Path(__file__).parents[2] / "fixtures" / "projects" / "v3.enface"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "work.enface"
    path.write_bytes(FIXTURE.read_bytes())
    return path


@pytest.fixture
def damaged(project: Path) -> Path:
    """Backed up, edited once more, then the page of the rows is wiped out."""
    store = Store.open(project, "Ann")
    BackupShelf(backups_path()).keep(store.image(), project, Kind.ASKED)
    store.apply(edits.edit_text(store, {store.blocks(Side.TARGET)[0].id: "after the backup"}))
    store.close()
    wipe(project, "row")
    return project


def wipe(project: Path, table: str) -> None:
    with closing(sqlite3.connect(project)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    data = project.read_bytes()
    project.write_bytes(data[: (root - 1) * PAGE] + bytes(PAGE) + data[root * PAGE :])


def test_a_sound_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.read_bytes()
    assert main(["doctor", str(project)]) == 0
    assert main(["doctor", str(project), "--repair"]) == 0
    assert capsys.readouterr().out == f"“{project}” is sound: nothing to repair.\n" * 2
    assert project.read_bytes() == before


def test_damage_is_told_and_not_touched(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = damaged.read_bytes()
    assert main(["doctor", str(damaged)]) == 1
    out = capsys.readouterr().out
    assert "a part of the file cannot be read" in out
    assert any(line.split() == ["versions", "13"] for line in out.splitlines())
    assert "--repair" in out
    assert damaged.read_bytes() == before


def test_repair_takes_what_is_missing_from_the_backups(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = damaged.read_bytes()
    assert main(["doctor", str(damaged), "--repair"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert next(line.split() for line in out if line.split()[0] == "rows") == ["rows", "-", "-", "-", "5", "-", "-"]
    aside = Path(next(line for line in out if "kept, as they were" in line).split(": ")[1])
    assert (aside / damaged.name).read_bytes() == before
    store = Store.open(damaged, "Ann")
    assert len(store.row_ids()) == 5
    assert store.blocks(Side.TARGET)[0].text == "after the backup"
    store.close()


def test_machines_read_it_too(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(damaged), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["sound"], found["faults"][0]["kind"], found["readable"]["revision"]) == (False, "pages", 13)
    assert main(["doctor", str(damaged), "--repair", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["tables"]["row"] == {"read": 0, "loose": 0, "history": 0, "backup": 5, "made": 0, "lost": 0}
    assert Path(report["aside"]).is_dir()


def test_backups_are_listed_and_restored(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(damaged), "--backups"]) == 0
    assert "asked for" in capsys.readouterr().out
    assert main(["doctor", str(damaged), "--restore", "latest"]) == 0
    store = Store.open(damaged, "Ann")
    assert len(store.row_ids()) == 5
    store.close()


@pytest.mark.parametrize("options", [["--repair", "--backups"], ["--repair", "--restore", "1"]])
def test_one_thing_at_a_time(project: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(project), *options]) == 2
    assert "one thing at a time" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"Dear Sir or Madam"])
@pytest.mark.parametrize("options", [[], ["--repair"]])
def test_another_file_is_refused(
    tmp_path: Path, content: bytes, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.enface"
    letter.write_bytes(content)
    assert main(["doctor", str(letter), *options]) == 2
    assert "is not an Enface project" in capsys.readouterr().err
    assert letter.read_bytes() == content


def test_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(tmp_path / "gone.enface")]) == 2
    assert "gone.enface" in capsys.readouterr().err


def test_every_table_has_its_word() -> None:
    words = load_words()
    with closing(new_project()) as connection:
        assert [table for table in layout_of(connection) if f"doctor.table-{table}" not in words] == []
