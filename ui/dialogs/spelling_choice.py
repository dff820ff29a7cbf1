"""The part of the settings about spelling: whether it is checked, which dictionaries there are, where others lie."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from app.settings import Settings
from app.spelling import find_dictionaries
from app.words import Words
from ui.dialogs.parts import button, explain, label

_SHOWN = 12


class SpellingChoice(QWidget):
    """``on`` and ``folder`` are what is chosen. ``folders`` are the usual ones of this machine."""

    def __init__(
        self, words: Words, settings: Settings, folders: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._folders = tuple(folders)
        self.folder = settings.dictionaries
        self._check = QCheckBox(words.say("dialogs.settings.spelling-check"))
        self._check.setChecked(settings.spelling)
        explain(self._check, words.say("dialogs.settings.spelling-check"))
        self.found = label("", rank="soft", wrap=True)
        """What there is, or how to get it; whoever lays this out puts it below."""
        tip = words.say("dialogs.settings.spelling-folder-tip")
        self._choose = button(words.say("dialogs.settings.spelling-folder"), self._ask, link=True, tip=tip)
        self._forget = button(words.say("dialogs.settings.spelling-forget"), self._drop, link=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._check)
        line.addStretch(1)
        line.addWidget(self._choose)
        line.addWidget(self._forget)
        self._tell()

    @property
    def on(self) -> bool:
        return self._check.isChecked()

    @Slot()
    def _ask(self) -> None:
        title = self._words.say("dialogs.settings.spelling-folder-tip")
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder)
        if chosen:
            self.take_folder(chosen)

    def take_folder(self, folder: str) -> None:
        self.folder = folder
        self._tell()

    @Slot()
    def _drop(self) -> None:
        self.take_folder("")

    def _tell(self) -> None:
        """Names the dictionaries there are, or says how to get one."""
        self._forget.setVisible(bool(self.folder))
        say = self._words.say
        own = (Path(self.folder),) if self.folder else ()
        names = [one.tag for one in find_dictionaries((*own, *self._folders))] if find_spec("hunspell") else []
        if not find_spec("hunspell"):
            said = say("dialogs.settings.spelling-no-extra")
        elif names:
            more = "…" if len(names) > _SHOWN else ""
            said = say("dialogs.settings.spelling-found", names=self._words.listed(sorted(names)[:_SHOWN]) + more)
        else:
            said = say("dialogs.settings.spelling-none")
        self.found.setText(said)
