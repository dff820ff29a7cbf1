"""The window on a project of many rows: what a person waits for, beside the same on a small project.

Part of ``python -m benchmarks.ui``. Each size is a process of its own (``python -m benchmarks.ui.window ROWS``), so
that its memory is its own and nobody else's rows are in it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import pipeline
from app.model import BlockId, Imported, ImportedBlock, RowState, Side
from app.project import Project
from app.queueing import queue_in_steps
from app.report.gather import material_in_steps
from app.settings import Settings
from app.tasks import Task
from app.words import load_words
from benchmarks.ui.grid import high, memory_mb
from ui.main import make_window
from ui.view.editor import CellEditor
from ui.warming import import_the_rest
from ui.window import MainWindow
from ui.work import WorkPage

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "会议指出，全市共有{n}家企业，要践行“八八战略”，推动高质量发展。"
TARGET = "The meeting said that the city has {n} companies and must carry out the Double-Eight Strategy."
SURVEYED = 10_000
"""In larger projects the survey, which takes a second for each thousand rows, is called off, not waited for."""
WRITTEN = 100_000
"""Larger projects are only looked at."""
_FRAMES = 150
_FRAME = 0.016


def make(path: Path, rows: int) -> None:
    sides = {}
    for side, template in ((Side.SOURCE, SOURCE), (Side.TARGET, TARGET)):
        # Every hundredth figure is wrong, so that there is something to find.
        texts = [template.format(n=n + (n % 100 == 7 and side is Side.TARGET)) for n in range(rows)]
        joined = "\n".join(texts)
        sides[side] = Imported("text.txt", "txt", joined.encode(), joined, tuple(map(ImportedBlock, texts)))
    prepared = pipeline.pair_lines(sides[Side.SOURCE], sides[Side.TARGET], {Side.SOURCE: "zh", Side.TARGET: "en"})
    Project.create(path, prepared, "bench", pipeline.shipped_rules()).close()


def measure(work: Callable[[], object], times: int = 9) -> float:
    """The median CPU milliseconds of the UI thread."""
    spent = []
    for _ in range(times):
        QApplication.processEvents()
        began = time.thread_time()
        work()
        QApplication.processEvents()
        spent.append((time.thread_time() - began) * 1000)
    return statistics.median(spent)


def _wait(until: Callable[[], bool]) -> None:
    while not until():
        # QTest.qWait would keep the interpreter to itself, and the job from getting on.
        time.sleep(0.005)
        QApplication.processEvents()


def _frames(window: MainWindow, page: WorkPage) -> Iterator[float]:
    """Milliseconds by the clock from a turn of the wheel until everything is painted."""
    for _ in range(_FRAMES):
        began = time.perf_counter()
        page.grid.scroll_by(60)
        QApplication.processEvents()
        yield (time.perf_counter() - began) * 1000
        time.sleep(_FRAME)


def run(rows: int) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.enface"
        # What making it took is not this process's memory.
        subprocess.run([sys.executable, "-m", __spec__.name, str(rows), str(path)], cwd=ROOT, check=True)
        window = make_window(Settings(author="bench"), Path(folder) / "settings.json", load_words())
        window.show()
        QApplication.processEvents()
        # As the program does while a person looks for the project.
        for _ in import_the_rest():
            QApplication.processEvents()
        empty = memory_mb()
        found: dict[str, str] = {}
        began = time.thread_time()
        window.open_project(path)
        QApplication.processEvents()
        found["open, first rows"] = f"{(time.thread_time() - began) * 1000:.1f}"
        found["memory then, and of the empty window, MB"] = f"{memory_mb():.0f} / {empty:.0f}"
        page, session = window.page, window.session
        assert page is not None
        assert session is not None
        began = time.perf_counter()
        opening = list(_frames(window, page))
        _wait(lambda: not session.checking)
        found["verified and to be written after, seconds"] = f"{time.perf_counter() - began:.1f}"
        _steps(found, window, page, rows)
        found["wheel, while it is opened"] = _said(opening)
        window.jobs.cancel()
        window.close()
        return found


def _steps(found: dict[str, str], window: MainWindow, page: WorkPage, rows: int) -> None:
    session, verbs = window.session, window.verbs
    assert session is not None
    assert verbs is not None

    def tell(name: str, work: Callable[[], object], times: int = 9) -> None:
        found[name] = f"{measure(work, times):.1f}"

    def confirm() -> None:
        verbs.do_confirm()

    def edit() -> None:
        row = session.rows.row(page.grid.current_row)
        cell = row.target[0]
        session.write(session.rows.ids[page.grid.current_row], BlockId(cell.block_id), cell.text + ".")

    if rows <= WRITTEN:
        _wait(lambda: session.settled or (window.jobs.busy and not session.surveyor.gathering))
        found["wheel, while it is surveyed"] = _said(list(_frames(window, page)))
        if rows <= SURVEYED:
            _wait(lambda: not window.jobs.busy and session.settled)
            found["memory, all surveyed, MB"] = f"{memory_mb():.0f}"
        else:
            window.jobs.cancel()
            _wait(lambda: not window.jobs.busy)
    else:
        _wait(lambda: session.settled)
        found["memory, all counted, MB"] = f"{memory_mb():.0f}"
    found["wheel, at rest"] = _said(list(_frames(window, page)))
    place = iter(range(3, rows, max(rows // 200, 1)))
    tell("move to a row", lambda: page.grid.set_current(next(place)))
    if rows <= WRITTEN:
        tell("confirm and go on", confirm)
        tell("edit one row", edit)
    page.grid.edit_current()
    field = page.grid.viewport().findChild(CellEditor)
    assert isinstance(field, CellEditor)
    tell("keystroke", lambda: QTest.keyClicks(field, "x"), 40)
    page.grid.leave()
    if rows <= WRITTEN:
        tell("undo", verbs.do_undo)
        tell("filter: findings", lambda: page.filter_bar.choose("findings"), 3)
    tell("filter: words, first hits", lambda: session.search.set_filter("all", "123"), 3)
    _wait(lambda: not session.search.busy)
    tell("filter: all", lambda: page.filter_bar.choose("all"), 3)
    if rows <= WRITTEN:
        for name in ("consistency", "revisions"):
            found[f"{name} filled, longest turn"] = f"{_filled(window, page, name):.1f}"
        found["statistics, longest step"] = f"{_longest(material_in_steps(session.project)):.1f}"
        steps = queue_in_steps(session.project, [])
        found["look here first, longest step"] = f"{_longest(steps):.1f}"
    if rows <= SURVEYED:
        began = time.thread_time()
        session.project.snapshot()
        found["snapshot for a survey"] = f"{(time.thread_time() - began) * 1000:.1f}"
        began = time.thread_time()
        surveyed = session.project.surveying()(Task())
        found["survey, in its job"] = f"{(time.thread_time() - began) * 1000:.1f}"
        began = time.thread_time()
        session.surveyor.adopt(surveyed)
        QApplication.processEvents()
        found["survey taken over"] = f"{(time.thread_time() - began) * 1000:.1f}"
        session.project.set_state([session.rows.ids[0]], RowState.TODO)


def _filled(window: MainWindow, page: WorkPage, name: str) -> float:
    """CPU milliseconds of the longest turn of the window's events until a tab of the dock is filled."""
    tab = page.dock.tab(name)
    began = time.thread_time()
    page.dock.show_tab(name)
    first = (time.thread_time() - began) * 1000
    return max(first, _longest_turn(lambda: not (window.jobs.busy or tab.filling)))


