"""Which rows are to do, changed and weakly linked: asked of the store once, then kept up row by row.

Each of these questions goes over the whole document. Asked after every edit, they cost a large one two frames.
"""

from __future__ import annotations

from app.model import Changes, Row, RowId, RowState
from app.store import Store

_MANY = 200
"""So many rows changed at once are asked for with all the others."""


class Standing:
    """The sets belong to the callers only until the next change; whoever keeps one copies it."""

    def __init__(self, store: Store, sure: float) -> None:
        self._store = store
        self._sure = sure
        self._count: int | None = None
        self._todo: set[RowId] | None = None
        self._waiting: frozenset[RowState] = frozenset()
        self._changed: set[RowId] | None = None
        self._uncertain: dict[RowId, Row] | None = None

    def count(self) -> int:
        """How many rows there are."""
        if self._count is None:
            self._count = len(self._store.row_ids())
        return self._count

    def todo(self, states: frozenset[RowState]) -> set[RowId]:
        """Rows in one of the states that wait for the person, by their role."""
        if self._todo is None or self._waiting != states:
            self._waiting = states
            self._todo = self._store.rows_in(self._waiting)
        return self._todo

    def changed(self) -> set[RowId]:
        if self._changed is None:
            self._changed = self._store.changed_rows()
        return self._changed

    def uncertain(self) -> list[Row]:
        """Rows with links to look at again, in the order of their ids."""
        if self._uncertain is None:
            rows = self._store.rows(sorted(self._store.uncertain_rows(self._sure)))
            self._uncertain = {row.id: row for row in rows}
        return [self._uncertain[id_] for id_ in sorted(self._uncertain)]

    def take(self, changes: Changes) -> None:
        """Asks again for the rows of a change, whether they are new, other or gone."""
        if changes.structure:
            self._count = None
        rows = sorted(changes.rows)
        if len(rows) > _MANY:
            self._todo = self._changed = self._uncertain = None
            return
        if self._todo is not None:
            self._todo.difference_update(rows)
            self._todo |= self._store.rows_in(self._waiting, rows)
        if self._changed is not None:
            self._changed.difference_update(rows)
            self._changed |= self._store.changed_rows(rows)
        if self._uncertain is not None:
            for id_ in rows:
                self._uncertain.pop(id_, None)
            found = self._store.rows(sorted(self._store.uncertain_rows(self._sure, rows)))
            self._uncertain |= {row.id: row for row in found}
