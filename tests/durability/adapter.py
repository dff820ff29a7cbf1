"""An apsw connection dressed as the ``sqlite3.Connection`` that app/store and sqlite-utils use.

apsw is only here because it lets Python stand below SQLite, as a VFS; its own SQLite may be newer than the one Enface
ships with. What a cut leaves behind is always opened again with the standard library.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import apsw

Rewrite = Callable[[str], str]

# As Modules/_sqlite/util.c of Python 3.11 maps primary result codes to exceptions.
_CLASSES: dict[int, type[sqlite3.Error]] = {
    sqlite3.SQLITE_CORRUPT: sqlite3.DatabaseError,
    sqlite3.SQLITE_NOTADB: sqlite3.DatabaseError,
    sqlite3.SQLITE_CONSTRAINT: sqlite3.IntegrityError,
    sqlite3.SQLITE_MISMATCH: sqlite3.IntegrityError,
    sqlite3.SQLITE_MISUSE: sqlite3.InterfaceError,
    sqlite3.SQLITE_RANGE: sqlite3.InterfaceError,
    sqlite3.SQLITE_TOOBIG: sqlite3.DataError,
}


def connector(vfs: str, rewrite: Rewrite = lambda sql: sql) -> Callable[..., sqlite3.Connection]:
    """A stand-in for ``sqlite3.connect`` over a VFS; ``rewrite`` may weaken a pragma, for the controls."""

    def connect(path: Path, isolation_level: None = None, timeout: float = 0.0) -> sqlite3.Connection:
        with _as_sqlite3():
            connection = apsw.Connection(str(path), vfs=vfs)
            connection.set_busy_timeout(int(timeout * 1000))
        return cast(sqlite3.Connection, Connection(connection, rewrite))

    return connect


class Cursor:
    """Rows as they are asked for; the counters are taken once, as sqlite3 does."""

    def __init__(self, cursor: apsw.Cursor) -> None:
        self._cursor = cursor
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def run(self, sql: str, parameters: Any, many: bool) -> Cursor:
        columns: list[str] = []

        def described(cursor: apsw.Cursor, sql: str, bindings: Any) -> bool:
            # Asked for now: apsw forgets the columns once there is no further row. Holding self would be a circle,
            # and a statement that is not let go keeps the next COMMIT from going through.
            columns[:] = [name for name, _ in cursor.get_description()]
            return True

        self._cursor.exec_trace = described
        connection = self._cursor.connection
        with _as_sqlite3():
            if many:
                self._cursor.executemany(sql, parameters)
            else:
                self._cursor.execute(sql, parameters)
        self.description = tuple((name, *(None,) * 6) for name in columns) or None
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.rowcount = connection.changes()
        self.lastrowid = connection.last_insert_rowid()
        return self

    def __iter__(self) -> Iterator[Any]:
        while (row := self.fetchone()) is not None:
            yield row

    def fetchone(self) -> Any:
        with _as_sqlite3():
            return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        with _as_sqlite3():
            return self._cursor.fetchall()

    def close(self) -> None:
        self._cursor.close()


class Connection:
    """What of ``sqlite3.Connection`` is used, with ``isolation_level=None``: transactions are by hand."""

    isolation_level = None

    def __init__(self, connection: apsw.Connection, rewrite: Rewrite) -> None:
        self._connection = connection
        self._rewrite = rewrite

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        return self.cursor().run(self._rewrite(sql), parameters, many=False)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Cursor:
        return self.cursor().run(self._rewrite(sql), parameters, many=True)

    def cursor(self) -> Cursor:
        return Cursor(self._connection.cursor())

    def create_function(self, name: str, arity: int, function: Callable[..., Any]) -> None:
        self._connection.create_scalar_function(name, function, arity)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    @contextmanager
    def blobopen(self, table: str, column: str, row: int, /, *, readonly: bool) -> Iterator[apsw.Blob]:
        with _as_sqlite3(), self._connection.blob_open("main", table, column, row, not readonly) as blob:
            yield blob

    def serialize(self) -> bytes:
        with _as_sqlite3():
            return self._connection.serialize("main")

    def backup(self, target: sqlite3.Connection) -> None:
        """Into another library's database: through its bytes, which must not ask for a log of their own."""
        image = self.serialize()
        target.deserialize(image[:18] + b"\x01\x01" + image[20:])

    def close(self) -> None:
        # What goes wrong with files in there is no error of sqlite3_close_v2.
        with suppress(apsw.Error):
            self._connection.close(True)


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        code = int(getattr(error, "extendedresult", 0) or getattr(error, "result", 0))
        mapped = _CLASSES.get(code & 0xFF, sqlite3.OperationalError)(str(error))
        mapped.sqlite_errorcode = code
        mapped.sqlite_errorname = type(error).__name__
        raise mapped from error
