"""The order of a project's rows, read as far as somebody looks: a million of them need not be there to show a dozen."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import cast, overload

from app.model import RowId
from app.store import Store

STEP = 10_000
"""Rows that are read at once: three milliseconds."""


class RowOrder(Sequence[RowId]):
    """The ids of all rows in order; good until the structure of the project changes.

    How many there are is known at once. What lies behind what has been read is read when it is asked for, or step by
    step (:meth:`read_on`). Sixteen bytes a row.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._count = store.row_count()
        self._ids = array("q")
        self._places = array("q")
        """By id: which row it is, -1 for none that has been read."""
        self._last: tuple[float, RowId] | None = None

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> RowId: ...

    @overload
    def __getitem__(self, index: slice) -> list[RowId]: ...

    def __getitem__(self, index: int | slice) -> RowId | list[RowId]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            self._read_to(max(start, stop))
            return cast(list[RowId], self._ids[start:stop:step].tolist())
        if not -self._count <= index < self._count:
            raise IndexError(index)
        self._read_to(index + 1 if index >= 0 else self._count)
        return RowId(self._ids[index])

    def __iter__(self) -> Iterator[RowId]:
        self._read_to(self._count)
        return cast(Iterator[RowId], iter(self._ids))

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and self.index_of(RowId(row)) >= 0

    @property
    def complete(self) -> bool:
        return len(self._ids) >= self._count

    def read_on(self) -> bool:
        """Reads the next step of rows and says whether there was one."""
        if self.complete:
            return False
        found = self._store.row_ids_after(self._last, STEP)
        if not found:
            self._count = len(self._ids)
            return False
        place = len(self._ids)
        self._ids.extend([id_ for _, id_ in found])
        self._last = found[-1]
        missing = max(self._ids[place:]) + 1 - len(self._places)
        if missing > 0:
            self._places.extend(array("q", [-1]) * missing)
        places = self._places
        for place, id_ in enumerate(self._ids[place:], place):  # noqa: B020 (it goes on from where it begins)
            places[id_] = place
        return True

    def index_of(self, row: RowId) -> int:
        """The place of a row, from 0; -1 where there is no such row."""
        while True:
            place = self._places[row] if 0 <= row < len(self._places) else -1
            if place >= 0 or not self.read_on():
                return place

    def steps(self, size: int) -> Iterator[list[RowId]]:
        """All rows in order, some at a time."""
        for start in range(0, self._count, size):
            yield self[start : start + size]

    def _read_to(self, count: int) -> None:
        while len(self._ids) < min(count, self._count) and self.read_on():
            pass
