"""What checks of whole documents are made of: they are told which rows come and go, and judge only what those touch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

from app.check.model import DocumentCheck, Fault, RowView

Key = TypeVar("Key", bound=Hashable)


def place_of(view: RowView) -> int:
    """The sort key of rows: their order in the document."""
    return view.place


class Members:
    """Some rows of a document in its order."""

    __slots__ = ("_views",)

    def __init__(self) -> None:
        self._views: list[RowView] = []

    def __len__(self) -> int:
        return len(self._views)

    def __iter__(self) -> Iterator[RowView]:
        return iter(self._views)

    @property
    def all(self) -> Sequence[RowView]:
        return self._views

    def add(self, view: RowView) -> None:
        if not self._views or self._views[-1].place < view.place:
            self._views.append(view)
        else:
            insort(self._views, view, key=place_of)

    def remove(self, view: RowView) -> None:
        """Takes away a row that is there."""
        del self._views[self.at(view)]

    def at(self, view: RowView) -> int:
        """How many of them stand before a row of the document."""
        return bisect_left(self._views, view.place, key=place_of)


class Grouped(ABC, Generic[Key]):
    """A check that puts rows together by what they have in common and judges each group by itself.

    A group is judged again when one of its rows came or went, and, as faults name rows by number, one with faults when
    rows were renumbered; of all others it stands what was said.
    """

    def __init__(self) -> None:
        self._groups: dict[Key, Members] = {}
        self._said: dict[Key, tuple[RowView, tuple[Fault, ...]]] = {}
        self._touched: dict[Key, None] = {}

    @abstractmethod
    def keys(self, view: RowView) -> Iterable[Key]:
        """The groups a row belongs to, by its texts and role alone."""

    @abstractmethod
    def judge(self, key: Key, members: Sequence[RowView]) -> Iterable[Fault]:
        """What is wrong with a group, of which there is a row at least. It may look at nothing but its rows."""

    def enter(self, view: RowView) -> None:
        for key in dict.fromkeys(self.keys(view)):
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = Members()
            group.add(view)
            self._touched[key] = None

    def leave(self, view: RowView) -> None:
        for key in dict.fromkeys(self.keys(view)):
            group = self._groups[key]
            group.remove(view)
            self._touched[key] = None
            if not len(group):
                del self._groups[key]

    def renumber(self) -> None:
        self._touched |= dict.fromkeys(self._said)

    def faults(self, views: Sequence[RowView]) -> Iterable[Fault]:
        """Those of all groups, in the order in which the groups begin."""
        for key in self._touched:
            group = self._groups.get(key)
            faults = tuple(self.judge(key, group.all)) if group is not None else ()
            if group is not None and faults:
                self._said[key] = group.all[0], faults
            else:
                self._said.pop(key, None)
        self._touched = {}
        return chain.from_iterable(faults for _, faults in sorted(self._said.values(), key=_first_place))


class Whole:
    """A check that reads the whole document, and again when any row came, went or got another number. What it takes
    down of a row is kept in its notes, so that another reading is quick."""

    def __init__(self, judge: Callable[[Sequence[RowView]], Iterable[Fault]]) -> None:
        self._judge = judge
        self._said: tuple[Fault, ...] | None = None

    def enter(self, view: RowView) -> None:
        self._said = None

    def leave(self, view: RowView) -> None:
        self._said = None

    def renumber(self) -> None:
        self._said = None

    def faults(self, views: Sequence[RowView]) -> Iterable[Fault]:
        if self._said is None:
            self._said = tuple(self._judge(views))
        return self._said


class Noted:
    """A check that after an edit goes over the rows of which ``takers`` note something, few of a document, and no
    others: ``judge`` is given those, and all rows of the document to ask them about."""

    def __init__(
        self,
        judge: Callable[[Sequence[RowView], Sequence[RowView]], Iterable[Fault]],
        *takers: Callable[[RowView], Any],
    ) -> None:
        self._judge = judge
        self._takers = takers
        self._rows = Members()

    def enter(self, view: RowView) -> None:
        if self._has(view):
            self._rows.add(view)

    def leave(self, view: RowView) -> None:
        if self._has(view):
            self._rows.remove(view)

    def renumber(self) -> None:
        """Nothing is kept that names a row by its number."""

    def faults(self, views: Sequence[RowView]) -> Iterable[Fault]:
        return self._judge(self._rows.all, views)

    def _has(self, view: RowView) -> bool:
        return any(view.note(taker) for taker in self._takers)


class Together:
    """Several checks under one name."""

    def __init__(self, *parts: DocumentCheck) -> None:
        self._parts = parts

    def enter(self, view: RowView) -> None:
        for part in self._parts:
            part.enter(view)

    def leave(self, view: RowView) -> None:
        for part in self._parts:
            part.leave(view)

    def renumber(self) -> None:
        for part in self._parts:
            part.renumber()

    def faults(self, views: Sequence[RowView]) -> Iterable[Fault]:
        return chain.from_iterable(part.faults(views) for part in self._parts)


def _first_place(said: tuple[RowView, tuple[Fault, ...]]) -> int:
    return said[0].place
