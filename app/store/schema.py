"""The tables, as numbered migrations: each runs in one transaction together with its version number.

A table is never edited here once a version was released; a new step is added to :data:`MIGRATIONS` instead.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress

from app.store.seal import unseal

APPLICATION_ID = 0x456E6661  # "Enfa"

Migration = Callable[[sqlite3.Connection], None]


def _first(connection: sqlite3.Connection) -> None:
    # sqlite_utils costs a tenth of a second to import; only a new or an old file pays it.
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    database.create_table("meta", {"key": str, "value": str}, pk="key", not_null={"value"})
    database.create_table(
        "document",
        {
            "id": int, "uuid": str, "side": str, "name": str, "format": str, "encoding": str, "language": str,
            "raw": bytes, "text": str,
        },
        pk="id",
        not_null={"uuid", "side", "name", "format", "raw", "text"},
    )  # fmt: skip
    database.table("document").create_index(["side"], unique=True)
    database.create_table(
        "row",
        {"id": int, "uuid": str, "position": float, "confidence": float, "origin": str, "state": str},
        pk="id",
        not_null={"uuid", "position", "confidence", "origin", "state"},
    )
    database.table("row").create_index(["position"])
    database.create_table(
        "changeset",
        {
            "id": int, "uuid": str, "label": str, "origin": str, "author": str, "at": str, "reverts": int, "ops": str,
        },
        pk="id",
        not_null={"uuid", "label", "origin", "author", "at", "ops"},
        foreign_keys=[("reverts", "changeset", "id")],
    )  # fmt: skip
    database.create_table(
        "block",
        {
            "id": int, "uuid": str, "document_id": int, "side": str, "position": int, "row_id": int,
            "role": str, "level": int, "ordered": int, "tbl": int, "tbl_row": int, "tbl_column": int, "gap": int,
            "part": str, "path": str, "start": int, "end": int, "excluded_by": str, "head": int, "first": int,
        },
        pk="id",
        not_null={"uuid", "document_id", "side", "position", "role", "excluded_by"},
        foreign_keys=[("document_id", "document", "id"), ("row_id", "row", "id")],
    )  # fmt: skip
    database.table("block").create_index(["row_id", "position"])
    database.table("block").create_index(["side", "position"])
    database.create_table(
        "revision",
        {
            "seq": int, "uuid": str, "block_id": int, "parent": int, "text": str, "author": str, "at": str,
            "origin": str, "changeset_id": int, "prev_hash": str, "hash": str,
        },
        pk="seq",
        not_null={"uuid", "block_id", "text", "author", "at", "origin", "changeset_id", "prev_hash", "hash"},
        foreign_keys=[("block_id", "block", "id"), ("changeset_id", "changeset", "id")],
    )  # fmt: skip
    database.table("revision").create_index(["uuid"], unique=True)
    database.table("revision").create_index(["block_id", "seq"])
    for action in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER revision_no_{action.lower()} BEFORE {action} ON revision "
            "BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END"
        )
    database.create_table(
        "flag",
        {
            "id": int, "uuid": str, "block_id": int, "start": int, "end": int, "quote": str, "category": str,
            "severity": str, "state": str, "author": str, "at": str,
        },
        pk="id",
        not_null={"uuid", "block_id", "start", "end", "quote", "category", "severity", "state", "author", "at"},
        foreign_keys=[("block_id", "block", "id")],
    )  # fmt: skip
    database.table("flag").create_index(["block_id"])
    database.create_table(
        "comment",
        {"id": int, "uuid": str, "flag_id": int, "author": str, "at": str, "text": str},
        pk="id",
        not_null={"uuid", "flag_id", "author", "at", "text"},
        foreign_keys=[("flag_id", "flag", "id")],
    )
    database.table("comment").create_index(["flag_id"])
    database.create_table(
        "decision",
        {
            "id": int, "uuid": str, "rule": str, "evidence": str, "text_hash": str, "scope": str, "reason": str,
            "author": str, "at": str,
        },
        pk="id",
        not_null={"uuid", "rule", "evidence", "text_hash", "scope", "reason", "author", "at"},
    )  # fmt: skip


def _second(connection: sqlite3.Connection) -> None:
    # A changeset is found again by its uuid when a commit failed and nobody knows whether it is in.
    connection.execute("CREATE UNIQUE INDEX idx_changeset_uuid ON changeset (uuid)")
    connection.execute("CREATE INDEX idx_revision_changeset_id ON revision (changeset_id)")
    # Names the project wherever something of it is kept outside its file: drafts, backups.
    connection.execute("INSERT INTO meta (key, value) VALUES ('identity', lower(hex(randomblob(16))))")


def _third(connection: sqlite3.Connection) -> None:
    # Glossaries as records, one for each concept, so that a person can change one and take it back.
    connection.execute(
        "CREATE TABLE glossary (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, name TEXT NOT NULL,"
        " source_language TEXT NOT NULL, target_language TEXT NOT NULL, position REAL NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE concept (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, glossary_id INTEGER NOT NULL"
        " REFERENCES glossary (id), position REAL NOT NULL, cells TEXT NOT NULL)"
    )
    connection.execute("CREATE INDEX idx_concept_glossary_id_position ON concept (glossary_id, position)")
    divide_glossaries(connection)


def divide_glossaries(connection: sqlite3.Connection) -> None:
    """Makes records of the glossaries that the first two versions kept as whole tables in ``meta``."""
    stored = dict(connection.execute("SELECT key, value FROM meta"))
    languages = stored.get("source_language", ""), stored.get("target_language", "")
    for number, kept in enumerate(json.loads(stored.get("glossaries", "[]")), 1):
        connection.execute(
            "INSERT INTO glossary (id, uuid, name, source_language, target_language, position)"
            " VALUES (?, lower(hex(randomblob(16))), ?, ?, ?, ?)",
            (number, kept["name"], *languages, float(number)),
        )
        for place, line in enumerate(csv.DictReader(io.StringIO(kept["csv"]))):
            cells = {column: cell for column, cell in line.items() if cell}
            connection.execute(
                "INSERT INTO concept (uuid, glossary_id, position, cells) VALUES (lower(hex(randomblob(16))), ?, ?, ?)",
                (number, float(place), json.dumps(cells, ensure_ascii=False)),
            )
    connection.execute("DELETE FROM meta WHERE key = 'glossaries'")


def _fourth(connection: sqlite3.Connection) -> None:
    """Rows may be translated or approved. No table changes, but an older program would not know these states."""


MIGRATIONS: tuple[Migration, ...] = (_first, _second, _third, _fourth)
VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> bool:
    """Brings a file up to :data:`VERSION`, step by step; a step that fails leaves the version before it.

    Returns whether there was anything to do.
    """
    version = version_of(connection)
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if number > 1:
                unseal(connection)
            step(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            # A failed disk may have ended the transaction already; what failed is said, not that taking it back did.
            if connection.in_transaction:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
            raise
    return version < VERSION
