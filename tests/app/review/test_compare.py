"""Two versions side by side: tables of paragraphs. Keyed ones are written ``a:text``, others are of a file."""

from __future__ import annotations

import pytest

from app.review.compare import Difference, Passage, compare


def version(*said: str, keyed: bool = True) -> list[Passage]:
    found = []
    for row, item in enumerate(said, 1):
        key, _, text = item.rpartition(":")
        found.append(Passage(key if keyed else "", text, row))
    return found


def told(differences: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    return [(d.kind.value, d.before, d.after) for d in differences]


@pytest.mark.parametrize(
    ("before", "after", "differences"),
    [
        (["a:One.", "b:Two."], ["a:One.", "b:Two."], []),
        (["a:One.", "b:Two."], ["a:One.", "b:Three."], [("changed", "Two.", "Three.")]),
        (["a:One."], ["a:One.", "b:Two."], [("added", "", "Two.")]),
        (["a:One.", "b:Two.", "c:Three."], ["a:One.", "c:Three."], [("removed", "Two.", "")]),
        (["b:Two.", "c:Three."], ["c:Four."], [("removed", "Two.", ""), ("changed", "Three.", "Four.")]),
        # A key goes before what reads alike.
        (["a:Same.", "b:Other."], ["b:Same."], [("removed", "Same.", ""), ("changed", "Other.", "Same.")]),
    ],
)
def test_keys_say_which_paragraph_is_which(
    before: list[str], after: list[str], differences: list[tuple[str, str, str]]
) -> None:
    assert told(compare(version(*before), version(*after))) == differences


@pytest.mark.parametrize(
    ("before", "after", "differences"),
    [
        (["One fine day.", "Two."], ["One fine day.", "Two."], []),
        (["A cat sat here.", "Two."], ["A dog sat here.", "Two."], [("changed", "A cat sat here.", "A dog sat here.")]),
        (["First one.", "Last one."], ["First one.", "Not there.", "Last one."], [("added", "", "Not there.")]),
        (["xyz", "End."], ["一二三", "End."], [("removed", "xyz", ""), ("added", "", "一二三")]),
        (
            ["Quite new text was put here.", "A long sentence on cats."],
            ["A long sentence on dogs."],
            [("removed", "Quite new text was put here.", ""),
             ("changed", "A long sentence on cats.", "A long sentence on dogs.")],
        ),
        ([], ["One."], [("added", "", "One.")]),
        (["One."], [], [("removed", "One.", "")]),
    ],
)  # fmt: skip
def test_without_keys_what_reads_alike_is_the_same(
    before: list[str], after: list[str], differences: list[tuple[str, str, str]]
) -> None:
    found = compare(version(*before, keyed=False), version(*after, keyed=False))
    assert told(found) == differences


def test_long_stretches_without_anything_equal_are_paired_as_they_come() -> None:
    before = [Passage("", f"The paragraph number {n} of the old one.") for n in range(300)]
    after = [Passage("", f"The paragraph number {n} of the new one.", n + 1) for n in range(301)]
    found = compare(before, after)
    assert [d.row for d in found] == list(range(1, 302))
    assert found[-1].before == ""
