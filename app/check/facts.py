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
_CODE = frozenset({"litter-code", "litter-entity", "litter-tag"})


@dataclass(frozen=True, slots=True)
class Script:
    """``letters`` matches one letter of a script; two scripts that differ cannot be confused (Han, Cyrillic, Latin)."""

    name: str
    letters: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Doubles:
    """Words that may stand twice in a row: ``always``; as emphasis (``spoken``); as pronoun and article after a comma
    and one of ``prepositions``, if none of the words that are ``no_noun`` follows; before certain words.

    ``pronouns``: those of the language itself ("own") and those of others they translate, by language.
    """

    always: frozenset[str]
    spoken: frozenset[str]
    after_comma: frozenset[str]
    before: Mapping[str, frozenset[str]]
    prepositions: frozenset[str]
    no_noun: frozenset[str]
    pronouns: Mapping[str, frozenset[str]]


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
        if self.clues and not any(clue in text for clue in self.clues):
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


@cache
def spelling_variants() -> tuple[dict[str, str], frozenset[str]]:
    """British stems with their American ones, and words that say nothing of the two (resources/check/variants.toml)."""
    data = tomllib.loads(resource("check", "variants.toml").read_text("utf-8"))
    return data["spelling"], frozenset(data["silent"]["words"])


def is_traditional(text: str) -> bool:
    """Whether a Chinese text has characters that are written otherwise in mainland China."""
    return text.translate(_simplified()) != text


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
    )


@cache
def _numerals() -> dict[str, Numerals]:
    return load_numerals(resource("language"))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("check", "languages.toml").read_text("utf-8"))


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)
