"""The power goes at every operation of every migration: the file is of one version, whole, never half.

The short form of ``python -m tests.durability.halves``.
"""

from __future__ import annotations

import pytest

from tests.durability.halves import IMAGES, STEPS, in_pieces, opening_of, reference, states_after_cuts

SEEDS = 5


@pytest.mark.parametrize("name", IMAGES)
def test_a_cut_migration_leaves_the_old_or_the_new_file(name: str) -> None:
    image = IMAGES[name]
    whole = reference(image)
    states = states_after_cuts(opening_of(image), whole, SEEDS)
    assert not [state for state in states if state.startswith("half")]
    # Both ends were seen, and something between them.
    assert states["nothing" if image is None else f"version {min(whole)}"] > SEEDS
    assert states[f"version {len(STEPS)}"] > SEEDS
    assert len(states) > 2


@pytest.mark.parametrize("name", ["new", "v1"])
def test_the_same_steps_without_a_transaction_are_seen_half(name: str) -> None:
    image = IMAGES[name]
    states = states_after_cuts(opening_of(image, in_pieces), reference(image), 2)
    assert sum(number for state, number in states.items() if state.startswith("half")) > 10
