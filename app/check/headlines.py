"""Headlines, which languages with full stops set without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.check.model import CheckContext, Fault, RowView
from app.model import Role, Span, Suggestion

_LABEL = re.compile(r"\s*[^:：.。]{1,40}[:：] ?\S.{0,150}\s*")
_ENDS = "。．.!！?？…：:；;”’\"'）)」』"
_SENTENCES = re.compile(r"(?<=\w{3})[.!?]\S?\s+[^\W\d_a-z]")
_LONGEST = 300
"""Characters of a title; a longer first row is the text itself."""
_LEAST_ROWS = 3


def check_headlines(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """A headline that ends with a full stop."""
    if context.target_facts.script.name not in ("latin", "cyrillic", "greek"):
        return
    title = _title(views)
    for view in views:
        if view is not title and view.role is not Role.HEADING:
            continue
        text = view.target.rstrip()
        if not text.endswith(".") or text.endswith("..") or "\n" in text.strip() or _SENTENCES.search(text):
            continue
        last = text.split()[-1].lower().lstrip("(“\"'")
        # Inc., U.S., J. R.: the stop belongs to the word.
        if last in context.target_facts.abbreviations or last[:-1] in context.target_facts.abbreviations:
            continue
        if "." in last[:-1] or len(last) < 3 or (view.given_source is not None and _has_end(view.source)):
            continue
        span = Span(len(text) - 1, len(text))
        yield Fault("end-headline", (span,), suggestions=(Suggestion(span, ""),), row=view.row)


def _title(views: Sequence[RowView]) -> RowView | None:
    """The row that a text without marked headings begins with as its title: the source's has no mark at its end, or a
    line of facts (date, source of the news) stands below."""
    written = [view for view in views if view.target.strip()]
    if len(written) < _LEAST_ROWS or len(written[0].target) > _LONGEST:
        return None
    first, second = written[:2]
    if first.has_both:
        return None if _has_end(first.source) else first
    return first if _LABEL.fullmatch(second.target) and not _LABEL.fullmatch(first.target) else None


def _has_end(text: str) -> bool:
    return text.rstrip()[-1:] in _ENDS
