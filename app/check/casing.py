"""Capitals that change within a document: a name once written small, a small word once written large."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from app.check.facts import is_word
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
_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun large."""
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


def check_casing(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """A name of several words that once stands in small letters; an ordinary word that once begins with a capital."""
    facts = context.target_facts
    if not facts.is_latin or facts.code in _NOUNS:
        return
    running = [view for view in views if view.role not in _ROLES]
    yield from _small_names(running)
    yield from _stray_capitals(running, facts.code)


def _small_names(views: Sequence[RowView]) -> Iterator[Fault]:
    """Names of three words and more that the document writes large again and again."""
    names: Counter[str] = Counter()
    for view in views:
        names.update(view.note(_phrases))
    usual = {name.lower(): name for name, times in names.items() if times >= _LEAST}
    if not usual:
        return
    wanted = re.compile(rf"(?<![\w'’-])(?:{'|'.join(sorted(map(re.escape, usual), key=len, reverse=True))})(?![\w'’-])")
    small: dict[str, list[Fault]] = defaultdict(list)
    for view in views:
        for match in wanted.finditer(view.target):
            span, name = Span(*match.span()), usual[match[0]]
            facts: tuple[tuple[str, Fact], ...] = (("found", match[0]), ("common", name), ("n", names[name]))
            fault = Fault("capitals-name", (span,), facts=facts, suggestions=(Suggestion(span, name),), row=view.row)
            small[name].append(fault)
    for name, faults in small.items():
        if len(faults) * _SHARE <= names[name]:
            yield from faults


def _stray_capitals(views: Sequence[RowView], language: str) -> Iterator[Fault]:
    """Capitals in the middle of a run of small words, of a word that the document writes small elsewhere and large
    nowhere else: two pieces of text set side by side, as machines do."""
    found = [(view, *stray) for view in views for stray in view.note(_strays)]
    if not found:
        return
    words: Counter[str] = Counter()
    for view in views:
        words.update(view.note(_words))
    for view, word, span in found:
        if words[word] == 1 and words[word.lower()] and is_word(word.lower(), language):
            yield Fault(
                "capitals-stray", (span,), facts=(("word", word),),
                suggestions=(Suggestion(Span(span.start, span.start + 1), word[0].lower()),), row=view.row,
            )  # fmt: skip


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
