"""What has been done since a changeset to what it touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.store import Create, Delete, SetField, Store, Value
from app.store.changes import ChangesetInfo

Record = dict[str, Value]


class Since:
    """The operations of all later changesets, net: what only came and went again has not changed anything."""

    def __init__(self, store: Store, newest_first: Iterable[ChangesetInfo]) -> None:
        self._store = store
        self._values: dict[tuple[str, int, str], Value] = {}
        self._uuids: dict[tuple[str, int], Value] = {}
        for later in reversed(list(newest_first)):
            for op in later.ops:
                # The first operation on a thing knows what stood there before it.
                match op:
                    case SetField(table, id_, field, before, _):
                        self._values.setdefault((table, id_, field), before)
                    case Delete("block", id_, values):
                        self._values.setdefault(("block", id_, "row_id"), values["row_id"])
                    case Create("block", id_, _):
                        self._values.setdefault(("block", id_, "row_id"), None)
                    case Delete(table, id_, values):
                        self._uuids.setdefault((table, id_), values["uuid"])
                    case Create(table, id_, _):
                        self._uuids.setdefault((table, id_), None)

    def at(self, table: str, id_: int) -> Record | None:
        """Whatever record has a number now."""
        try:
            return self._store.record(table, id_)
        except KeyError:
            return None

    def record(self, table: str, id_: int) -> Record | None:
        """The record that had a number then, as it is now; None if it is gone, whatever was given its number since."""
        now = self.at(table, id_)
        key = (table, id_)
        return None if now is None or (key in self._uuids and self._uuids[key] != now["uuid"]) else now

    def then(self, table: str, id_: int, field: str, now: Value) -> Value:
        """What a field held right after the changeset, ``now`` being what it holds."""
        return self._values.get((table, id_, field), now)

    def members_changed(self, rows: Collection[int]) -> bool:
        """Whether a block has come to one of the rows, or left it."""
        for (table, id_, field), then in self._values.items():
            if (table, field) == ("block", "row_id"):
                now = self._now(table, id_, field)
                if then != now and (then in rows or now in rows):
                    return True
        return False

    def rows_changed(self, rows: Collection[int]) -> bool:
        """The same, or one of the rows was decided on, pinned or moved."""
        return self.members_changed(rows) or any(
            table == "row" and id_ in rows and then != self._now(table, id_, field)
            for (table, id_, field), then in self._values.items()
        )

    def _now(self, table: str, id_: int, field: str) -> Value:
        record = self.at(table, id_)
        return record[field] if record is not None else None
