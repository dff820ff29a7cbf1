"""Words that no dictionary of the language has. Quiet about whatever may be right: terms, names, code, other scripts.

The dictionaries are given (``CheckContext.spelling``); without one the check says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from app.check.facts import is_word, language_facts, spelling_variants, without_code
from app.check.model import CheckContext, CheckRow, Fault, RowView
from app.model import Span

SPELLING = "spelling"
"""The check's id."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CODE = re.compile(r"<[^<>]{0,400}>|\{\{?[^{}]{0,80}\}?\}|\[[\w/ .:-]{0,40}\]")
_CHUNK = re.compile(r"\S+")
_CODE_SIGNS = frozenset("@/\\_=#$%{}<>~^|*+0123456789")
_ADDRESS = re.compile(r"www\.|://|(?<=\w)\.(?=\w)")
_SENTENCE = re.compile(r"(?:^|[.!?…:;\n]|[–—-]\s)[\s\"'“”‘’«»„(\[]*$")
_LEAST, _LONG, _LONGEST = 3, 7, 16
"""Letters of a word that is looked at; of one that is no name by its length; of one whose slips are tried."""
_VOWELS = "aeiou"
_ENDINGS = (("is", "iz"), ("ys", "yz"))
ACCENTS = str.maketrans("àáâäãåçèéêëìíîïñòóôöõùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy")
_FORMS = 20_000


def check_spelling(view: RowView) -> Iterator[Fault]:
    """A word that no dictionary has, where it is not a term, a name, code, or a word of the source."""
    for span in misspelt(view):
        word = view.target[span.start : span.end]
        yield Fault("spelling", (span,), facts=(("word", word),), evidence=evidence_of(word))


def evidence_of(word: str) -> str:
    """What an answer to the finding of a word is remembered by, wherever it stands and in whatever capitals."""
    return f"{SPELLING}|{word.casefold()}"


def spelled_wrong(target: str, source: str, context: CheckContext) -> Iterator[Span]:
    """The misspelt words of a text that is being typed."""
    return misspelt(RowView(CheckRow(0, source, target), context))


def misspelt(view: RowView) -> Iterator[Span]:
    """Where the words are."""
    context = view.context
    if context.spelling is None or context.target_facts.is_cjk or not view.target:
        return
    text = _plain(view.target)
    source = set(map(str.casefold, WORD.findall(view.source)))
    script = context.target_facts.script.letters
    for match in WORD.finditer(text):
        word = match[0]
        small = word.casefold()
        if len(word) < _LEAST or _is_shouted(word) or small in source or small in context.own_words:
            continue
        if not all(script.match(letter) or letter in "'’" for letter in word):
            continue
        begins = bool(_SENTENCE.search(text[max(0, match.start() - 12) : match.start()]))
        if not context.spelling.may_be_right(word, begins=begins):
            yield Span(*match.span())


def _plain(text: str) -> str:
    """The text with code, addresses and figures blanked: each stretch between spaces that has a sign of them."""
    return _CHUNK.sub(_without_signs, _CODE.sub(_blank, without_code(text)))


def _without_signs(match: re.Match[str]) -> str:
    odd = not _CODE_SIGNS.isdisjoint(match[0]) or _ADDRESS.search(match[0])
    return _blank(match) if odd else match[0]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_shouted(word: str) -> bool:
    """Capitals inside: an acronym, a name of a product (iPhone), a headline."""
    return any(map(str.isupper, word[1:]))


class Speller(Protocol):
    """Dictionaries of a language, asked word by word."""

    def knows(self, word: str) -> bool: ...


class Dictionaries:
    """What dictionaries and word lists together say of a word of a language; each word is judged once.

    Safe to ask from several threads, as the speller is.
    """

    def __init__(self, speller: Speller, language: str) -> None:
        self.speller = speller
        self._language = language
        self._judged = lru_cache(maxsize=_FORMS)(self._judge)

    def may_be_right(self, word: str, *, begins: bool) -> bool:
        return self._judged(word, begins)

    def _judge(self, word: str, begins: bool) -> bool:
        if self._is_known(word):
            return True
        if word[0].isupper():
            # A name no dictionary has. At the beginning of a sentence it may be a word as well, and in a language that
            # writes nouns with capitals a long one: then it is one slip away from one.
            may_be_word = begins or (self._nouns_are_capital and len(word) >= _LONG)
            return not (may_be_word and self._is_near_a_word(word.lower()))
        # The long lists of word forms know new words (livestreaming), but slips too (occured): those are near a word.
        return bool(is_word(word, self._language)) and not self._is_near_a_word(word)

    @property
    def _nouns_are_capital(self) -> bool:
        return language_facts(self._language).capital_nouns

    def _is_known(self, word: str) -> bool:
        """In small letters too, without a possessive or accents, or spelt in the other English way."""
        straight = word.replace("’", "'")
        bare = straight.removesuffix("'s").removesuffix("'")
        if any(self.speller.knows(form) for form in dict.fromkeys((straight, straight.lower(), bare, bare.lower()))):
            return True
        if self._language == "en":
            return any(self.speller.knows(form) for form in _american(bare.lower()))
        # l'ordre, dell'anno: each part by itself.
        parts = [part for part in straight.split("'") if len(part) > 1]
        return "'" in straight and bool(parts) and all(map(self.speller.knows, parts))

    def _is_near_a_word(self, word: str) -> bool:
        """Whether there is a word one slip away. Not asked of very long ones: each is a compound to be tried."""
        if len(word) > _LONGEST:
            return False
        capital = self._nouns_are_capital
        return any(
            self.speller.knows(slip) or (capital and self.speller.knows(slip.capitalize())) for slip in _slips(word)
        )


def _american(word: str) -> Iterator[str]:
    """The word as it may stand in a dictionary of the other English, and without accents (naïve)."""
    for stem, other in spelling_variants().stems.items():
        if word.startswith(stem):
            yield other + word[len(stem) :]
    for ending, other in _ENDINGS:
        if (at := word.rfind(ending)) > 2:
            yield word[:at] + other + word[at + len(ending) :]
    yield word.translate(ACCENTS)


def _slips(word: str) -> set[str]:
    """The word with two letters exchanged, one too many taken away, one doubled, a vowel put in or for another."""
    places = range(len(word))
    made = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places[:-1]}
    made |= {word[:i] + word[i + 1 :] for i in places}
    made |= {word[: i + 1] + word[i:] for i in places}
    for vowel in _VOWELS:
        made |= {word[:i] + vowel + word[i:] for i in range(len(word) + 1)}
        made |= {word[:i] + vowel + word[i + 1 :] for i in places if word[i] in _VOWELS}
    return made - {word}
