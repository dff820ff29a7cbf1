"""Word pairs that are known before anything is learnt: a dictionary, equal strings, kindred words, equal numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.align.tokens import STEM, phrase_key

Pairs = dict[tuple[int, int], float]

_DICTIONARY = 0.6
_NUMBER = 0.6
_SAME = 0.5
_SAME_SHORT = 0.1
_KINDRED = 0.3
_MARK = 0.2


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word pairs of a glossary or a dictionary: source string, target string, weight 0 to 1 (1: one sense only)."""

    entries: tuple[tuple[str, str, float], ...] = ()

    @property
    def words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The strings of the source and of the target."""
        return frozenset(entry[0] for entry in self.entries), frozenset(entry[1] for entry in self.entries)

    def __add__(self, other: Lexicon) -> Lexicon:
        return Lexicon(self.entries + other.entries)


def make_lexicon(pairs: Iterable[tuple[str, str]]) -> Lexicon:
    """A lexicon of plain pairs; a source word with many senses vouches less for each of them."""
    senses: dict[str, list[str]] = defaultdict(list)
    for source, target in pairs:
        if source.strip() and target.strip():
            senses[source.strip()].append(target.strip())
    return Lexicon(
        tuple((source, target, 1 / len(targets) ** 0.5) for source, targets in senses.items() for target in targets)
    )


def known_pairs(source: Sequence[str], target: Sequence[str], lexicon: Lexicon | None) -> Pairs:
    """The weight of each known pair of token numbers: how much of the source word's use the target word stands for."""
    pairs: Pairs = {}
    for one, two, weight in _found(source, target, lexicon):
        pairs[one, two] = max(weight, pairs.get((one, two), 0.0))
    return pairs


def _found(source: Sequence[str], target: Sequence[str], lexicon: Lexicon | None) -> Iterator[tuple[int, int, float]]:
    sources = {token: n for n, token in enumerate(source)}
    targets = {token: n for n, token in enumerate(target)}
    for token, n in sources.items():
        if token in targets:
            yield n, targets[token], _weight(token)
    yield from _kindred(source, target)
    for left, right, weight in lexicon.entries if lexicon else ():
        for one in _forms(left):
            for two in _forms(right):
                if one in sources and two in targets:
                    yield sources[one], targets[two], _DICTIONARY * weight


def _forms(entry: str) -> tuple[str, ...]:
    """The token of a whole entry; of a phrase its words too are no use, they have entries of their own."""
    key = phrase_key(entry)
    return (key, f"={key}") if " " in key else (key,)


def _weight(token: str) -> float:
    if token.startswith("#"):
        return _NUMBER
    if not token[0].isalnum():
        return _MARK
    return _SAME if len(token) >= 4 or token > "\u3000" else _SAME_SHORT


def _kindred(source: Sequence[str], target: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Stems of five letters and more that share the first four and differ little."""
    by_start: dict[str, list[int]] = defaultdict(list)
    for n, token in enumerate(target):
        if STEM - 1 <= len(token) <= STEM and token.isalpha():
            by_start[token[:4]].append(n)
    for n, token in enumerate(source):
        if STEM - 1 <= len(token) <= STEM and token.isalpha():
            for other in by_start.get(token[:4], ()):
                if target[other] != token:
                    yield n, other, _KINDRED
