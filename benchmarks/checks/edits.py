"""Seeded edits: one thing of a human reference is spoilt, and a finding that was not there before has to say so."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from app.check import CheckContext, CheckRow, fit_context, run_row_checks
from benchmarks.checks.alarms import NUMERIC
from benchmarks.checks.data import Set, is_reported

HEAD = "| set | " + " | ".join(
    ["digit changed", "number dropped", "magnitude", "extra zero", "two swapped", "currency", "second half cut",
     "first half cut", "doubled word", "lone bracket", "untranslated"]
) + " |\n|---" + "|---" * 11 + "|"  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?<![.,])(?![\w])")
_WORD = re.compile(r"(?<!\S)[^\W\d_]{3,}(?!\S)")
_MAGNITUDES = (("million", "billion"), ("billion", "million"), ("Millionen", "Milliarden"), ("Milliarden", "Millionen"),
               ("万", "亿"), ("亿", "万"), ("млн", "млрд"), ("млрд", "млн"))  # fmt: skip
_CURRENCIES = (
    (re.compile(r"(?:US|HK)?\$(?=\d)"), "€"), (re.compile(r"[€£](?=\d)"), "$"), (re.compile(r"(?:RMB|¥) ?(?=\d)"), "$"),
    (re.compile(r"(?<=[\dn] )(?:yuan|yen|RMB)\b"), "dollars"), (re.compile(r"(?<=[\dn] )Euro\b"), "Dollar"),
    (re.compile(r"(?<=[\dn] )(?:US-)?Dollar\b"), "Euro"), (re.compile(r"美元|欧元|英镑"), "日元"),
)  # fmt: skip
_LONG = 40
"""Letters a row needs before half of it is cut."""

Spoil = Callable[[CheckRow, random.Random], str | None]


def _digit(row: CheckRow, choose: random.Random) -> str | None:
    text = row.target
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return None
    at = choose.choice([place for place in range(*choose.choice(numbers).span()) if text[place].isdigit()])
    return text[:at] + choose.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]


def _dropped(row: CheckRow, choose: random.Random) -> str | None:
    numbers = list(_NUMBER.finditer(row.target))
    if not numbers:
        return None
    start, end = choose.choice(numbers).span()
    return row.target[:start] + row.target[end:]


def _extra_zero(row: CheckRow, choose: random.Random) -> str | None:
    numbers = [match for match in _NUMBER.finditer(row.target) if match[0].isdigit()]
    if not numbers:
        return None
    end = choose.choice(numbers).end()
    return row.target[:end] + "0" + row.target[end:]


def _magnitude(row: CheckRow, choose: random.Random) -> str | None:
    for match in _NUMBER.finditer(row.target):
        for one, other in _MAGNITUDES:
            if row.target[match.end() :].lstrip(" \u00a0").startswith(one):
                return row.target[: match.end()] + row.target[match.end() :].replace(one, other, 1)
    return None


def _swap(row: CheckRow, choose: random.Random) -> str | None:
    """Two different numbers of the target change places."""
    found = list(_NUMBER.finditer(row.target))
    pairs = [(one, two) for one in found for two in found if one.start() < two.start() and one[0] != two[0]]
    if not pairs:
        return None
    one, two = choose.choice(pairs)
    text = row.target
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _currency(row: CheckRow, choose: random.Random) -> str | None:
    for name, other in _CURRENCIES:
        if name.search(row.target):
            return name.sub(other, row.target, count=1)
    return None


def _second_half(row: CheckRow, choose: random.Random) -> str | None:
    cut = _middle(row.target)
    return None if cut is None else row.target[:cut].rstrip()


def _first_half(row: CheckRow, choose: random.Random) -> str | None:
    cut = _middle(row.target)
    return None if cut is None else row.target[cut:].lstrip()


def _middle(text: str) -> int | None:
    """The word boundary next to the middle; the very middle of a text without spaces."""
    if sum(map(str.isalpha, text)) < _LONG:
        return None
    half = len(text) // 2
    spaces = [at for at, sign in enumerate(text) if sign == " "]
    return min(spaces, key=lambda at: abs(at - half)) if len(spaces) > 3 else half


def _doubled(row: CheckRow, choose: random.Random) -> str | None:
    words = list(_WORD.finditer(row.target))
    if not words:
        return None
    word = choose.choice(words)
    return row.target[: word.end()] + " " + word[0] + row.target[word.end() :]


def _bracket(row: CheckRow, choose: random.Random) -> str | None:
    words = list(_WORD.finditer(row.target))
    if not words:
        return None
    word = choose.choice(words)
    at, sign = choose.choice([(word.start(), "("), (word.end(), ")")])
    return row.target[:at] + sign + row.target[at:]


def _untranslated(row: CheckRow, choose: random.Random) -> str | None:
    return row.source if row.source and sum(map(str.isalpha, row.source)) >= _LONG // 2 else None


EDITS: tuple[tuple[str, Spoil, Collection[str] | None], ...] = (
    ("digit changed", _digit, NUMERIC),
    ("number dropped", _dropped, NUMERIC),
    ("magnitude", _magnitude, NUMERIC),
    ("extra zero", _extra_zero, NUMERIC),
    ("two swapped", _swap, NUMERIC),
    ("currency", _currency, NUMERIC),
    ("second half cut", _second_half, None),
    ("first half cut", _first_half, None),
    ("doubled word", _doubled, ("doubled-word",)),
    ("lone bracket", _bracket, ("brackets",)),
    ("untranslated", _untranslated, ("untranslated",)),
)
"""Each edit with the checks that may find it; None for any: half a row missing shows in its numbers and marks too."""


def recall(set_: Set, *, reported: bool = True) -> dict[str, tuple[int, int, list[tuple[CheckRow, str]]]]:
    """For each edit how many rows were found out, of how many, and those that were not with their spoilt target.

    Every row is checked alone, so that no edit hides another, with what the whole document says of lengths.
    """
    context = fit_context(set_.rows, set_.context)
    found: dict[str, tuple[int, int, list[tuple[CheckRow, str]]]] = {}
    rows = [row for row in set_.rows if is_reported(row.row) is reported]
    for name, spoil, checks in EDITS:
        hits = total = 0
        missed: list[tuple[CheckRow, str]] = []
        for row in rows:
            spoilt = spoil(row, random.Random(f"{name}{row.row}"))
            if spoilt is None or spoilt == row.target:
                continue
            total += 1
            if _said(replace(row, target=spoilt), context, checks) - _said(row, context, checks):
                hits += 1
            else:
                missed.append((row, spoilt))
        found[name] = hits, total, missed
    return found


def _said(row: CheckRow, context: CheckContext, checks: Collection[str] | None) -> Counter[tuple[str, str]]:
    return Counter(
        (finding.check, finding.evidence)
        for finding in run_row_checks(row, context)
        if checks is None or finding.check in checks
    )


def lines(sets: Collection[Set]) -> Iterator[str]:
    for set_ in sets:
        cells = [f"{100 * hits / total:.0f} % of {total}" if total else "–" for hits, total, _ in recall(set_).values()]
        yield f"| {set_.name} | {' | '.join(cells)} |"
