"""Which two wordings may be one name: spelled in another way, or with one word changed; grammar does not count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from glossary.names import Name

_BEGINNING, _ENDING = 6, 3
"""Letters that words have in common at the beginning to be one word in two forms; at the end to be of one kind."""

_VERBAL = re.compile(r"(?<=\w{4})(?:e?s|e?d|ing|e)$")


def is_respelled(words: Sequence[str], other: Sequence[str], small: Collection[str]) -> bool:
    """Whether as many words are the same, some in another form (*industrial chain*, *industry chain*).

    Only a word before another one, or a last one of the same ending: what else differs is mostly grammar.
    """
    if [_stem(word) for word in words] == [_stem(word) for word in other]:
        return False
    for number, (one, two) in enumerate(zip(words, other, strict=True)):
        if _stem(one) == _stem(two):
            continue
        if _is_adverb_of(one, two):
            return False
        following = words[number + 1] if number + 1 < len(words) else ""
        if not _alike(one, two) or following in small:
            return False
        if not following and one[-_ENDING:] != two[-_ENDING:]:
            return False
    return True


def is_kin(words: Sequence[str], other: Sequence[str], small: Collection[str], *, inflects: bool) -> bool:
    """Whether two strings have so much in common that they may name one thing, and neither is short for the other:
    half of their words, or all but one with the last. ``inflects``: in a language of many endings two words that begin
    alike are one."""
    if "".join(words) == "".join(other):
        return True
    one, two = (Counter(word for word in text if word not in small) for text in (words, other))
    apart = [*(one - two), *(two - one)]
    if not one - two or not two - one or any(sign.isdigit() for word in apart for sign in word):
        return False
    if any(_is_adverb_of(left, right) for left in one - two for right in two - one):
        return False
    if inflects and any(_alike(left, right) for left in one - two for right in two - one):
        return False
    shared, last = (one & two).total(), words[-1] == other[-1]
    if one.total() == two.total():
        return shared * 2 >= one.total() and (last or not _alike(words[-1], other[-1]))
    return last and shared + 2 >= max(one.total(), two.total())


def is_namesake(one: Name, other: Name) -> bool:
    """Whether two names of the same numbers and nouns share half of their words, two at least, and neither is only
    longer than the other."""
    shared = len(set(one.words) & set(other.words))
    same = one.nouns == other.nouns and [value for value, _ in one.numbers] == [value for value, _ in other.numbers]
    left, right = set(one.form.split()), set(other.form.split())
    longer = left <= right or right <= left
    return same and not longer and shared > 1 and shared * 2 >= max(len(one.words), len(other.words))


def holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether a string stands in another."""
    count = len(shorter)
    return any(tuple(longer[at : at + count]) == tuple(shorter) for at in range(len(longer) - count + 1))


def _is_adverb_of(one: str, two: str) -> bool:
    """Whether only one of two words that begin alike is an English adverb."""
    return one[:3] == two[:3] and one.endswith("ly") is not two.endswith("ly")


def _stem(word: str) -> str:
    """A word without the endings of verbs and plurals that no lemma took away."""
    return _VERBAL.sub("", word)


def _alike(one: str, other: str) -> bool:
    """Whether two lemmas are one word, or one with a prefix (revitalization) or another ending (industrial)."""
    if one == other:
        return True
    if min(len(one), len(other)) < _BEGINNING or not (one + other).isalpha():
        return False
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[:_BEGINNING] == shorter[:_BEGINNING] or shorter in (longer[1:], longer[2:])
