"""Fonts by role and language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.fonts import alignment, is_cjk, is_right_to_left, line_height, number_font, text_font


@pytest.mark.parametrize("language", ["zh", "zh-Hans", "zh_TW", "ja-JP", "ko", "yue"])
def test_cjk_is_a_touch_larger(qtbot: QtBot, language: str) -> None:
    assert is_cjk(language)
    assert text_font(language).pixelSize() == text_font("en").pixelSize() + 1


@pytest.mark.parametrize("language", ["", "en", "de-CH", "ru", "zhx"])
def test_others_are_not(language: str) -> None:
    assert not is_cjk(language)


@pytest.mark.parametrize(("zoom", "size"), [(0, 14), (3, 17), (-50, 10), (500, 34)])
def test_zoom_has_limits(qtbot: QtBot, zoom: int, size: int) -> None:
    assert text_font("en", zoom).pixelSize() == size


def test_lines_stand_well_apart(qtbot: QtBot) -> None:
    assert line_height(text_font("en")) == 22
    assert line_height(text_font("zh")) == 23


@pytest.mark.parametrize(
    ("language", "mirrored"), [("ar", True), ("he-IL", True), ("fa", True), ("en", False), ("", False)]
)
def test_direction(language: str, mirrored: bool) -> None:
    assert is_right_to_left(language) is mirrored
    edge = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    assert alignment(language)[1] == edge


def test_digits_are_of_one_width(qtbot: QtBot) -> None:
    assert [tag.toString().data() for tag in number_font().featureTags()] == [b"tnum"]
