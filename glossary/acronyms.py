"""Acronyms a text introduces itself: after "Hong Kong Monetary Authority (HKMA)", HKMA is that name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from glossary.matcher import Matcher
from glossary.variants import is_acronym

Acronyms = Mapping[str, Collection[str]]
"""The key of an accepted form, and the acronyms that stand for it."""

_BRACKETED = re.compile(r"\s?[(（][\"“”]?([A-Z][A-Za-z0-9&-]{1,9})[\"“”]?[)）]")


def introduced(matcher: Matcher, targets: Iterable[str]) -> Acronyms:
    """The acronyms that a whole translation introduces, for :func:`glossary.verdict.judge` on each of its rows."""
    known: dict[str, set[str]] = {}
    for text in targets:
        if _BRACKETED.search(text):
            for hit in matcher.target_hits(text):
                short = acronym_after(text, hit.span.end, text[hit.span.start : hit.span.end])
                for form in hit.forms:
                    if short and form.accepted:
                        known.setdefault(form.key, set()).add(short)
    return {key: tuple(sorted(shorts)) for key, shorts in known.items()}


def joined(parts: Iterable[Acronyms]) -> Acronyms:
    """The acronyms of a whole translation, of those of its parts."""
    known: dict[str, set[str]] = {}
    for part in parts:
        for key, shorts in part.items():
            known.setdefault(key, set()).update(shorts)
    return {key: tuple(sorted(shorts)) for key, shorts in known.items()}


def acronym_after(text: str, end: int, name: str) -> str:
    """The acronym in brackets behind a name that ends at a code point, "" if none of its letters' stands there."""
    found = _BRACKETED.match(text, end)
    return found[1] if found and is_acronym(found[1], name) else ""
