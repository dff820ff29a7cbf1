"""What typing is helped with: quotation marks of the language, words to complete; without Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Quotes = tuple[str, str]
_OPENS = "([{<“‘«„「『《–—-/"
_WIDE = "，。：；、！？）》】…"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9][A-Za-z0-9’'-]+")
_LEAST = 2
"""So many letters are typed before a word is offered; one is enough of a figure or a Chinese character."""


def smart_mark(before: str, typed: str, quotes: Quotes) -> str:
    """The mark that a straight ``"`` or ``'`` stands for behind ``before``; itself where it stands for nothing else.

    Behind a figure it may be a sign for inches or minutes and stays. ``'`` behind a letter is an apostrophe.
    """
    last = before[-1:]
    opens = not last or last.isspace() or last in _OPENS
    if last and (last in _WIDE or _is_wide(last)):
        # No spaces to go by: the mark closes what is open.
        opens = before.count(quotes[0]) <= before.count(quotes[1])
    if last.isdigit() or (typed == "'" and last == "'"):
        return typed
    if typed == '"':
        return quotes[0] if opens else quotes[1]
    return "‘" if opens and quotes[0] == "“" else typed if opens else "’"


@dataclass(frozen=True, slots=True)
class Completion:
    """A text that goes on from what is typed; its first ``typed`` characters are there already, perhaps in another
    case."""

    text: str
    typed: int


def completions(before: str, offers: Sequence[str]) -> list[Completion]:
    """The offers that go on from the end of ``before``, those of which most is typed first; each text once.

    An offer of several words is found in any of them: behind "the Fifth Ple" too.
    """
    found = {}
    folded = before.casefold()
    for offer in dict.fromkeys(offers):
        typed = next((k for k in range(min(len(offer) - 1, len(before)), 0, -1) if _fits(folded, offer, k)), 0)
        if typed:
            found[offer] = typed
    return [Completion(text, typed) for text, typed in sorted(found.items(), key=_most_first)]


def _fits(before: str, offer: str, typed: int) -> bool:
    part = offer[:typed].casefold()
    if not before.endswith(part) or part.isspace():
        return False
    edge = before[-typed - 1 : -typed] if typed < len(before) else ""
    wide = _is_wide(part[0])
    enough = wide or part[0].isdigit() or len(part.strip()) >= _LEAST
    return enough and (wide or not edge.isalnum())


def _is_wide(letter: str) -> bool:
    """Whether a letter is of a script without cases, as a rule one without spaces."""
    return unicodedata.category(letter) == "Lo"


def _most_first(found: tuple[str, int]) -> int:
    return -found[1]


def source_words(source: str) -> list[str]:
    """What of a source may be wanted as it is: figures, and names in Latin letters."""
    return list(dict.fromkeys([*numbers(source), *_NAME.findall(source)]))


def numbers(source: str) -> list[str]:
    """The figures of a text in their order."""
    return _NUMBER.findall(source)


def next_number(source: str, target: str) -> str:
    """The first figure of the source that the target does not have yet, as often as the source has it; "" for none."""
    left = numbers(target)
    for number in numbers(source):
        if number not in left:
            return number
        left.remove(number)
    return ""
