"""The table of actions as QActions: menus, chords, single keys, tooltips; on and off as the conditions say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.words import Words, plain
from ui.actions import ACTIONS, Action, Condition, Menu, is_on
from ui.icons import icon
from ui.keymap import Keymap, Where, native, normal
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.view.grid import ReviewGrid


class Menus(QObject):
    """Owns the QActions. ``bind`` connects verbs to receivers that have a slot of the action's name."""

    def __init__(self, bar: QMenuBar, words: Words, theme: Theme, keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.keymap = keymap
        self._theme = theme
        self._icons = QTimer(self)
        self._icons.setSingleShot(True)
        self._icons.setInterval(0)
        self._icons.timeout.connect(self._draw_icons)
        self._grid: ReviewGrid | None = None
        self._window = parent
        self._bound: dict[str, object] = {}
        self._single: list[tuple[str, str, QShortcut]] = []
        self._typing = self._aligning = False
        self.actions: dict[str, QAction] = {}
        self.extra: Sequence[QAction] = ()
        """What the palette offers beside the table: saved filters. They go with the rows."""
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
            self._set_keys(action)
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

    def listen(self, grid: ReviewGrid | None) -> None:
        """Gives the rows their single keys, None when they go; a letter typed into the open text is never one."""
        self._single.clear()
        self._grid = grid
        if grid is None:
            self.extra = ()
            return
        # The text undoes its own typing before the window undoes a change.
        own = {("undo", Where.ANYWHERE), ("redo", Where.ANYWHERE)}
        chords = [keys for at, keys in self.keymap.keys.items() if at[1] is Where.ANYWHERE and at not in own]
        grid.set_chords(normal(key) for keys in chords for key in keys)
        for (id_, where), keys in self.keymap.keys.items():
            for key in keys if where is not Where.ANYWHERE else ():
                shortcut = QShortcut(QKeySequence(key), grid)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(self.actions[id_].trigger)
                self._single.append((normal(key), id_, shortcut))
        self._switch()

    def set_keymap(self, keymap: Keymap) -> None:
        """Other keys from now on: chords, tooltips and the single keys of the rows."""
        if keymap == self.keymap:
            return
        self.keymap = keymap
        for action in ACTIONS:
            self._set_keys(action)
        for _, _, shortcut in self._single:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self.listen(self._grid)

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
        now = self.keymap.single_keys(aligning=self._aligning)
        for key, id_, shortcut in self._single:
            shortcut.setEnabled(not self._typing and now.get(key) == id_)

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
        """Draws the icons in the colours of a theme, with the next events: they are in the menus, which nobody has
        opened when the window is painted for the first time."""
        self._theme = theme
        self._icons.start()

    @Slot()
    def _draw_icons(self) -> None:
        for action in ACTIONS:
            if action.icon:
                self.actions[action.id].setIcon(icon(action.icon, self._theme.ink))

    def entries(self) -> list[tuple[str, str, str, bool]]:
        """Every action for the palette: id, text, key, whether it is on."""
        say = self._words.say
        own = [(a.id, say(f"actions.{a.id}"), self._keys_text(a), self.actions[a.id].isEnabled()) for a in ACTIONS]
        return own + [(a.objectName(), a.toolTip(), "", a.isEnabled()) for a in self.extra]

    def run(self, id_: str) -> None:
        """Does what an entry of the palette stands for."""
        found = self.actions.get(id_) or next((a for a in self.extra if a.objectName() == id_), None)
        if found is not None:
            found.trigger()

    def key_list(self) -> list[tuple[str, str, str, str]]:
        """Every action that has a key, for the sheet of keys: menu, text, chord, single key."""
        menus = {menu: plain(self._words.say(f"actions.menu.{menu}")) for menu in Menu}
        entries = [
            (
                menus[a.menu],
                self._words.say(f"actions.{a.id}"),
                native(self._keys(a, Where.ANYWHERE)),
                self._single_key(a),
            )
            for a in ACTIONS
            if not a.folded
        ]
        return [entry for entry in entries if entry[2] or entry[3]]

    def _keys(self, action: Action, *places: Where) -> tuple[str, ...]:
        return tuple(key for where in places for key in self.keymap.of(action.id, where))

    def _single_key(self, action: Action) -> str:
        """The single key of an action; of one that is only there in align mode it says so."""
        align = native(self._keys(action, Where.ALIGN))
        said = self._words.say("dialogs.keys.align", keys=align) if align else ""
        return ", ".join(part for part in (native(self._keys(action, Where.ROWS)), said) if part)

    def _keys_text(self, action: Action) -> str:
        """The keys of an action as a person reads them: chord and single key."""
        chord, single = self._keys(action, Where.ANYWHERE)[:1], self._keys(action, Where.ROWS, Where.ALIGN)[:1]
        return " · ".join(part for part in (native(chord), native(single)) if part)

    def _make(self, action: Action, menu: QMenu) -> QAction:
        made = QAction(self._words.say(f"actions.{action.id}"), self._window)
        made.setObjectName(action.id)
        made.setCheckable(action.toggle)
        made.setStatusTip("")
        if not action.folded:
            menu.addAction(made)
        self._window.addAction(made)
        return made

    def _set_keys(self, action: Action) -> None:
        made = self.actions[action.id]
        made.setShortcuts([QKeySequence(key) for key in self._keys(action, Where.ANYWHERE)])
        said, key = self._words.say(f"actions.{action.id}").rstrip("…"), self._keys_text(action)
        made.setToolTip(self._words.say("actions.with-key", what=said, keys=key) if key else said)
