"""Flagged rows per 1,000 on human references: of ours, of pofilter in the same run, of digit runs compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache

from app.check import run_checks
from app.model import Finding
from benchmarks.checks.data import Set, digit_runs, is_reported

HEAD = (
    "| set | rows | number + date | pofilter numbers | digit runs | all checks | pofilter, all | what makes them |\n"
    "|---|---|---|---|---|---|---|---|"
)
NUMERIC = frozenset({"number", "date"})


@dataclass(frozen=True, slots=True)
class Alarms:
    """The flagged rows of one half of a set, by check."""

    rows: int
    by_check: dict[str, frozenset[int]]

    def per_thousand(self, checks: Collection[str] | None = None) -> float:
        """Of all checks where none is named."""
        flagged: set[int] = set()
        for check, rows in self.by_check.items():
            if checks is None or check in checks:
                flagged |= rows
        return 1000 * len(flagged) / max(1, self.rows)


@cache
def findings_of(set_: Set) -> tuple[Finding, ...]:
    return run_checks(set_.rows, set_.context)


def alarms(set_: Set, *, reported: bool = True) -> Alarms:
    """Ours. The whole set is checked as one document; only the rows of a half are counted."""
    flagged: dict[str, set[int]] = defaultdict(set)
    for finding in findings_of(set_):
        if is_reported(finding.row) is reported:
            flagged[finding.check].add(finding.row)
    size = sum(is_reported(row.row) is reported for row in set_.rows)
    return Alarms(size, {check: frozenset(rows) for check, rows in flagged.items()})


def pofilter(set_: Set) -> Alarms | None:
    """The standard checker of translate-toolkit with all its tests; None where it is not installed."""
    check = _pofilter(set_.target)
    if check is None:
        return None
    flagged: dict[str, set[int]] = defaultdict(set)
    rows = [row for row in set_.rows if is_reported(row.row)]
    for row in rows:
        for test in check(row.source or "", row.target):
            flagged[test].add(row.row)
    return Alarms(len(rows), {test: frozenset(hit) for test, hit in flagged.items()})


@cache
def _pofilter(language: str) -> Callable[[str, str], Collection[str]] | None:
    try:
        from translate.filters.checks import CheckerConfig, StandardChecker
        from translate.storage.base import TranslationUnit
    except ImportError:
        return None
    checker = StandardChecker(checkerconfig=CheckerConfig(targetlanguage=language))

    def tests_failed(source: str, target: str) -> Collection[str]:
        unit = TranslationUnit(source)
        unit.target = target
        return list(checker.run_filters(unit))

    return tests_failed


def lines(sets: Collection[Set]) -> Iterator[str]:
    for set_ in sets:
        ours, theirs = alarms(set_), pofilter(set_)
        rows = [row for row in set_.rows if is_reported(row.row)]
        runs = sum(digit_runs(row.source or "") != digit_runs(row.target) for row in rows)
        causes = sorted(ours.by_check.items(), key=_by_size)
        parts = ", ".join(f"{check} {1000 * len(hit) / ours.rows:.1f}" for check, hit in causes)
        peer = (f"{theirs.per_thousand({'numbers'}):.0f}", f"{theirs.per_thousand():.0f}") if theirs else ("–", "–")
        yield (
            f"| {set_.name} | {ours.rows} | **{ours.per_thousand(NUMERIC):.1f}** | {peer[0]} "
            f"| {1000 * runs / ours.rows:.0f} | **{ours.per_thousand():.1f}** | {peer[1]} | {parts} |"
        )


def _by_size(entry: tuple[str, frozenset[int]]) -> int:
    return -len(entry[1])
