"""How Chinese names sound: a name of the translation against the signs of its source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from app.model import Span
from app.resources import resource

Syllables = tuple[str, ...]
_NAME = re.compile(r"(?<![\w'’-])[A-Z][a-z]{3,17}(?![\w-])")
_WITH_SURNAME = re.compile(r"(?<![\w'’-])([A-Z][a-z]{1,5}) (?=([A-Z][a-z]{1,11})(?![\w-]))")
_LONGEST = 6
_PAIR, _MOST = 2, 3
"""Syllables of a word: Xiao'erjing has three."""
_PARTS = re.compile(r"([zcs]h|[^aeiou]?)((?:[iu](?=[aeo]))?)([a-z]{1,4})")
_ALIKE = {"sh": "s", "x": "s", "ch": "c", "q": "c", "zh": "z", "j": "z"}
_CONFUSED = ({"b", "p"}, {"d", "t"}, {"g", "k"}, {"n", "l"}, {"h", "f"})
_NO_NAME = frozenset("市县省区州镇乡村的了在是和与及已也都将被从向于对为有等")
"""Signs that stand beside names and seldom in them."""


class Misreading(NamedTuple):
    """Signs that a name spells with one syllable wrong: how they are read, which is wrong, and their place."""

    sounds: Syllables
    wrong: int
    signs: Span


class MisreadName(NamedTuple):
    """A word of a translation that has a syllable wrong, and how it should be written."""

    span: Span
    expected: str
    signs: Span


def misread_names(target: str, source: str) -> Iterator[MisreadName]:
    """Names whose letters are not what their signs read as: Shisha for 石峡, Zhou Likun for 赵立坤."""
    told: set[Span] = set()
    for match in _NAME.finditer(target):
        span = Span(*match.span())
        wrong = misread(match[0], source)
        if wrong is not None:
            told.add(span)
            yield MisreadName(span, "".join(wrong.sounds).capitalize(), wrong.signs)
    for match in _WITH_SURNAME.finditer(target):
        names = Span(*match.span(1)), Span(*match.span(2))
        if match[1].lower() not in _syllables() or names[1] in told:
            continue
        wrong = misread(match[1] + match[2], source)
        if wrong is not None and len(wrong.sounds) == (2 if match[2].lower() in _syllables() else 3):
            sounds = wrong.sounds[:1] if not wrong.wrong else wrong.sounds[1:]
            yield MisreadName(names[min(wrong.wrong, 1)], "".join(sounds).capitalize(), wrong.signs)


def misread(word: str, source: str) -> Misreading | None:
    """What signs a word spells with one wrong syllable; None if some signs read just so, or none nearly so."""
    plain = word.lower().replace("’", "").replace("'", "")
    near: Misreading | None = None
    # Jiang is a surname before it is Ji'ang.
    for syllables in () if plain in _syllables() else divisions(plain):
        for start in _runs(source, len(syllables)):
            signs = source[start : start + len(syllables)]
            wrong = [at for at, own in enumerate(syllables) if own not in readings(signs[at])]
            if not wrong:
                return None
            if near is None and len(wrong) == 1:
                near = _nearly(syllables, signs, wrong[0], start)
    return near


def _nearly(syllables: Syllables, signs: str, wrong: int, start: int) -> Misreading | None:
    sounds = [readings(sign)[0] for sign in signs]
    if signs[wrong] in _NO_NAME or not _is_slip(syllables[wrong], sounds[wrong], sure=len(signs) > _PAIR):
        return None
    if any(own != sound for at, (own, sound) in enumerate(zip(syllables, sounds, strict=True)) if at != wrong):
        return None
    return Misreading(tuple(sounds), wrong, Span(start, start + len(signs)))


def read_as(name: str, source: str) -> str:
    """The signs of the source that read as the letters of a name do; "" where there are none."""
    for syllables in divisions(name.lower()):
        for start in _runs(source, len(syllables)):
            signs = source[start : start + len(syllables)]
            if all(own in readings(sign) for own, sign in zip(syllables, signs, strict=True)):
                return signs
    return ""


def _runs(source: str, length: int) -> Iterator[int]:
    """Where so many Chinese signs stand together."""
    together = 0
    for at, sign in enumerate(source):
        together = together + 1 if "\u3400" <= sign <= "\u9fff" else 0
        if together >= length:
            yield at - length + 1


def _is_slip(one: str, other: str, *, sure: bool) -> bool:
    """Whether a syllable may be written for another by mistake: they begin alike and end nearly so (xi, shi; chen,
    cheng; yan, yuan), or begin with one sound for another (ban, pan). Beside two that are right more may be wrong."""
    if sure and one[0] == other[0] and Levenshtein.distance(one, other, score_cutoff=2) <= 2:
        return True
    (first, whole, end), (second, other_whole, other_end) = _parts(one), _parts(other)
    if first != second:
        return one[1:] == other[1:] and {one[0], other[0]} in _CONFUSED
    if end == other_end:
        return True
    if len(end) == len(other_end) == 1:
        return len(whole) != len(other_whole) and Levenshtein.distance(whole, other_whole, score_cutoff=1) == 1
    return Levenshtein.distance(end, other_end, score_cutoff=1) == 1


def _parts(syllable: str) -> tuple[str, str, str]:
    """A syllable's beginning, one for those that sound alike; its end; its end without the glide."""
    match = _PARTS.fullmatch(syllable)
    if match is None:
        return "", syllable, syllable
    return _ALIKE.get(match[1], match[1]), match[2] + match[3], match[3]


@lru_cache(maxsize=4_000)
def divisions(word: str, most: int = _MOST) -> tuple[Syllables, ...]:
    """The ways to read letters as two syllables or more of Chinese; none for what cannot be."""
    return tuple(way for way in _divided(word, most) if len(way) > 1)


def _divided(word: str, most: int) -> Iterator[Syllables]:
    if not word:
        yield ()
        return
    if not most:
        return
    for end in range(1, min(_LONGEST, len(word)) + 1):
        if word[:end] in _syllables():
            for rest in _divided(word[end:], most - 1):
                yield (word[:end], *rest)


@lru_cache(maxsize=8_000)
def readings(sign: str) -> Syllables:
    """How a Chinese sign is read, as a rule first."""
    # Imported here: the tables are loaded only when names of two scripts meet.
    from anyascii import anyascii

    return (anyascii(sign).strip().lower(), *_besides().get(sign, ()))


@cache
def _syllables() -> frozenset[str]:
    return frozenset(_data()["syllables"].split())


@cache
def _besides() -> dict[str, Syllables]:
    return {sign: tuple(sounds) for sign, sounds in _data()["besides"].items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("check", "pinyin.toml").read_text("utf-8"))
