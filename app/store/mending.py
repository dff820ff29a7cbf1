"""Makes a salvaged project whole again: what is pointed at and lost is made anew, as little of it as there must be.

Nothing here makes up a text. A paragraph none of whose versions is left gets what the imported file had there, or stays
empty, as a new version signed by the repair.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

from app.model import LinkOrigin, Role, RowState, Side
from app.store.ops import Origin
from app.store.schema import divide_glossaries
from app.store.seal import unseal
from app.store.writing import Stamp, add_changeset, append_revision, new_uuid

AUTHOR = "Enface"
"""Who signs what a repair had to make."""


def mend(connection: sqlite3.Connection, now: str) -> Counter[str]:
    """Fills in records that are referred to and drops references that lead nowhere; counts what it made (``row``),
    and what it had to let go (``-flag``)."""
    done: Counter[str] = Counter()
    connection.execute("BEGIN")
    unseal(connection)
    _changesets(connection, done)
    made = _blocks(connection, done)
    _documents(connection, done)
    _rows(connection, made, done)
    for child, parent, column in (("flag", "block", "block_id"), ("comment", "flag", "flag_id")):
        query = f'DELETE FROM "{child}" WHERE {column} NOT IN (SELECT id FROM "{parent}")'
        done[f"-{child}"] += connection.execute(query).rowcount
    _glossaries(connection, done)
    _texts(connection, done, now)
    _heads(connection)
    _gaps(connection)
    connection.execute("COMMIT")
    return done


def _changesets(connection: sqlite3.Connection, done: Counter[str]) -> None:
    """The revisions of a lost changeset know who made it, when and why; what it did besides is lost."""
    lost = connection.execute(
        "SELECT changeset_id, origin, author, at FROM revision"
        " WHERE changeset_id NOT IN (SELECT id FROM changeset) GROUP BY changeset_id"
    ).fetchall()
    for id_, origin, author, at in lost:
        connection.execute(
            "INSERT INTO changeset VALUES (?, ?, 'recovered', ?, ?, ?, NULL, '[]')",
            (id_, new_uuid(), origin, author, at),
        )
        done["changeset"] += 1
    connection.execute("UPDATE changeset SET reverts = NULL WHERE reverts NOT IN (SELECT id FROM changeset)")


def _blocks(connection: sqlite3.Connection, done: Counter[str]) -> list[int]:
    """A block whose revisions are left gets back into the text: between its neighbours where an import made all three
    (their numbers and places then run alike), else at the end of the translation."""
    lost = [
        id_
        for (id_,) in connection.execute(
            "SELECT DISTINCT block_id FROM revision WHERE block_id NOT IN (SELECT id FROM block) ORDER BY block_id"
        )
    ]
    for id_ in lost:
        side, position = _place(connection, id_)
        connection.execute(
            "INSERT INTO block (id, uuid, document_id, side, position, role, level, ordered, tbl, tbl_row, tbl_column,"
            " gap, part, path, excluded_by) VALUES (?, ?, 0, ?, ?, ?, 0, 0, -1, -1, -1, 1, '', '', '')",
            (id_, new_uuid(), side, position, Role.PARAGRAPH.value),
        )
        done["block"] += 1
    return lost


def _place(connection: sqlite3.Connection, id_: int) -> tuple[str, float]:
    query = "SELECT id, side, position FROM block WHERE id {} ? ORDER BY id {} LIMIT 1"
    before = connection.execute(query.format("<", "DESC"), (id_,)).fetchone()
    after = connection.execute(query.format(">", "ASC"), (id_,)).fetchone()
    if before and after and before[1] == after[1] and after[0] - before[0] == after[2] - before[2]:
        return before[1], before[2] + id_ - before[0]
    last = connection.execute("SELECT max(position) FROM block WHERE side = 'target'").fetchone()[0]
    return Side.TARGET.value, (-1 if last is None else last) + 1


def _documents(connection: sqlite3.Connection, done: Counter[str]) -> None:
    """An imported file that is lost leaves an empty one behind, and no block a place in it."""
    for side in Side:
        used = connection.execute("SELECT count(*) FROM block WHERE side = ?", (side.value,)).fetchone()[0]
        there = connection.execute("SELECT id FROM document WHERE side = ?", (side.value,)).fetchone()
        if not there and (used or side is Side.TARGET):
            language = connection.execute("SELECT value FROM meta WHERE key = ?", (f"{side}_language",)).fetchone()
            connection.execute(
                "INSERT INTO document (uuid, side, name, format, encoding, language, raw, text)"
                " VALUES (?, ?, '', 'txt', '', ?, x'', '')",
                (new_uuid(), side.value, language[0] if language else ""),
            )
            connection.execute('UPDATE block SET start = NULL, "end" = NULL WHERE side = ?', (side.value,))
            done["document"] += 1
    connection.execute(
        "UPDATE block SET document_id = (SELECT id FROM document WHERE document.side = block.side)"
        " WHERE document_id NOT IN (SELECT id FROM document)"
    )


def _rows(connection: sqlite3.Connection, made: Sequence[int], done: Counter[str]) -> None:
    """Lost rows go where their blocks stand, between the rows of the blocks around; a block made anew gets one.

    Nobody knows how sure the link was, so it is shown as not sure at all.
    """
    new = connection.execute(
        "SELECT max(coalesce((SELECT max(id) FROM row), 0), coalesce((SELECT max(row_id) FROM block), 0))"
    ).fetchone()[0]
    for number, id_ in enumerate(made, new + 1):
        connection.execute("UPDATE block SET row_id = ? WHERE id = ?", (number, id_))
    places: dict[int, float] = dict(connection.execute("SELECT id, position FROM row").fetchall())
    for side in (Side.TARGET, Side.SOURCE):
        query = "SELECT row_id FROM block WHERE side = ? AND row_id IS NOT NULL ORDER BY position, id"
        order = list(dict.fromkeys(row for (row,) in connection.execute(query, (side.value,))))
        for id_, position in _between(order, places).items():
            places[id_] = position
            connection.execute(
                "INSERT INTO row (id, uuid, position, confidence, origin, state) VALUES (?, ?, ?, 0, ?, ?)",
                (id_, new_uuid(), position, LinkOrigin.AUTO.value, RowState.TODO.value),
            )
            done["row"] += 1


def _between(order: Sequence[int], places: dict[int, float]) -> dict[int, float]:
    """Places for the rows that have none: evenly between the next ones that do."""
    found: dict[int, float] = {}
    waiting: list[int] = []
    last: float | None = None
    for id_ in order:
        if id_ not in places:
            waiting.append(id_)
            continue
        low = places[id_] - len(waiting) - 1 if last is None else last
        found |= _spread(waiting, low, places[id_])
        waiting, last = [], places[id_]
    low = max(places.values(), default=-1.0) if last is None else last
    higher = [place for place in places.values() if place > low]
    return found | _spread(waiting, low, min(higher, default=low + len(waiting) + 1))


def _spread(ids: Sequence[int], low: float, high: float) -> dict[int, float]:
    step = (high - low) / (len(ids) + 1)
    return {id_: low + step * number for number, id_ in enumerate(ids, 1)}


def _glossaries(connection: sqlite3.Connection, done: Counter[str]) -> None:
    """Terms whose glossary is lost get one without a name, as the project's own has none."""
    if connection.execute("SELECT 1 FROM meta WHERE key = 'glossaries'").fetchone():
        # A file of the first two versions.
        divide_glossaries(connection)
    lost = "SELECT DISTINCT glossary_id FROM concept WHERE glossary_id NOT IN (SELECT id FROM glossary)"
    settings = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    languages = [settings.get(f"{side}_language", "") for side in Side]
    for (id_,) in connection.execute(lost).fetchall():
        connection.execute("INSERT INTO glossary VALUES (?, ?, '', ?, ?, ?)", (id_, new_uuid(), *languages, float(id_)))
        done["glossary"] += 1


