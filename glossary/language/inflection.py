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
_ENDING = re.compile(r"(?<=\w{5})e[nrms]?$")
_ADJECTIVE = re.compile(r"(\w{2,}(?:isch|lich|al|ell|iv|ös|är|bar|sam|haft|ig))(?:e[nrms]?)?")
_HEAD, _TAIL = 3, 5
"""Letters that the halves of a compound have at least."""
# Of names and acronyms (MOUs), which no dictionary has.
_PLURAL = re.compile(r"(?<=\w)[^\Wsiu]s$")
# Of languages whose dictionary is thin: what is left of any form of a word, known or not. Cases and numbers only, no
# word formation (jazykový stays apart from jazyk).
_CASES = MappingProxyType(
    {
        language: re.compile(rf"(?<=\w{{3}})(?:{'|'.join(endings.split())})$")
        for language, endings in {
            "cs": "ého ému ými ých ích ího ímu ími ách ami ech emi ovi ům ím ém em ým ou am ů y í i ě e u a o á é ý",
            "sk": "ého ému ými ých ích ieho iemu ími ách ami och emi ovi ám om em ým ou iam ov y í i e u a o á é ý",
            "pl": "ego emu ymi ych ich iego iemu imi ach ami owie owi ów om em ym ą ę y i e u a o",
            "ru": "ого его ому ему ыми ими ых их ой ый ий ая яя ое ее ые ие ую юю ою ею ом ем ам ям ами ями ах ях ов "
            "ев ей ы и а я о е у ю ь й",
            "uk": "ого ому ими их ій ий ая яя ої ою ею ом ем ам ям ами ями ах ях ів їв ей и і а я о е у ю ь й",
        }.items()
    }
)
# Plurals of learned words: necroses, and diagnoses, which the dictionary takes for the verb.
_LEARNED = re.compile(r"(?<=\w{3}[aeioy])ses$")
# Adverbs of adjectives in -al: a language that has one form for both renders histologically by the same word.
_ADVERB = re.compile(r"(?<=\w{4})ally$")
# British and American spellings, as far as a rule reaches; what it does to other words it does to all their forms.
_SPELLINGS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"(?<=\w)our(?=$|s$|ed$|ing$|able$|al$|ite$)", "or"),
        (r"(?<=\w{3})is(?=e$|ed$|er$|ing$|ation$|ational$)", "iz"),
        (r"(?<=\wl)yse$", "yze"),
        (r"[ao]e(?=\w{3})", "e"),
        (r"(?<=\w{2}[bt])re$", "er"),
        (r"(?<=\wlog)ue$", ""),
        (r"(?<=gram)me$", ""),
        (r"(?<=[fc]en)ce$", "se"),
        (r"(?<=\w{3}l)l(?=ed$|ing$)", ""),
    )
)
_LONG_SPELLED = 6
_LONGEST = 80
"""Letters of a word that is looked up: beyond, it is no word, and to take it apart costs the square of its length."""
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


def _spelling(word: str) -> str:
    if len(word) < _LONG_SPELLED:
        return word
    for pattern, new in _SPELLINGS:
        word = pattern.sub(new, word)
    return word


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
        if not 3 <= len(word) <= _LONGEST or not word.isalpha() or not self._is_supported():
            return word
        # Imported late: the window starts without it.
        from simplemma import is_known, lemmatize

        if self.language in _CAPITAL_NOUNS:
            return self._noun_first(word)
        found = str(lemmatize(word, lang=self.language)).lower()
        if self.language in _CASES:
            # Twice, as their dictionaries lead from form to form: dat, data, datum.
            return str(lemmatize(found, lang=self.language)).lower()
        if self.language != "en":
            return found
        learned = _LEARNED.sub("sis", word)
        if learned != word and (found == word or is_known(learned, lang="en")):
            found = learned
        elif found == word and _PLURAL.search(word) and not is_known(word, lang="en"):
            found = word[:-1]
        return _spelling(_ADVERB.sub("al", found))

    def _noun_first(self, word: str) -> str:
        """A German word as a noun before anything else (Vertrag, not vertragen)."""
        from simplemma import is_known, lemmatize

        language, given = self.language, word
        # Twice: Betroffenen, Betroffene, Betroffener.
        for _ in range(2):
            noun = word.capitalize()
            as_noun = is_known(noun, lang=language) or str(lemmatize(noun, lang=language)) != noun
            word = str(lemmatize(noun if as_noun else word, lang=language)).lower()
        if not is_known(word.capitalize(), lang=language):
            adjective = _ADJECTIVE.fullmatch(given)
            return adjective[1] if adjective else self._with_known_tail(given) or _ENDING.sub("", word)
        plain = str(lemmatize(word, lang=language))
        if word == plain + "e":
            # The noun made of an adjective: Offene, offen.
            word = plain
        return _ENDING.sub("", word) if str(lemmatize(word, lang=language)) == word else word

    def _with_known_tail(self, word: str) -> str:
        """A compound no dictionary has, by the longest word it ends in (Miet + verträge), "" where it ends in none."""
        from simplemma import is_known

        for at in range(_HEAD, len(word) - _TAIL + 1):
            if is_known(word[at:].capitalize(), lang=self.language):
                return word[:at] + self._noun_first(word[at:])
        return ""

    def _is_supported(self) -> bool:
        if self._supported is None:
            from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

            self._supported = self.language in SUPPORTED_LANGUAGES
        return self._supported
