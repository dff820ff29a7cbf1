"""What can be asked of an open project file: each question in words, its SQL with the tables it is about."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from app.model import Block, BlockId, ChangesetId, RevisionSeq, Row, RowId, RowState, Side
from app.store import changes, filters, past, records, remarks, terms, texts
from app.store import connection as opening
from app.store.ops import Op

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


class Answers:
    """Answers of one file, by the thread that opened it. A disk that cannot be read is said in words (UserError)."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def settings(self) -> dict[str, str]:
        return self._read(records.settings)

    def documents(self) -> dict[Side, texts.StoredDocument]:
        return self._read(texts.documents)

    def sides(self) -> dict[Side, str]:
        return self._read(texts.document_sides)

    def row_ids(self) -> list[RowId]:
        return self._read(texts.row_ids)

    def row_count(self) -> int:
        return self._read(texts.row_count)

    def row_ids_after(self, after: tuple[float, RowId] | None, limit: int) -> list[tuple[float, RowId]]:
        return self._read(texts.row_ids_after, after, limit)

    def row_positions(self) -> dict[RowId, float]:
        return self._read(texts.row_positions)

    def rows(self, ids: Sequence[RowId]) -> list[Row]:
        return self._read(texts.rows, ids)

    def row(self, id_: RowId) -> Row:
        return self._read(texts.rows, [id_])[0]

    def rows_of(self, blocks: Sequence[BlockId]) -> dict[BlockId, RowId]:
        return self._read(texts.rows_of, blocks)

    def row_of(self, block: BlockId) -> RowId:
        return self._read(texts.row_of, block)

    def blocks(self, side: Side, most: int = -1) -> list[Block]:
        return self._read(texts.blocks, side, most)

    def block(self, id_: BlockId) -> Block:
        return self._read(texts.block, id_)

    def some_blocks(self, ids: Sequence[BlockId]) -> dict[BlockId, Block]:
        return self._read(texts.some_blocks, ids)

    def document_id(self, side: Side) -> int:
        return self._read(texts.document_id, side)

    def crossing_rows(self) -> set[RowId]:
        return self._read(filters.crossing_rows)

    def position_after(self, id_: BlockId) -> float:
        return self._read(texts.position_after, id_)

    def target_neighbours(self, id_: RowId) -> tuple[float, float]:
        return self._read(texts.target_neighbours, id_)

    def revisions(self, id_: BlockId) -> list[changes.Revision]:
        return self._read(changes.revisions, id_)

    def revision_text(self, seq: RevisionSeq) -> str:
        return self._read(changes.revision_text, seq)

    def revision_texts(self, seqs: Sequence[RevisionSeq]) -> dict[RevisionSeq, str]:
        return self._read(changes.revision_texts, seqs)

    def first_words(self, id_: BlockId) -> str:
        return self._read(changes.first_words, id_)

    def texts_at(self, changeset: ChangesetId, blocks: Sequence[BlockId]) -> dict[BlockId, str]:
        return self._read(past.texts_at, changeset, blocks)

    def standings_after(self, side: Side, after: past.Standing | None, limit: int) -> list[past.Standing]:
        return self._read(past.standings_after, side, after, limit)

    def text_at(self, block: BlockId, changeset: ChangesetId) -> str:
        return self._read(past.text_at, block, changeset)

    def rows_written_by(self, author: str, after: ChangesetId) -> set[RowId]:
        return self._read(past.rows_written_by, author, after)

    def rows_changed_since(self, moment: ChangesetId) -> set[RowId]:
        return self._read(past.rows_changed_since, moment)

    def authors(self) -> list[str]:
        return self._read(past.authors)

    def changeset_time(self, changeset: ChangesetId) -> str:
        return self._read(past.changeset_time, changeset)

    def changeset_before(self, at: str) -> ChangesetId:
        return self._read(past.changeset_before, at)

    def changeset_of(self, revision: RevisionSeq) -> ChangesetId | None:
        return self._read(past.changeset_of, revision)

    def latest_revisions(self, limit: int = 500) -> list[changes.Revision]:
        return self._read(changes.latest_revisions, limit)

    def changesets(self, limit: int = -1, *, after: ChangesetId = ChangesetId(0)) -> list[changes.ChangesetInfo]:
        return self._read(changes.changesets, limit, after)

    def everything_done(self) -> list[past.Done]:
        return self._read(past.everything_done)

    def given_texts(self, by_hand: Collection[str], rows: Sequence[RowId]) -> dict[BlockId, str]:
        return self._read(changes.given_texts, by_hand, rows)

    def changed_rows(self, among: Sequence[RowId] | None = None) -> set[RowId]:
        return self._read(filters.changed_rows, among)

    def rows_in(self, states: Collection[RowState], among: Sequence[RowId] | None = None) -> set[RowId]:
        return self._read(filters.rows_in, states, among)

    def uncertain_rows(self, below: float, among: Sequence[RowId] | None = None) -> set[RowId]:
        return self._read(filters.uncertain_rows, below, among)

    def rows_with_text(self, needle: str, among: Sequence[RowId] | None = None) -> set[RowId]:
        return self._read(filters.rows_with_text, needle, among)

    def flags(self) -> list[remarks.Flag]:
        return self._read(remarks.flags)

    def decisions(self) -> list[remarks.Decision]:
        return self._read(remarks.decisions)

    def glossaries(self) -> list[terms.StoredGlossary]:
        return self._read(terms.glossaries)

    def glossary_places(self) -> list[terms.GlossaryPlace]:
        return self._read(terms.glossary_places)

    def record(self, table: str, id_: int) -> dict[str, str | int | float | None]:
        return self._read(records.record, table, id_)

    def next_id(self, table: str) -> int:
        return self._read(records.next_id, table)

    def operations(self, changeset: ChangesetId) -> tuple[Op, ...]:
        return self._read(changes.operations, changeset)

    def newest_changeset(self) -> int:
        return self._read(changes.newest_changeset)

    def _read(
        self, ask: Callable[Concatenate[sqlite3.Connection, _Asked], _Answer], *what: _Asked.args, **how: _Asked.kwargs
    ) -> _Answer:
        """What the file is asked: a disk that cannot be read is said in words, as one that cannot be written."""
        with opening.explained(self.path):
            return ask(self._connection, *what, **how)
