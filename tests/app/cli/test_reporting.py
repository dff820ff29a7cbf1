"""``report``: the format by name or by the file's ending, and nothing written to the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import pipeline
from app.cli import main
from app.project import Project
from tests.ui.panels.made_project import block_with, make_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = make_project(tmp_path)
    project.close()
    return project.store.path


@pytest.mark.parametrize(
    ("name", "options", "beginning"),
    [
        ("r.html", [], "<!DOCTYPE html>"),
        ("r.htm", [], "<!DOCTYPE html>"),
        ("r.json", [], "{"),
        ("r.txt", [], "The Municipal"),
        ("r.txt", ["--format", "html"], "<!DOCTYPE html>"),
    ],
)
def test_the_file_is_what_its_name_says(path: Path, name: str, options: list[str], beginning: str) -> None:
    out = path.with_name(name)
    before = path.read_bytes()
    assert main(["report", str(path), "-o", str(out), *options]) == 0
    assert out.read_text("utf-8").startswith(beginning)
    assert path.read_bytes() == before


def test_json_to_the_screen(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(path), "--format", "json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["unit"] == "words"
    assert shape["score"]["delivered"]["errors"] == 0
    assert len(shape["findings"]) == shape["score"]["now"]["errors"] > 0


def test_no_project_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "none.enface")]) == 2
    assert "none.enface" in capsys.readouterr().err


def test_diff_says_what_changed_since_a_named_moment(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["snapshot", str(path), "as delivered"]) == 0
    opened = Project.open(path, "Lin", pipeline.shipped_rules())
    block = block_with(opened, "summed")
    opened.edit(block.id, block.text.replace("summed", "wound").replace("City", "<b>City"))
    opened.close()
    capsys.readouterr()
    assert main(["diff", str(path), "--from", "as delivered"]) == 0
    said = capsys.readouterr().out
    assert "[-summed-]{+wound+}" in said
    assert said.splitlines()[-1] == "1 paragraph differs"
    assert main(["diff", str(path), "--from", "as delivered", "--format", "json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert [d["kind"] for d in shape["differences"]] == ["changed"]
    assert shape["from"]["label"] == "as delivered"
    out = path.with_name("d.html")
    assert main(["diff", str(path), "-o", str(out)]) == 0
    page = out.read_text("utf-8")
    assert "<del>summed</del><ins>wound</ins>" in page
    assert "<b>City" not in page


@pytest.mark.parametrize("said", ["yesterday", "99"])
def test_a_moment_that_never_was_is_said_in_words(path: Path, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(path), "--from", said]) == 2
    assert said in capsys.readouterr().err


def test_a_bad_name_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["snapshot", str(path), "12"]) == 2
    assert "cannot be a name" in capsys.readouterr().err


def test_blame_names_who_wrote_which_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened = Project.open(path, "Lin", pipeline.shipped_rules())
    block = block_with(opened, "summed")
    opened.edit(block.id, block.text.replace("summed", "wound"))
    row = opened.store.row_ids().index(opened.store.row_of(block.id)) + 1
    opened.close()
    assert main(["blame", str(path), str(row), "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)["written"]
    assert [(w["text"], w["author"]) for w in written][1] == ("wound ", "Lin")
    assert main(["blame", str(path), str(row)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(written) == 3
    assert main(["blame", str(path), "99"]) == 2
