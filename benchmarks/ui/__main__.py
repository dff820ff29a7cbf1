"""What the window costs, in CPU time beside plain Qt; writes docs/performance.md.

python -m benchmarks.ui
"""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import PySide6
from PySide6.QtWidgets import QApplication

from benchmarks.ui import grid, starting, window

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
INTRODUCTION = Path(__file__).with_name("page.md")
"""What the page says round its tables."""
SIZES = (100, 10_000, 100_000, 1_000_000)


def main() -> None:
    app = QApplication([])
    plain, ours = starting.start_times()
    start = f"Empty window {plain:.0f}, ours {ours:.0f}: {ours / plain:.2f}×. Goal: 300, and 1.5×."
    print(start, flush=True)
    rows = _said(grid.table(app))
    memory = grid.memory_mb()
    whole = _said(window.table(SIZES))
    where = f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.system()}"
    today = datetime.datetime.now(datetime.UTC).date()
    words = INTRODUCTION.read_text("utf-8")
    PAGE.write_text(words.format(date=today, where=where, start=start, grid=rows, memory=memory, window=whole), "utf-8")
    print(f"written: docs/{PAGE.name}")


def _said(lines: Iterable[str]) -> str:
    kept = []
    for line in lines:
        print(line, flush=True)
        kept.append(line)
    return "\n".join(kept)


if __name__ == "__main__":
    main()
