"""Names that are spelt in two ways: beside the source where it writes in the same letters, else within the document."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from app.check.facts import is_word
from app.check.groups import Members
from app.check.model import CheckContext, Fault, RowView
from app.model import Span

# In patterns that go over every text the letter comes first, then what may not stand before it: it is skipped to.
_NAME = re.compile(r"[A-ZÀ-ÞŁŚŻČŠŽ](?<![\w'’-].)[^\W\d_A-Z]{3,24}(?![\w-])")
_MOST = 2_000
"""Different names of a document that are compared; the work grows with those that begin alike."""


def check_names(view: RowView) -> Iterator[Fault]:
    """A name that has another letter than in the source: Voss and Foss."""
    if not view.has_both or view.context.source_facts.script.name != "latin" or not view.context.target_facts.is_latin:
        return
    ours = {match[0]: match for match in _NAME.finditer(view.source) if match[0] not in view.target}
    if not ours:
        return
    for match in _NAME.finditer(view.target):
        if match[0] in view.source or _is_known(match[0], view.context.target_facts.code):
            continue
        for name, place in ours.items():
            if _is_one_letter_off(name, match[0]):
                facts = (("found", match[0]), ("expected", name))
                yield Fault("name-differs", (Span(*match.span()),), (Span(*place.span()),), facts)


def _is_one_letter_off(one: str, other: str) -> bool:
    """Another letter in one place, not in the last: an ending is grammar. An accent is no other letter."""
    if _plain(one) == _plain(other):
        return False
    return len(one) == len(other) and one[-1] == other[-1] and Levenshtein.distance(one, other, score_cutoff=1) == 1


def _plain(name: str) -> str:
    """Without accents: Zinédine, Bozkır."""
    return "".join(filter(str.isascii, unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l"))))


class NameSpelling:
    """A name in other letters than the source's that stands in two spellings: Xiaoyu and Xiaoyue for 小雨.

    They are one name where two signs of the source stand in most rows of both, and in no other row. Two names are
    judged again when a row of either came or went, all when a source did.
    """

    def __init__(self, context: CheckContext) -> None:
        self._applies = context.source_facts.is_cjk and context.target_facts.is_latin
        self._language = context.target_facts.code
        self._names: dict[str, Members] = {}
        """The rows of each name that is no word."""
        self._touched: set[str] = set()
        self._sources: Counter[str] = Counter()
        """The sources that came, and, below nothing, those that went: what is left when a translation was edited."""
        self._begin: dict[str, tuple[int, int]] = {}
        """Where each name stands first: the place of its row, and the place in that."""
        self._pairs: list[tuple[str, str]] = []
        """The names that look alike, of the first of the document."""
        self._said: dict[tuple[str, str], tuple[Fault, ...]] = {}
        """What was found of two names, nothing included."""

    def enter(self, view: RowView) -> None:
        if self._applies:
            self._sources[view.source] += 1
            for name in self._of(view):
                self._names.setdefault(name, Members()).add(view)
                self._touched.add(name)

    def leave(self, view: RowView) -> None:
        if self._applies:
            self._sources[view.source] -= 1
            for name in self._of(view):
                self._names[name].remove(view)
                self._touched.add(name)
                if not len(self._names[name]):
                    del self._names[name]

    def renumber(self) -> None:
        self._touched.update(self._names)

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        before, self._said = ({} if any(self._sources.values()) else self._said), {}
        moved = list(filter(self._has_moved, self._touched))
        if moved:
            self._pairs = list(_alike(sorted(self._begin, key=self._begin.__getitem__)[:_MOST]))
        for pair in self._pairs:
            faults = before.get(pair) if self._touched.isdisjoint(pair) else None
            self._said[pair] = tuple(self._judge(*pair, views)) if faults is None else faults
            yield from self._said[pair]
        self._sources.clear()
        self._touched.clear()

    def _of(self, view: RowView) -> list[str]:
        names = dict.fromkeys(name for name, _ in view.note(_names))
        return [name for name in names if not _is_known(name, self._language)]

    def _has_moved(self, name: str) -> bool:
        """Whether a name stands first in another place than before, or no more, or at last."""
        before = self._begin.pop(name, None)
        if name in self._names:
            view = self._names[name].all[0]
            self._begin[name] = view.place, next(span.start for other, span in view.note(_names) if other == name)
        return before != self._begin.get(name)

    def _judge(self, one: str, other: str, views: Sequence[RowView]) -> Iterator[Fault]:
        rare, common = sorted((one, other), key=lambda name: (self._count(name), -self._names[name].all[0].place))
        here, there = set(self._names[rare]), set(self._names[common])
        if here & there or not _share_signs(self._names[rare].all, self._names[common].all, views):
            return
        for view in self._names[rare]:
            for name, span in view.note(_names):
                if name == rare:
                    facts = (("found", rare), ("common", common), ("row", self._names[common].all[0].row + 1))
                    yield Fault("name-two-spellings", (span,), facts=facts, row=view.row)

    def _count(self, name: str) -> int:
        return sum(other == name for view in self._names[name] for other, _ in view.note(_names))


def _names(view: RowView) -> tuple[tuple[str, Span], ...]:
    found = _NAME.finditer(view.target) if view.has_both else ()
    return tuple((sys.intern(match[0]), Span(*match.span())) for match in found)


def _is_known(name: str, language: str) -> bool:
    return bool(is_word(name.lower(), language))


def _alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    buckets: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for other in buckets[name[:2]]:
            if Levenshtein.distance(name, other, score_cutoff=1) == 1 and {name, other} != {name, name + "s"}:
                yield name, other
        buckets[name[:2]].append(name)


def _share_signs(here: Sequence[RowView], there: Sequence[RowView], views: Sequence[RowView]) -> bool:
    """Whether two signs stand in most rows of both, and in no other row."""
    both = {*here, *there}
    for pair in dict.fromkeys(_signs(here[0].source)):
        usual = all(2 * sum(pair in view.source for view in rows) > len(rows) for rows in (here, there))
        if usual and not any(pair in view.source for view in views if view not in both):
            return True
    return False


def _signs(text: str) -> Iterator[str]:
    """Its signs by twos."""
    return (one + two for one, two in pairwise(text) if one.isalpha() and two.isalpha())
