"""One changeset under consideration: what it did, net, and how that stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.model import BlockId, Row, RowId, Side
from app.review.revert.since import Record, Since
from app.store import Create, Delete, SetField, Store
from app.store.changes import ChangesetInfo


class Case:
    """The changeset's operations, net (first before, last after), to be taken out by those who know what they mean."""

    def __init__(self, store: Store, info: ChangesetInfo, since: Since) -> None:
        self.store = store
        self.since = since
        self.flags = store.flags()
        self._sets: dict[tuple[str, int, str], SetField] = {}
        self._records: dict[tuple[str, int], Create | Delete] = {}
        self._given: dict[str, int] = {}
        for op in info.ops:
            key = (op.table, op.id)
            if isinstance(op, SetField):
                first = self._sets.get((*key, op.field), op)
                self._sets[*key, op.field] = SetField(*key, op.field, first.before, op.after)
            elif type(self._records.get(key, op)) is type(op):
                self._records[key] = op
            else:
                del self._records[key]  # made and taken away again

    def take_sets(self, wanted: Callable[[SetField], bool] = lambda op: True) -> list[SetField]:
        """Takes out the fields that were set, those that really changed."""
        found = [op for op in self._sets.values() if wanted(op)]
        for op in found:
            del self._sets[op.table, op.id, op.field]
        return [op for op in found if op.before != op.after]

    def take_records(
        self, table: str, wanted: Callable[[Create | Delete], bool] = lambda op: True
    ) -> list[Create | Delete]:
        """Takes out the records of a table that were made or taken away."""
        found = [op for op in self._records.values() if op.table == table and wanted(op)]
        for op in found:
            del self._records[table, op.id]
        return found

    def brought(self, flag: int) -> bool:
        """Whether the changeset itself brought a flag to the paragraph it is on: then it goes back with it."""
        return ("flag", flag, "block_id") in self._sets

    # How it stands now

    def standing(self, op: Create | Delete) -> Record | None:
        """The very record an operation made or took away, if it is there now."""
        now = self.since.at(op.table, op.id)
        return now if now is not None and now["uuid"] == op.values["uuid"] else None

    def free(self, ops: Iterable[Create | Delete]) -> bool:
        """Whether no record has taken the numbers of these."""
        return all(self.since.at(op.table, op.id) is None for op in ops)

    def fresh(self, table: str) -> int:
        """A number no record of the table has, another one each time."""
        self._given[table] = max(self._given.get(table, 0) + 1, self.store.next_id(table))
        return self._given[table]

    def row_of(self, block: int) -> RowId | None:
        """Where a block is seen; None for one that was taken away."""
        row = self.since.at("block", block)
        return RowId(int(row["row_id"])) if row is not None and row["row_id"] else None

    def row(self, id_: RowId | None) -> Row | None:
        rows = self.store.rows([id_]) if id_ is not None else []
        return rows[0] if rows else None

    def row_text(self, id_: RowId | None) -> str:
        row = self.row(id_)
        return (row.text(Side.TARGET) or row.text(Side.SOURCE)) if row is not None else ""

    def block_text(self, id_: int) -> str:
        return self.store.block(BlockId(id_)).text


def key_of(op: SetField | Create | Delete) -> str:
    """The name of an item within its plan."""
    return f"{op.table}.{op.id}.{op.field}" if isinstance(op, SetField) else f"{op.table}.{op.id}"
