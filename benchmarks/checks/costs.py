"""CPU time of the checks on one core, whatever else the machine is doing."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from random import Random
from statistics import median

from app import pipeline
from app.check import CheckContext, CheckRow, fit_context, run_checks, run_document, run_row_checks
from benchmarks.checks.data import Set

HEAD = "| set | rows a second, a document | one row after a key, ms: median, slowest of 100 |\n|---|---|---|"
EDITS = (
    "| rows | first run, s | again after an edit, ms: median, slowest | after a row more, after a row less |\n"
    "|---|---|---|---|"
)
_CHARACTERS = 400
_TIMES = 3
_ROWS = 60
_KEYS = 200
_SIZES = (1_000, 10_000, 100_000)
_EDITS = 25


def lines(sets: Collection[Set]) -> Iterator[str]:
    for set_ in sets:
        context = _with_glossary(set_)
        seconds = min(_seconds(partial(run_checks, set_.rows, context)) for _ in range(_TIMES))
        keys = sorted(_keystrokes(set_, context))
        slow = keys[len(keys) * 99 // 100]
        key = f"{1000 * median(keys):.2f}, {1000 * slow:.2f}"
        yield f"| {set_.name} | {len(set_.rows) / seconds:,.0f} | {key} |"


def edits(set_: Set) -> Iterator[str]:
    """What an edit costs in documents of several sizes: all checks, those of the whole document too."""
    context = _with_glossary(set_)
    for size in _SIZES:
        yield _after_edits(_grown(set_, size), context)


def _grown(set_: Set, size: int) -> list[CheckRow]:
    """The set again and again, numbered, so that no row is another's twin."""
    rows = []
    for number in range(size):
        round_, at = divmod(number, len(set_.rows))
        row, mark = set_.rows[at], f" ({round_})" if round_ else ""
        rows.append(CheckRow(number, (row.source or "") + mark, row.target + mark, row.role))
    return rows


def _after_edits(rows: list[CheckRow], context: CheckContext) -> str:
    context = fit_context(rows, context)
    began = time.process_time()
    known = run_document(rows, context).results
    first = time.process_time() - began
    chance = Random(len(rows))
    times: dict[str, list[float]] = {"edit": [], "more": [], "less": []}
    for how, taken in times.items():
        for number in range(_EDITS):
            at = chance.randrange(len(rows))
            if how == "edit":
                rows = [*rows[:at], replace(rows[at], target=f"{rows[at].target} And {number} more."), *rows[at + 1 :]]
            else:
                new = [CheckRow(at, f"又一句话{number}。", f"Sentence {number} more.")] if how == "more" else []
                rest = rows[at:] if new else rows[at + 1 :]
                rows = [*rows[:at], *new, *(replace(row, row=at + len(new) + n) for n, row in enumerate(rest))]
            taken.append(1000 * _seconds(partial(run_document, rows, context, known=known)))
    edit, more, less = (median(taken) for taken in times.values())
    return f"| {len(rows):,} | {first:.1f} | {edit:.1f}, {max(times['edit']):.1f} | {more:.1f}, {less:.1f} |"


def _with_glossary(set_: Set) -> CheckContext:
    return pipeline.context_for(pipeline.choose_glossaries((), set_.source, set_.target), set_.source, set_.target)


def _keystrokes(set_: Set, context: CheckContext) -> Iterator[float]:
    """Rows of about 400 characters, each checked with a letter more at a time, as when it is typed."""
    context = fit_context(set_.rows, context)
    rows = set_.rows[:_ROWS]
    source, target = " ".join(row.source or "" for row in rows), " ".join(row.target for row in rows)
    for key in range(_KEYS):
        at = 7 * key
        row = CheckRow(0, source[at // 3 : at // 3 + _CHARACTERS // 3], target[at : at + _CHARACTERS])
        yield _seconds(partial(run_row_checks, row, context))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
