"""What has to come through as it is: placeholders, addresses, and the count of a list in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from app.check.addresses import addresses, likeliest
from app.check.groups import Members
from app.check.model import CheckContext, Fault, RowView
from app.model import Span, Suggestion

_PLACEHOLDER = re.compile(
    r"\{\{?[\w.:\- ]{0,40}\}?\}|\$\{[\w.]{1,40}\}|%\([\w.]{1,40}\)[sdif]|%\d{1,2}\$[sdif@]"
    r"|(?<![\d%])%[sdif@](?![A-Za-z])"
    r"|#[A-Z][A-Za-z0-9_-]{1,30}#|</?[a-z][\w:-]{0,20}(?:\s+[\w:-]{1,30}=[\"'][^\"'<>]{0,200}[\"']){0,9}\s?/?>"
)
_HAN_MARKER = re.compile("(?:^|[，。；：:;,.、\\s“”])([一二三四五六七八九])(?:是|要|则)(?!否|定|个|次|种|样)")
_HAN_ORDER = "一二三四五六七八九"
_ENGLISH = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?:ly)?\b|(?<!\w)[(]?([1-9])[).](?=\s)",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s*(?:(?P<sign>[•·●■◆▪◦‣○□▶►※]|[*–—-](?=[\s\u3000]))|(?P<number>[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、．.](?![\d])"
    r"|[①-⑳]))[\s\u3000]*"
)
_ORDINAL = re.compile(
    r"\W{0,3}(?:first|second|third|last|next|then|step|erst|zweit|dritt|schritt|punkt|第|其)", re.IGNORECASE
)
_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def check_placeholders(view: RowView) -> Iterator[Fault]:
    """A variable, an address or a link that is not the same on both sides."""
    if not view.has_both:
        return
    yield from _addresses(view)
    ours, theirs = _placeholders(view.source), _placeholders(view.target)
    if not ours and not theirs:
        return
    left = Counter(name for name, _ in ours) - Counter(name for name, _ in theirs)
    added = Counter(name for name, _ in theirs) - Counter(name for name, _ in ours)
    for name, span in ours:
        if left[name] > 0:
            left[name] -= 1
            yield Fault("placeholder-missing", source=(span,), facts=(("text", view.source[span.start : span.end]),))
    for name, span in theirs:
        if added[name] > 0:
            added[name] -= 1
            yield Fault("placeholder-added", (span,), facts=(("text", view.target[span.start : span.end]),))


def _placeholders(text: str) -> list[tuple[str, Span]]:
    if not any(sign in text for sign in "{%#<"):
        return []
    return [(match[0], Span(*match.span())) for match in _PLACEHOLDER.finditer(text)]


def _addresses(view: RowView) -> Iterator[Fault]:
    """Addresses of the source that are not in the translation, each with what stands there in its place."""
    ours = addresses(view.source)
    if not ours:
        return
    theirs = addresses(view.target)
    left = Counter(address.name for address in ours) - Counter(address.name for address in theirs)
    wanted = Counter(address.name for address in ours)
    right = []
    for address in theirs:
        if wanted[address.name] > 0:
            wanted[address.name] -= 1
            right.append(address)
    for name, span in ours:
        if left[name] <= 0:
            continue
        left[name] -= 1
        written = view.source[slice(*span)]
        place = likeliest(name, view.target, right)
        if place is None:
            yield Fault("placeholder-missing", source=(span,), facts=(("text", written),))
        else:
            facts = (("expected", written), ("found", view.target[slice(*place)]))
            yield Fault("placeholder-address", (place,), (span,), facts, (Suggestion(place, written),))


def check_list_markers(view: RowView) -> Iterator[Fault]:
    """一是 … 二是 … 三是 counted beside first, second, third."""
    if view.context.source_facts.code != "zh" or view.context.target_facts.code != "en" or not view.has_both:
        return
    ours: list[Span] = []
    for match in _HAN_MARKER.finditer(view.source):
        if match[1] == _HAN_ORDER[len(ours)]:
            ours.append(Span(match.start(1), match.end()))
            if len(ours) == len(_HAN_ORDER):
                break
    if len(ours) < 2:
        return
    theirs: dict[int, Span] = {}
    for match in _ENGLISH.finditer(view.target):
        number = _WORDS.index(match[1].lower()) + 1 if match[1] else int(match[2])
        theirs.setdefault(number, Span(*match.span()))
    lost = [number for number in range(1, len(ours) + 1) if number not in theirs]
    # A list told with "and" or "also" is free wording; one told with all marks but one has lost an item.
    if lost and len(theirs) >= 2 and len(lost) < len(ours) and max(theirs) >= 2:
        for number in lost:
            yield Fault("list-marker-missing", source=(ours[number - 1],), facts=(("n", number), ("count", len(ours))))


class Items:
    """A row of a list without its bullet or number, which the rows of the list beside it have in both languages."""

    def __init__(self, context: CheckContext) -> None:
        self._items = Members()
        """The rows that are items in the source."""

    def enter(self, view: RowView) -> None:
        if _ITEM.match(view.source):
            self._items.add(view)

    def leave(self, view: RowView) -> None:
        if _ITEM.match(view.source):
            self._items.remove(view)

    def renumber(self) -> None:
        """Nothing is kept that names rows by number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        for view in self._items:
            item = _ITEM.match(view.source)
            if item is not None and view.target.strip() and not _ITEM.match(view.target):
                yield from _lost(item, view, views)


def _lost(item: re.Match[str], view: RowView, views: Sequence[RowView]) -> Iterator[Fault]:
    if not view.source[item.end() :].strip():
        return
    neighbours = [views[at] for at in (view.place - 1, view.place + 1) if 0 <= at < len(views)]
    beside = [
        (other, _ITEM.match(other.target)) for other in neighbours if _is_of_list(_ITEM.match(other.source), item)
    ]
    marks = [(neighbour, mark) for neighbour, mark in beside if mark is not None]
    if not marks or len(marks) < len(beside) or (item["number"] and _is_counted(view.target)):
        return
    word = re.match(r"\s*(\S{1,40})", view.target)
    model, mark = marks[0]
    yield Fault(
        "list-marker-lost",
        (Span(*word.span(1)),) if word else (),
        (Span(item.start(item.lastgroup or 0), item.end(item.lastgroup or 0)),),
        facts=(("text", item[0].strip()), ("row", model.row + 1)),
        suggestions=(Suggestion(Span(0, 0), mark[0]),) if item["sign"] else (),
        row=view.row,
    )


def _is_of_list(other: re.Match[str] | None, item: re.Match[str]) -> bool:
    """Whether a row's mark is of the same list: the same sign, or a number too."""
    return other is not None and other["sign"] == item["sign"]


def _is_counted(text: str) -> bool:
    """Whether a row begins with a number or an ordinal after all: Second, Step 2."""
    return any(map(str.isdigit, text[:12])) or bool(_ORDINAL.match(text))
