"""Puts a chosen name in place of another one: what :mod:`glossary.suggest` does, and the article before it (a, an), the
plural and the genitive.
"""

from __future__ import annotations

import re

from glossary.language.inflection import Inflection, plural
from glossary.language.scripts import primary
from glossary.model import Span
from glossary.suggest import suggest

_ARTICLE = re.compile(r"(?<!\w)([Aa])(n?)([ \u00a0]+)$")
_GENITIVE = re.compile(r"(['’])s?(?!\w)")
_PHRASE = re.compile(r" (?:of|for|on|in|at|to|and) ")
_LETTERS = re.compile(r"[A-Z]+(?![a-z])")
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel: an FBI agent."""
_SILENT = ("hour", "honest", "honour", "honor", "heir")
_CONSONANT = re.compile(r"(?:uni(?!n|m)|us[aeiu]|eu|one(?!\w)|once|ut[ei])", re.IGNORECASE)


def inflect_into(wanted: str, text: str, span: Span, language: str, inflection: Inflection) -> tuple[Span, str]:
    """What to replace by what, so that ``wanted`` stands at ``span`` of ``text`` as the place asks for.

    The span may take in the article before the place and the genitive behind it. Only English has rules here beside
    those of :func:`suggest`.
    """
    new = suggest([wanted], text, span, language)
    if not new or primary(language) != "en":
        return span, new
    found = text[span.start : span.end]
    if _is_plural(found, inflection) and not _is_plural(new, inflection):
        new = _in_plural(new, language)
    start, end = span
    behind = _GENITIVE.match(text, end)
    own = re.search(r"['’]s?$", found)
    if own:
        new += "’" if new.endswith("s") else "’s"
        new = new.replace("’", own[0][0])
    elif behind and new.endswith("s") is not found.endswith("s"):
        new += behind[1] + ("" if new.endswith("s") else "s")
        end = behind.end()
    article = _ARTICLE.search(text, max(0, start - 8), start)
    if article:
        right = article[1] + ("n" if _begins_with_vowel(new) else "") + article[3]
        if right != article[0]:
            start, new = article.start(), right + new
    return Span(start, end), new


def _head(name: str) -> tuple[str, str, str]:
    """The words of a name before its head, the head, and what follows it: Municipal | Office | of Commerce."""
    match = _PHRASE.search(name)
    front, rest = (name[: match.start()], name[match.start() :]) if match else (name, "")
    before, space, head = front.rpartition(" ")
    return before + space, head, rest


def _is_plural(name: str, inflection: Inflection) -> bool:
    head = _head(name)[1].lower()
    singulars = (head[:-1], head[:-2], head[:-3] + "y")
    # By its singular's lemma, for a lemma has one spelling: programmes, program.
    return any(plural(one, "en") == head and inflection.lemma(one) == inflection.lemma(head) for one in singulars)


def _in_plural(name: str, language: str) -> str:
    before, head, rest = _head(name)
    more = plural(head.lower(), language)
    if not more or (len(head) > 1 and head.isupper()):
        return name
    return before + head[0] + more[1:] + rest


def _begins_with_vowel(name: str) -> bool:
    letters = _LETTERS.match(name)
    if letters and len(letters[0]) > 1:
        # An acronym is spelled where it is short or cannot be said: an HKMA report, an HIV test, a NATO one.
        spelled = len(letters[0]) < 4 or letters[0][1] not in "AEIOU"
        return letters[0][0] in (_VOWEL_LETTERS if spelled else "AEIO")
    if name.lower().startswith(_SILENT):
        return True
    if name[:2] in ("8 ", "11", "18") or name.startswith("8"):
        return True
    return name[:1].lower() in "aeiou" and not _CONSONANT.match(name)
