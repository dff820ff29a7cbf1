"""Names that are spelt in two ways: beside the source where it writes in the same letters, else within the document."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from app.check.facts import is_word
from app.check.kept import changed_names, misspelt_names
from app.check.model import CheckContext, Fault, RowView
from app.check.pinyin import Heard, misread_names
from app.check.transcribed import transcribed_names
from app.model import Span, Suggestion

_NAME = re.compile(r"(?<![\w'’-])[A-ZÀ-ÞŁŚŻČŠŽ][^\W\d_A-Z]{3,24}(?![\w-])")
_TWO = re.compile(r"(?<![\w'’-])([A-Z][a-z]{1,5})[ -]([A-Za-z][a-z]{1,5})(?![\w-])")
_MOST = 2_000
"""Different names of a document that are compared; the work grows with those that begin alike."""
_START, _FAR, _FAR_LEAST = 4, 3, 6
"""Letters that two spellings begin with where more than one is another, how many may be, and of how long names."""
_Places = dict[str, list[tuple[int, Span]]]


def check_names(view: RowView) -> Iterator[Fault]:
    """A name that has another letter than in the source, or another sound than its signs."""
    if not view.has_both or not view.context.target_facts.is_latin:
        return
    if view.context.source_facts.script.name == "latin":
        yield from changed_names(view)
    elif view.context.source_facts.code == "zh":
        for name in misread_names(view.target, view.source):
            facts = (("found", view.target[slice(*name.span)]), ("expected", name.expected))
            yield Fault("name-reading", (name.span,), (name.signs,), facts, (Suggestion(name.span, name.expected),))


def check_name_spelling(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """A name that stands in two spellings for one name of the source.

    In other letters than the source's (Xiaoyu and Xiaoyue for 小雨) they are one name where two signs of the source
    stand in most rows of both, and in no other row; where more than a letter differs, in all rows of both.
    """
    yield from transcribed_names(views, context)
    if not context.target_facts.is_latin:
        return
    if context.source_facts.script.name == "latin":
        yield from misspelt_names(views)
    if not context.source_facts.is_cjk:
        return
    places: _Places = defaultdict(list)
    for number, view in enumerate(views):
        for name, span in view.note(_names):
            places[name].append((number, span))
    chinese = context.source_facts.code == "zh"
    names = [name for name in places if not _is_known(name, context.target_facts.code)][:_MOST]
    for one, other, far in _alike(names):
        rare, common = sorted((one, other), key=lambda name: (len(places[name]), -places[name][0][0]))
        here, there = {row for row, _ in places[rare]}, {row for row, _ in places[common]}
        if here & there or not _share_signs(here, there, views, in_all=far):
            continue
        for row, span in places[rare]:
            # How Chinese signs are read the check of the row knows: whether this is right, or told already.
            if not (chinese and _is_read(rare, span, views[row])):
                yield _two(rare, common, span, views[row], views[places[common][0][0]])
    if chinese:
        yield from _divided(views, places)


def _two(found: str, common: str, span: Span, view: RowView, model: RowView) -> Fault:
    facts = (("found", found), ("common", common), ("row", model.row + 1))
    return Fault("name-two-spellings", (span,), facts=facts, row=view.row)


def _is_read(name: str, span: Span, view: RowView) -> bool:
    return bool(Heard(view.source).signs(name)) or any(
        wrong.span == span for wrong in misread_names(view.target, view.source)
    )


def _divided(views: Sequence[RowView], places: _Places) -> Iterator[Fault]:
    """A name in two words that is one elsewhere, for the same signs: Zhao Likun and Zhao Li Kun. The rarer is told."""
    apart: _Places = defaultdict(list)
    for number, view in enumerate(views):
        for joined, span in view.note(_twos):
            if joined in places:
                apart[joined].append((number, span))
    for joined, two in apart.items():
        one = places[joined]
        signs = Heard(views[one[0][0]].source).signs(joined)
        two = [(row, span) for row, span in two if signs and signs in views[row].source]
        if not two:
            continue
        rare, common = (two, one) if len(two) <= len(one) else (one, two)
        row, place = common[0]
        for number, span in rare:
            yield _two(_text(views[number], span), _text(views[row], place), span, views[number], views[row])


def _text(view: RowView, span: Span) -> str:
    return view.target[slice(*span)]


def _names(view: RowView) -> tuple[tuple[str, Span], ...]:
    found = _NAME.finditer(view.target) if view.has_both else ()
    return tuple((sys.intern(match[0]), Span(*match.span())) for match in found)


def _twos(view: RowView) -> tuple[tuple[str, Span], ...]:
    """Pairs of short words with what they are as one; a word may be of two pairs."""
    found: list[tuple[str, Span]] = []
    at = 0
    while view.has_both and (match := _TWO.search(view.target, at)):
        found.append((sys.intern(match[1] + match[2].lower()), Span(*match.span())))
        at = match.end(1)
    return tuple(found)


def _is_known(name: str, language: str) -> bool:
    return bool(is_word(name.lower(), language))


def _alike(names: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Names that differ by a letter, and long ones that begin alike and differ by more (then the third is true)."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for other in buckets[name[:2]]:
            most = _FAR if _begin_alike(name, other) else 1
            distance = Levenshtein.distance(name, other, score_cutoff=most)
            if distance <= most and other not in (name + "s", name[:-1] if name[-1] == "s" else ""):
                yield name, other, distance > 1
        buckets[name[:2]].append(name)


def _begin_alike(one: str, other: str) -> bool:
    if one[:_START] != other[:_START] or min(len(one), len(other)) < _FAR_LEAST:
        return False
    return not one.startswith(other) and not other.startswith(one)


def _share_signs(here: set[int], there: set[int], views: Sequence[RowView], *, in_all: bool) -> bool:
    """Whether two signs stand in most rows of both, or in all, and in no other row."""
    both = here | there
    for pair in dict.fromkeys(_signs(views[min(here)].source)):
        shares = [sum(pair in views[row].source for row in rows) / len(rows) for rows in (here, there)]
        often = min(shares) == 1 if in_all else min(shares) > 0.5
        if often and not any(pair in view.source for row, view in enumerate(views) if row not in both):
            return True
    return False


def _signs(text: str) -> Iterator[str]:
    """Its signs by twos."""
    return (one + two for one, two in pairwise(text) if one.isalpha() and two.isalpha())
