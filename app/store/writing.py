"""Writing a project: the import of a side, the first rows, changesets of operations, all inside a transaction.

A block's text is never overwritten: a new revision becomes its head. Each revision carries the hash of the one before
it, so a break in the middle of the log is seen.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.model import Bead, BlockId, Changes, DecisionId, FlagId, Imported, RowId, Side
from app.store.ops import Create, Delete, Op, Origin, SetField, Value, dump_ops

# What an operation may touch. Everything else is either append-only or written by the import alone.
_FIELDS = {
    "block": {"text", "excluded_by", "row_id", "role", "level", "ordered", "gap"},
    "row": {"position", "confidence", "origin", "state"},
    "flag": {"state", "category", "severity", "start", "end", "block_id"},
    "comment": {"text"},
    "decision": {"reason", "scope"},
    "glossary": {"position", "name"},
    "concept": {"position", "cells"},
}
_SETTINGS = {"scale"}
"""What of ``meta`` is a person's choice: an operation on ``meta`` has the id 0 and the key for its field."""
_RECORDS = {"row", "flag", "comment", "decision", "glossary", "concept"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, when (UTC, ISO 8601) and why: what every revision of one changeset shares."""

    author: str
    at: str
    origin: Origin
    changeset: int
    identity: str

    def revision(self, block: int, parent: int | None) -> str:
        """The uuid of the revision a changeset makes after ``parent``: the same one when it is tried again."""
        return uuid.uuid5(uuid.UUID(self.identity), f"{block} {parent}").hex


def new_uuid() -> str:
    return uuid.uuid4().hex


def add_changeset(
    connection: sqlite3.Connection,
    label: str,
    author: str,
    at: str,
    origin: Origin,
    ops: tuple[Op, ...],
    reverts: int | None,
    identity: str,
) -> Stamp:
    cursor = connection.execute(
        "INSERT INTO changeset (uuid, label, origin, author, at, reverts, ops) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (identity, label, origin.value, author, at, reverts, dump_ops(ops)),
    )
    return Stamp(author, at, origin, cursor.lastrowid or 0, identity)


def add_document(connection: sqlite3.Connection, imported: Imported, side: Side, language: str, stamp: Stamp) -> None:
    """Stores the file's bytes untouched and its blocks, each with its first revision."""
    document = connection.execute(
        "INSERT INTO document (uuid, side, name, format, encoding, language, raw, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new_uuid(), side.value, imported.name, imported.format, imported.encoding, language, imported.raw,
            imported.text,
        ),
    ).lastrowid  # fmt: skip
    for position, block in enumerate(imported.blocks):
        shape, locator = block.shape, block.locator
        block_id = connection.execute(
            "INSERT INTO block (uuid, document_id, side, position, role, level, ordered, tbl, tbl_row, tbl_column, gap,"
            " part, path, start, end, excluded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            (
                new_uuid(), document, side.value, position, shape.role.value, shape.level, int(shape.ordered),
                shape.table, shape.row, shape.column, shape.gap, locator.part, locator.path, locator.start,
                locator.end,
            ),
        ).lastrowid  # fmt: skip
        seq = append_revision(connection, block_id or 0, None, block.text, stamp)
        connection.execute("UPDATE block SET head = ?, first = ? WHERE id = ?", (seq, seq, block_id))


def add_glossary(
    connection: sqlite3.Connection, name: str, languages: tuple[str, str], concepts: Iterable[Mapping[str, str]]
) -> None:
    """Puts a glossary behind those there are; each concept is a line of its table by column."""
    position = connection.execute("SELECT coalesce(max(position), 0) + 1 FROM glossary").fetchone()[0]
    glossary = connection.execute(
        "INSERT INTO glossary (uuid, position, name, source_language, target_language) VALUES (?, ?, ?, ?, ?)",
        (new_uuid(), position, name, *languages),
    ).lastrowid
    connection.executemany(
        "INSERT INTO concept (uuid, glossary_id, position, cells) VALUES (?, ?, ?, ?)",
        [
            (new_uuid(), glossary, float(place), json.dumps(dict(cells), ensure_ascii=False))
            for place, cells in enumerate(concepts)
        ],
    )


