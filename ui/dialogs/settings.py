"""What a person chooses for the program itself. Nothing takes effect before Save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QLineEdit, QSpinBox, QWidget

from app.model import ReviewRole
from app.resources import languages
from app.settings import Settings, role_of
from app.words import Words
from ui.dialogs.change_keys import ChangeKeysDialog
from ui.dialogs.parts import Sheet, button, explain, label
from ui.dialogs.spelling_choice import SpellingChoice
from ui.fonts import TEXT_SIZE, ZOOM_RANGE
from ui.keymap import changes_of, load_keymap, profiles
from ui.theme import Theme, load_theme, theme_names


class SettingsDialog(Sheet):
    """``settings()`` are the new ones once the dialog is accepted, None before."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        settings: Settings,
        parent: QWidget | None = None,
        dictionaries: Sequence[Path] = (),
    ) -> None:
        super().__init__(theme, words, words.say("dialogs.settings.title"), parent)
        self._settings = settings
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        self._author = QLineEdit(settings.author)
        self._themes = QComboBox()
        for name in theme_names():
            key = f"dialogs.settings.theme-{name}"
            self._themes.addItem(words.say(key) if key in words else load_theme(name).title, name)
        self._themes.setCurrentIndex(self._themes.findData(load_theme(settings.theme).name))
        self._languages = QComboBox()
        for code in languages():
            self._languages.addItem(words.language_name(code), code)
        self._languages.setCurrentIndex(max(self._languages.findData(settings.language), 0))
        self._source_size = self._size(settings.source_size)
        self._target_size = self._size(settings.target_size)
        self._smart_quotes = QCheckBox(self.say("settings.smart-quotes-check"))
        self._smart_quotes.setChecked(settings.smart_quotes)
        self._spelling = SpellingChoice(self._words, settings, dictionaries)
        self._keymap = load_keymap(settings.keymap, settings.own_keys)
        self._keys = button("", self._change_keys)
        self._roles = QComboBox()
        for role in ReviewRole:
            self._roles.addItem(words.say(f"states.role-{role}"), role.value)
        self._roles.setCurrentIndex(self._roles.findData(role_of(settings).value))
        self._row("author", self._author, about=True)
        self._row("role", self._roles, about=True)
        self._row("theme", self._themes)
        self._row("language", self._languages, about=True)
        self._row("source-size", self._source_size)
        self._row("target-size", self._target_size)
        self._row("smart-quotes", self._smart_quotes)
        self._row("spelling", self._spelling)
        self._grid.addWidget(self._spelling.found, self._grid.rowCount(), 1)
        self._row("keys", self._keys, about=True)
        self._name_keys()
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        save = button(self.say("settings.save"), self.accept, primary=True, tip=self.say("settings.save-tip"))
        save.setDefault(True)
        self.add_foot(button(self.say("cancel"), self.reject), save)
        self.setMinimumWidth(600)

    def _size(self, value: int) -> QSpinBox:
        low, high = ZOOM_RANGE
        box = QSpinBox()
        box.setRange(TEXT_SIZE + low, TEXT_SIZE + high)
        box.setSuffix(self.say("settings.pixels"))
        box.setValue(value)
        return box

    def _row(self, name: str, field: QWidget, *, about: bool = False) -> None:
        row = self._grid.rowCount()
        said = self.say(f"settings.{name}")
        explain(field, said, self.say(f"settings.{name}-about") if about else "")
        self._grid.addWidget(label(said), row, 0)
        self._grid.addWidget(field, row, 1)
        if about:
            self._grid.addWidget(label(self.say(f"settings.{name}-about"), rank="soft", wrap=True), row + 1, 1)

    @Slot()
    def _change_keys(self) -> None:
        dialog = ChangeKeysDialog(self._theme, self._words, self._keymap, self)
        if dialog.exec() and (chosen := dialog.keymap()) is not None:
            self._keymap = chosen
            self._name_keys()
        dialog.deleteLater()

    def _name_keys(self) -> None:
        profile, changed = profiles()[self._keymap.profile], len(changes_of(self._keymap))
        key = "settings.keys-changed" if changed else "settings.keys-as-in"
        self._keys.setText(self.say(key, profile=profile, n=changed))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its sentences need at its width, which no layout asks for by itself."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def settings(self) -> Settings | None:
        """The settings as chosen; an empty name is no name and leaves the old one."""
        if self.result() != QDialog.DialogCode.Accepted:
            return None
        return replace(
            self._settings,
            author=self._author.text().strip() or self._settings.author,
            role=str(self._roles.currentData()),
            theme=str(self._themes.currentData()),
            language=str(self._languages.currentData()),
            source_size=self._source_size.value(),
            target_size=self._target_size.value(),
            smart_quotes=self._smart_quotes.isChecked(),
            spelling=self._spelling.on,
            dictionaries=self._spelling.folder,
            keymap=self._keymap.profile,
            own_keys=changes_of(self._keymap),
        )
