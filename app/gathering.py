"""The rows of a project as a survey wants them: each read once, and again when it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from app.model import BlockId, Changes, Row, RowId
from app.order import RowOrder
from app.review.learning import given_texts
from app.store import Store

PAGE = 250
"""Rows that are read, or asked about, between two moments at which the window may do something else."""


class Gathering:
    """``written`` are the rows that were written since they were read, ``unnamed`` those since names were last looked
    for; ``since`` is all that was written since :meth:`rows` was last asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[RowId, Row] = {}
        self._complete = False
        """Whether every row was read once; since then only those that are written need be."""
        self._given: dict[BlockId, str] = {}
        self.written: set[RowId] = set()
        self.unnamed: set[RowId] = set()
        self.since = Changes()

    @property
    def given(self) -> dict[BlockId, str]:
        """What translated blocks read before a person edited them by hand, where they read otherwise now; a copy."""
        return dict(self._given)

    def take(self, changes: Changes) -> None:
        """Something was written: its rows are to be read again."""
        self.written |= changes.rows
        self.since |= changes

    def read_on(self, order: RowOrder) -> Iterator[None]:
        """Reads the rows it has not seen as they stand, some at a time."""
        if not self._complete:
            for ids in order.steps(PAGE):
                fresh = [id_ for id_ in ids if id_ not in self._read]
                if fresh:
                    self._read_afresh(fresh)
                    yield
            self._complete = True
        written = sorted(self.written)
        for start in range(0, len(written), PAGE):
            self._read_afresh(written[start : start + PAGE])
            yield

    def rows(self, order: RowOrder) -> tuple[Row, ...]:
        """All rows as they stand; reads what is left to read."""
        for _ in self.read_on(order):
            pass
        self.since = Changes()
        return tuple(map(self._read.__getitem__, order))

    def rows_now(self, ids: Iterable[RowId], found: list[Row]) -> Iterator[None]:
        """Some rows as they stand, a few at a time, into ``found``; asks the store only for those it has not seen."""
        left = iter(ids)
        while wanted := list(islice(left, PAGE)):
            fresh = [id_ for id_ in wanted if id_ in self.written or id_ not in self._read]
            read = {row.id: row for row in self._store.rows(fresh)}
            found += [row for id_ in wanted if (row := read.get(id_) or self._read.get(id_)) is not None]
            yield

    def _read_afresh(self, ids: Sequence[RowId]) -> None:
        for row in self._store.rows(ids):
            self._read[row.id] = row
            for block in row.target:
                self._given.pop(block.id, None)
        self._given |= given_texts(self._store, ids)
        self.unnamed |= self.written.intersection(ids)
        self.written.difference_update(ids)
