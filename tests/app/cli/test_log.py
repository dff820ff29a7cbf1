"""``history`` and ``revert``: changes by number, one of them taken back, exit codes other people's scripts rely on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from app import pipeline
from app.cli import main
from app.model import Side
from app.project import Project
from app.readers import read_pasted
from app.review import search
from app.review.revert import Kind, Reason, What
from app.words import load_words

SOURCE = "第一段有猫。\n\n第二段有猫。\n\n第三段有猫和狗。"
TARGET = "The first part has a cat in it.\n\nThe second part has a cat.\n\nThe third part has a cat and a dog."


class Ran:
    """What a call of ``enface`` printed and returned."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: object) -> None:
        self.code = main([str(a) for a in arguments])
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project: cats were made foxes (2), then one row was edited in the same words (3), another one far off (4)."""
    documents = {Side.SOURCE: read_pasted(SOURCE), Side.TARGET: read_pasted(TARGET)}
    rules = pipeline.shipped_rules()
    prepared = pipeline.prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, rules)
    project = Project.create(tmp_path / "cats.enface", prepared, "Mara", rules, ["none"])
    blocks = project.store.blocks(Side.TARGET)
    project.replace_all(list(search.find(search.Query("cat", "fox"), [(b.id, b.text) for b in blocks])))
    project.edit(blocks[1].id, "The second part has a wolf.")
    project.edit(blocks[2].id, "The third section has a fox and a dog.")
    project.close()
    return tmp_path / "cats.enface"


def targets(path: Path) -> list[str]:
    project = Project.open(path, "Mara", pipeline.shipped_rules(), read_only=True)
    try:
        return [block.text for block in project.store.blocks(Side.TARGET)]
    finally:
        project.close()


def test_history_lists_changes_newest_first(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "history", path)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == ["4", "3", "2", "1"]
    assert "Mara" in lines[2]
    assert lines[2].endswith("replacement: 3 paragraphs")
    assert lines[0].endswith("edit: 1 paragraph")


def test_history_as_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shape = Ran(capsys, "history", path, "--format", "json", "--limit", "3").json
    assert [one["changeset"] for one in shape["changesets"]] == [4, 3, 2]
    assert set(shape["changesets"][0]) == {
        "changeset", "at", "author", "label", "origin", "paragraphs", "rows", "reverts", "reverted_by",
    }  # fmt: skip
    assert shape["changesets"][2] | {"at": ""} == {
        "changeset": 2, "at": "", "author": "Mara", "label": "replace", "origin": "replace", "paragraphs": 3,
        "rows": 0, "reverts": None, "reverted_by": None,
    }  # fmt: skip


def test_a_dry_run_says_what_would_go_and_changes_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = targets(path)
    ran = Ran(capsys, "revert", path, "2", "--dry-run")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "goes back:",
        "  row 1, text: The first part has a [-fox-]{+cat+} in it.",
        "goes back, newer words stay:",
        "  row 3, text: The third section has a [-fox-]{+cat+} and a dog.",
        "left for you:",
        "  row 2, text: The second part has a wolf.",
        "      The same words, or words beside them, were edited since. Edit the text yourself.",
        "2 would go back. In 1 of them newer words stay. 1 left for you.",
    ]
    assert targets(path) == before


def test_revert_takes_back_what_can_be(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "revert", path, "2", "--format", "json")
    assert ran.code == 1
    shape = ran.json
    assert shape["counts"] == {"clean": 1, "merged": 1, "conflict": 1, "already": 0}
    assert [(item["kind"], item["row"], item["reason"]) for item in shape["items"]] == [
        ("clean", 0, ""),
        ("conflict", 1, "edited"),
        ("merged", 2, ""),
    ]
    assert targets(path) == [
        "The first part has a cat in it.",
        "The second part has a wolf.",
        "The third section has a cat and a dog.",
    ]
    lines = Ran(capsys, "history", path).out.splitlines()
    assert lines[0].endswith("change taken back: 2 paragraphs, takes back 2")
    assert lines[3].endswith("replacement: 3 paragraphs, taken back by 5")


def test_all_went_back_is_0_and_twice_is_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Ran(capsys, "revert", path, "3").code == 0
    ran = Ran(capsys, "revert", path, "3")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "There is nothing to take back: everything stands as before already."
    assert len(Ran(capsys, "history", path, "--format", "json").json["changesets"]) == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["revert", "1"], "cannot be taken back"),
        (["revert", "77"], "no change number 77"),
        (["revert", "99999999999999999999"], "not in the range"),
        (["revert", "x"], "not a valid integer"),
        (["history", "--limit", "0"], "not in the range"),
    ],
)
def test_faults_in_the_call(path: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, arguments[0], path, *arguments[1:])
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_project_that_cannot_be_written_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is read-only for root")
    path.chmod(0o400)
    assert Ran(capsys, "revert", path, "2", "--dry-run").code == 1
    assert Ran(capsys, "revert", path, "2").code == 2


def test_everything_has_its_words() -> None:
    words = load_words()
    keys = [f"kind-{kind}" for kind in Kind] + [f"what-{what}" for what in What]
    keys += [f"reason-{reason}" for reason in Reason if reason]
    assert [key for key in keys if f"revert.{key}" not in words] == []
