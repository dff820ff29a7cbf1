"""Concepts with one source term are found across glossaries and become one; the first one's preferred form stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model import Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.review.duplicates import find_duplicates, merged
from glossary.formats import cells_of, concept_of
from glossary.model import Concept, Glossary


def concept(source: str, target: str = "", **cells: str) -> Concept:
    return concept_of({"source": source, "target": target, "status": "preferred", **cells}, "")


@pytest.mark.parametrize(
    ("language", "sources", "groups"),
    [
        ("zh", ["市长", "全会", "市长"], [[0, 2]]),
        ("zh", ["市长|市領導", "全会", "市領導"], [[0, 2]]),
        ("en", ["Town hall", "town halls", "hall"], [[0, 1]]),
        ("zh", ["{n}届", "{n}届", "{m}届"], [[0, 1]]),
        ("zh", ["甲", "乙"], []),
    ],
)
def test_finds(language: str, sources: list[str], groups: list[list[int]]) -> None:
    concepts = [concept(source, "x {n}" if "{" in source else "x") for source in sources]
    found = [
        [next(n for n, c in enumerate(concepts) if c is one) for one in g] for g in find_duplicates(concepts, language)
    ]
    assert found == groups


def test_the_targets_are_united_and_the_first_preferred_stays() -> None:
    one = concept("市长", "mayor", forbidden="chief", domain="office", note="one")
    two = concept("市长|市领导", "city mayor", admitted="chief|mayor", note="two", citation="Gazette", ambiguous="yes")
    assert cells_of(merged([one, two])) == {
        "source": "市长|市领导",
        "target": "mayor",
        "status": "preferred",
        "admitted": "city mayor",
        "forbidden": "chief",
        "domain": "office",
        "note": "one\ntwo",
        "citation": "Gazette",
        "ambiguous": "yes",
    }


def test_a_concept_that_only_forbids_takes_the_others_preferred() -> None:
    assert merged([concept("市长", forbidden="chief"), concept("市长", "mayor")]).preferred == "mayor"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    documents = {Side.SOURCE: read_pasted("市长指出。"), Side.TARGET: read_pasted("The chief said.")}
    prepared = prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, shipped_rules())
    given = [
        Glossary("one", "zh", "en", (concept("市长", "mayor"), concept("市", "city"))),
        Glossary("two", "zh", "en", (concept("市长", "chief"), concept("市长", "head"))),
    ]
    made = Project.create(tmp_path / "work.enface", prepared, "Ann", shipped_rules(), glossaries=given)
    yield made
    made.close()


def test_a_merge_is_one_change_that_is_taken_back_as_one(project: Project) -> None:
    def state() -> list[list[dict[str, str]]]:
        return [[cells_of(one) for one in glossary.concepts] for glossary in project.glossaries]

    before = state()
    groups = find_duplicates([one for glossary in project.glossaries for one in glossary.concepts], "zh")
    changes = project.merge_concepts(groups)
    assert changes.terms
    assert [[cells["source"] for cells in glossary] for glossary in state()] == [["市长", "市"], []]
    assert state()[0][0]["admitted"] == "chief|head"
    project.undo()
    assert state() == before
