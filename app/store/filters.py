"""Asking which rows are of a kind: changed, in a state, weakly linked, with some words; all of them or among some."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from math import inf

from app.model import RowId, RowState, Side
from app.store.records import in_pages


def crossing_rows(connection: sqlite3.Connection) -> set[RowId]:
    """Rows with a paragraph that stands, in its document, before one of a row above or after one of a row below."""
    query = (
        "SELECT b.row_id, min(b.position), max(b.position) FROM block b JOIN row r ON r.id = b.row_id"
        " WHERE b.side = ? GROUP BY b.row_id ORDER BY r.position, r.id"
    )
    found: set[RowId] = set()
    for side in Side:
        places = connection.execute(query, (side.value,)).fetchall()
        highest = -inf
        for row, least, most in places:
            if least < highest:
                found.add(RowId(row))
            highest = max(highest, most)
        lowest = inf
        for row, least, most in reversed(places):
            if most > lowest:
                found.add(RowId(row))
            lowest = min(lowest, least)
    return found


def changed_rows(connection: sqlite3.Connection, among: Sequence[RowId] | None = None) -> set[RowId]:
    """Rows in which a block no longer reads as it was imported; ``among`` some rows only."""
    query = """
        SELECT DISTINCT b.row_id FROM block b
        JOIN revision h ON h.seq = b.head JOIN revision f ON f.seq = b.first
        WHERE b.head <> b.first AND h.text <> f.text AND {among}
    """
    return _rows_among(connection, query, "b.row_id", among)


def rows_in(
    connection: sqlite3.Connection, states: Collection[RowState], among: Sequence[RowId] | None = None
) -> set[RowId]:
    """Rows in one of some states, less those that were put away whole; ``among`` some rows only."""
    marks = ",".join("?" * len(states))
    query = f"""
        SELECT DISTINCT r.id FROM row r JOIN block b ON b.row_id = r.id
        WHERE r.state IN ({marks}) AND b.excluded_by = '' AND {{among}}
    """
    return _rows_among(connection, query, "r.id", among, [state.value for state in states])


def uncertain_rows(connection: sqlite3.Connection, below: float, among: Sequence[RowId] | None = None) -> set[RowId]:
    """Rows the aligner made and is not sure of, and rows with one side empty; nothing that was put away. ``among``
    some rows only."""
    query = """
        SELECT r.id FROM row r JOIN block b ON b.row_id = r.id AND b.excluded_by = ''
        WHERE r.origin = 'auto' AND {among} GROUP BY r.id
        HAVING r.confidence < ? OR count(DISTINCT b.side) = 1
    """
    return _rows_among(connection, query, "r.id", among, after=[below])


def rows_with_text(connection: sqlite3.Connection, needle: str, among: Sequence[RowId] | None = None) -> set[RowId]:
    """Rows in which a stretch of text occurs on either side, small and capital ASCII letters alike; ``among`` some
    rows only."""
    pattern = "%" + needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    query = """
        SELECT DISTINCT b.row_id FROM block b JOIN revision r ON r.seq = b.head
        WHERE r.text LIKE ? ESCAPE '\\' AND b.row_id IS NOT NULL AND {among}
    """
    return _rows_among(connection, query, "b.row_id", among, [pattern])


def _rows_among(
    connection: sqlite3.Connection,
    query: str,
    column: str,
    ids: Sequence[RowId] | None,
    before: Sequence[object] = (),
    after: Sequence[object] = (),
) -> set[RowId]:
    """The rows a query finds, of some rows where ``ids`` is given, of all for None.

    ``{among}`` in the query stands for the choice; ``before`` and ``after`` are the parameters on either side of it.
    """
    if ids is None:
        return {RowId(row[0]) for row in connection.execute(query.format(among="1"), (*before, *after))}
    if not ids:
        return set()
    least, most = min(ids), max(ids)
    found: set[RowId] = set()
    # Rows that follow each other mostly have ids that do: a range is asked for more quickly than each by its name.
    if most - least < 2 * len(ids):
        chosen = query.format(among=f"{column} BETWEEN ? AND ?")
        found.update(RowId(row[0]) for row in connection.execute(chosen, (*before, least, most, *after)))
        return found.intersection(ids)
    for page in in_pages(ids):
        chosen = query.format(among=f"{column} IN ({','.join('?' * len(page))})")
        found.update(RowId(row[0]) for row in connection.execute(chosen, (*before, *page, *after)))
    return found
