"""`enface decisions`: what people answered is listed, taken back, and handed on to another project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app import pipeline
from app.cli import main
from app.project import Project
from app.review.decisions import Reach

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A project with two doubled words, the first of them dismissed."""
    target = tmp_path / "t.en.txt"
    target.write_text("The the first one is here.\n\nThe the second one is here.\n", "utf-8")
    path = tmp_path / "p.enface"
    assert run("new", path, "--target", target)[0] == 0
    opened = Project.open(path, "Ada", pipeline.shipped_rules())
    opened.survey()
    opened.dismiss(opened.all_findings()[0], Reach.SPOT, "a song")
    opened.close()
    return path


def test_the_list_names_number_check_reason_and_record(project: Path, run: Run) -> None:
    code, out, _ = run("decisions", project)
    assert code == 0
    assert "  1  doubled-word" in out
    assert "Ada: a song" in out
    assert "right in 0 of 1" in out
    shape = json.loads(run("decisions", project, "--format", "json")[1])
    [made] = shape["decisions"]
    assert (made["check"], made["scope"], made["reason"], made["lapsed"]) == ("doubled-word", "spot", "a song", False)
    assert shape["checks"]["doubled-word"]["decided"] == 1


def test_a_decision_taken_back_lets_its_finding_speak(project: Path, run: Run) -> None:
    assert "1 finding" in run("check", project)[1]
    code, _, err = run("decisions", project, "--take-back", 1)
    assert (code, "taken back" in err) == (0, True)
    assert "2 findings" in run("check", project)[1]


def test_decisions_are_handed_on(project: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "answers.json"
    assert run("decisions", project, "--export", file)[0] == 0
    assert run("decisions", project, "--take-back", 1)[0] == 0
    code, _, err = run("decisions", project, "--import", file)
    assert (code, "1 decision taken over" in err) == (0, True)
    assert "1 finding" in run("check", project)[1]


@pytest.mark.parametrize(
    ("words", "said"), [(["--take-back", 7], "no decision 7"), (["--import", "no.json"], "no.json")]
)
def test_a_fault_is_one_plain_line(words: list[object], said: str, project: Path, run: Run) -> None:
    code, _, err = run("decisions", project, *words)
    assert (code, said in err, err.count("\n")) == (2, True, 1)
