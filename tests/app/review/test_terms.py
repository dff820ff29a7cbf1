"""Glossaries of a project: entered, changed, taken away and back, in the order in which they count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model import ConceptId, GlossaryId, Side
from app.pipeline import prepare, shipped_rules, survey
from app.project import Project
from app.readers import read_pasted
from app.review.terms import GlossaryReader
from glossary.model import Concept, Glossary, Status, Term


def concept(source: str, target: str, *forbidden: str) -> Concept:
    wrong = (Term(text, Status.FORBIDDEN) for text in forbidden)
    return Concept(source, (Term(source),), (Term(target), *wrong))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    documents = {Side.SOURCE: read_pasted("市长指出。"), Side.TARGET: read_pasted("The chief said.")}
    prepared = prepare(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, shipped_rules())
    base = Glossary("base", "zh", "en", (concept("指出", "note"),))
    made = Project.create(tmp_path / "work.enface", prepared, "Ann", shipped_rules(), glossaries=[base])
    yield made
    made.close()


def terms(project: Project) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(g.name, [(c.source[0].text, c.preferred) for c in g.concepts]) for g in project.glossaries]


BASE = ("base", [("指出", "note")])


def test_a_new_term_stands_in_the_projects_own_glossary_which_counts_most(project: Project) -> None:
    project.add_concepts([concept("市长", "mayor", "chief")])
    project.add_concepts([concept("市", "city")])
    assert terms(project) == [("", [("市长", "mayor"), ("市", "city")]), BASE]
    project.undo()
    project.undo()
    assert terms(project) == [BASE]
    project.redo()
    assert terms(project) == [("", [("市长", "mayor")]), BASE]


def test_a_new_term_is_looked_for_at_once(project: Project) -> None:
    project.survey()
    assert [found.finding.code for found in project.all_findings() if found.finding.check == "term"] == ["term-missing"]
    project.add_concepts([concept("市长", "mayor", "chief")])
    project.survey()
    codes = {found.finding.code for found in project.all_findings() if found.finding.check == "term"}
    assert codes == {"term-missing", "term-forbidden"}


def test_the_terms_there_were_serve_until_the_new_ones_are_compiled(project: Project) -> None:
    project.survey()
    context = project.context
    project.add_concepts([concept("市长", "mayor", "chief")])
    assert project.context is context
    snapshot = project.snapshot()
    project.add_concepts([concept("市", "city")])
    project.adopt(survey(snapshot))
    first = project.context
    assert [hit.term.text for hit in first.matcher.source_hits("市长 市")] == ["市长"]
    project.survey()
    assert project.context is not first
    assert [hit.term.text for hit in project.context.matcher.source_hits("市长 市")] == ["市长", "市"]
    assert project.snapshot().glossaries is None


def test_a_term_is_changed_and_removed_and_both_come_back(project: Project) -> None:
    (kept,) = project.store.glossaries()
    id_ = kept.concepts[0].id
    project.change_concept(id_, concept("指出", "point out"))
    assert terms(project) == [("base", [("指出", "point out")])]
    project.remove_concepts([id_])
    assert terms(project) == [("base", [])]
    project.undo()
    project.undo()
    assert terms(project) == [BASE]


def test_a_change_that_changes_nothing_is_none(project: Project) -> None:
    id_ = project.store.glossaries()[0].concepts[0].id
    assert not project.change_concept(id_, concept("指出", "note")).terms
    assert project.history.undo_label == ""


def test_glossaries_come_go_and_change_places(project: Project) -> None:
    project.add_glossary(Glossary("law", "zh", "en", (concept("法", "law"), concept("法院", "court"))))
    law = ("law", [("法", "law"), ("法院", "court")])
    assert terms(project) == [BASE, law]
    first, second = (kept.id for kept in project.store.glossaries())
    project.order_glossaries([second, first])
    assert terms(project) == [law, BASE]
    project.remove_glossary(second)
    assert terms(project) == [BASE]
    project.undo()
    assert terms(project) == [law, BASE]


def test_they_are_there_after_reopening(project: Project) -> None:
    project.add_concepts([concept("市长", "mayor", "chief")], project.store.glossaries()[0].id)
    path = project.store.path
    project.close()
    again = Project.open(path, "Ben", shipped_rules())
    assert terms(again) == [("base", [("指出", "note"), ("市长", "mayor")])]
    assert again.store.faults() == []
    assert [type(kept.concepts[0].id) for kept in again.store.glossaries()] == [int]
    again.close()


def test_no_concept_is_no_edit(project: Project) -> None:
    assert not project.add_concepts([]).terms
    assert not project.remove_concepts(list[ConceptId]()).terms
    assert not project.order_glossaries([GlossaryId(1)]).terms


def test_one_change_of_terms_goes_back_alone(project: Project) -> None:
    project.add_concepts([concept("市长", "mayor", "chief")])
    (kept, _) = project.store.glossaries()
    project.change_concept(kept.concepts[0].id, concept("市长", "Mayor"))
    added, changed = [info for info in reversed(project.store.changesets()) if info.label.startswith("term")]
    assert [item.kind for item in project.revert_plan(changed.id).items] == ["clean"]
    project.revert(project.revert_plan(changed.id))
    assert terms(project)[0] == ("", [("市长", "mayor")])
    project.revert(project.revert_plan(added.id))
    assert [found for name, found in terms(project) if not name] in ([], [[]])


def test_a_changed_term_is_not_taken_away_with_its_entry(project: Project) -> None:
    project.add_concepts([concept("市长", "mayor", "chief")])
    project.change_concept(project.store.glossaries()[0].concepts[0].id, concept("市长", "Mayor"))
    added = next(info for info in project.store.changesets() if info.label == "term-add")
    project.revert(project.revert_plan(added.id))
    assert terms(project)[0] == ("", [("市长", "Mayor")])


def test_only_what_was_written_is_parsed_again(project: Project) -> None:
    project.add_concepts([concept("市长", "mayor")])
    own, base = project.glossaries
    project.change_concept(ConceptId(int(own.concepts[0].id)), concept("市长", "city mayor"))
    assert project.glossaries[0].concepts[0].preferred == "city mayor"
    assert project.glossaries[1].concepts[0] is base.concepts[0]
    project.undo()
    assert project.glossaries[0].concepts == own.concepts


def test_a_glossary_read_back_is_the_one_put_in(project: Project) -> None:
    several = Concept(
        "x", (Term("b"), Term("a")), (Term("two", Status.ADMITTED), Term("one"), Term("{n}", pattern=True)),
        note=" a\r\nnote ", first=Term("one and all"),
    )  # fmt: skip
    project.add_glossary(Glossary("more", "zh", "en", (several, concept("市", "city"))))
    again = GlossaryReader().read(project.store)
    assert project.glossaries == again
