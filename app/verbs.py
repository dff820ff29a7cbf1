"""What a person does to a project in one step: each verb is an edit, made in ``app/review``, carried out and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.check.spelling import SPELLING, evidence_of
from app.errors import UserError
from app.model import (
    Block,
    BlockId,
    Changes,
    ConceptId,
    GlossaryId,
    ReviewRole,
    RevisionSeq,
    Row,
    RowId,
    RowState,
    Severity,
    Shape,
    Side,
    Span,
)
from app.readers import clean_characters
from app.review import blocks, decisions, duplicates, edits, flags, links, search, states, terms
from app.review.decisions import Reach
from app.review.learning import LESSON, Lesson
from app.review.relink import Rearranged
from app.review.scale import set_scale
from app.review.score import Scale
from app.review.terms import KeptGlossary, as_kept
from app.store import Edit, Origin, Store
from app.store.remarks import Flag
from glossary.model import Concept, Glossary

_PAGE = 64


class Verbs:
    """The verbs that need nothing but the store; ``Project`` adds those that need what the checks know."""

    store: Store

    @property
    def role(self) -> ReviewRole:
        """What the person at work is to this text."""
        raise NotImplementedError

    def _do(self, edit: Edit) -> Changes:
        raise NotImplementedError

    def _expect(self, new: KeptGlossary) -> None:
        raise NotImplementedError

    def edit(self, block: BlockId, text: str) -> Changes:
        """A new text for a block, cleaned of characters no file can hold."""
        return self._do(edits.edit_text(self.store, {block: clean_characters(text)[0]}))

    def write_target(self, row: RowId, text: str) -> Changes:
        """The first translation of a row that has none."""
        return self._do(edits.write_target(self.store, self.store.row(row), clean_characters(text)[0]))

    def replace_all(self, matches: Sequence[search.Match]) -> Changes:
        """Carries out a previewed replacement as one changeset. Raises UserError when a text changed since."""
        return self._do(edits.edit_text(self.store, self._replaced(matches), label="replace", origin=Origin.REPLACE))

    def harmonise(self, matches: Sequence[search.Match]) -> Changes:
        """The same for places that are to have one name."""
        texts = self._replaced(matches)
        return self._do(edits.edit_text(self.store, texts, label="harmonise", origin=Origin.HARMONISE))

    def _replaced(self, matches: Sequence[search.Match]) -> dict[BlockId, str]:
        by_block: dict[BlockId, list[search.Match]] = {}
        for match in matches:
            by_block.setdefault(match.block, []).append(match)
        texts: dict[BlockId, str] = {}
        for id_, of_block in by_block.items():
            text = self.store.block(id_).text
            if any(text[m.span.start : m.span.end] != m.found for m in of_block):
                raise UserError("changed-since")
            texts[id_] = clean_characters(search.replace(text, of_block))[0]
        return texts

    def restore(self, block: BlockId, seq: RevisionSeq) -> Changes:
        return self._do(edits.restore(self.store, block, seq))

    def set_state(self, rows: Iterable[RowId], state: RowState) -> Changes:
        """Raises UserError ``state-not-yours`` where the person's role may not."""
        found = self.store.rows(list(rows))
        states.demand(self.role, found, state)
        return self._do(edits.set_state(found, state))

    def reject(self, rows: Iterable[RowId], reason: str) -> Changes:
        """Rejects rows and says why; the reason holds as long as their texts stay as they are."""
        found = self.store.rows(list(rows))
        states.demand(self.role, found, RowState.REJECTED)
        return self._do(states.reject(self.store, found, reason))

    def flag(self, block: BlockId, span: Span, category: str, severity: Severity, comment: str) -> Changes:
        return self._do(flags.add_flag(self.store, self.store.block(block), span, category, severity, comment))

    def flag_rows(self, rows: Iterable[RowId], category: str, severity: Severity, comment: str) -> Changes:
        """Flags the translations of rows, each paragraph whole."""
        found = (block for row in self.store.rows(list(rows)) for block in row.included(Side.TARGET))
        return self._do(flags.flag_blocks(self.store, found, category, severity, comment))

    def reply(self, flag: Flag, comment: str) -> Changes:
        return self._do(flags.reply(self.store, flag, comment))

    def refuse_lesson(self, lesson: Lesson) -> Changes:
        """Does not offer a replacement as a term again."""
        return self._do(decisions.remember(self.store, LESSON, lesson.key, "", Reach.TERM))

    def set_scale(self, scale: Scale) -> Changes:
        """Weighs errors otherwise from now on."""
        return self._do(set_scale(self.store, scale))

    def add_word(self, word: str) -> Changes:
        """Lets a word be right in this project, in whatever capitals; an answer like any other to a finding."""
        return self._do(decisions.remember(self.store, SPELLING, evidence_of(word), "", Reach.TERM))

    def set_resolved(self, flag: Flag, resolved: bool) -> Changes:
        return self._do(flags.set_resolved(flag, resolved))

    def exclude(self, away: Sequence[Block]) -> Changes:
        return self._do(edits.exclude(away, edits.BY_HAND))

    def include(self, away: Sequence[Block]) -> Changes:
        return self._do(edits.include(away))

    # Verbs: links --------------------------------------------------------------------------------------------------

    def merge(self, rows: Sequence[RowId]) -> Changes:
        """Makes one row of several; they need not be neighbours."""
        return self._relink(links.merge(self.store, self.store.rows(rows)))

    def split(self, row: RowId, source_at: int, target_at: int) -> Changes:
        return self._relink(links.split(self.store, self.store.row(row), source_at, target_at))

    def unlink(self, row: RowId) -> Changes:
        """Parts a row's two sides."""
        return self._relink(links.unlink(self.store, self.store.row(row)))

    def move_edge(self, row: RowId, neighbour: RowId, side: Side) -> Changes:
        return self._relink(links.move_edge(self.store, self.store.row(row), self.store.row(neighbour), side))

    def swap(self, row: RowId, neighbour: RowId) -> Changes:
        """Exchanges the translations of two rows."""
        return self._relink(links.swap(self.store, self.store.row(row), self.store.row(neighbour)))

    def gap(self, row: RowId, side: Side) -> Changes:
        """Pushes a side down by one row from a row on, as far as the next row that has nothing there or is fixed."""
        ids = self.store.row_ids()
        return self._relink(links.gap(self.store, self._rows_from(ids[ids.index(row) :]), side))

    def _rows_from(self, ids: Sequence[RowId]) -> Iterator[Row]:
        """Rows one by one, read as far as somebody wants to know."""
        for start in range(0, len(ids), _PAGE):
            yield from self.store.rows(ids[start : start + _PAGE])

    def cut(self, block: BlockId, position: int) -> Changes:
        """Cuts a paragraph in two at a code point."""
        row = self.store.row(self.store.row_of(block))
        return self._relink(blocks.cut(self.store, row, self.store.block(block), position))

    def join(self, first: BlockId, second: BlockId) -> Changes:
        """Makes one paragraph of two of the same side of a row."""
        row = self.store.row(self.store.row_of(first))
        return self._relink(blocks.join(self.store, row, self.store.block(first), self.store.block(second)))

    def reshape(self, ids: Iterable[BlockId], shape: Shape) -> Changes:
        """Says what paragraphs are: heading, list item …"""
        return self._do(blocks.reshape([self.store.block(id_) for id_ in ids], shape))

    def _relink(self, rearranged: Rearranged) -> Changes:
        return self._do(rearranged.edit)

    def set_pinned(self, row: RowId, pinned: bool) -> Changes:
        return self.pin([row], pinned)

    def pin(self, rows: Sequence[RowId], pinned: bool) -> Changes:
        """Pins rows, or lets them go."""
        return self._do(edits.set_pinned(self.store.rows(rows), pinned))

    # Verbs: terms --------------------------------------------------------------------------------------------------

    def add_concepts(self, concepts: Sequence[Concept], glossary: GlossaryId | None = None) -> Changes:
        """Enters concepts into a glossary, without one into the project's own."""
        return self._do(terms.add_concepts(self.store, concepts, glossary))

    def change_concept(self, id_: ConceptId, concept: Concept) -> Changes:
        return self._do(terms.change_concept(self.store, id_, concept))

    def remove_concepts(self, ids: Iterable[ConceptId]) -> Changes:
        return self._do(terms.remove_concepts(self.store, ids))

    def merge_concepts(self, groups: Iterable[Sequence[Concept]]) -> Changes:
        """Makes each group of concepts of the project one, in the place of its first."""
        return self._do(duplicates.merge_concepts(self.store, groups))

    def add_glossary(self, glossary: Glossary | KeptGlossary) -> Changes:
        """Puts a glossary behind those there are; one that was written beforehand costs its place in the file."""
        new = glossary if isinstance(glossary, KeptGlossary) else as_kept(glossary)
        self._expect(new)
        return self._do(terms.add_glossary(self.store, new))

    def remove_glossary(self, id_: GlossaryId) -> Changes:
        return self._do(terms.remove_glossary(self.store, id_))

    def order_glossaries(self, ids: Sequence[GlossaryId]) -> Changes:
        return self._do(terms.order_glossaries(self.store, ids))
