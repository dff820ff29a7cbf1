from __future__ import annotations

import pytest

from app.align.score import Score, bead_set, score

Sides = tuple[list[int], list[int]]
GOLD: list[Sides] = [([0], [0]), ([1, 2], [1]), ([3], []), ([4], [2, 3]), ([], [4])]


@pytest.mark.parametrize(
    ("result", "strict", "lax"),
    [
        # The gold itself: omissions count for precision (5 of 5), not for recall (3 of 3).
        (GOLD, (5, 5, 3, 3), (5, 5, 3, 3)),
        # 1-1 for 2-1 is laxly right both ways; the omission of unit 2 is wrong in both counts.
        ([([0], [0]), ([1], [1]), ([2], []), ([3], []), ([4], [2, 3]), ([], [4])], (4, 6, 2, 3), (5, 6, 3, 3)),
        # An omission of two units is not two omissions, and shares no link with anything.
        ([([3, 4], []), ([], [2, 3, 4]), ([0], [0]), ([1, 2], [1])], (2, 4, 2, 3), (2, 4, 2, 3)),
        # Everything in one bead: no strict hit, one lax bead, all of the gold laxly found.
        ([([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])], (0, 1, 0, 3), (1, 1, 3, 3)),
        ([], (0, 0, 0, 3), (0, 0, 0, 3)),
    ],
)
def test_hits_are_counted_as_by_hand(
    result: list[Sides], strict: tuple[int, int, int, int], lax: tuple[int, int, int, int]
) -> None:
    assert score(bead_set(result), bead_set(GOLD), strict=True) == Score(*strict)
    assert score(bead_set(result), bead_set(GOLD), strict=False) == Score(*lax)


def test_documents_are_summed_before_dividing() -> None:
    total = Score(1, 2, 1, 4) + Score(5, 6, 2, 2)
    assert (total.precision, total.recall) == (6 / 8, 3 / 6)
    assert total.f1 == pytest.approx(0.6)


def test_nothing_found_is_nothing_divided() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)


def test_a_bead_counts_once_in_any_order() -> None:
    assert bead_set([([2, 1], [0]), ([1, 2], [0]), ([], [])]) == {((1, 2), (0,))}
