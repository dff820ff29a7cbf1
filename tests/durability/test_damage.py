"""The short form of ``python -m tests.durability.damage``: sixty projects, each damaged twice."""

from __future__ import annotations

import pytest

from tests.durability.damage import ISSUE, run

PROJECTS = 60


@pytest.mark.parametrize("part", range(4))
def test_damage_is_survived(part: int) -> None:
    tally = run(PROJECTS // 4, seed=1 + part * PROJECTS // 4)
    assert tally.wrong == []
    assert tally.share() >= 0.99
    # Else the damage fell where there was nothing.
    assert tally.of("seen", ISSUE) > 0
    assert sum(tally.readable.values()) > 500
