"""Whose words these are: texts of a paragraph in order, A wrote the first, B the second and so on."""

from __future__ import annotations

import pytest

from app.model import BlockId, ChangesetId, RevisionSeq
from app.review.blame import blame, writer_at
from app.store.changes import Revision


def revisions(*texts: str) -> list[Revision]:
    return [
        Revision(
            RevisionSeq(n), BlockId(1), RevisionSeq(n - 1) if n else None, text, "ABCDEF"[n], "2026-03-02T09:00:00Z",
            "edit", ChangesetId(n),
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["One two."], [("One two.", "A")]),
        (["One two.", "One 2."], [("One ", "A"), ("2", "B"), (".", "A")]),
        (["One two.", "One more two.", "One more three."],
         [("One ", "A"), ("more ", "B"), ("three", "C"), (".", "A")]),
        # What comes back is still theirs who wrote it.
        (["One two.", "One 2.", "One two."], [("One two.", "A")]),
        (["One.", "Two.", "One.", "Two. Four."], [("Two. Four", "D"), (".", "A")]),
        (["One two.", ""], []),
        (["", "New text."], [("New text.", "B")]),
        (["会议在北京举行。", "会议在上海举行。"], [("会议在", "A"), ("上海", "B"), ("举行。", "A")]),
        ([], []),
    ],
)  # fmt: skip
def test_words_belong_to_who_wrote_them(texts: list[str], written: list[tuple[str, str]]) -> None:
    found = blame(revisions(*texts))
    assert "".join(stretch.text for stretch in found) == (texts[-1] if texts else "")
    assert [(stretch.text, stretch.revision.author) for stretch in found] == written


@pytest.mark.parametrize(("position", "author"), [(0, "A"), (3, "A"), (4, "B"), (5, "A"), (6, "A")])
def test_the_writer_at_a_place(position: int, author: str) -> None:
    stretch = writer_at(blame(revisions("One two.", "One 2.")), position)
    assert stretch is not None
    assert stretch.revision.author == author


def test_nobody_wrote_nothing() -> None:
    assert writer_at((), 0) is None
