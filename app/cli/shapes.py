"""The JSON shapes of the command line, exactly as the design writes them: other people's scripts read these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.align.score import Score
from app.check import finding_key
from app.model import Alignment, Block, Finding, Imported, Proposal, Row, Side, Span
from app.pipeline import Survey, view
from app.review.spans import place
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


def finding_shapes(rows: Sequence[Row], survey: Survey, words: Words) -> list[Json]:
    """Every finding of a survey, in the order of the rows; ``row`` counts the rows given, from 0."""
    shapes: list[Json] = []
    for number, row in enumerate(rows):
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
