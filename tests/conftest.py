"""Shared by all tests: the window is drawn offscreen, and nobody's own settings or documents are ever touched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR", "HOME"):
        monkeypatch.setenv(name, str(home))
    # Whatever disk the tests run on, their folders are local.
    monkeypatch.setattr("app.sharing._mounts", list)
    return home


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of three runs: what the work costs, whatever else the machine is doing."""
    spent = []
    for _ in range(3):
        began = time.thread_time()
        work()
        spent.append(time.thread_time() - began)
    return min(spent)


@pytest.fixture
def growth() -> Callable[[Callable[[int], object], int], float]:
    """How many times the CPU time of ``work(8 * size)`` is that of ``work(size)``: 8 if linear, 64 if quadratic."""

    def measure(work: Callable[[int], object], size: int) -> float:
        small = _cpu(partial(work, size))
        # Below a few milliseconds the clock says more about itself than about the work.
        return _cpu(partial(work, 8 * size)) / max(small, 0.003)

    return measure
