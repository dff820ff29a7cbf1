"""The order of the cleaning rules, and who on the other side has the same litter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.clean.lines import bar_of, edge_lines, line_proposals
from app.clean.paragraphs import Paragraph, Paragraphs
from app.clean.repeats import blank_lines, paragraphs_twice, title_again, titles_twice
from app.clean.rules import Rule, RuleSet
from app.clean.spans import replaced
from app.clean.text import ends_sentence, weight
from app.model import Proposal, Role, Shape, Side
from app.tasks import Task

_FURNITURE = frozenset(
    {"breadcrumb", "navigation", "link-bar", "share-bar", "page-tools", "cookie-notice", "copyright", "sign-up"}
)
"""What both languages of a page have at the same place."""
_LONG_LINE, _TIMES = 300, 3


def propose(
    texts: Sequence[str],
    rules: RuleSet,
    *,
    partner: Sequence[str] | None = None,
    language: str = "",
    shapes: Sequence[Shape] = (),
    side: Side = Side.TARGET,
    task: Task | None = None,
    known: Paragraphs | None = None,
) -> tuple[Proposal, ...]:
    """What does not belong to the text, in the order of its paragraphs; nothing is changed.

    ``partner`` is the other side's paragraphs: where the same litter stands at the same place there, the proposal
    says so. ``shapes`` may be empty or one per paragraph. A paragraph proposed as a whole has no span proposals.
    ``known`` has what was found out of paragraphs before, by the same rules, and keeps what is found out of these.
    Raises Cancelled when the task is.
    """
    task = task or Task()
    known = known or Paragraphs(rules)
    found = _found(known.read(texts), rules, language, shapes, task)
    if partner is not None:
        others = _found(known.read(partner), rules, "", (), task)
        found = _mirrored(found, texts, others, partner, shapes)
        found = _with_partners(found, len(texts), others, len(partner))
    return tuple(found)


def apply(text: str, proposals: Iterable[Proposal]) -> str:
    """The paragraph with its span proposals carried out; of two that overlap, the first. Whole ones change nothing."""
    return replaced(text, list(proposals))


def _found(
    paragraphs: Sequence[Paragraph], rules: RuleSet, language: str, shapes: Sequence[Shape], task: Task
) -> list[Proposal]:
    lines: list[str] = []
    fired: list[Rule | None] = []
    for paragraph in paragraphs:
        task.check()
        lines.append(paragraph.line)
        fired.append(paragraph.rule(language))
    for index in edge_lines(lines):
        fired[index] = fired[index] or bar_of(paragraphs[index].text, rules, language)
    whole = {proposal.index: proposal for proposal in line_proposals(lines, fired, rules, shapes)}
    spans: list[Proposal] = []
    for index, paragraph in enumerate(paragraphs):
        task.check()
        code = index < len(shapes) and shapes[index].role is Role.CODE
        if index in whole or code or not paragraph.text:
            continue
        for proposal in paragraph.proposals:
            if proposal.span is None:
                whole[index] = replace(proposal, index=index)
            else:
                spans.append(replace(proposal, index=index))
    if rules.has("title-twice"):
        texts = [paragraph.text for paragraph in paragraphs]
        for proposal in titles_twice(texts, frozenset(whole), shapes):
            whole.setdefault(proposal.index, proposal)
        for proposal in title_again(texts, frozenset(whole), shapes):
            whole.setdefault(proposal.index, proposal)
    if rules.has("paragraph-twice"):
        for proposal in list(paragraphs_twice(paragraphs, frozenset(whole), shapes)):
            whole.setdefault(proposal.index, proposal)
    spans = [proposal for proposal in spans if proposal.index not in whole]
    if rules.has("blank-lines"):
        spans.extend(blank_lines(shapes))
    return sorted([*whole.values(), *spans], key=lambda proposal: (proposal.index, proposal.span or (-1, -1)))


def _mirrored(
    found: list[Proposal], texts: Sequence[str], others: list[Proposal], partner: Sequence[str], shapes: Sequence[Shape]
) -> list[Proposal]:
    """With the lines at the edges whose other side is furniture: translations of it have words that no list has.

    Only where both sides have as many paragraphs, and a line is as short as the other and as much of a sentence.
    """
    if len(texts) != len(partner):
        return found
    known = {proposal.index for proposal in found if proposal.span is None}
    edges = edge_lines(texts)
    more = [
        Proposal(other.rule, other.index)
        for other in others
        if other.span is None
        and other.rule in _FURNITURE
        and other.index in edges
        and other.index not in known
        and (other.index >= len(shapes) or shapes[other.index].role not in (Role.CODE, Role.TABLE_CELL))
        and _looks_like(texts[other.index], partner[other.index])
    ]
    if not more:
        return found
    gone = known | {proposal.index for proposal in more}
    kept = [proposal for proposal in found if proposal.span is None or proposal.index not in gone]
    return sorted([*kept, *more], key=lambda proposal: (proposal.index, proposal.span or (-1, -1)))


def _looks_like(text: str, other: str) -> bool:
    one, two = weight(text), weight(other)
    if not text.strip() or max(one, two) > _LONG_LINE or not two / _TIMES <= one <= two * _TIMES:
        return False
    return ends_sentence(text) <= ends_sentence(other)


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
