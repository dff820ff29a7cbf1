"""Which key does what: the keys of the table, a profile over them, and what a person changed over both.

A profile is a file of ``resources/keymaps``: its title, and a table for each :class:`Where` with the actions whose keys
are others than in the table. Keys are written as Qt's portable text (``Ctrl+Shift+M``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtGui import QKeySequence

from app.resources import resource
from app.words import Words
from ui.actions import ACTIONS, Menu

DEFAULT = "enface"
"""The profile without a file: the table as it is."""


class Where(StrEnum):
    """Where a key works."""

    ANYWHERE = "anywhere"
    """In the text as well: chords and function keys."""
    ROWS = "rows"
    """While the rows have the focus."""
    ALIGN = "align"
    """The same in align mode only, where these go before those of the rows."""


Binding = tuple[str, Where]
"""An action's id and where its keys work."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force. ``keys`` has every action at every place; no keys is an empty tuple."""

    profile: str
    keys: Mapping[Binding, tuple[str, ...]]

    def of(self, action: str, where: Where) -> tuple[str, ...]:
        return self.keys[action, where]

    def with_keys(self, binding: Binding, keys: Iterable[str]) -> Keymap:
        return replace(self, keys={**self.keys, binding: tuple(keys)})

    def taking(self, binding: Binding, keys: Iterable[str]) -> Keymap:
        """The same with keys for one binding, taken away from whatever they clash with."""
        made = self
        for key in keys:
            for other in self.users(key, binding[1]):
                if other != binding:
                    made = made.with_keys(other, (old for old in made.keys[other] if normal(old) != normal(key)))
        return made.with_keys(binding, keys)

    def users(self, key: str, where: Where) -> list[Binding]:
        """The bindings that would answer to a key at a place. Align mode's keys go before those of the rows: these
        two never clash."""
        wanted = normal(key)
        apart = {Where.ROWS: Where.ALIGN, Where.ALIGN: Where.ROWS}.get(where)
        return [b for b, keys in self.keys.items() if b[1] is not apart and wanted in map(normal, keys)]

    def clashes(self) -> list[tuple[str, list[Binding]]]:
        """Every key that two actions want at one place."""
        bound = sorted({(normal(key), where) for (_, where), keys in self.keys.items() for key in keys})
        found = {key: users for key, where in bound if len(users := self.users(key, where)) > 1}
        return list(found.items())

    def single_keys(self, *, aligning: bool) -> Mapping[str, str]:
        """The action that each single key stands for while the rows have the focus."""
        places = (Where.ROWS, Where.ALIGN) if aligning else (Where.ROWS,)
        return {normal(key): action for place in places for action, key in self._at(place)}

    def _at(self, where: Where) -> Iterator[tuple[str, str]]:
        for (action, place), keys in self.keys.items():
            if place is where:
                yield from ((action, key) for key in keys)


def normal(key: str) -> str:
    """A key as it is compared: Enter on the number block is another key than Return, ``ctrl+t`` is ``Ctrl+T``."""
    return QKeySequence(key).toString()


def native(keys: Iterable[str]) -> str:
    """Keys as this system writes them, with commas between. Some call the two Enter keys by one name: once will do."""
    names = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return ", ".join(dict.fromkeys(names))


# Profiles


def profiles() -> Mapping[str, str]:
    """Every profile's title by its name, ours first."""
    files = sorted(resource("keymaps").glob("*.toml"))
    return {DEFAULT: "Enface", **{path.stem: str(_read(path.stem)["title"]) for path in files}}


def load_profile(name: str) -> Keymap:
    """A profile; that of the table for a name there is none of (settings may be older or newer than the program)."""
    own = {(a.id, w): keys for a in ACTIONS for w, keys in zip(Where, (a.keys, a.grid, a.align), strict=True)}
    if name == DEFAULT or name not in profiles():
        return Keymap(DEFAULT, own)
    data = _read(name)
    theirs = {(action, w): tuple(keys) for w in Where for action, keys in data.get(w, {}).items()}
    return Keymap(name, {binding: theirs.get(binding, keys) for binding, keys in own.items()})


def _read(name: str) -> Mapping[str, dict[str, list[str]]]:
    return tomllib.loads(resource("keymaps", f"{name}.toml").read_text("utf-8"))


# What a person changed: one line for a binding, "anywhere confirm Ctrl+Return F5"


def load_keymap(profile: str, changes: Iterable[str]) -> Keymap:
    """A profile with a person's changes over it. A line that says nothing (an action that went) is passed by."""
    made = load_profile(profile)
    for line in changes:
        place, _, rest = line.partition(" ")
        action, *keys = rest.split() or [""]
        if place in tuple(Where) and (action, Where(place)) in made.keys:
            made = made.with_keys((action, Where(place)), (key for key in keys if normal(key)))
    return made


def changes_of(keymap: Keymap) -> tuple[str, ...]:
    """What a keymap has otherwise than its profile, as lines for the settings."""
    plain = load_profile(keymap.profile).keys
    return tuple(" ".join((w, action, *keys)) for (action, w), keys in keymap.keys.items() if keys != plain[action, w])


# What no action may have

_MOVES = ("Up", "Down", "Left", "Right", "PgUp", "PgDown", "Home", "End", "Return", "Enter", "Esc")
_WRITES = ("Space", "Backspace", "Del", "Tab", "Backtab", "Ins")
_TEXT_CHORDS = tuple(f"Ctrl+{key}" for key in ("C", "V", "X", "A", "Left", "Right", "Home", "End", "Backspace", "Del"))
_INPUT_METHODS = ("Ctrl+Space", "Ctrl+.", "Shift+Space")
"""They switch input methods or their punctuation, before any program sees them."""


def refusal(key: str, where: Where, words: Words) -> str:
    """Why a key cannot be given at a place: the key of a sentence in ``dialogs.keys``, "" if it can."""
    text = normal(key)
    bare = text.removeprefix("Shift+")
    if not text or QKeySequence(key).count() != 1 or " " in text:
        return "refused-odd"
    if text in _INPUT_METHODS:
        return "refused-input-method"
    if text in menu_keys(words):
        return "refused-menu"
    if where is Where.ANYWHERE:
        typed = len(bare) == 1 or bare in _MOVES or bare in _WRITES
        return "refused-text" if typed or text in _TEXT_CHORDS else ""
    return "refused-rows" if text in _MOVES or text in _TEXT_CHORDS else ""


def menu_keys(words: Words) -> frozenset[str]:
    """The keys that open the menus, Alt and the letter with the line under it."""
    return frozenset(QKeySequence.mnemonic(words.say(f"actions.menu.{menu}")).toString() for menu in Menu)
