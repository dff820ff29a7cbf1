"""How Chinese names sound: a name of the translation against the signs of its source."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from app.model import Span
from app.resources import resource

Syllables = tuple[str, ...]
_NAME = re.compile(r"[A-Z](?<![\w'’-].)[a-z]{3,17}(?![\w-])")
_WITH_SURNAME = re.compile(r"([A-Z](?<![\w'’-].)[a-z]{1,5}) (?=([A-Z][a-z]{1,11})(?![\w-]))")
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
    heard = Heard(source)
    told: set[Span] = set()
    for match in _NAME.finditer(target):
        span = Span(*match.span())
        wrong = heard.misread(match[0])
        if wrong is not None:
            told.add(span)
            yield MisreadName(span, "".join(wrong.sounds).capitalize(), wrong.signs)
    for match in _WITH_SURNAME.finditer(target):
        names = Span(*match.span(1)), Span(*match.span(2))
        if match[1].lower() not in _syllables() or names[1] in told:
            continue
        wrong = heard.misread(match[1] + match[2])
        if wrong is not None and len(wrong.sounds) == (2 if match[2].lower() in _syllables() else 3):
            sounds = wrong.sounds[:1] if not wrong.wrong else wrong.sounds[1:]
            yield MisreadName(names[min(wrong.wrong, 1)], "".join(sounds).capitalize(), wrong.signs)


class Heard:
    """A Chinese text as it sounds, sign by sign; worked out when the first name is looked for."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _sounds(self) -> list[Syllables]:
        """How each sign is read; nothing for what is no Chinese sign."""
        return [readings(sign) if "\u3400" <= sign <= "\u9fff" else () for sign in self._source]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for at, sounds in enumerate(self._sounds):
            for sound in sounds:
                places[sound].append(at)
        return places

    def misread(self, word: str) -> Misreading | None:
        """What signs a word spells with one wrong syllable; None if some signs read just so, or none nearly so."""
        plain = word.lower()
        near: Misreading | None = None
        # Jiang is a surname before it is Ji'ang.
        for syllables in () if plain in _syllables() else divisions(plain):
            for start in self._starts(syllables):
                sounds = self._sounds[start : start + len(syllables)]
                wrong = [at for at, own in enumerate(syllables) if own not in sounds[at]]
                if not wrong:
                    return None
                if near is None and len(wrong) == 1:
                    near = self._nearly(syllables, wrong[0], start)
        return near

    def signs(self, name: str) -> str:
        """The signs that read as the letters of a name do; "" where there are none."""
        for syllables in divisions(name.lower()):
            for start in self._starts(syllables):
                end = start + len(syllables)
                if all(own in sound for own, sound in zip(syllables, self._sounds[start:end], strict=True)):
                    return self._source[start:end]
        return ""

    def _starts(self, syllables: Syllables) -> list[int]:
        """Where signs stand together of which one at least reads as its syllable."""
        length, sounds = len(syllables), self._sounds
        starts = {place - at for at, own in enumerate(syllables) for place in self._places.get(own, ())}
        return [at for at in sorted(starts) if 0 <= at <= len(sounds) - length and all(sounds[at : at + length])]

    def _nearly(self, syllables: Syllables, wrong: int, start: int) -> Misreading | None:
        sounds = tuple(sound[0] for sound in self._sounds[start : start + len(syllables)])
        if self._source[start + wrong] in _NO_NAME:
            return None
        if not _is_slip(syllables[wrong], sounds[wrong], sure=len(syllables) > _PAIR):
            return None
        if any(own != sound for at, (own, sound) in enumerate(zip(syllables, sounds, strict=True)) if at != wrong):
            return None
        return Misreading(sounds, wrong, Span(start, start + len(syllables)))


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
