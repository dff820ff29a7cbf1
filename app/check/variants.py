"""Two ways to write one thing, where the document keeps to one: British and American, ss and ß, dashes, apostrophes,
the space before a per cent sign.

Each is said once, at the first odd place, with how often both stand: a text that mixes has one habit, not forty faults.
Where a project has chosen its way (``Tuning``), every place of the other is said, for each is to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

from app.check.facts import sharp_stems, spelling_variants
from app.check.groups import Members
from app.check.headlines import is_heading
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span, Suggestion

_WORD = re.compile(r"(?<![\w'’])[A-Za-z][a-z]{3,23}(?![\w'’-])")
_ANY = re.compile(r"[a-z]+")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY_FIRST = re.compile(rf"(?<![\d.,])\d{{1,2}} {_MONTH}\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} \d{{1,2}}(?!\d|[:.]\d)")
_ENDING = re.compile(
    "(?:e?s|e?d|e?rs?|ings?|ly|ite[sd]?|hoods?|ful|fully|less|some|y|ably|able|al|ally|is[mt]s?|ians?|ical|ically"
    "|(?<=hemo).*)?"
)
"""What a stem may go on with: literature is no litre, vigorous is written so in both."""
_SHARP = re.compile(r"(?<![\w'’-])[^\W\d_]*(?:ß|ss)[^\W\d_]*")
_PERCENT = re.compile(r"(?<![\w.,])(\d{1,12}(?:[.,]\d{1,6})*)([ \u00a0\u202f]?)%(?!\w)")
_LEAST, _SHARE = 5, 4
"""Places of the common way, and how many times as many as of the odd one, before the text is said to keep to it."""
_MIXED, _FEW = 2, 8
"""Of so few places in all, this share is enough: two against one is a mix."""
_HEADING = 6
"""Words of a heading whose capitals are no names'."""
_SHOWN = 12
_CHUNKS = 50_000


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
            wanted = chosen("variants", "spelling")
            self._choices.append(_Choice("variant-spelling", *ways, wanted=wanted, share=_MIXED, favoured=_dated))
        if context.target_facts.code == "de":
            ways = _Way("german", _with_sharp, "ß"), _Way("swiss", _without_sharp, "ss")
            self._choices.append(_Choice("variant-sharp", *ways, share=_MIXED))
        if not context.target_facts.is_cjk:
            ways = _Way("tight", _tight_percent, "%"), _Way("spaced", _spaced_percent, "%")
            self._choices.append(_Choice("variant-percent", *ways, share=_MIXED))
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
            yield from choice.faults(views)


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
    """Two ways of writing one thing, or more; of two one may be ``wanted``, by its name. ``share``: how many times as
    many are a habit where there are few in all; ``favoured`` says which of the two something else in the document
    speaks for, as another place would."""

    def __init__(
        self,
        code: str,
        *ways: _Way,
        wanted: str = "",
        share: int = _SHARE,
        favoured: Callable[[Sequence[RowView]], int | None] | None = None,
    ) -> None:
        self._share = share
        self._favoured = favoured
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

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        if self._wanted is not None:
            yield from self._unlike(self._wanted)
            return
        for one, other in combinations(self._ways, 2):
            if not one.count or not other.count:
                continue
            few, many = sorted((one, other), key=_count)
            if many.count >= max(_LEAST, _SHARE * few.count):
                yield self._fault(few, many)
            elif self._share < _SHARE and few.count + many.count <= _FEW:
                yield from self._mixed(one, other, views)

    def _mixed(self, one: _Way, other: _Way, views: Sequence[RowView]) -> Iterator[Fault]:
        """What is said of a text with few places in all."""
        favoured = self._favoured(views) if self._favoured is not None else None
        weights = {one: one.count + (favoured == 0), other: other.count + (favoured == 1)}
        few, many = sorted((one, other), key=weights.__getitem__)
        if weights[many] >= self._share * few.count:
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
    """The words in British and in American spelling, each with the other. Large ones are names (Pearl Harbor), which
    keep their own, but in a heading."""
    found: tuple[list[_Place], list[_Place]] = ([], [])
    if any(map(_has_other_spelling, view.target.split())):
        for word in _WORD.finditer(view.target):
            other = _other_spelling(word[0])
            if other is not None and _counts(word[0], view):
                found[other[0]].append(_Place(Span(*word.span()), other[1]))
    return found


