"""All versions of a paragraph: newest first, compared, restored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from app.model import BlockId, Side
from app.project import Project
from app.words import Words
from ui.dialogs.history import HistoryDialog
from ui.theme import Theme

Make = Callable[[], HistoryDialog]


@pytest.fixture
def block(project: Project) -> BlockId:
    """A paragraph with three versions: import, Mara's edit, Lin's edit."""
    id_ = project.store.blocks(Side.TARGET)[0].id
    project.edit(id_, "The first part has a <big> cat.")
    project.store.author = "Lin"
    project.edit(id_, "The first part has a <big> fox.")
    return id_


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, project: Project, block: BlockId) -> Make:
    def made() -> HistoryDialog:
        dialog = HistoryDialog(theme, words, project.store.revisions(block))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made


def lines(dialog: HistoryDialog) -> list[str]:
    return [dialog._list.item(row).text() for row in range(dialog._list.count())]


def test_newest_first_with_who_and_how(make: Make) -> None:
    newest, middle, first = lines(make())
    assert "Lin · edit · as it stands" in newest
    assert "Mara · edit" in middle
    assert "Mara · import" in first


def test_a_version_is_compared_with_the_one_before_it(make: Make, theme: Theme) -> None:
    dialog = make()
    assert dialog._text.toPlainText() == "The first part has a <big> catfox."
    html = dialog._text.toHtml()
    assert theme.deleted.name() in html
    assert theme.inserted.name() in html
    assert "line-through" in html
    assert not dialog._restore.isEnabled()


def test_the_first_version_is_shown_as_it_came(qtbot: QtBot, make: Make) -> None:
    dialog = make()
    qtbot.keyClick(dialog._list, Qt.Key.Key_End)
    assert dialog._text.toPlainText() == "The first part has a cat."
    assert "first version" in dialog._about.text()


def test_any_two_can_be_compared(make: Make) -> None:
    dialog = make()
    select = QItemSelectionModel.SelectionFlag.Select
    dialog._list.selectionModel().select(dialog._list.model().index(2, 0), select)
    assert dialog._text.toPlainText() == "The first part has a cat<big> fox."
    assert "From " in dialog._about.text()
    assert not dialog._restore.isEnabled()


def test_an_older_version_is_restored(qtbot: QtBot, make: Make, project: Project, block: BlockId) -> None:
    dialog = make()
    qtbot.keyClick(dialog._list, Qt.Key.Key_Down)
    assert dialog._restore.isEnabled()
    with qtbot.waitSignal(dialog.restore_wanted) as asked:
        dialog._restore.click()
    project.restore(block, asked.args[0])
    assert project.store.block(block).text == "The first part has a <big> cat."
    assert not dialog.isVisible()
    assert "restored version · as it stands" in lines(make())[0]


def test_the_word_at_the_caret_has_a_writer(make: Make, theme: Theme, qtbot: QtBot) -> None:
    dialog = make()
    qtbot.mouseClick(dialog._who, Qt.MouseButton.LeftButton)
    assert dialog._text.toPlainText() == "The first part has a <big> fox."
    assert "“The first part has a”: Mara" in dialog._about.text()
    assert theme.inserted.name() in dialog._text.toHtml()
    for _ in range(27):
        qtbot.keyClick(dialog._text, Qt.Key.Key_Right)
    assert dialog._about.text().startswith("“fox”: Lin, ")
    assert "(change 3)" in dialog._about.text()
    dialog._list.setCurrentRow(2)
    assert "import (change 1)" in dialog._about.text()
    qtbot.mouseClick(dialog._who, Qt.MouseButton.LeftButton)
    assert dialog._about.text() == "The first version, as it came in."
