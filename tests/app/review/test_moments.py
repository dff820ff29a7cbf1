"""Moments of a project: found by what people call them, and the texts as they stood then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.comparing import compare_versions, version_at, version_of_file, version_said
from app.errors import UserError
from app.model import BlockId, Changes, Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.review.moments import (
    MomentKind,
    find_moment,
    forget_moment,
    moments,
    name_moment,
    named_moments,
    rename_moment,
)
from app.store.soundness import Fault

SOURCE = "第一段。\n\n第二段。\n\n第三段。"
TARGET = "The first part.\n\nThe second part.\n\nThe third part."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Import (1), the first paragraph edited (2), named (3), the second put away (4), the third cut in two (5)."""
    documents = {Side.SOURCE: read_pasted(SOURCE), Side.TARGET: read_pasted(TARGET)}
    prepared = prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, shipped_rules())
    made = Project.create(tmp_path / "parts.enface", prepared, "Mara", shipped_rules(), ["none"])
    first, second, third = made.store.blocks(Side.TARGET)
    made.edit(first.id, "The 1st part.")
    name_moment(made.store, " as  delivered ")
    made.exclude([second])
    made.cut(third.id, 10)
    yield made
    made.close()


def texts(project: Project, said: str) -> list[str]:
    return [passage.text for passage in version_said(project, said, Side.TARGET).passages]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("import", ["The first part.", "The second part.", "The third part."]),
        ("1", ["The first part.", "The second part.", "The third part."]),
        ("2", ["The 1st part.", "The second part.", "The third part."]),
        ("r7", ["The 1st part.", "The second part.", "The third part."]),
        ("as delivered", ["The 1st part.", "The second part.", "The third part."]),
        ("4", ["The 1st part.", "The third part."]),
        ("now", ["The 1st part.", "The third", "part."]),
        ("5", ["The 1st part.", "The third", "part."]),
    ],
)
def test_texts_as_they_stood(project: Project, said: str, expected: list[str]) -> None:
    assert [text.strip() for text in texts(project, said)] == expected


@pytest.mark.parametrize("said", ["", "6", "r99", "r", "nobody said that", "-1", "0", "99999999999999999999"])
def test_no_such_moment(project: Project, said: str) -> None:
    with pytest.raises(UserError, match="no-such-moment"):
        version_said(project, said, Side.TARGET)


def test_undo_is_a_moment_too_and_goes_back(project: Project) -> None:
    project.undo()
    project.undo()
    assert texts(project, "now") == texts(project, "as delivered")
    assert texts(project, "5") != texts(project, "now")


def test_a_name_is_signed_dated_and_in_every_copy(project: Project, tmp_path: Path) -> None:
    (moment,) = named_moments(project.store)
    assert (moment.label, moment.author, moment.kind) == ("as delivered", "Mara", MomentKind.SNAPSHOT)
    copy = tmp_path / "copy.enface"
    copy.write_bytes(project.store.image())
    opened = Project.open(copy, "Lin", shipped_rules())
    try:
        assert named_moments(opened.store) == [moment]
        assert opened.store.faults() == list[Fault]()
    finally:
        opened.close()


@pytest.mark.parametrize("name", ["", "  ", "now", "Import", "12", "r4", "x" * 81])
def test_names_that_would_mean_something_else(project: Project, name: str) -> None:
    with pytest.raises(UserError, match="moment-name-bad"):
        name_moment(project.store, name)


def test_a_name_is_given_once_and_can_be_taken_away(project: Project) -> None:
    with pytest.raises(UserError, match="moment-name-taken"):
        name_moment(project.store, "as delivered")
    (moment,) = named_moments(project.store)
    forget_moment(project.store, moment)
    assert named_moments(project.store) == []
    name_moment(project.store, "as delivered")
    assert find_moment(project.store, "as delivered").changeset == 7


def test_moments_are_listed_newest_first_without_names_of_names(project: Project) -> None:
    kinds = [moment.kind for moment in moments(project.store)]
    change = MomentKind.CHANGE
    assert kinds == [MomentKind.NOW, change, change, MomentKind.SNAPSHOT, change, MomentKind.IMPORT]


def test_naming_leaves_undo_alone(project: Project) -> None:
    before = project.history.undo_label
    name_moment(project.store, "again")
    assert project.history.undo_label == before


def test_rows_are_those_of_now(project: Project) -> None:
    before, after = (version_said(project, said, Side.TARGET) for said in ("import", "now"))
    found = compare_versions(Side.TARGET, before, after).differences
    assert [(d.kind.value, d.row) for d in found] == [("changed", 1), ("removed", 2), ("changed", 3), ("added", 3)]


def test_a_file_and_a_copy_of_the_project(project: Project, tmp_path: Path) -> None:
    now = version_at(project, find_moment(project.store, "now"), Side.TARGET)
    (tmp_path / "other.txt").write_text("The first part.\n\nThe third\n\npart.", "utf-8")
    found = compare_versions(Side.TARGET, version_of_file(tmp_path / "other.txt", Side.TARGET), now)
    assert next((d.before, d.after, d.row) for d in found.differences) == ("The first part.", "The 1st part.", 1)
    copy = tmp_path / "copy.enface"
    copy.write_bytes(project.store.image())
    project.edit(BlockId(project.store.blocks(Side.TARGET)[0].id), "The very first part.")
    now = version_at(project, find_moment(project.store, "now"), Side.TARGET)
    (only,) = compare_versions(Side.TARGET, version_said(project, str(copy), Side.TARGET), now).differences
    assert (only.before, only.after) == ("The 1st part.", "The very first part.")


def test_a_moment_gets_another_name_and_stays_the_moment_it_is(project: Project) -> None:
    (moment,) = named_moments(project.store)
    then = texts(project, "as delivered")
    rename_moment(project.store, moment, " to the client ")
    (renamed,) = named_moments(project.store)
    assert (renamed.label, renamed.changeset, renamed.at) == ("to the client", moment.changeset, moment.at)
    assert texts(project, "to the client") == then
    with pytest.raises(UserError, match="no-such-moment"):
        find_moment(project.store, "as delivered")
    # Back again, away, and given anew.
    rename_moment(project.store, renamed, "as delivered")
    assert named_moments(project.store) == [moment]
    rename_moment(project.store, moment, "final")
    forget_moment(project.store, named_moments(project.store)[0])
    assert named_moments(project.store) == []
    name_moment(project.store, "final")
    assert [found.label for found in named_moments(project.store)] == ["final"]


def test_another_name_has_to_be_a_new_one(project: Project) -> None:
    (moment,) = named_moments(project.store)
    name_moment(project.store, "final")
    with pytest.raises(UserError, match="moment-name-taken"):
        rename_moment(project.store, moment, "final")
    with pytest.raises(UserError, match="moment-name-bad"):
        rename_moment(project.store, moment, "now")
    assert rename_moment(project.store, moment, "as  delivered") == Changes()
