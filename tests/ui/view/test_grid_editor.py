"""The one editor: it opens where the text stands, loses nothing and lets input methods work."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.view.made_rows import ENGLISH, MadeRows, one_row
from ui.view.editor import CellEditor
from ui.view.edits import clean_paste, moved_marks
from ui.view.grid import ReviewGrid
from ui.view.model import CellRef, CellView, Commit, Draft, Mark, MarkKind, Selection, Side

TEXTS = {
    "long": ENGLISH * 5,
    "mixed": "The Eighth Plenary 全会 Session 😀 of the XIV «Comité» " * 6,
    "chinese": "省委十四届八次全会深入学习贯彻中央全会精神,进一步动员全省忠实践行“八八战略”," * 6,
    "line ends": "First line\nsecond line, which is a good deal longer than the first one and has to break\n\nlast",
    "no-break": "100\u00a0km and the rest of the sentence that goes on and on until it is too long " * 3,
    "unbroken": "x" * 400,
    "arabic": "وأشار الاجتماع إلى أن الدورة الكاملة الخامسة للجنة المركزية 2020 " * 5,
    "empty": "",
    "spaces": "two  spaces   and trailing    ",
    "decomposed": "e\u0301a\u0308o\u0302 " * 60,
}
ODD = ["a\rb", "a\r\nb", "a\u2029b", "a\ufdd0b\ufdd1", "a\x00b", "a\ud800b", "a\tb\x0b", "\u202eabc", "\ufffc"]
LANGUAGES = {"chinese": "zh-Hans", "arabic": "ar"}


def editor(grid: ReviewGrid) -> CellEditor:
    found = grid.viewport().findChild(CellEditor)
    assert isinstance(found, CellEditor)
    return found


def open_text(grid: ReviewGrid, text: str, *marks: Mark, language: str = "en") -> CellEditor:
    grid.set_source(one_row(CellView(901, text, marks, language=language)))
    grid.set_current(1)
    assert grid.edit_current()
    return editor(grid)


def compose(widget: CellEditor, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def told(signal: Any) -> list[Any]:
    heard: list[Any] = []
    signal.connect(heard.append)
    return heard


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_moves_when_the_editor_opens(grid: ReviewGrid, name: str) -> None:
    grid.set_source(one_row(CellView(901, TEXTS[name], language=LANGUAGES.get(name, "en"))))
    grid.set_current(1)
    cell = grid._box(1).cell(Side.TARGET, 0)
    assert cell is not None
    layout, row = cell.flow.layout, grid.row_rect(1)
    assert row is not None
    lines = [layout.lineAt(i) for i in range(layout.lineCount())]
    origin = cell.area.topLeft() + row.topLeft()
    before = [
        (line.textStart(), line.textLength(), round(line.naturalTextRect().x() + origin.x(), 2), line.y() + origin.y())
        for line in lines
    ]
    assert grid.edit_current()
    field = editor(grid)
    typed, place = field.layout_of_text, field.pos() + QPoint(0, round(field.contentOffset().y()))
    assert field.line_count == max(len(lines), 1)
    after = [
        (line.textStart(), line.textLength(), round(line.naturalTextRect().x() + place.x(), 2), line.y() + place.y())
        for line in (typed.lineAt(i) for i in range(typed.lineCount()))
    ]
    assert after[: len(before)] == before
    assert grid.row_rect(1) == row
    assert field.verticalScrollBar().maximum() == 0
    assert field.text == TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_leaving_an_unchanged_text_tells_of_nothing(grid: ReviewGrid, name: str) -> None:
    commits = told(grid.text_committed)
    open_text(grid, TEXTS[name])
    grid.leave()
    assert commits == []


@pytest.mark.parametrize("text", ODD)
def test_odd_characters_are_one_paragraph_and_do_not_count_as_a_change(
    grid: ReviewGrid, qtbot: QtBot, text: str
) -> None:
    commits = told(grid.text_committed)
    field = open_text(grid, text)
    assert field.document().blockCount() == 1
    assert len(field.text) == len(text)
    grid.leave()
    assert commits == []
    grid.edit_current()
    qtbot.keyClicks(field, "!")
    grid.leave()
    assert [len(commit.text) for commit in commits] == [len(text) + 1]


def test_typing_and_leaving(grid: ReviewGrid, qtbot: QtBot) -> None:
    commits, drafts, modes = told(grid.text_committed), told(grid.text_edited), told(grid.mode_changed)
    field = open_text(grid, "One")
    qtbot.keyClicks(field, " 2")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert drafts == [Draft(901, "One "), Draft(901, "One 2")]
    assert commits == [Commit(1, 901, "One 2")]
    assert modes == ["text", "grid"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_E])
def test_keys_that_open(grid: ReviewGrid, qtbot: QtBot, key: Qt.Key) -> None:
    grid.set_source(MadeRows(3))
    activated = told(grid.cell_activated)
    qtbot.keyClick(grid, key)
    assert grid.mode == "text"
    assert activated == [CellRef(0, Side.TARGET, 0, 11)]
    assert not grid.commit()


def test_typing_opens_and_the_first_letter_is_not_eaten(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(one_row(CellView(901, "One", language="en")))
    grid.set_current(1)
    qtbot.keyClicks(grid, "x")
    assert grid.draft() == Draft(901, "Onex")


def test_keys_reach_the_grid_through_its_sleeping_editor(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(MadeRows(3))
    field = editor(grid)
    assert grid.focusProxy() is field
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert grid.current_row == 1
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r")
    QApplication.sendEvent(field, event)
    assert not event.isAccepted()


def test_single_letters_belong_to_the_text_while_it_is_open(grid: ReviewGrid) -> None:
    field = open_text(grid, "One")
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r")
    QApplication.sendEvent(field, event)
    assert event.isAccepted()


def test_read_only_and_excluded_texts_do_not_open(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(one_row(CellView(901, "[ad]", excluded="litter", language="en")))
    grid.set_current(1)
    assert not grid.edit_current()
    grid.set_current(0)
    grid.set_read_only(True)
    qtbot.keyClicks(grid, "xe")
    assert grid.mode == "grid"


def test_the_row_grows_with_the_text_and_its_top_stays(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(MadeRows(200))
    grid.set_current(100)
    grid.scroll_by((grid.row_rect(100) or grid.rect()).top() - 50)
    grid.edit_current()
    before = grid.row_rect(100)
    assert before is not None
    assert before.top() == 50
    field = editor(grid)
    for _ in range(6):
        field.insert(ENGLISH)
        now = grid.row_rect(100)
        assert now is not None
        assert now.top() == before.top()
        assert field.geometry().bottom() <= now.bottom()
    assert (grid.row_rect(100) or before).height() > before.height()
    field.select(0, len(field.text))
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    after = grid.row_rect(100)
    assert after is not None
    assert (after.top(), field.line_count) == (before.top(), 1)


@pytest.mark.parametrize("change", ["narrower", "wider", "larger", "split", "zoom source"])
def test_the_open_text_follows_the_window(grid: ReviewGrid, qtbot: QtBot, change: str) -> None:
    field = open_text(grid, ENGLISH * 4)
    qtbot.keyClicks(field, "!")
    match change:
        case "narrower":
            grid.resize(640, 700)
        case "wider":
            grid.resize(1500, 700)
        case "larger":
            grid.set_zoom(Side.TARGET, 5)
        case "split":
            grid.set_split(0.7)
        case _:
            grid.set_zoom(Side.SOURCE, 5)
    cell = grid._box(1).cell(Side.TARGET, 0)
    assert cell is not None
    assert field.text == ENGLISH * 4 + "!"
    assert cell.area.height() == field.line_count * field.style_of_text.line
    assert cell.area.height() == field.height() - 4
    grid.leave()
    drawn = grid._box(1).cell(Side.TARGET, 0)
    assert drawn is not None
    assert abs(drawn.area.height() - cell.area.height()) <= field.style_of_text.line


def test_a_text_from_a_button_goes_where_the_caret_was(grid: ReviewGrid, qtbot: QtBot) -> None:
    commits = told(grid.text_committed)
    other = QLineEdit(grid)
    other.show()
    field = open_text(grid, "One three")
    qtbot.waitUntil(field.hasFocus)
    grid.select(4, 4)
    other.setFocus()
    assert grid.mode == "grid"
    grid.insert_text("two ")
    grid.leave()
    assert commits == [Commit(1, 901, "One two three")]


def test_the_caret_stays_in_sight_when_the_text_outgrows_the_window(grid: ReviewGrid) -> None:
    field = open_text(grid, "One ")
    for _ in range(40):
        field.insert(ENGLISH)
        caret = field.cursorRect().translated(field.pos())
        assert caret.top() >= 0
        assert caret.bottom() <= grid.viewport().height()


def test_moving_on_commits_and_stays_in_the_text(grid: ReviewGrid, qtbot: QtBot) -> None:
    commits, modes = told(grid.text_committed), told(grid.mode_changed)
    field = open_text(grid, "One")
    qtbot.keyClicks(field, "!")
    grid.set_current(2)
    assert commits == [Commit(1, 901, "One!")]
    assert (grid.mode, grid.current_row, modes) == ("text", 2, ["text"])
    assert field.text == MadeRows(3).row(2).target[0].text


def test_losing_the_focus_commits(grid: ReviewGrid, qtbot: QtBot) -> None:
    commits = told(grid.text_committed)
    other = QLineEdit(grid)
    other.show()
    field = open_text(grid, "One")
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "!")
    other.setFocus()
    assert commits == [Commit(1, 901, "One!")]
    assert grid.mode == "grid"


def test_another_windows_turn_commits_and_leaves_the_text_open(grid: ReviewGrid, qtbot: QtBot) -> None:
    commits = told(grid.text_committed)
    field = open_text(grid, "One")
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "!")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert commits == [Commit(1, 901, "One!")]
    assert grid.mode == "text"


def test_undo_is_the_editors_until_the_commit_and_then_the_windows(grid: ReviewGrid, qtbot: QtBot) -> None:
    def undo_is_free() -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        QApplication.sendEvent(field, event)
        return not event.isAccepted()

    field = open_text(grid, "One")
    assert undo_is_free()
    qtbot.keyClicks(field, "!")
    assert not undo_is_free()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text == "One"
    assert undo_is_free()
    qtbot.keyClicks(field, "?")
    assert grid.commit()
    assert grid.mode == "text"
    assert undo_is_free()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text == "One?"


def test_a_change_from_elsewhere_shows_in_the_open_text(grid: ReviewGrid) -> None:
    field = open_text(grid, "One")
    rows = grid._source
    assert isinstance(rows, MadeRows)
    view = rows.row(1)
    rows.changed[1] = dataclasses.replace(view, target=(dataclasses.replace(view.target[0], text="Two"),))
    grid.refresh_rows([1])
    assert field.text == "Two"
    assert not grid.commit()


def test_a_change_from_elsewhere_never_overwrites_what_is_being_typed(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, "One")
    qtbot.keyClicks(field, "!")
    grid.refresh_rows([1])
    assert field.text == "One!"


def test_shift_enter_ends_a_line_inside_the_block(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, "One")
    before = grid.row_rect(1)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field, "two")
    after = grid.row_rect(1)
    assert before is not None
    assert after is not None
    assert after.height() > before.height()
    assert field.text == "One\ntwo"
    assert field.document().blockCount() == 1


def test_a_chord_with_enter_is_left_to_the_window(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, "One")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (field.text, grid.mode) == ("One", "text")


# Input methods


def test_an_input_method_composes_and_commits(grid: ReviewGrid) -> None:
    drafts = told(grid.text_edited)
    field = open_text(grid, "中")
    compose(field, "guo")
    assert (field.text, field.composition(), drafts) == ("中", "guo", [])
    compose(field, "", "国")
    assert (field.text, field.composition(), drafts) == ("中国", "", [Draft(901, "中国")])


def test_composing_begins_in_the_editor_without_losing_the_first_letter(grid: ReviewGrid) -> None:
    grid.set_single_keys(False)
    grid.set_source(one_row(CellView(901, "中", language="zh")))
    grid.set_current(1)
    field = editor(grid)
    assert field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(field, "g")
    assert (grid.mode, field.composition()) == ("text", "g")
    compose(field, "", "国")
    assert field.text == "中国"


def test_an_input_method_is_off_where_letters_are_verbs(grid: ReviewGrid) -> None:
    grid.set_source(MadeRows(3))
    field = editor(grid)
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    grid.edit_current()
    assert field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    grid.leave()
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_PageDown]
)
def test_keys_of_the_input_method_are_left_alone(grid: ReviewGrid, qtbot: QtBot, key: Qt.Key) -> None:
    field = open_text(grid, "中")
    compose(field, "guo")
    qtbot.keyClick(field, key)
    assert (grid.mode, grid.current_row, field.text, field.composition()) == ("text", 1, "中", "guo")


@pytest.mark.parametrize("way", ["leave", "commit", "move", "focus", "insert"])
def test_no_syllable_is_lost(grid: ReviewGrid, qtbot: QtBot, way: str) -> None:
    commits = told(grid.text_committed)
    other = QLineEdit(grid)
    other.show()
    field = open_text(grid, "中")
    qtbot.waitUntil(field.hasFocus)
    compose(field, "guo")
    match way:
        case "leave":
            grid.leave()
        case "commit":
            grid.commit()
        case "move":
            grid.set_current(2)
        case "focus":
            other.setFocus()
        case _:
            grid.insert_text("!")
            grid.commit()
    assert commits == [Commit(1, 901, "中guo!" if way == "insert" else "中guo")]


def test_a_row_makes_room_for_what_is_composed(grid: ReviewGrid) -> None:
    field = open_text(grid, ENGLISH)
    before = grid.row_rect(1)
    compose(field, "compose " * 30)
    after = grid.row_rect(1)
    assert before is not None
    assert after is not None
    assert (after.top(), after.height() > before.height()) == (before.top(), True)


def test_the_candidate_window_stands_at_the_caret(grid: ReviewGrid) -> None:
    field = open_text(grid, "One two three")
    field.select(3, 3)
    first = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    field.select(13, 13)
    second = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert second.x() > first.x()
    assert 0 <= second.y() < field.height()


# Positions are code points


def test_selection_in_code_points(grid: ReviewGrid) -> None:
    heard = told(grid.selection_changed)
    field = open_text(grid, "a😀b𠀀c")
    grid.select(2, 4)
    assert grid.selection() == Selection(901, Side.TARGET, 2, 4)
    assert grid.selected_text() == "b𠀀"
    assert heard[-1] == Selection(901, Side.TARGET, 2, 4)
    field.insert("😀😀")
    assert field.text == "a😀😀😀c"
    assert field.selection() == (4, 4)


def test_text_is_selected_with_the_mouse_in_the_source(grid: ReviewGrid, qtbot: QtBot) -> None:
    heard = told(grid.selection_changed)
    grid.set_source(one_row(CellView(901, "One", language="en"), source="😀一二三四五六"))
    cell, row = grid._box(1).cell(Side.SOURCE, 0), grid.row_rect(1)
    assert cell is not None
    assert row is not None
    start = row.topLeft() + cell.area.topLeft() + QPoint(1, 8)
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(grid.viewport(), start + QPoint(200, 0))
    grid._drag_selection(start + QPoint(200, 0))
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(200, 0))
    assert heard[-1] == Selection(900, Side.SOURCE, 0, 7)
    assert grid.selected_text() == "😀一二三四五六"
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "😀一二三四五六"


def test_a_mark_is_clicked(grid: ReviewGrid, qtbot: QtBot) -> None:
    mark = Mark(0, 9, MarkKind.ERROR, "finding-1")
    hits = told(grid.mark_clicked)
    grid.set_source(one_row(CellView(901, "Something is wrong", (mark, Mark(0, 18, MarkKind.HINT)), language="en")))
    cell, row = grid._box(1).cell(Side.TARGET, 0), grid.row_rect(1)
    assert cell is not None
    assert row is not None
    start = row.topLeft() + cell.area.topLeft()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(20, 8))
    assert [hit.mark for hit in hits] == [mark]
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(cell.area.width() - 3, 8))
    assert len(hits) == 1


def test_a_double_click_opens_with_the_caret_there(grid: ReviewGrid, qtbot: QtBot) -> None:
    grid.set_source(one_row(CellView(901, "One two", language="en")))
    cell, row = grid._box(1).cell(Side.TARGET, 0), grid.row_rect(1)
    assert cell is not None
    assert row is not None
    qtbot.mouseDClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + cell.area.topLeft() + QPoint(1, 8)
    )
    assert grid.mode == "text"
    assert grid.selection() == Selection(901, Side.TARGET, 0, 0)


def test_a_click_between_two_lines_stays_on_the_line(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, ENGLISH * 3)
    line = field.style_of_text.line
    for y in range(2, 2 + 3 * line):
        qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, y))
        number = field.layout_of_text.lineForTextPosition(field.textCursor().position()).lineNumber()
        assert number == (y - 2) // line


# Marks, paste


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        ("one two three", "one two three!", [(4, 7)]),
        ("one two three", "so one two three", [(7, 10)]),
        ("one two three", "one twoo three", [(4, 7)]),
        ("one two three", "one to three", []),
        ("one two three", "one three", []),
        ("one two three", "😀 one two three", [(6, 9)]),
        ("one two three", "two three", [(0, 3)]),
    ],
)
def test_marks_stay_at_their_words(before: str, after: str, spans: list[tuple[int, int]]) -> None:
    marks = moved_marks((Mark(4, 7, MarkKind.ERROR),), before, after)
    assert [(mark.start, mark.end) for mark in marks] == spans


def test_marks_move_while_typing(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, "😀 two", Mark(2, 5, MarkKind.WARN))
    field.select(0, 0)
    qtbot.keyClicks(field, "ab")
    assert field.marks == (Mark(4, 7, MarkKind.WARN),)
    compose(field, "xyz")
    assert not grid.grab().isNull()
    grid.set_draft_marks((Mark(0, 1, MarkKind.HINT),))
    assert field.marks == (Mark(0, 1, MarkKind.HINT),)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("plain", "plain"),
        ("a\r\nb\rc\u2028d\n", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\x00b\x1bc\ufeff", "abc"),
        ("100\u00a0km", "100\u00a0km"),
    ],
)
def test_pasted_text_is_cleaned(grid: ReviewGrid, pasted: str, kept: str) -> None:
    assert clean_paste(pasted) == kept
    field = open_text(grid, "")
    data = QMimeData()
    data.setText(pasted)
    data.setHtml("<b>never this</b>")
    field.insertFromMimeData(data)
    assert field.text == kept
    assert field.document().blockCount() == 1


def test_copied_text_keeps_its_no_break_spaces(grid: ReviewGrid, qtbot: QtBot) -> None:
    field = open_text(grid, "100\u00a0km\nfar")
    field.select(0, 10)
    qtbot.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "100\u00a0km\nfar"
