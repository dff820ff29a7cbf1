"""Every verb of the window, once: menu, chord, single key, icon, when it is on. Words stand in ``actions.toml``.

``keys`` are chords that work everywhere, the text included; ``grid`` are single keys that work while the rows have the
focus, ``align`` those that do so in align mode only, where they go before others. ``needs`` are the conditions that
must hold (:class:`Condition`); an action that needs none is always on. The keys here are those of our own profile;
``ui/keymap`` lays other profiles and a person's own keys over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    """What can be true of the window at a moment."""

    PROJECT = "project"
    WRITABLE = "writable"
    ROW = "row"
    FINDING = "finding"
    PROPOSALS = "proposals"
    UNDO = "undo"
    REDO = "redo"
    PAIR = "pair"
    """There are two texts: something can be linked."""


class Menu(StrEnum):
    FILE = "file"
    EDIT = "edit"
    REVIEW = "review"
    TERMS = "terms"
    CLEAN = "clean"
    ALIGN = "align"
    VIEW = "view"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Action:
    """One verb. Its words are ``actions.<id>``, its slot ``do_<id>`` with underscores, in the window or ``Verbs``."""

    id: str
    menu: Menu
    keys: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()
    align: tuple[str, ...] = ()
    icon: str = ""
    needs: frozenset[Condition] = frozenset()
    toggle: bool = False
    group: int = 0
    """Actions of a menu with another number stand apart, after a line."""
    folded: bool = False
    """Works by its key but is not listed: fixes 2 to 9 would fill the menu."""

    @property
    def slot(self) -> str:
        return "do_" + self.id.replace("-", "_")


_P = frozenset({Condition.PROJECT})
_ROW = frozenset({Condition.PROJECT, Condition.ROW})
_WRITE = frozenset({Condition.PROJECT, Condition.ROW, Condition.WRITABLE})
_LINK = _WRITE | {Condition.PAIR}
_PAIR = frozenset({Condition.PROJECT, Condition.PAIR})
_FINDING = _WRITE | {Condition.FINDING}
_CLEAN = frozenset({Condition.PROJECT, Condition.WRITABLE, Condition.PROPOSALS})

ACTIONS: tuple[Action, ...] = (
    Action("start", Menu.FILE, ("Ctrl+N", "Ctrl+W"), icon="add"),
    Action("open", Menu.FILE, ("Ctrl+O",), icon="open"),
    Action("save", Menu.FILE, ("Ctrl+S",), needs=_P | {Condition.WRITABLE}, group=1),
    Action("save-copy", Menu.FILE, ("Ctrl+Shift+S",), needs=_P, group=1),
    Action("backups", Menu.FILE, icon="restore", needs=_P, group=1),
    Action("export", Menu.FILE, ("Ctrl+Shift+E",), icon="export", needs=_P, group=1),
    Action("statistics", Menu.FILE, ("Ctrl+Shift+I",), icon="document", needs=_P, group=1),
    Action("settings", Menu.FILE, ("Ctrl+,",), icon="settings", group=2),
    Action("change-keys", Menu.FILE, ("Ctrl+Alt+,",), group=2),
    Action("quit", Menu.FILE, ("Ctrl+Q",), group=3),
    Action("undo", Menu.EDIT, ("Ctrl+Z",), icon="undo", needs=_P | {Condition.UNDO}),
    Action("redo", Menu.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo", needs=_P | {Condition.REDO}),
    Action("revert", Menu.EDIT, ("Ctrl+Alt+Z",), needs=_P | {Condition.WRITABLE}),
    Action("edit", Menu.EDIT, (), ("E",), icon="document", needs=_WRITE, group=1),
    Action("edit-source", Menu.EDIT, ("Shift+F2",), needs=_WRITE, group=1),
    Action("copy-source", Menu.EDIT, ("Ctrl+Ins",), needs=_WRITE, group=1),
    Action("insert-number", Menu.EDIT, ("Alt+N",), needs=_WRITE, group=1),
    Action("spelling", Menu.EDIT, ("F7",), needs=_WRITE, group=1),
    Action("find", Menu.EDIT, ("Ctrl+F",), icon="find", needs=_P, group=2),
    Action("replace", Menu.EDIT, ("Ctrl+H",), icon="replace", needs=_P | {Condition.WRITABLE}, group=2),
    Action("confirm", Menu.REVIEW, ("Ctrl+Return", "Ctrl+Enter"), ("A",), icon="confirm", needs=_WRITE),
    Action("confirm-stay", Menu.REVIEW, ("Ctrl+Shift+Return",), needs=_WRITE),
    Action("reject", Menu.REVIEW, ("Alt+R",), ("R",), icon="reject", needs=_WRITE),
    Action("reject-because", Menu.REVIEW, ("Alt+Shift+R",), ("Shift+R",), needs=_WRITE),
    Action("reopen", Menu.REVIEW, ("Ctrl+U",), needs=_WRITE),
    Action("set-states", Menu.REVIEW, ("Ctrl+Shift+B",), icon="confirm", needs=_P | {Condition.WRITABLE}),
    Action("fix-1", Menu.REVIEW, ("Ctrl+1",), icon="fix", needs=_WRITE, group=1),
    *(Action(f"fix-{n}", Menu.REVIEW, (f"Ctrl+{n}",), needs=_WRITE, group=1, folded=True) for n in range(2, 10)),
    Action("dismiss", Menu.REVIEW, ("Ctrl+Shift+X",), ("X",), icon="dismiss", needs=_FINDING, group=2),
    Action("dismiss-many", Menu.REVIEW, ("Alt+Shift+N",), needs=_P | {Condition.WRITABLE}, group=2),
    Action("flag", Menu.REVIEW, ("Ctrl+Shift+M",), ("F",), icon="flag", needs=_WRITE, group=3),
    Action("flag-many", Menu.REVIEW, ("Alt+Shift+F8",), needs=_P | {Condition.WRITABLE}, group=3),
    Action("comment", Menu.REVIEW, ("Ctrl+M",), ("C",), icon="comment", needs=_WRITE, group=3),
    Action("history", Menu.REVIEW, ("Ctrl+Shift+H",), ("H",), icon="history", needs=_ROW, group=3),
    Action("compare", Menu.REVIEW, ("Ctrl+Shift+D",), icon="history", needs=_P, group=3),
    Action("decisions", Menu.REVIEW, icon="dismiss", needs=_P, group=3),
    Action("checks", Menu.REVIEW, ("Ctrl+Shift+F5",), icon="settings", needs=_P, group=5),
    Action("checklist", Menu.REVIEW, needs=_P, group=5),
    Action("next-todo", Menu.REVIEW, ("Ctrl+G",), ("T",), needs=_P, group=4),
    Action("next-finding", Menu.REVIEW, ("F8",), ("N",), icon="next", needs=_P, group=4),
    Action("next-worth", Menu.REVIEW, ("Ctrl+F8",), ("L",), needs=_P, group=4),
    Action("previous-finding", Menu.REVIEW, ("Shift+F8",), ("P",), icon="previous", needs=_P, group=4),
    Action("check-all", Menu.REVIEW, ("F5",), needs=_P, group=5),
    Action("add-term", Menu.TERMS, ("Ctrl+Shift+T",), icon="add", needs=_P | {Condition.WRITABLE}),
    Action("edit-term", Menu.TERMS, ("Ctrl+Alt+T",), needs=_WRITE),
    Action("remove-term", Menu.TERMS, needs=_WRITE),
    Action("glossaries", Menu.TERMS, ("Ctrl+Alt+G",), needs=_P, group=1),
    Action("accept-cleaning", Menu.CLEAN, ("Ctrl+Shift+A",), icon="litter", needs=_CLEAN),
    Action("keep", Menu.CLEAN, ("Ctrl+Shift+K",), ("K",), icon="include", needs=_WRITE),
    Action("put-away", Menu.CLEAN, ("Ctrl+Shift+Del",), ("Del",), icon="exclude", needs=_WRITE, group=1),
    Action("merge", Menu.ALIGN, ("Ctrl+J",), ("M",), icon="merge", needs=_WRITE),
    Action("split", Menu.ALIGN, ("Ctrl+T",), ("S",), icon="split", needs=_WRITE),
    Action("move-up", Menu.ALIGN, ("Alt+Shift+Up",), ("U",), icon="move-up", needs=_WRITE),
    Action("move-down", Menu.ALIGN, ("Alt+Shift+Down",), ("D",), icon="move-down", needs=_WRITE),
    Action("sentence-up", Menu.ALIGN, ("Alt+Shift+PgUp",), align=("Shift+U",), needs=_WRITE),
    Action("sentence-down", Menu.ALIGN, ("Alt+Shift+PgDown",), align=("Shift+D",), needs=_WRITE),
    Action("swap", Menu.ALIGN, ("Alt+Shift+X",), align=("X",), needs=_LINK, group=1),
    Action("gap", Menu.ALIGN, ("Alt+Shift+G",), align=("G",), needs=_LINK, group=1),
    Action("link", Menu.ALIGN, ("Alt+Shift+L",), align=("L",), needs=_LINK, group=1),
    Action("unlink", Menu.ALIGN, ("Alt+Shift+K",), align=("K",), needs=_LINK, group=1),
    Action("pin", Menu.ALIGN, ("Ctrl+L",), ("Space",), icon="pin", needs=_WRITE, group=2),
    Action("realign", Menu.ALIGN, ("Ctrl+Shift+R",), align=("R",), icon="align", needs=_LINK, group=2),
    Action("next-weak", Menu.ALIGN, ("F9",), align=("N",), icon="next", needs=_PAIR, group=3),
    Action("previous-weak", Menu.ALIGN, ("Shift+F9",), align=("P",), icon="previous", needs=_PAIR, group=3),
    Action(
        "other-side",
        Menu.ALIGN,
        ("Alt+Shift+Right",),
        align=("Tab",),
        needs=_ROW | {Condition.PAIR},
        group=3,
    ),
    Action("join", Menu.ALIGN, ("Alt+Shift+J",), align=("J",), needs=_WRITE, group=4),
    Action("reshape", Menu.ALIGN, ("Alt+Shift+B",), align=("B",), icon="document", needs=_WRITE, group=4),
    Action("mode-clean", Menu.VIEW, ("Alt+1",), icon="clean", needs=_P, toggle=True),
    Action("mode-align", Menu.VIEW, ("Alt+2",), icon="align", needs=_P, toggle=True),
    Action("mode-review", Menu.VIEW, ("Alt+3",), icon="review", needs=_P, toggle=True),
    Action("mode-read", Menu.VIEW, ("Alt+4",), icon="read", needs=_P, toggle=True),
    Action("filter", Menu.VIEW, ("Ctrl+Shift+F",), icon="filter", needs=_P, group=1),
    Action("narrow", Menu.VIEW, ("Alt+Shift+F",), needs=_P, group=1),
    Action("clear-filter", Menu.VIEW, ("Alt+Shift+A",), needs=_P, group=1),
    Action("saved-filters", Menu.VIEW, ("Alt+Shift+S",), needs=_P, group=1),
    Action("save-filter", Menu.VIEW, needs=_P, group=1),
    Action("show-changes", Menu.VIEW, ("Alt+C",), needs=_P, toggle=True, group=2),
    Action("marks-since", Menu.VIEW, ("Alt+Shift+C",), needs=_P, group=2),
    Action("show-terms", Menu.VIEW, ("Alt+T",), needs=_P, toggle=True, group=2),
    Action("larger", Menu.VIEW, ("Ctrl++", "Ctrl+="), needs=_P, group=3),
    Action("smaller", Menu.VIEW, ("Ctrl+-",), needs=_P, group=3),
    Action("theme", Menu.VIEW, ("Alt+D",), icon="theme", group=4),
    Action("next-pane", Menu.VIEW, ("F6",), needs=_P, group=4),
    Action("palette", Menu.HELP, ("Ctrl+Shift+P",), icon="palette"),
    Action("keys", Menu.HELP, ("F1",), ("?",), icon="help"),
    Action("sample", Menu.HELP, icon="sample", group=1),
    Action("about", Menu.HELP, icon="info", group=1),
)


def is_on(action: Action, conditions: frozenset[Condition]) -> bool:
    """Whether an action can be carried out now."""
    return action.needs <= conditions
