"""The verbs of links that need more than the store: sentences, what the checks know, the aligner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from app.errors import UserError
from app.findings import FindingBook
from app.model import BlockId, Changes, LinkOrigin, Remark, RemarkKind, Row, RowId, RowState, Side
from app.realign import Stretch, stretch_round
from app.review import blocks, decisions
from app.review.relink import Rearranged, is_fixed, relink
from app.segment import sentences
from app.standing import Standing
from app.store import Edit
from app.verbs import Verbs
from glossary.model import Glossary

SURE = 0.8
"""Confidence from which on a link is not offered for a second look."""
_TEACHERS = 300
"""Rows on either side of a stretch that the aligner learns words from: fixed ones, and sure ones."""
_SURE_TO_TEACH = 0.97


def _teaches(row: Row) -> bool:
    return is_fixed(row) or (bool(row.source) and bool(row.target) and row.confidence >= _SURE_TO_TEACH)


def remark_lines(remarks: Iterable[Remark]) -> str:
    """What the aligner said, kept with the project: its first rows are numbered from 1, in the order of the beads."""
    return "\n".join(f"{remark.kind} {remark.first + 1} {remark.last + 1}" for remark in remarks)


class Linking(Verbs):
    """Part of ``Project``: what a person does to links, each one step to be taken back."""

    languages: Mapping[Side, str]
    sides: Mapping[Side, str]
    glossaries: tuple[Glossary, ...]
    _book: FindingBook
    _standing: Standing

    def move_sentence(self, block: BlockId, neighbour: RowId) -> Changes:
        """Hands the sentence of a block that is nearest to another row to it; a block of one sentence goes whole.

        Raises UserError ``sentence-at-edge`` where other blocks of the row stand between.
        """
        own, row = self.store.block(block), self.store.row(self.store.row_of(block))
        positions = self.store.row_positions()
        up = positions[neighbour] < positions[row.id]
        side = row.side(own.side)
        if own != (side[0] if up else side[-1]):
            raise UserError("sentence-at-edge")
        spans = sentences(own.text, self.languages[own.side])
        if len(spans) < 2:
            return self.move_edge(row.id, neighbour, own.side)
        cut_at = spans[0].end if up else spans[-1].start
        return self._relink(blocks.give_sentence(self.store, row, self.store.row(neighbour), own, cut_at))

    def stretch(self, chosen: Sequence[RowId]) -> Stretch:
        """What would be aligned anew: the chosen rows if there are several, else what lies round the one between the
        nearest fixed rows.

        Raises UserError ``realign-fixed`` where nothing there may move, ``realign-one-side`` without two texts.
        """
        rows = self.store.rows(self.store.row_ids())
        wanted = set(chosen)
        numbers = [n for n, row in enumerate(rows) if row.id in wanted]
        some = range(numbers[0], numbers[-1] + 1) if len(numbers) > 1 else stretch_round(rows, numbers[0])
        own = rows[some.start : some.stop]
        if all(is_fixed(row) for row in own):
            raise UserError("realign-fixed")
        if not all(any(row.side(side) for row in own) for side in Side):
            raise UserError("realign-one-side")
        before = [row for row in rows[: some.start] if _teaches(row)][-_TEACHERS:]
        after = [row for row in rows[some.stop :] if _teaches(row)][:_TEACHERS]
        away = self._book.litter
        return Stretch(tuple(own), self.languages, tuple(before), tuple(after), away, self.glossaries)

    def realign(self, stretch: Stretch, after: Collection[Row]) -> Changes:
        """Takes over what :func:`app.realign.realign` found.

        Raises UserError ``changed-since`` when the rows are others by now.
        """
        ids = [row.id for row in stretch.rows]
        if tuple(self.store.rows(ids)) != stretch.rows:
            raise UserError("changed-since")
        return self._relink(relink(self.store, "realign", stretch.rows, tuple(after)))

    def alignment_remarks(self) -> list[tuple[RemarkKind, RowId, RowId]]:
        """What the aligner said of runs of rows when the texts came in: kind, first and last row. What a person has
        confirmed, pinned or linked anew since is not told any more."""
        lines = [line.split() for line in self.store.settings().get("alignment_remarks", "").splitlines()]
        runs = [(RemarkKind(kind), RowId(int(first)), RowId(int(last))) for kind, first, last in lines]
        ends = self.store.rows(list({id_ for _, *both in runs for id_ in both}))
        open_ = {row.id for row in ends if row.origin is LinkOrigin.AUTO and row.state is RowState.TODO}
        return [run for run in runs if {run[1], run[2]} <= open_]

    def weak_rows(self) -> list[RowId]:
        """The links most worth a look, the least sure first: those the aligner doubts, and rows with one side empty."""
        order = {id_: n for n, id_ in enumerate(self.store.row_ids())}
        return [row.id for row in sorted(self._uncertain(), key=lambda row: (row.confidence, order[row.id]))]

    def _uncertain(self) -> list[Row]:
        """Links to look at again; litter that is still to be decided on is nobody's partner and no question."""
        if not all(side in self.sides for side in Side):
            return []
        return [row for row in self._standing.uncertain() if not self._book.view(row).excluded and not row.state.signed]

    def _relink(self, rearranged: Rearranged) -> Changes:
        """Carries out an arrangement; what people said no to stays with the words it was said of."""
        moved = (
            (self._hash(old), {self._hash(new) for new in news} - {self._hash(old)})
            for old, news in rearranged.successors()
        )
        carried = decisions.carry(self.store, moved)
        edit = rearranged.edit
        return self._do(Edit(edit.label, edit.origin, (*edit.ops, *carried)))

    def _hash(self, row: Row) -> str:
        return self._book.hash(self._book.view(row))
