"""A term is typed, tried on the rows while it is, and entered with Enter; no term is entered twice unawares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model import ConceptId
from app.project import Project
from app.words import Words
from glossary.formats import cells_of, concept_of
from ui.dialogs.glossary_items import glossary_choices
from ui.dialogs.term import TermDialog
from ui.jobs import Jobs
from ui.session import Session
from ui.theme import Theme

Opener = Callable[..., TermDialog]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, session: Session) -> Iterator[Opener]:
    made: list[TermDialog] = []

    def open_(cells: dict[str, str] | None = None, id_: int | None = None) -> TermDialog:
        into = glossary_choices(session.project, words)
        concept = None if id_ is None else ConceptId(id_)
        dialog = TermDialog(theme, words, jobs, session, cells or {}, concept, into=into)
        qtbot.addWidget(dialog)
        made.append(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    yield open_
    for dialog in made:
        dialog.close()


def entered(project: Project) -> list[dict[str, str]]:
    kept = [cells_of(concept) for glossary in project.glossaries for concept in glossary.concepts]
    return [{column: cell for column, cell in cells.items() if column != "status"} for cells in kept]


def add(project: Project, **cells: str) -> int:
    project.add_concepts([concept_of({"status": "preferred", **cells}, "")])
    project.survey()
    return int(project.glossaries[0].concepts[-1].id)


def press(qtbot: QtBot, dialog: TermDialog, key: Qt.Key) -> None:
    focus = dialog.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key)


def type_in(qtbot: QtBot, dialog: TermDialog, **cells: str) -> None:
    for name, text in cells.items():
        dialog._fields[name].setFocus()
        dialog._fields[name].selectAll()
        qtbot.keyClicks(dialog._fields[name], text)


def test_tab_goes_through_the_fields_and_enter_adds(qtbot: QtBot, opened: Opener, project: Project) -> None:
    dialog = opened()
    cells = {"source": "A|B", "target": "cat", "admitted": "kitty", "first": "tame cat", "deprecated": "",
             "forbidden": "tom|moggy",
             "forbidden_anywhere": "puss", "domain": "pets", "citation": "p. 3", "note": "small"}  # fmt: skip
    for text in cells.values():
        if text:
            qtbot.keyClicks(dialog.focusWidget(), text)
        press(qtbot, dialog, Qt.Key.Key_Tab)
    press(qtbot, dialog, Qt.Key.Key_Tab)
    press(qtbot, dialog, Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert entered(project) == [{**{name: text for name, text in cells.items() if text}, "ambiguous": "yes"}]
    project.undo()
    assert entered(project) == []


def test_how_it_is_looked_for_is_ticked_with_the_keyboard(qtbot: QtBot, opened: Opener, project: Project) -> None:
    dialog = opened({"source": "猫", "target": "cat", "ambiguous": "yes"})
    dialog._ambiguous.setFocus()
    for ticked in (True, False, True):
        press(qtbot, dialog, Qt.Key.Key_Tab)
        if ticked:
            press(qtbot, dialog, Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert [cells["matching"] for cells in entered(project)] == ["case together"]


def test_escape_leaves_without_a_term(qtbot: QtBot, opened: Opener, project: Project) -> None:
    dialog = opened({"source": "猫", "target": "cat"})
    with qtbot.waitSignal(dialog.rejected):
        press(qtbot, dialog, Qt.Key.Key_Escape)
    assert entered(project) == []


def test_what_was_selected_is_filled_in_and_the_first_empty_field_waits(qtbot: QtBot, opened: Opener) -> None:
    dialog = opened({"source": "猫"})
    assert dialog.focusWidget() is dialog._fields["target"]
    assert dialog._fields["source"].text() == "猫"
    assert not dialog._accept.isEnabled()


@pytest.mark.parametrize(
    ("cells", "sentence", "examples"),
    [
        (
            {"source": "猫", "target": "cat"},
            "2 places: 2 agree. No finding would be new.",
            [("1", "ok"), ("3", "ok")],
        ),
        (
            {"source": "猫", "target": "kitty", "forbidden": "cat"},
            "2 places: 0 agree, 2 forbidden. 2 findings would be new.",
            [("1", "forbidden · new"), ("3", "forbidden · new")],
        ),
        (
            {"source": "第{n}段", "target": "{n:1st} part"},
            "3 places: 0 agree, 3 style. 3 findings would be new.",
            [("1", "style · new"), ("2", "style · new"), ("3", "style · new")],
        ),
        ({"source": "马", "target": "horse"}, "It does not occur in this project.", []),
    ],
)
def test_the_sandbox_says_what_the_term_would_do(
    qtbot: QtBot, opened: Opener, cells: dict[str, str], sentence: str, examples: list[tuple[str, str]]
) -> None:
    dialog = opened()
    with qtbot.waitSignal(dialog.sandbox.tried, timeout=20_000):
        for name, text in cells.items():
            dialog._fields[name].setText(text)
    assert dialog.sandbox.sentence == sentence
    model = dialog.sandbox.examples.model()
    shown = [(model.index(row, 0).data(), model.index(row, 3).data()) for row in range(model.rowCount())]
    assert shown == examples


def test_places_in_longer_terms_are_said(qtbot: QtBot, opened: Opener, project: Project) -> None:
    add(project, source="猫和狗", target="cat and dog")
    add(project, source="有猫", target="has a cat")
    dialog = opened()
    with qtbot.waitSignal(dialog.sandbox.tried, timeout=20_000):
        dialog._fields["source"].setText("猫")
        dialog._fields["target"].setText("cat")
    assert dialog.sandbox.sentence == "2 places stand in longer terms of the glossary and count there."


def test_the_next_key_throws_the_last_trial_away(qtbot: QtBot, opened: Opener) -> None:
    dialog = opened({"source": "猫", "target": "cat"})
    dialog.sandbox._begin()
    first = dialog.sandbox._job
    assert first is not None
    with qtbot.waitSignal(dialog.sandbox.tried, timeout=20_000) as tried:
        dialog._fields["source"].setText("猫和狗")
        assert first.task.cancelled
    assert tried.args[0].total == 1


@pytest.mark.parametrize(
    ("cells", "said", "may"),
    [
        ({"source": "{n届", "target": "x {n}"}, "is never closed", False),
        ({"source": "{n}届", "target": "{m:1st} session"}, "The slot “m”", False),
        ({"source": "{n}届", "target": "{n:1st}"}, "is only a slot", True),
        ({"source": "猫", "target": "cat", "forbidden": "cat"}, "cannot be two things at once", False),
        ({"source": "猫", "target": ""}, "", False),
        ({"source": "猫", "target": "cat"}, "", True),
    ],
)
def test_what_is_wrong_is_said_at_once(opened: Opener, cells: dict[str, str], said: str, may: bool) -> None:
    dialog = opened(cells)
    assert said in dialog._wrong.text()
    assert bool(dialog._wrong.text()) == bool(said)
    assert dialog._accept.isEnabled() == may
    assert dialog._hint.isVisible() == ("{" in cells["source"])


def test_a_duplicate_is_said_and_joined(qtbot: QtBot, opened: Opener, project: Project) -> None:
    add(project, source="猫|小猫", target="cat")
    dialog = opened({"source": "猫", "target": "kitty", "forbidden": "moggy"})
    assert dialog._twin_said.text() == "“猫|小猫” is in the glossary already: cat"
    with qtbot.waitSignal(dialog.accepted):
        dialog._join.click()
    assert entered(project) == [{"source": "猫|小猫", "target": "cat", "admitted": "kitty", "forbidden": "moggy"}]


def test_a_duplicate_is_replaced(qtbot: QtBot, opened: Opener, project: Project) -> None:
    add(project, source="猫", target="cat", note="old")
    dialog = opened({"source": "猫", "target": "kitty"})
    with qtbot.waitSignal(dialog.accepted):
        dialog._replace.click()
    assert entered(project) == [{"source": "猫", "target": "kitty"}]


def test_a_term_that_is_changed_is_no_duplicate_of_itself_and_loses_nothing(
    qtbot: QtBot, opened: Opener, project: Project
) -> None:
    cells = {
        "matching": "exact whole",
        "source": "猫",
        "target": "cat",
        "deprecated_anywhere": "grimalkin",
        "note": "one\ntwo",
        "confidence": "medium",
    }
    id_ = add(project, **cells)
    dialog = opened(cells_of(project.glossaries[0].concepts[0]), id_)
    assert dialog._twin_said.text() == ""
    type_in(qtbot, dialog, admitted="kitty")
    with qtbot.waitSignal(dialog.kept) as kept:
        press(qtbot, dialog, Qt.Key.Key_Return)
    assert "猫" in kept.args[0]
    assert entered(project) == [{**cells, "admitted": "kitty"}]


def test_a_term_goes_into_the_glossary_that_is_chosen(qtbot: QtBot, opened: Opener, project: Project) -> None:
    from glossary.model import Glossary

    project.add_glossary(Glossary("base", "zh", "en", (concept_of({"source": "狗", "target": "dog"}, ""),)))
    dialog = opened({"source": "猫", "target": "cat"})
    dialog._into.setFocus()
    press(qtbot, dialog, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.accepted):
        dialog._accept.click()
    assert [(glossary.name, len(glossary.concepts)) for glossary in project.glossaries] == [("base", 2)]
