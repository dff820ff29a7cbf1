"""A killed program loses nothing it was told is saved; the control, which says so too early, must lose."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _run(*options: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: it forks, and the tests have threads and windows."""
    command = [sys.executable, "-m", "tests.durability.kill_store", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=590, check=False)


@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost() -> None:
    done = _run("--rounds", "200")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 lost, 0 faults" in done.stdout


@pytest.mark.timeout(600)
def test_saying_it_too_early_is_seen() -> None:
    done = _run("--rounds", "40", "--ack-first")
    assert done.returncode == 1, done.stdout + done.stderr
    assert " 0 lost" not in done.stdout
