"""Rows that are linked wrongly, told by their numbers: those of a stretch all stand one to three rows further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from app.check.comparison import Mismatch
from app.check.groups import Members
from app.check.model import Fault, RowView
from app.model import Fact
from glossary.language.numbers import Number

_WINDOW = 10
_ROWS = 6
_REACH = 3


class Bursts:
    """Where the rows of a stretch disagree on numbers and those numbers all stand a few rows further.

    A stretch is at least six of ten rows with numbers, half of them shifted by the same distance.
    """

    def __init__(self) -> None:
        self._faulty = Members()
        self._numeric = Members()

    def enter(self, view: RowView, *, faulty: bool) -> None:
        """``faulty``: whether its numbers or dates are."""
        if faulty:
            self._faulty.add(view)
        if faulty or view.note(_has_digit):
            self._numeric.add(view)

    def leave(self, view: RowView, *, faulty: bool) -> None:
        if faulty:
            self._faulty.remove(view)
        if faulty or view.note(_has_digit):
            self._numeric.remove(view)

    def stretches(self, views: Sequence[RowView]) -> list[list[RowView]]:
        """The faulty rows of each stretch; ``views`` are all rows."""
        if len(self._faulty) < _ROWS:
            return []
        ranks = {self._numeric.at(view): view for view in self._faulty}
        shifts: dict[int, set[int]] = {}
        inside: set[int] = set()
        for first in self._windows(list(ranks)):
            hit = [rank for rank in range(first, first + _WINDOW) if rank in ranks]
            for rank in hit:
                if rank not in shifts:
                    shifts[rank] = _shifts(views, ranks[rank].place)
            common = Counter(shift for rank in hit for shift in shifts[rank]).most_common(1)
            if common and 2 * common[0][1] >= len(hit):
                inside.update(hit)
        return _stretches([ranks[rank] for rank in sorted(inside)])

    def _windows(self, ranks: Sequence[int]) -> Iterator[int]:
        """Where windows begin that have enough faulty rows; ``ranks`` are their numbers among the rows with numbers."""
        last = max(0, len(self._numeric) - _WINDOW)
        begun = 0
        for rank, sixth in zip(ranks, ranks[_ROWS - 1 :], strict=False):
            for first in range(max(begun, sixth - _WINDOW + 1), min(rank, last) + 1):
                yield first
                begun = first + 1


def burst_fault(fault: Fault, count: int, first: RowView, last: RowView) -> Fault:
    """One fault in the place of all of a stretch, of which ``fault`` is the first."""
    facts: tuple[tuple[str, Fact], ...] = (("n", count), ("first", first.row + 1), ("last", last.row + 1))
    return replace(fault, code="number-burst", facts=facts, suggestions=(), severity=None, verdict="", evidence="burst")


def _shifts(views: Sequence[RowView], index: int) -> set[int]:
    """How many rows further on the other side a number stands that does not fit here."""
    found: set[int] = set()
    for shift in (*range(-_REACH, 0), *range(1, _REACH + 1)):
        for mismatch in views[index].note(_mismatches):
            if mismatch.source is not None and _stands(mismatch.source, views, index + shift, theirs=True):
                found.add(shift)
            if mismatch.target is not None and _stands(mismatch.target, views, index - shift, theirs=False):
                found.add(shift)
    return found


def _stands(number: Number, views: Sequence[RowView], index: int, *, theirs: bool) -> bool:
    if not 0 <= index < len(views):
        return False
    return not views[index].note(_figures)[theirs].isdisjoint(number.values)


def _mismatches(view: RowView) -> tuple[Mismatch, ...]:
    return view.mismatches


def _figures(view: RowView) -> tuple[frozenset[Fraction], frozenset[Fraction]]:
    """The values of the figures of the source, and of the target."""
    ours, theirs = (
        frozenset(value for number in numbers if number.figure for value in number.values)
        for numbers in (view.source_numbers, view.target_numbers)
    )
    return ours, theirs


def _has_digit(view: RowView) -> bool:
    return any(map(str.isdigit, view.target))


def _stretches(views: Sequence[RowView]) -> list[list[RowView]]:
    stretches: list[list[RowView]] = []
    for view in views:
        if stretches and view.place - stretches[-1][-1].place <= _WINDOW:
            stretches[-1].append(view)
        else:
            stretches.append([view])
    return stretches
