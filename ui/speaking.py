"""Qt's own words (OK, Cancel, Copy, the file dialog) in the language of the window: Qt ships their translations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


def speak(app: QCoreApplication, language: str) -> bool:
    """Installs Qt's words for a language; says whether there are any. English is what Qt speaks by itself."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(QLocale(language), "qtbase", "_", folder):
        return False
    return app.installTranslator(translator)
