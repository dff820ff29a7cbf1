"""What a write is made of: small operations that know their own inverse, and are kept with their changeset.

``SetField`` of a block's ``text`` appends a revision; every other field is overwritten in place. The value before is
part of the operation, so a write that would overwrite something newer is refused instead of done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float | None


class Origin(StrEnum):
    """Why a revision or a changeset came to be."""

    IMPORT = "import"
    EDIT = "edit"
    CLEAN = "clean"
    FIX = "fix"
    HARMONISE = "harmonise"
    REPLACE = "replace"
    RESTORE = "restore"
    UNDO = "undo"
    REDO = "redo"
    ALIGN = "align"
    REVIEW = "review"
    REVIEW_IMPORT = "review-import"
    MERGE = "merge"
    REVERT = "revert"
    SNAPSHOT = "snapshot"
    """A name for the project as it stands, which is the label; it has no operations."""


@dataclass(frozen=True, slots=True)
class SetField:
    """``table.id.field`` goes from ``before`` to ``after``."""

    table: str
    id: int
    field: str
    before: Value
    after: Value

    @property
    def inverse(self) -> SetField:
        return SetField(self.table, self.id, self.field, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Create:
    """A new record; ``values`` holds every column, ``id`` included."""

    table: str
    id: int
    values: Mapping[str, Value]

    @property
    def inverse(self) -> Delete:
        return Delete(self.table, self.id, self.values)


@dataclass(frozen=True, slots=True)
class Delete:
    """A record taken away; ``values`` are what stood in it, so that the inverse can put it back."""

    table: str
    id: int
    values: Mapping[str, Value]

    @property
    def inverse(self) -> Create:
        return Create(self.table, self.id, self.values)


Op = SetField | Create | Delete


@dataclass(frozen=True, slots=True)
class Edit:
    """One action of a person: a label (word catalogue, ``edits.<label>``), why, and its operations in order."""

    label: str
    origin: Origin
    ops: tuple[Op, ...]

    @property
    def inverse(self) -> Edit:
        return Edit(self.label, self.origin, tuple(op.inverse for op in reversed(self.ops)))

    def __bool__(self) -> bool:
        return bool(self.ops)


def dump_ops(ops: tuple[Op, ...]) -> str:
    """The operations as compact JSON, for the changeset's record."""
    return json.dumps([_dump(op) for op in ops], ensure_ascii=False, separators=(",", ":"))


def load_ops(text: str) -> tuple[Op, ...]:
    return tuple(_load(item) for item in json.loads(text))


def _dump(op: Op) -> list[object]:
    match op:
        case SetField(table, id_, field, before, after):
            return ["set", table, id_, field, before, after]
        case Create(table, id_, values):
            return ["create", table, id_, dict(values)]
        case Delete(table, id_, values):
            return ["delete", table, id_, dict(values)]


def _load(item: list[object]) -> Op:
    match item:
        case ["set", str(table), int(id_), str(field), before, after]:
            return SetField(table, id_, field, _value(before), _value(after))
        case ["create", str(table), int(id_), dict(values)]:
            return Create(table, id_, values)
        case ["delete", str(table), int(id_), dict(values)]:
            return Delete(table, id_, values)
        case _:
            raise ValueError(f"not an operation: {item!r}")


def _value(value: object) -> Value:
    if value is None or isinstance(value, str | int | float):
        return value
    raise ValueError(f"not a stored value: {value!r}")
