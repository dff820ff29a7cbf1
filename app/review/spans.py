"""From a span of a row's side (blocks joined by line ends) to the block it lies in, and back."""

from __future__ import annotations

from app.model import Block, Row, Side, Span


def place(row: Row, side: Side, span: Span) -> tuple[Block, Span] | None:
    """The block a span begins in and the span inside it, cut at the block's end; None past the last block."""
    at = 0
    for block in row.included(side):
        end = at + len(block.text)
        if span.start <= end:
            return block, Span(span.start - at, min(span.end - at, len(block.text)))
        at = end + 1
    return None


def offset_of(row: Row, block: Block) -> int:
    """Where one of a row's included blocks begins in the text of its side."""
    at = 0
    for other in row.included(block.side):
        if other.id == block.id:
            break
        at += len(other.text) + 1
    return at


def block_spans(row: Row, side: Side, block: Block, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The parts of spans of a row's side that lie in one block, as spans of that block."""
    at = offset_of(row, block)
    end = at + len(block.text)
    return tuple(
        Span(max(span.start, at) - at, min(span.end, end) - at)
        for span in spans
        if (span.start < end and span.end > at) or (span.start == span.end and at <= span.start <= end)
    )
