"""Builds the window and everything it is given, once; nothing else in ``ui`` keeps state of its own."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app.settings import Settings, load_settings, settings_path
from app.spelling import usual_folders
from app.words import Words
from ui.garbage import Garbage
from ui.slices import Slices
from ui.speaking import speak
from ui.theme import load_theme
from ui.warming import import_the_rest
from ui.window import MainWindow

_HAND_OVER = 0.0005
"""Seconds for which a job may keep the interpreter from the window, where Python is free to choose: usually it is ten
times that, and a frame asks for it several times."""


def make_window(settings: Settings, settings_file: Path, words: Words) -> MainWindow:
    """The window, with the interpreter set up for it."""
    sys.setswitchinterval(_HAND_OVER)
    window = MainWindow(settings, settings_file, words, usual_folders())
    Garbage(window, window)
    return window


def run(paths: Sequence[Path], words: Words) -> int:
    """Shows the window until it is closed; opens the first path when one is given."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("enface")
    speak(app, words.language)
    settings = load_settings(settings_path())
    window = make_window(settings, settings_path(), words)

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug of ours: said kindly, its report at hand; what was saved is saved."""
        from ui.dialogs.crash import CrashDialog

        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)  # noqa: T201
        CrashDialog(load_theme(settings.theme), words, text, window).exec()

    sys.excepthook = report
    window.show()
    Slices(window).run(import_the_rest())
    if paths:
        window.open_project(paths[0])
    return int(app.exec())
