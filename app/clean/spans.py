"""Litter inside a paragraph: tags, character codes, characters read in the wrong encoding, invisible ones."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from app.clean.mojibake import repaired
from app.clean.rules import Rule, RuleSet
from app.model import Fact, Proposal, Span

_ENTITY = re.compile(r"&(?:amp;){0,2}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]{1,30}));|&nbsp(?![\w;])")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
# Scripts that write with joiners (Arabic, Indic and their kin) or mark word ends with a zero-width space.
_JOINING = re.compile(r"[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefe]")
_SPACING = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_EMOJI = re.compile(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")

Cut = tuple[str, Span, str, tuple[tuple[str, Fact], ...]]


def span_proposals(text: str, index: int, rules: RuleSet) -> list[Proposal]:
    """The stretches of one paragraph to replace, in order and apart; one whole proposal if nothing would be left."""
    cuts = sorted(_cuts(text, rules), key=lambda cut: (cut[1].start, -cut[1].end))
    kept: list[Cut] = []
    for cut in cuts:
        if not kept or cut[1].start >= kept[-1][1].end:
            kept.append(cut)
    if not kept:
        return []
    proposals = [Proposal(rule, index, span, new, None, facts) for rule, span, new, facts in kept]
    if not replaced(text, proposals).strip():
        rule, _, _, facts = kept[0]
        return [Proposal(rule, index, facts=facts)]
    return proposals


def replaced(text: str, proposals: list[Proposal]) -> str:
    parts: list[str] = []
    at = 0
    for proposal in sorted(proposals, key=lambda proposal: proposal.span or Span(0, 0)):
        if proposal.span is None or proposal.span.start < at:
            continue
        parts += [text[at : proposal.span.start], proposal.replacement]
        at = proposal.span.end
    return "".join(parts) + text[at:]


def _cuts(text: str, rules: RuleSet) -> Iterator[Cut]:
    for rule in rules.of_kind("span"):
        yield from _matches(rule, text)
    if rules.has("html-entity") and "&" in text:
        yield from _entities(text)
    if rules.has("mojibake"):
        for span, new in repaired(text):
            yield "mojibake", span, new, (("reads", new),)
    if rules.has("invisible"):
        for hit in _INVISIBLE.finditer(text):
            if not _needed(text, hit.start(), hit.end(), hit.group()):
                yield "invisible", Span(*hit.span()), "", ()


def _matches(rule: Rule, text: str) -> Iterator[Cut]:
    spans: list[Span] = []
    for _, pattern in rule.patterns:
        for hit in pattern.compiled.finditer(text):
            if spans and spans[-1].end == hit.start():
                spans[-1] = Span(spans[-1].start, hit.end())
            elif hit.end() > hit.start():
                spans.append(Span(*hit.span()))
    for span in spans:
        inner = text[: span.start].strip() and text[span.end :].strip()
        if rule.breaks and inner and rule.breaks.compiled.search(text, span.start, span.end):
            yield rule.id, span, "\n", ()
        elif rule.replacement:
            yield rule.id, span, rule.replacement if inner else "", ()
        else:
            yield rule.id, _with_blanks(text, span), "", ()


def _with_blanks(text: str, span: Span) -> Span:
    """Takes the blanks before a cut along where blanks or an end follow, so that no double blank is left."""
    start, end = span
    if end == len(text) or text[end].isspace():
        while start > 0 and text[start - 1].isspace():
            start -= 1
    if start == 0:
        while end < len(text) and text[end].isspace():
            end += 1
    return Span(start, end)


def _entities(text: str) -> Iterator[Cut]:
    for hit in _ENTITY.finditer(text):
        code = hit.group()
        if hit[1] and f"{hit[1]};" not in html5:
            continue
        new = code
        while (again := html.unescape(new)) != new:
            new = again
        new = new.replace("\u00a0", " ")
        if _INVISIBLE.fullmatch(new) and not _needed(text, hit.start(), hit.end(), new):
            yield "invisible", Span(*hit.span()), "", ()
            continue
        if new != code and (new == " " or new.isprintable() or new in "\u00ad\u200b\u200c\u200d"):
            yield "html-entity", Span(*hit.span()), new, (("reads", new),)


def _needed(text: str, start: int, end: int, signs: str) -> bool:
    """Whether joiners and word-end marks belong to the script around them."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    marks = set(signs)
    if marks <= {"\u200c", "\u200d"} and (_JOINING.search(before) or _JOINING.search(after)):
        return True
    if marks == {"\u200d"} and _EMOJI.search(before) and _EMOJI.search(after):
        return True
    return marks == {"\u200b"} and bool(_SPACING.search(before) or _SPACING.search(after))
