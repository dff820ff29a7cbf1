"""Themes: roles name colours, ``resources/themes/*.toml`` gives them, one style sheet is filled from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.resources import resource
from ui.fonts import ui_font


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour per role. What each role is for stands beside it in ``resources/themes/light.toml``."""

    name: str
    title: str
    dark: bool
    paper: QColor
    panel: QColor
    raised: QColor
    ink: QColor
    soft: QColor
    hair: QColor
    edge: QColor
    hover: QColor
    accent: QColor
    on_accent: QColor
    active: QColor
    selection: QColor
    error: QColor
    warn: QColor
    hint: QColor
    ok: QColor
    flag: QColor
    flag_ground: QColor
    inserted: QColor
    deleted: QColor
    match: QColor

    def color(self, role: str) -> QColor:
        """The colour of a role by its name; an unknown role is a bug of ours and raises KeyError."""
        if role not in role_names():
            raise KeyError(role)
        color: QColor = getattr(self, role)
        return color


def role_names() -> tuple[str, ...]:
    """The names of all colour roles, in the order of the theme files."""
    return tuple(field.name for field in fields(Theme) if field.name not in ("name", "title", "dark"))


def theme_names() -> tuple[str, ...]:
    """The names of the shipped themes: light first, for that is the default."""
    names = {path.stem for path in resource("themes").glob("*.toml")}
    return ("light", *sorted(names - {"light"}))


def load_theme(name: str) -> Theme:
    """Reads a shipped theme. An unknown name, e.g. from old settings, gives the light one."""
    name = name if name in theme_names() else "light"
    data = tomllib.loads(resource("themes", f"{name}.toml").read_text("utf-8"))
    return Theme(name=name, title=data["name"], dark=data["dark"], **{r: QColor(c) for r, c in data["roles"].items()})


def style_sheet(theme: Theme) -> str:
    """The window's style sheet with the theme's colours and its few drawn marks filled in."""
    values = {role: theme.color(role).name() for role in role_names()}
    values |= {
        "chevron_down": _control("chevron-down"),
        "chevron_up": _control("chevron-up"),
        "tick": _control("tick-on-light" if theme.dark else "tick-on-dark"),
    }
    return Template(resource("themes", "window.qss").read_text("utf-8")).substitute(values)


def _control(name: str) -> str:
    # A style sheet can only name a file, so these few marks carry their own colour: middle grey, or the tick's two.
    return resource("icons", "control", f"{name}.svg").as_posix()


def palette(theme: Theme) -> QPalette:
    """The theme as a QPalette, for what a style sheet does not reach: dialogs of the platform, links, selections."""
    roles = QPalette.ColorRole
    colors = {
        roles.Window: theme.panel,
        roles.WindowText: theme.ink,
        roles.Base: theme.paper,
        roles.AlternateBase: theme.panel,
        roles.Text: theme.ink,
        roles.PlaceholderText: theme.soft,
        roles.Button: theme.panel,
        roles.ButtonText: theme.ink,
        roles.BrightText: theme.error,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.ink,
        roles.Highlight: theme.selection,
        roles.HighlightedText: theme.ink,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.flag,
        roles.Accent: theme.accent,
        roles.Light: theme.raised,
        roles.Midlight: theme.hover,
        roles.Mid: theme.hair,
        roles.Dark: theme.edge,
        roles.Shadow: theme.edge,
    }
    result = QPalette()
    for role, color in colors.items():
        result.setColor(role, color)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.soft)
    return result


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Gives the whole application the theme: Fusion, font, palette, style sheet."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(ui_font())
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
