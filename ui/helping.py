"""What helps a person find their way: every command by its name, every key, what this is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app.words import Words
from ui.look import Look
from ui.menus import Menus

# The empty window has this: what only its verbs need is imported by them, or before that while nobody waits
# (``ui/warming``).


class Helping(QObject):
    """The Help menu of one window."""

    def __init__(self, menus: Menus, look: Look, words: Words, window: QWidget) -> None:
        super().__init__(window)
        self._menus = menus
        self._look = look
        self._words = words
        self._window = window

    @Slot()
    def do_palette(self) -> None:
        from ui.dialogs.palette import CommandPalette

        palette = CommandPalette(self._look.theme, self._words, self._menus.entries(), self._window)
        palette.chosen.connect(self._menus.run)
        palette.exec()
        palette.deleteLater()

    @Slot()
    def do_keys(self) -> None:
        from ui.dialogs.keys import CHANGE, KeysDialog

        dialog = KeysDialog(self._look.theme, self._words, self._menus.key_list(), self._window)
        chosen = dialog.exec()
        dialog.deleteLater()
        if chosen == CHANGE:
            self._look.do_change_keys()

    @Slot()
    def do_about(self) -> None:
        # Imported here: it brings half of the mail package along.
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("enface")
        except PackageNotFoundError:
            number = ""
        say = self._words.say
        QMessageBox.about(self._window, say("actions.about"), say("window.about.text", version=number))
