"""Capitals that change within a document: a name once written small, a small word once written large."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from app.check.facts import is_word, name_facts
from app.check.groups import Members, Together, place_of
from app.check.headlines import HeadingCapitals
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Role, Span, Suggestion

_PHRASE = re.compile(
    r"(?=[A-Z])(?<![\w'’-])(?!(?:The|This|That|These|Our|Its|His|Her|Their|All|Some) )"
    r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20}){2,5}(?![\w'’-])"
)
_STRAY = re.compile(r" (?<=[a-z] )([A-Z][a-z]{2,20}) (?!of |for |on |and )(?=[a-z]{2})")
_BEFORE = re.compile(r"(?<![\w'’-])([a-z]{4,24})$")
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z][a-z]{2,20}(?![\w'’-])")
_ROLES = frozenset({Role.HEADING, Role.TABLE_CELL, Role.METADATA})
"""What may be set in capitals of its own."""
_SMALL_WORDS = frozenset(
    ["that", "this", "these", "those", "with", "from", "into", "than", "when", "where", "which", "while",
     "said", "says", "called", "named", "under", "over", "between", "through", "during", "against", "about",
     "after", "before", "since", "until", "toward", "towards", "upon", "within", "without", "their", "your",
     "some", "many", "most", "more", "other", "another", "every", "each", "both", "such", "only", "even",
     "also", "like", "including", "former", "current"]
)  # fmt: skip
"""Words a name may follow."""
_LEAST, _SHARE = 3, 3
"""Times a name stands large, and how many times as often as small, before the small one is said to be odd."""


class Casing(Together):
    """A name of several words that once stands in small letters; an ordinary word that once begins with a capital; a
    heading in small letters among others in capitals."""

    def __init__(self, context: CheckContext) -> None:
        super().__init__(_Running(context), HeadingCapitals(context))


class _Running(Together):
    """What is judged of running text alone."""

    def __init__(self, context: CheckContext) -> None:
        facts = context.target_facts
        if facts.is_latin and not facts.capital_nouns:
            words = name_facts().words.get(facts.code)
            super().__init__(_SmallNames(words.nouns if words is not None else None), _StrayCapitals(facts.code))
        else:
            super().__init__()

    def enter(self, view: RowView) -> None:
        if view.role not in _ROLES:
            super().enter(view)

    def leave(self, view: RowView) -> None:
        if view.role not in _ROLES:
            super().leave(view)


class _SmallNames:
    """Names of three words and more that the document writes large again and again. Where the nouns of names are known
    one of them has to be there: a title quoted in full has capitals too, and its words are none of a name elsewhere."""

    def __init__(self, nouns: Collection[str] | None) -> None:
        self._nouns = nouns
        self._names: Counter[str] = Counter()
        self._usual: dict[str, str] = {}
        """The names in small letters, of which there are enough."""
        self._wanted = _words_of(())
        self._unread: dict[RowView, None] = {}
        self._small: dict[RowView, tuple[tuple[Span, str], ...]] = {}
        """Where they stand in small letters, with what they should be."""

    def enter(self, view: RowView) -> None:
        self._names.update(view.note(_phrases))
        self._unread[view] = None

    def leave(self, view: RowView) -> None:
        self._names.subtract(view.note(_phrases))
        self._unread.pop(view, None)
        self._small.pop(view, None)

    def renumber(self) -> None:
        """Nothing is kept that names a row by its number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        self._read(views)
        small: dict[str, list[Fault]] = defaultdict(list)
        for view in sorted(self._small, key=place_of):
            for span, name in self._small[view]:
                found = view.target[span.start : span.end]
                facts: tuple[tuple[str, Fact], ...] = (("found", found), ("common", name), ("n", self._names[name]))
                fault = Fault(
                    "capitals-name", (span,), facts=facts, suggestions=(Suggestion(span, name),), row=view.row
                )
                small[name].append(fault)
        for name, faults in small.items():
            if len(faults) * _SHARE <= self._names[name]:
                yield from faults

    def _read(self, views: Sequence[RowView]) -> None:
        """Looks for the names in rows that are new, and in those that have one that was not looked for before."""
        usual = {name.lower(): name for name, times in self._names.items() if times >= _LEAST and self._may_be(name)}
        if changed := usual.keys() ^ self._usual.keys():
            self._usual, self._wanted = usual, _words_of(usual)
            others = _words_of(changed)
            self._unread |= dict.fromkeys(
                view
                for view in views
                if view not in self._unread and view.role not in _ROLES and others.search(view.target)
            )
        for view in self._unread if usual else ():
            self._small.pop(view, None)
            if found := tuple((Span(*match.span()), usual[match[0]]) for match in self._wanted.finditer(view.target)):
                self._small[view] = found
        self._unread = {}

    def _may_be(self, name: str) -> bool:
        nouns, words = self._nouns, name.lower().split()
        return nouns is None or any(word in nouns or word.removesuffix("s") in nouns for word in words)


def _words_of(names: Iterable[str]) -> re.Pattern[str]:
    """What finds names as whole words, the longest first."""
    tails: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        tails[name[0]].append(re.escape(name[1:]))
    # Their first letter comes first, so that it is skipped to.
    rest = "|".join(f"(?<={head})(?:{'|'.join(ends)})" for head, ends in tails.items())
    return re.compile(rf"[{''.join(tails)}](?<![\w'’-].)(?:{rest})(?![\w'’-])" if tails else "(?!)")


class _StrayCapitals:
    """Capitals in the middle of a run of small words, of a word that the document writes small elsewhere and large
    nowhere else: two pieces of text set side by side, as machines do."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._rows = Members()
        """The rows with such a capital."""
        self._words: Counter[str] | None = None
        """How often each word stands in the document, from the first such capital on."""

    def enter(self, view: RowView) -> None:
        if view.note(_strays):
            self._rows.add(view)
        if self._words is not None:
            self._words.update(view.note(_words))

    def leave(self, view: RowView) -> None:
        if view.note(_strays):
            self._rows.remove(view)
        if self._words is not None:
            self._words.subtract(view.note(_words))

    def renumber(self) -> None:
        """Nothing is kept that names a row by its number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        if self._words is None and len(self._rows):
            running = (view for view in views if view.role not in _ROLES)
            self._words = Counter(word for view in running for word in view.note(_words))
        for view in self._rows:
            for word, span in view.note(_strays):
                if self._is_stray(word):
                    yield Fault(
                        "capitals-stray", (span,), facts=(("word", word),),
                        suggestions=(Suggestion(span, word[0].lower() + word[1:]),), row=view.row,
                    )  # fmt: skip

    def _is_stray(self, word: str) -> bool:
        small, words = word.lower(), self._words
        return words is not None and words[word] == 1 and words[small] > 0 and bool(is_word(small, self._language))


def _phrases(view: RowView) -> tuple[str, ...]:
    return tuple(sys.intern(match[0]) for match in _PHRASE.finditer(view.target))


def _words(view: RowView) -> tuple[str, ...]:
    """One string for each word of a document, however often it stands there."""
    return tuple(map(sys.intern, _WORD.findall(view.target)))


def _strays(view: RowView) -> tuple[tuple[str, Span], ...]:
    text = view.target
    return tuple((match[1], Span(*match.span(1))) for match in _STRAY.finditer(text) if _may_stray(text, match))


def _may_stray(text: str, match: re.Match[str]) -> bool:
    before = _BEFORE.search(text, max(0, match.start() - 24), match.start())
    return before is not None and before[1] not in _SMALL_WORDS
