"""Where a person changes the keys: a profile to begin with, then any command's keys; clashes are said before they are.

Nothing takes effect before Save.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.words import Words, plain
from ui.actions import ACTIONS, Menu
from ui.dialogs.parts import Sheet, button, explain, label
from ui.keymap import Keymap, Where, load_profile, native, normal, profiles, refusal
from ui.theme import Theme

_ID = Qt.ItemDataRole.UserRole


class ChangeKeysDialog(Sheet):
    """``keymap()`` is what was chosen once the dialog is accepted, None before."""

    def __init__(self, theme: Theme, words: Words, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("dialogs.change-keys.title"), parent)
        self._keymap = keymap
        self._items: dict[str, QTreeWidgetItem] = {}
        self._heads: list[QTreeWidgetItem] = []
        self._profiles = QComboBox()
        for name, title in profiles().items():
            self._profiles.addItem(title, name)
        self._profiles.setCurrentIndex(self._profiles.findData(keymap.profile))
        explain(self._profiles, self.say("change-keys.profile"), self.say("change-keys.profile-tip"))
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.say("change-keys.filter"))
        explain(self._filter, self.say("change-keys.filter"))
        self._tree = self._make_tree()
        self._what = label("", rank="section")
        self._where = QComboBox()
        for where in Where:
            self._where.addItem(self.say(f"change-keys.where-{where}"), where)
        explain(self._where, self.say("change-keys.where"))
        self._key = QKeySequenceEdit()
        self._key.setMaximumSequenceLength(1)
        explain(self._key, self.say("change-keys.key"), self.say("change-keys.key-tip"))
        field = self._key.findChild(QLineEdit)
        if field is not None:
            field.setPlaceholderText(self.say("change-keys.key"))
        say = self.say
        self._set = button(say("change-keys.set"), self._set_key, tip=say("change-keys.set-tip"))
        self._add = button(say("change-keys.add"), self._add_key, tip=say("change-keys.add-tip"))
        self._none = button(say("change-keys.none"), self._take_away, tip=say("change-keys.none-tip"))
        self._as_profile = button(say("change-keys.reset"), self._reset, tip=say("change-keys.reset-tip"))
        self._reset_all = button(say("change-keys.reset-all"), self._begin_anew, tip=say("change-keys.reset-all-tip"))
        self._lay_out()
        save = button(say("change-keys.save"), self.accept, primary=True, tip=say("change-keys.save-tip"))
        self.add_foot(button(say("cancel"), self.reject), save, left=(self._reset_all,))
        self._profiles.activated.connect(self._take_profile)
        self._filter.textChanged.connect(self._narrow)
        self._tree.currentItemChanged.connect(self._choose)
        self._tree.itemActivated.connect(self._begin)
        self._where.activated.connect(self._look)
        self._key.keySequenceChanged.connect(self._look)
        self._show()
        self._tree.setCurrentItem(self._items[ACTIONS[0].id])
        self.resize(900, 680)
        self._filter.setFocus()

    def keymap(self) -> Keymap | None:
        return self._keymap if self.result() == QDialog.DialogCode.Accepted else None

    # Parts

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels([self.say("change-keys.command"), *(self.say(f"change-keys.where-{w}") for w in Where)])
        tree.setUniformRowHeights(True)
        tree.setRootIsDecorated(False)
        explain(tree, self.say("change-keys.list"), self.say("change-keys.list-tip"))
        for menu in Menu:
            head = QTreeWidgetItem(tree, [plain(self._words.say(f"actions.menu.{menu}"))])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for action in (a for a in ACTIONS if a.menu is menu):
                item = QTreeWidgetItem(head, [self._words.say(f"actions.{action.id}")])
                item.setData(0, _ID, action.id)
                self._items[action.id] = item
            head.setExpanded(True)
            self._heads.append(head)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(label(self.say("change-keys.profile")))
        above.addWidget(self._profiles)
        above.addSpacing(20)
        above.addWidget(self._filter, 1)
        below.addWidget(self._where)
        below.addWidget(self._key, 1)
        for one in (self._set, self._add, self._none, self._as_profile):
            below.addWidget(one)
        self.body.addLayout(above)
        self.body.addWidget(self._tree, 1)
        self.body.addWidget(self._what)
        self.body.addLayout(below)

    # What is chosen

    @property
    def _action(self) -> str:
        item = self._tree.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    @property
    def _place(self) -> Where:
        return Where(self._where.currentData())

    @property
    def _typed(self) -> str:
        return self._key.keySequence().toString()

    def _show(self) -> None:
        """The keys in force into the list; a key that is not the profile's stands in bold."""
        plain = load_profile(self._keymap.profile)
        for action, item in self._items.items():
            for column, where in enumerate(Where, start=1):
                keys = self._keymap.of(action, where)
                item.setText(column, native(keys))
                font = item.font(column)
                font.setBold(keys != plain.of(action, where))
                item.setFont(column, font)
        self._reset_all.setEnabled(self._keymap != plain)
        self._look()

    @Slot()
    def _look(self) -> None:
        """Says what would become of the key that was pressed."""
        action, key, where = self._action, self._typed, self._place
        no = refusal(key, where, self._words) if key else ""
        others = [a for a, _ in self._keymap.users(key, where) if a != action] if key else []
        self._set.setEnabled(bool(action and key and not no))
        self._add.setEnabled(bool(action and key and not no))
        plain = load_profile(self._keymap.profile)
        has = self._keymap.of(action, where) if action else ()
        self._none.setEnabled(bool(has))
        self._as_profile.setEnabled(bool(action) and has != plain.of(action, where))
        self._key.setEnabled(bool(action))
        if no:
            self.tell(self.say(f"change-keys.{no}", keys=native([key])))
        elif others:
            names = self.say("change-keys.between").join(self._words.say(f"actions.{other}") for other in others)
            self.tell(self.say("change-keys.clash", keys=native([key]), what=names), "warn")
        else:
            self.tell("")

    @Slot()
    def _choose(self) -> None:
        self._key.clear()
        self._what.setText(self._words.say(f"actions.{self._action}") if self._action else "")
        self._look()

    @Slot()
    def _begin(self) -> None:
        """Enter or a double click on a command: now press its key."""
        self._key.setFocus()

    @Slot(str)
    def _narrow(self, typed: str) -> None:
        """Shows the commands that have the words, or the key, that were typed."""
        wanted = typed.casefold().strip()
        for item in self._items.values():
            texts = [item.text(0), *(key for column in (1, 2, 3) for key in item.text(column).split(", "))]
            fits = wanted in texts[0].casefold() or any(wanted == text.casefold() for text in texts[1:])
            item.setHidden(bool(wanted) and not fits)
        for head in self._heads:
            head.setHidden(not any(item.parent() is head and not item.isHidden() for item in self._items.values()))

    # Changes

    def _take(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._key.clear()
        self._show()

    @Slot()
    def _set_key(self) -> None:
        self._take(self._keymap.taking((self._action, self._place), [self._typed]))

    @Slot()
    def _add_key(self) -> None:
        has = [key for key in self._keymap.of(self._action, self._place) if normal(key) != self._typed]
        self._take(self._keymap.taking((self._action, self._place), [*has, self._typed]))

    @Slot()
    def _take_away(self) -> None:
        self._take(self._keymap.with_keys((self._action, self._place), ()))

    @Slot()
    def _reset(self) -> None:
        binding = (self._action, self._place)
        self._take(self._keymap.taking(binding, load_profile(self._keymap.profile).keys[binding]))

    @Slot()
    def _begin_anew(self) -> None:
        self._take(load_profile(self._keymap.profile))

    @Slot()
    def _take_profile(self) -> None:
        self._take(load_profile(str(self._profiles.currentData())))

    # The field for the key takes Enter and Escape as keys to give; elsewhere they are the dialog's.
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._key.hasFocus():
            event.accept()
            return
        super().keyPressEvent(event)
