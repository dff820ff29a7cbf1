"""Which drafts are worth offering, held against a project that went on meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.drafts import Draft
from app.model import BlockId, RevisionSeq, RowId, Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.recovery import Recovered, journal_of, recovered

AT = "2026-01-02T03:04:05Z"


def made(path: Path, texts: dict[Side, str]) -> Project:
    rules = shipped_rules()
    prepared = prepare({side: read_pasted(text) for side, text in texts.items()}, {}, rules)
    return Project.create(path, prepared, "Mara", rules, ["none"])


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = made(tmp_path / "p.enface", {Side.SOURCE: "猫。\n\n狗。", Side.TARGET: "A cat.\n\nA dog."})
    yield opened
    opened.close()


@pytest.fixture
def untranslated(tmp_path: Path) -> Iterator[Project]:
    opened = made(tmp_path / "u.enface", {Side.SOURCE: "猫。\n\n狗。"})
    yield opened
    opened.close()


def typed(project: Project, block: BlockId, text: str) -> Draft:
    """A draft of a block as it stands now."""
    return Draft(project.store.row_of(block), block, project.store.block(block).seq, text, AT)


def cat(project: Project) -> BlockId:
    return project.store.blocks(Side.TARGET)[0].id


def only(project: Project, draft: Draft) -> Recovered:
    offered, done = recovered(project.store, [draft])
    assert (len(offered), done) == (1, ())
    return offered[0]


def test_what_differs_is_offered_at_its_place(project: Project) -> None:
    draft = typed(project, cat(project), "A cat and")
    found = only(project, draft)
    assert found == Recovered(draft, "A cat.", draft.row, draft.block, 1, False)


def test_what_reads_as_it_is_saved_is_not(project: Project) -> None:
    draft = typed(project, cat(project), "A cat.")
    assert recovered(project.store, [draft]) == ((), (draft,))


def test_what_was_saved_before_the_end_is_not_even_if_it_was_changed_again(project: Project) -> None:
    draft = typed(project, cat(project), "A fat cat.")
    project.edit(cat(project), "A fat cat.")
    project.edit(cat(project), "A thin cat.")
    assert recovered(project.store, [draft]) == ((), (draft,))


def test_what_was_saved_once_and_typed_anew_is_offered(project: Project) -> None:
    project.edit(cat(project), "A fat cat.")
    project.undo()
    assert only(project, typed(project, cat(project), "A fat cat.")).saved == "A cat."


def test_an_erased_text_is_offered_too(project: Project) -> None:
    assert only(project, typed(project, cat(project), "")).saved == "A cat."


def test_a_change_since_is_said(project: Project) -> None:
    draft = typed(project, cat(project), "A cat and")
    project.edit(cat(project), "The cat.")
    found = only(project, draft)
    assert (found.changed, found.saved) == (True, "The cat.")


def test_a_block_is_found_in_its_new_row(project: Project) -> None:
    draft = typed(project, project.store.blocks(Side.TARGET)[1].id, "A dog and")
    project.merge(project.store.row_ids()[:2])
    found = only(project, draft)
    assert (found.row, found.number, found.changed) == (project.store.row_ids()[0], 1, False)


def test_a_first_translation_is_offered_for_its_row(untranslated: Project) -> None:
    row = untranslated.store.row_ids()[1]
    draft = Draft(row, BlockId(0), RevisionSeq(0), "A dog", AT)
    assert only(untranslated, draft) == Recovered(draft, "", row, BlockId(0), 2, False)
    untranslated.write_target(row, "A dog")
    assert recovered(untranslated.store, [draft]) == ((), (draft,))
    again = only(untranslated, Draft(row, BlockId(0), RevisionSeq(0), "A hound", AT))
    assert (again.saved, again.changed, again.number) == ("A dog", True, 2)
    assert again.block == untranslated.store.row(row).target[0].id


@pytest.mark.parametrize(("row", "block"), [(999, 0), (999, 999), (-1, 0), (1, (1 << 62) - 1)])
def test_a_text_without_a_place_is_never_thrown_away(project: Project, row: int, block: int) -> None:
    found = only(project, Draft(RowId(row), BlockId(block), RevisionSeq(0), "typed", AT))
    assert (found.row, found.number, found.draft.text) == (None, 0, "typed")


def test_a_text_of_a_block_that_was_undone_has_no_place(untranslated: Project) -> None:
    row = untranslated.store.row_ids()[1]
    untranslated.write_target(row, "A dog.")
    draft = typed(untranslated, untranslated.store.row(row).target[0].id, "A dog and")
    untranslated.undo()
    found = only(untranslated, draft)
    assert (found.row, found.saved) == (None, "")


def test_a_project_that_was_only_looked_at_leaves_no_journal(project: Project) -> None:
    journal = journal_of(project.store)
    assert journal.pending() == ()
    journal.close()
    assert not list(Path(os.environ["XDG_DATA_HOME"]).rglob("*.drafts"))
