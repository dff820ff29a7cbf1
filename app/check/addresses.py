"""E-mail addresses, links and web addresses of a text, and what stands in a translation in place of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from app.model import Span

_HOST = r"(?:[A-Za-z0-9\u00df-\u00ff][\w\u00df-\u00ff-]{0,62}\.){1,6}"
_TAIL = r"[!#-'*-;=?-~]"
"""What may stand in a link behind its host: ASCII, but no brackets and no quotation mark."""
# An address is ASCII, but for the umlauts of a host: the Chinese words around it are none of it.
_ADDRESS = re.compile(
    rf"https?://{_TAIL}{{3,300}}"
    rf"|(?<![A-Za-z0-9_.+%@-])[A-Za-z0-9_.+%-]{{1,64}}@{_HOST}[A-Za-z]{{2,24}}(?![A-Za-z0-9])"
    rf"|(?<![A-Za-z0-9_.@/-])(?i:www)\.{_HOST}[A-Za-z]{{2,24}}(?![A-Za-z0-9@])(?:/{_TAIL}{{0,300}})?"
    rf"|(?<![A-Za-z0-9_.@/:-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,4}}[a-z]{{2,24}}/(?=[\w~]){_TAIL}{{1,300}}",
    re.ASCII,
)
_CLUES = ("@", "://", "www.", "WWW.")
_SLASHED = re.compile(r"[a-z0-9]\.[a-z]{2,24}/[a-z0-9]", re.ASCII)
_RUN = re.compile(r"\S{1,400}")
_MANY_RUNS = 2_000
_ALIKE = 78
"""Of a hundred, from rapidfuzz, for what an address was to be: ``info@example`` for ``info@example.org``."""
_SCHEME = re.compile(r"^https?://")
_EDGES = "(（[【<《“\"'‘「,;:!?.，。；：！？)）]】>》”’」、"


class Address(NamedTuple):
    """An address in a text; ``name`` is what two ways to write it have in common."""

    name: str
    span: Span


def addresses(text: str) -> list[Address]:
    """The addresses of a text, in order."""
    if not any(clue in text for clue in _CLUES) and not _SLASHED.search(text):
        return []
    found: list[Address] = []
    for match in _ADDRESS.finditer(text):
        written = match[0].rstrip(".,;:!?/'")
        name = _SCHEME.sub("", written.lower())
        found.append(Address(name, Span(match.start(), match.start() + len(written))))
    return found


def likeliest(address: str, text: str, taken: list[Address]) -> Span | None:
    """Where a text has something like an address that it lacks, even with a blank in it; None for nowhere.

    ``taken`` are the addresses of the text that are right.
    """
    best, place = float(_ALIKE), None
    for span in _candidates(text):
        if any(other.span.start < span.end and span.start < other.span.end for other in taken):
            continue
        likeness = fuzz.ratio(_SCHEME.sub("", text[slice(*span)].lower()), address, score_cutoff=best)
        if likeness > best:
            best, place = likeness, span
    return place


def _candidates(text: str) -> Iterator[Span]:
    """Runs of signs without the marks around them, alone and with the run behind."""
    runs = []
    for match in _RUN.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip(_EDGES))
        end = match.start() + len(match[0].rstrip(_EDGES))
        if start < end:
            runs.append(Span(start, end))
        if len(runs) > _MANY_RUNS:
            break
    for at, span in enumerate(runs):
        if any(sign in text[slice(*span)] for sign in "@./"):
            yield span
        if at + 1 < len(runs):
            both = Span(span.start, runs[at + 1].end)
            if any(sign in text[slice(*both)] for sign in "@./"):
                yield both
