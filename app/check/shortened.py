"""A term by its short name, once its full one has stood: "the session" after "the plenary session".

A form is read as groups of words, divided by prepositions: *guiding principles* of the *plenary session*. A group is
short where only the last of its words stand, with nothing before them that could be another attribute ("a sitting
session" is no short name). Only English is read so: its heads come last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from app.check.model import Check, Fault, RowView
from app.model import Span
from glossary.model import LedgerEntry, Status, Verdict

Group = tuple[str, ...]
"""The words of a group, in small letters."""
WrittenOut = Mapping[Group, int]
"""Groups that stand in full, each with the first row that has it."""

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_DIVIDERS = frozenset({"of", "for", "on", "in", "to", "with", "by", "at", "from", "against", "under"})
_ARTICLES = frozenset({"the", "a", "an"})
_BARE = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "its", "their", "our", "his", "her", "your", "my", "each",
    "every", "any", "some", "all", "no", "both", "said", "such", "same", "and", "or", "but", "as", "than", "per",
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "of", "in", "on", "at", "to", "for", "from",
    "with", "by", "under", "into", "through", "during", "before", "after", "between", "since", "until", "about",
    "over", "against", "within", "without", "toward", "towards", "upon", "via", "when", "while", "where", "whose",
    "which", "if", "not", "also", "more", "only", "new",
})  # fmt: skip
"""What may stand before a short name and takes nothing from its meaning."""
_VERB = re.compile(r"[a-z]{2,20}[^su\W]s")
"""*expects revenue*: a small word in -s before a noun is a verb as a rule, not its attribute."""
_OWNER = re.compile(r"['’]s?$")
_ENDS = {1: "st", 2: "nd", 3: "rd"}
_SPELT = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
)
_ORDINALS = {
    word: (spelt, f"{number}{_ENDS.get(number, 'th')}")
    for number, spelt in enumerate(_SPELT.split(), 1)
    for word in (spelt, f"{number}{_ENDS.get(number, 'th')}")
}
"""How an ordinal may be written, by either of its two ways."""
_FEW = 20
"""Rows that are looked through for every group that is known; where more come, all groups are looked for again."""
_BETWEEN = "\x00"
"""What divides the rows of a text, over which no group goes."""
_PATTERNS = 5_000
_ACCEPTED = frozenset({Status.PREFERRED, Status.ADMITTED})


def without_short_names(
    view: RowView, faults: Iterable[tuple[Check, Fault]], since: Callable[[Group], int | None]
) -> Iterator[tuple[Check, Fault]]:
    """The faults of a row but for terms said to be missing that stand by a short name, in the row or behind one that
    has the full name. ``since`` tells the first row with a group in full."""
    for check, fault in faults:
        if not is_missing_term(fault) or not _is_shortened(fault, view, since):
            yield check, fault


def is_missing_term(fault: Fault) -> bool:
    """Whether a fault may be silenced by a short name at all."""
    return fault.code == "term-missing"


class Translation:
    """Where the rows of a translation have groups in full: of each that was asked for, the first row. It is looked for
    again only where that has gone."""

    def __init__(self) -> None:
        self._first: dict[Group, RowView | None] = {}
        self._starts: list[int] = []
        self._text = ""

    def change(self, gone: Sequence[RowView], come: Sequence[RowView]) -> None:
        """Takes rows away and others in, which know their places."""
        self._starts = []
        if len(come) > _FEW:
            self._first.clear()
            return
        left = set(gone)
        self._first = {group: first for group, first in self._first.items() if first not in left}
        for view in come:
            text = view.target.lower()
            for group, first in self._first.items():
                if (first is None or view.place < first.place) and _find(group, text) >= 0:
                    self._first[group] = view

    def since(self, group: Group, views: Sequence[RowView]) -> int | None:
        """The number of the first of all rows that has the group in full."""
        if group not in self._first:
            at = _find(group, self._all(views))
            self._first[group] = views[bisect_right(self._starts, at) - 1] if at >= 0 else None
        first = self._first[group]
        return None if first is None else first.row

    @property
    def known(self) -> WrittenOut:
        """The groups that were asked for and stand somewhere."""
        return {group: first.row for group, first in self._first.items() if first is not None}

    def _all(self, views: Sequence[RowView]) -> str:
        if not self._starts:
            rows = [view.target.lower() for view in views]
            self._starts = [0, *accumulate(len(row) + len(_BETWEEN) for row in rows)]
            self._text = _BETWEEN.join(rows)
        return self._text


def _is_shortened(fault: Fault, view: RowView, since: Callable[[Group], int | None]) -> bool:
    if view.context.target_facts.code != "en":
        return False
    here = [entry for entry in view.entries if entry.source is not None and Span(*entry.source) in fault.source]
    return any(_is_short(entry, view, since) for entry in here)


def _is_short(entry: LedgerEntry, view: RowView, since: Callable[[Group], int | None]) -> bool:
    if entry.verdict is not Verdict.MISSING:
        return False
    forms = [term.text for term in entry.concept.forms if term.status in _ACCEPTED and not term.pattern]
    return any(_stands(_groups(form), view, since) for form in dict.fromkeys((*forms, entry.suggestion)))


def _stands(groups: Sequence[Group], view: RowView, since: Callable[[Group], int | None]) -> bool:
    """Whether each group stands in full or short, until one is short whose attributes may be understood with it.

    All in full are the term in another order: the board's guiding ideas.
    """
    shortened = False
    for group in groups:
        if _is_named(group, view, since):
            shortened = True
        elif not shortened and _find(group, view.target.lower()) < 0:
            return False
    return shortened or len(groups) > 1


def _is_named(group: Group, view: RowView, since: Callable[[Group], int | None]) -> bool:
    """Whether a group of words stands by its last ones, which are known from here or from before."""
    if len(group) < 2 or "and" in group or group[-1] not in view.target.lower():
        return False
    if not any(True for _ in _short_places(group, view)):
        return False
    first = since(group)
    return (first is not None and first <= view.row) or _find(group, view.target.lower()) >= 0


def _short_places(group: Group, view: RowView) -> Iterator[int]:
    """Where the last words of a group stand alone, and serve no other term."""
    words = list(_WORD.finditer(view.target))
    taken = [entry.target for entry in view.entries if entry.target is not None]
    for at, word in enumerate(words):
        if not _is_same(word[0].lower(), group[-1]):
            continue
        if any(span.start <= word.start() < span.end for span in taken):
            continue
        first, left = at, len(group) - 1
        while left and first and words[first - 1][0].lower() == group[left - 1] and _joined(words, first, view):
            first, left = first - 1, left - 1
        if left and (first == 0 or not _joined(words, first, view) or _is_bare(words[first - 1][0])):
            yield words[first].start()


def _joined(words: Sequence[re.Match[str]], second: int, view: RowView) -> bool:
    """Whether only a space stands between a word and the one before it."""
    return view.target[words[second - 1].end() : words[second].start()].isspace()


def _is_bare(word: str) -> bool:
    return word.lower() in _BARE or word.isdigit() or bool(_OWNER.search(word) or _VERB.fullmatch(word))


def _is_same(word: str, head: str) -> bool:
    word = _OWNER.sub("", word)
    return word == head or word in (head + "s", head + "es") or head in (word + "s", word + "es")


def _groups(form: str) -> list[Group]:
    groups: list[list[str]] = [[]]
    for word in _WORD.findall(form.lower()):
        if word in _DIVIDERS:
            groups.append([])
        elif word not in _ARTICLES:
            groups[-1].append(word)
    return [tuple(group) for group in groups if group]


def _find(group: Group, text: str) -> int:
    """Where a text in small letters has the group, with up to two words between any of its own (the CPC Taoyang
    Municipal Committee); -1 for nowhere."""
    firsts = [first for first in _ORDINALS.get(group[0], (group[0],)) if first in text]
    places = [_find_from(first, _pattern(group), text) for first in firsts]
    return min((place for place in places if place >= 0), default=-1)


@lru_cache(maxsize=_PATTERNS)
def _pattern(group: Group) -> re.Pattern[str]:
    words = ["(?:" + "|".join(map(re.escape, _ORDINALS.get(word, (word,)))) + ")" for word in group]
    return re.compile(r"\b" + r"[\s-]{1,3}(?:[\w’'-]{1,30}\s){0,2}".join(words) + r"(?:e?s)?(?!\w)")


def _find_from(first: str, pattern: re.Pattern[str], text: str) -> int:
    """Where the pattern stands, which begins with a word: a search for the word is many times quicker."""
    at = text.find(first)
    while at >= 0 and not pattern.match(text, at):
        at = text.find(first, at + 1)
    return at
