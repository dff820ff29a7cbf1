"""The queue: what is worth a look comes first and says why; one in twenty is drawn, and tells what may be left."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.model import RowId, Severity
from app.review.decisions import Record
from app.review.queue import (
    ONE_IN,
    Candidate,
    Item,
    Suspicion,
    Why,
    errors_left,
    is_drawn,
    look_here_first,
    wilson,
)

MAJOR, MINOR = Suspicion("number", Severity.MAJOR), Suspicion("spacing", Severity.MINOR)
UNDRAWN = [RowId(n) for n in range(1, 200) if not is_drawn(RowId(n), "s")]
DRAWN = [RowId(n) for n in range(1, 2_000) if is_drawn(RowId(n), "s")]


def queue(candidates: Sequence[Candidate], records: dict[str, Record] | None = None) -> tuple[Item, ...]:
    return look_here_first(candidates, records or {}, 0.8, "s")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Candidate(UNDRAWN[1], [MAJOR]), Candidate(UNDRAWN[0], [MINOR])),
        (Candidate(UNDRAWN[1], [MAJOR, MINOR]), Candidate(UNDRAWN[0], [MAJOR])),
        (Candidate(UNDRAWN[1], [Suspicion("term", Severity.CRITICAL)]), Candidate(UNDRAWN[0], [MAJOR] * 4)),
        (Candidate(UNDRAWN[1], confidence=0.2), Candidate(UNDRAWN[0], confidence=0.6)),
        (Candidate(UNDRAWN[1], [MAJOR]), Candidate(UNDRAWN[0], unread=True)),
        (Candidate(UNDRAWN[1], flags=1), Candidate(UNDRAWN[0], [MAJOR])),
        (Candidate(UNDRAWN[0], [MAJOR]), Candidate(UNDRAWN[1], [MAJOR])),  # equals stand in the order of the text
    ],
)
def test_what_is_worth_more_comes_first(first: Candidate, second: Candidate) -> None:
    assert [item.row for item in queue([second, first])] == [first.row, second.row]


def test_a_check_that_was_wrong_before_is_worth_less() -> None:
    doubted, trusted = Candidate(UNDRAWN[0], [MAJOR]), Candidate(UNDRAWN[1], [Suspicion("date", Severity.MAJOR)])
    assert [item.row for item in queue([doubted, trusted])] == [doubted.row, trusted.row]
    assert [item.row for item in queue([doubted, trusted], {"number": Record(0, 10)})] == [trusted.row, doubted.row]


def test_every_reason_is_named_with_its_count() -> None:
    lapsed = Suspicion("number", Severity.MAJOR, lapsed=True)
    [item] = queue([Candidate(UNDRAWN[0], [MAJOR, lapsed, MINOR], 0.5, unread=True, flags=2)])
    assert item.why == (
        (Why.MAJOR, 2), (Why.MINOR, 1), (Why.LAPSED, 1), (Why.LINK, 1), (Why.UNREAD, 1), (Why.FLAG, 2)
    )  # fmt: skip


def test_rows_that_are_confirmed_or_say_nothing_are_left_out() -> None:
    assert queue([Candidate(UNDRAWN[0], [MAJOR], confirmed=True), Candidate(UNDRAWN[1])]) == ()


def test_one_in_twenty_is_drawn_and_the_same_ones_again() -> None:
    many = [RowId(n) for n in range(20_000)]
    share = sum(is_drawn(row, "a project") for row in many) / len(many)
    assert 0.9 / ONE_IN < share < 1.1 / ONE_IN
    assert [is_drawn(row, "a") for row in many[:500]] == [is_drawn(row, "a") for row in many[:500]]
    assert [is_drawn(row, "a") for row in many[:500]] != [is_drawn(row, "b") for row in many[:500]]


def test_drawn_rows_stand_between_the_others() -> None:
    candidates = [Candidate(row, [MINOR]) for row in UNDRAWN[:40]] + [Candidate(row) for row in DRAWN[:4]]
    places = [place for place, item in enumerate(queue(candidates), 1) if item.why == ((Why.DRAWN, 1),)]
    assert places == [20, 40, 43, 44]


@pytest.mark.parametrize(
    ("hits", "n", "expected"),
    # The values of Wilson's interval for 95 %, worked out by hand from the formula.
    [
        (0, 0, (0.0, 0.5, 1.0)),
        (0, 10, (0.0, 0.0, 0.2775)),
        (5, 10, (0.2366, 0.5, 0.7634)),
        (10, 10, (0.7225, 1.0, 1.0)),
    ],
)
def test_wilsons_interval(hits: int, n: int, expected: tuple[float, float, float]) -> None:
    assert wilson(hits, n) == pytest.approx(expected, abs=1e-4)


def test_what_may_be_left_is_told_from_the_drawn_rows_only() -> None:
    seen = [Candidate(row, seen=True, wrong=number < 4) for number, row in enumerate(DRAWN[:40])]
    suspected = [Candidate(row, [MAJOR], seen=True, wrong=True) for row in UNDRAWN[:30]]
    unseen = [Candidate(row) for row in UNDRAWN[30:130]]
    left = errors_left([*seen, *suspected, *unseen], answers=12, seed="s")
    assert left.likely == pytest.approx(10)
    assert (left.unseen, left.calibrated) == (100, True)
    assert left.low < 10 < left.high
    assert not errors_left([*seen, *unseen], answers=9, seed="s").calibrated
