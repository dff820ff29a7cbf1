"""What can be seen of a unit without knowing its words: how it ends, how it begins, whether somebody is speaking."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.align.markers import marker_of
from app.resources import resource

Bools = NDArray[np.bool_]

FULL, QUESTION, CRY, TRAIL, COLON, OPEN_END = range(6)
"""How a unit ends: a stop, a question, an exclamation, an ellipsis, a colon, or not as a sentence does."""

_ENDS = {"?": QUESTION, "？": QUESTION, "!": CRY, "！": CRY, "…": TRAIL, ":": COLON, "：": COLON}
_ENDS |= dict.fromkeys(".。．।॥۔։።", FULL)
_CLOSING = "\"'”’»«“)]}）】」』》〉*_ "
_CLAUSES = re.compile(r"[,;:，；：、—–…]|\.\.\.")
_SENTENCES = re.compile(r"[.!?…]+[\"'”’»)]*(?=\s|$)|[。！？]+|[।॥۔։]")
_OPENERS, _CLOSERS = "“「『„«‹〝", "”」』»›〞"
_SPEECH_DASHES = "-–—―"
_USED = 0.02
_LONGEST_SPEECH = 8


@dataclass(frozen=True, slots=True)
class Traits:
    """One value for each unit. ``inside``: whether a quotation is still open after the unit; all of ``inside``,
    ``opens`` are False in a text that has next to no quotations. ``clauses`` counts the marks inside the unit,
    ``sentences`` the places where a sentence ends; ``markers`` are the numbers of points of a list, 0 for what is none.
    """

    ends: NDArray[np.int8]
    opens: Bools
    closes: Bools
    inside: Bools
    lower: Bools
    connects: Bools
    clauses: NDArray[np.float64]
    sentences: NDArray[np.float64]
    markers: NDArray[np.int64]


def traits_of(units: Sequence[str], language: str) -> Traits:
    connectives = _connectives(language)
    opens, closes, inside = _quotes(units)
    return Traits(
        ends=np.array([_end(unit) for unit in units], dtype=np.int8),
        opens=opens,
        closes=closes,
        inside=inside,
        lower=np.array([_first_letter(unit).islower() for unit in units], dtype=np.bool_),
        connects=np.array([bool(connectives and connectives.match(unit)) for unit in units], dtype=np.bool_),
        clauses=np.array([len(_CLAUSES.findall(unit.rstrip(_CLOSING)[:-1])) for unit in units], dtype=np.float64),
        sentences=np.array([max(len(_SENTENCES.findall(unit)), 1) for unit in units], dtype=np.float64),
        markers=np.array([marker_of(unit) for unit in units], dtype=np.int64),
    )


def _end(unit: str) -> int:
    bare = unit.rstrip(_CLOSING)
    if bare.endswith(("...", "……")):
        return TRAIL
    return _ENDS.get(bare[-1:], OPEN_END)


def _first_letter(unit: str) -> str:
    return next((char for char in unit if char.isalpha()), "")


def _connectives(language: str) -> re.Pattern[str] | None:
    """The words a sentence of the language begins with when it goes on from the last one."""
    data = tomllib.loads(resource("align", "connectives.toml").read_text("utf-8"))
    words = data.get(language.replace("_", "-").split("-")[0].lower(), {}).get("words", ())
    if not words:
        return None
    choice = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    # In a script without spaces the word has no edge.
    edge = "" if words[0] > "\u3000" else r"\b"
    return re.compile(rf"\W*(?:{choice}){edge}", re.IGNORECASE)


def _quotes(units: Sequence[str]) -> tuple[Bools, Bools, Bools]:
    """Whether each unit begins with speech, whether it ends with it, and whether a quotation is open after it. A unit
    that begins with an opening mark sets the count right, so one forgotten mark does not turn the rest of the text
    inside out."""
    german = any("„" in unit for unit in units)
    reverse = _reversed_guillemets(units)
    opens = np.zeros(len(units), dtype=np.bool_)
    closes, inside = opens.copy(), opens.copy()
    speaking, used, last = False, 0, 0
    for number, unit in enumerate(units):
        text = unit.strip()
        for at in range(len(text)):
            turn = _turn(text, at, speaking, german, reverse)
            if turn is not None:
                speaking = turn
                used, last = used + 1, number
                opens[number] |= turn and at == 0
                closes[number] |= not turn and at == len(text) - 1
        if text[:1] and text[0] in _SPEECH_DASHES and len(text) > 2:
            opens[number], used = True, used + 1
        inside[number] = speaking
        if speaking and number - last >= _LONGEST_SPEECH:
            # A closing mark that was forgotten, or read wrongly.
            speaking = False
            inside[last : number + 1] = False
    if used < _USED * len(units):
        opens[:], closes[:], inside[:] = False, False, False
    return opens, closes, inside


def _turn(text: str, at: int, speaking: bool, german: bool, reverse: bool) -> bool | None:
    """True where the mark opens a quotation, False where it closes one, None for what is no quotation mark."""
    char = text[at]
    if char == '"':
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        return at == 0 or ((not before.strip() or before in "([—–") and bool(after.strip()))
    if char in "'‘’":
        return _single(text, at, speaking)
    if char in "«»" and reverse:
        return char == "»"
    if char == "“" and german:
        return False
    if char in _OPENERS:
        return True
    return False if char in _CLOSERS else None


def _single(text: str, at: int, speaking: bool) -> bool | None:
    """A single mark is a quotation's where it stands at the edge of a word and no letter is left out by it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "‘" or ((at == 0 or not before.strip() or before in "([—–") and after.isalnum()):
        return True if not (text[at] == "’" or speaking) else None
    if speaking and not after.isalnum() and (before in ".,!?…—-" or text[at] == "’" or not before.isalnum()):
        return False
    return None


def _reversed_guillemets(units: Sequence[str]) -> bool:
    """»So« rather than «so»."""
    text = "\n".join(units)
    return len(re.findall(r"(?<!\S)»(?=\w)", text)) > len(re.findall(r"(?<!\S)«", text))
