"""CPU time of the checks on one core, whatever else the machine is doing."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from statistics import median

from app import pipeline
from app.check import CheckContext, CheckRow, fit_context, run_checks, run_document, run_row_checks
from benchmarks.checks.data import Set

HEAD = (
    "| set | rows a second, a document | again after an edit | one row after a key, ms: median, slowest of 100 |\n"
    "|---|---|---|---|"
)
_CHARACTERS = 400
_TIMES = 3
_ROWS = 60
_KEYS = 200


def lines(sets: Collection[Set]) -> Iterator[str]:
    for set_ in sets:
        context = _with_glossary(set_)
        seconds = min(_seconds(partial(run_checks, set_.rows, context)) for _ in range(_TIMES))
        known = run_document(set_.rows, context).results
        edited = [replace(set_.rows[0], target=set_.rows[0].target + " And more."), *set_.rows[1:]]
        after = fit_context(edited, context, known.context.lengths)
        again = min(_seconds(partial(run_document, edited, after, known=known)) for _ in range(_TIMES))
        keys = sorted(_keystrokes(set_, context))
        slow = keys[len(keys) * 99 // 100]
        key = f"{1000 * median(keys):.2f}, {1000 * slow:.2f}"
        yield f"| {set_.name} | {len(set_.rows) / seconds:,.0f} | {len(set_.rows) / again:,.0f} | {key} |"


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