def set_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    query = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    connection.execute(query, (key, value))


def _change_setting(connection: sqlite3.Connection, key: str, before: str, after: str) -> None:
    """What was never set is "" before."""
    if key not in _SETTINGS:
        raise ValueError(f"meta.{key} is not written by operations")
    record = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    if (record[0] if record else "") != before:
        raise UserError("changed-since")
    set_setting(connection, key, after)


def add_rows(connection: sqlite3.Connection, beads: Iterable[Bead]) -> None:
    """Makes the first rows of a project; beads number the blocks of each side by position."""
    query = "SELECT id FROM block WHERE side = ? ORDER BY position"
    ids = {side: [row[0] for row in connection.execute(query, (side.value,))] for side in Side}
    for position, bead in enumerate(beads):
        row = connection.execute(
            "INSERT INTO row (uuid, position, confidence, origin, state) VALUES (?, ?, ?, 'auto', 'todo')",
            (new_uuid(), float(position), bead.confidence),
        ).lastrowid
        members = [ids[Side.SOURCE][i] for i in bead.source] + [ids[Side.TARGET][i] for i in bead.target]
        connection.executemany("UPDATE block SET row_id = ? WHERE id = ?", [(row, member) for member in members])


def append_revision(connection: sqlite3.Connection, block_id: int, parent: int | None, text: str, stamp: Stamp) -> int:
    previous = connection.execute("SELECT hash FROM revision ORDER BY seq DESC LIMIT 1").fetchone()
    prev_hash = previous[0] if previous else ""
    identity = stamp.revision(block_id, parent)
    digest = revision_hash(prev_hash, identity, block_id, parent, text, stamp.author, stamp.at, stamp.origin.value)
    cursor = connection.execute(
        "INSERT INTO revision (uuid, block_id, parent, text, author, at, origin, changeset_id, prev_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uuid) DO NOTHING",
        (
            identity, block_id, parent, text, stamp.author, stamp.at, stamp.origin.value, stamp.changeset, prev_hash,
            digest,
        ),
    )  # fmt: skip
    return cursor.lastrowid or 0


def revision_hash(
    prev_hash: str, identity: str, block_id: int, parent: int | None, text: str, author: str, at: str, origin: str
) -> str:
    """SHA-256 over the revision and the hash before it; each field is preceded by its length, so none can run on."""
    digest = hashlib.sha256()
    for part in (prev_hash, identity, str(block_id), str(parent), text, author, at, origin):
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def apply_ops(connection: sqlite3.Connection, ops: Sequence[Op], stamp: Stamp) -> Changes:
    """Carries the operations out in order. Raises UserError ``changed-since`` when a value before does not hold."""
    changes: list[Changes] = []
    for op in ops:
        match op:
            case SetField("block", id_, "text", before, after):
                _set_text(connection, id_, str(before), str(after), stamp)
            case SetField("meta", _, key, before, after):
                _change_setting(connection, key, str(before), str(after))
            case SetField(table, id_, field, before, after):
                _set_field(connection, table, id_, field, before, after)
            case Create("block", id_, values):
                _attach_block(connection, id_, values, stamp)
            case Delete("block", id_, _):
                _set_field(connection, "block", id_, "row_id", op.values["row_id"], None)
            case Create(table, id_, values):
                _create(connection, table, values)
            case Delete(table, id_, _):
                _delete(connection, table, id_)
        changes.append(_changes_of(connection, op))
    return Changes.of(changes)


def _attach_block(connection: sqlite3.Connection, id_: int, values: Mapping[str, Value], stamp: Stamp) -> None:
    """Makes an empty block, or brings one back: revisions never go, so a block taken away is only detached."""
    if connection.execute("SELECT 1 FROM block WHERE id = ?", (id_,)).fetchone():
        _set_field(connection, "block", id_, "row_id", None, values["row_id"])
        return
    _insert(connection, "block", values)
    seq = append_revision(connection, id_, None, "", stamp)
    connection.execute("UPDATE block SET head = ?, first = ? WHERE id = ?", (seq, seq, id_))


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Value]) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))


