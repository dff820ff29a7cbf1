"""Headlines, which languages with full stops set without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from app.check.groups import Members
from app.check.model import CheckContext, Fault, RowView
from app.model import Role, Span, Suggestion

_LABEL = re.compile(r"\s*[^:：.。]{1,40}[:：] ?\S.{0,150}\s*")
_ENDS = "。．.!！?？…：:；;”’\"'）)」』"
_SENTENCES = re.compile(r"(?<=\w{3})[.!?]\S?\s+[^\W\d_a-z]")
_LONGEST = 300
"""Characters of a title; a longer first row is the text itself."""
_LEAST_ROWS = 3


class Headlines:
    """A headline that ends with a full stop."""

    def __init__(self, context: CheckContext) -> None:
        self._stopped = context.target_facts.script.name in ("latin", "cyrillic", "greek")
        self._rows = Members()

    def enter(self, view: RowView) -> None:
        if self._is_odd_heading(view):
            self._rows.add(view)

    def leave(self, view: RowView) -> None:
        if self._is_odd_heading(view):
            self._rows.remove(view)

    def renumber(self) -> None:
        """Nothing is kept that names a row by its number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        if not self._stopped:
            return
        title = _title(views)
        if title is not None and title.role is not Role.HEADING:
            yield from _faults(title)
        for view in self._rows:
            yield from _faults(view)

    def _is_odd_heading(self, view: RowView) -> bool:
        return self._stopped and view.role is Role.HEADING and view.note(_stop) is not None


def _faults(view: RowView) -> Iterator[Fault]:
    if (span := view.note(_stop)) is not None:
        yield Fault("end-headline", (span,), suggestions=(Suggestion(span, ""),), row=view.row)


def _stop(view: RowView) -> Span | None:
    """The full stop that a row would not have as a headline."""
    text, abbreviations = view.target.rstrip(), view.context.target_facts.abbreviations
    if not text.endswith(".") or text.endswith("..") or "\n" in text.strip() or _SENTENCES.search(text):
        return None
    last = text.split()[-1].lower().lstrip("(“\"'")
    # Inc., U.S., J. R.: the stop belongs to the word.
    if last in abbreviations or last[:-1] in abbreviations:
        return None
    if "." in last[:-1] or len(last) < 3 or (view.given_source is not None and _has_end(view.source)):
        return None
    return Span(len(text) - 1, len(text))


def _title(views: Sequence[RowView]) -> RowView | None:
    """The row that a text without marked headings begins with as its title: the source's has no mark at its end, or a
    line of facts (date, source of the news) stands below."""
    written = list(islice((view for view in views if view.target.strip()), _LEAST_ROWS))
    if len(written) < _LEAST_ROWS or len(written[0].target) > _LONGEST:
        return None
    first, second = written[:2]
    if first.has_both:
        return None if _has_end(first.source) else first
    return first if _LABEL.fullmatch(second.target) and not _LABEL.fullmatch(first.target) else None


def _has_end(text: str) -> bool:
    return text.rstrip()[-1:] in _ENDS
