"""The door from the command line to the window; Qt is imported only when somebody goes through it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.errors import UserError
from app.words import Words


def has_display() -> bool:
    """Whether a window can be shown: on Windows and macOS always, elsewhere with a display or a platform named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(paths: Sequence[Path], words: Words) -> int:
    """Opens the window, with a project if one is named. Raises UserError without a display."""
    if not has_display():
        raise UserError("no-display")
    # Nothing of what is imported is garbage; looking for some takes a tenth of the start. Then ``ui/garbage`` looks.
    gc.disable()
    try:
        from ui.main import run
    except ImportError as error:
        raise UserError("no-qt", reason=str(error)) from error
    return run(list(paths), words)
