"""How long a translation is: of a document as a rule, and of a row against that rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import exp, log, sqrt
from statistics import median
from typing import NamedTuple

from app.check.facts import LanguageFacts
from app.check.model import Lengths, RowView
from glossary.language.scripts import CJK_RANGES

_CJK = re.compile(f"[{CJK_RANGES}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_LETTERS_PER_SIGN = 4
_UNSETTLED = 80
_NORMAL = 1.4826
"""A median absolute deviation times this is a standard deviation."""
_LEAST_SPREADS = ((200, 0.08), (30, 0.13), (0, 0.2))
"""Down to what a spread is believed, by the rows it was measured on: a few rows are even by chance."""
_ENOUGH_ROWS = 8
_ENOUGH_TEXT = 40
_LEAST_LETTERS = 8
_NOTHING = 4 / 3
"""Times as long or as short: what never counts, however strict a document is."""


class Length(NamedTuple):
    """A row's length as a share of what its document makes one expect, and how many standard deviations away."""

    share: float
    deviation: float


def row_length(view: RowView) -> Length | None:
    """None for short rows, and for a length that is not even a quarter off, in however strict a document."""
    usual = view.context.lengths
    if usual is None:
        return None
    source, target = view.note(_letters)
    expected = source * usual.ratio
    if (
        max(expected, target) * _weight(view.context.target_facts) < _ENOUGH_TEXT
        or source < _LEAST_LETTERS
        or not target
    ):
        return None
    if 1 / _NOTHING < target / expected < _NOTHING:
        return None
    return Length(target / expected, deviation(view, source, target))


def _letters(view: RowView) -> tuple[float, float]:
    return letters(view.source, view.context.source_facts), letters(view.target, view.context.target_facts)


def deviation(view: RowView, source: float, target: float) -> float:
    """How many standard deviations so many letters of the target are from what the document makes one expect of those
    of the source; 0 where nothing is known of the document."""
    usual = view.context.lengths
    if usual is None or source < 1:
        return 0.0
    expected = source * usual.ratio
    unsettled = 1 + _UNSETTLED / (expected * _weight(view.context.target_facts))
    return log(max(target, 1) / expected) / (usual.spread * sqrt(unsettled))


def _weight(facts: LanguageFacts) -> int:
    """Latin letters that say as much as a letter of the language."""
    return _LETTERS_PER_SIGN - 1 if facts.is_cjk else 1


def letters(text: str, facts: LanguageFacts) -> float:
    """How long a text is without figures and marks, which are as long in every language: dates, codes, times.

    In Chinese and Japanese a Latin name counts as the few signs that it stands for.
    """
    # Of a text in Latin letters most are of ASCII, and those are counted without a look at each.
    count = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    if not text.isascii():
        count += sum(map(str.isalpha, "".join(_NOT_ASCII.findall(text))))
    if not facts.is_cjk:
        return count
    signs = len(_CJK.findall(text))
    return signs + (count - signs) / _LETTERS_PER_SIGN


def fit_lengths(texts: Iterable[tuple[str, str]], source: LanguageFacts, target: LanguageFacts) -> Lengths | None:
    """What is usual, by medians over the rows of some length; None with too little text.

    The variance of log(target / source) is taken as s² (1 + c / letters): measured on news, talks and reports, c is
    near 80. In a document of few rows the spread is not believed to be small.
    """
    sizes = ((letters(ours, source), letters(theirs, target)) for ours, theirs in texts if ours and theirs)
    weight = _weight(target)
    logs = [(log(there / here), there * weight) for here, there in sizes if here >= 10 and there]
    if len(logs) < _ENOUGH_ROWS:
        return None
    usual = median(ratio for ratio, _ in logs)
    spread = _NORMAL * median(abs(ratio - usual) / sqrt(1 + _UNSETTLED / size) for ratio, size in logs)
    least = next(least for rows, least in _LEAST_SPREADS if len(logs) >= rows)
    return Lengths(exp(usual), max(spread, least))
