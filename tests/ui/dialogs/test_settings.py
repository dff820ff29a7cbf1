"""Settings change on Save only, and keep what the dialog does not ask."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.words import Words
from tests.app.spelled import make_dictionary
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.spelling_choice import SpellingChoice
from ui.keymap import load_keymap
from ui.theme import Theme, theme_names

OLD = Settings(author="Mara", theme="dark", recent=("/a.enface",))


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, words: Words) -> SettingsDialog:
    made = SettingsDialog(theme, words, OLD)
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_touched_nothing_changed(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.settings() == OLD


def test_what_is_chosen_is_returned_and_the_rest_kept(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog._author.selectAll()
    qtbot.keyClicks(dialog._author, "Lin ")
    dialog._themes.setCurrentIndex(dialog._themes.findData("high-contrast"))
    dialog._target_size.setValue(18)
    qtbot.keyClick(dialog._author, Qt.Key.Key_Return)
    assert dialog.settings() == Settings(author="Lin", theme="high-contrast", target_size=18, recent=("/a.enface",))


def test_an_empty_name_leaves_the_old_one(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog._author.clear()
    dialog.accept()
    chosen = dialog.settings()
    assert chosen is not None
    assert chosen.author == "Mara"


def test_escape_gives_nothing(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog._author.setText("Lin")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.settings() is None


def test_every_theme_and_language_is_offered(dialog: SettingsDialog) -> None:
    assert [dialog._themes.itemData(i) for i in range(dialog._themes.count())] == list(theme_names())
    assert [dialog._languages.itemText(i) for i in range(dialog._languages.count())] == ["English", "中文"]


def test_quotation_marks_can_be_left_straight(dialog: SettingsDialog) -> None:
    dialog._smart_quotes.setChecked(False)
    dialog.accept()
    assert dialog.settings() == replace(OLD, smart_quotes=False)


def test_the_keys_chosen_come_with_the_rest(dialog: SettingsDialog) -> None:
    dialog._keymap = load_keymap("trados", ["rows flag G"])
    dialog._name_keys()
    assert "Trados Studio, 1 changed" in dialog._keys.text()
    dialog.accept()
    assert dialog.settings() == replace(OLD, keymap="trados", own_keys=("rows flag G",))


def test_spelling_says_what_there_is_and_how_to_get_more(
    qtbot: QtBot, theme: Theme, words: Words, tmp_path: Path
) -> None:
    usual, own = make_dictionary(tmp_path / "usual", "en_US"), make_dictionary(tmp_path / "own", "de_DE")
    made = SettingsDialog(theme, words, Settings(), None, [usual])
    qtbot.addWidget(made)
    choice = made.findChild(SpellingChoice)
    assert isinstance(choice, SpellingChoice)
    assert "en-US" in choice.found.text()
    choice.take_folder(str(own))
    assert "de-DE, en-US" in choice.found.text()
    choice._check.click()
    made.accept()
    chosen = made.settings()
    assert chosen is not None
    assert (chosen.spelling, chosen.dictionaries) == (False, str(own))


def test_without_dictionaries_one_sentence_says_so(qtbot: QtBot, theme: Theme, words: Words) -> None:
    made = SettingsDialog(theme, words, Settings())
    qtbot.addWidget(made)
    choice = made.findChild(SpellingChoice)
    assert isinstance(choice, SpellingChoice)
    assert "no dictionary yet" in choice.found.text()
