"""What the review grid costs: CPU milliseconds per step at 100,000 and 1,000,000 rows, beside a plain QTableView.

Part of ``python -m benchmarks.ui``. CPU time is compared, not wall time: neighbours on the machine set that. The
baseline is a QTableView of 10,000 rows of the same texts, wrapped, its rows sized when they come into sight.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from app.words import load_words
from ui.theme import apply_theme, load_theme
from ui.view.editor import CellEditor
from ui.view.grid import ReviewGrid
from ui.view.model import CellView, Mark, MarkKind, RowView

SIZES = (100_000, 1_000_000)
BASELINE_ROWS = 10_000
STEPS = 60
SOURCE = "省委全会强调,各级党委要加强领导,认真抓好贯彻落实,确保各项任务落到实处。"
TARGET = (
    "The plenary session stressed that party committees at all levels should strengthen leadership and carry out the "
    "guiding principles in earnest, ensuring that every task is accomplished. "
)


def texts(index: int) -> tuple[str, str]:
    return f"{index} {SOURCE * (index % 3 + 1)}", f"{index} {TARGET * (index % 3 + 1)}"


class MadeRows:
    """Rows of one to three sentences with two findings each, made when asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    def count(self) -> int:
        return self._count

    def row(self, index: int) -> RowView:
        source, target = texts(index)
        marks = (Mark(8, 23, MarkKind.ERROR), Mark(40, 60, MarkKind.TERM))
        left = CellView(index * 2 + 1, source, (Mark(2, 8, MarkKind.WARN),), language="zh-Hans")
        right = CellView(index * 2 + 2, target, marks, language="en")
        return RowView(index + 1, index + 1, (left,), (right,))

    def highest(self) -> int:
        return self._count

    def index_of(self, row_id: int) -> int:
        return row_id - 1

    def minimap(self) -> Sequence[tuple[int, str]]:
        return tuple((index, "error") for index in range(0, self._count, 500))


class PlainModel(QAbstractTableModel):
    """The same texts for a QTableView."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: N802
        return BASELINE_ROWS

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: N802
        return 2

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return texts(index.row())[index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class PlainTable(QTableView):
    """The baseline: wrapped text, a row is sized when it is first seen."""

    def __init__(self) -> None:
        super().__init__()
        self.setModel(PlainModel(self))
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.size_seen()

    def size_seen(self) -> None:
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        for row in range(first, (last if last >= 0 else first + 20) + 1):
            self.resizeRowToContents(row)


def cpu(step: Callable[[], None], app: QApplication) -> float:
    """CPU milliseconds of a step with all painting it causes."""
    begin = time.process_time()
    step()
    app.sendPostedEvents()
    app.processEvents()
    return (time.process_time() - begin) * 1000


def idle(app: QApplication, grid: ReviewGrid | None) -> None:
    """The pause between two inputs, in which rows are laid out ahead."""
    for _ in range(40 if grid is not None else 1):
        app.processEvents()


def grid_steps(app: QApplication, count: int) -> Iterator[tuple[str, list[float]]]:
    words, theme = load_words(), load_theme("light")
    grid = ReviewGrid(theme, words)

    def open_grid() -> None:
        grid.resize(1400, 900)
        grid.set_headings("中文", "English")
        grid.set_source(MadeRows(count))
        grid.show()

    yield "first paint", [cpu(open_grid, app)]
    bar = grid.verticalScrollBar()
    yield "wheel 60 px", measure(app, grid, lambda _: grid.scroll_by(60))
    yield "page, prepared", measure(app, grid, lambda _: bar.setValue(bar.value() + grid.viewport().height() - 40))
    yield "page, held down", measure(app, None, lambda _: bar.setValue(bar.value() + grid.viewport().height() - 40))
    yield "jump", measure(app, grid, lambda n: grid.set_current(n * 7919 * 13 % count))
    yield "resize", measure(app, grid, lambda n: grid.resize(1400 - 10 * (n % 20) - 10, 900))
    grid.edit_current()
    editor = grid.viewport().findChild(CellEditor)
    assert isinstance(editor, CellEditor)
    yield "keystroke", measure(app, grid, lambda _: editor.insert("x "))
    grid.leave()
    grid.close()
    grid.deleteLater()


def table_steps(app: QApplication) -> Iterator[tuple[str, list[float]]]:
    made: list[PlainTable] = []

    def open_table() -> None:
        table = PlainTable()
        made.append(table)
        table.resize(1400, 900)
        table.show()

    yield "first paint", [cpu(open_table, app)]
    table = made[0]
    bar = table.verticalScrollBar()

    def move(pixels: int) -> None:
        bar.setValue(bar.value() + pixels)
        table.size_seen()

    def jump(number: int) -> None:
        table.scrollTo(table.model().index(number * 7919 % BASELINE_ROWS, 0))
        table.size_seen()

    def resize(number: int) -> None:
        table.resize(1400 - 10 * (number % 20) - 10, 900)
        table.size_seen()

    yield "wheel 60 px", measure(app, None, lambda _: move(60))
    pages = measure(app, None, lambda _: move(table.viewport().height() - 40))
    yield "page, prepared", pages
    yield "page, held down", pages
    yield "jump", measure(app, None, jump)
    yield "resize", measure(app, None, resize)
    table.close()


def measure(app: QApplication, grid: ReviewGrid | None, step: Callable[[int], None]) -> list[float]:
    taken = []
    for number in range(1, STEPS + 1):
        taken.append(cpu(partial(step, number), app))
        idle(app, grid)
    return taken


def memory_mb() -> float:
    try:
        import resource as usage

        return usage.getrusage(usage.RUSAGE_SELF).ru_maxrss / 1024
    except ImportError:  # not on Windows
        return float("nan")


def high(values: list[float]) -> float:
    return sorted(values)[max(round(len(values) * 0.99) - 1, 0)]


def table(app: QApplication) -> Iterator[str]:
    """The lines of the table of the page, in Markdown."""
    apply_theme(app, load_theme("light"))
    baseline = dict(table_steps(app))
    yield "| step | table, 10,000 |" + "".join(f" grid, {size:,} |" for size in SIZES)
    yield "|---|---|" + "---|" * len(SIZES)
    grids = {size: dict(grid_steps(app, size)) for size in SIZES}
    for step in grids[SIZES[0]]:
        base = baseline.get(step)
        cells = [step, f"{statistics.median(base):.1f} / {high(base):.1f}" if base else "–"]
        for size in SIZES:
            values = grids[size][step]
            ratio = f", {statistics.median(values) / statistics.median(base):.2f}×" if base else ""
            cells.append(f"{statistics.median(values):.1f} / {high(values):.1f}{ratio}")
        yield "| " + " | ".join(cells) + " |"
