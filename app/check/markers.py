"""What has to come through as it is: placeholders, addresses, and the count of a list in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from app.check.addresses import addresses, likeliest
from app.check.model import Fault, RowView
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
