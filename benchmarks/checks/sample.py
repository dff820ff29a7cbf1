"""Fifty rows flagged for a number or a date, drawn by lot, to be read by a person; what was read stands beside.

    python -m benchmarks.checks.sample        prints the rows that ``verdicts.tsv`` has no word on yet
    python -m benchmarks.checks.sample all    prints all of them

A line of ``verdicts.tsv``: set, row, verdict, why in a few words. ``error``: the published text is wrong there;
``context``: the translator added what the reader needs (a year); ``false``: a careful reader sees no fault.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.model import Finding
from benchmarks.checks.alarms import NUMERIC, findings_of
from benchmarks.checks.data import read_set

SETS = ("zh-en.21", "zh-en.22", "zh-en.22B", "hkma.zh-en")
VERDICTS = Path(__file__).with_name("verdicts.tsv")
_SIZE, _SEED = 50, 6
_SAYS = {"error": "errors of the published text", "context": "context the translator gave", "false": "false"}

Place = tuple[str, int]


def drawn() -> list[Place]:
    """The rows of the sample: of all flagged ones, each as likely, and each by its own lot, so that a mended check does
    not make another sample of it."""
    flagged = {(name, f.row) for name in SETS for f in findings_of(read_set(name)) if f.check in NUMERIC}
    return sorted(sorted(flagged, key=_lot)[:_SIZE])


def _lot(place: Place) -> str:
    return hashlib.sha256(f"{_SEED} {place[0]} {place[1]}".encode()).hexdigest()


def verdicts() -> Mapping[Place, str]:
    if not VERDICTS.is_file():
        return {}
    lines = (line.split("\t") for line in VERDICTS.read_text("utf-8").splitlines() if line)
    return {(name, int(row)): verdict for name, row, verdict, *_ in lines}


def summary() -> str:
    """What the reading says of the rows drawn today; rows nobody has read count for nothing and are told."""
    known = verdicts()
    sample = drawn()
    counts = Counter(known[place] for place in sample if place in known)
    read = sum(counts.values())
    if not read:
        return "Nobody has read the sample yet."
    parts = [f"{counts[key]} ({100 * counts[key] / read:.0f} %) {says}" for key, says in _SAYS.items()]
    unread = f" {len(sample) - read} rows are flagged since and were not read." if read < len(sample) else ""
    return f"Of {read} rows {', '.join(parts)}.{unread}"


def _findings(place: Place) -> Iterator[Finding]:
    return (f for f in findings_of(read_set(place[0])) if f.row == place[1] and f.check in NUMERIC)


def main(every: bool) -> None:
    known = verdicts()
    for place in drawn():
        if every or place not in known:
            row = read_set(place[0]).rows[place[1]]
            said = ", ".join(f"{f.code} {dict(f.facts)}" for f in _findings(place))
            print(*place, known.get(place, ""), said, row.source, row.target, sep="\n    ")
    print(summary())


if __name__ == "__main__":
    main("all" in sys.argv[1:])
