"""First mention: an acronym that is used before the text says what it stands for, a short name before the full one.

Of acronyms only what the text itself introduces is judged: *Communist Party of China (CPC)*. One it never explains may
be known to everybody, and a full form after its short one is a matter of style. At most one place for an acronym. Of
names only those are judged whose entry has a form for the first mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossary.language.folding import fold
from glossary.matcher import Matcher
from glossary.model import Concept, LedgerEntry, Span, Verdict
from glossary.suggest import suggest

_RENDERED = frozenset({Verdict.OK, Verdict.ADMITTED})
_ACRONYM = re.compile(r"[A-Z](?<![\w.&/-].)[A-Z0-9&-]{0,8}[A-Z](?:’s|'s|s)?(?![\w-])")
_BARE = re.compile(r"(?:’s|'s|s)$")
_INTRODUCTION = re.compile(
    r"[(（]\s*(?:(?:the|hereinafter|hereafter|or|short)\s+){0,2}[“\"‘']?([A-Z][A-Z0-9&-]{0,8}[A-Z])"
)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_END = re.compile(r"[.!?…。！？:;][\"'”’)\]）]*\s*$")
_BACK = 160
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "&", "de", "la"})


@dataclass(frozen=True, slots=True)
class Early:
    """An acronym in a row before the one that introduces it. ``full`` is the full form."""

    acronym: str
    full: str
    row: int
    span: Span
    introduced: int


def early_mentions(texts: Sequence[str]) -> Iterator[Early]:
    """The acronyms of a document that are used before they are introduced, each once; ``texts`` are its rows."""
    introduced: dict[str, tuple[int, str]] = {}
    first: dict[str, tuple[int, Span]] = {}
    for row, text in enumerate(texts):
        brackets = {match.start(1): match.start() for match in _INTRODUCTION.finditer(text)}
        for match in _ACRONYM.finditer(text):
            acronym = _BARE.sub("", match[0])
            if acronym in introduced:
                continue
            if match.start() in brackets:
                # What stands in a bracket is explained there, also where it cannot be told by what.
                bracket = brackets[match.start()]
                introduced[acronym] = row, _full_form(acronym, text[max(0, bracket - _BACK) : bracket])
            elif _is_sentence(text):
                first.setdefault(acronym, (row, Span(match.start(), match.start() + len(acronym))))
    for acronym, (row, full) in introduced.items():
        place = first.get(acronym)
        if full and place is not None and place[0] < row:
            yield Early(acronym, full, place[0], place[1], row)


@dataclass(frozen=True, slots=True)
class Short:
    """The first place of a term that is not written out as its entry asks for. ``full`` is what to write there."""

    term: str
    row: int
    span: Span
    found: str
    full: str


def short_mentions(
    rows: Sequence[tuple[str | None, str]], ledgers: Sequence[Iterable[LedgerEntry]], matcher: Matcher
) -> Iterator[Short]:
    """The terms of a document that have a form for their first mention and begin with another one, each once.

    ``rows`` are source (None without one) and target, ``ledgers`` their entries. Headlines neither count nor are told.
    """
    met: set[tuple[str, str]] = set()
    for row, ((source, text), ledger) in enumerate(zip(rows, ledgers, strict=True)):
        if not _is_sentence(text):
            continue
        for mention in sorted(_mentions(source, text, ledger, matcher), key=_start):
            concept, first = mention.concept, mention.concept.first
            key = concept.id, fold(mention.term).text
            if first is None or key in met:
                continue
            met.add(key)
            full = first.text
            if first.pattern:
                stands = mention.form == first.text
                full = matcher.patterns.first_form(source or "", mention.source) if matcher.patterns else ""
            else:
                stands = matcher.target_reader.loose_key(full) in matcher.target_reader.read(text).loose.text
                full = suggest([full], text, mention.span, matcher.target_language)
            if full and not stands:
                start, end = mention.span
                yield Short(mention.term, row, mention.span, text[start:end], full)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A term as it is rendered somewhere; without a source its place there is empty."""

    concept: Concept
    term: str
    form: str
    span: Span
    source: Span


def _mentions(source: str | None, text: str, ledger: Iterable[LedgerEntry], matcher: Matcher) -> Iterator[_Mention]:
    if source is None:
        for hit in matcher.target_hits(text):
            if hit.forms[0].accepted:
                concept = hit.forms[0].concept
                yield _Mention(concept, concept.id, hit.term.text, hit.span, Span(0, 0))
        return
    for entry in ledger:
        if entry.source is not None and entry.target is not None and entry.verdict in _RENDERED:
            yield _Mention(entry.concept, entry.term, entry.form, entry.target, entry.source)


def _start(mention: _Mention) -> Span:
    return mention.span


def _is_sentence(text: str) -> bool:
    """A headline may use an acronym that the text under it explains."""
    return bool(_END.search(text)) and not text.isupper()


def _full_form(acronym: str, before: str) -> str:
    """The words before a bracket whose first letters the acronym is made of, "" where they are not."""
    words = list(_WORD.finditer(before))
    letters = re.sub(r"[^A-Z]", "", acronym)
    left = len(letters)
    for number in range(len(words) - 1, -1, -1):
        word = words[number][0]
        if left and word[0].upper() == letters[left - 1]:
            left -= 1
            if not left:
                return before[words[number].start() :].strip() if word[0].isupper() or len(letters) > 2 else ""
        elif word.lower() not in _SMALL:
            return ""
    return ""
