"""The report of a small review: its figures, its page byte for byte, and that no text gets out of its place.

After a wanted change of the page: ``ENFACE_GOLDEN=1`` writes it anew; look at the difference before it is kept.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from app.model import RowState, Severity, Side, Span
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.report.gather import gather
from app.report.model import Day, Report
from app.report.page import report_html
from app.report.plain import report_shape, report_text
from app.report.plots import Bar, Part, Plot, svg
from app.review.classify import EditClass
from app.review.revert.planned import Kind, What
from app.review.scale import scale_of
from app.review.score import Scale
from app.words import load_words

GOLDEN = Path(__file__).parent / "golden" / "report.html"
SOURCE = "第一段有12只猫。\n\n第二段有狗。\n\n第三段有猫和狗。\n\n第四段。"
TARGET = "The first part has 13 cats.\n\nThe second part has a dog.\n\nThe third part has a cat & a dog.\n\nPart four."
HOSTILE = '</td><script>alert("x")</script>&amp;<img src=x onerror=y>'


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A number mended, a flag settled, another open with a hostile comment, on two days, by two people."""
    documents = {Side.SOURCE: read_pasted(SOURCE), Side.TARGET: read_pasted(TARGET)}
    languages = {Side.SOURCE: "zh", Side.TARGET: "en"}
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    made = Project.create(
        tmp_path / "cats.enface", prepare(documents, languages, shipped_rules()), "Mara", shipped_rules(), ["none"],
        clock=lambda: now,
    )  # fmt: skip
    first, second, third, _ = made.store.blocks(Side.TARGET)
    made.flag(first.id, Span(19, 21), "number", Severity.MAJOR, "")
    made.edit(first.id, "The first part has 12 cats.")
    made.set_resolved(next(iter(made.flags.values()))[0], True)
    now += timedelta(days=1)
    made.store.author = HOSTILE
    made.flag(second.id, Span(4, 15), "awkward", Severity.MINOR, HOSTILE)
    made.edit(third.id, "The third piece has a cat and a dog.")
    made.set_state(made.store.row_ids()[:2], RowState.CONFIRMED)
    made.survey()
    yield made
    made.close()


@pytest.fixture
def report(project: Project) -> Report:
    return gather(project, UTC)


def test_figures(report: Report) -> None:
    assert (report.length.amount, report.length.unit) == (23, "words")
    assert (report.delivered.errors, report.delivered.penalty, report.delivered.passed) == (2, 6, False)
    assert report.now.penalty == 1 + sum(report.scale.severities[line.severity] for line in report.findings)
    assert {state: n for state, n in report.states.items() if n} == {RowState.TODO: 2, RowState.CONFIRMED: 2}
    assert [(e.number, e.classes, e.author) for e in report.edits] == [
        (1, (EditClass.NUMBER,), "Mara"),
        (3, (EditClass.WORDING,), HOSTILE),
    ]
    assert report.classes == {EditClass.NUMBER: 1, EditClass.WORDING: 1}
    assert report.days == (Day(date(2026, 3, 2), 1, 0, 1), Day(date(2026, 3, 3), 1, 2, 1))
    assert report.reviewers == ("Mara", HOSTILE)


def test_the_page_is_what_it_was(report: Report) -> None:
    made = report_html(report, load_words())
    if os.environ.get("ENFACE_GOLDEN"):
        GOLDEN.write_text(made, "utf-8", newline="\n")
    assert made == GOLDEN.read_text("utf-8")


def test_no_text_gets_out_of_its_place(report: Report) -> None:
    page = report_html(report, load_words())
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") == 5
    tags = "".join(re.findall("<[^>]*>", page)) + page[page.index("<style>") : page.index("</style>")]
    assert re.findall(r"(?:src|href)\s*=|url\(|@import|https?://(?!www\.w3\.org/2000/svg)", tags) == []
    # Whole markup, every element closed: it reads as XML once the two void ones are.
    body = page[page.index("<main>") : page.index("</main>") + 7].replace("<br>", "<br/>").replace("&nbsp;", " ")
    ElementTree.fromstring(body)


