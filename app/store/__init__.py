"""The project file: the only room with SQL. One connection, one owner thread, append-only revisions."""

from app.store.ops import Create, Delete, Edit, Op, Origin, SetField, Value
from app.store.store import Store

__all__ = ["Create", "Delete", "Edit", "Op", "Origin", "SetField", "Store", "Value"]
