"""Names that are spelt in two ways: beside the source where it writes in the same letters, else within the document."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from app.check.facts import is_word
from app.check.groups import Members, Together, Whole
from app.check.kept import changed_names, misspelt_names
from app.check.model import CheckContext, DocumentCheck, Fault, RowView
from app.check.pinyin import Heard, misread_names
from app.check.transcribed import transcribed_names
from app.model import Span, Suggestion

# In patterns that go over every text the letter comes first, then what may not stand before it: it is skipped to.
_NAME = re.compile(r"[A-ZÀ-ÞŁŚŻČŠŽ](?<![\w'’-].)[^\W\d_A-Z]{3,24}(?![\w-])")
_TWO = re.compile(r"([A-Z](?<![\w'’-].)[a-z]{1,5})[ -]([A-Za-z][a-z]{1,5})(?![\w-])")
_MOST = 2_000
"""Different names of a document that are compared; the work grows with those that begin alike."""
_START, _FAR, _FAR_LEAST = 4, 3, 6
"""Letters that two spellings begin with where more than one is another, how many may be, and of how long names."""


def check_names(view: RowView) -> Iterator[Fault]:
    """A name that has another letter than in the source, or another sound than its signs."""
    if not view.has_both or not view.context.target_facts.is_latin:
        return
    if view.context.source_facts.script.name == "latin":
        yield from changed_names(view)
    elif view.context.source_facts.code == "zh":
        for name in misread_names(view.target, view.source):
            facts = (("found", view.target[slice(*name.span)]), ("expected", name.expected))
            yield Fault("name-reading", (name.span,), (name.signs,), facts, (Suggestion(name.span, name.expected),))


def name_spelling(context: CheckContext) -> DocumentCheck:
    """A name that stands in two spellings for one name of the source."""
    parts: list[DocumentCheck] = []
    if context.source_facts.script.name == "latin":
        parts.append(Whole(partial(transcribed_names, context=context)))
    if context.target_facts.is_latin and context.source_facts.script.name == "latin":
        parts.append(Whole(misspelt_names))
    if context.target_facts.is_latin and context.source_facts.is_cjk:
        parts.append(_InOtherLetters(context))
    if context.target_facts.is_latin and context.source_facts.code == "zh":
        parts.append(_Divided())
    return Together(*parts)


class _InOtherLetters:
    """A name in other letters than the source's that stands in two spellings: Xiaoyu and Xiaoyue for 小雨.

    They are one name where two signs of the source stand in most rows of both, and in no other row; where more than a
    letter differs, in all rows of both. Two names are judged again when a row of either came or went, all when a source
    did.
    """

    def __init__(self, context: CheckContext) -> None:
        self._applies = context.source_facts.is_cjk and context.target_facts.is_latin
        self._language = context.target_facts.code
        self._chinese = context.source_facts.code == "zh"
        self._names: dict[str, Members] = {}
        """The rows of each name that is no word."""
        self._touched: set[str] = set()
        self._sources: Counter[str] = Counter()
        """The sources that came, and, below nothing, those that went: what is left when a translation was edited."""
        self._begin: dict[str, tuple[int, int]] = {}
        """Where each name stands first: the place of its row, and the place in that."""
        self._pairs: list[tuple[str, str, bool]] = []
        """The names that look alike, of the first of the document, and whether more than a letter differs."""
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
        for one, other, far in self._pairs:
            faults = before.get((one, other)) if self._touched.isdisjoint((one, other)) else None
            self._said[one, other] = tuple(self._judge(one, other, far, views)) if faults is None else faults
            yield from self._said[one, other]
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

    def _judge(self, one: str, other: str, far: bool, views: Sequence[RowView]) -> Iterator[Fault]:
        rare, common = sorted((one, other), key=lambda name: (self._count(name), -self._names[name].all[0].place))
        here, there = set(self._names[rare]), set(self._names[common])
        if here & there or not _share_signs(self._names[rare].all, self._names[common].all, views, in_all=far):
            return
        for view in self._names[rare]:
            for name, span in view.note(_names):
                # How Chinese signs are read the check of the row knows: whether this is right, or told already.
                if name == rare and not (self._chinese and _is_read(rare, span, view)):
                    yield _two(rare, common, span, view, self._names[common].all[0])

    def _count(self, name: str) -> int:
        return sum(other == name for view in self._names[name] for other, _ in view.note(_names))


class _Divided:
    """A name in two words that is one elsewhere, for the same signs: Zhao Likun and Zhao Li Kun. The rarer is told."""

    def __init__(self) -> None:
        self._one: dict[str, Members] = {}
        self._two: dict[str, Members] = {}
        """The rows of each name in one word, and in two, by what it is in one."""

    def enter(self, view: RowView) -> None:
        for rows, taker in ((self._one, _names), (self._two, _twos)):
            for name in {name for name, _ in view.note(taker)}:
                rows.setdefault(name, Members()).add(view)

    def leave(self, view: RowView) -> None:
        for rows, taker in ((self._one, _names), (self._two, _twos)):
            for name in {name for name, _ in view.note(taker)}:
                rows[name].remove(view)
                if not len(rows[name]):
                    del rows[name]

    def renumber(self) -> None:
        """Nothing is kept that names rows by number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        for joined in sorted(self._one.keys() & self._two.keys()):
            one = _places(joined, self._one[joined], _names)
            signs = Heard(one[0][0].source).signs(joined)
            two = [
                (view, span)
                for view, span in _places(joined, self._two[joined], _twos)
                if signs and signs in view.source
            ]
            rare, common = (two, one) if len(two) <= len(one) else (one, two)
            for view, span in rare:
                model, place = common[0]
                yield _two(_text(view, span), _text(model, place), span, view, model)


