"""Two texts as numbers: tokens, what is seen of the units, and the pairs of words that are known beforehand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.align.corpus import Corpus, make_corpus
from app.align.lexicon import Lexicon, Pairs, known_pairs
from app.align.names import sounding_pairs
from app.align.tokens import tokenise


def read_texts(
    source_units: Sequence[str],
    target_units: Sequence[str],
    source_language: str,
    target_language: str,
    lexicon: Lexicon | None,
    alone: tuple[Collection[int], Collection[int]] = ((), ()),
) -> tuple[Corpus, Corpus, Pairs]:
    """Both sides as numbers, and the pairs of words that are known beforehand."""
    words = lexicon.words if lexicon else (frozenset(), frozenset())
    source = make_corpus(source_units, tokenise(source_units, source_language, words[0]), source_language, alone[0])
    target = make_corpus(target_units, tokenise(target_units, target_language, words[1]), target_language, alone[1])
    pairs = known_pairs(source.vocabulary, target.vocabulary, lexicon)
    for one, two, weight in sounding_pairs(source_units, target_units, source.vocabulary, target.vocabulary):
        pairs[one, two] = max(weight, pairs.get((one, two), 0.0))
    return source, target, pairs
