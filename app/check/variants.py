"""Two ways to write one thing, where the document keeps to one: British and American, dashes, apostrophes.

Each is said once, at the first odd place, with how often both stand: a text that mixes has one habit, not forty faults.
Where a project has chosen its way (``Tuning``), every place of the other is said, for each is to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

from app.check.facts import spelling_variants
from app.check.groups import Members
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span, Suggestion

_WORD = re.compile(r"(?<![\w'’-])[a-z]{4,24}(?![\w'’-])")
_LEAST, _SHARE = 5, 4
"""Places of the common way, and how many times as many as of the odd one, before the text is said to keep to it."""
_SHOWN = 12


class _Place(NamedTuple):
    """Where something is written in one way, and what to write in the other, "" where that depends on which."""

    span: Span
    instead: str


class Variants:
    """The odd way of writing something that the document mostly writes otherwise."""

    def __init__(self, context: CheckContext) -> None:
        self._choices: list[_Choice] = []
        chosen = context.tuning.choice
        if context.target_facts.code == "en":
            ways = _Way("british", _british), _Way("american", _american)
            self._choices.append(_Choice("variant-spelling", *ways, wanted=chosen("variants", "spelling")))
        if not context.target_facts.is_cjk:
            ways = _Way("straight", _straight, "'"), _Way("curly", _curly, "’")
            self._choices.append(_Choice("variant-apostrophe", *ways, wanted=chosen("variants", "apostrophe")))
            dashes = _Way("en", _en_dash, " – "), _Way("em", _em_dash, "—"), _Way("hyphen", _hyphen, " - ")
            self._choices.append(_Choice("variant-dash", *dashes))

    def enter(self, view: RowView) -> None:
        for choice in self._choices:
            choice.enter(view)

    def leave(self, view: RowView) -> None:
        for choice in self._choices:
            choice.leave(view)

    def renumber(self) -> None:
        """Nothing is kept that names a row by its number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        for choice in self._choices:
            yield from choice.faults()


class _Way:
    """One way of writing: the rows that have it, and at how many places. ``taker`` takes them down, ``sign`` is what
    all of them have."""

    def __init__(self, name: str, taker: Callable[[RowView], Sequence[_Place]], sign: str = "") -> None:
        self.name = name
        self.taker = taker
        self.sign = sign
        self.rows = Members()
        self.count = 0

    def places(self, view: RowView) -> Sequence[_Place]:
        return self.taker(view) if self.sign in view.target else ()


class _Choice:
    """Two ways of writing one thing, or more; of two one may be ``wanted``, by its name."""

    def __init__(self, code: str, *ways: _Way, wanted: str = "") -> None:
        self._code = code
        self._ways = ways
        self._wanted = next((way for way in ways if way.name == wanted), None)

    def enter(self, view: RowView) -> None:
        for way in self._ways:
            if places := way.places(view):
                way.rows.add(view)
                way.count += len(places)

    def leave(self, view: RowView) -> None:
        for way in self._ways:
            if places := way.places(view):
                way.rows.remove(view)
                way.count -= len(places)

    def faults(self) -> Iterator[Fault]:
        if self._wanted is not None:
            yield from self._unlike(self._wanted)
            return
        for one, other in combinations(self._ways, 2):
            few, many = sorted((one, other), key=_count)
            if few.count and many.count >= max(_LEAST, _SHARE * few.count):
                yield self._fault(few, many)

    def _unlike(self, wanted: _Way) -> Iterator[Fault]:
        """Every place of the way that is not wanted."""
        for way in self._ways:
            for view in way.rows if way is not wanted else ():
                for span, instead in way.places(view):
                    instead = instead or wanted.sign
                    found = view.target[span.start : span.end]
                    yield Fault(
                        f"{self._code}-chosen", (span,), facts=(("found", found), ("suggestion", instead.strip())),
                        suggestions=(Suggestion(span, instead),), row=view.row,
                    )  # fmt: skip

    def _fault(self, few: _Way, many: _Way) -> Fault:
        view = few.rows.all[0]
        span, instead = few.places(view)[0]
        instead = instead or many.sign
        facts: tuple[tuple[str, Fact], ...] = (
            ("found", view.target[span.start : span.end].strip()),
            ("suggestion", instead.strip()),
            ("n", few.count),
            ("common", many.count),
            ("rows", ", ".join(str(row.row + 1) for row in few.rows.all[:_SHOWN])),
        )
        return Fault(self._code, (span,), facts=facts, suggestions=(Suggestion(span, instead),), row=view.row)


def _count(way: _Way) -> int:
    return way.count


def _british(view: RowView) -> Sequence[_Place]:
    return view.note(_spelt)[0]


def _american(view: RowView) -> Sequence[_Place]:
    return view.note(_spelt)[1]


def _spelt(view: RowView) -> tuple[Sequence[_Place], Sequence[_Place]]:
    """The words in British and in American spelling, each with the other; names (Pearl Harbor) keep their own."""
    found: tuple[list[_Place], list[_Place]] = ([], [])
    if any(map(_other_spelling, _WORD.findall(view.target))):
        for word in _WORD.finditer(view.target):
            if (other := _other_spelling(word[0])) is not None:
                found[other[0]].append(_Place(Span(*word.span()), other[1]))
    return found


@lru_cache(maxsize=20_000)
def _other_spelling(word: str) -> tuple[int, str] | None:
    """Which of the two ways a word is spelt in, and how it is in the other; None for most."""
    stems, british, american, silent = _stems()
    stem = stems.match(word) if word not in silent else None
    if stem is None:
        return None
    way, other = (0, british[stem[0]]) if stem[0] in british else (1, american[stem[0]])
    return way, other + word[stem.end() :]


@cache
def _stems() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str], frozenset[str]]:
    """What finds a stem, the American one of each British one, the reverse, and words that say nothing."""
    british, silent = spelling_variants()
    american = {theirs: ours for ours, theirs in british.items()}
    return re.compile("|".join(sorted({*british, *american}, key=len, reverse=True))), british, american, silent


def _between_letters(sign: str) -> re.Pattern[str]:
    """Where a sign is the mark that is meant."""
    return re.compile(rf"(?<=[^\W\d_]){sign}(?=[^\W\d_])")


_STRAIGHT, _CURLY, _EN_DASH, _EM_DASH, _HYPHEN = map(_between_letters, ("'", "’", " – ", "—", " - "))


def _straight(view: RowView) -> Sequence[_Place]:
    return _marks(_STRAIGHT, view.target)


def _curly(view: RowView) -> Sequence[_Place]:
    return _marks(_CURLY, view.target)


def _en_dash(view: RowView) -> Sequence[_Place]:
    return _marks(_EN_DASH, view.target)


def _em_dash(view: RowView) -> Sequence[_Place]:
    return _marks(_EM_DASH, view.target)


def _hyphen(view: RowView) -> Sequence[_Place]:
    return _marks(_HYPHEN, view.target)


def _marks(pattern: re.Pattern[str], text: str) -> Sequence[_Place]:
    return tuple(_Place(Span(*match.span()), "") for match in pattern.finditer(text))
