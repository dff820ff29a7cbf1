"""What the term check costs and how often it cries wolf; writes docs/terms.md.

    python -m benchmarks.terms

Needs the development data (ENFACE_DATA, default ../shared/data) for the first table; without it that one is left out
and nothing is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from benchmarks.terms import costs, quality
from benchmarks.terms.data import DATA

PAGE = Path(__file__).resolve().parents[2] / "docs" / "terms.md"
INTRODUCTION = Path(__file__).with_name("page.md")
"""What the page says round its two tables; {date}, {quality} and {costs} are put in."""


def main() -> None:
    tables = []
    if (DATA / "qa/refs/hkma-terms.zh-en.csv").exists():
        tables.append(_table(quality.HEAD, (line.row() for line in quality.lines())))
    tables.append(_table(costs.HEAD, costs.lines()))
    if len(tables) == 2:
        words = INTRODUCTION.read_text("utf-8")
        PAGE.write_text(
            words.format(date=datetime.datetime.now(datetime.UTC).date(), quality=tables[0], costs=tables[1]), "utf-8"
        )
        print(f"written: docs/{PAGE.name}")
    else:
        print(f"no development data in {DATA}: false alarms not measured, nothing written")


def _table(head: str, rows: Iterable[str]) -> str:
    print(head)
    lines = [head]
    for row in rows:
        print(row, flush=True)
        lines.append(row)
    return "\n".join(lines)


if __name__ == "__main__":
    main()
