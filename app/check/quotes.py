"""Quotation marks without their partners, and those that face the wrong way. The document is read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.check.facts import without_code
from app.check.groups import Members
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span, Suggestion

_GERMAN = str.maketrans({"„": "“", "“": "”"})
_HABIT, _SHOWN = 3, 12
"""From here on a mark that faces the wrong way is somebody's habit, said once, with that many of its rows."""
_OPENERS, _CLOSING = "“«「『", "”»」』"


class _Quote(NamedTuple):
    """A mark that is odd, and what to put for it, if that is known."""

    code: str
    view: RowView
    at: int
    instead: str = ""

    @property
    def fault(self) -> Fault:
        span = Span(self.at, self.at + 1)
        suggestions = (Suggestion(span, self.instead),) if self.instead else ()
        mark = self.view.target[self.at]
        return Fault(self.code, (span,), facts=(("mark", mark),), suggestions=suggestions, row=self.view.row)


class Quotes:
    """A quotation mark without its partner. A quotation may run over several rows, so the document is read as one."""

    def __init__(self, context: CheckContext) -> None:
        self._pairs = [_Pair(*marks) for marks in dict.fromkeys((*context.target_facts.quotes, ("“", "”")))]
        self._odd = Members()
        """The rows with an odd number of straight marks."""
        self._low = 0
        """Rows with the mark that German opens with."""

    def enter(self, view: RowView) -> None:
        for pair in self._pairs:
            pair.enter(view)
        self._low += "„" in view.target
        if view.note(_has_odd_straight):
            self._odd.add(view)

    def leave(self, view: RowView) -> None:
        for pair in self._pairs:
            pair.leave(view)
        self._low -= "„" in view.target
        if view.note(_has_odd_straight):
            self._odd.remove(view)

    def renumber(self) -> None:
        """Nothing is kept that names a row by its number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        found = [quote for pair in self._pairs if self._is_in_use(pair) for quote in pair.odd_marks()]
        if len(self._odd) == 1:
            # Straight marks do not say which way they face: speak only of one single row of the document.
            view = self._odd.all[0]
            found.append(_Quote("quote-odd", view, view.target.rfind('"')))
        facing = [quote.fault for quote in found if quote.code == "quote-facing"]
        if len(facing) > _HABIT:
            rows = dict.fromkeys(str((fault.row or 0) + 1) for fault in facing)
            facts: tuple[tuple[str, Fact], ...] = (("n", len(facing)), ("rows", ", ".join(list(rows)[:_SHOWN])))
            yield replace(facing[0], code="quote-facing-many", facts=(*facing[0].facts, *facts))
        for quote in found:
            if quote.code == "quote-facing":
                if len(facing) <= _HABIT:
                    yield quote.fault
            elif not _is_odd(quote.view.source):
                yield quote.fault

    def _is_in_use(self, pair: _Pair) -> bool:
        """Whether the document really sets the pair: nearly in balance. “ opens in English and closes in German."""
        if pair.opener == "“" and self._low:
            return False
        opened, closed = pair.opened, pair.closed
        return (bool(opened) or pair.closer != "“") and abs(opened - closed) <= max(2, (opened + closed) // 3)


_Open = tuple[RowView, int] | None
"""The mark that waits for its partner at the end of a row, if one does."""


class _Read(NamedTuple):
    """A row as it was read: what was open before it, what is odd, what is open behind it."""

    before: _Open
    odd: tuple[_Quote, ...]
    behind: _Open


class _Pair:
    """An opening mark and the closing one: how many there are, and the rows that have any, read from top to bottom.

    A row is read again only where what is open before it is not what was open when it was read last.
    """

    def __init__(self, opener: str, closer: str) -> None:
        self.opener, self.closer = opener, closer
        self.opened = self.closed = 0
        self._rows = Members()
        self._read: dict[RowView, _Read] = {}

    def enter(self, view: RowView) -> None:
        self._count(view.target, 1)
        if self.opener in view.target or self.closer in view.target:
            self._rows.add(view)

    def leave(self, view: RowView) -> None:
        self._count(view.target, -1)
        if self.opener in view.target or self.closer in view.target:
            self._rows.remove(view)
            self._read.pop(view, None)

    def _count(self, text: str, times: int) -> None:
        self.opened += times * text.count(self.opener)
        self.closed += times * text.count(self.closer)

    def odd_marks(self) -> Iterator[_Quote]:
        """The marks without a partner, and those that face the wrong way."""
        opened: _Open = None
        for view in self._rows:
            read = self._read.get(view)
            if read is None or read.before != opened:
                read = self._read[view] = self._reading(view, opened)
            yield from read.odd
            opened = read.behind
        if opened is not None:
            yield _Quote("quote-open", *opened)

    def _reading(self, view: RowView, opened: _Open) -> _Read:
        before, text = opened, view.target
        odd: list[_Quote] = []
        first, last = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
        # A pair of one straight and one curly mark is untidy, but nothing is missing.
        spare = text.count('"') % 2
        for at, sign in enumerate(text):
            if sign == self.opener and opened is not None and (at == last or _looks_back(text, at)):
                odd.append(_Quote("quote-facing", view, at, self.closer))
                opened = None
            elif sign == self.opener:
                # A quotation of several paragraphs opens each of them and closes only the last.
                if opened is not None and at > first:
                    if opened[0] is view and spare:
                        spare = 0
                    else:
                        odd.append(_Quote("quote-open", *opened))
                opened = (view, at)
            elif sign == self.closer:
                if opened is None and spare:
                    spare = 0
                elif opened is None:
                    odd.append(_Quote("quote-close", view, at))
                opened = None
        if opened is not None and opened[0] is view and spare:
            opened = None
        return _Read(before, tuple(odd), opened)


def _is_odd(text: str) -> bool:
    """Whether a quotation begins or ends outside the text; then the translation's does too."""
    text = text.translate(_GERMAN) if "„" in text else text
    opened, closed = sum(map(text.count, _OPENERS)), sum(map(text.count, _CLOSING))
    return opened != closed or bool(_straight_count(text) % 2)


def _looks_back(text: str, at: int) -> bool:
    """Whether a mark stands behind a word and before a space: “like this“ or this. “"""
    return at > 0 and text[at + 1] == " " and not (text[at - 1] == " " and text[at - 2 : at - 1].isalnum())


def _has_odd_straight(view: RowView) -> bool:
    return '"' in view.target and bool(_straight_count(view.target) % 2)


def _straight_count(text: str) -> int:
    return len(re.findall(r'(?<!\d)"|(?<=\d)"(?=\w)', without_code(text)))
