"""The one table of actions: every action has words and a slot, no key means two things at once."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from app.review.blocks import SHAPES
from app.words import load_words
from ui.actions import ACTIONS, single_keys
from ui.dialogs.reshape import shape_name
from ui.linking import Linking


def test_every_action_has_words() -> None:
    words = load_words()
    assert [action.id for action in ACTIONS if f"actions.{action.id}" not in words] == []
    assert len({shape_name(words, shape) for shape in SHAPES}) == len(SHAPES)


def test_no_chord_means_two_things() -> None:
    chords = Counter(QKeySequence(key).toString() for action in ACTIONS for key in action.keys)
    assert [chord for chord, count in chords.items() if count > 1] == []
    assert "" not in chords


@pytest.mark.parametrize("of", ["grid", "align"])
def test_no_single_key_means_two_things_in_a_mode(of: str) -> None:
    keys = Counter(QKeySequence(key).toString() for action in ACTIONS for key in getattr(action, of))
    assert [key for key, count in keys.items() if count > 1] == []


def test_align_mode_has_its_own_keys_and_keeps_the_others() -> None:
    review, align = single_keys(aligning=False), single_keys(aligning=True)
    assert (review["R"].id, align["R"].id) == ("reject", "realign")
    assert (review["A"].id, align["A"].id) == ("confirm", "confirm")
    assert set(review) <= set(align)


def test_every_verb_of_links_has_a_chord_a_single_key_and_a_slot() -> None:
    own = [action for action in ACTIONS if action.menu.value == "align"]
    assert len(own) == 17
    for action in own:
        assert action.keys, action.id
        assert action.grid or action.align, action.id
        assert hasattr(Linking, action.slot), action.id
