"""What a person does with what cleaning proposes: put away, mend, keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app import pipeline
from app.answering import Answering
from app.clean import apply
from app.model import Block, BlockId, Changes, Proposal, RowId
from app.pipeline import BlockProposal
from app.review import decisions, edits
from app.review.decisions import Reach


class Tidying(Answering):
    """Part of ``Project``: the proposals that still stand."""

    _proposals: list[BlockProposal] | None
    _littered: set[RowId] | None

    def proposals(self) -> list[BlockProposal]:
        """What cleaning proposes for blocks that still read as they did when it looked, and were not put away since."""
        if self._proposals is None:
            blocks = self.store.some_blocks([item.block.id for item in self._book.proposals])
            self._proposals = [item for item in self._book.proposals if self._holds(item, blocks)]
        return list(self._proposals)

    def _rows_with_litter(self) -> set[RowId]:
        if self._littered is None:
            self._littered = set(self.store.rows_of([item.block.id for item in self.proposals()]).values())
        return self._littered

    def _take_proposals(self, since: Changes) -> None:
        """Takes over those of a survey; only what was written ``since`` its snapshot may have settled some."""
        self._proposals, self._littered = list(self._book.proposals), None
        self._keep_proposals(since)

    def _keep_proposals(self, changes: Changes) -> None:
        """Looks again at the proposals that a change may have settled, or brought back: each costs a question."""
        if changes.structure or changes.decisions:
            self._proposals = self._littered = None
        elif self._proposals is not None and changes.blocks:
            held = set(map(id, self._proposals))
            self._littered = None
            blocks = self.store.some_blocks(sorted(changes.blocks))
            self._proposals = [
                item
                for item in self._book.proposals
                if (self._holds(item, blocks) if item.block.id in changes.blocks else id(item) in held)
            ]

    def _holds(self, item: BlockProposal, blocks: Mapping[BlockId, Block]) -> bool:
        block = blocks.get(item.block.id)
        if block is None or block.excluded or block.text != item.block.text or block.shape != item.block.shape:
            return False
        key = pipeline.refusal_key(block.side, block.text, item.proposal)
        return (Reach.SPOT.value, *key) not in self._decisions.by_key

    def accept_cleaning(self, accepted: Sequence[BlockProposal]) -> Changes:
        """Puts paragraphs away and mends spans, as one changeset."""
        spans: dict[BlockId, list[Proposal]] = {}
        for item in accepted:
            if item.proposal.span is not None and item.proposal.rule != edits.BLANK_LINES:
                spans.setdefault(item.block.id, []).append(item.proposal)
        texts = {item.block.id: item.block.text for item in accepted}
        mended = {id_: apply(texts[id_], of_block) for id_, of_block in spans.items()}
        pairs = [(item.block, item.proposal) for item in accepted]
        return self._do(edits.accept_proposals(self.store, pairs, mended))

    def refuse_cleaning(self, refused: BlockProposal) -> Changes:
        """Keeps what cleaning would have put away; it is not proposed again while the text stays the same."""
        key = pipeline.refusal_key(refused.block.side, refused.block.text, refused.proposal)
        return self._do(decisions.remember(self.store, *key, Reach.SPOT))
