"""Word pairs that are known before anything is learnt: a dictionary, equal strings, kindred words, equal numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.align.dictionaries import is_turned, read_dictionary
from app.align.occurring import Occurring
from app.align.tokens import STEM, phrase_key

Pairs = dict[tuple[int, int], float]

_DICTIONARY = 0.6
_CONTENT = 4
_PART = 0.5
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

    def within(self, source: Iterable[str], target: Iterable[str]) -> Lexicon:
        """What these texts can use of it: a few thousand entries of a dictionary's hundred thousands."""
        ours, theirs = Occurring(source), Occurring(target)
        return Lexicon(tuple(entry for entry in self.entries if entry[0] in ours and entry[1] in theirs))

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


def load_lexicon(
    path: Path,
    source_language: str = "",
    target_language: str = "",
    texts: tuple[Sequence[str], Sequence[str]] | None = None,
) -> Lexicon:
    """A lexicon from a file: dictd (``.index``, ``.dict``, ``.dict.dz``), CC-CEDICT, or ``source<TAB>target`` lines.

    Where the file says its languages, and they are the given ones the other way round, its pairs are turned round.
    ``texts`` are what is to be aligned: only what they can use is kept, and most of the rest is not even parsed.
    Raises UserError for a file that cannot be read or is too large.
    """

    def wanted(languages: tuple[str, str]) -> Callable[[str], bool] | None:
        # Turned round, all entries count: how many senses a word has is known at the end.
        turned = is_turned(languages, source_language, target_language)
        return Occurring(texts[0]).__contains__ if texts and not turned else None

    lexicon = make_lexicon(read_dictionary(path, wanted).between(source_language, target_language))
    return lexicon.within(*texts) if texts else lexicon


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
        ones = _places(left, sources)
        twos = _places(right, targets) if ones else ()
        for one, share in ones:
            for two, other in twos:
                yield one, two, _DICTIONARY * weight * share * other


def _places(entry: str, tokens: Mapping[str, int]) -> tuple[tuple[int, float], ...]:
    """Where an entry stands among the tokens: as a whole, else the longer words of a phrase for a part of it each."""
    if entry in tokens:
        return ((tokens[entry], 1.0),)
    key = phrase_key(entry)
    if " " not in key:
        return ((tokens[key], 1.0),) if key in tokens else ()
    if f"={key}" in tokens:
        return ((tokens[f"={key}"], 1.0),)
    parts = [part for part in key.split(" ") if len(part) >= _CONTENT]
    return tuple((tokens[part], _PART / len(parts)) for part in parts if part in tokens)


def _weight(token: str) -> float:
    if token[0] in "#@":
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
