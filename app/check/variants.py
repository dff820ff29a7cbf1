"""Two ways to write one thing, where the document keeps to one: British and American, dashes, apostrophes.

Each is said once, at the first odd place, with how often both stand: a text that mixes has one habit, not forty faults.
Where a project has chosen its way (``Tuning``), every place of the other is said, for each is to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from app.check.facts import spelling_variants
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span, Suggestion

_WORD = re.compile(r"(?<![\w'’-])[a-z]{4,24}(?![\w'’-])")
_LEAST, _SHARE = 5, 4
"""Places of the common way, and how many times as many as of the odd one, before the text is said to keep to it."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Place:
    view: RowView
    span: Span
    instead: str


def check_variants(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """The odd way of writing something that the document mostly writes otherwise."""
    if context.target_facts.is_cjk:
        return
    chosen = context.tuning.choice
    if context.target_facts.code == "en":
        yield from _unlike(
            "variant-spelling", _spellings(views), ("british", "american"), chosen("variants", "spelling")
        )
    marks = _marks(views, _APOSTROPHES)
    yield from _unlike("variant-apostrophe", marks, ("straight", "curly"), chosen("variants", "apostrophe"))
    dashes = _marks(views, _DASHES)
    for one, other in combinations(range(len(_DASHES)), 2):
        yield from _odd("variant-dash", dashes[one], dashes[other], (_DASHES[other][0], _DASHES[one][0]))


# Each way with its sign; the pattern says where the sign is the mark that is meant.
_APOSTROPHES = (("'", re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")), ("’", re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")))
_DASHES = tuple((sign, re.compile(rf"(?<=[^\W\d_]){sign}(?=[^\W\d_])")) for sign in (" – ", "—", " - "))


def _spellings(views: Sequence[RowView]) -> tuple[list[_Place], list[_Place]]:
    """The words in British and in American spelling, each with the other; names (Pearl Harbor) keep their own."""
    found: tuple[list[_Place], list[_Place]] = ([], [])
    for view in views:
        for way, span, other in view.note(_spelt):
            found[way].append(_Place(view, span, other))
    return found


def _spelt(view: RowView) -> tuple[tuple[int, Span, str], ...]:
    """The words that are spelt in two ways: 0 for the British or 1, and the word in the other."""
    stems, british, american, silent = _stems()
    found: list[tuple[int, Span, str]] = []
    for word in _WORD.finditer(view.target):
        stem = stems.match(word[0]) if word[0] not in silent else None
        if stem is not None:
            way, other = (0, british[stem[0]]) if stem[0] in british else (1, american[stem[0]])
            found.append((way, Span(*word.span()), other + word[0][stem.end() :]))
    return tuple(found)


@cache
def _stems() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str], frozenset[str]]:
    """What finds a stem, the American one of each British one, the reverse, and words that say nothing."""
    british, silent = spelling_variants()
    american = {theirs: ours for ours, theirs in british.items()}
    return re.compile("|".join(sorted({*british, *american}, key=len, reverse=True))), british, american, silent


def _marks(views: Sequence[RowView], ways: Sequence[tuple[str, re.Pattern[str]]]) -> list[list[_Place]]:
    """The places of each way; with two ways, each with the other to put instead."""
    return [
        [
            _Place(view, Span(*match.span()), ways[1 - way][0] if len(ways) == 2 else "")
            for view in views
            if sign in view.target
            for match in pattern.finditer(view.target)
        ]
        for way, (sign, pattern) in enumerate(ways)
    ]


def _unlike(code: str, places: Sequence[Sequence[_Place]], ways: tuple[str, str], wanted: str) -> Iterator[Fault]:
    """The places of the way that is not wanted, each of them; where neither is, what :func:`_odd` says."""
    if wanted not in ways:
        yield from _odd(code, places[0], places[1])
        return
    for place in places[1 - ways.index(wanted)]:
        found = place.view.target[place.span.start : place.span.end]
        yield Fault(
            f"{code}-chosen", (place.span,), facts=(("found", found), ("suggestion", place.instead.strip())),
            suggestions=(Suggestion(place.span, place.instead),), row=place.view.row,
        )  # fmt: skip


def _odd(
    code: str, one: Sequence[_Place], other: Sequence[_Place], instead: tuple[str, str] | None = None
) -> Iterator[Fault]:
    """``instead``: what to put for a place of each of the two, where the places do not say it."""
    few, many = sorted((one, other), key=len)
    if not few or len(many) < max(_LEAST, _SHARE * len(few)):
        return
    first = few[0] if instead is None else replace(few[0], instead=instead[0 if few is one else 1])
    rows = dict.fromkeys(str(place.view.row + 1) for place in few)
    facts: tuple[tuple[str, Fact], ...] = (
        ("found", first.view.target[first.span.start : first.span.end].strip()),
        ("suggestion", first.instead.strip()),
        ("n", len(few)),
        ("common", len(many)),
        ("rows", ", ".join(list(rows)[:_SHOWN])),
    )
    yield Fault(
        code, (first.span,), facts=facts, suggestions=(Suggestion(first.span, first.instead),), row=first.view.row
    )
