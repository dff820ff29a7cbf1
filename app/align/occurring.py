"""Which entries of a large dictionary a text can use at all: a cheap sieve before anything is looked up or weighed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.align.tokens import stem

_START = 4
_RUN = 4
_WORDS = re.compile(r"[^\W_]+")
# Scripts written without spaces: an entry is looked for inside the text, not among its words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\U00020000-\U0003ffff]+")


class Occurring:
    """``entry in occurring`` is true of each entry that has a word of the text, by the first four letters of both, or,
    in a script without spaces, all of its pieces of four characters. It lets pass more than is used, never less."""

    def __init__(self, units: Iterable[str]) -> None:
        text = "\n".join(unicodedata.normalize("NFKC", unit) for unit in units)
        self._starts = {stem(word)[:_START] for word in set(_WORDS.findall(text))}
        self._known: dict[str, bool] = {}
        self._pieces: set[str] = set()
        for run in _UNSPACED.findall(text):
            for length in range(1, _RUN + 1):
                self._pieces.update(run[at : at + length] for at in range(len(run) - length + 1))

    def __contains__(self, entry: str) -> bool:
        runs = _UNSPACED.findall(entry)
        if runs:
            return all(run[at : at + _RUN] in self._pieces for run in runs for at in range(max(1, len(run) - _RUN + 1)))
        return any(self._word(word) for word in _WORDS.findall(entry))

    def _word(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = stem(word)[:_START] in self._starts
        return known
