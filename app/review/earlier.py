"""What a project has called things before: for a source text, the words its own translations used for its parts.

No dictionary and no model: a stretch of the source that stands in several rows is held against the stretches of
translation that those rows share, and that other rows have not. (The idea is that of translation spotting by
co-occurrence, e.g. Melamed 2000; the thresholds are ours and kept high: an offer is read with every word typed.)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from app.tasks import Task
from glossary.language.scripts import CJK_RANGES

_TOKEN = re.compile(rf"[{CJK_RANGES}]|[^\W_]+(?:['’-][^\W_]+)*")
_WIDE = re.compile(rf"[{CJK_RANGES}]")
_SOURCE_LONGEST, _TARGET_LONGEST = 4, 6
_MOST_ROWS = 8
"""Rows looked at for one stretch of the source; more would not say more."""
_MOST_UNITS = 30
_LONGEST_TEXT = 600
"""Tokens of a row; what is longer is no sentence."""
_SHARE = 0.6
"""So many of the rows with a stretch of source must share a rendering."""
_ALIKE = 0.75
"""From this (Dice) on, the rows with the one are the rows with the other."""
_SAMPLE = 300
_COMMON = 0.25
_RIVALS = 3
_MOST_OFFERS = 20

Token = tuple[int, int, str]
"""Where it starts, where it ends, and the token in small letters."""


class Earlier:
    """What the rows given to :func:`remember` teach; asked for one source text at a time."""

    def __init__(self, pairs: Sequence[tuple[str, str]], rows_of: Mapping[str, Sequence[int]]) -> None:
        self._pairs = pairs
        self._rows_of = rows_of
        step = max(1, len(pairs) // _SAMPLE)
        sample = range(0, len(pairs), step)
        self._sample = len(sample)
        words: Counter[str] = Counter()
        phrases: Counter[str] = Counter()
        for row in sample:
            words.update({token[2] for token in _tokens(pairs[row][1])})
            phrases.update(set(_phrases(pairs[row][1])))
        self._often = phrases
        self._common = {word for word, n in words.items() if n > max(2, _COMMON * self._sample)}
        self._phrases_of = lru_cache(maxsize=1_024)(self._phrases)

    def __bool__(self) -> bool:
        return bool(self._rows_of)

    def offers(self, source: str) -> list[str]:
        """Renderings of parts of a source, the surest first. A row with this very source is left out: what is being
        translated teaches nothing about itself."""
        found: dict[str, tuple[float, str]] = {}
        seen: set[tuple[int, ...]] = set()
        for unit in _units(source):
            rows = tuple(row for row in self._rows_of.get(unit, ()) if self._pairs[row][0] != source)[:_MOST_ROWS]
            # A shorter stretch in the same rows says the same.
            if len(rows) < 2 or rows in seen:
                continue
            seen.add(rows)
            for key, entry in self._shared(rows).items():
                found[key] = max(found.get(key, entry), entry)
            if len(seen) >= _MOST_UNITS:
                break
        offered: list[str] = []
        for _, text in sorted(found.values(), key=_surest_first):
            # One that is a part of another, as sure and longer, says the same.
            if not any(text.casefold() in longer.casefold() for longer in offered):
                offered.append(text)
            if len(offered) >= _MOST_OFFERS:
                break
        return offered

    def _shared(self, rows: tuple[int, ...]) -> dict[str, tuple[float, str]]:
        """The stretches of translation that most of some rows have and few others do, with how well they fit."""
        counted: Counter[str] = Counter()
        texts: dict[str, str] = {}
        for row in rows:
            own = self._phrases_of(row)
            counted.update(own.keys())
            texts |= own
        found = {}
        for key, n in counted.items():
            # How often it stands anywhere is known of the sample only; it stands at least where it was counted.
            anywhere = max(n, self._often[key] * len(self._pairs) / self._sample)
            if n > 1 and n >= _SHARE * len(rows) and (alike := 2 * n / (len(rows) + anywhere)) >= _ALIKE:
                found[key] = alike, texts[key]
        longest = _longest(found)
        if len(longest) > _RIVALS:
            # Rows that have much in common: which word stands for which is anybody's guess, but a long one is a find.
            return {key: entry for key, entry in longest.items() if len(_tokens(key)) > _RIVALS}
        return longest

    def _phrases(self, row: int) -> dict[str, str]:
        return _phrases(self._pairs[row][1], self._common)


def remember(pairs: Iterable[tuple[str, str]], task: Task | None = None) -> Earlier:
    """Learns from pairs of source and translation; those without one side teach nothing. Stops when cancelled."""
    kept = [(source, target) for source, target in pairs if source.strip() and target.strip()]
    rows_of: defaultdict[str, list[int]] = defaultdict(list)
    for number, (source, _) in enumerate(kept):
        if task is not None:
            task.check()
        for unit in set(_units(source)):
            rows_of[unit].append(number)
    return Earlier(kept, {unit: rows for unit, rows in rows_of.items() if len(rows) > 1})


def _tokens(text: str) -> list[Token]:
    return [(*match.span(), match[0].casefold()) for match in _TOKEN.finditer(text)][:_LONGEST_TEXT]


def _units(source: str) -> Iterator[str]:
    """The stretches of a source, the longest first: two to four Chinese characters, one to four words."""
    tokens = _tokens(source)
    for size in range(_SOURCE_LONGEST, 0, -1):
        for at in range(len(tokens) - size + 1):
            part = tokens[at : at + size]
            if _weight(part) > 1 and _together(source, part):
                yield source[part[0][0] : part[-1][1]].casefold()


def _phrases(target: str, common: Iterable[str] = ()) -> dict[str, str]:
    """The stretches of a translation that may be a rendering, by their small letters; none begins or ends with a word
    that stands everywhere."""
    tokens, found, common = _tokens(target), {}, set(common)
    for at, token in enumerate(tokens):
        if token[2] in common:
            continue
        for size in range(1, _TARGET_LONGEST + 1):
            part = tokens[at : at + size]
            if len(part) < size or not _together(target, part):
                break
            if _weight(part) > 1 and part[-1][2] not in common:
                text = target[part[0][0] : part[-1][1]]
                found[text.casefold()] = text
    return found


def _weight(part: Sequence[Token]) -> int:
    """One character of Chinese is too little to go by, one word of another language enough, if it has three letters."""
    return sum(1 if _WIDE.match(token[2]) or len(token[2]) < 3 else 2 for token in part)


def _together(text: str, part: Sequence[Token]) -> bool:
    """Whether nothing but a space stands between the tokens: no stop, no bracket."""
    return all(not text[a[1] : b[0]].strip() for a, b in pairwise(part))


def _longest(found: Mapping[str, tuple[float, str]]) -> dict[str, tuple[float, str]]:
    """Without those that are a part of another as sure."""
    kept: dict[str, tuple[float, str]] = {}
    for entry in sorted(found.values(), key=_surest_first):
        key = entry[1].casefold()
        if not any(key in longer for longer in kept):
            kept[key] = entry
    return kept


def _surest_first(entry: tuple[float, str]) -> tuple[float, int]:
    return -entry[0], -len(entry[1])
