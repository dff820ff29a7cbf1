"""Themes: complete, readable, and one style sheet that Qt understands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.resources import resource
from ui.theme import Theme, apply_theme, load_theme, palette, role_names, style_sheet, theme_names
from ui.view.badges import badge_color
from ui.view.model import BadgeKind, MarkKind

GROUNDS = ("paper", "panel", "raised", "active", "hover")
MARKED = ("selection", "inserted", "deleted", "match", "flag_ground")
READ = ("ink", "soft", "accent", "error", "warn", "hint", "ok", "flag")
PAIRS = [(text, ground) for ground in GROUNDS for text in READ] + [("ink", ground) for ground in MARKED]


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    return 0.2126 * _linear(color.redF()) + 0.7152 * _linear(color.greenF()) + 0.0722 * _linear(color.blueF())


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("#FFFFFF")) == pytest.approx(4.54, abs=0.01)


def test_light_comes_first() -> None:
    assert theme_names() == ("light", "dark", "high-contrast")


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize(("text", "ground"), [*PAIRS, ("on_accent", "accent")])
def test_everything_read_has_contrast(name: str, text: str, ground: str) -> None:
    theme = load_theme(name)
    least = 7.0 if name == "high-contrast" else 4.5
    assert contrast(theme.color(text), theme.color(ground)) >= least


@pytest.mark.parametrize("name", theme_names())
def test_a_theme_is_complete(name: str) -> None:
    theme = load_theme(name)
    assert theme.name == name
    assert all(theme.color(role).isValid() for role in role_names())
    assert all(badge_color(kind, theme).isValid() for kind in (*MarkKind, *BadgeKind))


def test_an_unknown_theme_is_the_light_one() -> None:
    assert load_theme("no-such-theme").name == "light"
    assert load_theme("../light").name == "light"


def test_an_unknown_role_is_our_fault() -> None:
    with pytest.raises(KeyError):
        load_theme("light").color("title")


@pytest.mark.parametrize("name", theme_names())
def test_the_style_sheet_is_filled_and_names_files_that_exist(name: str) -> None:
    sheet = style_sheet(load_theme(name))
    assert "$" not in sheet
    paths = re.findall(r'url\("([^"]+)"\)', sheet)
    assert paths
    assert all(resource("icons", "control").joinpath(path).is_file() for path in paths)


def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b(?!_)", resource("themes", "window.qss").read_text("utf-8"))


@pytest.fixture
def plain_app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    qapp.setStyleSheet("")


@pytest.mark.parametrize("name", theme_names())
def test_a_theme_is_applied(qtbot: QtBot, plain_app: QApplication, name: str) -> None:
    theme: Theme = load_theme(name)
    apply_theme(plain_app, theme)
    assert plain_app.palette().text().color() == theme.ink
    assert palette(theme).base().color() == theme.paper
    assert plain_app.font().pixelSize() == 13