def _texts(connection: sqlite3.Connection, done: Counter[str], now: str) -> None:
    """A block none of whose revisions is left would be seen nowhere: it gets the text the imported file had."""
    lost = connection.execute(
        "SELECT b.id, substr(d.text, b.start + 1, b.end - b.start) FROM block b JOIN document d ON d.id = b.document_id"
        " WHERE b.id NOT IN (SELECT block_id FROM revision) ORDER BY b.id"
    ).fetchall()
    if not lost:
        return
    identity = new_uuid()
    id_ = add_changeset(connection, "recovered", AUTHOR, now, Origin.RESTORE, (), None, identity).changeset
    stamp = Stamp(AUTHOR, now, Origin.RESTORE, id_, identity)
    for block, text in lost:
        append_revision(connection, block, None, text or "", stamp)
        done["text" if text else "-text"] += 1


def _heads(connection: sqlite3.Connection) -> None:
    """The newest revision that is left is the head. Without its first one a block no longer reads as in the file."""
    connection.execute("UPDATE block SET head = (SELECT max(seq) FROM revision WHERE block_id = block.id)")
    connection.execute(
        'UPDATE block SET start = NULL, "end" = NULL, first = (SELECT min(seq) FROM revision WHERE block_id = block.id)'
        " WHERE first IS NULL OR first NOT IN (SELECT seq FROM revision WHERE block_id = block.id)"
    )


def _gaps(connection: sqlite3.Connection) -> None:
    """Records where the chain begins anew, so that these places are known and any other is damage."""
    gaps: list[int] = []
    before = ""
    for seq, prev_hash, digest in connection.execute("SELECT seq, prev_hash, hash FROM revision ORDER BY seq"):
        if prev_hash != before:
            gaps.append(seq)
        before = digest
    connection.execute("DELETE FROM meta WHERE key = 'chain_gaps'")
    if gaps:
        connection.execute("INSERT INTO meta VALUES ('chain_gaps', ?)", (json.dumps(gaps),))
