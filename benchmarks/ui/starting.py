"""Cold start: CPU milliseconds from a new process to a painted window, beside an empty PySide6 window.

Each is a process of its own, taken in turn, so that what the machine does besides falls on both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PLAIN = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1440, 900); window.show()
"""
_OURS = """
import gc, pathlib, sys
gc.disable()
from PySide6.QtWidgets import QApplication
from app.settings import Settings
from app.words import load_words
from ui.main import make_window
app = QApplication([])
window = make_window(Settings(author="bench"), pathlib.Path(sys.argv[1]) / "settings.json", load_words())
window.show()
"""
_END = """
app.processEvents(); app.sendPostedEvents(); app.processEvents()
import time, os
print(time.process_time() * 1000, flush=True)
os._exit(0)
"""


def start_times(times: int = 7) -> tuple[float, float]:
    """The median CPU milliseconds of an empty window and of ours, both to the first painted frame."""
    found: dict[str, list[float]] = {_PLAIN: [], _OURS: []}
    with tempfile.TemporaryDirectory() as folder:
        _run(_OURS + _END, folder)  # a program that was started before has its bytecode
        for _ in range(times):
            for code, taken in found.items():
                taken.append(_run(code + _END, folder))
    return statistics.median(found[_PLAIN]), statistics.median(found[_OURS])


def _run(code: str, folder: str) -> float:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": os.path.join(folder, "cache")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    said = subprocess.run(
        [sys.executable, "-c", code, folder], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    return float(said.stdout.split()[-1])
