"""Where an accepted term stands though its words do not stand as listed: apart, run together, or in a compound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from glossary.language.reading import CLOSE, OPEN, Line, Reading

_LONG_ENOUGH = 4
"""Letters a term needs to be recognised as half of a compound."""
_LONG_TOGETHER = 6
"""Letters a term needs to be recognised however it is divided: fixedincome, fixed-income."""
_HALF = 3
_GAP_FROM = 3
"""Words a term needs to be recognised with others between them: of two, each is too common (standard oral therapy)."""
_BRACKET = 8
"""Words a bracket between those of a term may have, itself included: the Financial Stability Board (FSB) report."""


def spread(reading: Reading, exact: str, key: str, *, compounds: bool, gaps: bool = True) -> Iterator[tuple[int, int]]:
    """The ranges of words, first and one past the last, that read as a form's keys taken apart or put together.

    One word (however many hyphens it has) or a bracket may stand between two words of the term; ``compounds`` is for
    languages that glue nouns together, ``gaps`` false where nothing may stand between.
    """
    line = reading.loose
    if OPEN in key:
        yield from _run_together(reading.exact, exact, compounds)
        yield from _run_together(line, key, compounds)
    if gaps and _first(key) in line.text:
        words = split(key)
        if len(words) >= _GAP_FROM:
            yield from _with_gap(reading, words)
    if compounds and key.startswith(OPEN) and _first(key) == key:
        yield from _in_compound(line, key[1:-1])


def _first(key: str) -> str:
    return key[: key.index(CLOSE) + 1] if key.startswith(OPEN) else key[:1]


def before_figures(line: Line, key: str) -> Iterator[tuple[int, int]]:
    """Where a word is glued to figures behind it: RMB, RMB18 billion."""
    if key.startswith(OPEN) and key.count(OPEN) == 1:
        for number, word in enumerate(line.words):
            if word.startswith(key[:-1]) and word[len(key) - 1 : -1].isdigit():
                yield number, number + 1


def parts(reading: Reading, key: str) -> Iterator[tuple[int, int]]:
    """Where a form's one word is half of a compound, written in one (Lymphknotengeschwulst) or with a hyphen
    (Psoriasis-Patientin): the other half may well render another term."""
    words = split(key)
    if len(words) != 1 or not words[0].startswith(OPEN):
        return
    yield from _in_compound(reading.loose, words[0][1:-1], longer=True)
    exact = reading.exact.words
    for first, last in reading.loose.find(words[0]):
        if "-" in (exact[first - 1 : first] + exact[last : last + 1]):
            yield first, last


def split(key: str) -> list[str]:
    """The words of a key: wrapped ones and bare characters."""
    words: list[str] = []
    at = 0
    while at < len(key):
        end = key.index(CLOSE, at) + 1 if key[at] == OPEN else at + 1
        words.append(key[at:end])
        at = end
    return words


def _run_together(line: Line, key: str, compounds: bool) -> Iterator[tuple[int, int]]:
    bare = key.replace(OPEN, "").replace(CLOSE, "").replace("-", "")
    if len(bare) >= _LONG_TOGETHER and bare.isalpha():
        joined = line.joined
        yield from joined.find_whole(bare)
        if compounds and key.count(OPEN) > 1:
            # Its last word is half of a compound: Terminologie Prüfung, Terminologieprüfungsbericht.
            for first, last in joined.find(bare):
                if len(text := "".join(joined.words[first:last])) > len(bare) and text.startswith(bare):
                    yield first, last


def _with_gap(reading: Reading, words: list[str]) -> Iterator[tuple[int, int]]:
    line = reading.loose
    for cut in range(1, len(words)):
        head, rest = "".join(words[:cut]), words[cut:]
        if head not in line.text:
            return
        for first, last in line.find(head):
            ahead = list(islice(line.after(last), _BRACKET + len(rest)))
            gap = _gap(reading, ahead)
            if gap and [line.words[number] for number in ahead[gap : gap + len(rest)]] == rest:
                yield first, ahead[gap + len(rest) - 1] + 1


def _gap(reading: Reading, ahead: list[int]) -> int:
    """How many of the words ahead may be passed over: a word with all its hyphens, or a bracket; 0 if none may."""
    words, exact = reading.loose.words, reading.exact.words
    if not ahead:
        return 0
    if words[ahead[0]] == "(":
        return next((count for count, number in enumerate(ahead, 1) if words[number] == ")"), 0)
    if not words[ahead[0]].startswith(OPEN):
        return 0
    count = 1
    while count < len(ahead) and exact[ahead[count] - 1] == "-":
        count += 1
    return count


def _in_compound(line: Line, word: str, *, longer: bool = False) -> Iterator[tuple[int, int]]:
    if len(word) < _LONG_ENOUGH:
        return
    for number, other in enumerate(line.words):
        if longer and len(other) < len(word) + 2 + _HALF:
            continue
        if other.startswith(OPEN + word) or other.endswith(word + CLOSE):
            yield number, number + 1
            continue
        # Haupt- und Nebenwirkungen: the first half here, the second at the end of a word that follows.
        half = other[1:-1]
        if _HALF <= len(half) <= len(word) - _HALF and word.startswith(half):
            end = word[len(half) :].removeprefix("s") + CLOSE
            for later in islice(line.after(number + 1), _HALF):
                if line.words[later].endswith(end) and len(line.words[later]) > len(end) + _HALF:
                    yield number, later + 1
                    break
