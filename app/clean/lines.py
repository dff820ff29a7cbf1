"""Whole paragraphs that are litter by their words: patterns, rows of phrases, headings with links below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from app.clean.rules import Patterns, Rule, RuleSet, applies
from app.clean.text import ends_sentence, folded, weight
from app.model import Proposal, Role, Shape

_SEPARATORS = re.compile(r"(?:[\W_]|\d[\d.,]{0,9}[km]?(?![^\W\d_]))+", re.IGNORECASE)
_PAGE = re.compile(r"\d{1,4}")
_DATE_OR_NAME = 40
_LINKS = 20
_LONGEST = 1000
_BARS = re.compile(r"[|｜•·«»‹›]|[ \u00a0]{2,}|[\t\u3000]| [/–—] ")
_BEGINNING, _END, _LEAST_LINES, _LEAST_SENTENCES = 5, 8, 5, 3
"""Lines among which a row of labels is furniture; a text of fewer lines or sentences (the words of a program) has no
beginning and no end."""
_LABEL, _LABEL_WORDS = 30, 4
_NO_LABEL = re.compile(r"[\d:.!?;。！？；：,，]")


def folded_line(text: str) -> str:
    """The form line patterns see; "" for a text that is too long to be a line."""
    return folded(text) if len(text) <= _LONGEST else ""


def rule_of(line: str, rules: RuleSet, language: str) -> Rule | None:
    """The first rule whose words a line is made of."""
    return next((rule for rule in rules.of_kind("line", "links") if _fires(rule, line, language)), None)


def bar_of(text: str, rules: RuleSet, language: str) -> Rule | None:
    """The first rule by which a text is a row of labels, as a page has them at its edges."""
    known = rules.of_kind("line", "links")
    return next((bar for bar in rules.of_kind("bar") if _is_bar(bar, known, text, language)), None)


def line_proposals(
    lines: Sequence[str], fired: Sequence[Rule | None], rules: RuleSet, shapes: Sequence[Shape]
) -> Iterator[Proposal]:
    """Yields at most one proposal per paragraph, in order; code and table cells are left alone. ``fired`` are the rules
    of the lines, each seen by itself."""
    seen = Counter(lines)
    pages = rules.has("page-number")
    link_rule: str = ""
    links_until = -1
    for index, line in enumerate(lines):
        role = shapes[index].role if index < len(shapes) else Role.PARAGRAPH
        if not line or role in (Role.CODE, Role.TABLE_CELL):
            continue
        rule = fired[index]
        if rule and rule.id == "orphan-label" and (seen[line] > 1 or _has_value(lines, index)):
            # A label said twice is a speaker; a value may stand on the line below.
            rule = None
        if rule is None and pages and _interrupts(lines, index):
            yield Proposal("page-number", index)
        elif rule is not None:
            yield Proposal(rule.id, index)
            if rule.kind == "links":
                link_rule, links_until = rule.id, _links_end(lines, index + 1, shapes, fired)
        elif index < links_until:
            yield Proposal(link_rule, index)


def _fires(rule: Rule, line: str, language: str) -> bool:
    if len(line) > rule.longest:
        return False
    if any(applies(key, language) and pattern.compiled.fullmatch(line) for key, pattern in rule.patterns):
        return True
    return bool(rule.anchors) and not line.endswith((".", "!", "?", "。")) and _only_phrases(rule, line, language)


def edge_lines(lines: Sequence[str]) -> frozenset[int]:
    """Where a page has its furniture: the first and the last lines of a text of some length that is prose."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    if len(full) < _LEAST_LINES or sum(ends_sentence(lines[index]) for index in full) < _LEAST_SENTENCES:
        return frozenset()
    return frozenset(full[:_BEGINNING] + full[-_END:])


def _is_bar(bar: Rule, known: Sequence[Rule], text: str, language: str) -> bool:
    """Whether a line is a row of labels, of which half are words of the rule or litter by themselves, one surely so."""
    if len(text) > bar.longest:
        return False
    parts = [folded(part) for part in _BARS.split(text) if part.strip()]
    if len(parts) < 2 or _fires(bar, folded(text), language):
        return _fires(bar, folded(text), language)
    count = sure = 0
    for part in parts:
        if any(_fires(rule, part, language) for rule in known):
            count, sure = count + 1, sure + 1
        elif len(part) > _LABEL or len(part.split()) > _LABEL_WORDS or _NO_LABEL.search(part):
            return False
        elif _only_phrases(bar, part, language, least=1):
            count, sure = count + 1, sure + 1
        else:
            count += _only_phrases(bar, part, language, least=1, anchored=False)
    return count == len(parts) if len(parts) == 2 else sure > 0 and 2 * count >= len(parts)


def _only_phrases(rule: Rule, line: str, language: str, *, least: int = 0, anchored: bool = True) -> bool:
    """Whether nothing else stands in a line than the phrases of a rule, ``least`` of them (the rule's own number where
    none is given), one of them an anchor where it is to be ``anchored``."""
    count = anchors = at = 0
    while at < len(line):
        if gap := _SEPARATORS.match(line, at):
            at = gap.end()
            continue
        anchor, phrase = _longest(rule.anchors, line, at, language), _longest(rule.phrases, line, at, language)
        if max(anchor, phrase) <= at:
            return False
        count, anchors, at = count + 1, anchors + (anchor >= phrase), max(anchor, phrase)
    return (anchors > 0 or not anchored) and count >= (least or rule.least)


def _longest(words: Patterns, line: str, at: int, language: str) -> int:
    hits = (pattern.compiled.match(line, at) for key, pattern in words if applies(key, language))
    return max((hit.end() for hit in hits if hit), default=-1)


def _has_value(lines: Sequence[str], index: int) -> bool:
    after = lines[index + 1] if index + 1 < len(lines) else ""
    return bool(after) and weight(after) <= _DATE_OR_NAME and not ends_sentence(after)


def _interrupts(lines: Sequence[str], index: int) -> bool:
    """Whether a bare number stands in the middle of a sentence: a page number, not a chapter's."""
    if not _PAGE.fullmatch(lines[index]) or not 0 < index < len(lines) - 1:
        return False
    before, after = lines[index - 1], lines[index + 1]
    return weight(before) >= 40 and not ends_sentence(before) and after[:1].islower()


def _links_end(lines: Sequence[str], start: int, shapes: Sequence[Shape], fired: Sequence[Rule | None]) -> int:
    """Where the short lines below a heading of links end; the last one before prose may be the prose's heading."""
    end = start
    while end < min(len(lines), start + _LINKS) and lines[end] and weight(lines[end]) <= 160:
        if ends_sentence(lines[end]) and not lines[end].endswith(("?", "!")):
            break
        end += 1
    listed = start < end <= len(shapes) and shapes[end - 1].role is Role.LIST_ITEM
    return end if end == len(lines) or listed or fired[end] is not None else end - 1
