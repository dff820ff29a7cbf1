"""The checks of a project switched, weighed and told how to choose; its own rules; and both as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.check import OPTIONS, Rule, Tuning
from app.model import Severity, Side
from app.project import Project
from app.review.decisions import Reach
from app.words import Words
from ui.dialogs.checklist import ChecklistDialog
from ui.dialogs.checks import ChecksDialog
from ui.session import Session
from ui.theme import Theme

Make = Callable[[], ChecksDialog]


@pytest.fixture
def spoilt(session: Session) -> Session:
    """Two doubled words and a space before a comma."""
    project = session.project
    for block, text in zip(project.store.blocks(Side.TARGET), ("The the cat.", "A dog , and and a cat."), strict=False):
        project.edit(block.id, text)
    project.survey()
    return session


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, spoilt: Session, tmp_path: Path) -> Make:
    def made() -> ChecksDialog:
        file = tmp_path / "checks.toml"
        dialog = ChecksDialog(theme, words, spoilt, open_file=lambda *_: file, save_file=lambda *_: file)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return made


def go_to(dialog: ChecksDialog, check: str) -> None:
    dialog._list.go_to(dialog._model.row_of(check))


def is_ticked(dialog: ChecksDialog, check: str) -> bool:
    return check in {line.id for line in dialog._model.checked}


def choose(box: QComboBox, value: object) -> None:
    """As a person does: by the keys of the open box."""
    box.setFocus()
    steps = box.findData(value) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def codes(project: Project) -> list[str]:
    project.survey()
    return sorted(found.finding.check for found in project.all_findings() if found.open)


def test_space_switches_a_check_off_and_on(make: Make, spoilt: Session) -> None:
    dialog, project = make(), spoilt.project
    assert codes(project) == ["doubled-word", "doubled-word", "spacing"]
    go_to(dialog, "doubled-word")
    QTest.keyClick(dialog._list, Qt.Key.Key_Space)
    assert codes(project) == ["spacing"]
    assert not is_ticked(dialog, "doubled-word")
    QTest.keyClick(dialog._list, Qt.Key.Key_Space)
    assert codes(project) == ["doubled-word", "doubled-word", "spacing"]


def test_a_check_somebody_said_no_to_as_a_whole_is_off_and_can_be_ticked_again(make: Make, spoilt: Session) -> None:
    project = spoilt.project
    found = next(found for found in project.all_findings() if found.finding.check == "doubled-word")
    project.dismiss(found, Reach.RULE, "verse")
    dialog = make()
    assert not is_ticked(dialog, "doubled-word")
    go_to(dialog, "doubled-word")
    QTest.keyClick(dialog._list, Qt.Key.Key_Space)
    assert is_ticked(dialog, "doubled-word")
    assert codes(project) == ["doubled-word", "doubled-word", "spacing"]
    # It is a step like any other.
    spoilt.perform(project.undo)
    assert not is_ticked(dialog, "doubled-word")


def test_a_check_that_fell_silent_in_two_ways_is_looked_for_again(make: Make, spoilt: Session) -> None:
    project = spoilt.project
    found = next(found for found in project.all_findings() if found.finding.check == "doubled-word")
    project.dismiss(found, Reach.RULE, "verse")
    project.switch("doubled-word", False)
    changes = project.switch("doubled-word", True)
    assert changes.settings, "or nobody surveys anew"
    assert changes.decisions


def test_all_as_usual_is_one_write_and_wants_nothing_optional(make: Make, spoilt: Session) -> None:
    dialog, project = make(), spoilt.project
    for check in ("doubled-word", "spacing", "brackets"):
        project.switch(check, False)
    project.switch("grammar", True)
    before = len(project.store.changesets())
    dialog.reset()
    assert project.tuning == Tuning()
    assert len(project.store.changesets()) == before + 1


def test_what_is_open_now_is_counted(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    qtbot.waitUntil(lambda: {line.id: line.found for line in dialog._model.items}["doubled-word"] == 2)


def test_a_severity_is_chosen_and_chosen_back(make: Make, spoilt: Session) -> None:
    dialog, project = make(), spoilt.project
    go_to(dialog, "spacing")
    assert dialog._severity.currentText() == "minor (usual)"
    choose(dialog._severity, Severity.CRITICAL)
    assert project.tuning.severity("spacing") is Severity.CRITICAL
    project.survey()
    assert {f.finding.severity for f in project.all_findings() if f.finding.check == "spacing"} == {Severity.CRITICAL}
    choose(dialog._severity, Severity.MINOR)
    assert project.tuning.severity("spacing") is None


def test_only_what_a_check_can_choose_is_offered(make: Make, spoilt: Session) -> None:
    dialog = make()
    for check in ("term", "omission", "variants", "checklist"):
        go_to(dialog, check)
        shown = {option for option, (_, box) in dialog._options.items() if box.isVisible()}
        assert shown == {option for option in OPTIONS if option.check == check}
        assert dialog._severity.isVisible() == (check != "checklist")
        assert dialog._rules.isVisible() == (check == "checklist")
    go_to(dialog, "variants")
    _, box = dialog._options[next(option for option in OPTIONS if option.id == "spelling")]
    choose(box, "british")
    assert spoilt.project.tuning.choice("variants", "spelling") == "british"


def test_the_settings_go_out_and_come_in_and_can_all_be_usual(make: Make, spoilt: Session, tmp_path: Path) -> None:
    dialog, project = make(), spoilt.project
    spoilt.perform(lambda: project.switch("spacing", False))
    dialog.export_file()
    assert (tmp_path / "checks.toml").read_text("utf-8") == "[spacing]\non = false\n"
    dialog.reset()
    assert is_ticked(dialog, "spacing")
    dialog.import_file()
    assert not is_ticked(dialog, "spacing")
    assert "checks.toml" in dialog.message.text()
    (tmp_path / "checks.toml").write_text("[nonsense]", "utf-8")
    (tmp_path / "checks.toml").write_text("[spacing]\nseverity = 3", "utf-8")
    dialog.import_file()
    assert "[spacing] severity = 3" in dialog.message.text()
    assert not is_ticked(dialog, "spacing")


def test_what_is_chosen_stays_with_the_project(make: Make, spoilt: Session) -> None:
    make()
    project = spoilt.project
    spoilt.perform(lambda: project.switch("spacing", False))
    path, rules = project.store.path, project._rules
    spoilt.close()
    again = Project.open(path, "Ann", rules)
    assert again.tuning.off == {"spacing"}
    again.close()


@pytest.fixture
def checklist(qtbot: QtBot, theme: Theme, words: Words, spoilt: Session) -> ChecklistDialog:
    dialog = ChecklistDialog(theme, words, spoilt)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def type_into(dialog: ChecklistDialog, **texts: str) -> None:
    for name, text in texts.items():
        dialog._fields[name].clear()
        QTest.keyClicks(dialog._fields[name], text)


def test_a_rule_is_typed_tried_and_kept(checklist: ChecklistDialog, spoilt: Session, qtbot: QtBot) -> None:
    assert not checklist._keep.isEnabled()
    type_into(checklist, target="dog ,", instead="hound,")
    qtbot.waitUntil(lambda: "one row: 2" in checklist._tried.text())
    checklist.keep()
    assert spoilt.project.tuning.rules == (Rule("dog ,", target="dog ,", instead="hound,"),)
    project = spoilt.project
    project.survey()
    (found,) = [found for found in project.all_findings() if found.finding.check == "checklist"]
    assert [suggestion.text for suggestion in found.finding.suggestions] == ["hound,"]
    # Another beside it, then the first one changed, then taken away.
    checklist._begin_new()
    type_into(checklist, name="Cats", target="dog", source="cat")
    checklist._must.setCurrentIndex(1)
    checklist.keep()
    assert [rule.name for rule in project.tuning.rules] == ["dog ,", "Cats"]
    checklist._list.go_to(0)
    type_into(checklist, name="Hounds")
    checklist.keep()
    assert [rule.name for rule in project.tuning.rules] == ["Hounds", "Cats"]
    checklist._list.setFocus()
    QTest.keyClick(checklist._list, Qt.Key.Key_Delete)
    assert [rule.name for rule in project.tuning.rules] == ["Cats"]
    assert project.tuning.rules[0].missing


def test_a_rule_that_cannot_be_read_says_why(checklist: ChecklistDialog, spoilt: Session, qtbot: QtBot) -> None:
    checklist._regex.setChecked(True)
    type_into(checklist, target="(")
    qtbot.waitUntil(lambda: "cannot be read" in checklist._tried.text())
    checklist.keep()
    assert not spoilt.project.tuning.rules
    assert "cannot be read" in checklist.message.text()


def test_a_rule_that_speaks_of_no_row(checklist: ChecklistDialog, qtbot: QtBot) -> None:
    type_into(checklist, target="elephant")
    qtbot.waitUntil(lambda: "no row" in checklist._tried.text())
