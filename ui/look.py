"""How the window looks and what a person chose: theme, sizes, name, recent projects; kept between runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import Settings, save_settings
from app.words import Words
from ui.actions import ACTIONS
from ui.keymap import Keymap, Where, changes_of, load_keymap, native
from ui.theme import Theme, apply_theme, load_theme, theme_names

if TYPE_CHECKING:
    from ui.view.model import Side

_SMALLEST, _LARGEST = 9, 32


class Look(QObject):
    """The settings of this window. ``theme_changed(Theme)`` and ``settings_changed(Settings)`` follow each choice."""

    theme_changed = Signal(object)
    settings_changed = Signal(object)

    def __init__(
        self, settings: Settings, file: Path, words: Words, window: QWidget, dictionaries: Sequence[Path] = ()
    ) -> None:
        super().__init__(window)
        self._file = file
        self._words = words
        self._window = window
        self._dictionaries = tuple(dictionaries)
        # Where the window stood is its own matter, apart from what a person chose.
        self._places = QSettings(str(file.with_name("window.ini")), QSettings.Format.IniFormat, self)
        self.settings = settings
        self.theme: Theme = load_theme(settings.theme)
        self._name_keys()
        self._wear()

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return load_keymap(self.settings.keymap, self.settings.own_keys)

    @property
    def dictionary_folders(self) -> tuple[Path, ...]:
        """Where to look for dictionaries of spelling, none where it is not to be checked."""
        own = (Path(self.settings.dictionaries),) if self.settings.dictionaries else ()
        return own + self._dictionaries if self.settings.spelling else ()

    def restore_place(self) -> None:
        geometry = self._places.value("geometry")
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)

    def keep_place(self) -> None:
        self._places.setValue("geometry", self._window.saveGeometry())

    def remember(self, path: Path) -> None:
        """Moves a project to the top of the recent ones."""
        self._keep(self.settings.with_recent(path))

    @Slot()
    def do_settings(self) -> None:
        from ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.theme, self._words, self.settings, self._window, self._dictionaries)
        if dialog.exec() and (chosen := dialog.settings()) is not None:
            self._keep(chosen)
            self._wear()
        dialog.deleteLater()

    @Slot()
    def do_change_keys(self) -> None:
        from ui.dialogs.change_keys import ChangeKeysDialog

        dialog = ChangeKeysDialog(self.theme, self._words, self.keymap, self._window)
        if dialog.exec() and (chosen := dialog.keymap()) is not None:
            self._keep(replace(self.settings, keymap=chosen.profile, own_keys=changes_of(chosen)))
        dialog.deleteLater()

    @Slot()
    def do_theme(self) -> None:
        names = theme_names()
        name = names[(names.index(self.theme.name) + 1) % len(names)]
        self._keep(replace(self.settings, theme=name))
        self._wear()

    @Slot()
    def do_larger(self) -> None:
        self._resize(1)

    @Slot()
    def do_smaller(self) -> None:
        self._resize(-1)

    def take_size(self, side: Side, size: int) -> None:
        """Ctrl and the wheel changed one side: kept for the next time."""
        if side == "source":
            self._keep(replace(self.settings, source_size=size))
        else:
            self._keep(replace(self.settings, target_size=size))

    def _resize(self, step: int) -> None:
        source, target = self.settings.source_size + step, self.settings.target_size + step
        self._keep(replace(self.settings, source_size=_within(source), target_size=_within(target)))

    def choose(self, settings: Settings) -> None:
        """Keeps what was chosen elsewhere than in the dialog."""
        self._keep(settings)

    def _keep(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self._name_keys()
            save_settings(settings, self._file)
            self.settings_changed.emit(settings)

    def _name_keys(self) -> None:
        """Lets every sentence name the keys in force."""
        keymap, ids = self.keymap, [action.id for action in ACTIONS]
        singles = {id_: keymap.of(id_, Where.ALIGN)[:1] or keymap.of(id_, Where.ROWS)[:1] for id_ in ids}
        self._words.name_keys(
            {id_: native(keymap.of(id_, Where.ANYWHERE)[:1]) for id_ in ids},
            {id_: native(keys) for id_, keys in singles.items()},
        )

    def _wear(self) -> None:
        self.theme = load_theme(self.settings.theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.theme)
        self.theme_changed.emit(self.theme)


def _within(size: int) -> int:
    return min(max(size, _SMALLEST), _LARGEST)
