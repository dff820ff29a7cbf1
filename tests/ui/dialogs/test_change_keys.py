"""Keys are changed by keyboard alone; a clash is said before it is made; nothing holds before Save."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.dialogs.change_keys import ChangeKeysDialog
from ui.keymap import Where, changes_of, load_keymap, load_profile
from ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, words: Words) -> ChangeKeysDialog:
    made = ChangeKeysDialog(theme, words, load_profile("enface"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def choose(dialog: ChangeKeysDialog, action: str, where: Where = Where.ANYWHERE) -> None:
    dialog._tree.setCurrentItem(dialog._items[action])
    dialog._where.setCurrentIndex(dialog._where.findData(where))
    dialog._look()


def test_a_free_key_is_given(qtbot: QtBot, dialog: ChangeKeysDialog) -> None:
    choose(dialog, "comment")
    qtbot.keyClick(dialog._key, Qt.Key.Key_F12)
    assert dialog.message.text() == ""
    qtbot.keyClick(dialog._add, Qt.Key.Key_Space)
    dialog.accept()
    keymap = dialog.keymap()
    assert keymap is not None
    assert keymap.of("comment", Where.ANYWHERE) == ("Ctrl+M", "F12")
    assert changes_of(keymap) == ("anywhere comment Ctrl+M F12",)


def test_a_clash_is_said_and_then_resolved(qtbot: QtBot, dialog: ChangeKeysDialog, words: Words) -> None:
    choose(dialog, "comment")
    qtbot.keyClick(dialog._key, Qt.Key.Key_T, CTRL)
    assert words.say("actions.split") in dialog.message.text()
    qtbot.keyClick(dialog._set, Qt.Key.Key_Space)
    assert dialog._items["split"].text(1) == ""
    assert dialog._items["comment"].text(1) == "Ctrl+T"
    assert dialog._items["comment"].font(1).bold()
    qtbot.keyClick(dialog._reset_all, Qt.Key.Key_Space)
    assert dialog._items["split"].text(1) == "Ctrl+T"


@pytest.mark.parametrize(
    ("key", "where", "may"),
    [
        (Qt.Key.Key_Return, Where.ANYWHERE, False),
        (Qt.Key.Key_Escape, Where.ROWS, False),
        (Qt.Key.Key_Q, Where.ANYWHERE, False),
        (Qt.Key.Key_Q, Where.ROWS, True),
    ],
)
def test_keys_that_write_or_move_are_refused(
    qtbot: QtBot, dialog: ChangeKeysDialog, key: Qt.Key, where: Where, may: bool
) -> None:
    choose(dialog, "comment", where)
    qtbot.keyClick(dialog._key, key)
    assert dialog.isVisible()
    assert dialog._set.isEnabled() is may
    assert (dialog.message.text() == "") is may


def test_keys_go_and_come_back_one_by_one(qtbot: QtBot, dialog: ChangeKeysDialog) -> None:
    choose(dialog, "reject", Where.ROWS)
    qtbot.keyClick(dialog._none, Qt.Key.Key_Space)
    assert dialog._items["reject"].text(2) == ""
    qtbot.keyClick(dialog._as_profile, Qt.Key.Key_Space)
    assert dialog._items["reject"].text(2) == "R"


def test_another_profile_is_taken_whole(dialog: ChangeKeysDialog) -> None:
    dialog._profiles.setCurrentIndex(dialog._profiles.findData("trados"))
    dialog._profiles.activated.emit(dialog._profiles.currentIndex())
    dialog.accept()
    assert dialog.keymap() == load_profile("trados")


def test_escape_keeps_the_old_ones(qtbot: QtBot, dialog: ChangeKeysDialog) -> None:
    choose(dialog, "comment")
    qtbot.keyClick(dialog._none, Qt.Key.Key_Space)
    qtbot.keyClick(dialog._tree, Qt.Key.Key_Escape)
    assert dialog.keymap() is None


@pytest.mark.parametrize(("typed", "shown"), [("ctrl+t", {"split"}), ("glossaries", {"glossaries"}), ("zzz", set())])
def test_a_command_is_found_by_word_and_by_key(dialog: ChangeKeysDialog, typed: str, shown: set[str]) -> None:
    dialog._filter.setText(typed)
    assert {action for action, item in dialog._items.items() if not item.isHidden()} == shown


def test_changes_over_a_profile_stand_in_bold(qtbot: QtBot, theme: Theme, words: Words) -> None:
    made = ChangeKeysDialog(theme, words, load_keymap("memoq", ["rows flag G"]))
    qtbot.addWidget(made)
    assert made._profiles.currentData() == "memoq"
    assert made._items["flag"].font(2).bold()
    assert not made._items["find"].font(1).bold()