def _set_text(connection: sqlite3.Connection, id_: int, before: str, after: str, stamp: Stamp) -> None:
    head = connection.execute(
        "SELECT r.seq, r.text FROM block b JOIN revision r ON r.seq = b.head WHERE b.id = ?", (id_,)
    ).fetchone()
    if head is None or head[1] != before:
        raise UserError("changed-since")
    seq = append_revision(connection, id_, head[0], after, stamp)
    connection.execute("UPDATE block SET head = ? WHERE id = ?", (seq, id_))


def _set_field(connection: sqlite3.Connection, table: str, id_: int, field: str, before: Value, after: Value) -> None:
    if field not in _FIELDS[table]:
        raise ValueError(f"{table}.{field} is not written by operations")
    cursor = connection.execute(
        f'UPDATE {table} SET "{field}" = ? WHERE id = ? AND "{field}" IS ?', (after, id_, before)
    )
    if cursor.rowcount != 1:
        raise UserError("changed-since")


def _create(connection: sqlite3.Connection, table: str, values: Mapping[str, Value]) -> None:
    if table not in _RECORDS:
        raise ValueError(f"{table} records are not made by operations")
    _insert(connection, table, values)


def _delete(connection: sqlite3.Connection, table: str, id_: int) -> None:
    if table not in _RECORDS:
        raise ValueError(f"{table} records are not taken away by operations")
    if connection.execute(f"DELETE FROM {table} WHERE id = ?", (id_,)).rowcount != 1:
        raise UserError("changed-since")


def changes_of(connection: sqlite3.Connection, ops: Sequence[Op]) -> Changes:
    """What operations changed that have been carried out."""
    return Changes.of(_changes_of(connection, op) for op in ops)


def _changes_of(connection: sqlite3.Connection, op: Op) -> Changes:
    match op:
        case SetField("block", id_, "row_id", before, after):
            # The row a block has left reads differently, too.
            rows = frozenset(RowId(int(end)) for end in (before, after) if end)
            return Changes(blocks=frozenset({BlockId(id_)}), rows=rows, structure=True)
        case SetField("block", id_, _):
            row = connection.execute("SELECT row_id FROM block WHERE id = ?", (id_,)).fetchone()[0]
            return Changes(blocks=frozenset({BlockId(id_)}), rows=frozenset({RowId(row)}))
        case SetField("meta"):
            return Changes(settings=True)
        case SetField("row", id_, field):
            return Changes(rows=frozenset({RowId(id_)}), structure=field == "position")
        case Create("block", id_, values) | Delete("block", id_, values):
            row = int(values["row_id"] or 0)
            return Changes(blocks=frozenset({BlockId(id_)}), rows=frozenset({RowId(row)}))
        case Create("row", id_) | Delete("row", id_):
            return Changes(rows=frozenset({RowId(id_)}), structure=True)
        case Create("comment", _, values) | Delete("comment", _, values):
            return Changes(flags=frozenset({FlagId(int(values["flag_id"] or 0))}))
        case SetField("comment", id_):
            flag = connection.execute("SELECT flag_id FROM comment WHERE id = ?", (id_,)).fetchone()[0]
            return Changes(flags=frozenset({FlagId(flag)}))
        case SetField("flag", id_) | Create("flag", id_) | Delete("flag", id_):
            return Changes(flags=frozenset({FlagId(id_)}))
        case SetField("decision", id_) | Create("decision", id_) | Delete("decision", id_):
            return Changes(decisions=frozenset({DecisionId(id_)}))
        case SetField("glossary" | "concept") | Create("glossary" | "concept") | Delete("glossary" | "concept"):
            return Changes(terms=True)
    raise ValueError(f"unknown table {op.table}")
