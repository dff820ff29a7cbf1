"""Fills the holes of a salvaged project: from backups brought up to date, then from what its own history says.

What a person did since a backup stands in the changesets. Carried out on the backup they make it what the project was,
so a row that is missing is one that was lost, not one that somebody took away.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from app.errors import UserError
from app.store.ops import Create, Delete, Op, SetField
from app.store.pages import Value
from app.store.salvage import Layout, Row, Salvage, by_number, operations
from app.store.schema import APPLICATION_ID, MIGRATIONS, VERSION
from app.store.seal import KEY
from app.store.viewing import open_read_only

_NEVER_LESS = ("document", "changeset", "block", "revision")
"""What nobody can take away. Where any other table was read whole, nothing of it is missing."""
_LOG = "revision"
_NOT_KEPT = ("chain_gaps", KEY)
"""Settings of a backup that say nothing of the project as it is now."""


def new_project(version: int = VERSION) -> sqlite3.Connection:
    """An empty project in memory, as that version made them, that takes rows in any order."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in MIGRATIONS[:version]:
        step(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("DELETE FROM meta")
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> int:
    """Adds the rows whose key and whose uuid are not there yet, and says how many."""
    before = connection.total_changes
    for row in rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', row)
    return connection.total_changes - before


def complete(
    connection: sqlite3.Connection, found: Salvage, backups: Sequence[Path], layout: Layout
) -> tuple[Counter[str], Counter[str]]:
    """Adds what is missing, from the backups in their order and then from the history: how many rows of each table
    came from a backup, and how many from the history."""
    from_backups: Counter[str] = Counter()
    from_history: Counter[str] = Counter()
    for path in backups:
        backup = _opened(path)
        if backup is None:
            continue
        with closing(backup):
            if _is_of(backup, found, layout):
                _complete_from(connection, backup, found, layout, from_backups, from_history)
    with closing(new_project()) as nothing:
        _complete_from(connection, nothing, found, layout, from_backups, from_history)
    return from_backups, from_history


def bring_forward(basis: sqlite3.Connection, changesets: Iterable[Row], layout: Layout) -> None:
    """Carries changesets out on a project that does not have them yet; texts are left to their revisions.

    An operation that does not fit, because another before it is lost, is left out.
    """
    basis.execute("PRAGMA foreign_keys = OFF")
    for changeset in changesets:
        for op in operations(changeset) or ():
            if op.table in layout and _columns_of(op) <= {column.name for column in layout[op.table]}:
                with closing(basis.cursor()) as cursor:
                    _carry_out(cursor, op)


def _complete_from(
    connection: sqlite3.Connection,
    basis: sqlite3.Connection,
    found: Salvage,
    layout: Layout,
    from_backups: Counter[str],
    from_history: Counter[str],
) -> None:
    newest = basis.execute("SELECT coalesce(max(id), 0) FROM changeset").fetchone()[0]
    # Rows come after the blocks that say whether they are needed.
    others = sorted(set(layout) - {"meta", "changeset", _LOG}, key=lambda table: (table not in _NEVER_LESS, table))
    had = {table: {row[0] for row in basis.execute(f'SELECT id FROM "{table}"')} for table in others}
    from_backups["meta"] += insert(connection, "meta", _rows(basis, "meta", _NOT_KEPT))
    from_backups["changeset"] += insert(connection, "changeset", _rows(basis, "changeset"))
    since = connection.execute("SELECT * FROM changeset WHERE id > ? ORDER BY id", (newest,)).fetchall()
    bring_forward(basis, since, layout)
    from_backups["revision"] += insert(connection, "revision", _rows(basis, "revision"))
    for table in others:
        if table not in _NEVER_LESS and table not in found.torn:
            continue
        needed = _needed_rows(connection) if table == "row" else None
        for row in by_number(_rows(basis, table)):
            if needed is not None and row[0] not in needed:
                continue
            (from_backups if row[0] in had[table] else from_history)[table] += insert(connection, table, [row])


def _needed_rows(connection: sqlite3.Connection) -> set[Value]:
    return {row for (row,) in connection.execute("SELECT DISTINCT row_id FROM block")}


def _rows(connection: sqlite3.Connection, table: str, without: Sequence[str] = ()) -> Iterator[Row]:
    return (row for row in connection.execute(f'SELECT * FROM "{table}"').fetchall() if row[0] not in without)


def _opened(path: Path) -> sqlite3.Connection | None:
    """A sound backup, in memory and of this version; None for one that is not."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(open_read_only(path)) as connection:
            connection.backup(memory)
    except (UserError, sqlite3.Error):
        memory.close()
        return None
    return memory


def _is_of(backup: sqlite3.Connection, found: Salvage, layout: Layout) -> bool:
    """Whether they are one project: the same identity, or a record in common; where nothing is known, it is."""
    identity = backup.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()
    if found.value("identity") and identity == (found.value("identity"),):
        return True
    # The second column of every table but the settings is its uuid.
    known = {row[1] for table, rows in found.tables.items() if table != "meta" for row in rows.values()}
    if not known:
        return not found.value("identity")
    tables = sorted(layout.keys() - {"meta"})
    return any(uuid in known for table in tables for (uuid,) in backup.execute(f'SELECT uuid FROM "{table}"'))


def _columns_of(op: Op) -> set[str]:
    match op:
        case SetField(_, _, "text") if op.table == "block":
            return set()
        case SetField(_, _, field):
            return {field}
        case _:
            return set(op.values)


def _carry_out(cursor: sqlite3.Cursor, op: Op) -> None:
    try:
        match op:
            case SetField("block", _, "text"):
                pass
            case SetField(table, id_, field, _, after):
                cursor.execute(f'UPDATE "{table}" SET "{field}" = ? WHERE id = ?', (after, id_))
            case Delete("block", id_):
                cursor.execute("UPDATE block SET row_id = NULL WHERE id = ?", (id_,))
            case Delete(table, id_):
                cursor.execute(f'DELETE FROM "{table}" WHERE id = ?', (id_,))
            case Create("block", id_, values) if cursor.execute("SELECT 1 FROM block WHERE id = ?", (id_,)).fetchone():
                cursor.execute("UPDATE block SET row_id = ? WHERE id = ?", (values["row_id"], id_))
            case Create(table, _, values):
                names = ", ".join(f'"{name}"' for name in values)
                marks = ", ".join("?" * len(values))
                query = f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})'
                cursor.execute(query, tuple(values.values()))
    except (sqlite3.Error, KeyError):
        return
