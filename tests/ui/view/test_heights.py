"""Block sums against the plain list they stand for."""

from __future__ import annotations

import random

import pytest

from ui.view.heights import RowHeights


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 1000, 5000])
def test_prefix_and_find_agree_with_a_plain_list(count: int) -> None:
    chance = random.Random(count)
    heights, plain = RowHeights(count, 40), [40] * count
    for _ in range(300):
        index, height = chance.randrange(count), chance.randrange(1, 900)
        assert heights.set(index, height) == height - plain[index]
        plain[index] = height
    tops = [0]
    for height in plain:
        tops.append(tops[-1] + height)
    assert heights.total == tops[-1]
    for index in {0, count, count - 1, *(chance.randrange(count) for _ in range(50))}:
        assert heights.prefix(index) == tops[index]
    for index in {0, count - 1, *(chance.randrange(count) for _ in range(50))}:
        assert heights.find(tops[index]) == (index, 0)
        assert heights.find(tops[index + 1] - 1) == (index, plain[index] - 1)


@pytest.mark.parametrize("steps", [(0, 1, 2), (1, 255, 256, 257), (100, 300, 1000), (256, 512), (511, 512, 5000, 5000)])
def test_rows_that_come_later_leave_the_others_as_they_are(steps: tuple[int, ...]) -> None:
    chance = random.Random(steps[0])
    heights, plain = RowHeights(steps[0], 40), [40] * steps[0]
    for count in steps[1:]:
        heights.grow(count)
        plain += [40] * (count - len(plain))
        for _ in range(30):
            index = chance.randrange(count)
            plain[index] = chance.randrange(1, 900)
            heights.set(index, plain[index])
        assert (len(heights), heights.total) == (count, sum(plain))
        for index in (0, count // 2, count - 1, count):
            assert heights.prefix(index) == sum(plain[:index])
        assert heights.find(heights.prefix(count - 1)) == (count - 1, 0)


def test_positions_outside_are_clamped() -> None:
    heights = RowHeights(3, 10)
    assert heights.find(-4) == (0, 0)
    assert heights.find(1000) == (2, 9)


def test_no_rows() -> None:
    heights = RowHeights(0, 10)
    assert (heights.total, heights.find(5), heights.prefix(0)) == (0, (0, 0), 0)


def test_a_row_may_be_higher_than_two_bytes_hold() -> None:
    heights = RowHeights(2, 10)
    heights.set(0, 1_000_000)
    assert (heights[0], heights.prefix(1), heights.find(1_000_003)) == (1_000_000, 1_000_000, (1, 3))


def test_an_outline_is_exact_at_blocks_and_near_between() -> None:
    heights = RowHeights(1000, 40)
    heights.set(300, 900)
    about = heights.outline()
    assert (about(0), about(256), about(512)) == (0, heights.prefix(256), heights.prefix(512))
    assert abs(about(400) - heights.prefix(400)) < 900
    assert about(999) < heights.total
