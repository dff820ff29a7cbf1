"""kill -9 of the real window while somebody types. ``ENFACE_KILLS=1000`` makes it long."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.durability.kill_window import run

ROUNDS = int(os.environ.get("ENFACE_KILLS", "50"))

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks the window"),
    # On a busy machine as many windows take their time.
    pytest.mark.timeout(120 + 10 * ROUNDS),
]


def test_what_was_said_to_be_saved_is_there_and_at_most_one_key_is_gone(tmp_path: Path) -> None:
    figures = run(ROUNDS, tmp_path)
    print(figures)  # noqa: T201
    assert figures.sound, [str(figures), *figures.notes]
    # The kills have to fall into typing as well as between saves, or the test says nothing.
    assert figures.saved >= ROUNDS
    assert figures.drafts >= ROUNDS // 5


@pytest.mark.parametrize("control", ["no-drafts", "early-ack"])
def test_the_control_shows_loss(tmp_path: Path, control: str) -> None:
    """Without a journal keys are lost; a program that says "saved" too early loses what it said."""
    figures = run(60, tmp_path, control=control, until_loss=True)
    assert (figures.behind if control == "no-drafts" else figures.lost) > 0, str(figures)
