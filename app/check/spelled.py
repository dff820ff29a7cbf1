"""Names that are spelt in two ways: beside the source where it writes in the same letters, else within the document."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from app.check.facts import is_word
from app.check.model import CheckContext, Fault, RowView
from app.model import Span

# In patterns that go over every text the letter comes first, then what may not stand before it: it is skipped to.
_NAME = re.compile(r"[A-ZÀ-ÞŁŚŻČŠŽ](?<![\w'’-].)[^\W\d_A-Z]{3,24}(?![\w-])")
_MOST = 2_000
"""Different names of a document that are compared; the work grows with those that begin alike."""


def check_names(view: RowView) -> Iterator[Fault]:
    """A name that has another letter than in the source: Voss and Foss."""
    if not view.has_both or view.context.source_facts.script.name != "latin" or not view.context.target_facts.is_latin:
        return
    ours = {match[0]: match for match in _NAME.finditer(view.source) if match[0] not in view.target}
    if not ours:
        return
    for match in _NAME.finditer(view.target):
        if match[0] in view.source or _is_known(match[0], view.context.target_facts.code):
            continue
        for name, place in ours.items():
            if _is_one_letter_off(name, match[0]):
                facts = (("found", match[0]), ("expected", name))
                yield Fault("name-differs", (Span(*match.span()),), (Span(*place.span()),), facts)


def _is_one_letter_off(one: str, other: str) -> bool:
    """Another letter in one place, not in the last: an ending is grammar. An accent is no other letter."""
    if _plain(one) == _plain(other):
        return False
    return len(one) == len(other) and one[-1] == other[-1] and Levenshtein.distance(one, other, score_cutoff=1) == 1


def _plain(name: str) -> str:
    """Without accents: Zinédine, Bozkır."""
    return "".join(filter(str.isascii, unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l"))))


def check_name_spelling(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """A name in other letters than the source's that stands in two spellings: Xiaoyu and Xiaoyue for 小雨.

    They are one name where two signs of the source stand in most rows of both, and in no other row.
    """
    if not context.source_facts.is_cjk or not context.target_facts.is_latin:
        return
    places: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for number, view in enumerate(views):
        for name, span in view.note(_names):
            places[name].append((number, span))
    names = [name for name in places if not _is_known(name, context.target_facts.code)][:_MOST]
    for one, other in _alike(names):
        rare, common = sorted((one, other), key=lambda name: (len(places[name]), -places[name][0][0]))
        here, there = {row for row, _ in places[rare]}, {row for row, _ in places[common]}
        if here & there or not _share_signs(here, there, views):
            continue
        for row, span in places[rare]:
            facts = (("found", rare), ("common", common), ("row", views[places[common][0][0]].row + 1))
            yield Fault("name-two-spellings", (span,), facts=facts, row=views[row].row)


def _names(view: RowView) -> tuple[tuple[str, Span], ...]:
    found = _NAME.finditer(view.target) if view.has_both else ()
    return tuple((sys.intern(match[0]), Span(*match.span())) for match in found)


def _is_known(name: str, language: str) -> bool:
    return bool(is_word(name.lower(), language))


def _alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    buckets: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for other in buckets[name[:2]]:
            if Levenshtein.distance(name, other, score_cutoff=1) == 1 and {name, other} != {name, name + "s"}:
                yield name, other
        buckets[name[:2]].append(name)


def _share_signs(here: set[int], there: set[int], views: Sequence[RowView]) -> bool:
    """Whether two signs stand in most rows of both, and in no other row."""
    for pair in dict.fromkeys(_signs(views[min(here)].source)):
        if all(2 * sum(pair in views[row].source for row in rows) > len(rows) for rows in (here, there)):
            both = here | there
            if not any(pair in view.source for row, view in enumerate(views) if row not in both):
                return True
    return False


def _signs(text: str) -> Iterator[str]:
    """Its signs by twos."""
    return (one + two for one, two in pairwise(text) if one.isalpha() and two.isalpha())