def _places(
    name: str, rows: Iterable[RowView], taker: Callable[[RowView], tuple[tuple[str, Span], ...]]
) -> list[tuple[RowView, Span]]:
    return [(view, span) for view in rows for other, span in view.note(taker) if other == name]


def _two(found: str, common: str, span: Span, view: RowView, model: RowView) -> Fault:
    facts = (("found", found), ("common", common), ("row", model.row + 1))
    return Fault("name-two-spellings", (span,), facts=facts, row=view.row)


def _is_read(name: str, span: Span, view: RowView) -> bool:
    return bool(Heard(view.source).signs(name)) or any(
        wrong.span == span for wrong in misread_names(view.target, view.source)
    )


def _text(view: RowView, span: Span) -> str:
    return view.target[slice(*span)]


def _names(view: RowView) -> tuple[tuple[str, Span], ...]:
    found = _NAME.finditer(view.target) if view.has_both else ()
    return tuple((sys.intern(match[0]), Span(*match.span())) for match in found)


def _twos(view: RowView) -> tuple[tuple[str, Span], ...]:
    """Pairs of short words with what they are as one; a word may be of two pairs."""
    found: list[tuple[str, Span]] = []
    at = 0
    while view.has_both and (match := _TWO.search(view.target, at)):
        found.append((sys.intern(match[1] + match[2].lower()), Span(*match.span())))
        at = match.end(1)
    return tuple(found)


def _is_known(name: str, language: str) -> bool:
    return bool(is_word(name.lower(), language))


def _alike(names: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Names that differ by a letter, and long ones that begin alike and differ by more (then the third is true)."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for other in buckets[name[:2]]:
            most = _FAR if _begin_alike(name, other) else 1
            distance = Levenshtein.distance(name, other, score_cutoff=most)
            if distance <= most and other not in (name + "s", name[:-1] if name[-1] == "s" else ""):
                yield name, other, distance > 1
        buckets[name[:2]].append(name)


def _begin_alike(one: str, other: str) -> bool:
    if one[:_START] != other[:_START] or min(len(one), len(other)) < _FAR_LEAST:
        return False
    return not one.startswith(other) and not other.startswith(one)


def _share_signs(here: Sequence[RowView], there: Sequence[RowView], views: Sequence[RowView], *, in_all: bool) -> bool:
    """Whether two signs stand in most rows of both, or in all, and in no other row."""
    both = {*here, *there}
    for pair in dict.fromkeys(_signs(here[0].source)):
        shares = [sum(pair in view.source for view in rows) / len(rows) for rows in (here, there)]
        often = min(shares) == 1 if in_all else min(shares) > 0.5
        if often and not any(pair in view.source for view in views if view not in both):
            return True
    return False


def _signs(text: str) -> Iterator[str]:
    """Its signs by twos."""
    return (one + two for one, two in pairwise(text) if one.isalpha() and two.isalpha())
