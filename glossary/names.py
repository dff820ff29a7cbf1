"""The names of a text, told by their capitals, each with what it is a name of: so that two wordings come together.

*XIX Party Central Committee* and *19th Central Committee of the Party* read the same: order, articles, joining words,
plural, the notation of a number and words that mean the same head (Office, Bureau) do not count. Values of numbers and
all other words do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.language.inflection import Inflection, articles
from glossary.language.number_scan import level
from glossary.language.numerals import Numerals, numerals_for
from glossary.language.scripts import primary
from glossary.language.slot_readers import Notation, Page, SlotReader
from glossary.model import Span

_TOKEN = re.compile(r"[^\W_]+(?:\.(?=[^\W_]\.))?|&|\S|\n")
_INSIDE = frozenset("-‐‑–'’")
"""Signs between two words of a name."""
_LONGEST = 18
"""Words of a name; more in a row are a headline."""
_PHRASE = 5
_AND = frozenset({"and", "&"})
_ROMAN_LETTERS = frozenset("IVXLC")
_ORDINALS = frozenset({Notation.ORDINAL, Notation.ORDINAL_WORD, Notation.ROMAN})


@dataclass(frozen=True, slots=True)
class NameWords:
    """What is known of the names of one language: a section of ``names.toml``, words in small letters."""

    joiners: frozenset[str]
    titles: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    generic: frozenset[str]
    same: Mapping[tuple[str, ...], str]
    """Each word or phrase of a class, word by word, and the word the class goes by."""
    heads: frozenset[str]
    """The words of the class of offices: where only the head differs, more of the rest has to agree."""


_NONE: frozenset[str] = frozenset()
_NOTHING = NameWords(_NONE, _NONE, _NONE, _NONE, _NONE, {}, _NONE)


@dataclass(frozen=True, slots=True)
class NameFacts:
    """The names and the numerals of all languages."""

    words: Mapping[str, NameWords]
    numerals: Mapping[str, Numerals]
    edges: Mapping[str, frozenset[str]]
    """Words (of scripts without spaces: characters) that no term begins or ends with, by language."""

    def edges_of(self, language: str) -> frozenset[str]:
        return self.edges.get(primary(language), frozenset())


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands. ``form`` is what it reads but for case, article and plural; ``words`` what it is a name
    of, sorted; ``numbers`` its values, each with the noun it counts, in order of value."""

    span: Span
    text: str
    form: str
    words: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    nouns: tuple[str, ...] = ()
    """Those of the words that say what it is: a committee, a plan."""

    @property
    def key(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        return self.words, self.numbers


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    span: Span
    lower: str
    value: str = ""
    """The value of a number, "" for a word."""
    ordinal: bool = False

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def load_name_facts(path: Path, numerals: Mapping[str, Numerals]) -> NameFacts:
    """Reads ``names.toml``. Raises OSError or tomllib.TOMLDecodeError."""
    data = tomllib.loads(path.read_text("utf-8"))
    edges = data.pop("edges")
    words = {
        language: NameWords(
            **{name: frozenset(own[name]) for name in ("joiners", "titles", "nouns", "adjectives", "generic")},
            same={tuple(phrase.split()): group[0] for group in own["same"] for phrase in group},
            heads=frozenset(own["same"][0]),
        )
        for language, own in data.items()
    }
    apart = {language: frozenset(own.split() if " " in own else own) for language, own in edges.items()}
    return NameFacts(words, numerals, apart)


class NameReader:
    """Reads the names of texts in one language; finds none in a language that ``facts`` does not know."""

    def __init__(self, facts: NameFacts, language: str) -> None:
        self.words = facts.words.get(primary(language), _NOTHING)
        numerals = numerals_for(facts.numerals, language)
        self._numbers = SlotReader(numerals)
        self._number_words = frozenset(numerals.words)
        self._months = frozenset(numerals.months)
        self._inflection = Inflection(language)
        self._articles = articles(language)
        self._small = self.words.nouns | self.words.adjectives

    def read(self, text: str) -> Iterator[Name]:
        """The names of a text in order, none over another."""
        for part in self._all_parts(text):
            name = self._name(part, text)
            if name is not None:
                yield name

    def form(self, text: str) -> str:
        """A name as written, but for case, articles, hyphens and plural."""
        return self._form(self._tokens(text))

    def bare_heads(self, text: str) -> Iterator[Name]:
        """Where a body is only called by its kind: the *Bureau*, *Bureau* Director Wang."""
        for part in self._all_parts(text):
            head = self._lemma(part[0])
            bare = len(part) == 1 or self._lemma(part[1]) in self.words.titles
            if bare and part[0].is_capital and head in self.words.heads:
                yield Name(part[0].span, part[0].text, part[0].lower, (head,), ())

    # --- words

    def _tokens(self, text: str) -> list[_Token]:
        page = Page(text)
        tokens: list[_Token] = []
        end = 0
        for match in _TOKEN.finditer(text):
            if match.start() < end:
                continue
            token = _Token(match[0], Span(*match.span()), match[0].lower())
            if self._may_be_number(token, tokens):
                token = self._number(page, token) or token
            end = token.span.end
            tokens.append(token)
        return tokens

    def _may_be_number(self, token: _Token, before: Sequence[_Token]) -> bool:
        if len(token.text) == 1 and token.text.isalpha():
            # A bare I is a pronoun; behind a name it is a numeral: World War I.
            return bool(before) and before[-1].is_capital and before[-1].text.isalpha()
        return token.text[0].isdigit() or token.lower in self._number_words or _ROMAN_LETTERS.issuperset(token.text)

    def _number(self, page: Page, token: _Token) -> _Token | None:
        if len(page.text) != len(page.original):
            return None
        read = self._numbers.number(page, token.span.start)
        if read is None or read.notation is Notation.CARDINAL_WORD or read.end < token.span.end:
            return None
        span = Span(token.span.start, read.end)
        text = page.original[span.start : span.end]
        return _Token(text, span, level(text).lower(), str(read.value), read.notation in _ORDINALS)

    def _lemma(self, token: _Token) -> str:
        return token.value or self._inflection.lemma(token.lower)

    # --- runs

    def _all_parts(self, text: str) -> Iterator[list[_Token]]:
        if not self.words.nouns:
            return iter(())
        return (part for run in self._runs(self._tokens(text)) for part in self._parts(run) if part)

    def _runs(self, tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
        run: list[_Token] = []
        low = False
        """Whether the run is a numbered name in small letters."""
        for number, token in enumerate(tokens):
            if run and self._goes_on(run, token, low=low, inside=_touches(tokens, number)):
                low = low and not token.is_capital
                run.append(token)
                continue
            if run:
                yield run
            capital = token.is_capital and token.lower not in self.words.joiners
            run, low = ([token] if capital or token.ordinal else []), token.ordinal
        if run:
            yield run

    def _goes_on(self, run: Sequence[_Token], token: _Token, *, low: bool, inside: bool) -> bool:
        if token.is_capital and token.lower in self._articles:
            return False
        if token.is_capital or token.value or token.lower in self.words.joiners:
            return True
        if token.lower == "s":
            return run[-1].text in "'’"
        return (token.text in _INSIDE and inside) or (low and self._lemma(token) in self._small)

    def _parts(self, run: Sequence[_Token]) -> Iterator[list[_Token]]:
        """A run is cut where "and" joins two names: both sides have a noun of their own."""
        part: list[_Token] = []
        for number, token in enumerate(run):
            if token.lower in _AND and self._has_noun(part) and self._has_noun(run[number + 1 :]):
                yield self._trimmed(part)
                part = []
            else:
                part.append(token)
        yield self._trimmed(part)

    def _has_noun(self, tokens: Iterable[_Token]) -> bool:
        return any(self._lemma(token) in self.words.nouns for token in tokens)

    def _trimmed(self, part: list[_Token]) -> list[_Token]:
        joiners = self.words.joiners
        while part and (not part[0].text[0].isalnum() or part[0].lower in joiners):
            part = part[1:]
        while part and (not part[-1].text[-1].isalnum() or part[-1].lower in joiners or _is_genitive(part)):
            part = part[:-1]
        for number, token in enumerate(part[:4]):
            titles = all(self._lemma(one) in self.words.titles for one in part[:number])
            if number and titles and token.lower == "of":
                return self._trimmed(part[number:])
        return part

    # --- meaning

    def _name(self, part: Sequence[_Token], text: str) -> Name | None:
        if not 2 <= len(part) <= _LONGEST:
            return None
        span = Span(part[0].span.start, part[-1].span.end)
        meant, numbers = self._meaning(part)
        if not self._has_noun(part) and not any(token.ordinal for token in part):
            return None
        if len(meant) + len(numbers) < 2 or any(token.lower in self._months for token in part):
            return None
        nouns = tuple(sorted({word for word in meant if word in self.words.nouns}))
        wording = text[span.start : span.end]
        return Name(span, wording, self._form(part), tuple(sorted(meant)), tuple(sorted(numbers)), nouns)

    def _form(self, part: Sequence[_Token]) -> str:
        kept = [token for token in part if token.lower not in self._articles and token.text not in _INSIDE]
        return " ".join(token.lower if token.value else self._lemma(token) for token in kept)

    def _meaning(self, part: Sequence[_Token]) -> tuple[list[str], list[tuple[str, str]]]:
        words = self.words
        plain = [self._lemma(token) for token in part]
        meant: list[str] = []
        waiting: list[str] = []
        numbers: list[tuple[str, str]] = []
        at = 0
        while at < len(part):
            if part[at].value:
                waiting.append(part[at].value)
                at += 1
                continue
            phrase = min(_PHRASE, len(part) - at)
            while phrase and tuple(plain[at : at + phrase]) not in words.same:
                phrase -= 1
            word = words.same[tuple(plain[at : at + phrase])] if phrase else plain[at]
            at += phrase or 1
            if word in words.joiners or word in self._articles or not word[0].isalnum() or word == "s":
                continue
            if word in words.generic and any(known in words.nouns for known in meant):
                continue
            if word in words.nouns:
                numbers += [(value, word) for value in waiting]
                waiting = []
            meant.append(word)
        numbers += [(value, f"#{place}") for place, value in enumerate(waiting)]
        return meant, numbers


def _touches(tokens: Sequence[_Token], number: int) -> bool:
    """Whether a hyphen or an apostrophe stands between two words without a space."""
    if not 0 < number < len(tokens) - 1:
        return False
    return tokens[number - 1].span.end == tokens[number].span.start and (
        tokens[number].span.end == tokens[number + 1].span.start
    )


def _is_genitive(part: Sequence[_Token]) -> bool:
    return len(part) > 1 and part[-1].text == "s" and part[-2].text in "'’"
