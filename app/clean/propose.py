"""The order of the cleaning rules, and who on the other side has the same litter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.clean.lines import line_proposals
from app.clean.repeats import blank_lines, paragraphs_twice, title_again, titles_twice
from app.clean.rules import RuleSet
from app.clean.spans import replaced, span_proposals
from app.model import Proposal, Role, Shape, Side
from app.tasks import Task


def propose(
    texts: Sequence[str],
    rules: RuleSet,
    *,
    partner: Sequence[str] | None = None,
    language: str = "",
    shapes: Sequence[Shape] = (),
    side: Side = Side.TARGET,
    task: Task | None = None,
) -> tuple[Proposal, ...]:
    """What does not belong to the text, in the order of its paragraphs; nothing is changed.

    ``partner`` is the other side's paragraphs: where the same litter stands at the same place there, the proposal
    says so. ``shapes`` may be empty or one per paragraph. A paragraph proposed as a whole has no span proposals.
    Raises Cancelled when the task is.
    """
    task = task or Task()
    found = _found(texts, rules, language, shapes, task)
    if partner is not None:
        found = _with_partners(found, len(texts), _found(partner, rules, "", (), task), len(partner))
    return tuple(found)


def apply(text: str, proposals: Iterable[Proposal]) -> str:
    """The paragraph with its span proposals carried out; of two that overlap, the first. Whole ones change nothing."""
    return replaced(text, list(proposals))


def _found(texts: Sequence[str], rules: RuleSet, language: str, shapes: Sequence[Shape], task: Task) -> list[Proposal]:
    whole = {proposal.index: proposal for proposal in line_proposals(texts, rules, language, shapes, task)}
    spans: list[Proposal] = []
    for index, text in enumerate(texts):
        task.check()
        code = index < len(shapes) and shapes[index].role is Role.CODE
        if index in whole or code or not text:
            continue
        for proposal in span_proposals(text, index, rules):
            if proposal.span is None:
                whole[index] = proposal
            else:
                spans.append(proposal)
    if rules.has("title-twice"):
        for proposal in titles_twice(texts, frozenset(whole), shapes):
            whole.setdefault(proposal.index, proposal)
        for proposal in title_again(texts, frozenset(whole), shapes):
            whole.setdefault(proposal.index, proposal)
    if rules.has("paragraph-twice"):
        for proposal in list(paragraphs_twice(texts, frozenset(whole), shapes)):
            whole.setdefault(proposal.index, proposal)
    spans = [proposal for proposal in spans if proposal.index not in whole]
    if rules.has("blank-lines"):
        spans.extend(blank_lines(shapes))
    return sorted([*whole.values(), *spans], key=lambda proposal: (proposal.index, proposal.span or (-1, -1)))


def _with_partners(found: list[Proposal], size: int, others: list[Proposal], other_size: int) -> list[Proposal]:
    """Pairs whole paragraphs of the same rule that stand at the same place of the remaining text, each at most once."""
    places, other_places = _places(found, size), _places(others, other_size)
    free = [other for other in others if other.span is None]
    reach = 1 + max(size, other_size) // 10
    paired: list[Proposal] = []
    for proposal in found:
        near = [
            other
            for other in free
            if proposal.span is None
            and other.rule == proposal.rule
            and abs(places[proposal.index] - other_places[other.index]) <= reach
        ]
        if near:
            best = min(near, key=lambda other: abs(places[proposal.index] - other_places[other.index]))
            free.remove(best)
            proposal = replace(proposal, partner=best.index)
        paired.append(proposal)
    return paired


def _places(found: Iterable[Proposal], size: int) -> list[int]:
    """For each paragraph the number of paragraphs before it that nobody proposes to put away."""
    gone = {proposal.index for proposal in found if proposal.span is None}
    places: list[int] = []
    kept = 0
    for index in range(size):
        places.append(kept)
        kept += index not in gone
    return places
