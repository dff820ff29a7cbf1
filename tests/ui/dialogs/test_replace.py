"""Find and replace driven by keys: what is listed, left out, replaced, refused and shown in the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.model import Side
from app.project import Project
from app.words import Words
from ui.dialogs.find_bar import FindBar
from ui.dialogs.marked import Run, runs_html
from ui.dialogs.matches import MatchModel
from ui.dialogs.replace import ReplaceDialog
from ui.jobs import Jobs
from ui.session import Session
from ui.theme import Theme


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, session: Session) -> ReplaceDialog:
    made = ReplaceDialog(theme, words, jobs, session)
    qtbot.addWidget(made)
    made.open_with()
    return made


def look(qtbot: QtBot, dialog: ReplaceDialog, find: str, put: str = "") -> None:
    dialog._find.setText(find)  # QTest cannot type Chinese
    dialog._with.clear()
    qtbot.keyClicks(dialog._with, put)
    settle(qtbot, dialog)


def settle(qtbot: QtBot, dialog: ReplaceDialog) -> None:
    qtbot.waitUntil(lambda: dialog._job is None and not dialog._rest.isActive(), timeout=20_000)


def cells(dialog: ReplaceDialog) -> list[list[str]]:
    model = dialog._model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def targets(project: Project) -> list[str]:
    return [block.text for block in project.store.blocks(Side.TARGET)]


def replace(qtbot: QtBot, dialog: ReplaceDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_every_place_is_listed_as_it_is_and_as_it_will_be(qtbot: QtBot, dialog: ReplaceDialog) -> None:
    look(qtbot, dialog, "cat", "fox")
    assert cells(dialog) == [
        ["1", "The first part has a cat.", "The first part has a fox."],
        ["3", "The third part has a Cat and a dog.", "The third part has a Fox and a dog."],
    ]
    assert dialog._count.text() == "2 places found"
    assert dialog._replace.text() == "Replace 2 selected"


@pytest.mark.parametrize(
    ("option", "find", "rows"),
    [
        ("match-case", "Cat", ["3"]),
        ("whole-words", "ca", []),
        ("whole-words", "cat", ["1", "3"]),
        ("regex", r"(first|second)", ["1", "2"]),
    ],
)
def test_options_narrow_the_search(
    qtbot: QtBot, dialog: ReplaceDialog, option: str, find: str, rows: list[str]
) -> None:
    dialog._options[option].click()
    look(qtbot, dialog, find, "x")
    assert [row[0] for row in cells(dialog)] == rows


def test_only_what_is_ticked_is_replaced_as_one_step(qtbot: QtBot, dialog: ReplaceDialog, project: Project) -> None:
    look(qtbot, dialog, "dog", "wolf")
    qtbot.keyClick(dialog._find, Qt.Key.Key_Return)
    qtbot.keyClick(dialog._table, Qt.Key.Key_Space)
    assert dialog._replace.text() == "Replace 1 selected"
    replace(qtbot, dialog)
    assert targets(project)[1:] == ["The second part has a dog.", "The third part has a Cat and a wolf."]
    assert "1 place replaced" in dialog.message.text()
    project.undo()
    assert targets(project)[2] == "The third part has a Cat and a dog."


def test_after_replacing_the_list_is_made_again(qtbot: QtBot, dialog: ReplaceDialog) -> None:
    look(qtbot, dialog, "dog", "wolf")
    replace(qtbot, dialog)
    settle(qtbot, dialog)
    assert cells(dialog) == []
    assert dialog._count.text() == "Nothing found"
    assert not dialog._replace.isEnabled()


def test_an_expression_may_use_its_groups(qtbot: QtBot, dialog: ReplaceDialog, project: Project) -> None:
    dialog._options["regex"].click()
    look(qtbot, dialog, r"The (\w+) part", r"Part \1")
    replace(qtbot, dialog)
    assert targets(project)[0] == "Part first has a cat."


@pytest.mark.parametrize(("find", "put", "said"), [("(", "", "cannot be read"), ("(a)", r"\2", "does not fit")])
def test_a_bad_expression_is_said(qtbot: QtBot, dialog: ReplaceDialog, find: str, put: str, said: str) -> None:
    dialog._options["regex"].click()
    look(qtbot, dialog, find, put)
    assert said in dialog.message.text()
    look(qtbot, dialog, "dog")
    assert dialog.message.text() == ""


def test_take_none_and_all(qtbot: QtBot, dialog: ReplaceDialog) -> None:
    look(qtbot, dialog, "a")
    dialog._none.click()
    assert not dialog._replace.isEnabled()
    dialog._all.click()
    assert dialog._replace.isEnabled()


@pytest.mark.parametrize(("side", "find", "rows"), [("source", "狗", ["2", "3"]), ("both", "段", ["1", "2", "3"])])
def test_the_source_can_be_searched_but_not_replaced(
    qtbot: QtBot, dialog: ReplaceDialog, side: str, find: str, rows: list[str]
) -> None:
    dialog._side.setCurrentIndex(dialog._side.findData(side))
    look(qtbot, dialog, find)
    assert [row[0] for row in cells(dialog)] == rows
    assert dialog._model.columnCount() == 2
    assert not dialog._replace.isEnabled()
    assert not dialog._with.isEnabled()


def test_a_place_is_shown_in_the_text_by_enter(
    qtbot: QtBot, dialog: ReplaceDialog, project: Project, words: Words
) -> None:
    look(qtbot, dialog, "dog")
    qtbot.keyClick(dialog._find, Qt.Key.Key_Return)
    with qtbot.waitSignal(dialog.row_wanted) as asked:
        qtbot.keyClick(dialog._table, Qt.Key.Key_Return)
    assert asked.args == [project.store.row_ids()[1]]


def test_a_text_that_changed_meanwhile_is_not_overwritten(
    qtbot: QtBot, dialog: ReplaceDialog, project: Project
) -> None:
    look(qtbot, dialog, "cat", "fox")
    project.edit(project.store.blocks(Side.TARGET)[0].id, "Something else.")
    replace(qtbot, dialog)
    assert "changed since" in dialog.message.text()
    assert targets(project)[0] == "Something else."


def test_an_edit_elsewhere_refreshes_the_list(
    qtbot: QtBot, dialog: ReplaceDialog, session: Session, project: Project
) -> None:
    look(qtbot, dialog, "cat", "fox")
    session.take(project.edit(project.store.blocks(Side.TARGET)[1].id, "A cat, too."))
    settle(qtbot, dialog)
    assert [row[0] for row in cells(dialog)] == ["1", "2", "3"]


def test_what_is_put_away_is_not_searched(
    qtbot: QtBot, dialog: ReplaceDialog, session: Session, project: Project
) -> None:
    look(qtbot, dialog, "cat", "fox")
    block = project.store.blocks(Side.TARGET)[0]
    session.take(project.exclude([block]))
    settle(qtbot, dialog)
    assert [row[0] for row in cells(dialog)] == ["3"]
    session.take(project.include([project.store.block(block.id)]))
    settle(qtbot, dialog)
    assert [row[0] for row in cells(dialog)] == ["1", "3"]


def test_the_model_keeps_qts_rules(qtbot: QtBot, dialog: ReplaceDialog, words: Words) -> None:
    model = MatchModel(words)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    look(qtbot, dialog, "a")
    store = dialog._session.project.store
    texts = {block.id: block.text for block in store.blocks(Side.TARGET)}
    matches = [dialog._model.place(row) for row in range(dialog._model.rowCount())]
    model.show(matches, texts, dict.fromkeys(texts, 1), checkable=True)
    assert tester.model() is model
    assert len(model.chosen()) == len(matches) > 0


def test_marked_text_is_never_markup(theme: Theme) -> None:
    html = runs_html((Run("<b>&"), Run("<i>", "match", struck=True)), theme)
    assert "&lt;b&gt;&amp;" in html
    assert "<i>" not in html
    assert theme.match.name() in html


def test_the_find_bar_counts_and_steps(qtbot: QtBot, words: Words) -> None:
    bar = FindBar(words)
    qtbot.addWidget(bar)
    bar.show()
    found: list[str] = []
    bar.find_changed.connect(found.append)
    bar.begin()
    qtbot.keyClicks(bar._line, "ab")
    assert found == ["a", "ab"]
    bar.set_count(3)
    assert bar._count.text() == "in 3 rows"
    with qtbot.waitSignal(bar.next_wanted):
        qtbot.keyClick(bar._line, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.previous_wanted):
        qtbot.keyClick(bar._line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    bar.set_count(0)
    assert bar._count.text() == "nothing found"
    assert not bar._next.isEnabled()
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar._line, Qt.Key.Key_Escape)
    assert bar.text == ""


def test_only_the_rows_shown(qtbot: QtBot, dialog: ReplaceDialog, session: Session) -> None:
    session.search.set_filter("all", "second")
    look(qtbot, dialog, "dog", "wolf")
    assert [row[0] for row in cells(dialog)] == ["2", "3"]
    dialog._shown_only.click()
    settle(qtbot, dialog)
    assert [row[0] for row in cells(dialog)] == ["2"]
    # The filter goes on: so does the list.
    session.search.set_filter("all", "third")
    settle(qtbot, dialog)
    assert [row[0] for row in cells(dialog)] == ["3"]


@pytest.mark.parametrize("option", ["keep-case", "match-case", "regex"])
def test_the_case_is_not_kept_where_it_is_not_wanted(qtbot: QtBot, dialog: ReplaceDialog, option: str) -> None:
    dialog._options[option].click()
    look(qtbot, dialog, "Cat", "fox")
    assert cells(dialog)[-1][2] == "The third part has a fox and a dog."