@lru_cache(maxsize=_CHUNKS)
def _has_other_spelling(chunk: str) -> bool:
    """Whether a stretch between spaces has a word that is spelt in two ways; most were looked at before."""
    return any(map(_other_spelling, _WORD.findall(chunk)))


def _counts(word: str, view: RowView) -> bool:
    if not word.islower() and (len(view.target.split()) > _HEADING or not view.note(is_heading)):
        return False
    near = spelling_variants().elsewhere.get(word.lower())
    return near is None or near.isdisjoint(_ANY.findall(view.target.lower()))


@lru_cache(maxsize=20_000)
def _other_spelling(given: str) -> tuple[int, str] | None:
    """Which of the two ways a word is spelt in, and how it is in the other; None for most."""
    word, (stems, british, american) = given.lower(), _stems()
    stem = stems.match(word) if word not in spelling_variants().silent else None
    if stem is None or not _ENDING.fullmatch(word, stem.end()):
        return None
    way, other = (0, british[stem[0]]) if stem[0] in british else (1, american[stem[0]])
    # The capital, or small letter, the word has.
    return way, given[0] + _joined(stem[0], other, word[stem.end() :])[1:]


@cache
def _stems() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str]]:
    """What finds a stem, the American one of each British one, and the reverse."""
    british = spelling_variants().stems
    american = {theirs: ours for ours, theirs in british.items()}
    return re.compile("|".join(sorted({*british, *american}, key=len, reverse=True))), british, american


def _joined(stem: str, other: str, ending: str) -> str:
    """The other stem with the ending: center and centered, centre and centred."""
    if stem.endswith("e") and not other.endswith("e") and ending in ("d", "r", "rs"):
        return f"{other}e{ending}"
    return (other.removesuffix("e") if ending[:1] in ("e", "i") else other) + ending


def _dated(views: Sequence[RowView]) -> int | None:
    """The way the text's dates speak for: 0 with the day before the month, as in Britain, 1 behind it."""
    orders = [view.note(_date_orders) for view in views]
    first, second = sum(order[0] for order in orders), sum(order[1] for order in orders)
    return 0 if first >= _MIXED and not second else 1 if second >= _MIXED and not first else None


def _date_orders(view: RowView) -> tuple[int, int]:
    return len(_DAY_FIRST.findall(view.target)), len(_MONTH_FIRST.findall(view.target))


def _with_sharp(view: RowView) -> Sequence[_Place]:
    return view.note(_sharp)[0]


def _without_sharp(view: RowView) -> Sequence[_Place]:
    return view.note(_sharp)[1]


def _sharp(view: RowView) -> tuple[Sequence[_Place], Sequence[_Place]]:
    """German words with ß, and those that are written with it but for Switzerland."""
    found: tuple[list[_Place], list[_Place]] = ([], [])
    swiss = sharp_stems()
    for match in _SHARP.finditer(view.target):
        if "ß" in match[0]:
            found[0].append(_Place(Span(*match.span()), match[0].replace("ß", "ss")))
        elif swiss.match(match[0].lower()):
            found[1].append(_Place(Span(*match.span()), match[0].replace("ss", "ß")))
    return found


def _tight_percent(view: RowView) -> Sequence[_Place]:
    return [_Place(Span(*m.span()), f"{m[1]}\u00a0%") for m in _PERCENT.finditer(view.target) if not m[2]]


def _spaced_percent(view: RowView) -> Sequence[_Place]:
    return [_Place(Span(*m.span()), f"{m[1]}%") for m in _PERCENT.finditer(view.target) if m[2]]


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
