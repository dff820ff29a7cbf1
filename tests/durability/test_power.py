"""The short form of ``python -m tests.durability.power``: the power goes 10,000 times, and the controls lose work."""

from __future__ import annotations

import pytest

from tests.durability.power import CONTROLS, Control, run, run_control

CUTS = 10_000


@pytest.mark.parametrize("part", range(10))
def test_nothing_acknowledged_is_lost_when_the_power_goes(part: int) -> None:
    tally = run(CUTS // 10, seed=100 + part)
    assert tally.found == []
    assert tally.cuts == CUTS // 10
    # Else the cuts fell where there was nothing to lose.
    assert tally.at_risk > tally.cuts / 2
    assert tally.acked > tally.cuts


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.name)
def test_a_weaker_way_of_writing_is_seen_to_lose_work(control: Control) -> None:
    assert run_control(control, 300, seed=2).bad > 0
