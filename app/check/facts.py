"""The data of the checks: how languages write numbers (``resources/language``) and set type (``resources/check``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from app.resources import resource
from glossary.language.numerals import Numerals, load_numerals, numerals_for
from glossary.language.scripts import primary
from glossary.language.simplified import Simplified, load_simplified
from glossary.names import NameFacts, load_name_facts

_GAP_BEHIND = r"(?:\b(?:%s)|\d(?:st|nd|rd|th)?,)(?: {2,}(?=[\w(])| +(?=[,;).!?])(?! ?\.\.))"
_FORMS = ("", "s", "d", "ed", "ly")
_CODE = frozenset({"litter-code", "litter-entity", "litter-tag"})


@dataclass(frozen=True, slots=True)
class Script:
    """``letters`` matches one letter of a script; two scripts that differ cannot be confused (Han, Cyrillic, Latin)."""

    name: str
    letters: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Doubles:
    """Words that may stand twice in a row: ``always``; as emphasis (``spoken``); as pronoun and article after a comma
    and one of ``prepositions``, if none of the words that are ``no_noun`` follows; before certain words; behind certain
    words, before a noun.

    ``pronouns``: those of the language itself ("own") and those of others they translate, by language.
    """

    always: frozenset[str]
    spoken: frozenset[str]
    after_comma: frozenset[str]
    before: Mapping[str, frozenset[str]]
    behind: Mapping[str, frozenset[str]]
    prepositions: frozenset[str]
    no_noun: frozenset[str]
    pronouns: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Yours:
    """The words of a source language for what is the reader's, and for what is anybody else's."""

    yours: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """What the checks know of one language. ``code`` is the primary subtag."""

    code: str
    numerals: Numerals
    script: Script
    doubles: Doubles
    double_names: frozenset[str]
    abbreviations: frozenset[str]
    telltales: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    spaced_marks: str
    unfinished: frozenset[str]
    """Words that no sentence ends with."""
    numbers_expected: re.Pattern[str] | None
    """A word that a number follows as a rule, before a gap."""
    title_small: frozenset[str]
    """What a title leaves small, of languages that may write all its other words large; else none."""
    sentence_words: frozenset[str]
    """Words that few headings have: pronouns, forms of be and have."""
    capital_nouns: bool
    """Whether every noun is written large."""
    always_large: frozenset[str]
    """Words that have a capital wherever they stand, in small letters."""
    large_before: Mapping[str, frozenset[str]]
    """Words that have one before certain others."""
    never_large: re.Pattern[str] | None
    """Words that no name begins with, large behind a comma."""
    yours: Mapping[str, Yours]
    """By source language, where the polite "your" has a capital and the same word in small letters is another's."""
    compounds: bool
    """Whether two words may be written as one."""
    letters: str
    """The alphabet, of languages whose word list is good enough to tell a slip of spelling; else empty."""
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    """What words are made with, and the word list may not know."""
    clitics: tuple[str, ...]
    """Pronouns that are written behind a verb as one word with it."""

    @property
    def is_latin(self) -> bool:
        return self.script.name == "latin"

    @property
    def is_cjk(self) -> bool:
        return self.script.name in ("han", "kana")


@dataclass(frozen=True, slots=True)
class Litter:
    """A trace of a web page or of a wrong encoding: code of its sentence, what it looks like, and what a text has to
    have at least to hold it (nothing for any text)."""

    code: str
    pattern: re.Pattern[str]
    clues: tuple[str, ...] = ()

    def find(self, text: str) -> Iterator[re.Match[str]]:
        # A loop, for it is run some ten times a row: a generator costs more than the search.
        for clue in self.clues:
            if clue in text:
                break
        else:
            if self.clues:
                return iter(())
        return self.pattern.finditer(text)


@cache
def language_facts(language: str) -> LanguageFacts:
    """The facts of a language, from files that ship with the program and never change while it runs."""
    return _facts(primary(language))


@cache
def name_facts() -> NameFacts:
    """What the census of renderings knows of names, from files that ship with the program."""
    return load_name_facts(resource("glossaries", "names.toml"), _numerals())


@cache
def litter() -> tuple[Litter, ...]:
    """The list of resources/check/litter.toml, compiled."""
    data = tomllib.loads(resource("check", "litter.toml").read_text("utf-8"))
    return tuple(
        Litter(entry["code"], re.compile(_any(entry["patterns"])), tuple(entry.get("clues", ())))
        for entry in data["litter"]
    )


@dataclass(frozen=True, slots=True)
class SpellingVariants:
    """British ``stems`` with their American ones; words that say nothing of the two, at all (``silent``) or beside
    certain others (``elsewhere``)."""

    stems: Mapping[str, str]
    silent: frozenset[str]
    elsewhere: Mapping[str, frozenset[str]]


