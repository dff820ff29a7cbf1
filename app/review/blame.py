"""Who wrote which word of a paragraph, read from its revisions. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from app.model import Span
from app.review.diff import tokens
from app.store.changes import Revision


@dataclass(frozen=True, slots=True)
class Written:
    """A stretch of the newest text and the revision that brought it."""

    span: Span
    text: str
    revision: Revision


def blame(revisions: Iterable[Revision]) -> tuple[Written, ...]:
    """The newest text of a paragraph in stretches, each with the revision its words came with.

    ``revisions`` are in order, the oldest first. A text that comes back, by an undo or from the history, belongs to
    those who wrote it, not to whoever brought it back. White space goes with the words before it.
    """
    text: list[str] = []
    owners: list[Revision] = []
    known: dict[str, list[Revision]] = {}
    for revision in revisions:
        new = tokens(revision.text)
        owners = known.get(revision.text) or _carried(text, new, owners, revision)
        text = new
        known.setdefault(revision.text, owners)
    written: list[Written] = []
    at = 0
    for token, owner in zip(text, owners, strict=True):
        end = at + len(token)
        if written and (written[-1].revision is owner or not token.strip()):
            last = written[-1]
            written[-1] = Written(Span(last.span.start, end), last.text + token, last.revision)
        else:
            written.append(Written(Span(at, end), token, owner))
        at = end
    return tuple(written)


def writer_at(written: Iterable[Written], position: int) -> Written | None:
    """Whose word stands at a code point; at the very end, that of the last one."""
    found = None
    for stretch in written:
        if stretch.span.start <= position:
            found = stretch
    return found


def _carried(old: list[str], new: list[str], owners: list[Revision], revision: Revision) -> list[Revision]:
    """The owners of a new text: those of the old one where it reads the same."""
    carried = [revision] * len(new)
    for op in Indel.opcodes(old, new):
        if op.tag == "equal":
            carried[op.dest_start : op.dest_end] = owners[op.src_start : op.src_end]
    return carried
