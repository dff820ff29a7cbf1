"""Words that no word list has: one slip away from a word, or two words run together.

The lists are those the terms are inflected with. They know word forms by the hundred thousand and leave out many right
ones too, so an unknown word is no fault yet: only what it would be with one slip mended, or a space put in, tells.
Where there are dictionaries (``CheckContext.spelling``) they decide, and nothing is said here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat

from app.check.facts import LanguageFacts, dictionary_form, is_word, language_facts, spelling_variants, usual_slips
from app.check.groups import Noted
from app.check.model import CheckContext, Fault, RowView
from app.check.spelling import ACCENTS, evidence_of
from app.model import Span, Suggestion

_LONG = re.compile(r"(?<![\w'’.@/#&-])[^\W\d_]{4,24}(?![\w'’@/-]|\.\w)")
_LEAST = 6
"""Letters of a word that is judged by its neighbours."""
_CONFUSED = frozenset({"ae", "ea", "ei", "ie", "ai", "ia", "iy", "yi"})
"""Vowels that are written for each other: independant, definately."""
_TAIL = {True: 2, False: 1}
"""Letters at the end that inflection may change, in languages of compounds and many endings, and in others: what
differs there only is another form."""
_FIRST = 5
"""Letters of the noun a compound begins with."""
_SURE = {True: 8, False: 7}
"""Letters of a word with a letter too many or too few, likewise: shorter ones have too many neighbours."""
_PART = 4
"""Letters of each of two words that were run together."""
_HEAVY = 8
"""Letters of the longer of them: words of one piece are made of shorter ones (grassroots, shuttlecraft)."""
_KEPT, _CHUNKS = 5_000, 50_000
_Lone = tuple[RowView, str, Span]
"""An unknown word that stands once: its row, itself and its place."""


class _Unknown(Noted):
    """The words that no list has, of the rows that have such, and whether the sources have them: kept from run to run,
    for sources are much to search and most edits are of a translation."""

    def __init__(
        self,
        context: CheckContext,
        judge: Callable[[CheckContext, Iterable[_Lone], Sequence[RowView]], Iterator[Fault]],
        *takers: Callable[[RowView], object],
    ) -> None:
        super().__init__(self._judged, *takers)
        self._context = context
        self._told = judge
        self._sources: Counter[str] = Counter()
        """Those that came since the last run, less those that went."""
        self._given: dict[str, bool] = {}

    def enter(self, view: RowView) -> None:
        super().enter(view)
        if self._given:
            self._sources[view.source] += 1

    def leave(self, view: RowView) -> None:
        super().leave(view)
        if self._given:
            self._sources[view.source] -= 1

    def _judged(self, rows: Sequence[RowView], views: Sequence[RowView]) -> Iterator[Fault]:
        if any(self._sources.values()):
            self._given.clear()
        self._sources.clear()
        return self._told(self._context, self._lone(rows, views), views)

    def _lone(self, rows: Sequence[RowView], views: Sequence[RowView]) -> Iterator[_Lone]:
        """The unknown words that stand once, in no source and no glossary."""
        usual = usual_slips(self._context.target_facts.code)
        found = [(view, *word) for view in rows for word in view.note(_unknown)]
        times = Counter(word.lower() for _, word, _ in found)
        given = ""
        for view, word, span in found:
            small = word.lower()
            if (times[small] > 1 and small not in usual) or small in self._context.own_words:
                continue
            if small not in self._given:
                given = given or "\n".join(view.source for view in views).casefold()
                self._given[small] = small in given
            if not self._given[small]:
                yield view, word, span


class Slips(_Unknown):
    """A word that no list has and that stands once in the document, with what it would be without one slip; and slips
    that everybody makes, wherever they stand."""

    def __init__(self, context: CheckContext) -> None:
        takers = (_unknown,) if context.spelling is None else ()
        super().__init__(context, _slips_in, *takers)


class Joined(_Unknown):
    """Two words without the space between them, in languages that make no such compounds."""

    def __init__(self, context: CheckContext) -> None:
        takers = (_unknown,) if context.spelling is None and not context.target_facts.compounds else ()
        super().__init__(context, _joined_in, *takers)


def _slips_in(context: CheckContext, lone: Iterable[_Lone], views: Sequence[RowView]) -> Iterator[Fault]:
    usual = usual_slips(context.target_facts.code)
    others: _Words | None = None
    for view, word, span in lone:
        meant = usual.get(word.lower())
        if meant is None:
            others = _Words(views, context) if others is None else others
            meant = _meant(word, context.target_facts.code) or others.meant(word)
        elif word[0].isupper():
            meant = meant[0].upper() + meant[1:]
        if meant is not None:
            yield Fault(
                "spelling-slip", (span,), facts=(("word", word), ("suggestion", meant)),
                suggestions=(Suggestion(span, meant),), evidence=evidence_of(word), row=view.row,
            )  # fmt: skip


class _Words:
    """What the document and the glossary write: of several words that are a slip away, theirs is meant."""

    def __init__(self, views: Sequence[RowView], context: CheckContext) -> None:
        self._language = context.target_facts.code
        self._own = context.own_words
        self._text = "\n".join(view.target for view in views)

    def meant(self, word: str) -> str | None:
        known = [slip for slip in _words_near(word, self._language) if self._has(slip)]
        return known[0] if len(known) == 1 and _is_fitting(known[0], word, language_facts(self._language)) else None

    def _has(self, word: str) -> bool:
        return word in self._own or (word in self._text and re.search(rf"\b{word}\b", self._text) is not None)


def _joined_in(context: CheckContext, lone: Iterable[_Lone], views: Sequence[RowView]) -> Iterator[Fault]:
    for view, word, span in lone:
        cuts = list(_cuts(word, context.target_facts))
        if len(cuts) == 1:
            at = span.start + len(cuts[0][0])
            yield Fault(
                "space-words", (span,), facts=(("words", " ".join(cuts[0])),),
                suggestions=(Suggestion(Span(at, at), " "),), row=view.row,
            )  # fmt: skip


def _cuts(word: str, facts: LanguageFacts) -> Iterator[tuple[str, str]]:
    for at in range(_PART - 1, len(word) - 2):
        one, two = word[:at], word[at:]
        if one in facts.telltales:
            may_be = len(two) >= _PART or two in facts.telltales
        elif two in facts.telltales:
            may_be = len(two) >= _PART and len(one) < _HEAVY
        else:
            may_be = (
                min(len(one), len(two)) >= _PART and max(len(one), len(two)) >= _HEAVY and one not in facts.prefixes
            )
        if may_be and two not in facts.suffixes and is_word(one, facts.code) and is_word(two, facts.code):
            yield one, two


def _unknown(view: RowView) -> tuple[tuple[str, Span], ...]:
    """The long words of the row that the list has not, in small letters or as nouns."""
    facts = view.context.target_facts
    # Most rows have none, and most of their words were judged before.
    if not any(map(_is_suspect, view.target.split(), repeat(facts.code))):
        return ()
    return tuple(
        (match[0], Span(*match.span())) for match in _LONG.finditer(view.target) if _is_unknown(match[0], facts)
    )


@lru_cache(maxsize=_CHUNKS)
def _is_suspect(chunk: str, language: str) -> bool:
    """Whether a stretch between spaces has an unknown word."""
    facts = language_facts(language)
    return any(_is_unknown(word, facts) for word in _LONG.findall(chunk))


def _is_unknown(word: str, facts: LanguageFacts) -> bool:
    """Whether the list has not a word, or it is a slip that everybody makes."""
    if word.lower() in usual_slips(facts.code):
        return True
    return len(word) >= _LEAST and _may_be_judged(word, facts) and not _is_known(word, facts.code)


def _may_be_judged(word: str, facts: LanguageFacts) -> bool:
    """Of a language that writes its nouns large, those too: a name is likely to stand in the source."""
    return word.islower() or (facts.capital_nouns and word[1:].islower())


def _is_known(word: str, language: str) -> bool:
    if not language_facts(language).letters or is_word(word, language) is not False:
        return True
    if any(word.endswith(one) and is_word(word[: -len(one)], language) for one in language_facts(language).clitics):
        return True
    return language == "en" and any(is_word(form, language) for form in _american(word))


def _american(word: str) -> Iterator[str]:
    """The word in American spelling, with any prefix and ending: unauthorised, unfavourable."""
    yield word.replace("our", "or")
    yield re.sub("is(?=[eai])", "iz", word)
    for stem, other in spelling_variants().stems.items():
        if stem in word:
            yield word.replace(stem, other)


@lru_cache(maxsize=_KEPT)
def _meant(word: str, language: str) -> str | None:
    """The one word that is a slip away. Two letters exchanged, one doubled or not, an accent weigh most; else a letter
    left out or put in or a vowel taken for another, inside a long word that is not made of known parts."""
    facts = language_facts(language)

    def known(slips: Iterator[str]) -> set[str]:
        return {slip for slip in slips if slip != word and is_word(slip, language) and _is_fitting(slip, word, facts)}

    if word[0].isupper() and _begins_with_noun(word, language):
        return None
    # Accents of a name are its own.
    likely = known(_doubled(word, facts.letters if word.islower() else ""))
    if likely or len(word) < _SURE[facts.compounds] or _is_made_of_parts(word, facts):
        return likely.pop() if len(likely) == 1 else None
    others = known(_letters(word, facts))
    return others.pop() if len(others) == 1 else None


@lru_cache(maxsize=_KEPT)
def _words_near(word: str, language: str) -> tuple[str, ...]:
    """All words that are a slip away from a long one that is not made of known parts."""
    facts = language_facts(language)
    if len(word) < _LEAST or _is_made_of_parts(word, facts):
        return ()
    slips = {*_doubled(word, facts.letters), *_letters(word, facts)} - {word}
    return tuple(slip for slip in slips if is_word(slip, language))


def _begins_with_noun(word: str, language: str) -> bool:
    """Whether it may be a compound: few of those are in any list (Probenahme)."""
    return any(
        is_word(word[:at], language) and dictionary_form(word[:at], language)[0].isupper()
        for at in range(_FIRST, len(word) - _PART)
    )


def _is_fitting(slip: str, word: str, facts: LanguageFacts) -> bool:
    """In German, a noun for what is written large, no noun for what is not."""
    if not facts.capital_nouns:
        return True
    return dictionary_form(slip, facts.code)[:1].isupper() is word[0].isupper()


def _doubled(word: str, letters: str) -> Iterator[str]:
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        yield word[:at] + word[at - 1 :]
    if word.endswith("ys"):
        yield f"{word[:-2]}ies"
    for at, plain in enumerate(word.translate(ACCENTS)):
        if plain == "e" and word[at + 1 :] in ("", "s"):
            # A participle or another tense: passe, passé.
            continue
        for letter in letters:
            if letter != word[at] and letter.translate(ACCENTS) == plain:
                yield word[:at] + letter + word[at + 1 :]


def _letters(word: str, facts: LanguageFacts) -> Iterator[str]:
    for at in range(1, len(word) - _TAIL[facts.compounds]):
        yield word[:at] + word[at + 1 :]
        for letter in facts.letters:
            yield word[:at] + letter + word[at:]
            if word[at] + letter in _CONFUSED:
                yield word[:at] + letter + word[at + 1 :]


def _is_made_of_parts(word: str, facts: LanguageFacts) -> bool:
    """Whether it is a compound, or a word with something put before it or behind it."""
    if any(is_word(word[:at], facts.code) and is_word(word[at:], facts.code) for at in range(_PART, len(word) - 2)):
        return True
    if any(word.startswith(part) and is_word(word[len(part) :], facts.code) for part in facts.prefixes):
        return True
    stems = [word[: -len(part)] for part in facts.suffixes if word.endswith(part)]
    return any(is_word(stem + more, facts.code) for stem in stems if len(stem) >= _PART for more in ("", "e"))
