"""The rows of the project as the grid draws them: ids and a map, each row made when it is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.findings import RowFinding
from app.linking import SURE
from app.model import Block, BlockId, ChangesetId, LinkOrigin, Row, RowId, RowState, Severity, Side, Span
from app.order import RowOrder
from app.project import Project
from app.review.diff import inserted_spans
from app.review.edits import BY_HAND
from app.review.relink import is_fixed
from app.review.spans import block_spans
from app.words import Words
from glossary.model import Verdict
from ui.view.model import Badge, BadgeKind, CellView, Mark, MarkKind, RowView, Tie

_PAGE = 64
"""Rows that are read from the file at once; each is made ready to be drawn when it is looked at."""
_KEEP = 2_000
_SEVERITY_MARK = {
    Severity.CRITICAL: MarkKind.ERROR,
    Severity.MAJOR: MarkKind.ERROR,
    Severity.MINOR: MarkKind.WARN,
    Severity.NEUTRAL: MarkKind.HINT,
}
_SEVERITY_BADGE = {MarkKind.ERROR: BadgeKind.ERROR, MarkKind.WARN: BadgeKind.WARN, MarkKind.HINT: BadgeKind.HINT}
_GOOD = (Verdict.OK, Verdict.ADMITTED)


class Rows:
    """A RowSource over the project: ``ids`` are the rows of the current filter, ``numbers`` count all rows from 1."""

    def __init__(self, project: Project, words: Words, unsaved: Mapping[tuple[RowId, BlockId], str]) -> None:
        self._unsaved = unsaved
        self._project = project
        self._words = words
        self._ids: Sequence[RowId] = []
        self._places: dict[RowId, int] = {}
        self._index_of: Callable[[RowId], int] = self._place_of
        self._read: dict[RowId, Row] = {}
        self._made: OrderedDict[RowId, RowView] = OrderedDict()
        self._proposed: frozenset[int] = frozenset()
        self._crossing: frozenset[RowId] = frozenset()
        self.show_crossing = False
        """Whether to find out which links cross another: it takes a look at every paragraph."""
        self.show_terms = True
        self.show_changes = True
        self.baseline: ChangesetId | None = None
        """The moment since which changes are marked, None for the import."""

    # RowSource

    def count(self) -> int:
        return len(self._ids)

    def row(self, index: int) -> RowView:
        id_ = self._ids[index]
        made = self._made.get(id_)
        if made is None:
            if id_ not in self._read:
                start = index - index % _PAGE
                page = [row for row in self._ids[start : start + _PAGE] if row not in self._made]
                self._read = {row.id: row for row in self._project.store.rows(page)}
            made = self._made[id_] = self._make(self._read.pop(id_))
            if len(self._made) > _KEEP:
                self._made.popitem(last=False)
        return made

    def highest(self) -> int:
        return len(self._project.order)

    def index_of(self, row_id: int) -> int:
        return self._index_of(RowId(row_id))

    def minimap(self) -> Iterator[tuple[int, str]]:
        flags = self._project.flags.items()
        blocks = [block for block, own in flags if any(not flag.resolved for flag in own)]
        flagged = set(self._project.store.rows_of(blocks).values())
        # They may change between two steps of whoever goes over them.
        for id_, worst in dict(self._project.open_rows).items():
            if (index := self._index_of(id_)) >= 0:
                yield index, _SEVERITY_MARK[worst].value
        for id_ in flagged:
            if (index := self._index_of(id_)) >= 0:
                yield index, MarkKind.FLAG.value

    # For the window

    @property
    def ids(self) -> Sequence[RowId]:
        return self._ids

    @property
    def all_ids(self) -> list[RowId]:
        """Every row of the project in order, shown or not."""
        return list(self._project.order)

    def number(self, row: RowId) -> int:
        return self._project.order.index_of(row) + 1

    def show(self, ids: Sequence[RowId]) -> None:
        """Takes a new list of rows; the numbers count every row of the project, shown or not."""
        if isinstance(ids, RowOrder):
            self._ids, self._index_of = ids, ids.index_of
        else:
            self._ids, self._places = [], {}
            self._index_of = self._place_of
            self.add(ids)
        self.forget()

    def add(self, ids: Iterable[RowId]) -> None:
        """Takes more rows behind those that are shown, while they are still being looked for."""
        assert isinstance(self._ids, list)
        for place, id_ in enumerate(ids, len(self._ids)):
            self._ids.append(id_)
            self._places[id_] = place

    def _place_of(self, row: RowId) -> int:
        return self._places.get(row, -1)

    def forget(self, rows: Iterable[RowId] | None = None) -> Sequence[int]:
        """Drops what was made of rows, of all without an argument; returns the indexes that are to be drawn again."""
        self._proposed = frozenset(item.block.id for item in self._project.proposals())
        self._read.clear()
        if rows is None:
            self._crossing = frozenset(self._project.store.crossing_rows() if self.show_crossing else ())
            self._made.clear()
            return range(len(self._ids))
        indexes = []
        for id_ in rows:
            self._made.pop(id_, None)
            if (index := self._index_of(id_)) >= 0:
                indexes.append(index)
        return sorted(indexes)

    def _make(self, row: Row) -> RowView:
        findings = self._project.findings(row.id)
        target = tuple(self._cell(row, block, Side.TARGET, findings) for block in row.target)
        if not target and not row.excluded:
            # A place to write the translation in; its first text makes the block.
            text = self._unsaved.get((row.id, BlockId(0)), "")
            target = (CellView(0, text, language=self._project.languages[Side.TARGET]),)
        return RowView(
            row.id,
            self.number(row.id),
            tuple(self._cell(row, block, Side.SOURCE, findings) for block in row.source),
            target,
            f"{len(row.source)}:{len(row.target)}",
            None if row.confidence >= SURE and len(row.source) == len(row.target) == 1 else row.confidence,
            tuple(self._badges(row, findings)),
            row.excluded,
            row.origin is LinkOrigin.PINNED,
            _tie(self._project.view(row)),
            row.id in self._crossing,
        )

    def _cell(self, row: Row, block: Block, side: Side, findings: tuple[RowFinding, ...]) -> CellView:
        if (row.id, block.id) in self._unsaved:
            # Nothing is known of a text that is not saved; it is shown as it was typed.
            block, findings = replace(block, text=self._unsaved[row.id, block.id]), ()
        marks: list[Mark] = []
        view = self._project.view(row)
        if not block.excluded:
            for number, found in enumerate(findings):
                if found.open:
                    spans = found.finding.source if side is Side.SOURCE else found.finding.target
                    kind = _SEVERITY_MARK[found.finding.severity]
                    marks += [
                        Mark(s.start, s.end, kind, f"finding:{number}") for s in block_spans(view, side, block, spans)
                    ]
            if self.show_terms:
                good = tuple(
                    Span(*span)
                    for entry in self._project.ledger(row.id)
                    if entry.verdict in _GOOD and (span := entry.source if side is Side.SOURCE else entry.target)
                )
                marks += [Mark(s.start, s.end, MarkKind.TERM) for s in block_spans(view, side, block, good)]
        if self.show_changes and block.seq != block.first_seq and side is Side.TARGET:
            since, store = self.baseline, self._project.store
            before = store.first_words(block.id) if since is None else store.text_at(block.id, since)
            marks += [Mark(s.start, s.end, MarkKind.INSERTED) for s in inserted_spans(before, block.text)]
        for flag in self._project.flags.get(block.id, ()):
            if not flag.resolved and flag.span.end > flag.span.start:
                marks.append(Mark(flag.span.start, flag.span.end, MarkKind.FLAG, f"flag:{flag.id}"))
        if block.id in self._proposed and not block.excluded:
            marks.append(Mark(0, len(block.text), MarkKind.HINT, "cleaning"))
        return CellView(
            block.id,
            block.text,
            tuple(marks),
            block.shape.role.value,
            block.shape.level,
            self._reason(block),
            self._project.languages[side],
        )

    def _reason(self, block: Block) -> str:
        if not block.excluded:
            return ""
        key = f"clean.name.{block.excluded_by}"
        return self._words.say(key if block.excluded_by != BY_HAND and key in self._words else f"clean.name.{BY_HAND}")

    def _rejected(self, row: Row) -> str:
        why = self._project.rejection(row)
        if why is None:
            return self._words.say("states.rejected")
        return self._words.say("bulk.rejected-because", reason=why.reason, who=why.author)

    def _badges(self, row: Row, findings: tuple[RowFinding, ...]) -> Iterable[Badge]:
        open_ = [found for found in findings if found.open]
        if row.state.signed:
            yield Badge(BadgeKind(row.state.value), 1, self._words.say(f"states.{row.state}"))
        elif row.state is RowState.REJECTED:
            yield Badge(BadgeKind.REJECTED, 1, self._rejected(row))
        if open_:
            worst = _SEVERITY_MARK[open_[0].finding.severity]
            said = self._words.say(f"check.{open_[0].finding.code}", **dict(open_[0].finding.facts))
            yield Badge(_SEVERITY_BADGE[worst], len(open_), said)
        flags = [flag for flag in self._project.flags_of(row) if not flag.resolved]
        if flags:
            yield Badge(BadgeKind.FLAG, len(flags), self._words.say("grid.flags", n=len(flags)))
        comments = sum(len(flag.thread) for flag in self._project.flags_of(row))
        if comments:
            yield Badge(BadgeKind.THREAD, comments, self._words.say("grid.comments", n=comments))


def _tie(row: Row) -> Tie:
    if is_fixed(row):
        return Tie.FIXED
    if row.excluded:
        # Put away, or proposed to be: nobody's counterpart, and no question.
        return Tie.SURE
    unsure = row.origin is LinkOrigin.AUTO and (row.confidence < SURE or not row.source or not row.target)
    return Tie.UNSURE if unsure else Tie.SURE
