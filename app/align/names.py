"""Names that sound alike: words of one script beside their spelling in another (pinyin for Chinese)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from app.align.tokens import STEM, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_SYLLABLES = 4
_LONGEST_SYLLABLE = 6
_WHOLE = 0.6
_SYLLABLE = 0.5
_START = 4
_LIKE = 0.3


def sounding_pairs(
    source_units: Sequence[str], target_units: Sequence[str], source: Sequence[str], target: Sequence[str]
) -> Iterator[tuple[int, int, float]]:
    """Token numbers of both vocabularies that may be one name, with the weight of each pair."""
    han_source, han_target = (any(map(_HAN.fullmatch, tokens)) for tokens in (source, target))
    if han_source and not han_target:
        yield from _pinyin(source, target, source_units, target_units)
    elif han_target and not han_source:
        for one, two, weight in _pinyin(target, source, target_units, source_units):
            yield two, one, weight
    elif not han_source:
        yield from _alike(source, target)


def _pinyin(
    han: Sequence[str], latin: Sequence[str], han_units: Sequence[str], latin_units: Sequence[str]
) -> Iterator[tuple[int, int, float]]:
    names = _names(latin_units)
    numbers = {token: n for n, token in enumerate(latin)}
    counts = Counter(char for unit in han_units for char in unit)
    by_sound: dict[str, list[int]] = defaultdict(list)
    sounds: Counter[str] = Counter()
    for n, token in enumerate(han):
        if _HAN.fullmatch(token):
            sound = _sound(token)
            by_sound[sound].append(n)
            if len(token) == 1:
                sounds[sound] += counts[token]
    for name, count in names.items():
        number = numbers.get(stem(name))
        if number is None:
            continue
        for n in by_sound.get(name, ()):
            if len(han[n]) > 1:
                yield n, number, _WHOLE
        parts = _syllables(name, sounds)
        for part in parts:
            weight = _SYLLABLE * min(1.0, count / sounds[part])
            for n in by_sound[part]:
                if len(han[n]) == 1:
                    yield n, number, weight


def _names(units: Sequence[str]) -> Counter[str]:
    """Words that are written with a capital wherever they stand, folded, and how often."""
    capital: Counter[str] = Counter()
    small: set[str] = set()
    for unit in units:
        for hit in _WORD.finditer(unit):
            word = hit.group()
            if word[0].isupper():
                capital[word.casefold()] += 1
            else:
                small.add(word.casefold())
    return Counter({re.sub("['’]s?$|['’]", "", name): count for name, count in capital.items() if name not in small})


def _sound(token: str) -> str:
    # Imported here: the tables are loaded only when two scripts meet.
    from anyascii import anyascii

    return anyascii(token).replace(" ", "").casefold()


def _syllables(name: str, sounds: Counter[str]) -> list[str]:
    """The division of a name into the fewest syllables of the other text, [] where there is none."""
    best: list[list[str] | None] = [[]] + [None] * len(name)
    for end in range(1, len(name) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = best[start]
            if before is not None and len(before) < _SYLLABLES and sounds[name[start:end]]:
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = [*before, name[start:end]]
    return best[-1] or []


def _alike(source: Sequence[str], target: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Stems of different alphabets that begin alike once they are written in one."""
    by_start: dict[str, list[int]] = defaultdict(list)
    for n, token in enumerate(target):
        if len(token) >= STEM - 1 and token.isalpha():
            by_start[_sound(token)[:_START]].append(n)
    for n, token in enumerate(source):
        if len(token) >= STEM - 1 and token.isalpha():
            for other in by_start.get(_sound(token)[:_START], ()):
                if token.isascii() != target[other].isascii():
                    yield n, other, _LIKE