@cache
def spelling_variants() -> SpellingVariants:
    """British and American spelling (resources/check/variants.toml)."""
    data = _variants()
    elsewhere = {word: frozenset(others) for word, others in data["elsewhere"].items()}
    return SpellingVariants(data["spelling"], frozenset(data["silent"]["words"]), elsewhere)


@cache
def usual_slips(language: str) -> Mapping[str, str]:
    """Slips of spelling that many make, in small letters, with what is meant (resources/check/slips.toml)."""
    own = tomllib.loads(resource("check", "slips.toml").read_text("utf-8")).get(language, {})
    forms = {slip + ending: meant + ending for slip, meant in own.items() for ending in _FORMS}
    return {slip: meant for slip, meant in forms.items() if slip in own or is_word(meant, language)}


@cache
def sharp_stems() -> re.Pattern[str]:
    """What words begin with that are written with ß but for Switzerland, as they are there."""
    return re.compile(_any(_variants()["sharp"]["stems"]))


@cache
def _variants() -> dict[str, Any]:
    return tomllib.loads(resource("check", "variants.toml").read_text("utf-8"))


def is_traditional(text: str) -> bool:
    """Whether a Chinese text has characters that are written otherwise in mainland China."""
    return _simplified().change(text) != text


@cache
def _simplified() -> Simplified:
    return load_simplified(resource("language", "simplified.tsv"))


def without_code(text: str) -> str:
    """The text with a page's code (tags, character codes, shortcodes) blanked, as long as before: its marks and figures
    mean nothing."""
    if not any(sign in text for sign in "&[<{"):
        return text
    for kind in litter():
        if kind.code in _CODE:
            text = kind.pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@lru_cache(maxsize=20_000)
def is_word(word: str, language: str) -> bool | None:
    """Whether a dictionary has the word, in the letters given; None for a language without one."""
    # Imported late: dictionaries are big, and most rows ask for none.
    from simplemma import is_known

    try:
        return bool(is_known(word, language))
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def dictionary_form(word: str, language: str) -> str:
    """The form a word that :func:`is_word` knows stands under: of a German noun with its capital."""
    from simplemma import lemmatize

    return str(lemmatize(word, lang=language))


@cache
def _facts(code: str) -> LanguageFacts:
    data = _data()
    own: dict[str, Any] = data["languages"].get(code, {})
    name = own.get("script", "latin")
    return LanguageFacts(
        code=code,
        numerals=numerals_for(_numerals(), code),
        script=Script(name, re.compile(f"[{data['scripts'][name]}]")),
        double_names=frozenset(data["double_names"]),
        doubles=Doubles(
            always=frozenset(own.get("doubles", ())),
            spoken=frozenset(own.get("doubles_spoken", ())),
            after_comma=frozenset(own.get("doubles_after_comma", ())),
            before={word: frozenset(next_) for word, next_ in own.get("doubles_before", {}).items()},
            behind={word: frozenset(verbs) for word, verbs in own.get("doubles_behind", {}).items()},
            prepositions=frozenset(own.get("prepositions", ())),
            no_noun=frozenset(own.get("no_noun", ())),
            pronouns={"own": frozenset()} | {code: frozenset(words) for code, words in own.get("pronouns", {}).items()},
        ),
        abbreviations=frozenset(data["abbreviations"]) | frozenset(own.get("abbreviations", ())),
        telltales=frozenset(own.get("telltales", ())),
        quotes=tuple((pair[0], pair[1]) for pair in own.get("quotes", ())),
        spaced_marks=own.get("spaced_marks", ""),
        unfinished=frozenset(own.get("unfinished", ())),
        numbers_expected=re.compile(_GAP_BEHIND % _any(words)) if (words := own.get("before_numbers")) else None,
        title_small=frozenset(own.get("title_small", ())),
        sentence_words=frozenset(own.get("sentence_words", ())),
        capital_nouns=own.get("capital_nouns", False),
        always_large=frozenset(own.get("always_large", ())),
        large_before={word: frozenset(others) for word, others in own.get("large_before", {}).items()},
        never_large=re.compile(rf"(?<=[a-zß-ÿ]), ({_any(words)}) (?=[a-zß-ÿ])")
        if (words := own.get("never_large"))
        else None,
        yours={
            code: Yours(frozenset(words["yours"]), frozenset(words["others"]))
            for code, words in own.get("yours", {}).items()
        },
        compounds=own.get("compounds", False),
        letters=own.get("letters", ""),
        prefixes=tuple(own.get("prefixes", ())),
        suffixes=tuple(own.get("suffixes", ())),
        clitics=tuple(own.get("clitics", ())),
    )


@cache
def _numerals() -> dict[str, Numerals]:
    return load_numerals(resource("language"))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("check", "languages.toml").read_text("utf-8"))


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)
