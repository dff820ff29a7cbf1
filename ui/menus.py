"""The table of actions as QActions: menus, chords, single keys, tooltips; on and off as the conditions say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.words import Words
from ui.actions import ACTIONS, Action, Condition, Menu, is_on, single_keys
from ui.icons import icon
from ui.theme import Theme


class Menus(QObject):
    """Owns the QActions. ``bind`` connects verbs to receivers that have a slot of the action's name."""

    def __init__(self, bar: QMenuBar, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._window = parent
        self._bound: dict[str, object] = {}
        self._single: list[tuple[str, Action, QShortcut]] = []
        self._typing = self._aligning = False
        self.actions: dict[str, QAction] = {}
        self.menus: dict[Menu, QMenu] = {}
        for menu in Menu:
            self.menus[menu] = bar.addMenu(words.say(f"actions.menu.{menu}"))
        group: dict[Menu, int] = {}
        for action in ACTIONS:
            shown = self.menus[action.menu]
            if action.group != group.setdefault(action.menu, action.group):
                shown.addSeparator()
                group[action.menu] = action.group
            self.actions[action.id] = self._make(action, shown)
        self.set_theme(theme)

    def bind(self, receivers: Iterable[QObject]) -> None:
        """Connects every action to the first receiver with its slot, instead of what it was connected to before."""
        receivers = list(receivers)
        for action in ACTIONS:
            made = self.actions[action.id]
            if action.id in self._bound:
                made.triggered.disconnect(self._bound.pop(action.id))
            slot = next((getattr(r, action.slot) for r in receivers if hasattr(r, action.slot)), None)
            if slot is not None:
                made.triggered.connect(slot)
                self._bound[action.id] = slot

    def listen(self, grid: QWidget) -> None:
        """Gives the rows their single keys; a letter typed into the open text is never one of them."""
        self._single.clear()
        for action in ACTIONS:
            for key in action.grid + action.align:
                shortcut = QShortcut(QKeySequence(key), grid)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(self.actions[action.id].trigger)
                self._single.append((key, action, shortcut))
        self._switch()

    @Slot(str)
    def set_mode(self, mode: str) -> None:
        """Single keys work while the rows have the focus, not while a text is open."""
        self._typing = mode == "text"
        self._switch()

    def set_aligning(self, aligning: bool) -> None:
        """In align mode some single keys are others."""
        if aligning != self._aligning:
            self._aligning = aligning
            self._switch()

    def _switch(self) -> None:
        now = single_keys(aligning=self._aligning)
        for key, action, shortcut in self._single:
            shortcut.setEnabled(not self._typing and now.get(key) is action)

    def refresh(self, conditions: frozenset[Condition], checked: Mapping[str, bool]) -> None:
        for action in ACTIONS:
            made = self.actions[action.id]
            made.setEnabled(is_on(action, conditions))
            if action.toggle:
                made.setChecked(checked.get(action.id, False))

    def name_undo(self, undo: str, redo: str) -> None:
        """Says in the menu what would be taken back or done again; "" for nothing."""
        for id_, what in (("undo", undo), ("redo", redo)):
            words = self._words
            said = (
                words.say(f"actions.{id_}-what", what=words.say(f"edits.{what}"))
                if what
                else words.say(f"actions.{id_}")
            )
            self.actions[id_].setText(said)

    def set_theme(self, theme: Theme) -> None:
        for action in ACTIONS:
            if action.icon:
                self.actions[action.id].setIcon(icon(action.icon, theme.ink))

    def entries(self) -> list[tuple[str, str, str, bool]]:
        """Every action for the palette: id, text, key, whether it is on."""
        return [
            (a.id, self._words.say(f"actions.{a.id}"), keys_text(a), self.actions[a.id].isEnabled()) for a in ACTIONS
        ]

    def key_list(self) -> list[tuple[str, str, str, str]]:
        """Every action that has a key, for the sheet of keys: menu, text, chord, single key."""
        menus = {menu: self._words.say(f"actions.menu.{menu}").replace("&", "") for menu in Menu}
        return [
            (menus[a.menu], self._words.say(f"actions.{a.id}"), _native(a.keys), self._single_key(a))
            for a in ACTIONS
            if (a.keys or a.grid or a.align) and not a.folded
        ]

    def _single_key(self, action: Action) -> str:
        """The single key of an action; of one that is only there in align mode it says so."""
        keys = _native(action.grid)
        return keys or (self._words.say("dialogs.keys.align", keys=_native(action.align)) if action.align else "")

    def _make(self, action: Action, menu: QMenu) -> QAction:
        said = self._words.say(f"actions.{action.id}")
        made = QAction(said, self._window)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        made.setCheckable(action.toggle)
        key = keys_text(action)
        made.setToolTip(f"{said.rstrip('…')} ({key})" if key else said.rstrip("…"))
        made.setStatusTip("")
        if not action.folded:
            menu.addAction(made)
        self._window.addAction(made)
        return made


def keys_text(action: Action) -> str:
    """The keys of an action as a person reads them: chord and single key."""
    return " · ".join(part for part in (_native(action.keys[:1]), _native((action.grid + action.align)[:1])) if part)


def _native(keys: Iterable[str]) -> str:
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
