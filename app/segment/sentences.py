"""Sentences of one paragraph: a rule-based splitter of many languages, and what it cuts apart put together again."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from app.model import Span
from app.resources import resource
from app.segment.language import guess_language

_CONTEXT = 40


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of a paragraph, in order and trimmed of white space; between them stands only white space.

    ``language`` is a BCP 47 code, "" to have it guessed. A paragraph of a language that does not mark sentences (Thai)
    is one sentence.
    """
    # Imported here: the splitter's tables are loaded only when a document is.
    from sentencex import get_sentence_boundaries

    code = (language or guess_language(text) or "en").replace("_", "-").split("-")[0].lower()
    only, joins = _joins(code)
    ends = [] if only else [found["end_index"] for found in get_sentence_boundaries(code, text)]
    spans: list[Span] = []
    start = 0
    for end in [*(end for end in ends if 0 < end < len(text)), len(text)]:
        if end <= start or (end < len(text) and _joined(text, end, joins)):
            continue
        piece = text[start:end]
        if trimmed := piece.strip():
            begin = start + piece.index(trimmed[0])
            spans.append(Span(begin, begin + len(trimmed)))
        start = end
    return tuple(spans)


def _joined(text: str, at: int, joins: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]) -> bool:
    before = text[max(0, at - _CONTEXT) : at]
    after = text[at : at + _CONTEXT]
    return any(left.search(before) and right.match(after) for left, right in joins)


@cache
def _joins(code: str) -> tuple[bool, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]]:
    """Whether the language's paragraphs stay whole, and its pairs of patterns; read once, they never change."""
    data = tomllib.loads(resource("segment", "joins.toml").read_text("utf-8"))
    rules = [*data.get(code, ()), *data["any"]]
    return code in data["paragraph_only"], tuple(
        (re.compile(rule["before"]), re.compile(rule["after"])) for rule in rules
    )
