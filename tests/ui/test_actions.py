"""The one table of actions: every action has words and a slot. Its keys: ``test_keymap`` and ``test_every_key``."""

from __future__ import annotations

from app.review.blocks import SHAPES
from app.words import load_words
from ui.actions import ACTIONS
from ui.dialogs.reshape import shape_name
from ui.linking import Linking


def test_every_action_has_words() -> None:
    words = load_words()
    assert [action.id for action in ACTIONS if f"actions.{action.id}" not in words] == []
    assert len({shape_name(words, shape) for shape in SHAPES}) == len(SHAPES)


def test_every_verb_of_links_has_a_chord_a_single_key_and_a_slot() -> None:
    own = [action for action in ACTIONS if action.menu.value == "align"]
    assert len(own) == 17
    for action in own:
        assert action.keys, action.id
        assert action.grid or action.align, action.id
        assert hasattr(Linking, action.slot), action.id
