"""Who may open a project and what is said: a second opener, one after a kill, a copy made while it was open."""

from __future__ import annotations

import getpass
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import BlockId, Side
from app.pipeline import shipped_rules
from app.project import Project
from app.readers import read_file
from app.review.edits import edit_text
from app.store import Store
from app.store.holder import holder_path
from app.words import load_words
from tests.durability.kill_store import create

ROOT = Path(__file__).parents[2]
_HOLD = "import sys; from app.store import Store; from pathlib import Path; s = Store.open(Path(sys.argv[1]), 'Ann'); "
_HOLD += "print('open', flush=True); sys.stdin.read(); s.close()"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "work.enface"
    create(path)
    return path


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process has the project open."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        yield other


def written(path: Path, text: str) -> Store:
    """The project, open, with a text in its first block that is in the log only."""
    store = Store.open(path, "Ann")
    store.apply(edit_text(store, {first(store): text}))
    return store


def first(store: Store) -> BlockId:
    return store.blocks(Side.TARGET)[0].id


def codes(store: Store) -> list[str]:
    return [notice.code for notice in store.notices]


def test_a_second_process_is_told_who_and_since_when_and_opens_later(path: Path) -> None:
    with held(path):
        with pytest.raises(UserError) as caught:
            Store.open(path, "Ben")
        assert caught.value.code == "project-locked"
        assert getpass.getuser() in str(caught.value.facts["who"])
        assert "since 20" in str(caught.value.facts["who"])
    Store.open(path, "Ben").close()


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_after_a_kill_the_next_opener_just_opens(path: Path) -> None:
    with held(path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert holder_path(path).exists()
    store = Store.open(path, "Ben")
    assert codes(store) == []
    store.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_project_that_is_open_stays_locked_when_it_is_chosen_for_import(path: Path) -> None:
    """Reading the file by hand would drop SQLite's locks without a word, and a second writer could come in."""
    store = Store.open(path, "Ann")
    with pytest.raises(UserError, match="is-project"):
        read_file(path)
    opening = (
        f"import sys; from app.store import Store; from pathlib import Path; Store.open(Path({str(path)!r}), 'Ben')"
    )
    other = subprocess.run([sys.executable, "-c", opening], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "project-locked" in other.stderr
    store.close()


def test_a_clock_set_back_changes_no_order(path: Path) -> None:
    store = Store.open(path, "Ann")
    block, now = first(store), datetime(2026, 5, 1, tzinfo=UTC)
    for days, text in ((0, "first"), (-400, "second"), (-3, "third")):
        store.set_clock(lambda days=days: now + timedelta(days=days))  # type: ignore[misc]
        store.apply(edit_text(store, {block: text}))
    assert [one.text for one in store.revisions(block)][1:] == ["first", "second", "third"]
    assert [one.text for one in store.latest_revisions(3)] == ["third", "second", "first"]
    assert [one.at[:10] for one in store.changesets(3)] == ["2026-04-28", "2025-03-27", "2026-05-01"]
    store.close()
    again = Store.open(path, "Ann")
    assert (again.block(block).text, again.faults()) == ("third", [])
    again.close()


def test_a_copy_made_while_it_was_open_is_told_from_a_closed_one(path: Path, tmp_path: Path) -> None:
    closed = Path(shutil.copy(path, tmp_path / "closed.enface"))
    store = written(path, "newest")
    copy = Path(shutil.copy(path, tmp_path / "copied.enface"))
    store.close()
    for where, told, text in ((closed, [], "text 0"), (copy, ["copied-open"], "text 0"), (path, [], "newest")):
        opened = Store.open(where, "Ben")
        assert (codes(opened), opened.block(first(opened)).text) == (told, text)
        opened.close()


@pytest.mark.parametrize("left", ["-wal", "-holder"])
def test_a_crash_is_not_taken_for_a_copy(path: Path, tmp_path: Path, left: str) -> None:
    """Killed at work, the log is there; killed while closing, all is in the file and only the note is left."""
    store = written(path, "newest")
    if left == "-holder":
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    crashed = tmp_path / "crashed.enface"
    for end in ("", left):
        shutil.copy(f"{path}{end}", f"{crashed}{end}")
    store.close()
    opened = Store.open(crashed, "Ben")
    assert (codes(opened), opened.block(first(opened)).text) == ([], "newest")
    opened.close()


def test_the_command_line_says_so_too(path: Path, tmp_path: Path) -> None:
    from app.cli.inout import tell_drafts

    store = written(path, "newest")
    copy = Path(shutil.copy(path, tmp_path / "copied.enface"))
    store.close()
    project, said = Project.open(copy, "Ben", shipped_rules()), io.StringIO()
    with redirect_stderr(said):
        tell_drafts(project, load_words())
    project.close()
    assert said.getvalue().startswith("This file was copied while it was open")


@pytest.mark.timeout(600)
def test_copies_made_while_somebody_writes() -> None:
    command = [sys.executable, "-m", "tests.durability.copies", "--rounds", "10"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=590, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warned" in done.stdout
