"""Which rows are to do, changed and weakly linked: asked of the store once, then kept up row by row.

Each of these questions goes over the whole document. Asked after every edit, they cost a large one two frames; asked
at once where it is opened, they keep its first rows waiting. So they can be read a step at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.model import Changes, Row, RowId, RowState
from app.store import Store

_MANY = 200
"""So many rows changed at once are asked for with all the others."""


@dataclass(slots=True)
class _Kept:
    """What is kept of the rows; it is taken over once every row was asked for."""

    todo: set[RowId] = field(default_factory=set)
    changed: set[RowId] = field(default_factory=set)
    uncertain: dict[RowId, Row] = field(default_factory=dict)


class Standing:
    """The sets belong to the callers only until the next change; whoever keeps one copies it."""

    def __init__(self, store: Store, sure: float) -> None:
        self._store = store
        self._sure = sure
        self._waiting: frozenset[RowState] = frozenset()
        self._kept: _Kept | None = None
        self._missed: set[RowId] | None = None
        """Rows that were written while the others were read; None while nobody reads."""

    def known(self, states: frozenset[RowState]) -> bool:
        """Whether nothing has to be read for an answer about these states."""
        return self._kept is not None and self._waiting == states

    def read(self, states: frozenset[RowState], steps: Iterator[Sequence[RowId]]) -> Iterator[None]:
        """Asks for all rows, a step at a time. What is written between two steps is asked for once more at the end."""
        kept, missed = _Kept(), set[RowId]()
        self._missed = missed
        for rows in steps:
            self._ask(kept, states, rows)
            yield
        if self._missed is missed:
            # Nobody has begun anew, and nothing was written that would have to be read from its beginning.
            self._missed = None
            self._kept, self._waiting = kept, states
            self._take(kept, sorted(missed))

    def todo(self, states: frozenset[RowState]) -> set[RowId]:
        """Rows in one of the states that wait for the person, by their role."""
        if self._waiting != states:
            self._waiting = states
            if self._kept is not None:
                self._kept.todo = self._store.rows_in(states)
        return self._all().todo

    def changed(self) -> set[RowId]:
        return self._all().changed

    def uncertain(self) -> list[Row]:
        """Rows with links to look at again, in the order of their ids."""
        kept = self._all().uncertain
        return [kept[id_] for id_ in sorted(kept)]

    def take(self, changes: Changes) -> None:
        """Asks again for the rows of a change, whether they are new, other or gone."""
        many = len(changes.rows) > _MANY
        if self._missed is not None:
            self._missed |= changes.rows
        if self._kept is not None and many:
            self._kept = None
        elif self._kept is not None:
            self._take(self._kept, sorted(changes.rows))

    def _all(self) -> _Kept:
        if self._kept is None:
            self._missed = None
            self._kept = _Kept()
            self._ask(self._kept, self._waiting, None)
        return self._kept

    def _take(self, kept: _Kept, rows: Sequence[RowId]) -> None:
        kept.todo.difference_update(rows)
        kept.changed.difference_update(rows)
        for id_ in rows:
            kept.uncertain.pop(id_, None)
        self._ask(kept, self._waiting, rows)

    def _ask(self, kept: _Kept, states: frozenset[RowState], rows: Sequence[RowId] | None) -> None:
        kept.todo |= self._store.rows_in(states, rows)
        kept.changed |= self._store.changed_rows(rows)
        uncertain = self._store.rows(sorted(self._store.uncertain_rows(self._sure, rows)))
        kept.uncertain |= {row.id: row for row in uncertain}
