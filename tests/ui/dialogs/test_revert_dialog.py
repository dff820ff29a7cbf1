"""Taking a change back, driven by keys: what goes, what is merged, what is left, and that newer words stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.model import ChangesetId, Side
from app.project import Project
from app.review import search
from app.review.diff import Kind as DiffKind
from app.words import Words
from ui.dialogs.revert import RevertDialog
from ui.models.columns import PIECES_ROLE
from ui.panels.listing import Listing
from ui.session import Session
from ui.theme import Theme

Make = Callable[[ChangesetId], RevertDialog]


@pytest.fixture
def changeset(project: Project) -> ChangesetId:
    """ "part" was made "piece" in three rows; then Lin edited the second row in the same words, the third far off."""
    blocks = project.store.blocks(Side.TARGET)
    project.replace_all(list(search.find(search.Query("part", "piece"), [(b.id, b.text) for b in blocks])))
    made = project.store.changesets(1)[0].id
    project.store.author = "Lin"
    project.edit(blocks[1].id, "The second bit has a dog.")
    project.edit(blocks[2].id, "The third piece has a Cat and a wolf.")
    return made


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, session: Session) -> Make:
    def made(changeset: ChangesetId) -> RevertDialog:
        dialog = RevertDialog(theme, words, session, changeset)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return made


def lines(listing: Listing) -> list[list[str]]:
    model = listing.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def targets(project: Project) -> list[str]:
    return [block.text for block in project.store.blocks(Side.TARGET)]


def take_back(qtbot: QtBot, dialog: RevertDialog) -> None:
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_shows_what_goes_back_and_what_is_left(make: Make, changeset: ChangesetId) -> None:
    dialog = make(changeset)
    assert [line[:3] for line in lines(dialog._back)] == [
        ["1", "text", "goes back"],
        ["3", "text", "goes back, newer words stay"],
    ]
    [left] = lines(dialog._left)
    assert left[:3] == ["2", "text", "The second bit has a dog."]
    assert "edited since" in left[3]
    assert "Lin" in left[3]
    assert dialog._said.text() == "2 would go back. In 1 of them newer words stay. 1 left for you."
    assert dialog._revert.text() == "Revert 2"
    pieces = dialog._back.model().index(1, 3).data(PIECES_ROLE)
    assert [(p.kind, p.text) for p in pieces if p.kind is not DiffKind.EQUAL] == [
        (DiffKind.DELETED, "piece"),
        (DiffKind.INSERTED, "part"),
    ]


def test_takes_back_what_can_be_and_stays_open_for_the_rest(
    qtbot: QtBot, make: Make, changeset: ChangesetId, project: Project
) -> None:
    dialog = make(changeset)
    take_back(qtbot, dialog)
    assert targets(project) == [
        "The first part has a cat.",
        "The second bit has a dog.",
        "The third part has a Cat and a wolf.",
    ]
    assert dialog.isVisible()
    assert dialog.message.text() == "2 went back."
    assert not dialog._back.isVisible()
    assert not dialog._revert.isEnabled()
    assert len(lines(dialog._left)) == 1
    project.undo()
    assert targets(project)[0] == "The first piece has a cat."


def test_only_what_is_ticked_goes_back(qtbot: QtBot, make: Make, changeset: ChangesetId, project: Project) -> None:
    dialog = make(changeset)
    qtbot.keyClick(dialog._back, Qt.Key.Key_Space)
    assert dialog._revert.text() == "Revert 1"
    take_back(qtbot, dialog)
    assert [("piece" in text) for text in targets(project)] == [True, False, False]
    assert [line[0] for line in lines(dialog._back)] == ["1"]
    assert dialog._revert.text() == "Revert 0"


def test_closes_when_nothing_is_left(
    qtbot: QtBot, make: Make, changeset: ChangesetId, project: Project, session: Session
) -> None:
    dialog = make(project.store.changesets(1)[0].id)
    assert not dialog._left.isVisible()
    with qtbot.waitSignal(session.said) as said:
        take_back(qtbot, dialog)
    assert said.args == ["1 went back."]
    assert not dialog.isVisible()
    assert targets(project)[2] == "The third piece has a Cat and a dog."


def test_escape_changes_nothing(qtbot: QtBot, make: Make, changeset: ChangesetId, project: Project) -> None:
    before = targets(project)
    dialog = make(changeset)
    qtbot.keyClick(dialog._back, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert targets(project) == before


def test_enter_and_go_to_show_the_place(qtbot: QtBot, make: Make, changeset: ChangesetId, project: Project) -> None:
    dialog = make(changeset)
    with qtbot.waitSignal(dialog.row_wanted) as asked:
        qtbot.keyClick(dialog._left, Qt.Key.Key_Return)
    assert asked.args == [project.store.row_ids()[1]]
    with qtbot.waitSignal(dialog.row_wanted) as asked:
        dialog._go.click()
    assert asked.args == [project.store.row_ids()[1]]
    with qtbot.waitSignal(dialog.row_wanted) as asked:
        qtbot.keyClick(dialog._back, Qt.Key.Key_Return)
    assert asked.args == [project.store.row_ids()[0]]


def test_follows_what_is_edited_beside_it(
    qtbot: QtBot, make: Make, changeset: ChangesetId, project: Project, session: Session
) -> None:
    dialog = make(changeset)
    first = project.store.blocks(Side.TARGET)[0]
    session.perform(lambda: project.edit(first.id, "The first chapter has a cat."))
    assert [line[0] for line in lines(dialog._back)] == ["3"]
    assert [line[0] for line in lines(dialog._left)] == ["1", "2"]
    take_back(qtbot, dialog)
    assert targets(project)[0] == "The first chapter has a cat."


def test_what_was_taken_back_already_is_said(make: Make, changeset: ChangesetId, project: Project) -> None:
    newest = project.store.changesets(1)[0].id
    project.revert(project.revert_plan(newest))
    dialog = make(newest)
    assert "nothing to take back" in dialog._said.text()
    assert not dialog._revert.isEnabled()


def test_the_import_is_refused(make: Make, changeset: ChangesetId) -> None:
    with pytest.raises(UserError, match="revert-import"):
        make(ChangesetId(1))


def test_nothing_goes_back_in_a_project_that_cannot_be_written(
    qtbot: QtBot, make: Make, changeset: ChangesetId, project: Project
) -> None:
    project.store.read_only = "asked"
    before = targets(project)
    dialog = make(changeset)
    assert not dialog._revert.isEnabled()
    take_back(qtbot, dialog)
    assert targets(project) == before


def test_the_models_keep_qts_rules(make: Make, changeset: ChangesetId, session: Session, project: Project) -> None:
    dialog = make(changeset)
    testers = [
        QAbstractItemModelTester(listing.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
        for listing in (dialog._back, dialog._left)
    ]
    session.perform(project.undo)
    assert len(testers) == 2
