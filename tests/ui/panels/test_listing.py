"""Cells are cut with an ellipsis, columns share the room there is, excerpts keep whole words round a change."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.review.diff import Kind
from app.words import Words
from ui.fonts import ui_font
from ui.models.columns import RIGHT, Column
from ui.models.table import ItemsModel
from ui.panels.cells import fitted
from ui.panels.listing import Listing, widths
from ui.panels.wording import excerpt, plain
from ui.theme import Theme

LONG = "The meeting asked the whole city to carry out every one of the tasks that were set for it last year. " * 3


def same(text: str) -> str:
    return text


def column(width: int) -> Column[str]:
    return Column("", same, width)


@pytest.mark.parametrize(
    ("wishes", "room", "expected"),
    [
        ([50, 0], 400, [50, 350]),
        ([50, 0, 0], 450, [50, 200, 200]),
        ([50, 0, 300], 1000, [50, 650, 300]),
        ([100, 0, 300], 500, [100, 200, 200]),
        ([100, 0], 150, [100, 120]),
        ([], 150, []),
    ],
)
def test_columns_share_the_room(wishes: list[int], room: int, expected: list[int]) -> None:
    assert widths([column(wish) for wish in wishes], room) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b", "a c", "a [b]{c}"),
        ("", "new", "{new}"),
        ("Keep " * 20 + "old", "Keep " * 20 + "new", "… Keep Keep Keep Keep Keep [old]{new}"),
        ("old " + "keep " * 20, "new " + "keep " * 20, "[old]{new} keep keep keep keep keep …"),
        ("好" * 60 + "旧", "好" * 60 + "新", "… " + "好" * 28 + "[旧]{新}"),
    ],
)
def test_an_excerpt_keeps_words_round_a_change(before: str, after: str, expected: str) -> None:
    marks = {Kind.EQUAL: "{}", Kind.DELETED: "[{}]", Kind.INSERTED: "{{{}}}"}
    pieces = excerpt(before, after)
    assert "".join(marks[piece.kind].format(piece.text) for piece in pieces) == expected


def test_plain_reads_as_it_was_and_as_it_is() -> None:
    pieces = excerpt("the old text", "the new text")
    assert plain(pieces, Kind.DELETED) == "the old text"
    assert plain(pieces, Kind.INSERTED) == "the new text"


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("text", [LONG, "市商务局召开会议" * 30, "😀" * 200])
def test_what_does_not_fit_ends_with_an_ellipsis(qtbot: QtBot, text: str, most: int) -> None:
    font = ui_font()
    cut = fitted(text, font, 200, most)
    assert cut.endswith("…")
    assert text.startswith(cut[:-1].rstrip("…"))
    assert QFontMetricsF(font).horizontalAdvance(cut) <= 200 * most


def test_what_fits_is_left_alone(qtbot: QtBot) -> None:
    assert fitted("short", ui_font(), 200, 1) == "short"


@pytest.mark.parametrize(("count", "tall"), [(10, True), (500, False)])
def test_rows_grow_while_there_are_few(qtbot: QtBot, theme: Theme, words: Words, count: int, tall: bool) -> None:
    items = [f"{number} {LONG}" for number in range(count)]
    model = ItemsModel[str]((Column("panels.column-row", len_of, 60, RIGHT), column(0)), same, words)
    view = Listing(model, theme, "list")
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.set_items(items)
    qtbot.waitUntil(lambda: (view.rowHeight(0) > 40) is tall)
    assert view.current == items[0]
    view.set_items([])
    assert view.current is None


def len_of(text: str) -> str:
    return str(len(text))
