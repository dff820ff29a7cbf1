"""What is said between two surveys: a row that is edited is checked at once, the document when there is time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model import Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted

ODD = "Many people came to see the small river."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three rows of one source sentence, the last of them translated in another way."""
    source = "\n\n".join(["很多人来看这条小河和桥。"] * 2 + ["很多人来看这条小河和桥。", "另外一段话。"])
    target = "\n\n".join(["Lots of folk looked at the stream and its bridge."] * 2 + [ODD, "Another one."])
    documents = {Side.SOURCE: read_pasted(source), Side.TARGET: read_pasted(target)}
    prepared = prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, shipped_rules())
    made = Project.create(tmp_path / "p.enface", prepared, "Mara", shipped_rules(), ["none"])
    made.survey()
    yield made
    made.close()


def said(project: Project) -> list[str]:
    block = next(block for block in project.store.blocks(Side.TARGET) if "river" in block.text)
    row = next(row for row in project.store.rows(project.store.row_ids()) if block in row.target)
    return [found.finding.code for found in project.findings(row.id)]


def edit(project: Project, text: str) -> None:
    block = next(block for block in project.store.blocks(Side.TARGET) if "river" in block.text)
    project.edit(block.id, text)


def test_what_the_document_says_stays_while_its_words_stand(project: Project) -> None:
    assert said(project) == ["same-source"]
    edit(project, ODD + " And and more.")
    assert sorted(said(project)) == ["doubled-word", "same-source"]
    edit(project, "Few people came to see the small river.")
    assert said(project) == []
    project.survey()
    assert said(project) == ["same-source"]


def test_a_survey_after_an_edit_says_what_a_first_one_would(project: Project, tmp_path: Path) -> None:
    edit(project, "Few people came to to see the small river, 17 of them.")
    project.survey()
    before = [(found.row, found.finding) for found in project.all_findings()]
    project.close()
    again = Project.open(project.store.path, "Mara", shipped_rules())
    again.survey()
    assert [(found.row, found.finding) for found in again.all_findings()] == before
    again.close()
