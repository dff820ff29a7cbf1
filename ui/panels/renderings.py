"""A card of the consistency tab: one term, the names it goes by, and the name it is to have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.harmonising import Group, Harmonised
from app.model import RowId
from app.words import Words
from glossary.census import Cluster
from ui.panels.cards import label, link
from ui.panels.row_links import MOST, NamedRow, RowLinks
from ui.slices import Slices

Count = Callable[[Group, str, list[Harmonised]], Iterator[None]]
"""Finds, in steps, what a name for a group would replace."""


def group_key(group: Group) -> tuple[str, str]:
    return ("", group.term) if isinstance(group, Cluster) else (group.concept.id, group.term)


def listed(group: Group) -> tuple[str, ...]:
    """The names the glossary would write, beside those in use."""
    return group.listed if isinstance(group, Cluster) else ()


def named_rows(rows: Sequence[RowId], places: Sequence[int]) -> list[NamedRow]:
    """The first rows of some, by their place in the project."""
    return [NamedRow(rows[at], at + 1) for at in places[:MOST]]


class RenderingCard(QFrame):
    """Signals: ``preview_wanted(card)``, ``row_wanted(RowId)``. ``rows`` are those of the project in order; ``find``
    looks for the places that a name would change, while nobody waits unless it is to be done ``at_once``."""

    preview_wanted = Signal(object)
    row_wanted = Signal(object)

    def __init__(
        self,
        group: Group,
        rows: Sequence[RowId],
        words: Words,
        find: Count,
        parent: QWidget | None = None,
        *,
        at_once: bool = True,
    ) -> None:
        super().__init__(parent)
        self.group = group
        self._words = words
        self._find = find
        self._at_once = at_once
        self._finding = Slices(self)
        names = len(group.renderings)
        kind = "one-name" if isinstance(group, Cluster) and not group.source else "one-term"
        title = self._say(kind, term=group.term, n=names)
        self.setAccessibleName(title)
        layout = QGridLayout(self)
        layout.setContentsMargins(18, 10, 18, 12)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(2, 1)
        layout.addWidget(label(title, bold=True), 0, 0, 1, 3)
        self._choice = QButtonGroup(self)
        self._forms = [rendering.form for rendering in group.renderings]
        self._forms += [form for form in listed(group) if form not in self._forms]
        for number, form in enumerate(self._forms):
            rendering = group.renderings[number] if number < names else None
            name = self._say("times", n=rendering.count, form=form) if rendering else form
            if form in listed(group):
                name = self._say("of-glossary", name=name)
            radio = QRadioButton(name.replace("&", "&&"), self)
            radio.setToolTip(self._say("choose-tip"))
            radio.setAccessibleName(name)
            self._choice.addButton(radio, number)
            layout.addWidget(radio, number + 1, 0, 1, 2)
            if rendering:
                places = rendering.rows
                links = RowLinks(named_rows(rows, places), len(places), words)
                links.row_wanted.connect(self.row_wanted)
                layout.addWidget(links, number + 1, 2)
        # No name stands here before a person chooses one: the commonest is not the right one by that.
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(360)
        self.field.setAccessibleName(self._say("harmonise-to"))
        self.field.setToolTip(self._say("harmonise-tip"))
        self.preview = link("", self._say("preview-tip"))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(label(self._say("harmonise-to"), rank="key"))
        line.addWidget(self.field)
        line.addWidget(self.preview)
        line.addStretch(1)
        layout.addLayout(line, len(self._forms) + 1, 0, 1, 3)
        self._choice.idClicked.connect(self._choose)
        self.field.textChanged.connect(self._follow)
        self.field.returnPressed.connect(self._ask)
        self.preview.clicked.connect(self._ask)
        self._follow()

    @property
    def wanted(self) -> str:
        """The name the term is to have."""
        return self.field.text().strip()

    def _say(self, key: str, **facts: str | int) -> str:
        return self._words.say(f"panels.{key}", **facts)

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.field.setText(self._forms[number])

    @Slot()
    def _follow(self) -> None:
        for number, form in enumerate(self._forms):
            if form == self.wanted:
                self._choice.button(number).setChecked(True)
                break
        else:
            self._choice.setExclusive(False)
            for button in self._choice.buttons():
                button.setChecked(False)
            self._choice.setExclusive(True)
        found: list[Harmonised] = []
        steps = self._find(self.group, self.wanted, found)
        if self._at_once or not self.wanted:
            for _ in steps:
                pass
            self._tell(found)
        else:
            # It may be asked for before it has been counted.
            self._name_preview(self._say("preview-counting"), on=True)
            self._finding.run(steps, partial(self._tell, found))

    def _tell(self, found: Sequence[Harmonised]) -> None:
        self._finding.stop()
        self._name_preview(self._say("preview", n=len(found)), on=bool(found))

    def _name_preview(self, text: str, *, on: bool) -> None:
        self.preview.setText(text)
        self.preview.setAccessibleName(text)
        self.preview.setEnabled(on)

    @Slot()
    def _ask(self) -> None:
        if self.preview.isEnabled():
            self.preview_wanted.emit(self)


def tall(cards: Sequence[QWidget]) -> QWidget:
    """The cards below each other, with a hairline between two."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for number, card in enumerate(cards):
        if number:
            rule = QFrame()
            rule.setFrameShape(QFrame.Shape.HLine)
            layout.addWidget(rule)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
    layout.addStretch(1)
    return content
