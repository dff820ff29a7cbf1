"""Lemmas, articles and plurals: so that "Deputy Secretaries" still counts as the term Deputy Secretary.

Lemmas come from simplemma (dictionaries of some fifty languages); a language it does not know is matched as written.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from glossary.language.scripts import primary

_ARTICLES = MappingProxyType(
    {
        "en": "a an the",
        "de": "der die das des dem den ein eine eines einer einem einen",
        "fr": "le la les l un une des du d",
        "es": "el la los las un una unos unas",
        "it": "il lo la i gli le l un uno una",
        "pt": "o a os as um uma uns umas",
        "nl": "de het een",
    }
)
# Their dictionaries list nouns with a capital only.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
# Of compound adjectives (personenbezogene, -en, -er), which no dictionary has.
_ENDING = re.compile(r"(?<=\w{6})e[nrms]?$")
# Of names and acronyms (MOUs), which no dictionary has.
_PLURAL = re.compile(r"(?<=\w)[^\Wsiu]s$")
# Of languages whose dictionary is thin: what is left of any form of a word, known or not. Cases and numbers only, no
# word formation (jazykový stays apart from jazyk).
_CASES = MappingProxyType(
    {
        language: re.compile(rf"(?<=\w{{3}})(?:{'|'.join(endings.split())})$")
        for language, endings in {
            "cs": "ého ému ými ých ích ího ímu ími ách ami ech emi ové ovi ům ím ém em ým ou am "
            "ů y í i ě e u a o á é ý",
            "sk": "ého ému ými ých ích ieho iemu ími ách ami och emi ové ovi ám om em ým ou iam ov y í i e u a o á é ý",
            "pl": "ego emu ymi ych ich iego iemu imi ach ami owie owi ów om em ym ą ę y i e u a o",
            "ru": "ого его ому ему ыми ими ых их ой ый ий ая яя ое ее ые ие ую юю ою ею ом ем ам ям ами ями ах ях ов "
            "ев ей ы и а я о е у ю ь й",
            "uk": "ого ому ими их ій ий ая яя ої ою ею ом ем ам ям ами ями ах ях ів їв ей и і а я о е у ю ь й",
        }.items()
    }
)
# Plurals of learned words, which no dictionary has.
_LEARNED = re.compile(r"(?<=\w{3}[aeioy])ses$")
_CACHE_LIMIT = 400_000


def articles(language: str) -> frozenset[str]:
    """The words that may be added to or left out of a rendering."""
    return frozenset(_ARTICLES.get(primary(language), "").split())


def plural(word: str, language: str) -> str:
    """The regular plural of a lower-case word, or "" where the language has no rule here (only English has one)."""
    if primary(language) != "en" or not word.isalpha() or word.endswith("s"):
        return ""
    if word.endswith(("x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + "s"


class Inflection:
    """The lemmas of one language, remembered per instance."""

    def __init__(self, language: str) -> None:
        self.language = primary(language)
        self._known: dict[str, str] = {}
        self._supported: bool | None = None

    @property
    def knows_forms(self) -> bool:
        """Whether words of the language have other forms than the one written."""
        return self._is_supported() or self.language in _CASES

    def lemma(self, word: str) -> str:
        """The dictionary form of a folded word, folded, or its stem; the word itself if it is not known."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _CACHE_LIMIT:
                self._known.clear()
            known = self._known[word] = self._stem(self._look_up(word))
        return known

    def _stem(self, word: str) -> str:
        endings = _CASES.get(self.language)
        return endings.sub("", word) if endings is not None and word.isalpha() else word

    def _look_up(self, word: str) -> str:
        if len(word) < 3 or not word.isalpha() or not self._is_supported():
            return word
        # Imported late: the window starts without it.
        from simplemma import is_known, lemmatize

        if self.language in _CAPITAL_NOUNS:
            # As a noun first (Vertrag, not vertragen), and twice: Betroffenen, Betroffene, Betroffener.
            for _ in range(2):
                noun = word.capitalize()
                as_noun = is_known(noun, lang=self.language) or str(lemmatize(noun, lang=self.language)) != noun
                word = str(lemmatize(noun if as_noun else word, lang=self.language)).lower()
            return word if is_known(word.capitalize(), lang=self.language) else _ENDING.sub("", word)
        found = str(lemmatize(word, lang=self.language)).lower()
        if found == word and self.language == "en" and not is_known(word, lang="en"):
            if _PLURAL.search(word):
                return word[:-1]
            return _LEARNED.sub("sis", word)
        return found

    def _is_supported(self) -> bool:
        if self._supported is None:
            from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

            self._supported = self.language in SUPPORTED_LANGUAGES
        return self._supported
