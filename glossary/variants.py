"""Several terms written as one: "A (B)", "a/b", "worker(s)". A glossary lists all, a text has one."""

from __future__ import annotations

import re
from itertools import islice, product

from glossary.language.scripts import is_undivided

_TAIL = re.compile(r"^(.*\S)\s*[(（]([^()（）]+)[)）]$")
_OPTIONAL = re.compile(r"(?<=\w)\((e?s|n|en|in|innen)\)")
_HEAD = re.compile(r"^\(([^()]+)\)\s+(\S.*)$")
_SLASH = re.compile(r"\s*[/／]\s*")
_MOST = 16


def variants(text: str, *, careful: bool) -> tuple[str, ...]:
    """The terms a term stands for, itself first; at most sixteen.

    ``careful`` is for texts where each variant will be looked for: what stands in brackets behind a word is then one
    only if it is an acronym or a word of a script without spaces; *case (medical)* explains, it does not name.
    """
    found = dict.fromkeys([text])
    for part in _without_brackets(text, careful):
        found.update(dict.fromkeys(_without_slashes(part)))
    return tuple(islice(found, _MOST))


def _without_brackets(text: str, careful: bool) -> list[str]:
    if _OPTIONAL.search(text):
        return [_OPTIONAL.sub("", text), _OPTIONAL.sub(r"\1", text)]
    head = _HEAD.match(text)
    if head:
        return [head[2], f"{head[1]} {head[2]}"]
    tail = _TAIL.match(text)
    if tail is None:
        return [text]
    name, other = tail[1], tail[2].strip()
    if is_undivided(other[:1]) or is_acronym(other, name):
        return [name, other]
    # Regulation (EU) is one name; what explains is left out by some and written by others.
    return [text] if careful or other.isupper() or not other[:1].isalpha() else [name, other]


def is_acronym(short: str, name: str) -> bool:
    """Whether the capitals of ``short`` are letters of ``name`` in their order, the first one its first."""
    capitals = "".join(char for char in short if char.isupper()).lower()
    if len(capitals) < 2 or not name or capitals[0] != name[0].lower():
        return False
    letters = iter(name.lower())
    return all(char in letters for char in capitals)


def _without_slashes(text: str) -> list[str]:
    parts = _SLASH.split(text)
    if len(parts) == 1 or not all(part and not part[-1:].isdigit() and not part[:1].isdigit() for part in parts):
        return [text]
    words = [part.split() for part in parts]
    if all(len(part) == 1 for part in words) or all(len(part) > 1 for part in words):
        # TCP/IP and km/h are one word each.
        return parts if all(len(part) > 3 or is_undivided(part[0]) for part in parts) else [text]
    # Health/medical worker: the words beside the bar change places, the others stay.
    choices = [re.split(r"[/／]", word) for word in _SLASH.sub("/", text).split()]
    return [" ".join(choice) for choice in islice(product(*choices), _MOST)]
