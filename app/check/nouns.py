"""Capitals within a sentence: of names of days and peoples, of German nouns, of the polite "your"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import repeat

from app.check.facts import dictionary_form, is_word, language_facts
from app.check.model import Fault, RowView
from app.model import Span, Suggestion

_NOUN = re.compile(r"(?<![\w'’.@/#-])[^\W\d_]{5,24}(?![\w'’@/-]|\.\w)")
_ENDINGS = ("e", "er", "en", "es", "em")
_POLITE = re.compile(r"(?<![\w-])ihr(?:e[nmrs]?)?(?= (?:[a-zäöüß-]{2,30} )?[A-ZÄÖÜ])")
_ALONE = re.compile(r"(?<![\w’'@/.#-])([^\W\d_]+)(?![\w-]|\.\w)(?:(?= ([^\W\d_]+)))?")
_CHUNKS = 50_000
_WORD = re.compile(r"[^\W\d_]+")


def small_nouns(view: RowView) -> Iterator[Fault]:
    """Words in small letters that the dictionary has as nouns only, and that are no words of the source."""
    code = view.context.target_facts.code
    given: set[str] | None = None
    for match in _NOUN.finditer(view.target):
        word = match[0]
        if not word.islower() or not _is_noun_only(word, code):
            continue
        given = set(_WORD.findall(view.source.lower())) if given is None else given
        if word not in given:
            yield _small("capitals-noun", match)


@lru_cache(maxsize=_CHUNKS)
def _is_noun_only(word: str, language: str) -> bool:
    """Whether it is no adjective or participle either, which the list may have as a noun alone (der Geplante)."""
    if not is_word(word, language) or not dictionary_form(word, language)[:1].isupper():
        return False
    stems = {word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)}
    return not any(is_word(stem, language) and dictionary_form(stem, language)[:1].islower() for stem in stems)


def small_polite(view: RowView) -> Iterator[Fault]:
    """ "Your" of the source, and nobody else's there, as "ihr": her or their."""
    ours = view.context.target_facts.yours.get(view.context.source_facts.code)
    if ours is None or "ihr" not in view.target:
        return
    given = set(_WORD.findall(view.source.lower()))
    if given & ours.yours and not given & ours.others:
        for match in _POLITE.finditer(view.target):
            yield _small("capitals-polite", match)


def small_names(view: RowView) -> Iterator[Fault]:
    """Words that begin with a capital wherever they stand: days, months, peoples, the English "I"."""
    facts = view.context.target_facts
    if not facts.always_large or not any(map(_may_hold_name, view.target.split(), repeat(facts.code))):
        return
    for match in _ALONE.finditer(view.target):
        word = match[1]
        is_name = word in facts.always_large or (match[2] or "") in facts.large_before.get(word, ())
        if is_name and word not in _WORD.findall(view.source):
            yield _small("capitals-always", match, 1)


@lru_cache(maxsize=_CHUNKS)
def _may_hold_name(chunk: str, language: str) -> bool:
    """Whether a stretch between spaces has such a word; most are asked about again and again."""
    facts = language_facts(language)
    return any(word in facts.always_large or word in facts.large_before for word in _WORD.findall(chunk))


def large_behind_commas(view: RowView) -> Iterator[Fault]:
    """A word that nobody writes large, so behind a comma: two sentences were made one."""
    small = view.context.target_facts.never_large
    if small is None or "," not in view.target:
        return
    for match in small.finditer(view.target):
        first, word = Span(match.start(1), match.start(1) + 1), match[1]
        yield Fault(
            "capitals-comma", (Span(*match.span(1)),), facts=(("word", word),),
            suggestions=(Suggestion(first, word[0].lower()),),
        )  # fmt: skip


def _small(code: str, match: re.Match[str], group: int = 0) -> Fault:
    first, word = Span(match.start(group), match.start(group) + 1), match[group]
    return Fault(
        code, (Span(*match.span(group)),), facts=(("word", word), ("suggestion", word.capitalize())),
        suggestions=(Suggestion(first, word[0].upper()),),
    )  # fmt: skip
