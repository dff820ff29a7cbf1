"""Litter by its place: a title or a paragraph printed twice, runs of blank lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from rapidfuzz.distance import Levenshtein

from app.clean.paragraphs import Paragraph
from app.clean.text import ends_sentence, is_metadata, key, weight
from app.model import Proposal, Role, Shape, Span

_SITE = re.compile(r"\s*(?:\s[-–—|·:»｜]{1,2}\s|[_|｜])\s*[^_|]{2,60}$")
_HEAD = 12
_FIRST = 6
_TITLE = 12
_LONGEST = 1000
_PARAGRAPH = 60
_ENOUGH_PROSE = 3
_MANY_SIGNS = 20
_NEIGHBOUR = 25
_LISTED = frozenset({Role.LIST_ITEM, Role.TABLE_CELL, Role.CODE})


def titles_twice(texts: Sequence[str], litter: frozenset[int], shapes: Sequence[Shape]) -> Iterator[Proposal]:
    """Of two printings of the title above the body, the one farther from the body. ``litter`` is passed over."""
    kept = (index for index in range(len(texts)) if index not in litter and texts[index].strip())
    head = list(islice((index for index in kept if not _has_role(shapes, index, _LISTED)), _HEAD))
    for place, index in enumerate(head[:_FIRST]):
        if weight(texts[index]) < _least(texts[index]) or is_metadata(texts[index]):
            continue
        names = _names(texts[index])
        for other in reversed(head[place + 1 :]):
            between = head[place + 1 : head.index(other)]
            if names & _names(texts[other]):
                if (place == 0 or not ends_sentence(texts[index])) and not any(
                    _is_prose(texts[middle]) for middle in between
                ):
                    yield Proposal("title-twice", index, facts=(("other", other + 1),))
                break


def title_again(texts: Sequence[str], litter: frozenset[int], shapes: Sequence[Shape]) -> Iterator[Proposal]:
    """The title printed once more below the text, where a page had its links. ``litter`` is passed over.

    A figure or two may differ, where one was mistranslated. Verse that ends as it began has no prose between.
    """
    kept = [index for index in range(len(texts)) if index not in litter and texts[index].strip()]
    if len(kept) < _ENOUGH_PROSE + 2:
        return
    title, last = kept[0], kept[-1]
    one, other = texts[title], texts[last]
    if weight(one) < _TITLE or len(one) > _LONGEST or ends_sentence(one) or ends_sentence(other) or is_metadata(one):
        return
    if _has_role(shapes, last, _LISTED) or not _names_alike(one, other):
        return
    prose = sum(weight(texts[index]) >= _PARAGRAPH and ends_sentence(texts[index]) for index in kept[1:-1])
    if prose >= _ENOUGH_PROSE:
        yield Proposal("title-twice", last, facts=(("other", title + 1),))


def _names_alike(one: str, other: str) -> bool:
    first, second = key(one), key(other)
    return first == second or (
        min(len(first), len(second)) >= _MANY_SIGNS and Levenshtein.distance(first, second, score_cutoff=2) <= 2
    )


def paragraphs_twice(
    paragraphs: Sequence[Paragraph], litter: frozenset[int], shapes: Sequence[Shape]
) -> Iterator[Proposal]:
    """The later of two equal paragraphs; what a text may well say twice (headings, list items, short lines) is not."""
    first: dict[bytes, int] = {}
    for index, paragraph in enumerate(paragraphs):
        if index in litter or _has_role(shapes, index, _LISTED | {Role.HEADING}):
            continue
        size = paragraph.weight
        if size < _NEIGHBOUR:
            continue
        other = first.setdefault(paragraph.key, index)
        if other != index and (size >= _PARAGRAPH or (other == index - 1 and size >= _NEIGHBOUR)):
            yield Proposal("paragraph-twice", index, facts=(("other", other + 1),))


def blank_lines(shapes: Sequence[Shape]) -> Iterator[Proposal]:
    """Paragraphs after more blank lines than this text usually leaves (one, at least). The span is empty: nothing
    of the paragraph itself changes, accepting means one blank line before it."""
    gaps = Counter(shape.gap for shape in shapes[1:] if shape.gap > 0)
    usual = gaps.most_common(1)[0][0] if gaps and gaps.most_common(1)[0][1] > 4 else 1
    for index, shape in enumerate(shapes):
        if shape.gap > max(1, usual):
            yield Proposal("blank-lines", index, Span(0, 0), facts=(("n", shape.gap),))


def _names(text: str) -> frozenset[str]:
    """The title itself and the title without the name of the site behind it; none for what no title is as long as."""
    if len(text) > _LONGEST:
        return frozenset()
    short = _SITE.sub("", text)
    return frozenset({key(text), key(short)} if weight(short) >= _TITLE else {key(text)}) - {""}


def _least(text: str) -> int:
    """A machine may end a title with a full stop, but a short sentence said twice is speech."""
    return _NEIGHBOUR if ends_sentence(text) else _TITLE


def _is_prose(text: str) -> bool:
    return ends_sentence(text) and not is_metadata(text)


def _has_role(shapes: Sequence[Shape], index: int, roles: frozenset[Role]) -> bool:
    return index < len(shapes) and shapes[index].role in roles
