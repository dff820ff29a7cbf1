"""The same sentence twice in a document: translated in two ways, or two sentences translated as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz import fuzz

from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span
from glossary.language.scripts import CJK_RANGES

_MARKS = re.compile(r"[\W_]+")
_UNIT = re.compile(rf"[{CJK_RANGES}]|[^\W_]+")
_MANY, _MANY_SHARE = 20, 5
_ALIKE = 80
"""Of a hundred, from rapidfuzz: "by spending" and "according to spending"."""
_LONG_ENOUGH = {True: 8, False: 4}


def check_same_source(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """A sentence that stands elsewhere in the document with another translation."""
    faults = list(_groups(views, _source_key, _target_key, str.__eq__, "same-source"))
    if len(faults) > max(_MANY, len(views) / _MANY_SHARE):
        # Several translations of one text: say so once.
        yield replace(faults[0], code="same-source-many", facts=(("n", len(faults)),), evidence="many")
    else:
        yield from faults


def check_same_target(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """Two different sentences with the very same translation."""
    yield from _groups(views, _target_key, _source_key, _say_the_same, "same-target")


def _say_the_same(one: str, other: str) -> bool:
    """Whether two sources differ by a word or two only: one translation for both is no loss."""
    return one == other or fuzz.ratio(one, other) >= _ALIKE


class _Key(NamedTuple):
    """A text without its marks; ``counts``: the row has both sides and this one is long enough to say something."""

    plain: str
    counts: bool


def _source_key(view: RowView) -> _Key:
    return _Key(_plain(view.source), view.has_both and _is_long(view.source))


def _target_key(view: RowView) -> _Key:
    return _Key(_plain(view.target), view.has_both and _is_long(view.target))


def _groups(
    views: Sequence[RowView],
    same: Callable[[RowView], _Key],
    other: Callable[[RowView], _Key],
    alike: Callable[[str, str], bool],
    code: str,
) -> Iterator[Fault]:
    groups: dict[str, list[RowView]] = {}
    for view in views:
        key = view.note(same)
        if key.counts:
            groups.setdefault(key.plain, []).append(view)
    for plain, group in groups.items():
        if len(group) < 2:
            continue
        ways = Counter(view.note(other).plain for view in group)
        if len(ways) < 2:
            continue
        common = ways.most_common(1)[0][0]
        model = next(view for view in group if view.note(other).plain == common)
        for view in group:
            if not alike(view.note(other).plain, common):
                facts: tuple[tuple[str, Fact], ...] = (
                    ("row", model.row + 1),
                    ("n", len(ways)),
                    ("rows", ", ".join(str(member.row + 1) for member in group[:12])),
                )
                yield Fault(code, (_span(view.target),), (_span(view.source),), facts, row=view.row, evidence=plain)


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _is_long(text: str) -> bool:
    units = _UNIT.findall(text)
    cjk = bool(units) and sum(len(unit) == 1 for unit in units) * 2 > len(units)
    return len(units) >= _LONG_ENOUGH[cjk]


def _span(text: str) -> Span:
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()))
