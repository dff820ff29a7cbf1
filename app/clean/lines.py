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


def folded_line(text: str) -> str:
    """The form line patterns see; "" for a text that is too long to be a line."""
    return folded(text) if len(text) <= _LONGEST else ""


def rule_of(line: str, rules: RuleSet, language: str) -> Rule | None:
    """The first rule whose words a line is made of."""
    return next((rule for rule in rules.of_kind("line", "links") if _fires(rule, line, language)), None)


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


def _only_phrases(rule: Rule, line: str, language: str) -> bool:
    count = anchored = at = 0
    while at < len(line):
        if gap := _SEPARATORS.match(line, at):
            at = gap.end()
            continue
        anchor, phrase = _longest(rule.anchors, line, at, language), _longest(rule.phrases, line, at, language)
        if max(anchor, phrase) <= at:
            return False
        count, anchored, at = count + 1, anchored + (anchor >= phrase), max(anchor, phrase)
    return anchored > 0 and count >= rule.least


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
