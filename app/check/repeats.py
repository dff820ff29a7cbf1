"""The same sentence twice in a document: translated in two ways, or two sentences translated as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from app.check.groups import Grouped
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span
from glossary.language.scripts import CJK_RANGES

_MARKS = re.compile(r"[\W_]+")
_UNIT = re.compile(rf"[{CJK_RANGES}]|[^\W_]+")
_MANY, _MANY_SHARE = 10, 10
_ALIKE = 80
"""Of a hundred, from rapidfuzz: "by spending" and "according to spending"."""
_LONG_ENOUGH = {True: 8, False: 4}


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


class _Same(Grouped[str]):
    """Rows with the same text on one side and another on the other; what is ``alike`` counts as the same."""

    def __init__(
        self,
        code: str,
        same: Callable[[RowView], _Key],
        other: Callable[[RowView], _Key],
        alike: Callable[[str, str], bool],
    ) -> None:
        super().__init__()
        self._code, self._same, self._other, self._alike = code, same, other, alike

    def keys(self, view: RowView) -> Iterator[str]:
        key = view.note(self._same)
        if key.counts:
            yield key.plain

    def judge(self, key: str, members: Sequence[RowView]) -> Iterator[Fault]:
        if len(members) < 2:
            return
        others = [view.note(self._other).plain for view in members]
        ways = Counter(others)
        if len(ways) < 2:
            return
        common = ways.most_common(1)[0][0]
        model = members[others.index(common)]
        told: set[str] = set()
        for view, plain in zip(members, others, strict=True):
            # Each other way once, where it stands first: the sentence names the rows of all.
            if not self._alike(plain, common) and plain not in told:
                told.add(plain)
                facts: tuple[tuple[str, Fact], ...] = (
                    ("row", model.row + 1),
                    ("n", len(ways)),
                    ("rows", ", ".join(str(member.row + 1) for member in members[:12])),
                )
                yield Fault(self._code, (_span(view.target),), (_span(view.source),), facts, row=view.row, evidence=key)


class SameSource(_Same):
    """A sentence that stands elsewhere in the document with another translation."""

    def __init__(self, context: CheckContext) -> None:
        super().__init__("same-source", _source_key, _target_key, str.__eq__)

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        faults = list(super().faults(views))
        if len(faults) > max(_MANY, len(views) / _MANY_SHARE):
            # Several translations of one text: say so once.
            yield replace(faults[0], code="same-source-many", facts=(("n", len(faults)),), evidence="many")
        else:
            yield from faults


class SameTarget(_Same):
    """Two different sentences with the very same translation."""

    def __init__(self, context: CheckContext) -> None:
        super().__init__("same-target", _target_key, _source_key, _say_the_same)


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _is_long(text: str) -> bool:
    # No more are asked for than are enough in any script.
    units = [match[0] for match in islice(_UNIT.finditer(text), max(_LONG_ENOUGH.values()))]
    cjk = sum(len(unit) == 1 for unit in units) * 2 > len(units)
    return len(units) >= _LONG_ENOUGH[cjk]


def _span(text: str) -> Span:
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()))
