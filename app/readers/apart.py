"""Reading what is heavy in a process of its own, which Cancel ends at once and which may not fill the memory.

What is light is read on the spot: starting a process costs a quarter of a second. The answers are the same.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.model import Imported
from app.readers.read import file_bytes, read, read_pasted
from app.readers.weight import is_heavy, is_heavy_paste
from app.tasks import Task

_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = ("-m", "app.readers.child")
_POLL = 0.05
"""Seconds between two looks at whether the person has cancelled."""
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_BUG = 1
"""The exit code of Python after an exception that nobody expected."""


def read_file_apart(path: Path, task: Task | None = None, *, encoding: str = "", format: str = "") -> Imported:
    """``read_file``, apart if heavy. Raises UserError, also ``too-heavy``, and Cancelled."""
    return read_apart(path.name, file_bytes(path), task, encoding=encoding, format=format)


def read_apart(name: str, raw: bytes, task: Task | None = None, *, encoding: str = "", format: str = "") -> Imported:
    """``read``, apart if heavy. Raises UserError, also ``too-heavy``, and Cancelled."""
    if not is_heavy(name, raw, format):
        return read(name, raw, encoding=encoding, format=format)
    request = ("read", (name, raw), {"encoding": encoding, "format": format})
    return replace(_answer(name, request, task or Task()), raw=raw)


def read_pasted_apart(text: str, html: str = "", task: Task | None = None) -> Imported:
    """``read_pasted``, apart if heavy. Raises UserError, also ``too-heavy``, and Cancelled."""
    if not is_heavy_paste(text, html):
        return read_pasted(text, html)
    return _answer("…", ("read_pasted", (text, html), {}), task or Task())


def _answer(name: str, request: tuple[str, Any, Any], task: Task) -> Imported:
    process = subprocess.Popen(
        [sys.executable, "-P", *_PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))},
        creationflags=_NO_CONSOLE,
    )
    # A communicate() with a time-out cannot go on sending afterwards: it waits on a thread instead.
    with process, ThreadPoolExecutor(1) as waiting:
        talk = waiting.submit(process.communicate, pickle.dumps(request))
        try:
            while not wait((talk,), _POLL).done:
                task.check()
        finally:
            process.kill()
        out, told = talk.result()
    if process.returncode == _BUG:
        raise RuntimeError(told.decode("utf-8", "replace"))
    if process.returncode:
        raise UserError("too-heavy", name=name)
    answer: Imported | tuple[str, dict[str, Any]] = pickle.loads(out)
    if isinstance(answer, Imported):
        return answer
    raise UserError(answer[0], **answer[1])
