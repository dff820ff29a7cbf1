"""A sentence too many or too few: what was added, said twice or left out between sentences that are all there.

Translators divide and join sentences, which changes no lengths. So a row needs more sentences than its other side, a
length that its document does not make one expect, and one sentence without which it would be as long as usual.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.check.facts import LanguageFacts
from app.check.lengths import deviation, letters
from app.check.model import RowView
from app.model import Span

_TOO_LONG, _TOO_SHORT, _FITS = 2.0, 1.8, 1.0
"""Standard deviations of a row as it is, and of the row without the sentence. Measured on human translations, at most
one row in a thousand is so."""
_LONGER = 0.5
"""What a sentence said twice makes of a row at least."""
_ALIKE, _ALIKE_ALONE, _SHARED = 0.5, 0.6, 3
"""Share of the words of two sentences that are the same, where lengths say so too and where nothing is known of them;
how many these are at least."""
_LEAST_LETTERS = 12
_END = re.compile(
    r"[.!?…]+[\"”’»)\]]{0,2}\s+(?=[\"“„«‘(\[¿¡]{0,2}[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω0-9])|[。！？][”’」』）]{0,2}\s*(?=\w|[“‘「『（《])"
)
_CLOSING = "”’」』"
_SAID = re.compile(
    r"[^。！？，]{1,14}(?:说|說|道|表示|称|稱|介绍|介紹|指出|回忆|坦言|感叹|告诉记者|と話す|と話した|と語る|と語った|と述べた)[^。！？，]{0,2}[。！？，]"
)
_LAST = re.compile(r"[\w.-]{1,20}$")
_WORD = re.compile(r"[^\W_]+")
_STEM, _SMALL = 5, 4


class Added(NamedTuple):
    """The sentence of a target without which it would be as long as usual; ``is_again``: it says what another does."""

    span: Span
    is_again: bool


def added_sentence(view: RowView, strictness: float) -> Added | None:
    """The sentence of the target that has nothing in the source."""
    theirs = divided(view.target, view.context.target_facts)
    if len(theirs) < 2 or len(theirs) <= len(divided(view.source, view.context.source_facts)):
        return None
    source, facts = letters(view.source, view.context.source_facts), view.context.target_facts
    sizes = [letters(view.target[slice(*span)], facts) for span in theirs]
    if source < _LEAST_LETTERS / 2 or min(sizes) < 1:
        return None
    off = deviation(view, source, sum(sizes))
    again = _said_again(view.target, theirs, facts, _ALIKE if view.context.lengths is not None else _ALIKE_ALONE)
    if again is not None and (view.context.lengths is None or off > _LONGER):
        return Added(again, is_again=True)
    if off <= strictness * _TOO_LONG:
        return None
    without = [abs(deviation(view, source, sum(sizes) - size)) for size in sizes]
    # What is added is added behind as a rule.
    best = len(theirs) - 1 if without[-1] < _FITS else without.index(min(without))
    return Added(theirs[best], is_again=False) if without[best] < _FITS else None


def lost_sentence(view: RowView, strictness: float) -> Span | None:
    """The sentence of the source that has nothing in the target."""
    ours = divided(view.source, view.context.source_facts)
    if len(ours) < 2 or len(ours) <= len(divided(view.target, view.context.target_facts)):
        return None
    target = letters(view.target, view.context.target_facts)
    sizes = [letters(view.source[slice(*span)], view.context.source_facts) for span in ours]
    if target < _LEAST_LETTERS or deviation(view, sum(sizes), target) >= -strictness * _TOO_SHORT:
        return None
    without = [abs(deviation(view, sum(sizes) - size, target)) for size in sizes]
    best = len(ours) - 1 if without[-1] < _FITS else without.index(min(without))
    return ours[best] if without[best] < _FITS else None


def divided(text: str, facts: LanguageFacts) -> list[Span]:
    """The sentences of a row, without the space around them; a doubtful end is none."""
    cuts = [0]
    for match in _END.finditer(text):
        ends = text[match.start()] != "." or not _is_abbreviation(text, match.start(), facts)
        # Who said it, behind what was said, is no sentence of its own.
        ends = ends and not (match[0].rstrip()[-1:] in _CLOSING and _SAID.match(text, match.end()))
        if ends and any(map(str.isalpha, text[match.end() :])):
            cuts.append(match.end())
    cuts.append(len(text))
    spans = (Span(start, start + len(text[start:end].rstrip())) for start, end in pairwise(cuts))
    return [span for span in spans if span.start < span.end]


def _is_abbreviation(text: str, at: int, facts: LanguageFacts) -> bool:
    """Whether a full stop belongs to its word: Dr., J., z.B., and in German an ordinal."""
    last = _LAST.search(text, max(0, at - 20), at)
    word = last[0].lower() if last else ""
    if word in facts.abbreviations or "." in word or (len(word) == 1 and word.isalpha()):
        return True
    return word.isdigit() and facts.code != "en"


def _said_again(text: str, spans: Sequence[Span], facts: LanguageFacts, alike: float) -> Span | None:
    """The later of two neighbours that share most of their words."""
    for one, other in pairwise([(span, _stems(text[slice(*span)], facts)) for span in spans]):
        shared = len(one[1] & other[1])
        if shared >= _SHARED and shared >= alike * max(len(one[1]), len(other[1])):
            return other[0]
    return None


def _stems(text: str, facts: LanguageFacts) -> frozenset[str]:
    """What words of some length begin with, numbers, and of Chinese and Japanese two signs at a time."""
    if facts.is_cjk:
        signs = "".join(_WORD.findall(text))
        return frozenset(signs[at : at + 2] for at in range(len(signs) - 1))
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(
        word[:_STEM] if word.isalpha() else word for word in words if len(word) >= _SMALL or word.isdigit()
    )
