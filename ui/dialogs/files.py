"""Asking for a file by the platform's own dialog. Dialogs are given these functions, so that a test can answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

AskFile = Callable[[QWidget, str, str], Path | None]
"""Given parent, title and filter ("Texts (*.txt *.md)"): the file chosen, None for none."""
AskTarget = Callable[[QWidget, str, Path], Path | None]
"""Given parent, title and suggestion: where to write, None for nowhere."""
Show = Callable[[Path], None]


def ask_file(parent: QWidget, title: str, filters: str) -> Path | None:
    """Asks which file to open."""
    name, _ = QFileDialog.getOpenFileName(parent, title, "", filters)
    return Path(name) if name else None


def ask_target(parent: QWidget, title: str, suggestion: Path) -> Path | None:
    """Asks where to write; the platform asks before it lets a file be replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion))
    return Path(name) if name else None


def show_path(path: Path) -> None:
    """Opens a file or a folder with what the person's desktop uses for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
