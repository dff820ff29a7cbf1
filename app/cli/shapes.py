"""The JSON shapes of the command line, exactly as the design writes them: other people's scripts read these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.align.score import Score
from app.check import CHECKS, finding_key
from app.model import Alignment, Block, BlockId, Finding, Imported, Proposal, Row, Severity, Side, Span
from app.pipeline import BlockProposal, Survey, view
from app.review.spans import offset_of, place
from app.words import Words

Json = dict[str, Any]


def alignment_shape(alignment: Alignment, words: Words) -> Json:
    return {
        "beads": [
            {"source": list(b.source), "target": list(b.target), "confidence": round(b.confidence, 4)}
            for b in alignment.beads
        ],
        "trusted": alignment.trusted,
        "note": words.say(alignment.note) if alignment.note else "",
        "remarks": [
            {
                "kind": remark.kind.value,
                "beads": [remark.first, remark.last],
                "twin": list(remark.twin),
                "message": words.say(f"align.{remark.kind}", first=remark.first + 1, last=remark.last + 1),
            }
            for remark in alignment.remarks
        ],
    }


def score_shape(found: Score) -> dict[str, float]:
    return {"precision": found.precision, "recall": found.recall, "f1": found.f1}


def proposal_shape(imported: Imported, proposal: Proposal, words: Words) -> Json:
    """One proposed paragraph or span, with its place in the decoded input text (null where the format has none)."""
    block = imported.blocks[proposal.index]
    start, end = proposal.span or Span(0, len(block.text))
    return {
        "rule": proposal.rule,
        "paragraph": proposal.index,
        "message": proposal_sentence(proposal, words),
        "text": block.text[start:end],
        **_file_span(block.locator.start, Span(start, end)),
    }


def proposal_sentence(proposal: Proposal, words: Words) -> str:
    sentence = words.say(f"clean.{proposal.rule}", **dict(proposal.facts))
    if proposal.partner is not None:
        sentence += " " + words.say("cli.has-partner", n=proposal.partner + 1)
    return sentence


def finding_shapes(
    rows: Sequence[Row], survey: Survey, words: Words, checks: Collection[str] | None = None
) -> list[Json]:
    """Every finding of a survey, in the order of the rows; ``row`` counts the rows given, from 0.

    What cleaning would put away of the translation is a finding of ``litter`` here: a build sees nothing but these.
    ``checks`` are those that were asked for, None for all.
    """
    litter: dict[BlockId, list[BlockProposal]] = defaultdict(list)
    if checks is None or "litter" in checks:
        for proposed in survey.proposals:
            # An empty span is white space between paragraphs: it harms nobody who does not see the file.
            if proposed.block.side is Side.TARGET and (proposed.whole or any(proposed.proposal.span or ())):
                litter[proposed.block.id].append(proposed)
    shapes: list[Json] = []
    for number, row in enumerate(rows):
        for block in row.included(Side.TARGET):
            shapes += [_litter_shape(number, row, proposed, words) for proposed in litter.get(block.id, ())]
        seen = view(row, survey.litter)
        for finding in survey.findings.get(row.id, ()):
            shapes.append(_finding_shape(number, seen, finding, words))
    return shapes


def finding_sentence(finding: Finding, words: Words) -> str:
    return words.say(f"check.{finding.code}", **dict(finding.facts))


def _finding_shape(number: int, row: Row, finding: Finding, words: Words) -> Json:
    return {
        "key": finding_key(finding, (row.text(Side.SOURCE), row.text(Side.TARGET))),
        "check": finding.check,
        "mqm": finding.mqm,
        "severity": finding.severity.value,
        "verdict": finding.verdict,
        "row": number,
        "message": finding_sentence(finding, words),
        "source": [_span_shape(row, Side.SOURCE, span) for span in finding.source],
        "target": [_span_shape(row, Side.TARGET, span) for span in finding.target],
        "suggestions": [s.text for s in finding.suggestions],
    }


def _litter_shape(number: int, row: Row, proposed: BlockProposal, words: Words) -> Json:
    """A cleaning proposal as the finding it is for somebody who only checks: major where a paragraph should go."""
    block, proposal = proposed.block, proposed.proposal
    inside = proposal.span or Span(0, len(block.text))
    first = offset_of(row, block)
    span = Span(first + inside.start, first + inside.end)
    check = next(check for check in CHECKS if check.id == "litter")
    severity = check.severity if proposed.whole else Severity.MINOR
    evidence = f"{proposal.rule}|{' '.join(block.text[inside.start : inside.end].casefold().split())[:200]}"
    finding = Finding("litter", proposal.rule, number, severity, check.mqm, target=(span,), evidence=evidence)
    return {
        "key": finding_key(finding, (row.text(Side.SOURCE), row.text(Side.TARGET))),
        "check": finding.check,
        "mqm": finding.mqm,
        "severity": finding.severity.value,
        "verdict": "",
        "row": number,
        "message": proposal_sentence(proposal, words),
        "source": [],
        "target": [_span_shape(row, Side.TARGET, span)],
        "suggestions": [] if proposed.whole else [proposal.replacement],
    }


def _span_shape(row: Row, side: Side, span: Span) -> Json:
    found = place(row, side, span)
    start = _start_in_file(found[0]) if found else None
    inside = found[1] if found else span
    text = row.text(side)[span.start : span.end]
    return {"text": text, "start": span.start, "end": span.end, **_file_span(start, inside)}


def _start_in_file(block: Block) -> int | None:
    """Only a block that still reads as it was imported has a place in the file."""
    return block.locator.start if block.seq == block.first_seq else None


def _file_span(start: int | None, span: Span) -> Mapping[str, int | None]:
    if start is None:
        return {"file_start": None, "file_end": None}
    return {"file_start": start + span.start, "file_end": start + span.end}