def _longest_turn(until: Callable[[], bool]) -> float:
    """CPU milliseconds of the longest turn of the window's events while something is done."""
    longest = 0.0
    while True:
        began = time.thread_time()
        QApplication.processEvents()
        longest = max(longest, time.thread_time() - began)
        if until():
            return longest * 1000
        time.sleep(0.002)


def _longest(steps: Iterator[object]) -> float:
    """CPU milliseconds of the longest of many steps, between which the window is free."""
    longest = 0.0
    began = time.thread_time()
    for _ in steps:
        longest = max(longest, time.thread_time() - began)
        began = time.thread_time()
    return longest * 1000


def _said(frames: list[float]) -> str:
    return f"{statistics.median(frames):.1f} / {high(frames):.1f}"


def table(sizes: tuple[int, ...]) -> Iterator[str]:
    """The lines of the table of the page, in Markdown."""
    yield "| |" + "".join(f" {size:,} rows |" for size in sizes)
    yield "|---|" + "---|" * len(sizes)
    found = []
    for size in sizes:
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks.ui.window", str(size)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(json.loads(said.stdout.splitlines()[-1]))
    names = dict.fromkeys(name for one in found for name in one)
    for name in names:
        yield f"| {name} | " + " | ".join(one.get(name, "–") for one in found) + " |"


if __name__ == "__main__":
    if len(sys.argv) > 2:
        make(Path(sys.argv[2]), int(sys.argv[1]))
    else:
        app = QApplication([])
        print(json.dumps(run(int(sys.argv[1]))))
