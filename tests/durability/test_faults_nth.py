"""The short form of ``python -m tests.durability.faults``: I/O calls of scripted sessions fail, once and for ever."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from itertools import islice
from unittest.mock import patch

import pytest

from app.errors import UserError
from app.model import Changes
from app.store import Store
from tests.durability.faults import Tally, every_fault, run, suffer

FAULTS = 800
STRIDE = 13


@pytest.mark.parametrize("part", range(4))
def test_every_failed_call_is_told_and_nothing_is_lost(part: int) -> None:
    tally = run(islice(every_fault(1 + part, STRIDE), FAULTS // 4))
    assert tally.wrong == []
    assert tally.faults == FAULTS // 4
    assert tally.told["disk-full"]
    assert tally.told["disk-error"]


def test_what_is_said_not_to_be_saved_and_is_was_never_on_a_disk_that_failed_once() -> None:
    once = (pair for pair in every_fault(9, 17) if not pair[1].for_ever)
    assert run(islice(once, 60)).present == 0


def careless(store: Store, edit: object, **options: object) -> tuple[int, Changes]:
    try:
        return _apply(store, edit, **options)
    except UserError:
        return 0, Changes()


_apply: Callable[..., tuple[int, Changes]] = Store.apply


@pytest.mark.parametrize(
    ("target", "broken"),
    [
        ("app.store.connection.explained", lambda *paths: nullcontext()),
        ("app.store.store.Store.apply", careless),
    ],
    ids=["errors in no words", "errors kept to itself"],
)
def test_a_store_that_hides_failures_is_seen(target: str, broken: Callable[..., object]) -> None:
    with patch(target, broken):
        tally = Tally()
        for seed, fault in islice(every_fault(1, 29), 60):
            tally += suffer(seed, fault)
    assert tally.wrong
