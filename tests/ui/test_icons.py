"""Icons: all there, drawn in the colour asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.resources import resource
from ui.icons import icon, icon_names, icon_pixmap

WANTED = """
    open clean align review read export find replace undo redo confirm reject flag comment dismiss fix history
    restore split merge move-up move-down pin litter filter settings theme help close warning error info search palette
    paste sample document add exclude include next previous
"""


def test_the_set_is_complete() -> None:
    assert set(WANTED.split()) <= set(icon_names())


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_takes_its_colour_from_the_theme(qtbot: QtBot, name: str) -> None:
    assert "currentColor" in resource("icons", f"{name}.svg").read_text("utf-8")
    image = icon_pixmap(name, QColor("#2F5D8C"), 32).toImage()
    solid = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 250]
    assert solid
    assert all(abs(color.red() - 0x2F) < 4 and abs(color.blue() - 0x8C) < 4 for color in solid)
    assert not icon(name, QColor("#2F5D8C")).isNull()


def test_an_unknown_icon_is_our_fault(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", QColor("#000000"))
