"""What cleaning proposes on each side, each knowing the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.clean import Paragraphs, RuleSet, propose
from app.model import Block, Proposal, Side, Units, text_hash
from app.tasks import Task


@dataclass(frozen=True, slots=True)
class BlockProposal:
    """A cleaning proposal at its block; ``partner`` is the block on the other side that goes with it, if any."""

    block: Block
    proposal: Proposal
    partner: Block | None

    @property
    def whole(self) -> bool:
        """Whether the paragraph goes; otherwise a span of it is mended, or the blank lines before it close up."""
        return self.proposal.span is None


def propose_cleaning(
    units: Mapping[Side, Units], rules: RuleSet, task: Task | None = None, known: Paragraphs | None = None
) -> dict[Side, tuple[Proposal, ...]]:
    """What cleaning proposes on each side, each knowing the other, so that a partner is never taken away unsaid.

    ``known`` has what the rules said of paragraphs before. Raises Cancelled.
    """
    known = known or Paragraphs(rules)
    return {
        side: propose(
            own.texts,
            rules,
            partner=units[side.other].texts if side.other in units else None,
            language=own.language,
            shapes=own.shapes,
            side=side,
            task=task,
            known=known,
        )
        for side, own in units.items()
    }


def litter_of(proposals: Iterable[Proposal]) -> frozenset[int]:
    """The units proposed to go whole that have no partner: the aligner should not see them."""
    return frozenset(p.index for p in proposals if p.span is None and p.partner is None)


def refusal_key(side: Side, text: str, proposal: Proposal) -> tuple[str, str, str]:
    """What a refused cleaning proposal is remembered by: (rule, place, text hash)."""
    place = "" if proposal.span is None else f"{proposal.span.start}-{proposal.span.end}"
    return f"clean:{proposal.rule}", f"{side}:{place}", text_hash(text, "")
