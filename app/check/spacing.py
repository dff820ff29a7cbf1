"""Spaces: one too many, one missing, one within an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.check.broken import broken_addresses
from app.check.facts import is_word, without_code
from app.check.model import Fault, RowView
from app.model import Span, Suggestion
from glossary.language.scripts import CJK_RANGES

_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,40}(?=\S)")
_GAP = re.compile(rf"(?<=[{CJK_RANGES}）」』】])[ \u3000]+(?=[{CJK_RANGES}（「『【])")
_SPACED_MARK = re.compile(r"[ \u00a0][,.;:!?]")
_SPACE_BEFORE = re.compile(r"(?<=[\w”’)])[ \u00a0]{1,4}([,.;:!?](?=\s|$)|,(?=[a-z]))")
_NO_SPACE_AFTER = re.compile(r"([,;])(?<=[^\W\d_]{2}.)(?=[^\W\d_]{2})")
_GLUED_SENTENCE = re.compile(r"([.!?])(?<=[a-zß-ÿ]{3}.)(?=[A-ZÀ-Þ][a-zß-ÿ]{2,30}[ ,])")
_FIGURES = re.compile(r"(?<![\w.@/#&=-])([a-z]{4,20})(\d{1,3}(?:,\d{3})+|\d{1,9})(?![\w@/=-]|\.\w)")
_GLUED_FIGURES = re.compile(r"(?<![\w.,/@#&=:$£€¥-])(\d[\d.,]{0,20})([^\W\d_]{4,24})(?![\w-])")
_INSIDE = re.compile(r"(?<=[(\[])([ \u00a0]{1,4})(?=\w)|(?<=\w)([ \u00a0]{1,4})(?=[)\]](?!\)))")
_GLUED_BRACKET = re.compile(
    r"(?<![\w./-])[^\W\d_]{3,40}(\()(?!(?:in|en|nen|innen|ren|ies)\))(?=[^\W\d_]{2,40} |[^\W\d_]{3,40}[,)])"
    r"|(\))(?<=[^()]{6}\))(?=[^\W\d_]{2})"
)
_GLUED_COLON = re.compile(r"(:)(?<=[a-zß-ÿ]{3}:)(?=[^\W\d_]{3})(?!in\b|innen)")
_TOUCHING = re.compile(r"\d(?:[^\W\d_]|(?<=[a-z].))")
_PLAIN_FIGURES = 3
"""Figures from here on belong to no name and are no note's (web3, point 12)."""
_ADDRESS = re.compile(r"://|www\.|@|(?<=\S)\.(?:com|org|net|cn|de|fr|ru|io|gov|edu)\b", re.IGNORECASE)


def check_spacing(view: RowView) -> Iterator[Fault]:
    """Two spaces for one, a space before a mark, none behind it."""
    text, facts = view.target, view.context.target_facts
    if facts.is_cjk:
        return
    # Scripts without spaces set one between two headlines or columns, and the translation follows.
    gaps = view.context.source_facts.is_cjk and bool(_GAP.search(view.source))
    for match in _SPACES.finditer(text) if "  " in text or "\u00a0" in text else ():
        if text[match.start() - 1] not in ".!?:" and match[0] not in view.source and not gaps:
            yield Fault("space-double", (Span(*match.span()),), suggestions=(Suggestion(Span(*match.span()), " "),))
    if facts.script.name not in ("latin", "cyrillic", "greek"):
        return
    for match in _SPACE_BEFORE.finditer(text) if _SPACED_MARK.search(text) else ():
        if match[1] not in facts.spaced_marks and not text.startswith("..", match.end() - 1):
            gap = Span(match.start(), match.start(1))
            yield Fault(
                "space-before", (Span(*match.span()),), facts=(("mark", match[1]),), suggestions=(Suggestion(gap, ""),)
            )
    plain = without_code(text)
    for pattern in (_NO_SPACE_AFTER, _GLUED_SENTENCE):
        for match in pattern.finditer(plain):
            if not _in_address(text, match.start()):
                yield Fault(
                    "space-missing", (Span(*match.span()),), facts=(("mark", match[1]),),
                    suggestions=(Suggestion(Span(match.end(), match.end()), " "),),
                )  # fmt: skip

    yield from broken_addresses(view)
    yield from _around_brackets(view, plain)
    if _TOUCHING.search(plain):
        yield from _glued_figures(view, plain)


def _glued_figures(view: RowView, plain: str) -> Iterator[Fault]:
    """A word and figures without the space between them."""
    facts = view.context.target_facts
    for match in _GLUED_FIGURES.finditer(plain):
        if match[0] not in view.source and is_word(match[2], facts.code):
            yield _glued(match, match.start(2), f"{match[1]} {match[2]}")
    for match in _FIGURES.finditer(plain):
        sure = len(match[2]) >= _PLAIN_FIGURES or match[1] in facts.unfinished
        if sure and match[0] not in view.source and is_word(match[1], facts.code):
            yield _glued(match, match.start(2), f"{match[1]} {match[2]}")


def _glued(match: re.Match[str], at: int, words: str) -> Fault:
    return Fault(
        "space-words", (Span(*match.span()),), facts=(("words", words),), suggestions=(Suggestion(Span(at, at), " "),)
    )


def _around_brackets(view: RowView, plain: str) -> Iterator[Fault]:
    """A space inside a bracket, none outside of it or behind a colon, where the source has it otherwise."""
    if "(" in plain or ")" in plain or "[" in plain:
        for match in _INSIDE.finditer(plain):
            span = Span(*match.span())
            mark = plain[span.start - 1] if match[1] else plain[span.end]
            if f"{mark} " not in view.source and f" {mark}" not in view.source:
                yield Fault("space-bracket", (span,), facts=(("mark", mark),), suggestions=(Suggestion(span, ""),))
        for match in _GLUED_BRACKET.finditer(plain):
            if match[0] not in view.source and not _in_address(plain, match.start()):
                yield _no_space(match)
    for match in _GLUED_COLON.finditer(plain) if ":" in plain else ():
        around = plain[match.start() - 3 : match.end() + 3]
        if around not in view.source and not _in_address(plain, match.start()):
            yield _no_space(match)


def _no_space(match: re.Match[str]) -> Fault:
    group = match.lastindex or 1
    behind = match[group] != "("
    at = match.end(group) if behind else match.start(group)
    return Fault(
        "space-missing" if behind else "space-missing-before", (Span(*match.span(group)),),
        facts=(("mark", match[group]),), suggestions=(Suggestion(Span(at, at), " "),),
    )  # fmt: skip


def _in_address(text: str, at: int) -> bool:
    """Whether the word there is an address; a longer word than any address has is searched near the place only."""
    before = text[max(0, at - 200) : at].split()
    behind = text[at : at + 200].split()
    return bool(_ADDRESS.search((before or [""])[-1] + (behind or [""])[0]))
