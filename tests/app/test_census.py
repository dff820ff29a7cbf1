"""The census in a real project: clusters of a survey, what the glossary would write, one change, taken back alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import pipeline
from app.model import RowId, Side, Span
from app.project import Project
from app.readers import read_file
from app.review.search import Match
from app.store import Origin

TARGET = """The Linxi Municipal Office of Trade and Industry held a meeting.

It studied the spirit of the Fifth Plenary Session of the XIX Central Committee of the Party.

Views: 12

The spirit of the Fifth Plenary Session of the XIX Party Central Committee is to be studied further.

The Linxi Municipal Directorate of Industry and Trade will do so.
"""
RIGHT = "Fifth Plenary Session of the 19th CPC Central Committee"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "target.txt").write_text(TARGET, "utf-8")
    rules = pipeline.shipped_rules()
    documents = {Side.TARGET: read_file(tmp_path / "target.txt")}
    prepared = pipeline.prepare(documents, {Side.TARGET: "en"}, rules)
    glossaries = pipeline.choose_glossaries([], "zh", "en")
    made = Project.create(tmp_path / "made.enface", prepared, "Ann", rules, glossaries=glossaries)
    made.survey()
    return made


def names(project: Project) -> list[list[str]]:
    return [[rendering.form for rendering in cluster.renderings] for cluster in project.clusters()]


def texts(project: Project) -> list[str]:
    return [block.text for block in project.store.blocks(Side.TARGET)]


def test_clusters_know_their_rows_and_the_glossary(project: Project) -> None:
    office, session = project.clusters()
    assert [one.form for one in office.renderings] == [
        "Linxi Municipal Office of Trade and Industry",
        "Linxi Municipal Directorate of Industry and Trade",
    ]
    assert (office.listed, session.listed) == ((), (RIGHT,))
    for cluster in (office, session):
        for rendering in cluster.renderings:
            for row, span in rendering.places:
                text = project.view(project.store.row(RowId(row))).text(Side.TARGET)
                assert text[span.start : span.end] == rendering.form


def test_an_edited_row_leaves_its_clusters_until_the_next_survey(project: Project) -> None:
    before = names(project)
    last = project.store.row(project.store.row_ids()[-1]).target[0]
    project.edit(last.id, last.text + " Soon.")
    assert names(project) == before[1:]
    project.survey()
    assert names(project) == before


def test_a_large_document_is_not_searched_for_names_after_each_edit(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.project._FEW", 0)
    monkeypatch.setattr("app.project._SHARE", 2)  # half of the rows
    before = names(project)
    rows = [project.store.row(id_) for id_ in project.store.row_ids()]
    asked = []
    for row in rows[:3]:
        project.edit(row.target[0].id, row.target[0].text + " Soon.")
        asked.append(project.snapshot().census)
    assert asked == [False, False, True]
    assert names(project) != before
    project.survey()
    assert names(project) == before
    assert not project.snapshot().census


def test_one_name_is_one_change_and_is_taken_back_alone(project: Project) -> None:
    cluster = project.clusters()[1]
    before = texts(project)
    matches = []
    for rendering in cluster.renderings:
        for row, span in rendering.places:
            block = project.store.row(RowId(row)).target[0]
            matches.append(Match(block.id, Span(*span), rendering.form, RIGHT))
    project.harmonise(matches)
    made = project.store.changesets(1)[0]
    first = project.store.row(project.store.row_ids()[0]).target[0]
    project.edit(first.id, first.text.replace("held", "had"))
    project.survey()
    assert (made.label, made.origin) == ("harmonise", Origin.HARMONISE)
    assert sum(RIGHT in text for text in texts(project)) == 2
    assert len(project.clusters()) == 1
    project.revert(project.revert_plan(made.id))
    assert texts(project) == [before[0].replace("held", "had"), *before[1:]]


def test_what_was_replaced_by_hand_is_learned_what_was_harmonised_is_not(project: Project) -> None:
    blocks = list(project.store.blocks(Side.TARGET))
    for block in blocks:
        if "the spirit of" in block.text.lower():
            project.edit(block.id, block.text.replace("spirit", "guiding principles"))
    session = project.clusters()
    project.survey()
    (cluster,) = [one for one in project.clusters() if one.listed]
    assert session != project.clusters()
    row, span = cluster.renderings[1].places[0]
    block = project.store.row(RowId(row)).target[0]
    found = block.text[span.start : span.end]
    (lesson,) = project.lessons()
    assert (lesson.forbidden, lesson.preferred, len(lesson.places)) == ("spirit", "guiding principles", 2)
    project.harmonise([Match(block.id, Span(*span), found, RIGHT)])
    assert block.id not in project.snapshot().given
