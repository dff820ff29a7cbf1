"""Builds the window and everything it is given, once; nothing else in ``ui`` keeps state of its own."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app.settings import load_settings, settings_path
from app.spelling import usual_folders
from app.words import Words
from ui.dialogs.crash import CrashDialog
from ui.speaking import speak
from ui.theme import load_theme
from ui.window import MainWindow


def run(paths: Sequence[Path], words: Words) -> int:
    """Shows the window until it is closed; opens the first path when one is given."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("enface")
    speak(app, words.language)
    settings = load_settings(settings_path())
    window = MainWindow(settings, settings_path(), words, usual_folders())

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug of ours: said kindly, its report at hand; what was saved is saved."""
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)  # noqa: T201
        CrashDialog(load_theme(settings.theme), words, text, window).exec()

    sys.excepthook = report
    window.show()
    if paths:
        window.open_project(paths[0])
    return int(app.exec())
