"""The tokens two texts are compared by: word stems, pieces of unspaced scripts, numbers by value, marks, phrases."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction
from math import log

from app.align.dates import date_tokens
from app.align.han import LONGEST_NUMBER, han_value
from app.resources import resource
from glossary.language.numerals import Numerals, load_numerals, numerals_for
from glossary.language.roman import roman_value

STEM = 6
_PHRASE = 6
_PIECE = 4
_LONGEST = 8
_UNSPACED = r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_PARTS = re.compile(
    rf"(?P<run>[{_UNSPACED}]+)|(?P<figure>\d+(?:[.,\u00a0 ']\d{{3}})*(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])"
)
_HAN_NUMBER = re.compile(r"第?[〇零一二两兩三四五六七八九十百千廿卅]+")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_QUOTES = '“”„«»「」『』"'
# Marks that every sentence has, or that one side may well write otherwise, say nothing.
_SILENT = ".,、。，’'‘`-《》<>·"


def tokenise(units: Sequence[str], language: str, phrases: Collection[str] = ()) -> list[list[str]]:
    """The tokens of every unit. Numbers are ``#value``, months ``@value``, lexicon phrases ``=text``, marks stand
    for themselves.

    Words are folded and cut to six letters; runs of a script without spaces are cut into pieces that the text itself
    repeats (the likeliest division under its own piece counts).
    """
    numerals = numerals_for(load_numerals(resource("language")), language)
    folded = [unicodedata.normalize("NFKC", unit) for unit in units]
    known = frozenset(phrase_key(phrase) for phrase in phrases if " " in phrase or "-" in phrase)
    pieces = _pieces([run[0] for unit in folded for run in re.finditer(rf"[{_UNSPACED}]+", unit)], phrases)
    return [_tokens(unit, numerals, known, pieces) for unit in folded]


def phrase_key(text: str) -> str:
    """What a lexicon entry is looked up by: its stems, joined; an unspaced run is one."""
    parts = (hit for hit in _PARTS.finditer(unicodedata.normalize("NFKC", text)) if hit["mark"] is None)
    return " ".join(stem(hit.group()) if hit["word"] else hit.group() for hit in parts)


def stem(word: str) -> str:
    """Lower case without accents, its first six letters."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("ß", "ss").replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in plain if not unicodedata.combining(char))[:STEM]


def _tokens(unit: str, numerals: Numerals, phrases: frozenset[str], pieces: dict[str, float]) -> list[str]:
    found: list[str] = []
    words: list[str] = []
    marks: set[str] = set()
    for hit in _PARTS.finditer(unit):
        text = hit.group()
        if hit["mark"]:
            marks.add('"' if text in _QUOTES else text)
        elif hit["figure"]:
            found.append(_figure(text))
            words.append(text)
        elif hit["word"]:
            key = stem(text)
            words.append(key)
            found.append(_word_number(text, numerals) or key)
        else:
            # A piece and its characters: 教师 vouches for 师 in 师傅 too.
            found += [
                part for piece in _divide(text, pieces) for part in ((piece, *piece) if len(piece) > 1 else piece)
            ]
            found += [f"#{value}" for number in _HAN_NUMBER.findall(text) if (value := han_value(number)) is not None]
    for length in range(2, _PHRASE + 1):
        for at in range(len(words) - length + 1):
            if phrases and (key := " ".join(words[at : at + length])) in phrases:
                found.append(f"={key}")
    return found + date_tokens(unit, numerals) + sorted(marks - set(_SILENT))


def _figure(text: str) -> str:
    """19,000 and 19.000 and 19 000 are one number; what follows a last separator of another length is a fraction."""
    groups = re.split(r"[.,\u00a0 ']", text)
    if len(groups) == 1 or len(groups[-1]) == 3:
        return f"#{_plain(''.join(groups))}"
    return f"#{_plain(''.join(groups[:-1]))}.{groups[-1].rstrip('0')}".rstrip(".")


def _plain(digits: str) -> str:
    """Without leading noughts and in our own figures; a longer run is a code, not a number, and stays as it is."""
    return str(int(digits)) if len(digits) <= LONGEST_NUMBER else digits


def _word_number(word: str, numerals: Numerals) -> str:
    if len(word) > 1 and word.isupper() and _ROMAN.fullmatch(word):
        return f"#{roman_value(word)}"
    known = numerals.look_up(word.casefold())
    value: Fraction | None = known.value if known else None
    return f"#{value}" if value is not None and value > 1 else ""


def _pieces(runs: Sequence[str], phrases: Collection[str]) -> dict[str, float]:
    """The log weight of every piece that may stand in a division: single characters, pieces seen at least twice
    (re-weighed by how often the division really uses them), and the lexicon's entries."""
    counts: Counter[str] = Counter()
    for run in runs:
        for length in range(1, _PIECE + 1):
            counts.update(run[at : at + length] for at in range(len(run) - length + 1))
    pieces = {piece: n for piece, n in counts.items() if len(piece) == 1 or n >= 2}
    whole = "\n".join(runs)
    given = {
        phrase: 2
        for phrase in phrases
        if 1 < len(phrase) <= _LONGEST and (phrase in counts or (len(phrase) > _PIECE and phrase in whole))
    }
    for _ in range(3):
        total = sum(pieces.values()) + 1
        weights = {piece: log((n - 0.5 * (len(piece) > 1)) / total) for piece, n in (given | pieces).items() if n > 0.5}
        used: Counter[str] = Counter()
        for run in runs:
            used.update(_divide(run, weights))
        pieces = {piece: used[piece] for piece in pieces if used[piece] or len(piece) == 1}
        pieces = {
            piece: max(n, 1) if len(piece) == 1 else n for piece, n in pieces.items() if len(piece) == 1 or n >= 2
        }
    total = sum(pieces.values()) + 1
    return {piece: log((n - 0.5 * (len(piece) > 1)) / total) for piece, n in (given | pieces).items()}


def _divide(run: str, weights: dict[str, float]) -> list[str]:
    """The likeliest division of a run into pieces."""
    best = [0.0] + [-1e9] * len(run)
    back = [0] * (len(run) + 1)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST), end):
            score = best[start] + weights.get(run[start:end], -1e6 if end - start > 1 else -20.0)
            if score > best[end]:
                best[end], back[end] = score, start
    parts: list[str] = []
    end = len(run)
    while end:
        parts.append(run[back[end] : end])
        end = back[end]
    return parts[::-1]
