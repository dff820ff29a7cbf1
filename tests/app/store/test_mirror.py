"""A project in a shared folder: always whole there, never over somebody else's work, nothing lost on either side."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from app.errors import UserError
from app.files import replace_file
from app.model import Bead, Side
from app.places import live_path
from app.review import edits
from app.store import Store
from tests.app.store.conftest import imported


@pytest.fixture
def shared(own_home: Path) -> Path:
    folder = own_home / "Dropbox" / "texts"
    folder.mkdir(parents=True)
    return folder / "work.enface"


@pytest.fixture
def made(shared: Path) -> Path:
    """A closed project in the shared folder."""
    store = create(shared)
    store.close()
    return shared


def create(path: Path) -> Store:
    store = Store.create(path, "Ann")
    store.import_documents({Side.TARGET: imported("one", "two")}, {}, [Bead((), (0,)), Bead((), (1,))], {})
    return store


def write(store: Store, text: str) -> None:
    store.apply(edits.edit_text(store, {store.blocks(Side.TARGET)[0].id: text}))


def first(path: Path) -> str:
    """The first text of a project file as it lies there, read as another program would."""
    raw = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    query = "SELECT text FROM revision JOIN block ON seq = head ORDER BY position LIMIT 1"
    found: str = raw.execute(query).fetchone()[0]
    raw.close()
    return found


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def change_elsewhere(path: Path, text: str) -> None:
    """What a colleague's machine does: opens its own copy, edits, and the service brings the file back."""
    copy = path.parent.parent.parent / "elsewhere.enface"
    shutil.copyfile(path, copy)
    store = Store.open(copy, "Colleague")
    write(store, text)
    store.close()
    shutil.copyfile(copy, path)


def test_the_folder_gets_one_whole_file_when_the_project_is_made(shared: Path) -> None:
    store = create(shared)
    assert names(shared) == ["work.enface"]
    assert first(shared) == "one"
    assert [notice.code for notice in store.notices] == ["worked-elsewhere"]
    store.close()


def test_edits_reach_the_folder_when_they_are_published_and_at_the_end(made: Path) -> None:
    store = Store.open(made, "Ann")
    write(store, "first")
    assert first(made) == "one"
    store.published(store.publication().write())
    assert first(made) == "first"
    assert not store.unpublished
    write(store, "First")
    store.close()
    assert first(made) == "First"
    assert names(made) == ["work.enface"]


def test_what_a_crash_left_unpublished_is_there_at_the_next_open(made: Path) -> None:
    store = Store.open(made, "Ann")
    write(store, "first")
    crash(store)
    again = Store.open(made, "Ann")
    assert again.blocks(Side.TARGET)[0].text == "first"
    assert again.unpublished
    again.close()
    assert first(made) == "first"


def crash(store: Store) -> None:
    """Lets go of the file as a killed process does: the log stays, nothing is published."""
    store._connection.close()
    store._closed = True


def test_what_was_changed_elsewhere_is_taken_over(made: Path) -> None:
    Store.open(made, "Ann").close()
    change_elsewhere(made, "theirs")
    store = Store.open(made, "Ann")
    assert store.blocks(Side.TARGET)[0].text == "theirs"
    store.close()
    assert names(made) == ["work.enface"]


def test_changed_here_and_elsewhere_both_are_kept_and_it_is_said(made: Path) -> None:
    store = Store.open(made, "Ann")
    write(store, "mine")
    crash(store)
    change_elsewhere(made, "theirs")
    again = Store.open(made, "Ann")
    assert again.blocks(Side.TARGET)[0].text == "theirs"
    assert [notice.code for notice in again.notices] == ["worked-elsewhere", "changed-elsewhere"]
    (aside,) = [path for path in made.parent.iterdir() if "this computer" in path.name]
    assert dict(again.notices[1].facts)["file"] == aside.name
    again.close()
    assert first(aside) == "mine"


def test_somebody_elses_file_is_never_written_over(made: Path) -> None:
    store = Store.open(made, "Ann")
    write(store, "mine")
    change_elsewhere(made, "theirs")
    store.published(store.publication().write())
    write(store, "mine again")
    store.close()
    (aside,) = [path for path in made.parent.iterdir() if "this computer" in path.name]
    assert first(made) == "theirs"
    assert first(aside) == "mine again"
    assert [notice.code for notice in store.notices][1:] == ["published-aside"]


def test_newer_work_during_a_publication_is_still_unpublished(made: Path) -> None:
    store = Store.open(made, "Ann")
    write(store, "first")
    publication = store.publication()
    write(store, "second")
    store.published(publication.write())
    assert store.unpublished
    crash(store)
    change_elsewhere(made, "theirs")
    again = Store.open(made, "Ann")
    (aside,) = [path for path in made.parent.iterdir() if "this computer" in path.name]
    assert first(aside) == "second"
    again.close()


def test_a_folder_that_takes_nothing_loses_nothing(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(made, "Ann")
    write(store, "first")
    with monkeypatch.context() as patch:

        def refuse(path: Path, data: bytes) -> None:
            if path == made:
                raise UserError("disk-full", name=path.name)
            replace_file(path, data)

        patch.setattr("app.store.mirror.replace_file", refuse)
        with pytest.raises(UserError) as caught:
            store.close()
        assert caught.value.code == "disk-full"
    again = Store.open(made, "Ann")
    assert again.blocks(Side.TARGET)[0].text == "first"
    again.close()
    assert first(made) == "first"


def test_a_second_window_is_told_of_the_first(made: Path) -> None:
    store = Store.open(made, "Ann")
    write(store, "first")
    with pytest.raises(UserError) as caught:
        Store.open(made, "Ann")
    assert caught.value.code == "project-locked"
    assert caught.value.facts["file"] == str(made)
    change_elsewhere(made, "theirs")
    with pytest.raises(UserError) as caught:
        Store.open(made, "Ann")
    assert caught.value.code == "project-locked"
    assert live_path(made).exists()
    store.close()


def test_another_machine_that_has_it_open_is_named(made: Path) -> None:
    made.with_name("work.enface-holder").write_text(
        '{"who": "Ben", "host": "elsewhere", "since": "2026-11-22T09:00:00+00:00"}'
    )
    store = Store.open(made, "Ann")
    code, facts = store.notices[1].code, dict(store.notices[1].facts)
    assert code == "maybe-open"
    assert str(facts["who"]).startswith("Ben on elsewhere, since")
    store.close()


def test_a_project_that_was_deleted_leaves_its_work_to_be_found(made: Path) -> None:
    store = Store.open(made, "Ann")
    write(store, "mine")
    crash(store)
    made.unlink()
    create(made).close()
    (aside,) = [path for path in made.parent.iterdir() if "this computer" in path.name]
    assert first(aside) == "mine"
    assert first(made) == "one"
