"""``report``: the format by name or by the file's ending, and nothing written to the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.ui.panels.made_project import make_project


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
