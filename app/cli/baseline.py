"""Findings that are known already: a file kept beside the text, so that only new ones fail a build.

A finding is known by its rule, its normalised evidence and the texts of its row, as decisions are; the row's number
does not count, so a paragraph put in or moved makes nothing new. Of twins each needs an entry of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from app.cli.shapes import Json
from app.errors import UserError
from app.files import read_file, replace_file

_VERSION = 1
_LARGEST = 64 << 20
_MOST = 1_000_000
"""Times that one finding may be known: a number from outside is not believed without a limit."""


def read_baseline(path: Path) -> Counter[str]:
    """How often each finding is known, by its key.

    Raises UserError for a file that is missing or too large, or is no baseline.
    """
    data = read_file(path, _LARGEST)
    try:
        known = _known(json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError):
        raise UserError("baseline-broken", name=path.name) from None
    if known is None:
        raise UserError("baseline-broken", name=path.name)
    return known


def _known(data: object) -> Counter[str] | None:
    if not isinstance(data, dict) or data.get("enface-baseline") != _VERSION:
        return None
    entries = data.get("findings")
    if not isinstance(entries, list):
        return None
    known: Counter[str] = Counter()
    for entry in entries:
        if not isinstance(entry, dict):
            return None
        key, times = entry.get("key"), entry.get("times", 1)
        if not isinstance(key, str) or type(times) is not int or not 0 < times <= _MOST:
            return None
        known[key] += times
    return known


def write_baseline(path: Path, findings: Sequence[Json]) -> None:
    """Writes the findings down as known: one a line, in the order of their keys, so that two versions compare well.

    Raises UserError.
    """
    times = Counter(finding["key"] for finding in findings)
    sayings = {finding["key"]: (finding["check"], finding["message"]) for finding in findings}
    lines = [
        json.dumps({"key": key, "times": times[key], "check": check, "message": message}, ensure_ascii=False)
        for key, (check, message) in sorted(sayings.items())
    ]
    head = f'{{"enface-baseline": {_VERSION}, "findings": ['
    replace_file(path, "\n".join([head, ",\n".join(lines), "]}", ""]).encode("utf-8"))


def new_findings(findings: Sequence[Json], known: Counter[str]) -> list[bool]:
    """For each finding whether it is new: of twins as many are known as the baseline has."""
    left = known.copy()
    new: list[bool] = []
    for finding in findings:
        new.append(left[finding["key"]] <= 0)
        left[finding["key"]] -= 1
    return new
