"""How quiet the checks are, how much they find, what they cost; writes docs/checks.md.

    python -m benchmarks.checks

Needs the development data (ENFACE_DATA, default ../shared/data); without it only what needs none is printed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from benchmarks.checks import alarms, costs, edits, perturbed, planted, sample
from benchmarks.checks.data import DATA, NEWS, OTHERS, read_set

PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
INTRODUCTION, READING = Path(__file__).with_name("page.md"), Path(__file__).with_name("reading.md")
SPOILT = ("zh-en.21", "zh-en.22", "en-de.21", "en-de.22", "ja-en.22", "en-zh.22", "en-ru.22", "fr-de.22", "hkma.zh-en")
TIMED = ("zh-en.22", "en-de.22", "hkma.zh-en")
GROWN = "zh-en.22"
PAIRS = ("zh-en", "en-de", "ja-en", "hkma.zh-en")


def main() -> None:
    documents = _table(planted.HEAD, planted.lines())
    if not DATA.is_dir():
        print(f"no development data in {DATA}: the rest is not measured, nothing written")
        return
    sets = [read_set(name) for name in (*NEWS, *OTHERS)]
    page = INTRODUCTION.read_text("utf-8").format(
        date=datetime.datetime.now(datetime.UTC).date(),
        alarms=_table(alarms.HEAD, alarms.lines(sets)),
        means=_table("| pair | numbers and dates | all checks |\n|---|---|---|", _means()),
        reading=READING.read_text("utf-8").strip().format(summary=sample.summary()),
        edits=_table(edits.HEAD, edits.lines([read_set(name) for name in SPOILT])),
        demetr=_table(perturbed.HEAD, perturbed.lines()),
        planted=documents,
        costs=_table(costs.HEAD, costs.lines([read_set(name) for name in TIMED])),
        grown=_table(costs.EDITS, costs.edits(read_set(GROWN))),
    )
    PAGE.write_text(page, "utf-8")
    print(f"written: docs/{PAGE.name}")


def _means() -> Iterable[str]:
    """Over the sets of a pair, each set alike."""
    for pair in PAIRS:
        found = [alarms.alarms(read_set(name)) for name in (*NEWS, *OTHERS) if name.startswith(pair)]
        numbers = sum(one.per_thousand(alarms.NUMERIC) for one in found) / len(found)
        every = sum(one.per_thousand() for one in found) / len(found)
        yield f"| {pair} | {numbers:.1f} | {every:.1f} |"


def _table(head: str, rows: Iterable[str]) -> str:
    print(head)
    lines = [head]
    for row in rows:
        print(row, flush=True)
        lines.append(row)
    return "\n".join(lines)


if __name__ == "__main__":
    main()