def test_json_says_all_of_it(report: Report) -> None:
    shape: dict[str, Any] = json.loads(json.dumps(report_shape(report)))
    assert shape["score"]["delivered"] == {
        "errors": 2, "penalty": 6, "per_thousand": 260.8696, "score": 73.913, "passed": False,
    }  # fmt: skip
    assert [flag["resolved"] for flag in shape["flags"]] == [True, False]
    assert shape["edits"][0]["classes"] == ["number"]


def test_text_has_the_score(report: Report) -> None:
    assert "73.91 of 100, 6 points, 260.87 for each 1,000 words" in report_text(report, load_words())


def test_an_empty_review_has_a_page_too(tmp_path: Path) -> None:
    documents = {Side.TARGET: read_pasted("…")}
    made = Project.create(tmp_path / "none.enface", prepare(documents, {}, shipped_rules()), "Mara", shipped_rules())
    try:
        made.survey()
        page = report_html(gather(made, UTC), load_words())
    finally:
        made.close()
    assert "There is no text to judge." in page
    assert "Nobody has changed anything yet" in page


def test_weights_are_kept_in_the_project_and_told_in_its_log(project: Project) -> None:
    scale = Scale({**Scale().severities, Severity.MAJOR: 3.0}, {"style": 0.0}, 70.0)
    assert project.set_scale(scale).settings
    assert scale_of(project.store) == scale
    assert project.store.changesets(1)[0].label == "scale"
    assert gather(project, UTC).delivered.penalty == 3
    before = project.store.changesets(1)[0].id
    assert not project.set_scale(scale).settings
    assert project.store.changesets(1)[0].id == before
    # Undo, redo and, later, taking that one change back.
    project.undo()
    assert scale_of(project.store) == Scale()
    project.redo()
    assert scale_of(project.store) == scale
    redone = project.store.changesets(1)[0].id
    other = replace(scale, pass_mark=80.0)
    project.set_scale(other)
    assert [item.kind for item in project.revert_plan(redone).items] == [Kind.CONFLICT]
    project.undo()
    assert [(item.kind, item.what) for item in project.revert_plan(redone).items] == [(Kind.CLEAN, What.SETTING)]
    project.revert(project.revert_plan(redone))
    assert scale_of(project.store) == Scale()


def test_a_plot_draws_what_there_is_and_says_it() -> None:
    plot = Plot("Errors", (Bar("A & B", (Part("error", 1, "major"), Part("warn", 0, "minor"))), Bar("None", ())))
    drawn = svg(plot, str.upper)
    ElementTree.fromstring(drawn)
    assert drawn.count("<rect") == 1
    assert 'aria-label="Errors: A &amp; B 1; None 0"' in drawn
    assert "fill:ERROR" in drawn


@pytest.mark.parametrize("days", [1, 7, 400])
def test_columns_keep_to_the_width_of_the_plot(days: int) -> None:
    bars = tuple(Bar(f"{day:02}", (Part("accent", day % 5 + 1, "edited"),)) for day in range(days))
    drawn = svg(Plot("Days", bars, upright=True), str)
    edges = [float(x) + float(w) for x, w in re.findall(r'<rect x="([\d.-]+)" y="[\d.-]+" width="([\d.]+)"', drawn)]
    assert max(edges) <= 640
    assert len(re.findall("<text", drawn)) <= 30


def test_texts_may_be_broken_into_lines_and_nothing_else(report: Report) -> None:
    page = report_html(report, load_words())
    assert re.findall(r'<th class="(\w*)"[^>]*>([^<]*)', page) == [
        ("n", "Row"), ("k", "Category"), ("k", "Severity"), ("", "Passage and comments"),
        ("n", "Row"), ("k", "Kind"), ("", "Change"), ("k", "Last by"),
    ]  # fmt: skip
