"""Addresses of pages and of mail that a space or a comma has broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.check.addresses import addresses
from app.check.facts import is_word
from app.check.model import Fault, RowView
from app.model import Span, Suggestion

_SAFE = "com|org|net|info|int|edu|gov|eu|uk|cn|fr|ru|jp|ch|io|example"
_ENDING = f"(?:{_SAFE}|de|es|it|at|nl|pl|se)"
"""What an address ends with; those of ``_SAFE`` are no words of their own."""
_HOST = r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}"
_MAIL = r"[\w.+-]{1,64}@"
_SITE = r"(?:\bwww\.|://)[\w.-]{1,80}"
_BROKEN = re.compile(
    rf"\bwww\. {{1,3}}{_HOST}|\bhttps?(?: ://|: //|:// ){_HOST}|{_SITE}(?: \.|\. ){_ENDING}(?![\w-])"
    rf"|(?<![\w.+-]){_MAIL}(?: {{1,3}}{_HOST}|[\w.-]{{1,60}}(?: \.|\. )(?:{_SAFE})(?![\w-]))"
)
_CUT = re.compile(r"(?:\bwww\.|://)[^\s,;()]{3,200}/ {1,3}([^\W\d_][\w-]*)")
_COMMA = re.compile(
    rf"(?<![\w.+-]){_MAIL}[\w.-]{{1,60}},[a-z]{{2,12}}(?![\w-])|\bwww,(?=\w)|{_SITE},{_ENDING}(?![\w-])"
)


def broken_addresses(view: RowView) -> Iterator[Fault]:
    """Addresses with a space in them. Beside a source that has addresses the check of placeholders compares them."""
    text = view.target
    if not _has_any(text) or addresses(view.source):
        return
    found = [*_BROKEN.finditer(text), *filter(_goes_on(view), _CUT.finditer(text))]
    for match in found:
        span, whole = Span(*match.span()), match[0].replace(" ", "")
        if match[0] not in view.source:
            yield Fault("space-address", (span,), facts=(("address", whole),), suggestions=(Suggestion(span, whole),))


def commas_in_addresses(view: RowView) -> Iterator[Fault]:
    """Addresses with a comma for the dot."""
    text = view.target
    if "," not in text or not _has_any(text) or addresses(view.source):
        return
    for match in _COMMA.finditer(text):
        if match[0] not in view.source:
            at = match.start() + match[0].index(",")
            span, whole = Span(at, at + 1), match[0].replace(",", ".")
            yield Fault(
                "punctuation-address", (span,), facts=(("address", whole),), suggestions=(Suggestion(span, "."),)
            )


def _has_any(text: str) -> bool:
    return any(sign in text for sign in ("www", "http", "@"))


def _goes_on(view: RowView) -> Callable[[re.Match[str]], bool]:
    """Whether the word behind a slash belongs to the address: it is a word of no dictionary. "See www.example.org/ for
    more" ends with the slash."""
    language = view.context.target_facts.code

    def goes_on(match: re.Match[str]) -> bool:
        return is_word(match[1], language) is False

    return goes_on
