"""Every control has a name for those who do not see it, and a place in the order of the Tab key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.drafts import Draft
from app.recovery import Recovered
from app.review.score import Scale
from app.settings import Settings
from app.store.backups import BackupShelf, Kind
from app.store.repair import Report
from app.words import Words, load_words
from glossary.formats import Columns, Preview
from tests.ui.test_whole_job import begin
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.bulk import BulkSheet
from ui.dialogs.change_keys import ChangeKeysDialog
from ui.dialogs.checklist import ChecklistDialog
from ui.dialogs.checks import ChecksDialog
from ui.dialogs.compare import CompareDialog
from ui.dialogs.crash import CrashDialog
from ui.dialogs.decisions import DecisionsDialog
from ui.dialogs.dismiss import DismissDialog
from ui.dialogs.dismiss_many import DismissManyDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.flag import FlagDialog
from ui.dialogs.flag_many import FlagManyDialog
from ui.dialogs.glossaries import GlossariesDialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.mapping import MappingDialog
from ui.dialogs.palette import CommandPalette
from ui.dialogs.parts import Sheet
from ui.dialogs.realign import RealignDialog
from ui.dialogs.recovered import RecoveredDialog
from ui.dialogs.replace import ReplaceDialog
from ui.dialogs.rescue import RepairedDialog, RescueDialog
from ui.dialogs.reshape import ReshapeDialog
from ui.dialogs.revert import RevertDialog
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.states import StatesDialog
from ui.dialogs.statistics import StatisticsDialog
from ui.dialogs.term import TermDialog
from ui.dialogs.weights import WeightsDialog
from ui.keymap import load_profile
from ui.window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
INNER = (QAbstractSpinBox, QComboBox, QHeaderView, QKeySequenceEdit, QAbstractSlider)
"""Controls whose own parts are theirs to name."""

STEERED = (CommandPalette, FlagDialog)
"""Dialogs whose list is moved in by the arrow keys of the field above it, which keeps the keyboard."""


def controls(page: QWidget) -> Iterator[QWidget]:
    for widget in page.findChildren(QWidget):
        parent = widget.parentWidget()
        inside = isinstance(parent, INNER) or isinstance(widget, QHeaderView)
        of_qt = widget.objectName().startswith("qt_") or (parent is not None and parent.objectName().startswith("qt_"))
        popup = widget.window() is not page.window()
        if isinstance(widget, CONTROLS) and widget.isVisibleTo(page) and not inside and not of_qt and not popup:
            yield widget


def spoken(widget: QWidget) -> str:
    """What a screen reader says: the name given, else a button's word. (Qt itself is not asked: PySide deletes
    the interface it hands out.)"""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def nameless(page: QWidget) -> list[str]:
    return [
        f"{type(w).__name__} {w.objectName()} in {type(w.parent()).__name__}: {w.toolTip()}"
        for w in controls(page)
        if not spoken(w)
    ]


def out_of_reach(page: QWidget) -> list[str]:
    """Controls that can be typed into or chosen from, but not reached by Tab."""
    fields = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
    return [
        f"{type(w).__name__} {spoken(w)}"
        for w in controls(page)
        if isinstance(w, fields) and w.isEnabled()
        and not w.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(w.parent(), STEERED)
    ]  # fmt: skip


def jumps(page: QWidget) -> list[str]:
    """Where the Tab key goes up the page: from a control to one that stands wholly above it and not to its right."""
    order: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        order.append(widget)
        widget = widget.nextInFocusChain()
    stops = set(controls(page))
    places = [
        (spoken(w), QRect(w.mapTo(page, QPoint(0, 0)), w.size()))
        for w in order
        if w in stops and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return [
        f"{one} -> {other}"
        for (one, here), (other, there) in pairwise(places)
        if there.bottom() < here.top() and there.left() <= here.left()
    ]


@pytest.fixture(params=["en", "zh"])
def words(request: pytest.FixtureRequest) -> Words:
    return load_words(request.param)


def test_the_start_page(window: MainWindow) -> None:
    assert nameless(window) == []
    assert out_of_reach(window) == []


@pytest.mark.parametrize("mode", ["clean", "align", "review", "read"])
def test_every_mode_and_every_tab(
    window: MainWindow, qtbot: QtBot, pair: tuple[Path, Path], wait_idle: Callable[[], None], mode: str
) -> None:
    begin(window, qtbot, pair, wait_idle)
    assert window.page is not None
    window.menus.actions[f"mode-{mode}"].trigger()
    for tab in ("findings", "terms", "consistency", "revisions", "cleaning"):
        window.page.dock.show_tab(tab)
        QApplication.processEvents()
        assert nameless(window) == []
        assert out_of_reach(window) == []


def dialog_kinds() -> set[type[QDialog]]:
    """Every dialog there is in ``ui``, found where they are written, so that none is forgotten here."""
    for path in (Path(__file__).parents[2] / "ui/dialogs").glob("*.py"):
        import_module(f"ui.dialogs.{path.stem}")
    found: set[type[QDialog]] = set()
    waiting: list[type[QDialog]] = [QDialog]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("ui."):
                found.add(kind)
    return found - {Sheet, BulkSheet}


def all_dialogs(window: MainWindow, words: Words, folder: Path) -> list[QDialog]:
    """One of each kind over the open project, as the program builds them."""
    session, theme, jobs = window.session, window.look.theme, window.jobs
    assert session is not None
    project = session.project
    row = project.store.rows(project.store.row_ids())[-1]
    block, found = row.target[0], project.all_findings()[0]
    session.perform(lambda: project.edit(block.id, "Another text."))
    changed = project.store.changesets(1)[0].id
    draft = Draft(row.id, block.id, block.seq, "Another", "2026-01-02T03:04:05Z")
    recovered = Recovered(draft, block.text, row.id, block.id, 1, changed=True)
    kept = BackupShelf(folder / "shelf").keep(project.store.image(), project.store.path, Kind.ASKED)
    assert kept is not None
    preview = Preview((("猫", "cat"), ("狗", "dog")), Columns(("source", "target"), header=False))
    return [
        BackupsDialog(theme, words, project.store.path, lambda: [kept]),
        ChangeKeysDialog(theme, words, load_profile("enface")),
        CommandPalette(theme, words, window.menus.entries()),
        CompareDialog(theme, words, jobs, session),
        ChecklistDialog(theme, words, session),
        ChecksDialog(theme, words, session),
        CrashDialog(theme, words, "Traceback"),
        DecisionsDialog(theme, words, session),
        DismissDialog(theme, words, found.finding),
        DismissManyDialog(theme, words, session),
        ExportDialog(theme, words, jobs, project),
        FlagDialog(theme, words, "text"),
        FlagManyDialog(theme, words, session),
        GlossariesDialog(theme, words, jobs, session),
        HistoryDialog(theme, words, project.store.revisions(block.id)),
        KeysDialog(theme, words, window.menus.key_list()),
        MappingDialog(theme, words, "pets", preview, ("zh", "en")),
        RealignDialog(theme, words, [((row,), (row, row))], session.rows.number),
        RecoveredDialog(theme, words, session, [recovered]),
        RepairedDialog(theme, words, Report(project.store.path, folder)),
        ReplaceDialog(theme, words, jobs, session),
        RescueDialog(theme, words, "damaged", "It is damaged.", [kept]),
        ReshapeDialog(theme, words, [block]),
        RevertDialog(theme, words, session, changed),
        SettingsDialog(theme, words, Settings()),
        StatesDialog(theme, words, session),
        StatisticsDialog(theme, words, jobs, session),
        TermDialog(theme, words, jobs, session, {"source": "猫"}),
        WeightsDialog(theme, words, Scale()),
    ]


def test_every_dialog(
    window: MainWindow,
    qtbot: QtBot,
    pair: tuple[Path, Path],
    wait_idle: Callable[[], None],
    words: Words,
    tmp_path: Path,
) -> None:
    begin(window, qtbot, pair, wait_idle)
    made = all_dialogs(window, words, tmp_path)
    assert {type(dialog) for dialog in made} == dialog_kinds()
    for dialog in made:
        qtbot.addWidget(dialog)
        dialog.show()
        name = type(dialog).__name__
        assert dialog.windowTitle(), name
        assert nameless(dialog) == [], name
        assert out_of_reach(dialog) == [], name
        assert jumps(dialog) == [], name
    wait_idle()
    for dialog in made:
        dialog.close()


def test_a_tab_that_goes_up_the_page_is_seen(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    fields = [QLineEdit(page) for _ in range(3)]
    for number, field in enumerate(fields):
        field.setGeometry(0, 100 * number, 80, 30)
        field.setAccessibleName(f"field {number}")
    assert jumps(page) == []
    QWidget.setTabOrder(fields[0], fields[2])
    assert jumps(page) == ["field 2 -> field 1"]
