"""The window on a project of many rows: CPU milliseconds of what a person does, beside the same on a small project.

Part of ``python -m benchmarks.ui``.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import pipeline
from app.model import BlockId, Imported, ImportedBlock, RowState, Side
from app.project import Project
from app.settings import Settings
from app.words import load_words
from ui.view.editor import CellEditor
from ui.window import MainWindow

SOURCE = "会议指出，全市共有{n}家企业，要践行“八八战略”，推动高质量发展。"
SURVEYED = 10_000
"""In larger projects the survey, which takes a second for each thousand rows, is called off, not waited for."""
TARGET = "The meeting said that the city has {n} companies and must carry out the Double-Eight Strategy."


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


def _settle(window: MainWindow) -> None:
    while window.jobs.busy or (window.session is not None and not window.session.settled):
        # QTest.qWait would keep the interpreter to itself, and the job from getting on.
        time.sleep(0.05)
        QApplication.processEvents()


def run(rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.enface"
        make(path, rows)
        window = MainWindow(Settings(author="bench"), Path(folder) / "settings.json", load_words())
        window.show()
        QApplication.processEvents()
        found: dict[str, float] = {}
        began = time.thread_time()
        window.open_project(path)
        QApplication.processEvents()
        found["open, first rows"] = (time.thread_time() - began) * 1000
        session, page = window.session, window.page
        assert session is not None
        assert page is not None
        if rows <= SURVEYED:
            _settle(window)
        else:
            window.jobs.cancel()
            QApplication.processEvents()
        place = iter(range(3, rows, max(rows // 200, 1)))

        def move() -> None:
            page.grid.set_current(next(place))

        def confirm() -> None:
            assert window.verbs is not None
            window.verbs.do_confirm()

        def edit() -> None:
            row = session.rows.row(page.grid.current_row)
            cell = row.target[0]
            session.write(session.rows.ids[page.grid.current_row], BlockId(cell.block_id), cell.text + ".")

        found["move to a row"] = measure(move)
        found["confirm and go on"] = measure(confirm)
        found["edit one row"] = measure(edit)
        page.grid.edit_current()
        field = page.grid.viewport().findChild(CellEditor)
        assert isinstance(field, CellEditor)
        found["keystroke"] = measure(lambda: QTest.keyClicks(field, "x"), 40)
        page.grid.leave()
        found["undo"] = measure(window.verbs.do_undo if window.verbs else move)
        found["filter: findings"] = measure(lambda: page.filter_bar.choose("findings"), 3)
        found["filter: words, first hits"] = measure(lambda: session.set_filter("all", "123"), 3)
        found["filter: all"] = measure(lambda: page.filter_bar.choose("all"), 3)
        if rows > SURVEYED:
            window.jobs.cancel()
            window.close()
            return found
        _settle(window)
        began = time.thread_time()
        session.project.snapshot()
        found["snapshot for a survey"] = (time.thread_time() - began) * 1000
        began = time.thread_time()
        survey = pipeline.survey(session.project.snapshot())
        found["survey, in its job"] = (time.thread_time() - began) * 1000
        began = time.thread_time()
        session._adopt(survey)
        QApplication.processEvents()
        found["survey taken over"] = (time.thread_time() - began) * 1000
        session.project.set_state([session.rows.ids[0]], RowState.TODO)
        window.close()
        return found


def table(sizes: tuple[int, ...]) -> Iterator[str]:
    """The lines of the table of the page, in Markdown."""
    yield "| |" + "".join(f" {size:,} rows |" for size in sizes)
    yield "|---|" + "---|" * len(sizes)
    found = [run(size) for size in sizes]
    for name in found[0]:
        yield f"| {name} | " + " | ".join(f"{one[name]:.1f}" if name in one else "–" for one in found) + " |"
