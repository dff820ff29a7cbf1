"""First mention: an acronym that is used before the text says what it stands for, a short name before the full one.

Of acronyms only what the text itself introduces is judged: *Communist Party of China (CPC)*. One it never explains may
be known to everybody, and a full form after its short one is a matter of style. At most one place for an acronym. Of
names only those are judged whose entry has a form for the first mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class AcronymUse(NamedTuple):
    """An acronym at its place. ``full`` is what it is introduced with there ("" where that cannot be told), None where
    it is only used; ``in_sentence``: not in a headline."""

    acronym: str
    span: Span
    full: str | None
    in_sentence: bool


def acronym_uses(text: str) -> tuple[AcronymUse, ...]:
    """The acronyms of one row: the first use of each, and where it is introduced if that comes later."""
    found: list[AcronymUse] = []
    used: set[str] = set()
    introduced: set[str] = set()
    brackets: dict[int, int] | None = None
    for match in _ACRONYM.finditer(text):
        if brackets is None:
            # Most texts have no acronym, and whoever has one asks once.
            brackets = {match.start(1): match.start() for match in _INTRODUCTION.finditer(text)}
            in_sentence = _is_sentence(text)
        acronym = _BARE.sub("", match[0])
        bracket = brackets.get(match.start())
        if acronym in introduced or (bracket is None and acronym in used):
            continue
        used.add(acronym)
        full = None
        if bracket is not None:
            # What stands in a bracket is explained there, also where it cannot be told by what.
            introduced.add(acronym)
            full = _full_form(acronym, text[max(0, bracket - _BACK) : bracket])
        found.append(AcronymUse(acronym, Span(match.start(), match.start() + len(acronym)), full, in_sentence))
    return tuple(found)


def early_mention(uses: Iterable[tuple[int, AcronymUse]]) -> Early | None:
    """The first place of one acronym, if a later row introduces it. ``uses`` are all of it, each with its row."""
    first: tuple[int, Span] | None = None
    for row, use in uses:
        if use.full is not None:
            early = use.full and first is not None and first[0] < row
            return Early(use.acronym, use.full, *first, row) if early and first is not None else None
        if first is None and use.in_sentence:
            first = row, use.span
    return None


def early_mentions(texts: Sequence[str]) -> Iterator[Early]:
    """The acronyms of a document that are used before they are introduced, each once; ``texts`` are its rows."""
    known: dict[str, list[tuple[int, AcronymUse]]] = {}
    for row, text in enumerate(texts):
        for use in acronym_uses(text):
            known.setdefault(use.acronym, []).append((row, use))
    return (early for uses in known.values() if (early := early_mention(uses)) is not None)


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

    ``rows`` are source (None without one) and target, ``ledgers`` their entries.
    """
    met: set[tuple[str, str]] = set()
    for row, ((source, text), ledger) in enumerate(zip(rows, ledgers, strict=True)):
        for mention in mentions(source, text, ledger, matcher):
            if mention.key not in met:
                met.add(mention.key)
                if (short := short_mention(mention, source, text, matcher, row)) is not None:
                    yield short


def mentions(source: str | None, text: str, ledger: Iterable[LedgerEntry], matcher: Matcher) -> tuple[Mention, ...]:
    """The terms of one row that have a form for their first mention, in the order of the text. Headlines have none."""
    if not _is_sentence(text):
        return ()
    found = (mention for mention in _mentions(source, text, ledger, matcher) if mention.concept.first is not None)
    return tuple(sorted(found, key=_start))


def short_mention(mention: Mention, source: str | None, text: str, matcher: Matcher, row: int = 0) -> Short | None:
    """What to write at the first mention of a term, None where that stands there; ``source``, ``text``: its row."""
    first = mention.concept.first
    if first is None:
        return None
    full = first.text
    if first.pattern:
        stands = mention.form == first.text
        full = matcher.patterns.first_form(source or "", mention.source) if matcher.patterns else ""
    else:
        stands = matcher.target_reader.loose_key(full) in matcher.target_reader.read(text).loose.text
        full = suggest([full], text, mention.span, matcher.target_language)
    if not full or stands:
        return None
    start, end = mention.span
    return Short(mention.term, row, mention.span, text[start:end], full)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term as it is rendered somewhere; without a source its place there is empty."""

    concept: Concept
    term: str
    form: str
    span: Span
    source: Span

    @property
    def key(self) -> tuple[str, str]:
        """What is mentioned."""
        return self.concept.id, fold(self.term).text


def _mentions(source: str | None, text: str, ledger: Iterable[LedgerEntry], matcher: Matcher) -> Iterator[Mention]:
    if source is None:
        for hit in matcher.target_hits(text):
            if hit.forms[0].accepted:
                concept = hit.forms[0].concept
                yield Mention(concept, concept.id, hit.term.text, hit.span, Span(0, 0))
        return
    for entry in ledger:
        if entry.source is not None and entry.target is not None and entry.verdict in _RENDERED:
            yield Mention(entry.concept, entry.term, entry.form, entry.target, entry.source)


def _start(mention: Mention) -> Span:
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
