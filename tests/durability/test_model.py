"""Thousands of steps of the real project beside the model; the controls show that a fault would be seen."""

from __future__ import annotations

import io
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clean import RuleSet
from app.history import History
from app.model import Changes
from app.pipeline import shipped_rules
from app.review.revert import texts
from app.store import Edit, Origin, writing
from app.store.writing import Stamp
from tests.durability.rules import RULES, Step
from tests.durability.walking import cut_down, walk_through, walks

_NUMBERS = st.integers(0, 999)


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return shipped_rules()


@pytest.mark.timeout(600)
def test_the_project_is_what_the_model_says() -> None:
    said = io.StringIO()
    assert walks(30_000, 1, said) == 0, said.getvalue()


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.builds(Step, st.sampled_from(list(RULES)), _NUMBERS, _NUMBERS, _NUMBERS), max_size=60))
def test_steps_that_look_for_trouble(steps: list[Step], rules: RuleSet) -> None:
    """The same rules under hypothesis, which prefers what is small, equal and at the edge."""
    assert walk_through(steps, rules) == ""


def _half_an_undo(self: History) -> Changes:
    """Forgets one of several texts."""
    if not self._done:
        return Changes()
    edit, changeset = self._done[-1]
    ops = edit.inverse.ops[1:] or edit.inverse.ops
    _, changes = self._store.apply(Edit(edit.label, Origin.UNDO, ops), reverts=changeset)
    self._undone.append(self._done.pop())
    return changes


def _revision_that_is_no_head(connection: sqlite3.Connection, id_: int, before: str, after: str, stamp: Stamp) -> None:
    """Writes the text down and goes on showing the old one."""
    head = connection.execute("SELECT head FROM block WHERE id = ?", (id_,)).fetchone()[0]
    writing.append_revision(connection, id_, head, after, stamp)


def _merge_that_overwrites(base: str, mine: str, theirs: str) -> str:
    """Puts the old text back over what was written since."""
    return theirs


@pytest.mark.parametrize(
    ("where", "name", "fault"),
    [
        (History, "undo", _half_an_undo),
        (writing, "_set_text", _revision_that_is_no_head),
        (texts, "merge", _merge_that_overwrites),
    ],
)
def test_a_fault_of_the_program_is_seen(
    monkeypatch: pytest.MonkeyPatch, rules: RuleSet, where: object, name: str, fault: object
) -> None:
    monkeypatch.setattr(where, name, fault)
    said = io.StringIO()
    assert walks(2_000, 1, said) == 1
    assert "the model" in said.getvalue()


def test_a_failed_walk_is_cut_down_to_what_matters(monkeypatch: pytest.MonkeyPatch, rules: RuleSet) -> None:
    monkeypatch.setattr(History, "undo", _half_an_undo)
    steps = [Step("edit", 1, 1), Step("flag", 2), Step("state", 1, 1, 2), Step("pin", 3, 1), Step("undo"), Step("redo")]
    found = cut_down([*steps, *steps], rules)
    assert walk_through(found, rules) != ""
    assert len(found) < 4
